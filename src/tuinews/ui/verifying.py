"""Verifying: where the quote under the cursor stands, or words that are typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tuinews.model.sayings import Said
    from tuinews.ui.reader_screen import ReaderScreen
    from tuinews.ui.same_words_screen import Answer


class Verifying:
    """Opens the window of the same words, and the place that is chosen in it."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen

    def begin(self) -> None:
        """Show where the quote under the cursor stands, or let one be typed."""
        self._screen.start(self._ask, "same-words")

    async def _ask(self) -> None:
        from tuinews.newsroom import verify

        article_id, start, words = self._quote()
        quote_id = None if article_id is None else await verify.quote_at(self._screen.newsroom, article_id, start)
        said = await self.ask(quote_id, words)
        if said is not None:
            self._screen.going.open_article(said.article_id, said.start)

    async def ask(self, quote_id: int | None, words: str) -> Said | None:
        """Show where a quote stands, or let words be looked up where there is none; return the place that is chosen."""
        from tuinews.newsroom import verify
        from tuinews.ui.same_words_screen import SameWordsScreen, of_same_words

        newsroom = self._screen.newsroom
        same = None if quote_id is None else await verify.same_words(newsroom, quote_id)
        known = None if same is None else of_same_words(same)
        shown = " ".join(words.split())
        return await self._screen.app.push_screen_wait(SameWordsScreen(shown, known, self._look_up, newsroom.clock))

    def _quote(self) -> tuple[int | None, int, str]:
        """Return the article, the place and the words of the quote under the cursor."""
        reading = self._screen.reading.reading
        if reading is None or reading.annotation is None or reading.article.body is None:
            return None, -1, ""
        chosen = self._screen.article.selection.quote
        if chosen < 0:
            return None, -1, ""
        quote = reading.annotation.quotes[chosen]
        words = " ".join(reading.article.body.text[quote.start : quote.end].split())
        return reading.article.row.id, quote.start, words

    async def _look_up(self, words: str) -> Answer | None:
        from tuinews.newsroom import verify
        from tuinews.ui.same_words_screen import of_verified

        try:
            return of_verified(await verify.verify_as_typed(self._screen.newsroom, words))
        except verify.SupersededError:
            return None
