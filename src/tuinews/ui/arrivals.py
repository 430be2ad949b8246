"""New articles while a list is read: they are announced, and nothing moves."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

from tuinews.model.scopes import ScopeKind
from tuinews.ui.feed_rows import feeds_in

if TYPE_CHECKING:
    from tuinews.model.events import Refreshed
    from tuinews.ui.reader_screen import ReaderScreen

_FOLLOW_S = 0.5
_MOST_S = 2.0
"""So long a list waits for a pause in what comes before it shows some of that."""
_STILL_S = 0.3
_STILL = {
    ScopeKind.STARRED,
    ScopeKind.LATER,
    ScopeKind.FILES,
    ScopeKind.SMART,
    ScopeKind.ARCHIVED,
    ScopeKind.MUTED,
}
"""Lists that a refresh does not tell anything new about."""


class Arrivals:
    """Counts what has arrived for the list, and lets it in where nobody is reading."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self.told = 0
        """How many new articles that belong into the lists of their moment have been told since the reader began."""
        self._told_before = 0
        self._is_following = False
        self._following_from = 0.0
        self.is_expecting = False
        """Whether new articles are on their way and let in at the top, because nobody has begun to read the list."""
        self._touched_at = 0.0

    @property
    def count(self) -> int:
        """New articles that belong into the list but are not shown, so that nothing moves under the reader."""
        return 0 if self._is_following else self.told - self._told_before

    def expect(self, is_expecting: bool) -> None:
        """Begin with another list, into which new articles are let or not."""
        self.is_expecting = is_expecting
        self._is_following = False

    def give_up(self) -> None:
        """Promise nothing any more: what was on its way does not come."""
        self.is_expecting = False
        if not self._screen.headlines.count:
            self._screen.lists.reopen()  # it says so in place of articles

    def forget(self, told: int) -> None:
        """Count anew: the list shows everything there was when so many had been `told`, before it was read."""
        self._told_before = told

    def touch(self) -> None:
        """Note that somebody reads the list now: from here on nothing moves in it."""
        self.is_expecting = False
        self._touched_at = time.monotonic()

    def note_look(self) -> None:
        """Note that somebody looks at something else than the list: what can wait does."""
        self._touched_at = time.monotonic()

    def touched_s_ago(self) -> float:
        """Return how many seconds ago somebody moved in the list or in an article."""
        return time.monotonic() - self._touched_at

    async def stillness(self) -> None:
        """Wait until nobody has moved for a moment: what can wait does not compete with the keys."""
        while (left_s := _STILL_S - self.touched_s_ago()) > 0:
            await asyncio.sleep(left_s)

    def note_outcome(self, outcome: Refreshed) -> None:
        """Count the new articles of a feed that belong into the list, or let them in where nobody is reading."""
        if not outcome.new or not self._belongs(outcome.feed_id):
            return
        self.told += outcome.new
        if self.is_expecting or not self._screen.headlines.count:
            self.follow_soon(_FOLLOW_S)
        else:
            self._show_count()

    def follow_soon(self, delay_s: float) -> None:
        """Show soon what has come, at the top, where nobody has begun to read the list by then."""
        now = time.monotonic()
        if not self._is_following:
            self._is_following, self._following_from = True, now
        is_patient = now - self._following_from < _MOST_S  # when many feeds bring something, at a pause between them
        self._screen.later("follow", delay_s, self._follow, restart=is_patient)

    def _follow(self) -> None:
        self._is_following = False
        if self.is_expecting or not self._screen.headlines.count:
            self._screen.lists.reopen(at_top=True)
        else:
            self._show_count()

    def _show_count(self) -> None:
        self._screen.signs.update_place()
        self._screen.signs.update_titles()

    def _belongs(self, feed_id: int) -> bool:
        scope = self._screen.lists.scope
        if scope.kind in _STILL or scope.words:
            return False
        if scope.kind in {ScopeKind.FEED, ScopeKind.FOLDER}:
            return any(feed.id == feed_id for feed in feeds_in(scope, self._screen.feeds.feed_tree))
        return True
