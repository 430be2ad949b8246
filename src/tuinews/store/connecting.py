"""Connections to the archive's file, and what SQLite's errors mean to a reader of news."""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tuinews.errors import NotNowError, ReadOnlyError, StoreError
from tuinews.store import functions
from tuinews.store.database_files import logs_of

BUSY_TIMEOUT_S = 20.0
"""How long a write waits for another program's; nothing on the screen waits with it."""

_LOOK_S = 0.05
_UNWRITABLE = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}
_FULL = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}
_UNREADABLE = {
    sqlite3.SQLITE_IOERR_READ,
    sqlite3.SQLITE_IOERR_SHORT_READ,
    sqlite3.SQLITE_IOERR_FSTAT,
    sqlite3.SQLITE_IOERR_CORRUPTFS,
}
"""The whole codes; the others of input and output are of writing, or of locks."""
_HELD = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_DAMAGED = {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}
_LACKING = re.compile(r"no such (?:table|column)|vtable constructor failed|unsupported file format")
"""What an archive has by its schema is not there: a bug of ours, or the schema in the file is damaged, or its head."""


class Keeps(NamedTuple):
    """What a connection keeps in memory, so that it need not be made or read again."""

    statements: int = 48
    """Prepared ones: each holds some 20 to 40 KB, and to prepare one takes 0.1 ms."""
    pages_kb: int = 4000
    """Pages of the archive: the system's own file cache serves the rest."""


USUAL = Keeps()
WRITER = Keeps(256)
"""What a refresh stores takes more than a hundred statements, again and again."""
LIGHT = Keeps(16, 250)
"""For a reader that is open for weeks, with a connection in each thread.

Pages that come and go make its memory grow: other memory comes to lie between them, so what they leave is not freed. So
few are there soon, and stay.
"""


def connect(path: Path, query: str = "", keeps: Keeps = USUAL) -> sqlite3.Connection:
    """Return a connection to the archive at `path`, opened as `query` says ("mode=ro", "immutable=1")."""
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?{query}" if query else path,
        timeout=BUSY_TIMEOUT_S,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=keeps.statements,
        uri=bool(query),
    )
    try:
        functions.register(connection)
        connection.execute("PRAGMA foreign_keys = ON")
        # What was said to be done survives a power cut, too, as far as the disk keeps its word.
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(f"PRAGMA cache_size = -{keeps.pages_kb}")
        connection.execute("PRAGMA temp_store = MEMORY")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def keep_log(connection: sqlite3.Connection, patience_s: float) -> None:
    """Have an archive keep its log beside it, as a new one does: a backup that was copied by hand does not.

    Without one whoever reads and whoever writes shut each other out. SQLite itself does not wait for who writes.

    Raises:
        sqlite3.OperationalError: another program is at it and does not end, or the disk allows none.
    """
    if connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
        return
    until = time.monotonic() + patience_s
    waits_ms: int = connection.execute("PRAGMA busy_timeout").fetchone()[0]
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        while True:
            try:
                connection.execute("PRAGMA journal_mode = WAL")
                return
            except sqlite3.OperationalError as error:
                if not is_held(error) or time.monotonic() >= until:
                    raise
            time.sleep(_LOOK_S)
    finally:
        connection.execute(f"PRAGMA busy_timeout = {waits_ms}")


def check_place(path: Path) -> None:
    """Raise StoreError where what can be no archive is in its place, or a link to a disk that is not there."""
    if path.is_symlink() and not path.exists():
        leads_to = Path(os.path.realpath(path))
        if leads_to.is_symlink() or not leads_to.parent.is_dir():
            raise StoreError(
                f"The archive {path} is a link to {os.readlink(path)}, and there is nothing. Is its disk connected?"
            )
    elif path.exists() and not path.is_file():
        raise StoreError(f"{path} is no file, so it cannot be the archive. Nothing was changed.")


def make_place(path: Path) -> None:
    """Make the archive's folder and an empty file, for their owner alone; raises StoreError where that cannot be."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not path.exists():  # where a link is, it is made where that leads to
            os.close(os.open(os.path.realpath(path), os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600))
    except FileExistsError:
        if not path.parent.is_dir():
            raise StoreError(f"The folder {path.parent} cannot be made: there is a file in its place.") from None
    except OSError as error:
        raise StoreError(
            f"The archive {path} cannot be made: {error.strerror}. TUINEWS_HOME or --data-dir names another folder."
        ) from error


@contextlib.contextmanager
def plain_errors(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into sentences; a broken constraint is a bug of ours and stays what it is."""
    try:
        yield
    except sqlite3.IntegrityError:
        raise
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        raise _plain(error, path) from error


