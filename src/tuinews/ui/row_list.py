"""A list of any length that costs nothing to open: only the rows on the screen are ever painted.

Subclasses say how many rows there are and paint one. Keys are bound by the screen, which calls the methods here.
"""

from __future__ import annotations

from textual import events
from textual.geometry import Size
from textual.message import Message

from tuinews.ui.painted_rows import PaintedRows

_MARGIN = 2
"""Rows kept in sight above and below the cursor."""


class RowList(PaintedRows, can_focus=True):
    """A virtual list with a cursor."""

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

    def can_stand_on(self, index: int) -> bool:
        """Return whether the cursor may stand on a row."""
        return True

    # --------------------------------------------------------------------------------------- the cursor

    @property
    def count(self) -> int:
        """How many rows there are."""
        return self._count

    @property
    def cursor(self) -> int:
        """The row the cursor stands on."""
        return self._cursor

    @property
    def cursor_line(self) -> int:
        """The line of the list's part of the screen on which that row begins."""
        return max(0, self._cursor * self._row_height - self.scroll_offset.y)

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
        # Forced: a list that just grew has no scrollbar yet, and what has none is not scrolled otherwise.
        self.scroll_to(y=offset, animate=False, force=True)

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
        """Paint for the new size; a list that was filled before it had one is scrolled only now."""
        self.fit(event.size)
        self._bring_into_sight()

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
