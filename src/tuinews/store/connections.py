"""The open connections to an archive: for each thread one that reads, and for one thread one that writes."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from pathlib import Path

from tuinews.errors import StoreError
from tuinews.store.connecting import Keeps, connect


class Connections:
    """Opens each connection where it is first needed, and closes them all.

    Args:
        path: where the archive is.
        query: how what only reads is opened ("mode=ro").
        reads: what each that reads keeps.
        writes: what the one that writes keeps.
    """

    def __init__(self, path: Path, query: str, reads: Keeps, writes: Keeps) -> None:
        self._path = path
        self._query = query
        self._reads = reads
        self._writes = writes
        self._local = threading.local()
        self._open: list[sqlite3.Connection] = []
        self._identity = _identity(path)

    def take(self, connection: sqlite3.Connection) -> None:
        """Have this thread read with a connection that is open already."""
        self._local.reading = connection
        self._open.append(connection)

    def reading(self) -> sqlite3.Connection:
        """Return this thread's connection that reads."""
        connection: sqlite3.Connection | None = getattr(self._local, "reading", None)
        if connection is None:
            connection = connect(self._path, self._query, self._reads)
            connection.execute("PRAGMA query_only = ON")
            self.take(connection)
        return connection

    def writing(self) -> sqlite3.Connection:
        """Return this thread's connection that writes.

        Raises:
            StoreError: another file is in the archive's place; what is written would be lost with the old one.
        """
        self.check_place()
        connection: sqlite3.Connection | None = getattr(self._local, "writing", None)
        if connection is None:
            connection = connect(self._path, keeps=self._writes)
            connection.execute("PRAGMA busy_timeout = 0")  # `Turns` waits in its own way
            self._local.writing = connection
            self._open.append(connection)
        return connection

    def check_place(self) -> None:
        """Raise StoreError where another file is in the archive's place; what is written would be lost."""
        if _identity(self._path) != self._identity:
            raise StoreError(
                f"Another program has moved or replaced the archive {self._path} while it was open. Nothing was "
                "changed; please leave the reader and open it again."
            )

    def another(self) -> sqlite3.Connection:
        """Return one more, for whoever keeps it."""
        connection = connect(self._path, self._query, self._reads)
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


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
