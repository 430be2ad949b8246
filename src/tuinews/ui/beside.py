"""What other programs change while the reader is open: it is shown within two seconds, and nothing moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuinews.model.events import Refreshed
from tuinews.newsroom import watch

if TYPE_CHECKING:
    from tuinews.ui.reader_screen import ReaderScreen

_EVERY_S = 1.0
_MOST_ROWS = 2_000


class Beside:
    """Looks every second whether something was written, and brings the screen up to date."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self._newest = 0
        self._times_brought = 0

    def begin(self) -> None:
        """Look from now on."""
        self._watch, self._newest = watch.begin(self._screen.newsroom)
        self._screen.access.keep(self._screen.set_interval(_EVERY_S, self._look_soon))

    def _look_soon(self) -> None:
        self._screen.start(self._look, "beside")

    async def _look(self) -> None:
        screen = self._screen
        if not await watch.has_changed(self._watch):
            return
        before, told = self._newest, self._times_brought
        arrived = await watch.arrived_after(screen.newsroom, before)
        self._newest, self._times_brought = arrived.newest, screen.refreshing.times_brought
        self._update_rows()
        screen.changes.after_counts()
        if arrived.newest < before:
            screen.lists.reopen()  # another archive has taken the place of this one
        elif not screen.refreshing.is_running and arrived.by_feed and told == self._times_brought:
            self._announce(arrived)  # what a refresh of our own has brought is told already

    def _update_rows(self) -> None:
        """Read the rows again that the list has: first those on the screen."""
        headlines = self._screen.headlines
        shown = [headlines.ids[index] for index in headlines.visible_rows()]
        known = [one for one in headlines.ids if headlines.row(one) is not None]
        self._screen.rows.update(tuple(dict.fromkeys(shown + known))[:_MOST_ROWS])

    def _announce(self, arrived: watch.Arrived) -> None:
        listed = set(self._screen.headlines.ids)
        for feed_id, ids in arrived.by_feed.items():
            new = sum(one not in listed for one in ids)
            if new:
                self._screen.arrivals.note_outcome(Refreshed(feed_id, "", new, 0))
