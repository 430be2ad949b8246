"""The first steps: the start card while there is no subscription."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuinews.keymap import Place
from tuinews.model.scopes import ScopeKind
from tuinews.ui.start_card import ADD, NEWSBOAT, OPEN, STARTER

if TYPE_CHECKING:
    from tuinews.ui.reader_screen import ReaderScreen


class Beginning:
    """Shows the start card where it belongs, and does what is chosen on it."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen

    def update(self) -> None:
        """Show the card under the Welcome feed and under empty lists, until there is a subscription."""
        screen = self._screen
        if screen.card is None:
            return
        has_subscriptions = any(not feed.is_builtin for feed in screen.feeds.feed_tree.feeds)
        is_welcome = screen.lists.scope.kind is ScopeKind.FEED or not screen.headlines.count
        screen.card.display = not has_subscriptions and is_welcome
        if screen.card.has_focus and not screen.card.display:
            screen.going.go_to(Place.HEADLINES)

    def is_active(self) -> bool:
        """Return whether the card's keys work: it is shown, and the reader is not in the article."""
        screen = self._screen
        is_near = screen.panes.place in {Place.FEEDS, Place.HEADLINES}
        return is_near and screen.card is not None and bool(screen.card.display) and not screen.filtering.is_on

    async def offer_newsboat(self) -> None:
        """Offer newsboat's list where there is one."""
        from tuinews.newsroom.starting import newsboat_urls

        found = newsboat_urls()
        if found is not None and self._screen.card is not None:
            self._screen.card.offer_newsboat(*found)

    def begin_with(self, key: str) -> None:
        """Do what a key of the card stands for."""
        adding, choosing = self._screen.adding, self._screen.choosing
        if key == ADD:
            adding.ask_what_to_add()
        elif key == OPEN:
            adding.ask_what_to_add(wants_file=True)
        elif key == STARTER:
            choosing.offer_starter_set()
        elif key == NEWSBOAT and self._screen.card is not None:
            choosing.import_from_newsboat(self._screen.card.newsboat_path)
