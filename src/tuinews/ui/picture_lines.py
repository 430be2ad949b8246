"""Pictures among the lines of an article: their room in the column, and their rows painted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tuinews.model.pictures import Picture
from tuinews.ui.graphics import row_drawing, row_segments
from tuinews.ui.page import Page
from tuinews.ui.pieces import BLANK, Line, Piece, Role, Target

if TYPE_CHECKING:
    from rich.console import Console


def picture_lines(picture: Picture) -> Iterator[Line]:
    """Yield the rows of a picture, and an empty one under it; the number of a row stands where its indent would."""
    piece = Piece("", Role.PICTURE, target=Target(href=picture.url))
    for row in range(picture.rows):
        yield Line(piece, 0, 0, row)
    yield BLANK


def paint_picture(line: Line, picture: Picture | None, page: Page, blank: Style) -> Strip:
    """Return a row of `picture_lines` as wide as the page; an empty one where its picture is gone or too wide."""
    if picture is None or not _has_room(line, picture, page):
        return Strip.blank(page.width, blank)
    left = _left(picture, page)
    rest = page.width - left - picture.columns
    segments = [Segment(" " * left, blank), *row_segments(picture, line.hanging)]
    return Strip([*segments, Segment(" " * rest, blank)] if rest > 0 else segments, page.width)


def draw_over(strip: Strip, line: Line, picture: Picture | None, page: Page) -> Strip:
    """Return what `paint_picture` painted, with what draws the picture over its cells where the terminal can."""
    if picture is None or not _has_room(line, picture, page):
        return strip
    drawing = row_drawing(picture, line.hanging)
    return DrawnStrip(strip, strip.cell_length, drawing, _left(picture, page) + picture.columns) if drawing else strip


def _has_room(line: Line, picture: Picture, page: Page) -> bool:
    return line.hanging < picture.rows and picture.columns <= page.width - page.left


def _left(picture: Picture, page: Page) -> int:
    return page.left + max(0, (page.measure - picture.columns) // 2)


class DrawnStrip(Strip):
    """A strip over whose cells something is drawn, once those at its end have been written.

    What is drawn cannot be cut. So a piece of the strip draws all of it when it has the end, and nothing otherwise:
    then the cells show what is under it. Nothing that may lie over an article ends to the left of a picture's end.
    """

    def __init__(self, segments: Iterable[Segment], cell_length: int, drawing: str, end: int) -> None:
        super().__init__(segments, cell_length)
        self._drawing = drawing
        self._end = end

    def divide(self, cuts: Iterable[int]) -> Sequence[Strip]:
        """Divide the strip; the piece with the end keeps the drawing."""
        pieces, start = list[Strip](), 0
        for piece in super().divide(cuts):
            pieces.append(self._keep(piece, start))
            start += piece.cell_length
        return pieces

    def crop(self, start: int, end: int | None = None) -> Strip:
        """Crop the strip; the piece keeps the drawing when it has the end."""
        return self._keep(super().crop(start, end), start)

    def render(self, console: Console) -> str:
        """Render the cells, and the drawing over them."""
        if self._end >= self.cell_length:
            return super().render(console) + self._drawing
        return super().crop(0, self._end).render(console) + self._drawing + super().crop(self._end).render(console)

    def _keep(self, piece: Strip, start: int) -> Strip:
        if piece is self or not start < self._end <= start + piece.cell_length:
            return piece
        return DrawnStrip(piece, piece.cell_length, self._drawing, self._end - start)
