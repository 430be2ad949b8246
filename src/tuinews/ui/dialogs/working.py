"""A screen over the reader that works in the background and shows what goes wrong."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Generic, TypeVar

from textual.worker import Worker

from tuinews.errors import StoreError, TuinewsError
from tuinews.ui.dialogs.clearing import ClearingScreen
from tuinews.ui.faults import Records, told
from tuinews.ui.painted_rows import PaintedRows

T = TypeVar("T")

_NOT_READ = "This could not be read."


class WorkingScreen(ClearingScreen[T], Generic[T]):
    """Runs work; a fault that a reader can act on is shown, anything else is a bug and ends the app."""

    def __init__(self) -> None:
        super().__init__()
        self._failed_groups = set[str]()

    def show_error(self, sentence: str) -> None:
        """Show what went wrong, in one sentence."""
        raise NotImplementedError

    def give_up(self) -> None:
        """Say wherever something is waited for that it will not come: its work has failed."""
        for rows in self.query(PaintedRows):
            if rows.is_waiting:
                rows.show_empty(_NOT_READ)

    def start(self, work: Callable[[], Awaitable[object]], group: str, *, exclusive: bool = True) -> Worker[None]:
        """Run work in the background; in an exclusive group it takes the place of what runs there."""
        return self.run_worker(partial(self._guarded, work, group), group=group, exclusive=exclusive)

    async def _guarded(self, work: Callable[[], Awaitable[object]], group: str) -> None:
        try:
            await work()
            if group in self._failed_groups:
                self._failed_groups.remove(group)
                self.show_error("")
        except TuinewsError as error:
            self._failed_groups.add(group)
            self.show_error(told(error))
            self.give_up()
            if isinstance(error, StoreError) and isinstance(self.app, Records):
                self.app.record(told(error))
