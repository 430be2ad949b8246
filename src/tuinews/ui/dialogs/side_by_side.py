"""A window with a list and, beside it or below it, what stands under the list's cursor in full."""

from __future__ import annotations

from typing import TypeVar

from textual import events
from textual.containers import Container, VerticalScroll
from textual.widget import Widget

from tuinews.ui.dialogs.window import Window
from tuinews.ui.row_list import RowList

T = TypeVar("T")

_SIDE_BY_SIDE_FROM = 100


class SideBySide(Window[T]):
    """Puts the two beside each other where there is room."""

    DEFAULT_CLASSES = "tall"
    DEFAULT_CSS = """
    SideBySide > #box {
        height: 92%;
    }
    SideBySide #sides {
        layout: vertical;
        height: 1fr;
    }
    SideBySide.wide #sides {
        layout: horizontal;
    }
    SideBySide #sides > RowList {
        height: 45%;
        max-height: 100%;
    }
    SideBySide.wide #sides > RowList {
        width: 45%;
        height: 1fr;
    }
    SideBySide #beside {
        height: 1fr;
        border-top: solid $rule;
        scrollbar-size-vertical: 1;
    }
    SideBySide.wide #beside {
        width: 1fr;
        border-top: none;
        border-left: solid $rule;
        padding-left: 2;
    }
    """
    WIDTH = 140
    WIDEST = 164

    def sides(self, rows: RowList, words: Widget) -> Container:
        """Return the list with the words of its chosen row."""
        return Container(rows, VerticalScroll(words, id="beside", can_focus=False), id="sides")

    def on_resize(self, event: events.Resize) -> None:
        """Stand side by side where there is room."""
        self.set_class(event.size.width >= _SIDE_BY_SIDE_FROM, "wide")

    def scroll_words(self, lines: int) -> None:
        """Scroll the words by so many lines."""
        self.query_one("#beside").scroll_relative(y=lines, animate=False)

    def show_words_from_top(self) -> None:
        """Go to the first of the words, which are of another row now."""
        self.query_one("#beside").scroll_home(animate=False)
