"""Pictures of an article, made to fit the cells of a terminal."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Drawing(StrEnum):
    """How a terminal is told to draw a picture."""

    KITTY = "kitty"
    """Kitty's protocol, with cells that stand for parts of the picture."""
    SIXEL = "sixel"
    """DEC's sixels, drawn over the cells."""
    ITERM2 = "iterm2"
    """iTerm2's inline images, drawn over the cells."""
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
    colours: int = 256
    """How many different ones a picture in sixels may have."""


class Picture(NamedTuple):
    """A picture scaled for a frame."""

    url: str
    drawing: Drawing
    columns: int
    rows: int
    parts: tuple[bytes, ...]
    """What draws each row of cells: two rows of RGB pixels, or sixels, or a PNG; for Kitty one PNG of the whole."""
    under: tuple[bytes, ...] = ()
    """For what is drawn over cells their own pixels, seen where a window is over the picture."""


class PictureFailed(NamedTuple):
    """A picture cannot be shown."""

    url: str
    reason: str


PictureEvent = Picture | PictureFailed
