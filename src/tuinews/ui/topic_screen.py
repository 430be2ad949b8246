"""A topic of the manual, to read in a window."""

from __future__ import annotations

from collections.abc import Iterable

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tuinews import manual
from tuinews.ui.dialogs.window import Window

_MEASURE = 82
_STEPS = {"j": 1, "down": 1, "k": -1, "up": -1}
_PAGES = {"space": 1, "pagedown": 1, "b": -1, "pageup": -1}


class _Page(VerticalScroll):
    """The text of a topic, in lines that fit."""

    def __init__(self, words: str) -> None:
        super().__init__(Static(markup=False), id="page")
        self._words = words

    def on_resize(self) -> None:
        """Break the lines anew: a point's later lines stand below its first."""
        lines = manual.wrapped(self._words, max(20, min(_MEASURE, self.size.width - 1)))
        self.query_one(Static).update(Content("\n".join(lines)))


class TopicScreen(Window[None]):
    """Shows one page."""

    DEFAULT_CLASSES = "tall"
    DEFAULT_CSS = """
    TopicScreen > #box {
        height: 80%;
    }
    TopicScreen VerticalScroll {
        height: 1fr;
        scrollbar-size-vertical: 1;
    }
    """
    WIDTH = 96
    AUTO_FOCUS = "#page"

    def __init__(self, page: manual.Topic) -> None:
        super().__init__(page.title, "↑ ↓ space scroll · Esc leaves")
        self._page = page

    def content(self) -> Iterable[Widget]:
        """Return the text."""
        return [_Page(self._page.text)]

    def press(self, key: str) -> bool:
        """Scroll by a line or a page."""
        page = self.query_one("#page", VerticalScroll)
        if key in _STEPS:
            page.scroll_relative(y=_STEPS[key], animate=False)
        elif key in _PAGES:
            page.scroll_relative(y=_PAGES[key] * max(1, page.size.height - 1), animate=False)
        elif key in {"q", "enter"}:
            self.leave()
        else:
            return False
        return True
