"""What other programs change while the reader is open: it is shown within two seconds, and nothing moves."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tuinews.errors import StoreError
from tuinews.model.events import Refreshed
from tuinews.newsroom import watch

if TYPE_CHECKING:
    from tuinews.ui.reader_screen import ReaderScreen

_EVERY_S = 1.0
_MOST_ROWS = 2_000


class Beside:
    """Looks every second whether something was written, and brings the screen up to date."""

    def __init__(self, screen: ReaderScreen, newest: int) -> None:
        """Begin with what was read before the first paint, of which `newest` was the newest article."""
        self._screen = screen
        self._newest = newest
        self._own = Counter[int]()
        self._is_first = True
        """Whether it is the first look: it shows what was written between the first list and the watch, too."""
        self._is_looking = False
        self._is_due = False
        self._has_failed = False

    def begin(self) -> None:
        """Look from now on."""
        self._watch = watch.begin(self._screen.newsroom)
        self._screen.access.keep(self._screen.set_interval(_EVERY_S, self._look_soon))

    def _look_soon(self) -> None:
        if not self._is_looking:  # one that takes long goes on: the watch tells of a change only once
            self._screen.start(self._look, "beside")

    async def _look(self) -> None:
        self._is_looking = True
        try:
            if await watch.has_changed(self._watch) or self._is_first:
                self._is_first, self._is_due = False, True
                self._update_rows()
                self._screen.changes.after_counts()
            if self._is_due and not self._is_fetching():  # who has brought what is known when that ends
                await self._tell_arrivals()
        except StoreError:
            if not self._has_failed:  # the next look tries again
                self._has_failed = True
                raise
        else:
            self._has_failed = False
        finally:
            self._is_looking = False

    def _is_fetching(self) -> bool:
        return self._screen.refreshing.is_running or self._screen.adding.is_subscribing

    async def _tell_arrivals(self) -> None:
        """Tell of new articles, but for those that were fetched here: they are told already."""
        screen = self._screen
        brought = screen.refreshing.brought.copy()
        arrived = await watch.arrived_after(screen.newsroom, self._newest)
        if not {feed.id for feed in screen.feeds.feed_tree.feeds}.issuperset(arrived.by_feed):
            await screen.changes.reload_tree()  # a feed that has just been added may be in the folder that is shown
        if self._is_fetching() or brought != screen.refreshing.brought:
            return
        self._is_due = False
        before, self._newest = self._newest, arrived.newest
        own, self._own = brought - self._own, brought
        if arrived.newest < before:
            screen.lists.reopen()  # another archive has taken the place of this one
            return
        if not own.keys() <= arrived.stored.keys():
            return  # a feed of ours has moved to the address of another, which has its articles now
        listed = set(screen.headlines.ids)
        for feed_id, ids in arrived.by_feed.items():
            new = min(sum(one not in listed for one in ids), arrived.stored[feed_id] - own[feed_id])
            if new > 0:
                screen.arrivals.note_outcome(Refreshed(feed_id, "", new, 0))

    def _update_rows(self) -> None:
        """Read the rows again that the list has: first those on the screen."""
        headlines = self._screen.headlines
        shown = [headlines.ids[index] for index in headlines.visible_rows()]
        known = [one for one in headlines.ids if headlines.row(one) is not None]
        self._screen.rows.update(tuple(dict.fromkeys(shown + known))[:_MOST_ROWS])
