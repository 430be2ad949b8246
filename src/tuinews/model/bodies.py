"""The text of an article in blocks and runs."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class BlockKind(StrEnum):
    """What a block is set as."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    CODE = "code"
    TABLE = "table"
    IMAGE = "image"
    CAPTION = "caption"
    RULE = "rule"


class RunStyle(StrEnum):
    """What a stretch inside a block is set as."""

    STRONG = "strong"
    EMPHASIS = "emphasis"
    CODE = "code"
    LINK = "link"
    STRIKE = "strike"
    SUPER = "super"
    SUB = "sub"


class Run(NamedTuple):
    """A styled stretch of the text; runs may nest and overlap."""

    start: int
    end: int
    style: RunStyle
    href: str = ""
    """The absolute http(s) or mailto address of a link; empty otherwise."""


class Block(NamedTuple):
    """A stretch of the text that is set as one piece.

    Blocks are in order, do not overlap and, with the separators between them, cover the whole text. A table's
    text has one row a line, cells told apart by a tab; an image's text is its alternative text.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    """A heading's level (1-6); a list item's depth (1 and up); a table's number of heading rows."""
    marker: str = ""
    """What stands before a list item: "•" or "3."."""
    quote_depth: int = 0
    """How many block quotes it stands in."""
    runs: tuple[Run, ...] = ()
    href: str = ""
    """An image's address."""
    is_hidden: bool = False
    """Site furniture the importer hid: kept, not analysed, shown on request."""


class Body(NamedTuple):
    """An article's text and how it is set."""

    text: str
    blocks: tuple[Block, ...]
    language: str = ""
    notices: tuple[str, ...] = ()
    """Sentences for the reader: "Cut here: the page is very long"."""
