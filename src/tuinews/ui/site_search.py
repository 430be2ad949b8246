"""Finding the feeds of a site from the screen: a window that fills while the site is searched."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.worker import Worker, get_current_worker

from tuinews.errors import TuinewsError
from tuinews.model.entries import FeedLink
from tuinews.model.events import FeedChoices, FeedMissing, FeedSeen, FeedsNamed, FindEvent
from tuinews.model.subscriptions import Feed, Subscription, SubscriptionList
from tuinews.screen_text import display_host, line
from tuinews.ui.faults import told

if TYPE_CHECKING:
    from tuinews.ui.dialogs.find_feeds import FoundFeedsWindow
    from tuinews.ui.reader_screen import ReaderScreen


class SiteSearch:
    """Shows what is found on a site, and goes on with what is chosen."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self._window: FoundFeedsWindow | None = None
        self._worker: Worker[object] | None = None
        """The search that the window shows; others may run beside it."""

    # ------------------------------------------------------------------------------------ to subscribe to

    def take(self, event: FindEvent) -> None:
        """Show what was found on a site that is being added; the search goes on in the worker of `Adding`."""
        if isinstance(event, FeedsNamed) and self._window is None:
            self._open(event)
        elif self._window is None or not self.is_open:
            return
        elif isinstance(event, FeedSeen | FeedMissing):
            self._window.see(event)
        elif isinstance(event, FeedChoices):
            self._window.finish(event.links)

    def close(self) -> None:
        """Close the window: the search has come to one feed, which is subscribed to without asking."""
        if self._window is not None and self.is_open:
            self._worker = None  # it goes on
            self._window.close()

    def fail(self, sentence: str) -> None:
        """Show in the window, where there is one, that the search has ended before its end, and why."""
        if self._window is not None and self.is_open:
            self._window.fail(sentence)

    @property
    def is_open(self) -> bool:
        """Whether the user is choosing from what this worker finds."""
        return self._window is not None and self._worker is get_current_worker()

    def _open(self, event: FeedsNamed) -> None:
        from tuinews.ui.dialogs.find_feeds import FoundFeedsWindow

        screen = self._screen
        there = {feed.url for feed in screen.feeds.feed_tree.feeds}
        title = f"The feeds of {display_host(event.url)}"
        self._worker = get_current_worker()
        self._window = FoundFeedsWindow(title, screen.newsroom.clock, links=event.links, there=there)
        screen.app.push_screen(self._window, self._chosen)

    def _chosen(self, links: tuple[FeedLink, ...] | None) -> None:
        worker, self._window, self._worker = self._worker, None, None
        if worker is not None:
            worker.cancel()
        if links:
            wanted = tuple(Subscription(link.url) for link in links)
            found = SubscriptionList("", wanted)
            self._screen.start(partial(self._screen.choosing.subscribe_to, found), "choose")

    # --------------------------------------------------------------------------- to take in a feed's place

    def look_for(self, feed: Feed) -> None:
        """Look on a feed's site for where it has gone; what is picked takes its place."""
        self._screen.start(partial(self._look_for, feed), "find")

    async def _look_for(self, feed: Feed) -> None:
        from tuinews.newsroom.advice import site_of
        from tuinews.ui.dialogs.find_feeds import FoundFeedsWindow

        screen, site = self._screen, site_of(feed)
        title = f"Which feed of {display_host(site)} is {line(feed.title, 60)}?"
        window = FoundFeedsWindow(title, screen.newsroom.clock, is_single=True)
        screen.app.push_screen(window, partial(self._picked, feed))
        try:
            async for event in screen.desk.find(site):
                if isinstance(event, FeedsNamed):
                    window.name_feeds(event.links)
                elif isinstance(event, FeedChoices):
                    window.finish(event.links)
                else:
                    window.see(event)
        except TuinewsError as error:
            window.fail(told(error))

    def _picked(self, feed: Feed, links: tuple[FeedLink, ...] | None) -> None:
        self._screen.cancel("find")
        if links:
            self._screen.start(partial(self._screen.mending.take, feed, links[0].url), "mend")
