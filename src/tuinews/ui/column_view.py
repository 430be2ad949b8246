"""A scrolling column of lines that is set in slices, so that no text, however long, holds the screen up."""

from __future__ import annotations

from typing import Final

from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.timer import Timer

from tuinews.ui.painted import Painted
from tuinews.ui.pieces import Column, Line
from tuinews.ui.press import Goal, Press
from tuinews.ui.tones import Tones, tones_of

_PAUSE_S: Final = 0.001
"""How long the event loop has between two slices."""
_OVERLAP: Final = 2
"""Lines that stay in sight when a page is turned."""


class ColumnView(ScrollView, can_focus=True, inherit_bindings=False):
    """A widget that shows a column; subclasses paint a line and say when the column is to be set anew."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.press = Press()
        self._announced = 0
        self._timer: Timer | None = None
        self._tones: Tones | None = None
        self._painted = Painted[Strip]()

    # ------------------------------------------------------------------------------ what subclasses say

    def paint_row(self, row: int, line: Line) -> Strip:
        """Return a line as a row of the screen."""
        raise NotImplementedError

    def set_anew(self) -> None:
        """Set the column for a new width."""
        raise NotImplementedError

    # ------------------------------------------------------------------------------------------ setting

    @property
    def tones(self) -> Tones:
        """The styles of the theme in force."""
        if self._tones is None:
            self._tones = tones_of(self.app)
        return self._tones

    @property
    def line_width(self) -> int:
        """How many cells a line has; 0 before the widget has its place on the screen."""
        return self.scrollable_content_region.width

    def set_column(self, column: Column, goal: Goal) -> None:
        """Show another column, as soon as it is set as far as the goal."""
        self.press.load(column)
        self.aim(goal)

    def aim(self, goal: Goal) -> None:
        """Show something else of the column, as soon as it is set that far."""
        self.press.aim(goal)
        self._work()

    def _work(self) -> None:
        """Set lines for a slice of time, show them when they reach the goal, and come back for the rest."""
        if self._timer is not None:
            self._timer.stop()
        before = self.press.shown
        row = self.press.advance(self.size.height)
        if self.press.shown is not before:
            self._announced = 0
            self._painted.clear()
        self._announce(is_wanted=row >= 0)
        if row >= 0:
            self.scroll_to(y=row, animate=False, force=True)
            self.refresh()
        if not self.press.is_done and self.is_running:
            self._timer = self.set_timer(_PAUSE_S, self._work)

    def _announce(self, *, is_wanted: bool = False) -> None:
        """Let the scroll bar know of new lines: seldom, for each time the screen is laid out anew."""
        count = len(self.press.shown.lines)
        is_near_end = self.scroll_offset.y + 3 * self.size.height >= self._announced
        is_wanted = is_wanted or is_near_end or self.press.shown.is_done
        if count != self._announced and (is_wanted or count > 2 * self._announced):
            self._announced = count
            self.virtual_size = Size(self.line_width, count)
            self.refresh()

    # ----------------------------------------------------------------------------------------- painting

    def repaint(self) -> None:
        """Paint every line anew."""
        self._painted.clear()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return one line of the screen."""
        row = self.scroll_offset.y + y
        lines = self.press.shown.lines
        if not 0 <= row < len(lines):
            return Strip.blank(self.line_width, self.tones.page)
        strip = self._painted.get(row)
        if strip is None:
            in_sight = range(self.scroll_offset.y, self.scroll_offset.y + self.size.height)
            strip = self._painted.keep(row, self.paint_row(row, lines[row]), in_sight)
        return strip

    def notify_style_update(self) -> None:
        """Forget what was painted in another theme."""
        self._tones = None
        self._painted.clear()
        super().notify_style_update()

    def on_resize(self) -> None:
        """Set the column for the new width."""
        self.set_anew()


class ScrolledColumn(ColumnView):
    """A column with the ways to move through it; none of them is animated."""

    @property
    def is_set(self) -> bool:
        """Whether all of the text is set and stands where it was asked for."""
        return self.press.is_done

    def place(self) -> Goal:
        """Return what the view shows now, to show it again in a column set anew."""
        return self.press.place(self.scroll_offset.y)

    def scroll_lines(self, lines: int) -> None:
        """Scroll down by so many lines, up when negative."""
        self.scroll_to_row(self.scroll_offset.y + lines)

    def scroll_pages(self, pages: float) -> None:
        """Scroll down by so many screens, up when negative; whole ones keep two lines in sight."""
        height = self.size.height
        lines = max(1, int(abs(pages) * height) - (_OVERLAP if abs(pages) >= 1 and height > 2 * _OVERLAP else 0))
        self.scroll_lines(lines if pages > 0 else -lines)

    def scroll_top(self) -> None:
        """Scroll to the beginning."""
        self.scroll_to_row(0)

    def scroll_bottom(self) -> None:
        """Scroll to the end, as soon as it is set."""
        self.aim(Goal(is_end=True))

    def scroll_to_row(self, row: int) -> None:
        """Scroll so that a row stands on top, whatever else was wanted."""
        self.press.let_go()
        self.scroll_to(y=max(0, row), animate=False, force=True)
        self._announce()

    def reveal(self, offset: int) -> None:
        """Scroll so far that the line of an offset in the text is in sight, not at all when it already is."""
        if self.is_in_sight(offset):
            return
        self.aim(Goal(offset, max(1, self.size.height) // 4))

    def is_in_sight(self, offset: int) -> bool:
        """Return whether the line of an offset stands on the screen, not at its very edge."""
        column, top, height = self.press.shown, self.scroll_offset.y, max(1, self.size.height)
        if self.press.is_waiting or not (column.is_done or column.reaches(0, offset)):
            return False
        return top + min(1, height - 1) <= column.row_of(offset) < top + max(1, height - 3)
