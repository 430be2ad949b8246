"""The use cases: the only layer that knows more than one part.

A use case is a function that takes the newsroom. Long ones are async generators that yield what happened as it
happens, so that the command line and the screen show the same progress; `desk` runs them in a child process for the
screen.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:  # a worker loads this package on its way to one pure function, and nothing that it does not run
    from tuinews.config import Config
    from tuinews.newsroom.offload import Offload
    from tuinews.paths import Paths
    from tuinews.store.database import Database

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """Return the present moment; the one place that reads the wall clock."""
    return datetime.now(UTC)


def start_of_day(moment: datetime) -> datetime:
    """Return when the day of a moment began, in the reader's own time zone."""
    return moment.astimezone().replace(hour=0, minute=0, second=0, microsecond=0)


class Newsroom(NamedTuple):
    """Everything a use case needs."""

    config: Config
    paths: Paths
    database: Database
    offload: Offload
    clock: Clock = utc_now

    def today(self) -> datetime:
        """Return when today began, in the reader's own time zone."""
        return start_of_day(self.clock())

    def close(self) -> None:
        """Finish writes, stop workers and close the archive."""
        self.offload.close()
        self.database.close()
