"""Changing and removing subscriptions."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tuinews.model import Feed, Scope, ScopeKind
from tuinews.newsroom import mark, read
from tuinews.ui.feed_rows import folder_paths

if TYPE_CHECKING:
    from tuinews.ui.reader_screen import ReaderScreen


class Upkeep:
    """Gives feeds other titles, folders and ways to their full texts, and takes them away."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen

    def edit(self, feed: Feed) -> None:
        """Ask for a feed's title, folder and full texts."""
        self._screen.start(partial(self._edit, feed), "edit")

    async def _edit(self, feed: Feed) -> None:
        from tuinews.ui.dialogs.edit_feed import Edited, EditFeedDialog

        folders = tuple("/".join(path) for path in folder_paths(self._screen.feeds.feed_tree).values())
        newsroom = self._screen.newsroom
        before = Edited(feed.title, feed.folder, read.full_text_choices(newsroom).get(feed.id, ""))
        dialog = EditFeedDialog(feed, folders, before.full_text, newsroom.config.fetch_full_text)
        edited = await self._screen.app.push_screen_wait(dialog)
        if edited is None or edited == before:
            return
        choice = None if edited.full_text == before.full_text else edited.full_text
        self._screen.changes.after_change(
            await mark.edit_feed(newsroom, feed, title=edited.title, folder=edited.folder, full_text=choice)
        )

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
