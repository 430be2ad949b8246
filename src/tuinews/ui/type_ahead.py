"""Keys pressed while a window opens: kept, and given to the window once it is there.

Fast hands, a paste or a slow line bring the keys for a window before the window has the focus; taken by the reader,
the q in a search for "quotes" would quit.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

from textual import events
from textual.worker import Worker

if TYPE_CHECKING:
    from tuinews.ui.app import TuinewsApp
    from tuinews.ui.reader_screen import ReaderScreen

_OPENERS = frozenset(
    {"app.help", "app.old_articles", "app.palette", "app.quotes", "app.search", "app.settings", "app.sources"}
    | {"app.statistics", "article.changes", "article.coverage", "article.find", "article.links", "article.media"}
    | {"article.pipe", "article.quotes_only", "article.save", "article.send", "article.tag", "edit.changes"}
    | {"feed.add", "feed.edit", "feed.problems", "list.day", "list.filter", "list.sort", "mute.add", "mute.rules"}
    | {"people.view", "person.same", "quote.same", "quote.speaker", "smart.keep", "view.theme"}
)
_LOOK_S = 0.02
_MOST_LOOKS = 15
_MOST_LOOKS_AT_WORK = 100
"""What opens may have to be read first, and on a machine that is busy that takes its time."""

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
        self._waits = 0
        self._at_work = frozenset[Worker[object]]()

    @property
    def is_holding(self) -> bool:
        """Whether keys are being kept."""
        return self._looks > 0

    @contextmanager
    def holding(self, action_id: str) -> Iterator[None]:
        """Do an action, and keep the keys that come next where it opens something to type in."""
        self._at_work = frozenset(self._screen.workers)
        yield
        if action_id in _OPENERS:
            self.hold()

    def hold(self) -> None:
        """Keep the keys that come, until what was asked for is open or plainly does not come."""
        if not self.is_holding:
            self._look_soon()
        self._looks, self._waits = _MOST_LOOKS, _MOST_LOOKS_AT_WORK

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
        self._waits -= 1
        if not self._is_mounting() and (self._waits <= 0 or not self._is_working()):
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

    def _is_working(self) -> bool:
        """Return whether something is under way that was not before the action, such as reading what is to be shown."""
        return any(worker.is_running and worker not in self._at_work for worker in self._screen.workers)

    def _is_mounting(self) -> bool:
        """Return whether a window is coming that cannot take a key yet."""
        stack = self._screen.app.screen_stack
        return bool(stack) and stack[-1] is not self._screen and not stack[-1].is_mounted
