"""What the headline list is about: opening folders and feeds, ordering and filtering them."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from tuinews.errors import StoreError
from tuinews.model.articles import ArticleRow
from tuinews.model.scopes import Scope, ScopeKind
from tuinews.model.subscriptions import Feed
from tuinews.newsroom import read
from tuinews.newsroom.read import Listing
from tuinews.ui.day_headings import with_headings
from tuinews.ui.sorting import Order

if TYPE_CHECKING:
    from tuinews.ui.reader_screen import ReaderScreen

_TRIES = 3
"""So often a list is read where something comes or goes meanwhile."""


class Headlines:
    """Decides which articles the headline list shows."""

    def __init__(self, screen: ReaderScreen, scope: Scope, orders: Mapping[Scope, Order] | None = None) -> None:
        self._screen = screen
        self.orders = dict(orders or {})
        """How lists are ordered, where not the newest come first."""
        self.scope = scope
        self._listed: Scope | None = None
        """What the list on the screen is about; another one may be on its way."""
        self._last_selected: dict[Scope, int] = {}
        self._first: Listing | None = None
        self.count = 0
        """How many articles the whole list has, the part that is not read yet included."""
        self._wanted_id: int | None = None
        self._under_way: tuple[int | None, Feed | None] | None = None
        """What a list that is being opened shall show: an article, or the feed of which to tell why it fails."""
        self._times_left = 0
        """How often articles have left the list that is shown."""

    @property
    def shown_scope(self) -> Scope:
        """The folder or feed shown, without filter and order."""
        return _key(self.scope)

    # ---------------------------------------------------------------------------------------- opening

    def show_first(self, listing: Listing, rows: Mapping[int, ArticleRow], article_id: int | None) -> None:
        """Show the list that was read before the first paint."""
        self._first = listing
        self._fill_list(listing, rows, article_id, 0)

    def begin(self) -> None:
        """Go on after the first paint: show the article under the cursor, read the whole of a long list."""
        self._screen.changes.after_list()
        if self._first is not None and not self._first.is_whole:
            self._screen.start(partial(self._complete_list, self._first), "listing")
        self._first = None

    def open(
        self, scope: Scope, article_id: int | None = None, *, is_expecting: bool = False, failing: Feed | None = None
    ) -> None:
        """Show the articles of a scope, with the cursor on one of them or where it was last time.

        Args:
            is_expecting: New articles are on their way and shall be let in at the top.
            failing: The feed of which to tell why it fails, in the place of an article.
        """
        self._remember()
        order = self.orders.get(_key(scope), Order())
        self.scope = scope._replace(sort=order.sort, oldest_first=order.oldest_first, by_day=self.scope.by_day)
        self._screen.arrivals.expect(is_expecting)
        self._screen.no_longer("follow")
        self._under_way = article_id, failing
        self._screen.start(partial(self._open, self.scope, article_id, failing), "listing")

    def reopen(self, *, at_top: bool = False) -> None:
        """Read the list anew; the cursor stays on its article where that is still there."""
        article_id, failing = self._under_way or (self._screen.headlines.selected_id, None)
        if at_top:
            article_id = None
            self._last_selected.pop(_key(self.scope), None)
        self._screen.start(partial(self._open, self.scope, article_id, failing), "listing")

    def set_order(self, order: Order) -> None:
        """Order the list otherwise, from now on whenever it is opened."""
        self.orders[_key(self.scope)] = order
        self.scope = self.scope._replace(sort=order.sort, oldest_first=order.oldest_first)
        self.reopen(at_top=True)

    def toggle_days(self) -> None:
        """Put headings between the days, or leave them out again."""
        self.scope = self.scope._replace(by_day=not self.scope.by_day)
        self.reopen()

    async def show_at(self, article_id: int) -> None:
        """Show the list with the cursor on one of its articles, however far down that is."""
        await self._open(self.scope, article_id)

    def set_words(self, words: str) -> None:
        """Show only the articles in which every one of these words stands; all of them when there are none."""
        if words != self.scope.words:
            article_id = self._screen.headlines.selected_id
            self.scope = self.scope._replace(words=words)
            self._screen.start(partial(self._open, self.scope, article_id), "listing")

    def leave_out(self, article_ids: Sequence[int]) -> None:
        """Take articles out of the list that left it, or read it anew where they came back."""
        headlines = self._screen.headlines
        gone = set(article_ids)
        self._times_left += 1
        if self._screen.folding.concerns(gone):  # what they stood for comes up
            article_id, failing = self._under_way or (self._nearest(gone), None)
            self._screen.start(partial(self._open, self.scope, article_id, failing), "listing")
            return
        left = array("q", [article_id for article_id in headlines.ids if article_id not in gone])
        if len(left) == len(headlines.ids):
            self.reopen()
            return
        before = sum(article_id in gone for article_id in headlines.ids[: headlines.cursor])
        self.count -= len(headlines.ids) - len(left)
        headlines.show_list(left, headlines.rows, headlines.cursor - before, names_outlet=headlines.names_outlet)
        self._screen.changes.after_list()

    def _nearest(self, gone: Collection[int]) -> int | None:
        """Return the article under the cursor, or the next one of those that stay."""
        ids, cursor = self._screen.headlines.ids, self._screen.headlines.cursor
        places = chain(range(cursor, len(ids)), range(min(cursor, len(ids)) - 1, -1, -1))
        return next((ids[at] for at in places if ids[at] > 0 and ids[at] not in gone), None)

    async def _open(self, scope: Scope, article_id: int | None, failing: Feed | None = None) -> None:
        wanted = article_id if article_id is not None else self._last_selected.get(_key(scope))
        try:
            for _ in range(_TRIES):
                told, times_left = self._screen.arrivals.told, self._times_left
                listing, rows = await self._read(scope, wanted)
                has_all = told == self._screen.arrivals.told or self._screen.arrivals.is_expecting  # more will follow
                if has_all and times_left == self._times_left:
                    break  # else what came or went meanwhile may be in it or not
        except read.SupersededError:
            return
        except StoreError:
            self._under_way = None
            if scope != self._listed:  # what is there is another list, and keys are for this one
                self._fill_list(Listing(scope, array("q"), 0, is_whole=True), {}, None, told)
                self._screen.changes.after_list(failing)
                self._screen.headlines.show_empty("This list could not be read.")
            raise
        self._fill_list(listing, rows, wanted, told)
        if article_id is not None and article_id not in listing.ids:
            await self._screen.folding.reveal(article_id)
        self._screen.changes.after_list(failing)
        if not listing.is_whole:
            await self._complete_list(listing)

    async def _read(self, scope: Scope, wanted: int | None) -> tuple[Listing, Mapping[int, ArticleRow]]:
        """Return a list, as much of it as there must be to show an article, and the rows around that."""
        newsroom = self._screen.newsroom
        try:
            listing = await read.first_page(newsroom, scope)
        except read.SupersededError:
            if scope != self.scope:
                raise
            listing = await read.whole(newsroom, scope)  # a window searches, too: it is not broken off in its turn
        if wanted is not None and wanted not in listing.ids and not listing.is_whole:
            listing = await read.whole(newsroom, scope)
        return listing, await read.rows(newsroom, self._near(listing.ids, wanted))

    async def _complete_list(self, listing: Listing) -> None:
        for _ in range(_TRIES):
            times_left = self._times_left
            whole = await read.whole(self._screen.newsroom, listing.scope)
            if times_left == self._times_left:
                break  # else what went meanwhile may be in it
        shown = self._screen.headlines.ids
        ids = with_headings(whole)
        if ids[: len(shown)] != shown:
            # Something arrived or was read between the two: what is on the screen stays as it is, and is told of.
            ids = shown + _rest(ids, shown)
        self._screen.headlines.extend_list(ids)
        self.count = whole.total
        self._screen.folding.take_whole(whole)
        self._screen.signs.update_place()
        if self._wanted_id is not None and self._screen.headlines.cursor == 0:
            self.select(self._wanted_id)
        self._wanted_id = None

    def _fill_list(self, listing: Listing, rows: Mapping[int, ArticleRow], wanted: int | None, told: int) -> None:
        self._listed = listing.scope
        self._under_way = None
        self._screen.arrivals.forget(told)
        self._screen.folding.take(listing)
        self.count = listing.total
        ids = with_headings(listing)
        index = ids.index(wanted) if wanted is not None and wanted in listing.ids else int(bool(listing.days))
        self._wanted_id = None if wanted is None or wanted in listing.ids else wanted
        names_outlet = listing.scope.kind is not ScopeKind.FEED
        self._screen.headlines.show_list(ids, rows, index, names_outlet=names_outlet)

    @staticmethod
    def _near(ids: array[int], wanted: int | None) -> Sequence[int]:
        index = ids.index(wanted) if wanted is not None and wanted in ids else 0
        return ids[max(0, index - read.FIRST_PAGE // 2) : index + read.FIRST_PAGE]

    def select(self, article_id: int) -> bool:
        """Put the cursor on an article; return whether the list has it."""
        ids = self._screen.headlines.ids
        if article_id not in ids:
            return False
        self._screen.headlines.go_to(ids.index(article_id))
        return True

    def _remember(self) -> None:
        selected = self._screen.headlines.selected_id
        if selected is not None:
            self._last_selected[_key(self.scope)] = selected


def _key(scope: Scope) -> Scope:
    return Scope(scope.kind, scope.id)


def _rest(ids: array[int], shown: array[int]) -> array[int]:
    """Return what of a list follows its shown beginning: what came in between is left out, where the order tells it."""
    known, there = set(shown), set(ids)
    last = -1
    if [one for one in ids if one in known] == [one for one in shown if one in there]:
        last = max((at for at, one in enumerate(ids) if one in known), default=-1)
    return array("q", (one for one in ids[last + 1 :] if one not in known))
