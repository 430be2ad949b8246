"""Catching up in the background: articles that wait for people and quotes get them while nothing else is to do."""

from __future__ import annotations

import asyncio
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tuinews.ui.reader_screen import ReaderScreen

_AFTER_S: Final = 2.0
"""How long after a refresh, or after the first paint, it begins."""
_BATCH: Final = 8
"""So few that an article which is opened meanwhile need not wait long for its own people."""
_BREATH_S: Final = 0.05
_IN_SIGHT: Final = 200
"""How many articles of the list come before all others: what is on the screen, and what follows."""
_SAY_FROM: Final = 50
_SAY_EVERY_S: Final = 1.0


class CatchingUp:
    """Completes what waits, a few articles at a time."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self.words = ""
        """How many articles wait, for the top line; empty when they are few."""

    def begin(self) -> None:
        """Begin soon, anew where it is under way."""
        self._screen.later("catching-up", _AFTER_S, partial(self._screen.start, self._run, "catching-up"))

    def stop(self) -> None:
        """Stop: there is something more important to do."""
        self._screen.no_longer("catching-up")
        self._screen.cancel("catching-up")

    async def _run(self) -> None:
        screen, left = self._screen, -1
        try:
            while left:
                await screen.arrivals.stillness()
                done = await screen.desk.catch_up_some(_BATCH, self._in_sight())
                if not done.article_ids or done.left == left:
                    break  # nothing waits, or what waits cannot be helped
                left = done.left
                screen.rows.update(done.article_ids)
                self._say(left)
                await asyncio.sleep(_BREATH_S)
        finally:
            self.words = ""
            screen.no_longer("catching-up-words")
        if left >= 0:
            screen.changes.after_counts()  # smart folders may ask for people, and the top line is shown anew with them

    def _in_sight(self) -> tuple[int, ...]:
        headlines = self._screen.headlines
        rows, ids = headlines.visible_rows(), headlines.ids
        after = range(rows.stop, min(rows.start + _IN_SIGHT, len(ids)))
        return tuple(ids[index] for index in chain(rows, after) if index < len(ids) and ids[index] > 0)

    def _say(self, left: int) -> None:
        if left < _SAY_FROM and not self.words:
            return
        self.words = f"finding people, {left:,} left" if left else ""
        self._screen.later("catching-up-words", _SAY_EVERY_S, self._screen.refreshing.show_state, restart=False)
