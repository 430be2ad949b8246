"""Keys pressed while a window opens: kept, and given to the window once it is there.

Fast hands, a paste or a slow line bring the keys for a window before the window has the focus; taken by the reader,
the q in a search for "quotes" would quit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events

if TYPE_CHECKING:
    from tuinews.ui.reader_screen import ReaderScreen

_OPENERS = frozenset(
    {"app.help", "app.palette", "app.search", "view.theme", "feed.add", "feed.edit", "feed.problems", "article.links"}
    | {
        "article.find",
        "article.changes",
        "list.filter",
        "quote.speaker",
        "quote.same",
        "person.same",
        "app.statistics",
        "app.old_articles",
        "app.settings",
    }
)
_LOOK_S = 0.02
_MOST_LOOKS = 15


class TypeAhead:
    """Holds keys back for as long as something is opening."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self._kept: list[events.Key] = []
        self._looks = 0

    @property
    def is_holding(self) -> bool:
        """Whether keys are being kept."""
        return self._looks > 0

    def opens(self, action_id: str) -> bool:
        """Return whether an action opens something to type in."""
        return action_id in _OPENERS

    def hold(self) -> None:
        """Keep the keys that come, until what was asked for is open or plainly does not come."""
        self._looks = _MOST_LOOKS
        self._screen.set_timer(_LOOK_S, self._look)

    def keep(self, event: events.Key) -> None:
        """Keep a key."""
        self._kept.append(event)

    def _look(self) -> None:
        from textual.widgets import Input

        screen, window = self._screen, self._screen.app.screen
        is_ready = bool(window.children) and (window.focused is not None or not window.focus_chain)
        is_open = screen.filtering.has_focus or screen.finding.has_focus or (window is not screen and is_ready)
        self._looks = 0 if is_open else self._looks - 1
        if self._looks:
            screen.set_timer(_LOOK_S, self._look)
            return
        kept, self._kept = self._kept, []
        line = screen.app.focused
        if isinstance(line, Input):
            # What came later may have reached the line already, so what was kept goes before it.
            line.value = "".join(event.character or "" for event in kept if event.is_printable) + line.value
            line.cursor_position = len(line.value)
            kept = [event for event in kept if not event.is_printable]
        for event in kept:
            screen.app.post_message(events.Key(event.key, event.character))
