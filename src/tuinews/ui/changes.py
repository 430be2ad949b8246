"""What follows when something changed: counts, titles and rows are brought up to date, nothing else moves."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from tuinews.model.scopes import Scope
from tuinews.model.subscriptions import Feed
from tuinews.newsroom import read
from tuinews.newsroom.change import Change
from tuinews.ui.feed_rows import scope_label
from tuinews.ui.signs import empty_sentence, from_newsboat

if TYPE_CHECKING:
    from tuinews.ui.reader_screen import ReaderScreen

_COUNTS_S = 0.25
"""Counts are read again this long after a change, once for all changes meanwhile."""


class Changes:
    """Brings the screen up to date."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen

    def tell(self, change: Change) -> None:
        """Say what was changed and which key undoes it, where anything was, and show it."""
        if change.label:
            self._screen.tell_undoable(change.label)
            self.after_change(change)

    def after_change(self, change: Change) -> None:
        """Show what a change, an undo or a redo did."""
        if change.list_changed:
            self._screen.lists.leave_out(change.article_ids)
            self.after_counts()
        elif change.feeds_changed:
            self._screen.start(self._after_feeds, "feeds-changed", exclusive=False)
        else:
            self.after_marks(change.article_ids)
        if change.annotation_changed and self._screen.reading.article_id in change.article_ids:
            self._screen.start(self._screen.reading.read_again, "corrected")

    async def _after_feeds(self) -> None:
        await self.reload_tree()
        screen = self._screen
        if scope_label(screen.lists.scope, screen.feeds.feed_tree):
            screen.lists.reopen()
        else:
            screen.going.open_scope(Scope())

    def after_marks(self, article_ids: Sequence[int]) -> None:
        """Show articles with their changed marks; they stay in the list."""
        self._screen.rows.update(article_ids)
        self.after_counts()

    def after_counts(self) -> None:
        """Read the counts again, soon."""
        reload = partial(self._screen.start, self.reload_tree, "tree")
        self._screen.later("counts", _COUNTS_S, reload, restart=False)

    async def reload_tree(self) -> None:
        """Read the feeds and counts again, and show them."""
        screen = self._screen
        tree = await read.feed_tree(screen.newsroom)
        if tree.smart:
            from tuinews.newsroom import curate

            if await curate.recount(screen.newsroom):
                tree = await read.feed_tree(screen.newsroom)
        screen.feeds.show_tree(tree)
        screen.beginning.update()
        screen.refreshing.show_state()
        screen.signs.update()
        await screen.mending.reload()

    def after_list(self, failing: Feed | None = None) -> None:
        """Show a list that was just opened: its titles, and the article under its cursor or why the feed fails."""
        screen = self._screen
        screen.beginning.update()
        if not screen.headlines.count:
            screen.headlines.show_empty(empty_sentence(screen.lists.scope, screen))
            if screen.lists.scope.words:
                screen.start(self._say_in_our_form, "form")
        if failing is not None:
            screen.going.show_failure(failing)
        elif screen.opening_targets.is_waiting:
            screen.signs.update()  # what was asked for is shown, not what stands in the list
        elif screen.headlines.count:
            screen.reading.show_selected()
        else:
            screen.reading.show_message("", "")
        screen.signs.update()

    async def _say_in_our_form(self) -> None:
        screen, scope = self._screen, self._screen.lists.scope
        sentence = await from_newsboat(scope.words.rstrip("*"))
        if sentence and screen.lists.scope == scope and not screen.headlines.count:
            screen.headlines.show_empty(sentence)

    def after_reading(self) -> None:
        """Show what goes with another article."""
        self._screen.people_desk.article_changed()
        self._screen.finding.after_reading()
        self._screen.signs.update_place()
        self._screen.signs.update_titles()
        self._screen.signs.update_footer()
