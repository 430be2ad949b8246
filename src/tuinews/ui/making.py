"""Changes that are being made: they come to their end, and who leaves the reader is told of those that did not."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Container
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeVar

from textual.worker import Worker, WorkerCancelled, WorkerFailed

from tuinews.errors import NotNowError, StoreError
from tuinews.newsroom.change import Change
from tuinews.newsroom.desk import DeskClosedError
from tuinews.ui.unsaved import Unsaved

if TYPE_CHECKING:
    from tuinews.ui.reader_screen import ReaderScreen

T = TypeVar("T")

_GROUP: Final = "making"
_DECIDING: Final = frozenset(
    ("change", "choose", "correct", "coverage", "edit", "find", "follow", "letting-go", "mend", "problems")
)
"""Workers that ask something and then begin a change: they may have the answer, and not have begun it yet."""
_DECISION_S: Final = 0.2
_LONGEST_S: Final = 2.0
"""How long who leaves waits for all that is under way: an import is made by another process, which is in no hurry."""


class Making:
    """Sees changes to their end, and knows what is not in the archive though it was asked for, marks included."""

    def __init__(self, screen: ReaderScreen, unsaved: Unsaved) -> None:
        self._screen = screen
        self._unsaved = unsaved
        self._open = 0
        """How many changes were begun and have not come to their end."""
        self._refused = 0
        """How many could not be made since the reader is being left."""
        self._is_ending = False
        self._wait_until = 0.0
        """When whoever leaves has waited long enough, by the clock of the event loop."""
        self._awaited: set[asyncio.Future[Any]] = set()
        self._why = ""

    @property
    def lacks(self) -> bool:
        """Whether something is not in the archive, or may not be."""
        return bool(self._unsaved.marks or self._open or self._refused)

    @property
    def loss(self) -> str:
        """What leaving would lose, and why, as one or two sentences."""
        if not (self._open or self._refused):
            return f"{self._unsaved.why} What you marked since is kept in memory alone: {self._unsaved.in_words()}."
        return self.lost

    def in_words(self) -> str:
        """Return what is not stored: "2 stars, 1 other change, perhaps 1 more"."""
        marks, count, words = self._unsaved.in_words(), self._refused, "change" if self._refused == 1 else "changes"
        others = f"{count:,} {'other ' if marks else ''}{words}" if count else ""
        unsure = f"perhaps {self._open:,} {'more' if marks or others else 'change'}" if self._open else ""
        return ", ".join(filter(None, (marks, others, unsure)))

    def begin(self, work: Callable[[], Awaitable[None]]) -> None:
        """Begin a change that was decided on: nothing begun later takes its place, and who leaves waits for it."""
        self._open += 1
        self._screen.start(partial(self._follow, work), _GROUP, exclusive=False)

    def make(self, change: Callable[[], Awaitable[Change]]) -> None:
        """Begin a change, made in its turn, and say how it is undone."""
        self.begin(partial(_tell, partial(self._unsaved.in_turn, change), self._screen.changes.tell))

    async def through(self, change: Callable[[], Awaitable[Change]]) -> Change:
        """Make a change in its turn and return it; whoever waits for this may be ended, the change is not."""
        return await self.to_its_end(change, self._screen.changes.tell)

    async def to_its_end(self, change: Callable[[], Awaitable[T]], tell: Callable[[T], None]) -> T:
        """Make a change in its turn and return what it did; when nobody waits for that any longer, it is told."""
        self._open += 1
        made = asyncio.ensure_future(self._follow(partial(self._unsaved.in_turn, change)))
        self._awaited.add(made)
        made.add_done_callback(self._awaited.discard)
        try:
            return await asyncio.shield(made)
        except asyncio.CancelledError:
            if self._screen.app.is_running:
                self._screen.start(partial(_tell, partial(asyncio.shield, made), tell), _GROUP, exclusive=False)
            raise

    async def _follow(self, work: Callable[[], Awaitable[T]]) -> T:
        try:
            done = await work()
        except asyncio.CancelledError:
            raise  # the reader ends; it stays open, as nobody knows how far it has come
        except BaseException as error:
            self._open -= 1
            if self._is_ending and isinstance(error, StoreError | DeskClosedError):
                self._refused += 1
                self._why = error.why if isinstance(error, NotNowError) else error.message
            raise
        self._open -= 1
        return done

    async def end(self) -> bool:
        """See all that was begun to its end, as the reader is to be left; return whether all of it is stored."""
        now = asyncio.get_running_loop().time()
        if not self._is_ending:  # asking again to leave does not put it off
            self._wait_until = now + _LONGEST_S
        self._is_ending, self._refused = True, 0
        deciding = [asyncio.ensure_future(_ended(one)) for one in self._workers(_DECIDING)]
        if deciding:
            await asyncio.wait(deciding, timeout=_DECISION_S)
        # Not ended by who asks again to leave, nor when that takes too long: it may yet come to its end.
        under_way = [asyncio.ensure_future(_ended(one)) for one in self._workers({_GROUP})]
        if under_way or self._awaited:
            await asyncio.wait((*under_way, *self._awaited), timeout=max(0.0, self._wait_until - now))
        if not self._open:  # else that would wait for it, however long it takes
            await self._unsaved.try_again()
        return not self.lacks

    def stay(self) -> None:
        """Go on, as the reader is not left after all; what was refused has been told."""
        self._is_ending, self._refused = False, 0

    def _workers(self, groups: Container[str]) -> list[Worker[object]]:
        return [one for one in self._screen.workers if one.group in groups and not one.is_finished]

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


async def _tell(work: Callable[[], Awaitable[T]], tell: Callable[[T], None]) -> None:
    tell(await work())


async def _ended(worker: Worker[object]) -> None:
    with contextlib.suppress(WorkerCancelled, WorkerFailed):  # whoever began it hears of that
        await worker.wait()
