"""Pictures among the lines of an article: their room in the column, and their rows painted."""

from __future__ import annotations

from collections.abc import Iterator

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tuinews.model.pictures import Picture
from tuinews.ui.graphics import row_segments
from tuinews.ui.page import Page
from tuinews.ui.pieces import BLANK, Line, Piece, Role, Target


def picture_lines(picture: Picture) -> Iterator[Line]:
    """Yield the rows of a picture, and an empty one under it; the number of a row stands where its indent would."""
    piece = Piece("", Role.PICTURE, target=Target(href=picture.url))
    for row in range(picture.rows):
        yield Line(piece, 0, 0, row)
    yield BLANK


def paint_picture(line: Line, picture: Picture | None, page: Page, blank: Style) -> Strip:
    """Return a row of `picture_lines` as wide as the page; an empty one where its picture is gone or too wide."""
    if picture is None or line.hanging >= picture.rows or picture.columns > page.width - page.left:
        return Strip.blank(page.width, blank)
    left = page.left + max(0, (page.measure - picture.columns) // 2)
    rest = page.width - left - picture.columns
    segments = [Segment(" " * left, blank), *row_segments(picture, line.hanging)]
    return Strip([*segments, Segment(" " * rest, blank)] if rest > 0 else segments, page.width)
