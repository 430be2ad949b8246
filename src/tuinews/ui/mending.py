"""Mending: the list of feeds that need attention, and what is done about them from there."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tuinews.model.entries import FeedLink
from tuinews.model.problems import Problem
from tuinews.model.scopes import Scope, ScopeKind
from tuinews.model.subscriptions import Feed
from tuinews.screen_text import line, short_url

if TYPE_CHECKING:
    from tuinews.ui.dialogs.problems import ProblemsWindow
    from tuinews.ui.reader_screen import ReaderScreen


class Mending:
    """Shows the problems and puts them right."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self._window: ProblemsWindow | None = None

    def show(self, feed_id: int | None = None) -> None:
        """Show the feeds that need attention, with the cursor on this one."""
        self._screen.start(partial(self._show, feed_id), "problems")

    async def _show(self, feed_id: int | None) -> None:
        # None of it is loaded before it is wanted: the first paint does not wait for what most days do not need.
        from tuinews.newsroom.problems import problems
        from tuinews.ui.dialogs.problems import ProblemsWindow

        screen = self._screen
        self._window = ProblemsWindow(
            await problems(screen.newsroom),
            screen.keys,
            screen.newsroom.clock,
            self._act,
            feed_id=feed_id,
            is_offline=screen.refreshing.is_offline,
        )
        screen.app.push_screen(self._window, self._closed)

    def _closed(self, _: object) -> None:
        self._window = None

    async def reload(self) -> None:
        """Show what has changed meanwhile, while the list is open."""
        if self._window is not None and self._window.is_mounted:
            from tuinews.newsroom.problems import problems

            found = await problems(self._screen.newsroom)
            if self._window is not None:
                self._window.show(found)

    def _act(self, action_id: str, problem: Problem | None) -> None:
        screen = self._screen
        if problem is None or action_id in {"feed.refresh_all", "edit.undo", "edit.redo"}:
            screen.do(action_id)
        elif action_id == "feed.refresh":
            self._try_again(problem.feed)
        elif action_id == "feed.edit":
            screen.upkeep.edit(problem.feed, wants_address=True)
        elif action_id == "feed.remove":
            screen.upkeep.remove(problem.feed)
        elif action_id == "article.browser":
            self._open_site(problem.feed)
        else:
            self._mend(problem)

    def _try_again(self, feed: Feed) -> None:
        obstacle = self._screen.refreshing.refresh_scope(Scope(ScopeKind.FEED, feed.id))
        if self._window is not None:
            self._window.show_hint(obstacle or f"Trying {line(feed.title, 60)} again …")

    def _open_site(self, feed: Feed) -> None:
        from tuinews.newsroom.advice import site_of

        self._screen.outward.open_address(site_of(feed) or feed.url)

    def _mend(self, problem: Problem) -> None:
        """Do what helps most: take a feed that was named, follow it to its new address, or look for it."""
        from tuinews.newsroom.advice import may_be_elsewhere, new_address, site_of

        failure = problem.failure
        if failure is not None and failure.feeds:
            self._screen.start(partial(self._choose, problem.feed, failure.feeds), "mend")
        elif failure is not None and new_address(failure):
            self._screen.start(partial(self.take, problem.feed, failure.moved_to), "mend")
        elif not site_of(problem.feed):
            self._try_again(problem.feed)
        elif failure is None or may_be_elsewhere(problem.feed, failure):
            self._screen.site_search.look_for(problem.feed)
        else:
            self._open_site(problem.feed)

    async def _choose(self, feed: Feed, links: tuple[FeedLink, ...]) -> None:
        from tuinews.ui.dialogs.links import LinksDialog

        if len(links) == 1:
            await self.take(feed, links[0].url)
            return
        shown = [(link.title or short_url(link.url, 200), link.url) for link in links]
        chosen = await self._screen.app.push_screen_wait(LinksDialog(shown, title="Which feed is it?", verb="takes"))
        if chosen:
            await self.take(feed, chosen)

    async def take(self, feed: Feed, address: str) -> None:
        """Give a feed another address and fetch it from there; articles and marks stay."""
        from tuinews.newsroom import readdress

        screen = self._screen
        change = await screen.marking.making.through(partial(readdress.change_address, screen.newsroom, feed, address))
        if not change.label:
            screen.note(f"{line(feed.title, 60)} has this address already.")
            return
        screen.tell_undoable(change.label)
        screen.changes.after_change(change)
        screen.refreshing.refresh_feeds((feed.id,))
