"""Statistics, and old articles that go: both look at the archive as a whole."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tuinews.newsroom.mark import articles_in_words

if TYPE_CHECKING:
    from tuinews.newsroom.expire import Due
    from tuinews.ui.quoting import Quoting
    from tuinews.ui.reader_screen import ReaderScreen


class Stocktaking:
    """Shows what the archive holds, and lets go what is old."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self._has_asked = False
        self._is_expiring = False
        self._is_wanted_again = False

    def show_statistics(self) -> None:
        """Show what came, what was read, who was quoted."""
        self._screen.start(self._show_statistics, "statistics")

    async def _show_statistics(self) -> None:
        from tuinews.newsroom.take_stock import take_stock
        from tuinews.ui.statistics_screen import StatisticsScreen

        await self._screen.app.push_screen_wait(StatisticsScreen(partial(take_stock, self._screen.newsroom)))

    def show_sources(self, quoting: Quoting) -> None:
        """Show who is quoted by which feed and month; a number leads to the quotes it counts."""
        self._screen.start(partial(self._show_sources, quoting), "sources")

    async def _show_sources(self, quoting: Quoting) -> None:
        from tuinews.newsroom.source_mix import source_mix
        from tuinews.ui.sources_screen import SourcesScreen

        query = await self._screen.app.push_screen_wait(SourcesScreen(partial(source_mix, self._screen.newsroom)))
        if query is not None:
            quoting.show(query)

    def show_leaving(self) -> None:
        """Show what the rules of retention let go now."""
        self._screen.start(self._show_leaving, "letting-go")

    async def _show_leaving(self) -> None:
        from tuinews.newsroom import expire
        from tuinews.ui.dialogs.leaving import LeavingDialog

        screen = self._screen
        due = await expire.look(screen.newsroom)
        if await screen.app.push_screen_wait(LeavingDialog(due, screen.keys.first_key("edit.undo"))):
            screen.marking.making.begin(partial(self._let_go, due))

    async def _let_go(self, due: Due) -> None:
        from tuinews.newsroom import expire

        # Not in turn: it is made in many small steps, between which marks are stored.
        self._screen.changes.tell(await expire.let_go(self._screen.newsroom, due.plan))

    def after_refresh(self) -> None:
        """Let go what is old, where bounds are set; the first time only say how to see it."""
        self._is_wanted_again = True
        if not self._is_expiring:  # what is let go is told, so that it can be taken back: nothing breaks that off
            self._is_expiring = True
            self._screen.start(self._expire, "retention", exclusive=False)

    async def _expire(self) -> None:
        try:
            while self._is_wanted_again:
                self._is_wanted_again = False
                await self._after_refresh()
        finally:
            self._is_expiring = False

    async def _after_refresh(self) -> None:
        from tuinews.newsroom import expire

        screen = self._screen
        due, change = await expire.after_refresh(screen.newsroom)
        if change.label:
            screen.tell_undoable(change.label)
            screen.changes.after_change(change)
        elif due.wants_word and not self._has_asked:
            self._has_asked = True  # once a session is enough
            key = screen.keys.first_key("app.old_articles")
            screen.tell(f"By your rules {articles_in_words(due.plan.articles)} could go · {key} shows what")
