"""Set text: pieces, the lines they are broken into, and the growing column of lines.

A piece is text as it is shown; a line is a stretch of a piece. What a piece shows and the article's text does not
have (a footnote number, a column's blanks) is listed as inserts, so that every cell leads back to a place in the text
and every place to a cell.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from enum import Enum, IntFlag, auto
from itertools import islice
from time import perf_counter
from typing import Any, Final, NamedTuple


class Role(Enum):
    """What a piece is set as."""

    TITLE = auto()
    DERIVED_TITLE = auto()
    META = auto()
    BODY = auto()
    HEADING_1 = auto()
    HEADING_2 = auto()
    HEADING_3 = auto()
    HEADING_4 = auto()
    CAPTION = auto()
    CODE = auto()
    TABLE_HEAD = auto()
    IMAGE = auto()
    PICTURE = auto()
    """A row of a picture, not its words."""
    RULE = auto()
    HIDDEN = auto()
    LABEL = auto()
    END_MARK = auto()


class Trait(IntFlag):
    """How a stretch differs from its piece."""

    NONE = 0
    STRONG = 1
    EMPHASIS = 2
    CODE = 4
    LINK = 8
    STRIKE = 16
    SMALL = 32
    """Raised or lowered where no such character exists."""
    FAINT = 64
    """What we add to the text: a footnote number, the name of a table's column."""


class Align(Enum):
    """Where a line stands in the measure."""

    LEFT = auto()
    CENTRE = auto()
    RIGHT = auto()


class Target(NamedTuple):
    """What a click on a stretch is about: a link's address, a person, a quote, or the hidden lines."""

    href: str = ""
    person: int = -1
    quote: int = -1
    is_hidden_lines: bool = False


class Span(NamedTuple):
    """A stretch of a piece that is set differently, in the piece's own offsets."""

    start: int
    end: int
    trait: Trait = Trait.NONE
    person: int = -1
    """The person in whose style it is set."""
    target: Target | None = None


class Piece(NamedTuple):
    """A stretch that is set as one: a paragraph, a table's row, a line of the header."""

    shown: str
    role: Role
    source: int = -1
    """The offset of its beginning in the article's text; -1 when it does not come from there."""
    inserts: tuple[tuple[int, int], ...] = ()
    """The stretches of `shown` that the text does not have, in order."""
    spans: tuple[Span, ...] = ()
    before: str = ""
    """What hangs at the left of the first line: a list marker."""
    indent: int = 0
    """Cells from the left edge of the measure to the text, bars and `before` included."""
    bars: int = 0
    """How many block quotes it stands in."""
    align: Align = Align.LEFT
    target: Target | None = None
    """What a click anywhere on it is about."""

    def to_text(self, at: int) -> int:
        """Return the offset in the article's text of a place in `shown`."""
        added = 0
        for start, end in self.inserts:
            if start >= at:
                break
            added += min(end, at) - start
        return self.source + at - added

    def from_text(self, offset: int) -> int:
        """Return the place in `shown` of an offset in the article's text, behind inserts that stand there."""
        at = offset - self.source
        for start, end in self.inserts:
            if start > at:
                break
            at += end - start
        return at

    def end_from_text(self, offset: int) -> int:
        """Return the place in `shown` where a stretch that ends at `offset` ends, before inserts that stand there."""
        at = offset - self.source
        for start, end in self.inserts:
            if start >= at:
                break
            at += end - start
        return at


class Line(NamedTuple):
    """One row of a piece."""

    piece: Piece
    start: int
    end: int
    hanging: int = 0
    """Cells by which it is set in beyond its piece's indent."""
    is_first: bool = True


BLANK: Final = Line(Piece("", Role.BODY), 0, 0)


class Column:
    """Lines as far as they have been set, drawn from an iterator as they are needed.

    The iterator yields None where it has worked without finishing a line, so that work can be stopped there.
    """

    # How many lines are set between two looks at the clock: about a tenth of a millisecond of work.
    _STRIDE: Final = 16

    def __init__(self, source: Iterator[Line | None], of: Any = None) -> None:
        self._source = source
        self.of = of
        """Whom the lines speak of, where they do: it stays with them while the next column is set."""
        self._offsets = array("q")
        self._rows = array("q")
        self.lines: list[Line] = []
        self.is_done = False

    def grow(self, seconds: float, lines: int = 0, offset: int = -1) -> bool:
        """Set more lines for `seconds`; return whether there are `lines` and the one of `offset`, or all there are."""
        deadline = perf_counter() + seconds
        while not self.is_done and not self.reaches(lines, offset):
            batch = list(islice(self._source, self._STRIDE))
            for line in batch:
                if line is not None:
                    self._append(line)
            self.is_done = len(batch) < self._STRIDE
            if perf_counter() >= deadline:
                break
        return self.is_done or self.reaches(lines, offset)

    def reaches(self, lines: int, offset: int) -> bool:
        """Return whether there are so many lines and the one of `offset` (-1: no matter which)."""
        return len(self.lines) >= lines and bool(offset < 0 or (self._offsets and self._offsets[-1] > offset))

    def row_of(self, offset: int) -> int:
        """Return the row that shows an offset in the article's text, or the nearest before it."""
        index = bisect_right(self._offsets, offset) - 1
        return self._rows[index] if index >= 0 else 0

    def offset_of(self, row: int) -> int:
        """Return the offset in the article's text of the first line of text at or after a row, else of the last."""
        if not self._rows:
            return 0
        index = bisect_left(self._rows, row)
        return self._offsets[min(index, len(self._offsets) - 1)]

    def _append(self, line: Line) -> None:
        piece = line.piece
        if piece.source >= 0:
            self._offsets.append(piece.to_text(line.start) if piece.inserts else piece.source + line.start)
            self._rows.append(len(self.lines))
        self.lines.append(line)
