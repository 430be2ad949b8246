"""Pages set and painted for tests, without a screen."""

from __future__ import annotations

from rich.style import Style
from tests.ui.article.manuscript import Manuscript

from tuinews.model.bodies import Body
from tuinews.ui.cast import Cast
from tuinews.ui.layout import set_body
from tuinews.ui.page import Page, make_page
from tuinews.ui.pieces import Column, Line
from tuinews.ui.render import NOTHING, Highlight, Look, Selection, cuts, paint
from tuinews.ui.themes import THEMES
from tuinews.ui.tones import Tones

NO_MARGIN = 0


def tones(name: str = "tuinews-dark", *, has_colours: bool = True) -> Tones:
    """Return the styles of one of our themes."""
    theme = next(theme for theme in THEMES if theme.name == name)
    variables = {**theme.to_color_system().generate(), **theme.variables}
    return Tones(variables, is_ansi=theme.ansi, has_colours=has_colours)


def set_lines(body: Body, measure: int, *, shows_hidden: bool = False) -> list[Line]:
    """Return a body's lines."""
    numbers: dict[str, int] = {}
    lines = set_body(body, measure, numbers, shows_hidden=shows_hidden, hidden_key=".")
    return [line for line in lines if line is not None]


def page_text(body: Body, measure: int, *, shows_hidden: bool = False) -> list[str]:
    """Return a body as rows of text without margins."""
    look = Look(Page(measure, NO_MARGIN, measure), tones(), Cast(Manuscript().annotation()))
    return [paint(line, look).text.rstrip() for line in set_lines(body, measure, shows_hidden=shows_hidden)]


def look_of(
    manuscript: Manuscript,
    width: int,
    *,
    highlight: Highlight = Highlight.BOTH,
    selection: Selection = NOTHING,
    styles: Tones | None = None,
) -> Look:
    """Return how a manuscript looks in a pane of some width."""
    page = make_page(width, 72, wants_gutter=True)
    return Look(page, styles or tones(), Cast(manuscript.annotation()), highlight, selection)


def rows(manuscript: Manuscript, look: Look) -> list[str]:
    """Return a manuscript's text as rows of the screen."""
    return [paint(line, look).text for line in set_lines(manuscript.body(), look.page.measure)]


def line_of(manuscript: Manuscript, look: Look, words: str, *, is_last: bool = False) -> tuple[Line, int]:
    """Return the line on which some words of the text begin, and their place in its piece."""
    offset = manuscript.text.rindex(words) if is_last else manuscript.text.index(words)
    for line in set_lines(manuscript.body(), look.page.measure):
        piece = line.piece
        if piece.source >= 0 and piece.to_text(line.start) <= offset < piece.to_text(line.end):
            return line, piece.from_text(offset)
    raise AssertionError(f"{words!r} is not on the page")


def row_of(manuscript: Manuscript, look: Look, words: str) -> str:
    """Return the row of the screen on which some words begin."""
    return paint(line_of(manuscript, look, words)[0], look).text


def style_of(manuscript: Manuscript, look: Look, words: str, *, is_last: bool = False) -> Style:
    """Return the style in which some words begin."""
    line, place = line_of(manuscript, look, words, is_last=is_last)
    return next(stretch.style for stretch in cuts(line, look) if stretch.start <= place < stretch.end)


def whole_column(body: Body, measure: int) -> Column:
    """Return a body's lines as a column that is set to its end."""
    column = Column(set_body(body, measure, {}, shows_hidden=False, hidden_key="."))
    column.grow(60.0, 10**9)
    return column
