"""Choosing: what was found is read, subscribed to, or shown as a list to tick."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tuinews.keymap import Place
from tuinews.model.events import FeedChoices, Imported, Opened, OpenedFeed, OpenedList, OpenEvent
from tuinews.model.scopes import Scope
from tuinews.model.subscriptions import Subscription, SubscriptionList
from tuinews.screen_text import short_url

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
            choices = tuple(Subscription(link.url, own_title=link.title) for link in event.links)
            self.choose("Several feeds were found", choices, verb="subscribe to")
        elif isinstance(event, OpenedList):
            told = event.subscriptions
            self._screen.start(partial(self._choose_of, told), "choose")
        else:
            self._screen.tell(event.message, "error")

    async def _offer_feed(self, event: OpenedFeed) -> None:
        from tuinews.ui.dialogs.confirm import ConfirmDialog

        entries = "1 entry" if event.entries == 1 else f"{event.entries:,} entries"
        question = f"Subscribe to {event.title} ({entries})?"
        dialog = ConfirmDialog(question, short_url(event.url, 200), "subscribes", "leaves")
        if await self._screen.app.push_screen_wait(dialog):
            self._screen.adding.subscribe(event.url)

    def choose(
        self, title: str, wanted: tuple[Subscription, ...], *, verb: str = "import", is_ticked: bool = True
    ) -> None:
        """Let the user tick feeds, and subscribe to those."""
        told = SubscriptionList(title, wanted)
        self._screen.start(partial(self._choose_of, told, verb, is_ticked), "choose")

    async def _choose_of(self, told: SubscriptionList, verb: str = "import", is_ticked: bool = True) -> None:
        from tuinews.ui.dialogs.choose import ChooseDialog

        there = {feed.url for feed in self._screen.feeds.feed_tree.feeds}
        smart = len(told.smart_folders)
        remarks = [f"{smart:,} {'query becomes a smart folder' if smart == 1 else 'queries become smart folders'}"]
        dialog = ChooseDialog(
            told.title or "Subscriptions",
            told.subscriptions,
            there,
            skipped=(*(remarks if smart else []), *told.skipped, *told.repeated, *told.untranslated),
            verb=verb,
            is_ticked=is_ticked,
        )
        chosen = await self._screen.app.push_screen_wait(dialog)
        if chosen or (chosen is not None and smart):
            await self.subscribe_to(told.only(chosen))

    async def subscribe_to(self, wanted: SubscriptionList) -> None:
        """Subscribe to feeds that the user has chosen, and fetch them."""
        first = wanted.subscriptions[0] if wanted.subscriptions else Subscription("")
        plain = Subscription(first.url, own_title=first.own_title)
        if wanted == SubscriptionList(wanted.title, (plain,)):
            self._screen.adding.subscribe(first.url)
            return
        self._screen.marking.making.begin(partial(self._import, wanted))

    async def _import(self, wanted: SubscriptionList) -> None:
        screen = self._screen
        imported = await screen.desk.import_list(wanted)
        await screen.changes.reload_tree()
        settings = " · `tuinews config newsboat` says your settings here" if wanted.title == "newsboat" else ""
        screen.tell_undoable(_sentence(imported) + settings)
        screen.going.open_scope(Scope(), is_expecting=True)
        screen.going.go_to(Place.HEADLINES)
        screen.refreshing.refresh_new()

    def offer_starter_set(self) -> None:
        """Let the user tick outlets to begin with; nothing is fetched before."""
        from tuinews.newsroom.starting import STARTER_SET

        self.choose("A starter set", STARTER_SET, verb="subscribe to", is_ticked=False)

    def import_from_newsboat(self, path: str) -> None:
        """Show the subscriptions of newsboat to choose from."""
        self._screen.adding.begin(partial(self._open_one, path))

    async def _open_one(self, target: str) -> None:
        async for event in self._screen.desk.open((target,)):
            self.take(event)


def _sentence(imported: Imported) -> str:
    from tuinews.newsroom.subscribe import counts_of

    return " · ".join(counts_of(imported))
