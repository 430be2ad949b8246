"""Claiming the archive's place: while one program puts another file there, no other does."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from tuinews.errors import NotNowError, StoreError
from tuinews.store.connecting import BUSY_TIMEOUT_S, is_damage, is_held, is_stuck, is_unreadable, plain_errors


@contextlib.contextmanager
def claimed(path: Path) -> Iterator[None]:
    """Be the only one that replaces or repairs the archive, for as long as the block takes.

    Raises:
        StoreError: another program does, or nothing can be written beside the archive.
    """
    real = Path(os.path.realpath(path))  # whoever has opened it through a link claims the same
    place = real.with_name(f"{real.name}-replacing")
    _make(place)
    # SQLite's own lock, on a file that stays empty: it is there wherever an archive can be, and ends with its process.
    with plain_errors(place):
        claim = sqlite3.connect(place, timeout=0, isolation_level=None)
    with contextlib.closing(claim):
        with plain_errors(place):
            _lock(claim)
        yield


@contextlib.contextmanager
def held(path: Path) -> Iterator[None]:
    """Let nobody else write to an archive that is replaced, for as long as the block takes: it would go with the old.

    Raises:
        NotNowError: another program writes, and does not end.
    """
    if os.name != "posix":
        # There a file that somebody has open is not replaced: not another program's, nor would ours be.
        yield
        return
    where = f"{path.absolute().as_uri()}?mode=rw"
    with contextlib.closing(sqlite3.connect(where, uri=True, timeout=BUSY_TIMEOUT_S, isolation_level=None)) as holder:
        with plain_errors(path):
            _hold(holder, path)
        yield


def _hold(holder: sqlite3.Connection, path: Path) -> None:
    try:
        # With this, also a file that is shorter than its head says is taken.
        holder.execute("PRAGMA writable_schema = ON")
        holder.execute("BEGIN IMMEDIATE")
    except sqlite3.DatabaseError as error:
        # To what is damaged so, other programs cannot write either.
        if not (is_damage(error) or is_stuck(error, path) or is_unreadable(error)):
            raise


def _make(place: Path) -> None:
    try:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with contextlib.suppress(FileExistsError):
            os.close(os.open(place, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600))
    except OSError as error:
        raise StoreError(f"Nothing can be written to {place.parent}: {error.strerror}. Nothing was changed.") from error


def _lock(claim: sqlite3.Connection) -> None:
    try:
        claim.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        if not is_held(error):
            raise
        why = "Another restore or repair of the archive is running."
        raise NotNowError(f"{why} Nothing was changed; please try again when it is done.", why=why) from error
