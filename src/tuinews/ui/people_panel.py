"""The people panel: who is named in the open article, what they are, and what they said."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip

from tuinews.model.annotations import Annotation
from tuinews.model.articles import Reading
from tuinews.ui.cast import EMPTY, Cast
from tuinews.ui.cast_list import CastList
from tuinews.ui.column_view import ScrolledColumn
from tuinews.ui.masthead import set_message
from tuinews.ui.page import Page
from tuinews.ui.pieces import BLANK, Column, Line, Role
from tuinews.ui.press import Goal
from tuinews.ui.render import Look, paint

_LEFT: Final = 3
_RIGHT: Final = 1
_CURSOR_BAR: Final = "▌"
_NOT_ENGLISH: Final = "Names and quotes are tuned for English; here all are marked likely at most."


class PeoplePanel(ScrolledColumn):
    """A list of the people and other voices of an article.

    Its messages tell what the reader did in the panel; `select_person` sends none.
    """

    class PersonHighlighted(Message):
        """The cursor stands on someone else: on a person, or (None) on another voice, whose first quote is named."""

        def __init__(self, index: int | None, quote: int | None) -> None:
            super().__init__()
            self.index = index
            self.quote = quote

    class PersonChosen(Message):
        """The reader wants to see where someone is named or speaks."""

        def __init__(self, index: int | None, offset: int, quote: int | None) -> None:
            super().__init__()
            self.index = index
            self.offset = offset
            self.quote = quote

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._reading: Reading | None = None
        self._cast: Cast = EMPTY
        self._list = CastList(EMPTY, "")
        self._cursor = 0
        self._visits = 0
        self._page = Page(1, 0, 1)

    # ------------------------------------------------------------------------------------------ showing

    def show(self, reading: Reading | None) -> None:
        """Show the people of an article; the cursor stays when it is the same article."""
        before, self._reading = self._reading, reading
        is_same = bool(before and reading and before.article.row.id == reading.article.row.id)
        annotation = reading.annotation if reading else None
        body = reading.article.body if reading else None
        at = self._list.entries[self._cursor : self._cursor + 1] if is_same else []
        self._cast = Cast(annotation) if annotation else EMPTY
        self._list = CastList(self._cast, body.text if body else "", _notice(annotation))
        # Whom the cursor stood on is looked for by name: with other people known the order is another.
        rows = (row for row, entry in enumerate(self._list.entries) if at and entry.name == at[0].name)
        last = max(0, len(self._list.entries) - 1)
        self._cursor = next(rows, min(self._cursor, last)) if is_same else 0
        self._visits = 0
        self.set_anew()

    @property
    def person(self) -> int | None:
        """The person under the cursor; None when it stands on anyone else."""
        entries = self._list.entries
        return entries[self._cursor].person if entries else None

    def select_person(self, index: int | None) -> None:
        """Put the cursor on a person."""
        for row, entry in enumerate(self._list.entries):
            if index is not None and entry.person == index:
                self._stand_on(row)
                return

    def set_anew(self) -> None:
        """Set the panel for a new width or other people."""
        width = self.line_width
        if not width:
            return
        self._page = Page(width, min(_LEFT, width - 1), max(1, width - _LEFT - _RIGHT))
        self.repaint()
        measure = self._page.measure
        lines = self._list.lines(measure) if self._list.entries else _nobody(self._reading, measure, self.size.height)
        self.set_column(Column(lines, self._cast), Goal())
        self._bring_into_sight()

    # ------------------------------------------------------------------------------------------- cursor

    def move(self, step: int) -> None:
        """Move the cursor by so many entries."""
        self._go_to(self._cursor + step)

    def top(self) -> None:
        """Go to the first entry."""
        self._go_to(0)

    def bottom(self) -> None:
        """Go to the last entry."""
        self._go_to(len(self._list.entries) - 1)

    def open(self) -> None:
        """Ask for the place where the one under the cursor is named or speaks; again, for the next such place."""
        entries = self._list.entries
        if entries and (places := entries[self._cursor].places):
            entry = entries[self._cursor]
            self.post_message(self.PersonChosen(entry.person, places[self._visits % len(places)], entry.quote))
            self._visits += 1

    def _go_to(self, index: int) -> None:
        entries = self._list.entries
        index = max(0, min(index, len(entries) - 1))
        if entries and index != self._cursor:
            self._stand_on(index)
            self.post_message(self.PersonHighlighted(entries[index].person, entries[index].quote))

    def _stand_on(self, index: int) -> None:
        if index != self._cursor:
            self._visits = 0
        self._cursor = index
        self.repaint()
        self._bring_into_sight()

    def _bring_into_sight(self) -> None:
        """Scroll so that the whole entry under the cursor can be seen, or its beginning when it is taller."""
        rows, height = self._list.rows_of(self._cursor), self.size.height
        if not rows or not height:
            return
        first = 0 if self._cursor == 0 else rows.start - 1
        top = self.scroll_offset.y
        if first < top or rows.stop - first > height:
            self.scroll_to_row(first)
        elif rows.stop > top + height:
            self.scroll_to_row(rows.stop - height)

    # ----------------------------------------------------------------------------------------- painting

    def paint_row(self, row: int, line: Line) -> Strip:
        """Return a line as a row of the screen, marked when it belongs to the entry under the cursor."""
        strip = paint(line, Look(self._page, self.tones, self.press.shown.of or EMPTY))
        is_marked = line is not BLANK and line.piece.role is not Role.LABEL and self._list.at_row(row) == self._cursor
        if not is_marked or not self._list.entries:
            return strip
        ground = self.tones.cursor if self.has_focus else self.tones.cursor_blurred
        bar = Segment(_CURSOR_BAR, self.tones.accent if self.has_focus else self.tones.rule)
        # The bar stands at the edge, where the lists of the other panes have theirs.
        marked = [bar, *strip.crop(1)]
        return Strip([Segment(text, (style or Style()) + ground) for text, style, _ in marked], strip.cell_length)

    def watch_has_focus(self, has_focus: bool) -> None:
        """Brighten or dim the cursor."""
        super().watch_has_focus(has_focus)
        self.repaint()

    def on_click(self, event: events.Click) -> None:
        """Choose the entry under the mouse."""
        event.stop()
        place = event.get_content_offset(self)
        index = self._list.at_row(self.scroll_offset.y + place.y) if place else -1
        if 0 <= index < len(self._list.entries):
            self._go_to(index)
            self.open()


def _notice(annotation: Annotation | None) -> str:
    """Return what the reader should know of all names and quotes; in English, or where nobody can tell, nothing."""
    return "" if annotation is None or annotation.language in {"", "en"} else _NOT_ENGLISH


def _nobody(reading: Reading | None, measure: int, height: int) -> Iterator[Line]:
    """Return the lines that say why there is nobody in the panel."""
    title, text = "No article is open.", ""
    if reading is not None:
        title, text = "No people are named here.", "Nobody is quoted either."
        if reading.annotation is None:
            title, text = "Reading for people…", "Names and quotes appear here in a moment."
    return set_message(title, text, measure, height)
