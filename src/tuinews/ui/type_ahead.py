"""Keys pressed while a window opens: kept, and given to the window once it is there.

Fast hands, a paste or a slow line bring the keys for a window before the window has the focus; taken by the reader,
the q in a search for "quotes" would quit.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from textual import events

if TYPE_CHECKING:
    from tuinews.ui.app import TuinewsApp
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
        "app.quotes",
        "article.quotes_only",
        "app.statistics",
        "app.old_articles",
        "app.settings",
    }
)
_LOOK_S = 0.02
_MOST_LOOKS = 15

Typed = events.Key | events.Paste


def early_keys(typed: str) -> Iterator[events.Key]:
    """Yield the keys that a terminal sent before the screen began."""
    if typed:
        from textual._xterm_parser import XTermParser

        yield from (event for event in XTermParser().feed(typed) if isinstance(event, events.Key))


class TypeAhead:
    """Holds keys back for as long as something is opening."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self._early = deque[Typed]()
        """What was on its way to the reader already when it began to open something."""
        self._late = deque[Typed]()
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
        if not self.is_holding:
            self._look_soon()
        self._looks = _MOST_LOOKS

    def keep(self, event: events.Key) -> None:
        """Keep a key that has reached the reader."""
        self._early.append(events.Key(event.key, event.character))  # a new one, as this one has been on its way

    def takes(self, event: Typed) -> bool:
        """Return whether the app must not hand something on yet, as what it is for is opening; keep it then."""
        if not self.is_holding and self._is_mounting():
            self.hold()
        if self.is_holding:
            self._late.append(event)
        return self.is_holding

    def _look_soon(self) -> None:
        self._screen.set_timer(_LOOK_S, self._look)

    def _look(self) -> None:
        screen, window = self._screen, self._screen.app.screen
        is_ready = bool(window.children) and (window.focused is not None or not window.focus_chain)
        is_open = screen.filtering.has_focus or screen.finding.has_focus or (window is not screen and is_ready)
        if not self._is_mounting():
            self._looks -= 1
        if self._looks > 0 and not is_open:
            self._look_soon()
            return
        # The app gives it, between two keys that it hands on, so that all of them stay in their order.
        self._looks = 1
        screen.app.call_later(self._give)

    async def _give(self) -> None:
        self._looks = 0
        app = cast("TuinewsApp", self._screen.app)
        while not self.is_holding and (kept := self._early or self._late):
            await app.hand_on(kept.popleft())

    def _is_mounting(self) -> bool:
        """Return whether a window is coming that cannot take a key yet."""
        stack = self._screen.app.screen_stack
        return bool(stack) and stack[-1] is not self._screen and not stack[-1].is_mounted
