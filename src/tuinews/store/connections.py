"""The open connections to an archive: for each thread one that reads, and for one thread one that writes."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
from pathlib import Path
from typing import NamedTuple

from tuinews.errors import StoreError
from tuinews.store.connecting import USUAL, Keeps, connect
from tuinews.store.database_files import note_of

Identity = tuple[int, int]
"""Which file it is, whatever its name: the device and the number on it."""


class Opened(NamedTuple):
    """A connection to an archive, and which file that was."""

    connection: sqlite3.Connection
    identity: Identity | None


def opened(path: Path, query: str = "", keeps: Keeps = USUAL) -> Opened:
    """Open the archive that is in its place, and its log: never one that is just being exchanged for another.

    Raises:
        sqlite3.Error: it cannot be read.
        NotNowError: another program is exchanging it, and does not end.
    """
    if query:  # it is only read, perhaps where nothing could be put right
        return Opened(connect(path, query, keeps), _look(path)[0])
    while True:
        identity = _settled(path)
        connection = connect(path, "mode=rw", keeps)  # none is made where it has gone
        try:
            connection.execute("PRAGMA schema_version").fetchone()  # whatever is read first opens the log
            if _is_still(path, identity):
                return Opened(connection, identity)
        except BaseException:
            connection.close()
            raise
        connection.close()


class Connections:
    """Opens each connection where it is first needed, and closes them all.

    Args:
        path: where the archive is.
        query: how what only reads is opened ("mode=ro").
        reads: what each that reads keeps.
        writes: what the one that writes keeps.
        first: one that is open already, with which this thread reads.
    """

    def __init__(self, path: Path, query: str, reads: Keeps, writes: Keeps, first: Opened | None = None) -> None:
        self._path = path
        self._query = query
        self._reads = reads
        self._writes = writes
        self._local = threading.local()
        self._open: list[sqlite3.Connection] = []
        if first is None:
            self._identity = _look(path)[0]
        else:
            self._identity = first.identity
            self._local.reading = self._kept(first.connection)

    def reading(self) -> sqlite3.Connection:
        """Return this thread's connection that reads."""
        connection: sqlite3.Connection | None = getattr(self._local, "reading", None)
        if connection is None:
            connection = self.another()
            connection.execute("PRAGMA query_only = ON")
            self._local.reading = connection
        return connection

    def writing(self) -> sqlite3.Connection:
        """Return this thread's connection that writes.

        Raises:
            StoreError: another file is in the archive's place; what is written would be lost with the old one.
        """
        self.check_place()
        connection: sqlite3.Connection | None = getattr(self._local, "writing", None)
        if connection is None:
            connection = self._kept(self.lent(keeps=self._writes))
            connection.execute("PRAGMA busy_timeout = 0")  # `Turns` waits in its own way
            self._local.writing = connection
        return connection

    def check_place(self) -> None:
        """Raise StoreError where another file is, or comes, in the archive's place; what is written would be lost."""
        if _settled(self._path) != self._identity:
            raise self._replaced()

    def _replaced(self) -> StoreError:
        return StoreError(
            f"Another program has moved or replaced the archive {self._path} while it was open. Nothing was "
            "changed; please leave the reader and open it again."
        )

    def another(self) -> sqlite3.Connection:
        """Return one more that reads, for whoever keeps it."""
        return self._kept(self.lent(self._query, self._reads))

    def lent(self, query: str = "", keeps: Keeps = USUAL) -> sqlite3.Connection:
        """Return one more, for whoever closes it.

        Raises:
            StoreError: another file is in the archive's place; its articles are not those that are on the screen.
        """
        # Asked before, too: SQLite would store the log in whatever file is there as that is closed again.
        if (_look(self._path)[0] if query else _settled(self._path)) != self._identity:
            raise self._replaced()
        connection, identity = opened(self._path, query, keeps)
        if identity != self._identity:
            connection.close()
            raise self._replaced()
        return connection

    def _kept(self, connection: sqlite3.Connection) -> sqlite3.Connection:
        self._open.append(connection)
        return connection

    def give_back_room(self) -> None:
        """Give back what a write took of a disk on which it found too little: its log outlasts the rollback.

        Else a refresh that fills the disk may keep it full, for other programs, too, as long as a reader is open.
        """
        # The archive itself may have to grow for it, and there is no room. Whoever reads just now is not waited for.
        with contextlib.suppress(sqlite3.Error):
            self._local.writing.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Close them all."""
        for connection in self._open:
            connection.close()
        self._open.clear()


def _settled(path: Path) -> Identity | None:
    """Return which file is the archive, once none is exchanged for another; None where there is none.

    Raises:
        NotNowError: another program is at that, and does not end.
    """
    identity, has_names = _look(path)
    if not has_names:
        return identity
    from tuinews.store import exchanging  # what nearly nobody needs is not to be loaded before the first paint

    exchanging.settle(path)
    return _look(path)[0]


def _is_still(path: Path, identity: Identity | None) -> bool:
    found, has_names = _look(path)
    if found == identity and has_names:
        from tuinews.store import exchanging

        return exchanging.second_name(path) is None
    return found == identity


def _look(path: Path) -> tuple[Identity | None, bool]:
    """Return which file is in a place, and whether it may have more names than one."""
    try:
        real = Path(os.path.realpath(path))
        found = real.stat()
    except OSError:
        return None, False
    return (found.st_dev, found.st_ino), found.st_nlink > 1 or note_of(real).exists()
