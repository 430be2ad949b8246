"""What the lines around the panes say: where the reader is, how much is unread, which keys matter."""

from __future__ import annotations

import asyncio
from importlib import import_module
from typing import TYPE_CHECKING

from tuinews.keymap import Place
from tuinews.model.scopes import Scope, ScopeKind
from tuinews.model.subscriptions import FeedTree
from tuinews.screen_text import line
from tuinews.ui.feed_rows import feeds_in, scope_label
from tuinews.ui.sorting import order_in_words

if TYPE_CHECKING:
    from tuinews.ui.reader_screen import ReaderScreen

_ROOM_BESIDE_LABEL = 36
"""What the top line of one pane keeps free beside the name of a list, for what is new in it and the refresh."""


class Signs:
    """Keeps the top line, the titles and the footer true."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen

    def update(self) -> None:
        """Show where the reader is in all of them."""
        self.update_place()
        self.update_titles()
        self.update_footer()

    def update_place(self) -> None:
        """Show what is read, in the top line: a path on a screen of one pane."""
        screen = self._screen
        scope, tree = screen.lists.scope, screen.feeds.feed_tree
        label = line(scope_label(scope, tree), 80)
        shown = f"{label} · {_how_much(scope, tree, screen.lists.count)}"
        if not screen.panes.arrangement.is_single or screen.panes.is_zen:
            screen.top.show_place(shown)
            return
        reading = screen.reading.reading
        title = line(reading.article.row.title, 200) if reading is not None else "Article"
        crumbs = {
            Place.FEEDS: ("tuinews", "Feeds"),
            Place.HEADLINES: ("Feeds", shown)
            if not self._news()
            else (line(label, max(6, screen.size.width - _ROOM_BESIDE_LABEL)), self._news()),
            Place.ARTICLE: (label, title),
            Place.PEOPLE: (title, "People"),
        }
        screen.top.show_place(*crumbs[screen.panes.place])

    def update_titles(self) -> None:
        """Show in the panes' titles what has arrived, how the list is ordered, how far the article was read."""
        screen = self._screen
        remarks = []
        if self._news():
            remarks.append(self._news())
        elif order_in_words(screen.lists.scope):
            remarks.append(order_in_words(screen.lists.scope))
        screen.headlines_title.show(remark=" · ".join(remarks))
        screen.article_title.show(remark=self._progress())

    def _news(self) -> str:
        count = self._screen.arrivals.count
        return f"{count:,} new · {self._screen.keys.first_key('move.top')} shows" if count else ""

    def _progress(self) -> str:
        screen = self._screen
        reading = screen.reading.reading
        if reading is None or reading.article.body is None or not reading.article.body.text:
            return ""
        position = screen.article.position
        if screen.article.is_at_end:
            return "end" if position else ""
        return f"{100 * position // len(reading.article.body.text):.0f} %" if position else ""

    def _has_page(self) -> bool:
        """Return whether the article has a page on the web whose text is not there yet."""
        reading = self._screen.reading.reading
        if reading is None:
            return True
        page = reading.article.page
        is_on_the_web = reading.article.row.url[:8].lower().startswith(("http://", "https://"))  # and not a file
        return is_on_the_web and not (page and page.has_text)

    def update_footer(self) -> None:
        """Show the keys of the focused pane, without those that the start card takes for its own."""
        screen = self._screen
        actions = screen.keys.footer(screen.panes.place)
        if screen.beginning.is_active():
            card = screen.card
            assert card is not None
            actions = tuple(action for action in actions if not card.has_key(action.keys.split(",")[0]))
        if not self._has_page():
            actions = tuple(action for action in actions if action.id != "article.full_text")
        screen.footer.show_actions(actions)


_NONE_YET = "No articles yet."
_NONE_NOW = "There are no articles here now."


