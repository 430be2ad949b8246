"""What has changed in an article since it came, on demand."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tuinews.ui.reader_screen import ReaderScreen


class Comparing:
    """Shows the article beside what it was."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen

    def show(self) -> None:
        """Show what has changed in the article that is shown."""
        reading = self._screen.reading.reading
        if reading is None:
            self._screen.note("There is no article here.")
        elif reading.article.row.replaced is None:
            self._screen.note("This article has not changed since it came.")
        else:
            self._screen.start(self._show, "changes")

    async def _show(self) -> None:
        from tuinews.ui.dialogs.changes import ChangesWindow

        screen = self._screen
        reading = screen.reading.reading
        if reading is None:
            return
        compared = await screen.desk.changes(reading.article.row.id)
        if compared is None:
            screen.note("This article has not changed since it came.")
        else:
            await screen.app.push_screen_wait(
                ChangesWindow(reading, compared, screen.newsroom.clock, screen.config.view_measure)
            )
