"""What has changed in an article since it came: what was taken out and what was put in, to scroll through."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from textual.widget import Widget

from tuinews.model.articles import Reading
from tuinews.model.events import Compared
from tuinews.ui.article_page import ArticlePage
from tuinews.ui.dialogs.window import Window
from tuinews.ui.layout import set_body
from tuinews.ui.masthead import when
from tuinews.ui.pieces import Line

_LINES = {"j": 1, "down": 1, "k": -1, "up": -1}
_PAGES = {"space": 1.0, "pagedown": 1.0, "b": -1.0, "pageup": -1.0, "ctrl+d": 0.5, "ctrl+u": -0.5}


class ChangesPage(ArticlePage):
    """The changed places of an article, without the head and the end that the article has."""

    def _lines(self) -> Iterator[Line | None]:
        body = self._reading.article.body if self._reading else None
        if body is None:
            return iter(())
        return set_body(body, self._page.measure, {}, shows_hidden=False, hidden_key="")


class ChangesWindow(Window[None]):
    """An article's changes, with marks that need no colour."""

    DEFAULT_CLASSES = "tall"
    DEFAULT_CSS = """
    ChangesWindow > #box {
        height: 90%;
    }
    ChangesWindow ChangesPage {
        height: 1fr;
        background: $background;
    }
    """
    WIDTH = 92
    AUTO_FOCUS = "ChangesPage"

    def __init__(self, reading: Reading, compared: Compared, clock: Callable[[], datetime], measure: int) -> None:
        now = clock()
        times = "once" if compared.changes == 1 else f"{compared.changes} times"
        title = f"Changed {times} since it came {when(compared.added, now)}, last {when(compared.changed, now)}"
        super().__init__(title, "[-taken out-]  {+put in+} · ↑ ↓ space scroll · Esc leaves")
        article = reading.article._replace(body=compared.body, enclosures=(), position=0.0)
        self._reading = Reading(article, None)
        self._page = ChangesPage(clock=clock, measure=measure)

    def content(self) -> Iterable[Widget]:
        """Return the page."""
        return [self._page]

    def on_mount(self) -> None:
        """Show the changes."""
        self._page.show(self._reading)

    def press(self, key: str) -> bool:
        """Scroll, and leave with the key that opened the window or with q."""
        if key in _LINES:
            self._page.scroll_lines(_LINES[key])
        elif key in _PAGES:
            self._page.scroll_pages(_PAGES[key])
        elif key in {"g", "home"}:
            self._page.scroll_top()
        elif key in {"G", "end"}:
            self._page.scroll_bottom()
        elif key in {"q", "equals_sign"}:
            self.dismiss(None)
        else:
            return False
        return True