def code_of(error: BaseException | None) -> int:
    """Return the primary code of an error of SQLite's, 0 for any other."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def is_unwritable(error: BaseException | None) -> bool:
    """Return whether an error says that the file, its folder or its disk takes nothing more."""
    return code_of(error) in _UNWRITABLE | _FULL and not is_unreadable(error)


def is_held(error: BaseException | None) -> bool:
    """Return whether an error says that another program writes."""
    return code_of(error) in _HELD


def is_damage(error: BaseException | None) -> bool:
    """Return whether an error says that the file is no archive, or no longer."""
    if isinstance(error, sqlite3.OperationalError) and _LACKING.match(str(error)):
        return True
    # SQLite quotes the schema in its errors: where that is no text any more, Python finds none to raise.
    return code_of(error) in _DAMAGED or isinstance(error, UnicodeDecodeError)


def is_unreadable(error: BaseException | None) -> bool:
    """Return whether an error says that the disk does not give back what is on it."""
    return getattr(error, "sqlite_errorcode", 0) in _UNREADABLE


def is_stuck(error: BaseException | None, path: Path) -> bool:
    """Return whether SQLite writes nothing to a file that may be written: its head says so, and that is damage."""
    return code_of(error) == sqlite3.SQLITE_READONLY and may_write(path)


def may_write(path: Path) -> bool:
    """Return whether the permissions let an archive be written, or be made."""
    return (os.access(path, os.W_OK) or not path.exists()) and os.access(path.parent, os.W_OK)


@contextlib.contextmanager
def readable(path: Path) -> Iterator[tuple[Path, str]]:
    """Give a file that holds what an archive does, and how it is opened; perhaps nothing can be written beside it.

    SQLite keeps its own notes there, and reads without them only where it may take for granted that nobody else
    writes. It leaves out the log then, so that where there is one both are copied, for as long as the block takes.
    https://sqlite.org/wal.html#read_only_databases

    Raises:
        StoreError: the log cannot be read, or there is no room for a copy in which it is.
    """
    why = _why_unread(path)
    logs = _logs_that_hold(path) if why is not None else []
    if not logs:
        yield path, "mode=ro" if why is None else "mode=ro&immutable=1"
        return
    import tempfile  # what nearly nobody needs is not to be loaded before the first paint

    with tempfile.TemporaryDirectory(prefix="tuinews-") as folder:
        yield _copied(path, logs, Path(folder)), "mode=rw"


@contextlib.contextmanager
def opened_to_read(path: Path) -> Iterator[sqlite3.Connection]:
    """Open an archive to be read once, with what its log holds; raises StoreError as `readable` does."""
    with readable(path) as (place, query), contextlib.closing(connect(place, query)) as connection:
        yield connection


def _copied(path: Path, logs: list[Path], folder: Path) -> Path:
    """Copy an archive and its logs to a folder; return the copy."""
    import shutil

    real = Path(os.path.realpath(path))
    copy = folder / "archive.db"
    parts = (real, *logs)
    try:
        before = [(part.stat().st_size, part.stat().st_mtime_ns) for part in parts]
        for part in parts:
            shutil.copyfile(part, copy.with_name(part.name.replace(real.name, copy.name, 1)))
        after = [(part.stat().st_size, part.stat().st_mtime_ns) for part in parts]
    except OSError as error:
        raise StoreError(
            f"What was written last to the archive {path} is in {logs[0]}, and no copy of both could be made to "
            f"read them: {error.strerror}. Please check the permissions."
        ) from error
    if before != after:
        raise held_by_another()
    return copy


def _why_unread(path: Path) -> sqlite3.OperationalError | None:
    """Return why an archive cannot be opened in the usual way to be read, None where it can."""
    try:
        with contextlib.closing(connect(path, "mode=ro")) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError as error:
        if is_held(error) or is_damage(error):
            raise
        return error
    return None


def _logs_that_hold(path: Path) -> list[Path]:
    """Return the files beside an archive in which is what it lacks; SQLite keeps them where a link leads to."""
    logs = logs_of(Path(os.path.realpath(path)))
    return [log for log in logs if log.exists() and log.stat().st_size]


def held_by_another() -> NotNowError:
    """Return what says that another program writes, or reads what is to be written."""
    why = "Another program holds the archive."
    return NotNowError(f"{why} Please try again in a moment.", why=why)


def _plain(error: sqlite3.DatabaseError | UnicodeDecodeError, path: Path) -> StoreError:
    code = code_of(error)
    if code in _HELD:
        return held_by_another()
    if is_unreadable(error):
        return StoreError(
            f"The disk gave an error as the archive {path} was read. Please copy what matters to another disk; "
            "`tuinews restore` lists the backups."
        )
    if code in _FULL:
        why = "The disk is full or cannot be written"
        return NotNowError(f"{why} ({path}). What is stored stays readable.", why=f"{why}.")
    if code in _UNWRITABLE and may_write(path):
        return ReadOnlyError(
            f"The archive {path} cannot be written, though its permissions allow it ({error}). `tuinews doctor` "
            "tells more."
        )
    if code in _UNWRITABLE:
        return ReadOnlyError(f"The archive {path} cannot be written. Please check the permissions of its folder.")
    if is_damage(error):
        return StoreError(
            f"The archive {path} is damaged or no archive. It was left as it is; `tuinews doctor` tells more, "
            "`tuinews restore` lists the backups."
        )
    return StoreError(f"The archive {path} gave an error: {error}.")
