"""Going places: to a pane, to a folder or feed, to an article; zen."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from textual.widget import Widget

from tuinews.keymap import Place
from tuinews.model.scopes import Scope
from tuinews.model.subscriptions import Feed, SmartFolder
from tuinews.newsroom import read
from tuinews.screen_text import line, short_url
from tuinews.ui.ages import clock
from tuinews.ui.feed_rows import unread_feed

if TYPE_CHECKING:
    from tuinews.ui.reader_screen import ReaderScreen


class Going:
    """Takes the reader to places."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen

    def go_to(self, place: Place) -> None:
        """Show a pane and give it the focus."""
        screen = self._screen
        screen.panes.go_to(place)
        screen.settle()
        contents: dict[Place, Widget | None] = {
            Place.FEEDS: screen.feeds,
            Place.HEADLINES: screen.headlines,
            Place.ARTICLE: screen.article,
            Place.PEOPLE: screen.people_desk.panel,
        }
        content = contents[place]
        if content is not None:
            screen.set_focus(content, scroll_visible=False)
        screen.signs.update()

    def open_scope(
        self, scope: Scope, article_id: int | None = None, *, is_expecting: bool = False, failing: Feed | None = None
    ) -> None:
        """Show the headlines of a folder or feed."""
        screen = self._screen
        if screen.filtering.is_on:
            screen.filtering.hide()
        screen.lists.open(scope, article_id, is_expecting=is_expecting, failing=failing)
        if screen.feeds.selected.scope != scope:
            screen.feeds.select(scope)

    def open_article(self, article_id: int, offset: int = -1) -> None:
        """Show an article, at a place in its text where one is given, and go to it.

        A list that does not hold it gives way to one that does: what is pressed next is for what is read.
        """
        screen = self._screen
        if not screen.lists.select(article_id):
            screen.start(partial(self._list, article_id), "going")
        if offset >= 0:
            screen.finding.expect(article_id, "", offset)
        if screen.reading.article_id != article_id:
            screen.reading.show(article_id)
        self.go_to(Place.ARTICLE)
        screen.progress.engage()

    async def _list(self, article_id: int) -> None:
        screen = self._screen
        if await screen.folding.reveal(article_id):
            return
        scope = await read.list_of(screen.newsroom, article_id)
        if scope is not None and screen.reading.article_id == article_id:
            self.open_scope(scope, article_id)

    def preview(self) -> None:
        """Show the headlines of the row under the cursor, while the reader moves through the feeds."""
        scope = self._screen.feeds.selected.scope
        if scope is not None and scope != self._screen.lists.shown_scope:
            self.open_scope(scope)

    def to_unread_feed(self, step: int) -> None:
        """Show the headlines of the next or previous feed that has unread articles, beginning anew at the other end."""
        screen = self._screen
        scope = unread_feed(screen.feeds.feed_tree, screen.lists.scope, step)
        if scope is None:
            screen.note("No other feed has anything unread.")
        else:
            self.open_scope(scope)
            screen.settle()

    def show_failure(self, feed: Feed) -> None:
        """Tell since when and why a feed fails, and what can be done."""
        screen = self._screen
        now = screen.newsroom.clock()
        since = f" since {clock(feed.failing_since, now)}" if feed.failing_since else ""
        last = f" Last fetched {clock(feed.last_success_at, now)}." if feed.last_success_at else " Never fetched yet."
        key = screen.keys.first_key
        screen.reading.show_message(
            f"{line(feed.title, 120)} cannot be fetched{since}",
            f"{line(feed.failure, 300)}{last}\n\n{short_url(feed.url, 300)}\n\n"
            f"In the feeds, {key('feed.refresh')} tries again and {key('feed.remove')} removes it.",
        )

    def toggle_zen(self) -> None:
        """Show the article alone, or everything again."""
        panes = self._screen.panes
        panes.is_zen = not panes.is_zen
        self.go_to(Place.ARTICLE)

    def widen(self, steps: int) -> None:
        """Make the focused pane wider or narrower."""
        self._screen.panes.widen(steps)
        self._screen.settle()

    def refresh_here(self) -> None:
        """Fetch the feed or folder under the cursor, or the one whose headlines are shown."""
        screen = self._screen
        selected = screen.feeds.selected.scope
        is_in_feeds = screen.panes.place is Place.FEEDS and selected is not None
        screen.refreshing.refresh_scope(selected if is_in_feeds and selected else screen.lists.scope)

    def with_feed(self, act: Callable[[Feed], None], act_on_query: Callable[[SmartFolder], None] | None = None) -> None:
        """Do something with the feed under the cursor, or something else with the smart folder."""
        folder = self._screen.curating.selected
        if folder is not None and act_on_query is not None:
            act_on_query(folder)
            return
        feed = self._screen.feeds.selected.feed
        if feed is None:
            self._screen.note("Choose a feed first.")
        else:
            act(feed)
