"""The article pane: which article it shows, how far it was read, and when that counts as read."""

from __future__ import annotations

import asyncio
import time
from functools import partial
from typing import TYPE_CHECKING

from tuinews.keymap import Place
from tuinews.model import Reading
from tuinews.newsroom import mark, read

if TYPE_CHECKING:
    from tuinews.ui.reader_screen import ReaderScreen

_SERIES_S = 0.25
"""Two moves within this time are a series: the article waits until it pauses."""
_PAUSE_S = 0.12
_LOOK_AROUND_S = 0.4
_MOST_AROUND = 24


class ReadingDesk:
    """Shows articles and keeps what the reader did with them."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self.reading: Reading | None = None
        self.article_id: int | None = None
        """The article shown, or on its way."""
        self._position = 0
        self._last_move = 0.0

    # ----------------------------------------------------------------------------------------- showing

    def show_first(self, reading: Reading) -> None:
        """Show the article that was read before the first paint."""
        self.article_id = reading.article.row.id
        self._take(reading)
        self._screen.start(partial(self._complete, reading.article.row.id), "article")

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
        self.keep_position()
        self.article_id = article_id
        self._screen.cancel("around")
        self._screen.start(partial(self._show, article_id), "article")

    def show_message(self, title: str, text: str) -> None:
        """Show a message in the place of an article."""
        self.keep_position()
        self.article_id = self.reading = None
        self._screen.cancel("article")
        self._screen.article.show_message(title, text)
        self._screen.changes.after_reading()

    async def _show(self, article_id: int) -> None:
        reading = await read.load(self._screen.newsroom, article_id)
        if reading is None:
            self.show_message("Gone", "This article is no longer in the archive.")
            return
        self._take(reading)
        await self._complete(article_id)

    def _take(self, reading: Reading, *, keep_place: bool = False) -> None:
        self.reading = reading
        self._screen.article.show(reading, keep_place=keep_place)
        self._position = int(reading.article.position)
        self._screen.changes.after_reading()
        config = self._screen.config
        if not keep_place and config.marks_read == "dwell" and not reading.article.row.is_read:
            self._screen.later("dwell", config.marks_dwell_s, partial(self._dwelt, reading.article.row.id))

    async def _complete(self, article_id: int) -> None:
        """Have the text and the people of the shown article made where they are missing, then of those around it."""
        reading = self.reading
        if reading is not None and (reading.article.body is None or reading.annotation is None):
            had_text = reading.article.body is not None
            async for _ in self._screen.desk.complete((article_id,)):
                pass
            made = await read.load(self._screen.newsroom, article_id)
            if made is not None and self.article_id == article_id:
                self._take(made, keep_place=had_text)
                self._screen.lists.update_rows((article_id,))
        self._screen.start(self._look_around, "around")

    async def _look_around(self) -> None:
        """Have the people and quotes of the headlines on the screen counted, a few at a time."""
        await asyncio.sleep(_LOOK_AROUND_S)
        headlines = self._screen.headlines
        ids = [headlines.ids[index] for index in headlines.visible_rows()][:_MOST_AROUND]
        rows = [row for row in map(headlines.row, ids) if row is not None and row.people is None]
        if rows:
            async for done in self._screen.desk.complete(tuple(row.id for row in rows)):
                self._screen.lists.update_rows((done.article_id,))

    # ---------------------------------------------------------------------------------- what was read

    def engage(self) -> None:
        """Note that the reader is at the shown article: it counts as read from here on."""
        if self._screen.config.marks_read != "hand" and self.article_id is not None:
            self._mark_read(self.article_id)

    def _dwelt(self, article_id: int) -> None:
        if self.article_id == article_id and self._screen.panes.arrangement.has(Place.ARTICLE):
            self._mark_read(article_id)

    def _mark_read(self, article_id: int) -> None:
        row = self._screen.headlines.row(article_id)
        if row is None and self.reading is not None and self.reading.article.row.id == article_id:
            row = self.reading.article.row
        if row is None or not row.is_read:
            self._screen.start(partial(self._marked_read, article_id), "read-marks", exclusive=False)

    async def _marked_read(self, article_id: int) -> None:
        change = await mark.mark(self._screen.newsroom, (article_id,), "read", True, is_journaled=False)
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
        article = self._screen.article
        if self.reading is None or not article.size.width or article.position == self._position:
            return None
        self._position = article.position
        return self.reading.article.row.id, self._position

    async def _keep_position(self, article_id: int, position: int) -> None:
        await read.save_position(self._screen.newsroom, article_id, position)

    # ------------------------------------------------------------------------------------- reading on

    def open_selected(self) -> None:
        """Open the article under the cursor: show it, go to it, and count it as read."""
        self.show_selected()
        if self.article_id is not None:
            self._screen.going.go_to(Place.ARTICLE)
            self.engage()

    def read_on(self) -> None:
        """Go a page down, and at the end to the next unread article."""
        screen = self._screen
        if not screen.panes.arrangement.has(Place.ARTICLE):
            self.open_selected()
            return
        if screen.panes.place is Place.HEADLINES and screen.headlines.selected_id != self.article_id:
            self.show_selected()
            self.engage()
            return
        self.engage()
        if screen.article.is_at_end:
            self.go_to_unread(1)
        else:
            screen.article.scroll_pages(1)

    def go_to_unread(self, step: int) -> None:
        """Go to the next or previous unread article of the list, beginning anew at its other end."""
        self._screen.start(partial(self._go_to_unread, step), "next-unread")

    async def _go_to_unread(self, step: int) -> None:
        screen = self._screen
        ids, here = screen.headlines.ids, screen.headlines.cursor
        ahead, behind = ids[here + 1 :], ids[:here]
        order = ahead + behind if step > 0 else (ids[:here][::-1] + ahead[::-1])
        found = await read.next_unread(screen.newsroom, order)
        if found is None:
            screen.note("Nothing else is unread here.")
            return
        screen.lists.select(found)
        self.show_selected()
        if screen.panes.arrangement.has(Place.ARTICLE):
            self.engage()

    def step(self, step: int) -> None:
        """Go to the next or previous article, read or not."""
        screen = self._screen
        if screen.headlines.move(step):
            self.show_selected()
            if screen.panes.place is Place.ARTICLE:
                self.engage()
        else:
            screen.note("This is the last article." if step > 0 else "This is the first article.")

    def scroll(self, step: int) -> None:
        """Scroll the article from any pane; who scrolls, reads."""
        self._screen.article.scroll_lines(step)
        self.engage()
