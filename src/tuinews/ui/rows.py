"""The rows of the headline list, read as they come near the screen, and again when they changed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from tuinews.newsroom import read

if TYPE_CHECKING:
    from tuinews.ui.reader_screen import ReaderScreen


class Rows:
    """Reads rows."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen

    def fill(self, ids: Sequence[int]) -> None:
        """Read the rows that the list asks for."""
        self._screen.start(partial(self._fill, tuple(ids)), "rows")

    def update(self, ids: Sequence[int]) -> None:
        """Read articles again whose marks or counts changed, as far as the list knows them."""
        known = tuple(article_id for article_id in ids if self._screen.headlines.row(article_id) is not None)
        if known:
            self._screen.start(partial(self._fill, known), "changed-rows", exclusive=False)

    async def _fill(self, ids: Sequence[int]) -> None:
        self._screen.headlines.add_rows(await read.rows(self._screen.newsroom, ids))
