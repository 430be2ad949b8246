"""Refreshing from the screen: progress, outcomes, being offline, and the next time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from tuinews.errors import TuinewsError
from tuinews.model.events import Failed, Refreshed, Started, Unchanged
from tuinews.model.scopes import Scope
from tuinews.screen_text import many
from tuinews.ui.ages import clock
from tuinews.ui.feed_rows import feeds_in

if TYPE_CHECKING:
    from tuinews.ui.catching_up import CatchingUp
    from tuinews.ui.gathering import Gathering
    from tuinews.ui.notifying import Notifying
    from tuinews.ui.reader_screen import ReaderScreen

_PROGRESS_S = 0.2
EVERY_S = 60
"""How often the reader looks whether feeds are due."""


class Refreshing:
    """Runs refreshes one at a time and tells how they go."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self._is_running = False
        self._is_offline = False
        self._is_wanted_again = False
        self.brought = Counter[int]()
        """How many new articles each feed has brought here since the reader began."""
        self._total = 0
        self._done = 0
        self._failed: list[Failed] = []
        self._catching_up: CatchingUp | None = None
        self._gathering: Gathering | None = None
        self._work = ""
        self._brought: list[Refreshed] = []
        self._is_warned = False
        self._notifying: Notifying | None = None

    def show_work(self, words: str) -> None:
        """Show in the top line what goes on in the background besides, until nothing does."""
        self._work = words
        self.show_state()

    @property
    def is_running(self) -> bool:
        """Whether feeds are being fetched."""
        return self._is_running

    @property
    def is_offline(self) -> bool:
        """Whether the last refresh found no network."""
        return self._is_offline

    def refresh_due(self) -> None:
        """Fetch the feeds that are due, quietly."""
        if not self._is_running and not self._screen.newsroom.database.unwritable:
            self._screen.start(partial(self._run, None, force=False, is_quiet=True), "refresh")

    def refresh_all(self) -> None:
        """Fetch every feed."""
        self._begin(None)

    def refresh_scope(self, scope: Scope) -> str:
        """Fetch the feeds of a feed or folder; every feed for a smart folder. Return why nothing is fetched."""
        feeds = feeds_in(scope, self._screen.feeds.feed_tree)
        if feeds == self._screen.feeds.feed_tree.feeds:
            return self._begin(None)
        return self._begin(tuple(feed.id for feed in feeds if not feed.is_builtin))

    def refresh_new(self) -> None:
        """Fetch what was never fetched, hidden feeds too; after the refresh that is running, if one is."""
        if self._is_running:
            self._is_wanted_again = True
        else:
            self.refresh_due()

    def refresh_feeds(self, feed_ids: tuple[int, ...]) -> None:
        """Fetch these feeds, which were just subscribed to; after the refresh that is running, if one is."""
        if self._is_running:
            self._is_wanted_again = True
        elif feed_ids:
            self._screen.start(partial(self._run, feed_ids, force=True, is_quiet=True), "refresh")

    def gather_stories(self) -> None:
        """Put what has come into its stories, in the background."""
        if self._gathering is None:
            from tuinews.ui.gathering import Gathering  # not before the first paint

            self._gathering = Gathering(self._screen)
        self._gathering.begin()

    def _begin(self, feed_ids: tuple[int, ...] | None) -> str:
        obstacle = ""
        if self._is_running:
            obstacle = "A refresh is already running."
        elif feed_ids == () or not any(not feed.is_builtin for feed in self._screen.feeds.feed_tree.feeds):
            obstacle = "There is no feed to refresh here."
        else:
            self._screen.start(partial(self._run, feed_ids, force=True, is_quiet=False), "refresh")
        if obstacle:
            self._screen.note(obstacle)
        return obstacle

    async def _run(self, feed_ids: tuple[int, ...] | None, *, force: bool, is_quiet: bool) -> None:
        self._is_running = True
        if self._catching_up is not None:
            self._catching_up.stop()
        self._total = self._done = 0
        self._failed, self._brought, self._is_warned = [], [], False
        try:
            async for event in self._screen.desk.refresh(feed_ids, force=force):
                if isinstance(event, Started):
                    self._total = event.feeds
                else:
                    self._take(event)
                if self._total and not self._screen.config.access_still:
                    self._screen.later("progress", _PROGRESS_S, self.show_state, restart=False)
        except TuinewsError:
            self._screen.arrivals.give_up()
            self._screen.changes.after_counts()  # the problems that are shown, too: none is being tried any more
            raise
        finally:
            self._is_running = False
            self._screen.no_longer("progress")
            self.show_state()
            self.gather_stories()
        if self._total:
            self._end(is_quiet=is_quiet)
            self._screen.stocktaking.after_refresh()
        else:
            self._screen.full_texts.catch_up()  # what came while the reader was closed, and what waits for a network
        if self._is_wanted_again:
            # Feeds that were never fetched are due.
            self._is_wanted_again = False
            await self._run(None, force=False, is_quiet=True)
        else:
            self._begin_catching_up()

    def _begin_catching_up(self) -> None:
        if self._screen.config.access_still:
            return  # an article that is opened gets its people all the same
        from tuinews.ui.catching_up import CatchingUp  # not before the first paint

        if self._catching_up is None:
            self._catching_up = CatchingUp(self._screen)
        self._catching_up.begin()

    def _take(self, outcome: object) -> None:
        self._done += 1
        if isinstance(outcome, Failed):
            self._failed.append(outcome)
        elif isinstance(outcome, Refreshed):
            self._brought.append(outcome)
            self.brought[outcome.feed_id] += outcome.new
            self._screen.arrivals.note_outcome(outcome)
        if isinstance(outcome, Refreshed | Unchanged) and outcome.warnings:
            self._is_warned = True
            self._screen.note(f"{outcome.title}: {outcome.warnings[0]}")
        self._screen.changes.after_counts()

    def _end(self, *, is_quiet: bool) -> None:
        offline = sum(failure.is_offline for failure in self._failed)
        self._is_offline = offline > 0 and offline == self._done
        if not self._is_offline:
            self._screen.full_texts.catch_up()
        self.show_state()
        self._screen.changes.after_counts()
        if self._screen.config.notify_by != "off":
            self._notify()
        if not self._failed and not is_quiet and not self._is_warned:
            self._screen.note(_answer(self._brought, self._done))
        if self._failed and not self._is_offline and not is_quiet:
            count = len(self._failed)
            if count == 1:
                self._screen.tell(f"{self._failed[0].title}: {self._failed[0].message}", "warning")
            else:
                self._screen.tell(f"{count} feeds could not be reached; they are marked ⚠.", "warning")

    def _notify(self) -> None:
        if self._notifying is None:
            from tuinews.ui.notifying import Notifying

            self._notifying = Notifying(self._screen)
        self._notifying.tell(self._brought)

    def show_state(self) -> None:
        """Show the progress, or when the feeds were last fetched, in the top line; and how many feeds fail."""
        tree = self._screen.feeds.feed_tree
        failing = sum(bool(feed.failure) for feed in tree.feeds) + tree.hidden_failing
        self._screen.top.show_problems(0 if self._is_offline else failing)
        if self._is_running and self._total:
            self._screen.top.show_state(f"⟳ {self._done} of {self._total}")
            return
        if self._gathering is not None and self._gathering.state:
            self._screen.top.show_state(self._gathering.state)
            return
        moments = [feed.last_success_at for feed in self._screen.feeds.feed_tree.feeds if feed.last_success_at]
        last = clock(max(moments), self._screen.newsroom.clock()) if moments else ""
        if self._is_offline:
            last = f"offline · last {last}" if last else "offline"
        waiting = self._catching_up.words if self._catching_up is not None else ""
        self._screen.top.show_state(" · ".join(filter(None, (waiting or self._work, last))))


def _answer(outcomes: Iterable[Refreshed], asked: int) -> str:
    """Return what whoever asked for a refresh is told when it went well."""
    brought = [one.new for one in outcomes if one.new]
    if not brought:
        return f"Nothing new in {many(asked, 'feed')}."
    return f"{many(sum(brought), 'new article')} in {many(len(brought), 'feed')}."
