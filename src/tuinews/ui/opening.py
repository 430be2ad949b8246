"""What the user named on the command line, opened while the screen is already there."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from tuinews.keymap import Place
from tuinews.model.events import Opened, OpenedFeed, OpenEvent, TargetFailed
from tuinews.model.scopes import Scope, ScopeKind
from tuinews.ui.start import Targets

if TYPE_CHECKING:
    from tuinews.ui.reader_screen import ReaderScreen

_PATIENCE_S = 0.3
"""Nothing is said about waiting before this time."""


class OpeningTargets:
    """Opens targets one after the other and shows the first article."""

    def __init__(self, screen: ReaderScreen, targets: Targets) -> None:
        self._screen = screen
        self._targets = targets
        self._opened = 0
        self.is_waiting = bool(targets.names)
        """Whether something was asked for that has not turned up yet."""

    def start(self) -> None:
        """Open the targets in the background."""
        self._screen.start(self._open_all, "targets")

    async def _open_all(self) -> None:
        names = self._targets.names
        waiting = asyncio.get_running_loop().call_later(_PATIENCE_S, partial(self._say_opening, names[0]))
        try:
            async for event in self._screen.desk.open(names, self._targets.stdin):
                self.is_waiting = False
                self._take(event)
        finally:
            self.is_waiting = False
            waiting.cancel()
        if self._opened > 1:
            self._screen.note(f"{self._opened:,} articles opened.")
            self._screen.lists.reopen()

    def _say_opening(self, name: str) -> None:
        if self.is_waiting:
            self._screen.reading.show_message("Opening", name)

    def _take(self, event: OpenEvent) -> None:
        screen = self._screen
        if not isinstance(event, Opened):
            screen.reading.show_selected()
        if isinstance(event, Opened):
            self._opened += 1
            if self._opened == 1:
                self.show(event)
        elif isinstance(event, TargetFailed):
            screen.tell(event.message, "error")
            if len(self._targets.names) == 1:
                screen.reading.show_message("Not opened", event.message)
        elif isinstance(event, OpenedFeed) and self._targets.subscribe:
            screen.adding.subscribe(event.url)
        else:
            screen.choosing.take(event)

    def show(self, event: Opened) -> None:
        """Show an opened article among the files, with the focus in it."""
        screen = self._screen
        screen.going.open_scope(Scope(ScopeKind.FILES), event.article_id)
        screen.reading.show(event.article_id)
        screen.going.go_to(Place.ARTICLE)
        screen.progress.engage()
        screen.changes.after_counts()
        if event.notices:
            screen.note("Opened · " + " · ".join(event.notices))