def empty_sentence(scope: Scope, screen: ReaderScreen) -> str:
    """Return why a list is empty, and the key that fills it."""
    key = screen.keys.first_key
    if scope.words:
        return f"Nothing here holds “{line(scope.words.rstrip('*'), 60)}”. {key('move.back')} clears the filter."
    if screen.arrivals.is_expecting:
        return "The articles are on their way …"
    if scope.kind is ScopeKind.FEED:
        feed = next((feed for feed in screen.feeds.feed_tree.feeds if feed.id == scope.id), None)
        if feed is not None and feed.failure:
            return f"No articles: the feed cannot be fetched. {key('feed.refresh')} tries again."
        has_come = feed is not None and feed.last_success_at is not None
        return f"{_NONE_NOW if has_come else _NONE_YET} {key('feed.refresh')} fetches the feed."
    # What was there may have been deleted, archived or let go: only what was never fetched has no articles yet.
    has_come = any(feed.last_success_at for feed in screen.feeds.feed_tree.feeds if not feed.is_builtin)
    none = _NONE_NOW if has_come else _NONE_YET
    way_on = f"{key('feed.refresh_all')} looks for more." if has_come else f"{key('feed.add')} adds a feed."
    sentences = {
        ScopeKind.ALL: f"{none} {way_on}",
        ScopeKind.UNREAD: f"Everything is read. {key('feed.refresh_all')} looks for more.",
        ScopeKind.TODAY: f"Nothing unread from today. {key('feed.refresh_all')} looks for more.",
        ScopeKind.STARRED: f"Nothing is starred. {key('article.star')} stars an article.",
        ScopeKind.LATER: f"Nothing is kept to read later. {key('article.later')} keeps an article.",
        ScopeKind.FILES: f"No file was opened yet. {key('feed.add')} opens one.",
        ScopeKind.SMART: _empty_smart(scope, screen),
        ScopeKind.ARCHIVED: "Nothing is archived.",
        ScopeKind.MUTED: "Nothing is muted.",
        ScopeKind.FOLDER: f"{none} {key('feed.refresh')} fetches the feeds of this folder.",
    }
    return sentences[scope.kind]


def _empty_smart(scope: Scope, screen: ReaderScreen) -> str:
    """Return why a smart folder is empty: what is wrong with its query, where something is."""
    if scope.kind is not ScopeKind.SMART:
        return ""
    from tuinews.query import QueryError, parse

    folder = next((one for one in screen.feeds.feed_tree.smart if one.id == scope.id), None)
    try:
        parse(folder.query if folder else "")
    except QueryError as error:
        return f"{error.message} In the feeds, {screen.keys.first_key('feed.edit')} changes the query."
    return "Nothing matches this folder's query now."


def _how_much(scope: Scope, tree: FeedTree, listed: int) -> str:
    counts = dict(tree.counts)
    if scope.words:
        return "nothing found" if not listed else f"{listed:,} found"
    if scope.kind in {ScopeKind.STARRED, ScopeKind.LATER, ScopeKind.FILES, ScopeKind.ARCHIVED, ScopeKind.MUTED}:
        return "1 article" if listed == 1 else f"{listed:,} articles"
    if scope.kind is ScopeKind.SMART:
        unread = next((one.unread for one in tree.smart if one.id == scope.id), 0)
    elif scope.kind in {ScopeKind.FEED, ScopeKind.FOLDER}:
        unread = sum(feed.unread for feed in feeds_in(scope, tree))
    else:
        unread = counts.get(ScopeKind.TODAY if scope.kind is ScopeKind.TODAY else ScopeKind.UNREAD, 0)
    if unread:
        return f"{unread:,} unread"
    # Where there is nothing at all, nothing is read either; a list of what is unread is empty because of it.
    is_bare = not listed and scope.kind in {ScopeKind.ALL, ScopeKind.FEED, ScopeKind.FOLDER}
    return "no articles" if is_bare else "all read"


async def from_newsboat(words: str) -> str:
    """Return the sentence that says a filter in newsboat's form in ours; empty for any other words."""
    if not any(sign in words for sign in "=#<>"):
        return ""
    # In the event loop it would hold up the keys: measured at 10 to 15 ms.
    await asyncio.to_thread(import_module, "tuinews.formats.newsboat_filter")
    from tuinews.formats.newsboat_filter import UntranslatableError, translate_filter

    try:
        return f"That is newsboat's form. Here it is: {line(translate_filter(words), 120)}"
    except UntranslatableError:
        return ""
