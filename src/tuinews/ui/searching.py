"""Searching everything, and going to what was found."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tuinews.keymap import Place
from tuinews.model.scopes import Scope
from tuinews.newsroom import read

if TYPE_CHECKING:
    from tuinews.model.found import Found
    from tuinews.ui.reader_screen import ReaderScreen
    from tuinews.ui.search_screen import Wanted


class Searching:
    """Opens the search and what is chosen in it."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self._query = ""

    def begin(self) -> None:
        """Search everything."""
        self._screen.start(self._search, "search-window")

    async def _search(self) -> None:
        from tuinews.newsroom import find
        from tuinews.ui.search_screen import SearchScreen

        screen, newsroom = self._screen, self._screen.newsroom
        window = SearchScreen(
            self._query or screen.filtering.query, self._find, partial(find.known_words, newsroom), newsroom.clock
        )
        wanted = await screen.app.push_screen_wait(window)
        self._query = window.wanted_words
        if wanted is not None:
            await self._open(wanted)

    async def _find(self, query: str) -> Found | None:
        from tuinews.newsroom import find

        try:
            return await find.find_as_typed(self._screen.newsroom, query)
        except find.SupersededError:
            return None

    async def _open(self, wanted: Wanted) -> None:
        """List what was looked for, and show the article that was chosen at its first hit."""
        screen = self._screen
        scope = None if wanted.article_id is None else await read.list_of(screen.newsroom, wanted.article_id)
        screen.going.open_scope((scope or Scope())._replace(words=wanted.query), wanted.article_id)
        screen.filtering.show(wanted.query)
        if wanted.article_id is None:
            screen.going.go_to(Place.HEADLINES)
            return
        screen.finding.expect(wanted.article_id, wanted.query, wanted.offset)
        if screen.reading.article_id != wanted.article_id:
            screen.reading.show(wanted.article_id)
        screen.going.go_to(Place.ARTICLE)
        screen.progress.engage()
