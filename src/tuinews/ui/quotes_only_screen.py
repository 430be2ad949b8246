"""The quotes of one article alone, each with its sentence and its speaker."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from textual import events
from textual.widget import Widget

from tuinews.model.articles import Reading
from tuinews.ui.article_view import ArticleView
from tuinews.ui.cast import how_much
from tuinews.ui.dialogs.window import Window

_STEPS = {"up": -1, "down": 1, "k": -1, "j": 1}
_PAGES = {"pageup": -1.0, "pagedown": 1.0, "b": -1.0, "space": 1.0, "ctrl+u": -0.5, "ctrl+d": 0.5}
_QUOTES = {"right_curly_bracket": 1, "left_curly_bracket": -1, "tab": 1, "shift+tab": -1}

NEXT_UNREAD = -1


class QuotesOnlyScreen(Window[int]):
    """Gives back the number of the quote to go to in the article, or that the next unread article is wanted."""

    DEFAULT_CLASSES = "whole"
    DEFAULT_CSS = """
    QuotesOnlyScreen > #box {
        padding: 0 1;
    }
    QuotesOnlyScreen ArticleView {
        height: 1fr;
    }
    QuotesOnlyScreen .window-title, QuotesOnlyScreen .window-hint {
        margin: 0;
    }
    """
    AUTO_FOCUS = "ArticleView"

    def __init__(self, reading: Reading, view: ArticleView, chosen: int, cite: Callable[[int], None]) -> None:
        """Make the screen; `chosen` is the quote to begin with, -1 for none."""
        super().__init__(
            how_much(reading.annotation.quotes if reading.annotation else ()),
            "} { next, previous · Enter to the article · Y cites · Esc leaves",
        )
        self._reading = reading
        self._view = view
        self._first = chosen
        self._cite = cite

    def content(self) -> Iterable[Widget]:
        """Return the page."""
        return [self._view]

    def on_mount(self) -> None:
        """Show the quotes, at the one that was chosen in the article."""
        self._view.show(self._reading)
        if self._first >= 0 and self._reading.annotation is not None:
            self._view.select_quote(self._first)
            self._view.jump_to(self._reading.annotation.quotes[self._first].start)

    def press(self, key: str) -> bool:
        """Go from quote to quote, scroll, go to the article."""
        view = self._view
        if key in _QUOTES:
            view.next_quote(_QUOTES[key])
        elif key in _STEPS:
            view.scroll_to(y=view.scroll_offset.y + _STEPS[key], animate=False)
        elif key == "space" and view.is_at_end:
            self.dismiss(NEXT_UNREAD)
        elif key in _PAGES:
            view.scroll_pages(_PAGES[key])
        elif key in {"g", "home"}:
            view.scroll_to(y=0, animate=False)
        elif key in {"G", "end"}:
            view.scroll_end(animate=False)
        elif key == "enter":
            self.dismiss(max(0, view.selection.quote))
        elif key == "Y" and view.selection.quote >= 0:
            self._cite(view.selection.quote)
        elif key in {"q", "Q"}:
            self.dismiss(None)
        else:
            return False
        return True

    def on_resize(self, event: events.Resize) -> None:
        """Give the margins to the page where the screen is short."""
        self.set_class(event.size.height < 18, "short")
