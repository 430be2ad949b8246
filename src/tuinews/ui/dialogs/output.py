"""What a program printed, to scroll through."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.widget import Widget

from tuinews.screen_text import block
from tuinews.ui.cells import wrap
from tuinews.ui.dialogs.window import Window
from tuinews.ui.painted_rows import PaintedRows

_LINES: Final = {"j": 1, "down": 1, "k": -1, "up": -1}
_PAGES: Final = {"space": 1.0, "pagedown": 1.0, "b": -1.0, "pageup": -1.0, "ctrl+d": 0.5, "ctrl+u": -0.5}


class OutputRows(PaintedRows, can_focus=True):
    """Lines as they were printed, broken where they are too long."""

    def __init__(self, text: str) -> None:
        super().__init__(id="output")
        self._text = block(text)
        self._rows: list[str] = []

    def on_resize(self, event: events.Resize) -> None:
        """Break the lines for another width."""
        width = self.scrollable_content_region.width
        if width:
            self._rows = [row for one in self._text.split("\n") for row in (wrap(one, width) or [""])]
            self._count = len(self._rows)
            self.virtual_size = Size(width, self._count)
            self.repaint()

    def paint_row(self, index: int, width: int) -> Sequence[list[Segment]]:
        """Return a line."""
        return [[Segment(self._rows[index], self.inks.text)]]

    def cursor_style(self, index: int) -> Style | None:
        """Return nothing: a text has no cursor."""
        return None

    def scroll_rows(self, rows: int) -> None:
        """Scroll down by so many lines, up when negative."""
        self.scroll_to(y=max(0, self.scroll_offset.y + rows), animate=False)

    @property
    def length(self) -> int:
        """How many lines there are."""
        return self._count


class OutputWindow(Window[None]):
    """A program's output under its command."""

    DEFAULT_CLASSES = "tall"
    DEFAULT_CSS = """
    OutputWindow > #box {
        height: 80%;
    }
    OutputWindow #output {
        height: 1fr;
    }
    """
    WIDTH = 96
    AUTO_FOCUS = "#output"

    def __init__(self, title: str, text: str) -> None:
        super().__init__(title, "↑ ↓ space scroll · y copies · Esc leaves")
        self._text = block(text)
        self._rows = OutputRows(self._text)

    def content(self) -> Iterable[Widget]:
        """Return the lines."""
        return [self._rows]

    def press(self, key: str) -> bool:
        """Scroll, copy, or leave with q."""
        height = max(1, self._rows.size.height)
        if key in _LINES:
            self._rows.scroll_rows(_LINES[key])
        elif key in _PAGES:
            self._rows.scroll_rows(round(_PAGES[key] * height))
        elif key in {"g", "home"}:
            self._rows.scroll_rows(-self._rows.length)
        elif key in {"G", "end"}:
            self._rows.scroll_rows(self._rows.length)
        elif key == "y":
            self.app.copy_to_clipboard(self._text)
            self.show_hint("Copied · Esc leaves")
        elif key == "q":
            self.dismiss(None)
        else:
            return False
        return True
