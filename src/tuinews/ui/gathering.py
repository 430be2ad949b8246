"""Stories found in the background, while no key comes.

Where nobody reads the list they fold at once, else when it is read anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tuinews.model.events import Gathered

if TYPE_CHECKING:
    from tuinews.ui.reader_screen import ReaderScreen

_FOLLOW_S: Final = 0.3
_ROUND: Final = 150
"""Articles between two looks at whether somebody reads: a third of a second or so."""
_MANY: Final = 2000
"""From so many waiting articles on the progress is shown."""


class Gathering:
    """Has the desk put articles into their stories, one round at a time."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self._is_running = False
        self._is_wanted_again = False
        self.state = ""
        """How far it has come, in words, where that takes long."""

    def begin(self) -> None:
        """Go through the articles that wait, quietly."""
        if self._is_running:
            self._is_wanted_again = True
        else:
            self._is_running = True
            self._screen.start(self._run, "stories", exclusive=False)

    async def _run(self) -> None:
        try:
            while True:
                self._is_wanted_again = False
                await self._screen.arrivals.stillness()
                placed = 0
                async for event in self._screen.desk.gather_stories(_ROUND):
                    placed = event.placed
                    self._take(event)
                if not (placed or self._is_wanted_again):
                    return
        finally:
            self._is_running = False
            self._show("")

    def _take(self, event: Gathered) -> None:
        self._show(f"⟳ stories · {event.waiting:,} to go" if event.waiting > _MANY else "")
        screen = self._screen
        if not event.changed:
            return
        if screen.arrivals.is_expecting:
            screen.arrivals.follow_soon(_FOLLOW_S)
        else:
            screen.rows.update(tuple(event.changed))

    def _show(self, state: str) -> None:
        if state != self.state:
            self.state = state
            self._screen.refreshing.show_state()
