"""A list of any length that costs nothing to open: only the rows on the screen are ever painted.

Subclasses say how many rows there are and paint one. Keys are bound by the screen, which calls the methods here.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tuinews.ui.cells import strip_of, wrap
from tuinews.ui.inks import Inks, inks_of

_MOST_KEPT = 2000
"""Painted rows kept; a screen shows a hundred at most."""
_MARGIN = 2
"""Rows kept in sight above and below the cursor."""

CURSOR_BAR = "▌"


class RowList(ScrollView, can_focus=True, inherit_bindings=False):
    """A virtual list with a cursor."""

    ALLOW_SELECT = False

    class CursorMoved(Message):
        """The cursor stands on another row."""

        def __init__(self, rows: RowList, index: int) -> None:
            super().__init__()
            self.rows = rows
            self.index = index

        @property
        def control(self) -> RowList:
            """The list."""
            return self.rows

    class Chosen(CursorMoved):
        """A row was opened with the mouse."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._row_height = 1
        self._fitted = Size(0, 0)
        self._count = 0
        self._cursor = 0
        self._painted: dict[int, Sequence[Strip]] = {}
        self._inks: Inks | None = None
        self._empty = ""

    # ------------------------------------------------------------------------------ what subclasses say

    def paint_row(self, index: int, width: int) -> Sequence[list[Segment]]:
        """Return a row's lines, each at most `width` cells wide."""
        raise NotImplementedError

    def can_stand_on(self, index: int) -> bool:
        """Return whether the cursor may stand on a row."""
        return True

    # --------------------------------------------------------------------------------------- the cursor

    @property
    def count(self) -> int:
        """How many rows there are."""
        return self._count

    @property
    def row_height(self) -> int:
        """How many lines a row has now."""
        return self._row_height

    @property
    def cursor(self) -> int:
        """The row the cursor stands on."""
        return self._cursor

    def row_height_for(self, width: int, height: int) -> int:
        """Return how many lines a row has in a list of this size."""
        return 1

    def show_rows(self, count: int, cursor: int, *, keep_scroll: bool = False) -> None:
        """Show a new content of `count` rows with the cursor on one of them."""
        self._painted.clear()
        self._count = count
        self._row_height = self.row_height_for(self._fitted.width, self._fitted.height)
        self._cursor = max(0, min(cursor, count - 1))
        self.virtual_size = Size(self._fitted.width, count * self._row_height)
        if keep_scroll:
            self.refresh()
        elif self.size.height:
            self._bring_into_sight()
            self.refresh()

    def show_empty(self, sentence: str) -> None:
        """Say in place of rows why there are none."""
        self._empty = sentence
        self.refresh()

    def go_to(self, index: int) -> bool:
        """Put the cursor on a row and bring it into sight; return whether it moved."""
        index = max(0, min(index, self._count - 1))
        if index == self._cursor or not self._count:
            return False
        for row in (self._cursor, index):
            self.repaint_row(row)
        self._cursor = index
        self._bring_into_sight()
        self.post_message(self.CursorMoved(self, index))
        return True

    def move(self, step: int) -> bool:
        """Move the cursor by `step` rows, past rows it cannot stand on; return whether it moved."""
        index = max(0, min(self._cursor + step, self._count - 1))
        direction = 1 if step > 0 else -1
        while 0 <= index < self._count and not self.can_stand_on(index):
            index += direction
        return 0 <= index < self._count and self.go_to(index)

    def move_pages(self, pages: float) -> bool:
        """Move the cursor by so many screens."""
        rows = max(1, int(abs(pages) * self.size.height / self._row_height) - (1 if abs(pages) >= 1 else 0))
        return self.move(rows if pages > 0 else -rows)

    def visible_rows(self) -> range:
        """Return the rows that are on the screen, in whole or in part."""
        height = self._row_height
        first = self.scroll_offset.y // height
        last = (self.scroll_offset.y + max(self.size.height, 1) - 1) // height
        return range(min(first, self._count), min(last + 1, self._count))

    def _bring_into_sight(self) -> None:
        height = self._row_height
        margin = min(_MARGIN, max(0, (self.size.height // height - 1) // 2)) * height
        top = self._cursor * height
        bottom = top + height
        offset = self.scroll_offset.y
        if top - margin < offset:
            offset = max(0, top - margin)
        elif bottom + margin > offset + self.size.height:
            offset = bottom + margin - self.size.height
        else:
            return
        self.scroll_to(y=offset, animate=False)

    # ---------------------------------------------------------------------------------------- painting

    @property
    def inks(self) -> Inks:
        """The styles of the theme in force."""
        if self._inks is None:
            self._inks = inks_of(self.app)
        return self._inks

    def repaint_row(self, index: int) -> None:
        """Paint one row anew."""
        self._painted.pop(index, None)
        self.refresh_lines(index * self._row_height, self._row_height)

    def repaint(self) -> None:
        """Paint every row anew."""
        self._painted.clear()
        self.refresh()

    @property
    def is_lit(self) -> bool:
        """Whether the cursor is bright: while the list has the focus."""
        return self.has_focus

    def cursor_style(self, index: int) -> Style | None:
        """Return the tint of the row under the cursor, None for the other rows."""
        if index != self._cursor:
            return None
        return self.inks.cursor if self.is_lit else self.inks.cursor_blurred

    def bar(self, index: int) -> Segment:
        """Return a row's first cell: the cursor's bar, which can be told without colour."""
        if index != self._cursor:
            return Segment(" ")
        return Segment(CURSOR_BAR, self.inks.accent if self.is_lit else self.inks.rule)

    def render_line(self, y: int) -> Strip:
        """Return one line of the screen."""
        index, part = divmod(self.scroll_offset.y + y, self._row_height)
        width = self.scrollable_content_region.width
        if index >= self._count:
            return Strip.blank(width, self.inks.page) if self._count else self._empty_line(y, width)
        lines = self._painted.get(index)
        if lines is None:
            if len(self._painted) > _MOST_KEPT:
                self._painted.clear()
            lines = self._painted[index] = self._painted_row(index, width)
        return lines[part] if part < len(lines) else Strip.blank(width, self.inks.page)

    def _painted_row(self, index: int, width: int) -> list[Strip]:
        tint = self.cursor_style(index)
        base = self.inks.page if tint is None else self.inks.page + tint
        return [strip_of(segments, width, base) for segments in self.paint_row(index, width)]

    def _empty_line(self, y: int, width: int) -> Strip:
        lines = wrap(self._empty, max(10, width - 6))
        text = lines[y - 1] if 0 < y <= len(lines) else ""
        return strip_of([Segment("   "), Segment(text, self.inks.meta)], width, self.inks.page)

    def notify_style_update(self) -> None:
        """Forget what was painted in another theme."""
        self._inks = None
        self._painted.clear()
        super().notify_style_update()

    # ------------------------------------------------------------------------------------------ events

    def fit(self, size: Size) -> None:
        """Prepare for a size; the row at the top stays there, and the cursor in sight.

        Called before the first layout with the size that is expected, so that the first paint is right.
        """
        if size == self._fitted:
            return
        self._fitted = size
        self._painted.clear()
        row_height = self.row_height_for(size.width, size.height)
        top = self.scroll_offset.y // self._row_height
        is_other_height = row_height != self._row_height
        self._row_height = row_height
        self.virtual_size = Size(size.width, self._count * row_height)
        if is_other_height and top:
            self.scroll_to(y=top * row_height, animate=False, force=True)
        if self.size.height:
            self._bring_into_sight()

    def on_resize(self, event: events.Resize) -> None:
        """Paint for the new size."""
        self.fit(event.size)

    def on_focus(self) -> None:
        """Brighten the cursor."""
        self.repaint_row(self._cursor)

    def on_blur(self) -> None:
        """Dim the cursor."""
        self.repaint_row(self._cursor)

    def on_click(self, event: events.Click) -> None:
        """Choose the row under the mouse."""
        index = (self.scroll_offset.y + event.y) // self._row_height
        if 0 <= index < self._count and self.can_stand_on(index):
            event.stop()
            self.go_to(index)
            self.post_message(self.Chosen(self, index))
