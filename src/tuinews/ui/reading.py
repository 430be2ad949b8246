"""The article pane: which article it shows, and that its text and people are made where they are missing."""

from __future__ import annotations

import asyncio
import time
from functools import partial
from typing import TYPE_CHECKING

from tuinews.errors import StoreError
from tuinews.model.articles import Reading
from tuinews.newsroom import read
from tuinews.ui.faults import told

if TYPE_CHECKING:
    from tuinews.ui.picturing import Picturing
    from tuinews.ui.reader_screen import ReaderScreen

_SERIES_S = 0.25
"""Two moves within this time are a series: the article waits until it pauses."""
_PAUSE_S = 0.12
_LOOK_AROUND_S = 0.4
_MOST_AROUND = 24


class ReadingDesk:
    """Shows articles."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self.reading: Reading | None = None
        self.article_id: int | None = None
        """The article shown, or on its way."""
        self.unreadable_id: int | None = None
        """The article that could not be read when it was asked for last."""
        self._last_move = 0.0
        self._picturing: Picturing | None = None

    @property
    def picturing(self) -> Picturing:
        """The part that shows pictures, there when the first is wanted."""
        if self._picturing is None:
            from tuinews.ui.picturing import Picturing

            self._picturing = Picturing(self._screen)
        return self._picturing

    # ----------------------------------------------------------------------------------------- showing

    def show_first(self, article_id: int) -> None:
        """Show the article that was read last, at once; where that cannot be, as any other is shown."""
        try:
            reading = read.load_now(self._screen.newsroom, article_id)
        except StoreError:
            self.show(article_id)
            return
        if reading is not None:
            self.article_id = article_id
            self._take(reading)
            self._screen.start(partial(self._complete, article_id), "article")

    def follow_cursor(self) -> None:
        """Show the article under the cursor, at once or, while a key is held down, when it pauses."""
        now = time.monotonic()
        is_series = now - self._last_move < _SERIES_S
        self._last_move = now
        if is_series:
            self._screen.later("cursor", _PAUSE_S, self.show_selected)
        else:
            self.show_selected()

    def show_selected(self) -> None:
        """Show the article under the cursor, unless it is shown already."""
        self._screen.no_longer("cursor")
        article_id = self._screen.headlines.selected_id
        if article_id is not None and article_id != self.article_id:
            self.show(article_id)

    def show(self, article_id: int) -> None:
        """Show an article in the article pane."""
        self._screen.progress.keep_position()
        self.article_id = article_id
        self._screen.cancel("around")
        self._screen.start(partial(self._show, article_id), "article")

    def show_anew(self, reading: Reading, *, keep_place: bool) -> None:
        """Show the shown article again, of which more is known now or another text was wanted."""
        self._take(reading, keep_place=keep_place)

    def show_message(self, title: str, text: str) -> None:
        """Show a message in the place of an article."""
        self._screen.progress.keep_position()
        self.article_id = self.reading = None
        self._screen.cancel("article")
        self._screen.article.show_message(title, text)
        self._screen.changes.after_reading()

    async def _show(self, article_id: int) -> None:
        try:
            reading = await read.load(self._screen.newsroom, article_id)
        except StoreError as error:
            # What was there before may not stay: keys would be for that, and look as if they were for this one.
            self.show_message("Not readable", told(error))
            self.unreadable_id = article_id
            self._screen.record(told(error))
            return
        if reading is None:
            self.show_message("Gone", "This article is no longer in the archive.")
            return
        self._take(reading)
        await self._complete(article_id)

    def _take(self, reading: Reading, *, keep_place: bool = False) -> None:
        self.reading, self.unreadable_id = reading, None
        self._screen.article.show(reading, keep_place=keep_place)
        self._screen.progress.begin(reading, is_new=not keep_place)
        self._screen.changes.after_reading()

    async def read_again(self) -> None:
        """Show the article once more, for its people and quotes are others now; nothing moves."""
        article_id = self.article_id
        reading = None if article_id is None else await read.load(self._screen.newsroom, article_id)
        if reading is not None and self.article_id == article_id:
            self._take(reading, keep_place=True)

    async def _complete(self, article_id: int) -> None:
        """Have the text and the people of the shown article made where they are missing, then of those around it."""
        reading = self.reading
        if reading is not None and read.is_incomplete(reading):
            had_text = reading.article.body is not None
            done = [one async for one in self._screen.desk.complete((article_id,))]
            made = await read.load(self._screen.newsroom, article_id)
            if made is not None and self.article_id == article_id:
                self._take(read.with_unstored(made, done[0]) if done else made, keep_place=had_text)
                self._screen.rows.update((article_id,))
        if self._screen.config.pictures_show == "always" and self.article_id == article_id:
            self.picturing.show_unasked()
        self._screen.start(self._look_around, "around")

    async def _look_around(self) -> None:
        """Have the people and quotes of the headlines on the screen counted, a few at a time."""
        await asyncio.sleep(_LOOK_AROUND_S)
        headlines = self._screen.headlines
        ids = [headlines.ids[index] for index in headlines.visible_rows()][:_MOST_AROUND]
        rows = [row for row in map(headlines.row, ids) if row is not None and row.people is None]
        if rows:
            async for done in self._screen.desk.complete(tuple(row.id for row in rows)):
                if done.body is not None:
                    return  # nothing can be stored, so no row would know more
                self._screen.rows.update((done.article_id,))
