"""Taking turns at writing: who waits says so, and who has written for long lets them go first.

SQLite knows no queue: whoever looks at the right moment may write, and beside one that writes on and on that may be
never. A file beside the archive is locked by all that wait, each by a lock that ends with its process.
"""

from __future__ import annotations

import contextlib
import math
import os
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

from tuinews.store.connecting import BUSY_TIMEOUT_S, is_held

try:
    import fcntl
except ImportError:  # Windows has none; there the gap between two writes has to do
    fcntl = None  # type: ignore[assignment]

_LOOK_S = 0.001
_LONGEST_GAP_S = 0.1
"""For so long the others that wait are let go first; one that does not come by then has been stopped."""
_LONG_S = 0.04
"""Where nobody can say that they wait: who has written for so long, all in all, leaves a gap."""
_GAP_S = 0.004


class Turns:
    """This program's turns at writing to one archive; used by the thread that writes."""

    def __init__(self, archive: Path) -> None:
        self._path = archive.with_name(f"{archive.name}-turns")
        self._written_s = 0.0
        self._ended_at = 0.0
        self.patience_s = BUSY_TIMEOUT_S
        """How long a turn is waited for; may be changed while one is."""
        self._until = math.inf

    def hurry(self, seconds: float) -> None:
        """From now on wait no longer than this for all turns together: whoever leaves has no more time."""
        self._until = time.monotonic() + seconds

    def take_time(self) -> None:
        """Be patient again."""
        self._until = math.inf

    def begin(self, connection: sqlite3.Connection) -> None:
        """Begin a transaction as soon as it is this program's turn.

        Raises:
            sqlite3.OperationalError: another program writes and does not end.
        """
        self._let_others_go()
        if _begins(connection):
            return
        began = time.monotonic()
        with self._waiting():
            while not _begins(connection, must=time.monotonic() > min(began + self.patience_s, self._until)):
                time.sleep(_LOOK_S)

    def ended(self, seconds: float) -> None:
        """Note that a transaction has ended that took so long."""
        self._written_s += seconds
        self._ended_at = time.monotonic()

    def _let_others_go(self) -> None:
        if not self._written_s:
            return
        if fcntl is None:
            self._leave_gap()
            return
        until = time.monotonic() + _LONGEST_GAP_S
        while self._somebody_waits() and time.monotonic() < until:
            time.sleep(_LOOK_S)

    def _leave_gap(self) -> None:
        pause_s = self._ended_at + _GAP_S - time.monotonic()
        if pause_s <= 0 or self._written_s >= _LONG_S:
            self._written_s = 0.0
            time.sleep(max(0.0, pause_s))

    @contextlib.contextmanager
    def _waiting(self) -> Iterator[None]:
        """Say that somebody waits, for as long as the block takes."""
        with self._opened() as file:
            if fcntl is not None and file >= 0:
                with contextlib.suppress(OSError):  # not waiting: whoever looks just now may have been stopped
                    fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            yield

    def _somebody_waits(self) -> bool:
        if fcntl is None or not self._path.exists():
            return False
        with self._opened() as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
            except OSError:
                return False  # a file system without locks, or no file
            return False

    @contextlib.contextmanager
    def _opened(self) -> Iterator[int]:
        """Open the file; -1 where that cannot be: then it is as if nobody could say that they wait."""
        try:
            file = os.open(self._path, os.O_RDONLY | os.O_CREAT, 0o600)
        except OSError:
            file = -1
        try:
            yield file
        finally:
            if file >= 0:
                os.close(file)


def _begins(connection: sqlite3.Connection, *, must: bool = False) -> bool:
    """Return whether a transaction has begun, or another program writes; with `must` that is an error."""
    try:
        # IMMEDIATE, because a deferred transaction that has read fails at once when another process wrote.
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        if not is_held(error) or must:
            raise
        return False
    return True
