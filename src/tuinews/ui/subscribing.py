"""Subscriptions from the screen: adding, choosing, importing, editing, removing."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

from tuinews.errors import FormatError, TuinewsError
from tuinews.keymap import Place
from tuinews.model import (
    AddEvent,
    Failed,
    Feed,
    FeedChoices,
    Imported,
    Opened,
    OpenedFeed,
    OpenedList,
    OpenEvent,
    Refreshed,
    Scope,
    ScopeKind,
    Subscribed,
    Subscription,
    SubscriptionList,
    TargetFailed,
)
from tuinews.newsroom import mark
from tuinews.ui.feed_rows import folder_paths

if TYPE_CHECKING:
    from tuinews.ui.dialogs.add import AddDialog
    from tuinews.ui.reader_screen import ReaderScreen


class Subscribing:
    """Adds, changes and removes subscriptions, asking where there is something to choose."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen

    # ------------------------------------------------------------------------------------------ adding

    def ask_what_to_add(self, *, wants_file: bool = False) -> None:
        """Ask for an address or a file, and take whatever it turns out to be."""
        from tuinews.ui.dialogs.add import AddDialog

        dialog = AddDialog(
            lambda text: self._screen.start(partial(self._add, dialog, text), "add"), wants_file=wants_file
        )
        self._screen.app.push_screen(dialog, lambda _: self._left(dialog))

    def _left(self, dialog: AddDialog) -> None:
        """Stop looking when the user leaves before anything was found."""
        if dialog.is_busy:
            self._screen.cancel("add")
            self._screen.changes.after_counts()

    async def _add(self, dialog: AddDialog, text: str) -> None:
        try:
            event = await self._find_out(text, dialog)
        except TuinewsError as error:
            dialog.show_error(error.message)
            return
        if isinstance(event, TargetFailed):
            dialog.show_error(event.message)
        elif event is not None:
            dialog.close()
            self.take(event)

    async def _find_out(self, text: str, dialog: AddDialog) -> OpenEvent | None:
        """Subscribe where the text names a feed; else return what it names."""
        path = os.path.expanduser(text)
        if not os.path.exists(path) and not path.startswith(("/", ".", "~")):
            try:
                return await self._subscribe(Subscription(text), dialog)
            except FormatError:
                path = text  # no feed: perhaps an article or a list
        async for event in self._screen.desk.open((path,)):
            return event
        return None

    async def _subscribe(self, wanted: Subscription, dialog: AddDialog | None = None) -> FeedChoices | None:
        """Subscribe to a feed and show its articles as they come; return the choices when there are several feeds."""
        async for event in self._screen.desk.add(wanted):
            if isinstance(event, FeedChoices):
                return event
            if isinstance(event, Subscribed) and dialog is not None:
                dialog.close()
            await self._show_added(event)
        return None

    async def _show_added(self, event: AddEvent) -> None:
        screen = self._screen
        if isinstance(event, Subscribed):
            await screen.changes.reload_tree()
            screen.going.open_scope(Scope(ScopeKind.FEED, event.feed_id), is_expecting=True)
            screen.going.go_to(Place.HEADLINES)
            if not event.is_new:
                screen.note(f"{event.title} is already there.")
            return
        await screen.changes.reload_tree()
        if isinstance(event, Refreshed):
            screen.tell_undoable(f"Subscribed to {event.title}")
            screen.lists.note_outcome(event)
        elif isinstance(event, Failed):
            screen.tell(f"{event.title}: {event.message}", "warning")
            screen.lists.reopen()

    # ----------------------------------------------------------------------- what an address turned out to be

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

    def subscribe_at_once(self, event: OpenedFeed) -> None:
        """Subscribe to a feed without asking."""
        self._screen.start(partial(self._subscribe_quietly, event.url), "add")

    async def _offer_feed(self, event: OpenedFeed) -> None:
        from tuinews.ui.dialogs.confirm import ConfirmDialog

        entries = "1 entry" if event.entries == 1 else f"{event.entries:,} entries"
        question = f"Subscribe to {event.title} ({entries})?"
        if await self._screen.app.push_screen_wait(ConfirmDialog(question, event.url, "subscribes", "leaves")):
            await self._subscribe_quietly(event.url)

    async def _subscribe_quietly(self, url: str) -> None:
        choices = await self._subscribe(Subscription(url))
        if choices is not None:
            self.take(choices)

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
            await self._import(SubscriptionList(title, chosen, skipped))

    async def _import(self, wanted: SubscriptionList) -> None:
        screen = self._screen
        before = {feed.id for feed in screen.feeds.feed_tree.feeds}
        if len(wanted.subscriptions) == 1:
            await self._subscribe_quietly(wanted.subscriptions[0].url)
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

    # ------------------------------------------------------------------------------- changing and removing

    def edit(self, feed: Feed) -> None:
        """Ask for a feed's title and folder."""
        self._screen.start(partial(self._edit, feed), "edit")

    async def _edit(self, feed: Feed) -> None:
        from tuinews.ui.dialogs.edit_feed import EditFeedDialog

        folders = tuple("/".join(path) for path in folder_paths(self._screen.feeds.feed_tree).values())
        values = await self._screen.app.push_screen_wait(EditFeedDialog(feed, folders))
        if values is None or values == (feed.title, feed.folder):
            return
        title, folder = values
        self._screen.changes.after_change(await mark.edit_feed(self._screen.newsroom, feed, title=title, folder=folder))

    def remove(self, feed: Feed) -> None:
        """Remove a feed; the toast offers it back."""
        self._screen.start(partial(self._remove, feed), "edit")

    async def _remove(self, feed: Feed) -> None:
        screen = self._screen
        change = await mark.remove_feed(screen.newsroom, feed.id)
        if not change.label:
            return
        if screen.lists.scope.kind is ScopeKind.FEED and screen.lists.scope.id == feed.id:
            screen.lists.scope = Scope()
        screen.tell_undoable(change.label)
        screen.changes.after_change(change)


def _sentence(imported: Imported) -> str:
    parts = [f"{imported.added:,} {'feed' if imported.added == 1 else 'feeds'} added"]
    if imported.already_there:
        parts.append(f"{imported.already_there:,} already there")
    if imported.skipped:
        parts.append(f"{len(imported.skipped):,} not taken")
    return " · ".join(parts)
