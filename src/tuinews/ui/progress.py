"""How far the shown article was read, and when that counts as read."""

from __future__ import annotations

import contextlib
from functools import partial
from typing import TYPE_CHECKING

from tuinews.errors import NotNowError
from tuinews.keymap import Place
from tuinews.model.articles import Reading, TextSource
from tuinews.newsroom import read

if TYPE_CHECKING:
    from tuinews.ui.reader_screen import ReaderScreen


class Progress:
    """Marks articles read, and remembers where reading stopped."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self._position = 0
        self._wanted_id: int | None = None
        """An article that could not be read when the reader was at it."""

    def begin(self, reading: Reading, *, is_new: bool) -> None:
        """Follow the reading of an article that is shown from here on, or that more is known of now."""
        self._position = int(reading.article.position)
        if self._wanted_id is not None:
            was_wanted, self._wanted_id = self._wanted_id == reading.article.row.id, None
            if was_wanted:
                self.engage()
        config = self._screen.config
        if is_new and config.marks_read == "dwell" and not config.access_still and not reading.article.row.is_read:
            self._screen.later("dwell", config.marks_dwell_s, partial(self._dwelt, reading.article.row.id))

    def engage(self) -> None:
        """Note that the reader is at the shown article: it counts as read from here on."""
        article_id = self._screen.reading.article_id
        if article_id is None:
            return
        if article_id == self._screen.reading.unreadable_id:
            self._wanted_id = article_id  # it has been read once it can be
            return
        self._screen.full_texts.opened(article_id)
        if self._screen.config.marks_read != "hand":
            self._mark_read(article_id)

    def _dwelt(self, article_id: int) -> None:
        if self._screen.reading.article_id == article_id and self._screen.panes.arrangement.has(Place.ARTICLE):
            self._mark_read(article_id)

    def _mark_read(self, article_id: int) -> None:
        row = self._screen.headlines.row(article_id)
        shown = self._screen.reading.reading
        if row is None and shown is not None and shown.article.row.id == article_id:
            row = shown.article.row
        if row is None or not row.is_read:
            self._screen.start(partial(self._marked_read, article_id), "read-marks", exclusive=False)

    async def _marked_read(self, article_id: int) -> None:
        # Who has read one article of a story has read of the event; the others count as read with it.
        ids = (article_id, *self._screen.folding.rest_of(article_id))
        change = await self._screen.marking.unsaved.mark(ids, "read", True, is_journaled=False)
        if change.article_ids:
            self._screen.changes.after_marks(change.article_ids)

    def keep_position(self) -> None:
        """Remember where reading of the shown article stopped."""
        if (kept := self._moved_to()) is not None:
            self._screen.start(partial(self._keep_position, *kept), "position", exclusive=False)

    async def store_position(self) -> None:
        """Remember at once where reading of the shown article stopped."""
        if (kept := self._moved_to()) is not None:
            await self._keep_position(*kept)

    def _moved_to(self) -> tuple[int, int] | None:
        article, shown = self._screen.article, self._screen.reading.reading
        if shown is None or not article.size.width or article.position == self._position:
            return None
        if shown.article.source in {TextSource.RAW, TextSource.OUTPUT}:
            return None  # a place in the source, or in what a program made of it, is none in the text
        self._position = article.position
        return shown.article.row.id, self._position

    async def _keep_position(self, article_id: int, position: int) -> None:
        with contextlib.suppress(NotNowError):  # a place in an article is not worth a word about a full disk
            await read.save_position(self._screen.newsroom, article_id, position)
