"""The statistics on the screen: the same sheet as the shell's, painted in the theme, with other periods at hand."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.widget import Widget

from tuinews.newsroom.stock_sheet import Ink, Line, lay_out
from tuinews.newsroom.take_stock import Stock
from tuinews.ui.dialogs.window import Window
from tuinews.ui.painted_rows import PaintedRows

PERIODS: tuple[tuple[int | None, str], ...] = (
    (7, "7 days"),
    (30, "30 days"),
    (90, "90 days"),
    (365, "a year"),
    (None, "everything"),
)
_STEPS = {"up": -1, "down": 1, "k": -1, "j": 1}
_PAGES = {"pageup": -1.0, "pagedown": 1.0, "space": 1.0, "b": -1.0, "ctrl+u": -0.5, "ctrl+d": 0.5}


class StockSheet(PaintedRows, can_focus=True):
    """The sheet: lines set for the width there is."""

    def __init__(self) -> None:
        super().__init__(id="sheet")
        self._stock: Stock | None = None
        self._lines: list[Line] = []

    def show_stock(self, stock: Stock) -> None:
        """Show other numbers."""
        self._stock = stock
        self._set()

    def on_resize(self, event: events.Resize) -> None:
        """Set the sheet for another width."""
        self._set()

    def _set(self) -> None:
        width = self.scrollable_content_region.width
        if self._stock is None or not width:
            return
        self._lines = lay_out(self._stock, width, self.size.height)
        self._count = len(self._lines)
        self.virtual_size = Size(width, self._count)
        self.repaint()

    def paint_row(self, index: int, width: int) -> Sequence[list[Segment]]:
        """Return a line in the inks of the theme."""
        inks = self.inks
        styles = {
            Ink.HEAD: inks.title + Style(bold=True),
            Ink.TEXT: inks.text,
            Ink.META: inks.meta,
            Ink.BAR: inks.accent,
            Ink.UNREAD: inks.unread,
            Ink.FAINT: inks.rule,
        }
        return [[Segment(piece.text, styles[piece.ink]) for piece in self._lines[index]]]

    def cursor_style(self, index: int) -> Style | None:
        """Return nothing: a sheet has no cursor."""
        return None

    def press(self, key: str) -> bool:
        """Scroll by a key; return whether it was one of ours."""
        height = max(1, self.size.height)
        if key in _STEPS:
            step = _STEPS[key]
        elif key in _PAGES:
            step = round(_PAGES[key] * height)
        elif key in {"home", "g", "end", "G"}:
            step = self._count if key in {"end", "G"} else -self._count
        else:
            return False
        self.scroll_to(y=max(0, self.scroll_offset.y + step), animate=False)
        return True


class StatisticsScreen(Window[None]):
    """A sheet over the whole screen."""

    DEFAULT_CLASSES = "whole"
    DEFAULT_CSS = """
    StatisticsScreen #sheet {
        height: 1fr;
        scrollbar-gutter: stable;
    }
    """
    AUTO_FOCUS = "#sheet"

    def __init__(self, count: Callable[[int | None], Awaitable[Stock]]) -> None:
        """Make the screen; `count` counts the last days, None everything."""
        super().__init__("Statistics", "← → period · ↑ ↓ scroll · Esc leaves")
        self._take = count
        self._period = 1
        self._sheet = StockSheet()

    def content(self) -> Iterable[Widget]:
        """Return the sheet."""
        return [self._sheet]

    def on_mount(self) -> None:
        """Count."""
        self._show_soon()

    def press(self, key: str) -> bool:
        """Go to another period, or scroll."""
        if key in {"left", "h", "right", "l"}:
            step = -1 if key in {"left", "h"} else 1
            period = max(0, min(self._period + step, len(PERIODS) - 1))
            if period != self._period:
                self._period = period
                self._show_soon()
            return True
        if key in {"q", "number_sign"}:
            self.close()
            return True
        return self._sheet.press(key)

    def _show_soon(self) -> None:
        self._sheet.show_empty("Counting …", is_waiting=True)
        self.start(self._show, "count")

    async def _show(self) -> None:
        days, words = PERIODS[self._period]
        stock = await self._take(days)
        self.show_title(f"Statistics · {words}")
        self._sheet.show_stock(stock)
