"""Changing and removing subscriptions."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tuinews.model import Feed, Scope, ScopeKind
from tuinews.newsroom import mark
from tuinews.ui.feed_rows import folder_paths

if TYPE_CHECKING:
    from tuinews.ui.reader_screen import ReaderScreen


class Upkeep:
    """Gives feeds other titles, folders and addresses, and takes them away."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen

    def edit(self, feed: Feed, *, wants_address: bool = False) -> None:
        """Ask for a feed's title, folder and address; the cursor begins in the address where that is wanted."""
        self._screen.start(partial(self._edit, feed, wants_address), "edit")

    async def _edit(self, feed: Feed, wants_address: bool) -> None:
        from tuinews.ui.dialogs.edit_feed import EditFeedDialog

        folders = tuple("/".join(path) for path in folder_paths(self._screen.feeds.feed_tree).values())
        dialog = EditFeedDialog(feed, folders, wants_address=wants_address)
        values = await self._screen.app.push_screen_wait(dialog)
        if values is None:
            return
        title, folder, address = values
        if (title, folder) != (feed.title, feed.folder):
            change = await mark.edit_feed(self._screen.newsroom, feed, title=title, folder=folder)
            self._screen.changes.after_change(change)
        if address and address != feed.url:
            await self._screen.mending.take(feed, address)

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
