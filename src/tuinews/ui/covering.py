"""The other coverage of a story: shown beside each other, opened, told apart."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tuinews.keymap import Place
from tuinews.ui.folding import ALONE

if TYPE_CHECKING:
    from tuinews.newsroom.cover import Covering as Cover
    from tuinews.ui.reader_screen import ReaderScreen


class Covering:
    """Opens the coverage of a story, and what is chosen in it."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen

    def show(self) -> None:
        """Show the other coverage of the article that is read, or that stands under the cursor."""
        screen = self._screen
        is_reading = screen.panes.place in {Place.ARTICLE, Place.PEOPLE}
        article_id = screen.reading.article_id if is_reading else screen.headlines.selected_id
        if article_id is None:
            screen.note("Choose an article first.")
        else:
            screen.start(partial(self._show, article_id), "coverage")

    async def _show(self, article_id: int) -> None:
        from tuinews.newsroom import cover
        from tuinews.ui.coverage_screen import CoverageScreen

        screen = self._screen
        found = await cover.coverage(screen.newsroom, article_id)
        if len(found) < 2:
            screen.note(ALONE)
            return
        window = CoverageScreen(found, partial(self._completed, found, article_id), screen.newsroom.clock)
        wanted = await screen.app.push_screen_wait(window)
        if wanted is None:
            return
        if wanted.is_split:
            change = await screen.marking.making.through(partial(cover.split, screen.newsroom, wanted.article_id))
            screen.changes.tell(change)
        else:
            screen.going.open_article(wanted.article_id)

    async def _completed(self, found: tuple[Cover, ...], article_id: int) -> tuple[Cover, ...]:
        """Have the people and quotes of all of them found, and compare again."""
        from tuinews.newsroom import cover

        missing = tuple(one.row.id for one in found if not one.is_complete)
        if not missing:
            return found
        async for _ in self._screen.desk.complete(missing):
            pass
        return await cover.coverage(self._screen.newsroom, article_id)
