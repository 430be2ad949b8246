"""The order of a list, kept for each, and jumping to a day in it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from tuinews.keymap import Place
from tuinews.model.scopes import Scope, Sort
from tuinews.newsroom import read

if TYPE_CHECKING:
    from tuinews.ui.reader_screen import ReaderScreen


class Order(NamedTuple):
    """How a list is ordered."""

    sort: Sort = Sort.TIME
    oldest_first: bool = False


ORDERS: tuple[tuple[Order, str], ...] = (
    (Order(), "newest first"),
    (Order(oldest_first=True), "oldest first"),
    (Order(Sort.UNREAD), "unread first"),
    (Order(Sort.FEED), "by feed"),
    (Order(Sort.TITLE), "by title"),
    (Order(Sort.PEOPLE), "most people first"),
    (Order(Sort.WORDS), "longest first"),
)


def order_of(scope: Scope) -> Order:
    """Return how a scope is ordered."""
    return Order(scope.sort, scope.oldest_first)


def order_in_words(scope: Scope) -> str:
    """Return how a scope is ordered, in words; empty for the newest first."""
    order = order_of(scope)
    return "" if order == Order() else dict(ORDERS).get(order, "")


class Sorting:
    """Lets the reader choose an order, and a day to go to."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen

    def choose(self) -> None:
        """Choose the order of the list."""
        self._screen.start(self._choose, "edit")

    async def _choose(self) -> None:
        from tuinews.ui.dialogs.sort import SortDialog

        lists = self._screen.lists
        orders = [order for order, _ in ORDERS]
        current = order_of(lists.scope)
        at = orders.index(current) if current in orders else 0
        words = [name[:1].upper() + name[1:] for _, name in ORDERS]
        words.append("No day headings" if lists.scope.by_day else "Day headings")
        chosen = await self._screen.app.push_screen_wait(SortDialog(words, at))
        if chosen == len(orders):
            lists.toggle_days()
        elif chosen is not None:
            lists.set_order(orders[chosen])

    def jump_to_day(self) -> None:
        """Ask for a day, and go to its articles."""
        self._screen.start(self._jump, "edit")

    async def _jump(self) -> None:
        from tuinews.ui.dialogs.day import DayDialog

        screen = self._screen
        day = await screen.app.push_screen_wait(DayDialog())
        if day is None:
            return
        scope = screen.lists.scope
        if scope.sort is not Sort.TIME:
            screen.lists.set_order(Order())
            scope = screen.lists.scope
        article_id = await read.first_of_day(screen.newsroom, scope, day)
        if article_id is None:
            screen.note("There is nothing that old here.")
            return
        screen.going.go_to(Place.HEADLINES)
        if not screen.lists.select(article_id):
            screen.start(partial(screen.lists.show_at, article_id), "listing")
