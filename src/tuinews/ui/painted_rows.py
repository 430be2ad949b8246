"""Rows painted when they come into sight: what a list of any length shows of itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tuinews.ui.cells import strip_of, wrap
from tuinews.ui.inks import Inked
from tuinews.ui.painted import Painted

CURSOR_BAR = "▌"
_PLAIN, _NOT_DIM = Style(), Style(dim=False)


class PaintedRows(ScrollView, Inked, inherit_bindings=False):
    """A scrolling column of rows of one height; only those on the screen are ever painted."""

    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._row_height = 1
        self._fitted = Size(0, 0)
        self._count = 0
        self._cursor = 0
        self._painted = Painted[Sequence[Strip]]()
        self._empty = ""
        self.is_waiting = False
        """Whether there are no rows because they have not come yet."""

    def paint_row(self, index: int, width: int) -> Sequence[list[Segment]]:
        """Return a row's lines, each at most `width` cells wide."""
        raise NotImplementedError

    def row_height_for(self, width: int, height: int) -> int:
        """Return how many lines a row has in a list of this size."""
        return 1

    @property
    def row_height(self) -> int:
        """How many lines a row has now."""
        return self._row_height

    def visible_rows(self) -> range:
        """Return the rows that are on the screen, in whole or in part."""
        height = self._row_height
        first = self.scroll_offset.y // height
        last = (self.scroll_offset.y + max(self.size.height, 1) - 1) // height
        return range(min(first, self._count), min(last + 1, self._count))

    def show_empty(self, sentence: str, *, is_waiting: bool = False) -> None:
        """Say in place of rows why there are none, or that they are waited for."""
        self._empty, self.is_waiting = sentence, is_waiting
        self.refresh()

    def repaint_row(self, index: int) -> None:
        """Paint one row anew."""
        self._painted.pop(index, None)
        self.refresh_lines(index * self._row_height, self._row_height)

    def renew_rows(self, rows: Iterable[int]) -> None:
        """Paint those of these rows anew that look otherwise now; the others stay untouched."""
        width = self.scrollable_content_region.width
        for index in rows:
            if self._painted.get(index) != self._painted_row(index, width):
                self.repaint_row(index)

    def renew(self) -> None:
        """Paint every row anew that looks otherwise now."""
        seen = self.visible_rows()
        self._painted = Painted({index: lines for index, lines in self._painted.items() if index in seen})
        self.renew_rows(seen)

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
            lines = self._painted.keep(index, self._painted_row(index, width), self.visible_rows())
        return lines[part] if part < len(lines) else Strip.blank(width, self.inks.page)

    def _painted_row(self, index: int, width: int) -> list[Strip]:
        tint = self.cursor_style(index)
        base = self.inks.page if tint is None else self.inks.page + tint
        rows = self.paint_row(index, width)
        if tint is not None and tint.reverse:
            # Faint on the page is next to nothing on what is turned round: a terminal dims the paper then, not the ink.
            rows = [[Segment(text, (style or _PLAIN) + _NOT_DIM) for text, style, _ in row] for row in rows]
        return [strip_of(segments, width, base) for segments in rows]

    def empty_lines(self, width: int) -> list[str]:
        """Return what stands in place of rows, in the lines of a list of a width."""
        return wrap(self._empty, max(10, width - 6))

    def _empty_line(self, y: int, width: int) -> Strip:
        lines = self.empty_lines(width)
        text = lines[y - 1] if 0 < y <= len(lines) else ""
        return strip_of([Segment("   "), Segment(text, self.inks.meta)], width, self.inks.page)

    def notify_style_update(self) -> None:
        """Forget what was painted in another theme."""
        self._painted.clear()
        super().notify_style_update()
