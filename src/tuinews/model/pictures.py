"""Pictures of an article, made to fit the cells of a terminal."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Drawing(StrEnum):
    """How a terminal is told to draw a picture."""

    KITTY = "kitty"
    """Kitty's protocol, with cells that stand for parts of the picture."""
    BLOCKS = "blocks"
    """Half blocks in two colours; every terminal with colours can."""


class PictureFrame(NamedTuple):
    """The room there is for a picture."""

    drawing: Drawing
    columns: int
    rows: int
    cell_width: int = 8
    """Pixels."""
    cell_height: int = 16


class Picture(NamedTuple):
    """A picture scaled for a frame."""

    url: str
    drawing: Drawing
    columns: int
    rows: int
    parts: tuple[bytes, ...]
    """For each row of cells its pixels, two rows of RGB; for Kitty one PNG of the whole."""


class PictureFailed(NamedTuple):
    """A picture cannot be shown."""

    url: str
    reason: str


PictureEvent = Picture | PictureFailed
