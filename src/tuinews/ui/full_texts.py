"""Full texts on the screen: fetching an article's page, and turning between the feed's text, the page's and the source.

Fetching never holds up anything: the reader may go on to another article meanwhile, and what comes is kept.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from functools import partial
from typing import TYPE_CHECKING, Final

from tuinews.keymap import Place
from tuinews.model.articles import Reading, TextSource
from tuinews.model.events import FetchingPage, PageEvent, PageFetched
from tuinews.newsroom import read, source_text
from tuinews.ui.text_source import next_source

if TYPE_CHECKING:
    from tuinews.ui.reader_screen import ReaderScreen

_PROGRESS_S: Final = 0.3
_FETCHING: Final = "Fetching the full text…"
_OFFLINE: Final = "There is no network; the full text is fetched when there is one."


class FullTexts:
    """Fetches pages, and turns an article over."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self._under_way: set[int] = set()
        self._opened: set[int] = set()
        """Articles that were opened already: whether they want their page was decided then."""
        self._is_catching_up = False

    # ---------------------------------------------------------------------------------------- fetching

    def fetch(self) -> None:
        """Fetch the page of the article under the cursor for its whole text."""
        self._catch_up_with_cursor()
        article_id = self._screen.reading.article_id
        if article_id is None:
            self._screen.note("There is no article to fetch.")
        elif article_id in self._under_way:
            self._screen.note(_FETCHING)
        else:
            events = self._screen.desk.fetch_page(article_id)
            self._screen.start(partial(self._fetch, article_id, events, is_asked=True), "full-text", exclusive=False)

    def opened(self, article_id: int) -> None:
        """Fetch the page of an article that the reader has opened, where its feed wants that."""
        if article_id in self._opened or article_id in self._under_way:
            return
        self._opened.add(article_id)
        events = self._screen.desk.open_page(article_id)
        self._screen.start(partial(self._fetch, article_id, events, is_asked=False), "full-text", exclusive=False)

    async def _fetch(self, article_id: int, events: AsyncIterator[PageEvent], *, is_asked: bool) -> None:
        self._under_way.add(article_id)
        timer = f"full-text-{article_id}"
        try:
            async for event in events:
                if isinstance(event, FetchingPage):
                    self._screen.later(timer, _PROGRESS_S, partial(self._tell_progress, article_id))
                else:
                    self._screen.no_longer(timer)
                    await self._take(event, is_asked=is_asked)
        finally:
            self._screen.no_longer(timer)
            self._under_way.discard(article_id)

    def _catch_up_with_cursor(self) -> None:
        """Show the article under the cursor, where that still waits for a series of moves to pause."""
        if self._screen.panes.place is Place.HEADLINES:
            self._screen.reading.show_selected()

    def _tell_progress(self, article_id: int) -> None:
        if self._screen.reading.article_id == article_id:
            self._screen.note(_FETCHING)

    def catch_up(self) -> None:
        """Fetch the pages that new articles want, in the background."""
        if not self._is_catching_up:
            self._is_catching_up = True
            self._screen.start(self._catch_up, "full-texts", exclusive=False)

    async def _catch_up(self) -> None:
        try:
            async for event in self._screen.desk.catch_up():
                if isinstance(event, PageFetched):
                    await self._take(event, is_asked=False)
        finally:
            self._is_catching_up = False

    async def _take(self, fetched: PageFetched, *, is_asked: bool) -> None:
        """Show what a page gave, if its article is still the one shown."""
        screen, article_id = self._screen, fetched.article_id
        if fetched.is_shown:
            screen.rows.update((article_id,))
        if screen.reading.article_id != article_id:
            return
        if fetched.is_offline:
            screen.note(_OFFLINE if is_asked else "")
            return
        screen.note("")
        reading = await read.load(screen.newsroom, article_id)
        if reading is None or screen.reading.article_id != article_id:
            return
        if fetched.is_shown and not is_asked and screen.article.position > 0:
            # Who is in the middle of the feed's text keeps it; the page's stands there next time.
            screen.note(f"The full text has come: {screen.keys.first_key('article.source')} shows it.")
            return
        shown = screen.reading.reading
        is_same_kind = shown is not None and shown.article.source is not TextSource.RAW
        screen.reading.show_anew(reading, keep_place=is_same_kind)

    # ----------------------------------------------------------------------------------------- turning

    def turn_over(self) -> None:
        """Show the next of the texts that the article has: the feed's, the page's, the source as it came."""
        self._catch_up_with_cursor()
        article_id, shown = self._screen.reading.article_id, self._screen.reading.reading
        if article_id is None:
            self._screen.note("There is no article to turn over.")
            return
        before = shown.article.source if shown and shown.article.row.id == article_id else None
        self._screen.start(partial(self._turn_over, article_id, before), "article")

    async def _turn_over(self, article_id: int, before: TextSource | None) -> None:
        screen = self._screen
        stored = await read.load(screen.newsroom, article_id)
        if stored is None:
            return
        after = next_source(stored.article._replace(source=before) if before else stored.article)
        if before is TextSource.FEED and stored.article.source is TextSource.PAGE:
            reading: Reading | None = stored  # it came while the feed's text was being read
        elif after is TextSource.RAW:
            screen.progress.keep_position()
            reading = await source_text.load_source(screen.newsroom, article_id)
        else:
            async for _ in screen.desk.turn_to(article_id, after):
                screen.rows.update((article_id,))
            reading = await read.load(screen.newsroom, article_id)
        if reading is not None and screen.reading.article_id == article_id:
            screen.reading.show_anew(reading, keep_place=False)
