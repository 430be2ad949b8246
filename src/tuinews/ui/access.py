"""What the screen spares those whom motion, signs or several columns keep from reading."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from textual.geometry import Offset
from textual.widgets import Input

from tuinews.config import Config
from tuinews.ui.row_list import RowList

if TYPE_CHECKING:
    from textual.screen import Screen
    from textual.timer import Timer
    from textual.types import AnimationLevel

    from tuinews.ui.reader_screen import ReaderScreen

# DECTCEM: the terminal's own cursor is shown. Textual hides it when it takes the screen.
_SHOW_CURSOR = "\x1b[?25h"
_HIDE_CURSOR = "\x1b[?25l"


class Access:
    """Follows the settings on motion, timers, signs and the linear mode."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self._timers: list[Timer] = []
        self._usual_level: AnimationLevel = "full"
        self._line = 0

    def keep(self, *timers: Timer) -> None:
        """Stop these timers, too, when everything is to be still."""
        self._timers += timers

    def begin(self) -> None:
        """Do as the configuration says from the first paint on."""
        self._usual_level = self._screen.app.animation_level
        self.follow(self._screen.config)

    def follow(self, config: Config) -> None:
        """Do as the configuration says."""
        screen = self._screen
        app = screen.app
        is_calm = config.access_still or config.access_linear or not config.view_motion
        screen.is_still = config.access_still
        app.animation_level = "none" if is_calm else self._usual_level
        for timer in self._timers:
            (timer.pause if config.access_still else timer.resume)()
        if screen.panes.is_linear != config.access_linear:
            screen.panes.is_linear = config.access_linear
            screen.going.go_to(screen.panes.place)
        screen.set_class(config.access_linear, "-linear")
        self._show_cursor()
        if screen.dressing.draw_in(config.view_glyphs):
            app.refresh(repaint=True)

    def toggle_still(self) -> None:
        """Stop all motion and timers, or let them run again, until the reader is left or the setting changed."""
        config = self._screen.config._replace(access_still=not self._screen.config.access_still)
        self._screen.tailoring.follow(config)
        key = self._screen.keys.first_key("view.still")
        self._screen.note(
            f"Still: nothing moves and no timer runs. {key} lets them. The setting access.still keeps it."
            if config.access_still
            else "Motion and timers run again."
        )

    def after_suspend(self) -> None:
        """Show the cursor again when another program had the screen."""
        self._show_cursor()

    def _show_cursor(self) -> None:
        stream = sys.__stderr__  # where Textual writes; it shows nothing itself
        if self._screen.app.is_headless or stream is None or not stream.isatty():
            return
        stream.write(_SHOW_CURSOR if self._screen.config.access_linear else _HIDE_CURSOR)
        stream.flush()

    # ------------------------------------------------------------------------------------ the linear mode

    @property
    def line_on_screen(self) -> int:
        """The row of the article pane that the cursor stands on."""
        view = self._screen.article
        return max(0, min(self._line - view.scroll_offset.y, view.size.height - 1))

    def move_line(self, step: int) -> None:
        """Go to another line of the article; the page turns only where the line is not on it."""
        view = self._screen.article
        top, height = view.scroll_offset.y, max(1, view.size.height)
        line = max(0, min(top + self.line_on_screen + step, view.virtual_size.height - 1))
        if line < top:
            view.scroll_to_row(line - height + 1)
        elif line >= top + height:
            view.scroll_to_row(line)
        self._line = line
        view.refresh_lines(line, 1)


def focused_line(shown: Screen[object], reader: ReaderScreen) -> Offset:
    """Return where the line in focus begins: the row of a list, the line of the article, the place typed at."""
    focused = shown.focused
    if focused is None:
        return Offset(0, 0)
    if isinstance(focused, Input):
        return focused.cursor_screen_offset
    corner = focused.content_region.offset
    if isinstance(focused, RowList):
        return corner + Offset(0, focused.cursor_line)
    if shown is reader and focused is getattr(reader, "article", None):
        return corner + Offset(0, reader.access.line_on_screen)
    return corner
