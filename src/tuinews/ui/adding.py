"""Adding from the screen: an address, a site, a file, a list, whatever it turns out to be."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING

from textual.worker import Worker, get_current_worker

from tuinews.errors import FormatError, TuinewsError
from tuinews.keymap import Place
from tuinews.model.events import (
    AddEvent,
    Failed,
    FeedChoices,
    FeedMissing,
    FeedSeen,
    FeedsNamed,
    OpenEvent,
    Refreshed,
    Subscribed,
    TargetFailed,
)
from tuinews.model.scopes import Scope, ScopeKind
from tuinews.model.subscriptions import Subscription
from tuinews.screen_text import line
from tuinews.ui.faults import told

if TYPE_CHECKING:
    from tuinews.ui.dialogs.add import AddDialog
    from tuinews.ui.reader_screen import ReaderScreen

_FILE_ENDINGS = (".opml", ".txt", ".eml", ".rtf")
"""What no host and hardly a feed ends in: who types it means a file."""


class Adding:
    """Finds out what the user named, and subscribes."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self._looking: Worker[None] | None = None
        self._subscribing = 0

    @property
    def is_subscribing(self) -> bool:
        """Whether a feed has been subscribed to whose articles are being fetched."""
        return self._subscribing > 0

    def begin(self, look: Callable[[], Awaitable[None]]) -> None:
        """Look for what was named, in the place of what is being looked for; what is being subscribed to goes on."""
        self.stop()
        self._looking = self._screen.start(look, "add", exclusive=False)

    def stop(self) -> None:
        """Stop looking."""
        if self._looking is not None:
            self._looking.cancel()
            self._looking = None

    def ask_what_to_add(self, *, wants_file: bool = False) -> None:
        """Ask for an address or a file, and take whatever it turns out to be."""
        from tuinews.ui.dialogs.add import AddDialog

        dialog = AddDialog(lambda text: self.begin(partial(self._add, dialog, text)), wants_file=wants_file)
        self._screen.app.push_screen(dialog, lambda _: self._left(dialog))

    def _left(self, dialog: AddDialog) -> None:
        """Stop looking when the user leaves before anything was found."""
        if dialog.is_busy:
            self.stop()
            self._screen.changes.after_counts()

    async def _add(self, dialog: AddDialog, text: str) -> None:
        try:
            event = await self._find_out(text, dialog)
        except TuinewsError as error:
            if not dialog.is_busy:
                raise  # the window has gone: what came of it is told where all else is
            dialog.show_error(told(error))
            return
        if isinstance(event, TargetFailed):
            dialog.show_error(event.message)
        elif event is not None:
            dialog.close()
            self._screen.choosing.take(event)

    async def _find_out(self, text: str, dialog: AddDialog) -> OpenEvent | None:
        """Subscribe where the text names a feed; else return what it names."""
        path = os.path.expanduser(text)
        is_path = path.startswith(("/", ".", "~")) or ("://" not in path and path.lower().endswith(_FILE_ENDINGS))
        if not os.path.exists(path) and not is_path:
            try:
                return await self._subscribe(Subscription(text), dialog)
            except FormatError:
                if not dialog.is_busy:
                    raise  # something was found: a site whose feeds are no feeds
                path = text  # no feed: perhaps an article or a list
        async for event in self._screen.desk.open((path,)):
            return event
        return None

    async def _subscribe(self, wanted: Subscription, dialog: AddDialog | None = None) -> FeedChoices | None:
        """Subscribe to a feed and show its articles as they come; return choices that are not on the screen yet."""
        search, is_subscribed = self._screen.site_search, False
        try:
            async for event in self._screen.desk.add(wanted):
                if isinstance(event, FeedChoices) and not search.is_open:
                    return event
                if dialog is not None:
                    dialog.close()
                if isinstance(event, FeedsNamed | FeedSeen | FeedMissing | FeedChoices):
                    search.take(event)
                    continue
                if isinstance(event, Subscribed):
                    is_subscribed = True
                    self._subscribing += 1
                    self._begin_fetching(wanted.url)
                await self._show_added(event)
        except TuinewsError as error:
            search.fail(told(error))
            if is_subscribed:
                self._screen.arrivals.give_up()
            raise
        finally:
            self._subscribing -= is_subscribed
        return None

    def _begin_fetching(self, address: str) -> None:
        """Let nothing break off any more what has been subscribed to, and warn where the address holds a secret."""
        if self._looking is get_current_worker():
            self._looking = None
        self._screen.site_search.close()
        if "@" in address:
            from tuinews.newsroom.addresses import secret_remark

            if remark := secret_remark(address):
                self._screen.tell(remark, "warning")

    async def _show_added(self, event: AddEvent) -> None:
        screen = self._screen
        if isinstance(event, Subscribed):
            await screen.changes.reload_tree()
            screen.going.open_scope(Scope(ScopeKind.FEED, event.feed_id), is_expecting=True)
            screen.going.go_to(Place.HEADLINES)
            if not event.is_new:
                screen.note(f"{line(event.title, 60)} is already there.")
            return
        await screen.changes.reload_tree()
        if isinstance(event, Refreshed):
            screen.tell_undoable(f"Subscribed to {event.title}")
            screen.refreshing.brought[event.feed_id] += event.new
            screen.arrivals.note_outcome(event)
            screen.refreshing.gather_stories()
        elif isinstance(event, Failed):
            screen.tell(f"{event.title}: {event.message}", "warning")
            screen.arrivals.give_up()

    def subscribe(self, url: str) -> None:
        """Subscribe to a feed without asking."""
        self._screen.start(partial(self._subscribe_or_choose, url), "add", exclusive=False)

    async def _subscribe_or_choose(self, url: str) -> None:
        """Subscribe to a feed, or ask which of a site's."""
        choices = await self._subscribe(Subscription(url))
        if choices is not None:
            self._screen.choosing.take(choices)
