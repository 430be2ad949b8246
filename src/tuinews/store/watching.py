"""Seeing that the archive was written, by whatever program."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from tuinews.store.connecting import plain_errors


class Watch:
    """Tells whether anything was written since it was asked last, or began; asked by one thread at a time."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        # A connection of its own: the number that tells of changes is counted by connection.
        self._connection = connection
        self._path = path
        self._seen = self._version()

    def has_changed(self) -> bool:
        """Return whether anything was written since."""
        before, self._seen = self._seen, self._version()
        return before != self._seen

    def _version(self) -> int:
        with plain_errors(self._path):
            return int(self._connection.execute("PRAGMA data_version").fetchone()[0])
