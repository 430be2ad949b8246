"""Choosing: what was found is read, subscribed to, or shown as a list to tick."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tuinews.keymap import Place
from tuinews.model import (
    FeedChoices,
    Imported,
    Opened,
    OpenedFeed,
    OpenedList,
    OpenEvent,
    Scope,
    Subscription,
    SubscriptionList,
)

if TYPE_CHECKING:
    from tuinews.ui.reader_screen import ReaderScreen


class Choosing:
    """Goes on with what was found, asking where there is something to choose."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen

    def take(self, event: OpenEvent) -> None:
        """Go on with something that was found: read it, subscribe to it, or ask which parts of it."""
        if isinstance(event, Opened):
            self._screen.opening_targets.show(event)
        elif isinstance(event, OpenedFeed):
            self._screen.start(partial(self._offer_feed, event), "offer")
        elif isinstance(event, FeedChoices):
            choices = tuple(Subscription(link.url, title=link.title) for link in event.links)
            self.choose("Several feeds were found", choices, verb="subscribe to")
        elif isinstance(event, OpenedList):
            self.choose(
                event.subscriptions.title or "Subscriptions", event.subscriptions.subscriptions,
                skipped=event.subscriptions.skipped,
            )  # fmt: skip
        else:
            self._screen.tell(event.message, "error")

    async def _offer_feed(self, event: OpenedFeed) -> None:
        from tuinews.ui.dialogs.confirm import ConfirmDialog

        entries = "1 entry" if event.entries == 1 else f"{event.entries:,} entries"
        question = f"Subscribe to {event.title} ({entries})?"
        if await self._screen.app.push_screen_wait(ConfirmDialog(question, event.url, "subscribes", "leaves")):
            await self._screen.adding.subscribe(event.url)

    def choose(
        self, title: str, wanted: tuple[Subscription, ...], *, skipped: tuple[str, ...] = (), verb: str = "import",
        is_ticked: bool = True,
    ) -> None:  # fmt: skip
        """Let the user tick feeds, and subscribe to those."""
        self._screen.start(partial(self._choose, title, wanted, skipped, verb, is_ticked), "choose")

    async def _choose(
        self, title: str, wanted: tuple[Subscription, ...], skipped: tuple[str, ...], verb: str, is_ticked: bool
    ) -> None:
        from tuinews.ui.dialogs.choose import ChooseDialog

        there = {feed.url for feed in self._screen.feeds.feed_tree.feeds}
        dialog = ChooseDialog(title, wanted, there, skipped=skipped, verb=verb, is_ticked=is_ticked)
        chosen = await self._screen.app.push_screen_wait(dialog)
        if chosen:
            await self.subscribe_to(SubscriptionList(title, chosen, skipped))

    async def subscribe_to(self, wanted: SubscriptionList) -> None:
        """Subscribe to feeds that the user has chosen, and fetch them."""
        screen = self._screen
        before = {feed.id for feed in screen.feeds.feed_tree.feeds}
        if len(wanted.subscriptions) == 1:
            await self._screen.adding.subscribe(wanted.subscriptions[0].url)
            return
        imported = await screen.desk.import_list(wanted)
        await screen.changes.reload_tree()
        screen.tell_undoable(_sentence(imported))
        screen.going.open_scope(Scope(), is_expecting=True)
        screen.going.go_to(Place.HEADLINES)
        screen.refreshing.refresh_feeds(
            tuple(feed.id for feed in screen.feeds.feed_tree.feeds if feed.id not in before)
        )

    def offer_starter_set(self) -> None:
        """Let the user tick outlets to begin with; nothing is fetched before."""
        from tuinews.newsroom.starting import STARTER_SET

        self.choose("A starter set", STARTER_SET, verb="subscribe to", is_ticked=False)

    def import_from_newsboat(self, path: str) -> None:
        """Show the subscriptions of newsboat to choose from."""
        self._screen.start(partial(self._open_one, path), "add")

    async def _open_one(self, target: str) -> None:
        async for event in self._screen.desk.open((target,)):
            self.take(event)


def _sentence(imported: Imported) -> str:
    parts = [f"{imported.added:,} {'feed' if imported.added == 1 else 'feeds'} added"]
    if imported.already_there:
        parts.append(f"{imported.already_there:,} already there")
    if imported.skipped:
        parts.append(f"{len(imported.skipped):,} not taken")
    return " · ".join(parts)
