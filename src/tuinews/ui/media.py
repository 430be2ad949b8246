"""Enclosures on the screen: listed, played by the program that has a rule for them, downloaded with progress."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tuinews.errors import TuinewsError
from tuinews.model.articles import ArticleRow
from tuinews.model.entries import Enclosure
from tuinews.model.events import Downloading
from tuinews.newsroom.media_files import media_path
from tuinews.paths import is_there
from tuinews.ui.faults import told
from tuinews.ui.opening_with import open_with_rule

if TYPE_CHECKING:
    from tuinews.ui.dialogs.media import MediaDialog
    from tuinews.ui.reader_screen import ReaderScreen


class Media:
    """Plays and downloads what comes with articles."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self._under_way: dict[str, str] = {}
        """How far each download has come, in words, by its address."""
        self._dialog: MediaDialog | None = None

    def show(self) -> None:
        """List what comes with the article."""
        from tuinews.ui.dialogs.media import ON_THE_DISK, MediaDialog

        screen = self._screen
        reading = screen.reading.reading
        if reading is None or not reading.article.enclosures:
            screen.note("Nothing comes with this article: no audio, no film, no file.")
            return
        row, media = reading.article.row, reading.article.enclosures
        there = {one.url: ON_THE_DISK for one in media if is_there(self._path(row, one))}
        self._dialog = MediaDialog(
            media,
            there | self._under_way,
            play=lambda one: screen.start(partial(self._play, row, one), "media", exclusive=False),
            download=lambda one: screen.start(partial(self._download, row, one), "download", exclusive=False),
        )
        screen.app.push_screen(self._dialog)

    def _path(self, row: ArticleRow, one: Enclosure) -> Path:
        return media_path(self._screen.newsroom, row, one.url, one.media_type)

    async def _play(self, row: ArticleRow, one: Enclosure) -> None:
        """Open an enclosure from the disk where it is there, else from where it comes."""
        from tuinews.web_address import web_address

        screen, path = self._screen, self._path(row, one)
        address = web_address(one.url)
        file = str(path) if is_there(path) else ""
        if (address or file) and await open_with_rule(screen, address or one.url, one.media_type, file):
            return
        screen.outward.open_address(one.url)

    async def _download(self, row: ArticleRow, one: Enclosure) -> None:
        from tuinews.ui.dialogs.media import ON_THE_DISK, progress_in_words, share_in_words

        screen, state, is_first = self._screen, "", True
        self._show(one.url, "starting…")
        try:
            async for event in screen.desk.download(row, one.url, one.media_type):
                if isinstance(event, Downloading):
                    if event.is_anew:
                        screen.tell("What had come of it cannot be gone on with. It is fetched from its beginning.")
                    total = event.total or (one.length_bytes or 0)
                    if is_first and event.done:
                        screen.tell(f"The download goes on at {share_in_words(event.done, total)}.")
                    is_first = False
                    self._show(one.url, progress_in_words(event.done, total))
                else:
                    state = ON_THE_DISK
                    screen.tell(f"Downloaded to {event.path}")
        except TuinewsError as error:
            screen.tell(told(error), "error")
        finally:
            self._show(one.url, state)  # what failed may be tried again
            self._under_way.pop(one.url, None)

    def _show(self, url: str, state: str) -> None:
        self._under_way[url] = state
        if self._dialog is not None:
            self._dialog.show_state(url, state)
