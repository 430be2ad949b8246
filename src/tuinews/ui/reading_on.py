"""Reading on: opening, turning pages, and the ways from one article to the next."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tuinews.keymap import Place
from tuinews.newsroom import read

if TYPE_CHECKING:
    from tuinews.ui.reader_screen import ReaderScreen


class ReadingOn:
    """Goes through the articles of the list."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen

    def open_selected(self) -> None:
        """Open the article under the cursor: show it, go to it, and count it as read."""
        self._screen.reading.show_selected()
        if self._screen.reading.article_id is not None:
            self._screen.going.go_to(Place.ARTICLE)
            self._screen.progress.engage()

    def read_on(self) -> None:
        """Go a page down, and at the end to the next unread article."""
        screen = self._screen
        if not screen.panes.arrangement.has(Place.ARTICLE):
            self.open_selected()
            return
        if screen.panes.place is Place.HEADLINES and screen.headlines.selected_id != self._screen.reading.article_id:
            self._screen.reading.show_selected()
            self._screen.progress.engage()
            return
        self._screen.progress.engage()
        if screen.article.is_at_end:
            self.go_to_unread(1)
        else:
            screen.article.scroll_pages(1)

    def go_to_unread(self, step: int) -> None:
        """Go to the next or previous unread article of the list, beginning anew at its other end.

        While the find line is open, go to the next or previous hit in the article.
        """
        if self._screen.finding.is_on:
            self._screen.finding.step(step)
            return
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
        self._screen.reading.show_selected()
        if screen.panes.arrangement.has(Place.ARTICLE):
            self._screen.progress.engage()

    def step(self, step: int) -> None:
        """Go to the next or previous article, read or not."""
        screen = self._screen
        if screen.headlines.move(step):
            self._screen.reading.show_selected()
            if screen.panes.place is Place.ARTICLE:
                self._screen.progress.engage()
        else:
            screen.note("This is the last article." if step > 0 else "This is the first article.")

    def scroll(self, step: int) -> None:
        """Scroll the article from any pane; who scrolls, reads."""
        self._screen.article.scroll_lines(step)
        self._screen.progress.engage()
