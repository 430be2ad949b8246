"""Changes that are being made: they come to their end, and who leaves the reader is told of those that did not."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from tuinews.errors import NotNowError, StoreError
from tuinews.ui.unsaved import Unsaved

if TYPE_CHECKING:
    from tuinews.ui.reader_screen import ReaderScreen

_GROUP: Final = "making"


class Making:
    """Sees changes to their end, and knows what is not in the archive though it was asked for, marks included."""

    def __init__(self, screen: ReaderScreen, unsaved: Unsaved) -> None:
        self._screen = screen
        self._unsaved = unsaved
        self._open = 0
        """How many changes were begun and have not come to their end."""
        self._refused = 0
        """How many could not be made since the reader is being left."""
        self._why = ""

    @property
    def lacks(self) -> bool:
        """Whether something is not in the archive, or may not be."""
        return bool(self._unsaved.marks or self._others)

    @property
    def loss(self) -> str:
        """What leaving would lose, and why, as one or two sentences."""
        marks, why = self._unsaved.in_words(), self._unsaved.why or self._why
        if not self._others:
            return f"{why} What you marked since is kept in memory alone: {marks}."
        return f"{why} Not stored: {self.in_words()}."

    def in_words(self) -> str:
        """Return what is not stored: "2 stars, 1 other change"."""
        marks, count = self._unsaved.in_words(), self._others
        others = f"{count:,} {'other ' if marks else ''}{'change' if count == 1 else 'changes'}" if count else ""
        return ", ".join(filter(None, (marks, others)))

    def begin(self, work: Callable[[], Awaitable[None]]) -> None:
        """Begin a change that was decided on: nothing begun later takes its place, and who leaves waits for it."""
        self._open += 1
        self._screen.start(partial(self._follow, work), _GROUP, exclusive=False)

    async def _follow(self, work: Callable[[], Awaitable[None]]) -> None:
        try:
            await work()
        except asyncio.CancelledError:
            raise  # the reader ends; it stays open, as nobody knows how far it has come
        except StoreError as error:
            self._why = error.why if isinstance(error, NotNowError) else error.message
            self._refused += 1
            self._open -= 1
            raise
        except BaseException:
            self._open -= 1
            raise
        self._open -= 1

    async def end(self) -> bool:
        """See all that was begun to its end, as the reader is to be left; return whether all of it is stored."""
        self._refused = 0  # what was refused before has been told
        under_way = [one for one in self._screen.workers if one.group == _GROUP and not one.is_finished]
        # Shielded, as who asks again to leave ends this wait, and would end with it what is waited for.
        await asyncio.shield(asyncio.gather(*(worker.wait() for worker in under_way), return_exceptions=True))
        await self._unsaved.try_again()
        return not self.lacks

    def end_now(self) -> bool:
        """Store the marks that are kept, and wait for it; return whether anything is lost, which the log then tells."""
        with contextlib.suppress(StoreError):
            self._unsaved.store_now()
        if self.lacks:
            self._screen.record(f"{self.lost} {self._unsaved.marks or ''}")
        return self.lacks

    @property
    def lost(self) -> str:
        """What is lost, and why, in words."""
        return f"{self._unsaved.why or self._why} Not stored: {self.in_words()}.".strip()

    @property
    def _others(self) -> int:
        return self._open + self._refused
