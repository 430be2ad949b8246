"""Changing and removing subscriptions."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tuinews.model.scopes import Scope, ScopeKind
from tuinews.model.subscriptions import Feed
from tuinews.newsroom import mark, read
from tuinews.screen_text import line
from tuinews.ui.feed_rows import folder_paths

if TYPE_CHECKING:
    from tuinews.ui.reader_screen import ReaderScreen


class Upkeep:
    """Gives feeds other titles, folders, addresses, ways to their full texts and to stories, and takes them away."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen

    def edit(self, feed: Feed, *, wants_address: bool = False) -> None:
        """Ask for a feed's title, folder, full texts and address; the cursor begins in the address if wanted."""
        self._screen.start(partial(self._edit, feed, wants_address), "edit")

    async def _edit(self, feed: Feed, wants_address: bool) -> None:
        from tuinews.newsroom.cover import feeds_off
        from tuinews.ui.dialogs.edit_feed import Edited, EditFeedDialog

        screen, newsroom = self._screen, self._screen.newsroom
        folders = tuple("/".join(path) for path in folder_paths(screen.feeds.feed_tree).values())
        full_texts, folds = read.full_text_choices(newsroom), feed.id not in feeds_off(newsroom)
        before = Edited(feed.title, feed.places, full_texts.get(feed.id, ""), feed.url, folds)
        usual = newsroom.config.fetch_full_text
        dialog = EditFeedDialog(feed, folders, before.full_text, usual, folds=folds, wants_address=wants_address)
        edited = await screen.app.push_screen_wait(dialog)
        if edited is None or edited == before:
            return
        if edited == before._replace(address=edited.address):
            await screen.mending.take(feed, edited.address)
            return
        # What was shown is not always the user's: only what was changed becomes so.
        wanted = mark.FeedEdit(
            title=None if edited.title == line(before.title) else edited.title,
            folders=None if edited.folders == before.folders else edited.folders,
            full_text=None if edited.full_text == before.full_text else edited.full_text,
            address=None if edited.address == before.address else edited.address,
            stories=None if edited.stories is folds else edited.stories,
        )
        screen.marking.making.begin(partial(self._change, feed, wanted))

    async def _change(self, feed: Feed, wanted: mark.FeedEdit) -> None:
        screen = self._screen
        change = partial(mark.edit_feeds, screen.newsroom, (feed,), wanted)
        screen.changes.after_change(await screen.marking.unsaved.in_turn(change))
        if wanted.stories is not None:
            screen.refreshing.gather_stories()
        if wanted.address is not None:
            screen.refreshing.refresh_feeds((feed.id,))

    def remove(self, feed: Feed) -> None:
        """Remove a feed; the toast offers it back."""
        self._screen.marking.making.begin(partial(self._remove, feed))

    async def _remove(self, feed: Feed) -> None:
        screen = self._screen
        change = await screen.marking.unsaved.in_turn(partial(mark.remove_feed, screen.newsroom, feed.id))
        if not change.label:
            return
        if screen.lists.scope.kind is ScopeKind.FEED and screen.lists.scope.id == feed.id:
            screen.lists.scope = Scope()
        screen.tell_undoable(change.label)
        screen.changes.after_change(change)
