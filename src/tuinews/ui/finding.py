"""Finding the feeds of a site from the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuinews.model import Feed

if TYPE_CHECKING:
    from tuinews.ui.reader_screen import ReaderScreen


class Finding:
    """Looks for the feeds of sites."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen

    def look_for(self, feed: Feed) -> None:
        """Look on a feed's site for where it has gone."""
