"""The article as a page: its head, text and end in a column, at the place where reading stopped."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from textual.geometry import Region
from textual.strip import Strip

from tuinews.model.articles import Reading
from tuinews.model.bodies import Body
from tuinews.ui.cast import EMPTY, Cast
from tuinews.ui.copying import CopiedColumn
from tuinews.ui.layout import hidden_lines, links_of
from tuinews.ui.masthead import set_message, told_dates
from tuinews.ui.news_page import Setting, set_article
from tuinews.ui.page import make_page
from tuinews.ui.pieces import Column, Line, Role
from tuinews.ui.press import Goal
from tuinews.ui.render import NOTHING, Highlight, Look, carried

if TYPE_CHECKING:
    from tuinews.model.pictures import Picture

_DEFAULT_MEASURE: Final = 72
_SHORT: Final = 12
"""A pane of fewer lines has no room for empty ones."""
_NO_BODY: Final = Body("", ())


class ArticlePage(CopiedColumn):
    """A widget that shows one article, or a message where there is none."""

    def __init__(
        self,
        *,
        clock: Callable[[], datetime],
        measure: int = _DEFAULT_MEASURE,
        highlight: str = Highlight.BOTH,
        keys: Mapping[str, str] | None = None,
        id: str | None = None,  # noqa: A002 - Textual's own name
    ) -> None:
        """Make a page.

        Args:
            keys: the key of an action as people write it, where the user has chosen another than the default.
        """
        super().__init__(id=id)
        self._measure = measure
        self._clock = clock
        self._keys = keys or {}
        self._reading: Reading | None = None
        self._message = ("", "")
        self._shows_hidden = False
        self._wants_gutter = True
        self._set_width = 0
        self.pictures: Mapping[str, Picture] = {}
        """The pictures that are shown, by their addresses."""
        self._page = make_page(1, measure, wants_gutter=False)
        self._cast: Cast = EMPTY
        self._highlight = Highlight.of(highlight)
        self._selection = NOTHING
        self._hits: tuple[tuple[int, int], ...] = ()
        self._hit = -1
        self._dates: list[str] = []
        """As the head tells them."""
        # Where the quote stood that was selected and is none any more, so that the way on leads from there.
        self._left_at = -1

    # ------------------------------------------------------------------------------------------ showing

    def show(self, reading: Reading | None, *, keep_place: bool = False) -> None:
        """Show an article at the place where reading stopped, or nothing.

        Args:
            keep_place: it is the article already shown, with more known of it: nothing moves.
        """
        before, self._reading = self._reading, reading
        annotation = reading.annotation if reading else None
        cast = Cast(annotation) if annotation else EMPTY
        is_same = bool(keep_place and before and reading and before.article.row.id == reading.article.row.id)
        if not is_same:
            # Until the quotes are known there is room for the names beside them, so that the text need not move.
            self._wants_gutter = annotation is None or bool(annotation.quotes)
            self._shows_hidden = False
            self._hits, self._hit = (), -1
            self._message = ("", "")
            if not (before and reading and before.article.row.id == reading.article.row.id):
                self.pictures = {}  # those of this article stay, however often its text is shown anew
        chosen = carried(self._selection, self._cast, cast) if is_same else NOTHING
        is_lost = is_same and chosen == NOTHING and self._selection.quote >= 0
        self._left_at = self._cast.quotes[self._selection.quote].start if is_lost else -1
        self._selection, self._cast = chosen, cast
        self._set(self.place() if is_same else _where_reading_stopped(reading))

    def show_hits(self, hits: tuple[tuple[int, int], ...], current: int) -> None:
        """Let stretches of the text stand out, in order and apart, one of them more; -1 is none."""
        if (hits, current) != (self._hits, self._hit):
            self._hits, self._hit = hits, current
            self.repaint()

    def show_pictures(self, pictures: Sequence[Picture]) -> None:
        """Show these pictures of the article where they stand in it; what is in sight stays."""
        self.pictures = {picture.url: picture for picture in pictures}
        self._set(self.place())

    def show_message(self, title: str, text: str) -> None:
        """Show a message in place of an article: that there is none, that it is on its way, why it failed."""
        self._reading, self._cast, self._selection = None, EMPTY, NOTHING
        self._hits, self._hit = (), -1
        self._message = (title, text)
        self._set(Goal())

    def set_anew(self) -> None:
        """Set the page for a new width, or for another age in its head."""
        is_as_told = self._reading is not None and self._dates == told_dates(self._reading.article, self._clock())
        if self.line_width and (self.line_width != self._set_width or not is_as_told):
            self._set(self.place() if self._set_width else _where_reading_stopped(self._reading))

    @property
    def position(self) -> int:
        """The offset in the text of the first line in sight, 0 at the top."""
        return max(0, self.place().offset)

    @property
    def is_at_end(self) -> bool:
        """Whether the end of the article is in sight."""
        return self.is_set and self.scroll_offset.y + self.size.height >= len(self.press.shown.lines)

    @property
    def text_width(self) -> int:
        """How many cells a line of text has now."""
        return self._page.measure

    @property
    def measure(self) -> int:
        """How many cells a line of text may have."""
        return self._measure

    @measure.setter
    def measure(self, measure: int) -> None:
        if measure != self._measure:
            self._measure = measure
            self._set(self.place())

    def name_keys(self, keys: Mapping[str, str]) -> None:
        """Name other keys for the actions than before."""
        self._keys = keys
        self._set(self.place())

    def toggle_hidden(self) -> int:
        """Show the lines the importer hid, or hide them again; return how many they are."""
        body = self._reading.article.body if self._reading else None
        count = hidden_lines(body) if body else 0
        if count:
            self._shows_hidden = not self._shows_hidden
            self._set(self.place())
        return count

    def links(self) -> list[tuple[str, str]]:
        """Return label and address of every link of the article, in the order of their numbers on the page."""
        if self._reading is None:
            return []
        body = self._reading.article.body or _NO_BODY
        attached = [
            (" · ".join(filter(None, (_file_of(one.url), one.media_type))), one.url)
            for one in self._reading.article.enclosures
        ]
        return links_of(body, shows_hidden=self._shows_hidden) + attached

    # ------------------------------------------------------------------------------------------ setting

    def _set(self, goal: Goal) -> None:
        """Set the page anew, once it has its place on the screen."""
        self._set_width = self.line_width
        if not self._set_width:
            return
        wants_gutter = self._wants_gutter and self._reading is not None
        self._page = make_page(self._set_width, self._measure, wants_gutter=wants_gutter)
        self.repaint()
        self.set_column(Column(self._lines(), self._cast), goal)

    def _lines(self) -> Iterator[Line | None]:
        if self._reading is None:
            return set_message(*self._message, self._page.measure, self.size.height)
        is_short = self.size.height < _SHORT
        setting = Setting(self._page.measure, self._shows_hidden, self._keys, self._picture_rows(), is_short)
        self._dates = told_dates(self._reading.article, self._clock())
        return set_article(self._reading, self._cast, self._clock(), setting)

    def _picture_rows(self) -> Mapping[str, Callable[[], Iterator[Line]]]:
        if not self.pictures:
            return {}
        from tuinews.ui.picture_lines import picture_lines

        room = self._page.measure
        return {url: partial(picture_lines, one) for url, one in self.pictures.items() if one.columns <= room}

    # ----------------------------------------------------------------------------------------- painting

    def paint_row(self, row: int, line: Line) -> Strip:
        """Return a line as a row of the screen."""
        if line.piece.role is not Role.PICTURE:
            return super().paint_row(row, line)
        from tuinews.ui.picture_lines import paint_picture

        return paint_picture(line, self._picture_on(line), self._page, self.tones.page)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return lines of the screen, and with them what draws pictures where that is not done by cells."""
        strips = super().render_lines(crop)
        if self.pictures and crop.x == 0:
            from tuinews.ui.picture_lines import draw_over

            # Where no title stands above it, the article begins a row lower.
            lines, top, above = self.press.shown.lines, self.scroll_offset.y, self.gutter.top
            for at, y in enumerate(crop.line_range):
                row = top + y - above
                line = lines[row] if y >= above and 0 <= row < len(lines) else None
                if line is not None and line.piece.role is Role.PICTURE:
                    strips[at] = draw_over(strips[at], line, self._picture_on(line), self._page)
        return strips

    def _picture_on(self, line: Line) -> Picture | None:
        return self.pictures.get(line.piece.target.href if line.piece.target else "")

    @property
    def look(self) -> Look:
        """All that decides how a line looks now."""
        # A column stays on the screen until the next one is set, and its lines know only the people it was set with.
        cast: Cast = self.press.shown.of or EMPTY
        chosen = self._selection if cast is self._cast else carried(self._selection, self._cast, cast)
        return Look(self._page, self.tones, cast, self._highlight, chosen, self._hits, self._hit)

    @property
    def text(self) -> str:
        """The article's text."""
        return (self._reading.article.body or _NO_BODY).text if self._reading else ""


def _file_of(url: str) -> str:
    """Return the name of the file at the end of an address, whatever kind of text that is."""
    path = url.partition("#")[0].partition("?")[0].partition("://")[2]
    return unquote(path.partition("/")[2].rpartition("/")[2])


def _where_reading_stopped(reading: Reading | None) -> Goal:
    position = int(reading.article.position) if reading else 0
    return Goal(position) if position > 0 else Goal()
