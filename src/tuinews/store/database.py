"""Opening the archive, and the threads that may touch it.

One thread writes, through the one writing connection; reads go to read-only connections, one a thread. WAL lets
them proceed side by side. No transaction is held across an await: a use case hands over a function that takes a
connection, and gets its result back.
"""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from tuinews.errors import StoreError
from tuinews.store import functions, schema

P = ParamSpec("P")
T = TypeVar("T")

BUSY_TIMEOUT_S = 5.0


Settle = Callable[[sqlite3.Connection], None]
"""What is done at the end of every transaction, inside it."""


Upgrading = Callable[[int, int], None]
"""Hears which step of how many an older file is at; step 0 is a copy of it that is kept."""


class SupersededError(StoreError):
    """A search was given up, because another took its place."""


class Database:
    """An open archive: `read` and `write` at once, `reading` and `writing` off the event loop."""

    def __init__(self, path: Path, *, is_read_only: bool = False, settle: Settle | None = None) -> None:
        self.path = path
        self._settle = settle
        self.is_read_only = is_read_only
        self._local = threading.local()
        self._readers = ThreadPoolExecutor(2, thread_name_prefix="archive-read")
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="archive-write")
        self._searcher = ThreadPoolExecutor(1, thread_name_prefix="archive-search")
        self._searching: sqlite3.Connection | None = None
        self._search_turn = 0
        self._connections: list[sqlite3.Connection] = []

    def read(self, function: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kw: P.kwargs) -> T:
        """Run `function` on this thread's read-only connection and return its result."""
        with _plain_errors(self.path):
            return function(self._reading_connection(), *args, **kw)

    def write(self, function: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kw: P.kwargs) -> T:
        """Run `function` in one transaction on the writer thread, wait, and return its result."""
        return self._writer.submit(lambda: self._write(function, *args, **kw)).result()

    async def reading(
        self, function: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kw: P.kwargs
    ) -> T:
        """Run `read` on a reader thread."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._readers, lambda: self.read(function, *args, **kw))

    async def searching(
        self, function: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kw: P.kwargs
    ) -> T:
        """Run `read` on a thread of its own, and interrupt the one before: who types on wants the newest result only.

        Raises:
            SupersededError: another came while this one ran.
        """
        self._search_turn += 1
        turn = self._search_turn
        self.interrupt_search()
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._searcher, lambda: self._search(turn, function, *args, **kw))

    def interrupt_search(self) -> None:
        """Stop the search that is running; nothing happens when none is."""
        searching = self._searching
        if searching is not None:
            searching.interrupt()

    def _search(
        self, turn: int, function: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kw: P.kwargs
    ) -> T:
        if turn != self._search_turn:
            raise SupersededError("Another search has begun.")
        self._searching = self._reading_connection()
        try:
            return self.read(function, *args, **kw)
        except StoreError as error:
            if turn != self._search_turn:
                raise SupersededError("Another search has begun.") from error
            raise
        finally:
            self._searching = None

    async def writing(
        self, function: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kw: P.kwargs
    ) -> T:
        """Run `write` without blocking the event loop; a cancelled wait does not cancel the write."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._writer, lambda: self._write(function, *args, **kw))

    async def compacting(self) -> None:
        """Write the whole file anew without its holes, on the writer thread; reading goes on meanwhile."""
        await asyncio.get_running_loop().run_in_executor(self._writer, self._compact)

    def _compact(self) -> None:
        with _plain_errors(self.path), contextlib.closing(_connect(self.path)) as connection:
            connection.execute("PRAGMA temp_store = FILE")  # the copy is as large as the archive
            connection.execute("PRAGMA auto_vacuum = INCREMENTAL")  # from now on holes can be given back in steps
            connection.execute("VACUUM")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Finish pending writes and close every connection."""
        self._writer.shutdown(wait=True)
        self._readers.shutdown(wait=True, cancel_futures=True)
        self._search_turn += 1
        self.interrupt_search()
        self._searcher.shutdown(wait=True, cancel_futures=True)
        for connection in self._connections:
            connection.close()
        self._connections.clear()

    def _write(self, function: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kw: P.kwargs) -> T:
        with _plain_errors(self.path):
            connection = self._writing_connection()
            # IMMEDIATE, because a deferred transaction that has read fails at once when another process wrote.
            connection.execute("BEGIN IMMEDIATE")
            try:
                result = function(connection, *args, **kw)
                if self._settle is not None:
                    self._settle(connection)
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
            return result

    def _reading_connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "reading", None)
        if connection is None:
            connection = _connect(self.path)
            connection.execute("PRAGMA query_only = ON")
            self._local.reading = connection
            self._connections.append(connection)
        return connection

    def _writing_connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "writing", None)
        if connection is None:
            connection = _connect(self.path)
            self._local.writing = connection
            self._connections.append(connection)
        return connection


def open_database(path: Path, settle: Settle | None = None, upgrading: Upgrading | None = None) -> Database:
    """Open the archive at `path`, making or upgrading it as needed; `upgrading` hears how far that has come.

    Raises:
        StoreError: the file is no archive, is newer than this program, is damaged or cannot be written.
    """
    with _plain_errors(path):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"The folder {path.parent} cannot be made: {error.strerror}.") from error
        connection = _connect(path)
        try:
            _bring_up_to_date(connection, path, upgrading or _unheard)
        finally:
            connection.close()
    return Database(path, settle=settle)


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(
        path, timeout=BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False, cached_statements=256
    )
    functions.register(connection)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = NORMAL")
    # A small page cache: the system's own file cache serves the rest, and the open reader must stay light.
    connection.execute("PRAGMA cache_size = -4000")
    connection.execute("PRAGMA temp_store = MEMORY")
    return connection


def _bring_up_to_date(connection: sqlite3.Connection, path: Path, upgrading: Upgrading) -> None:
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if version == schema.VERSION:
        return
    if version > schema.VERSION:
        raise StoreError(
            f"The archive {path} was written by a newer tuinews (schema {version}; this one knows {schema.VERSION}). "
            "Nothing was changed; please upgrade tuinews."
        )
    if version == 0:
        _refuse_foreign_file(connection, path)
        # Most articles fit in half of such a page; in one of the usual size they would waste a third of it.
        connection.execute("PRAGMA page_size = 8192")
        connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
        connection.execute("PRAGMA journal_mode = WAL")
    else:
        upgrading(0, len(_ahead(version)))
        _back_up(connection, path.with_name(f"{path.stem}-before-schema-{schema.VERSION}.db"))
    connection.execute("BEGIN IMMEDIATE")
    try:
        _migrate(connection, upgrading)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _unheard(step: int, of: int) -> None:
    """Hear nothing."""


def _ahead(version: int) -> tuple[str, ...]:
    """Return the migrations that a file of a version has before it."""
    return tuple(script for reached, script in schema.MIGRATIONS if reached > version)


def _migrate(connection: sqlite3.Connection, upgrading: Upgrading) -> None:
    # Read again inside the transaction: a second tuinews may have done the work meanwhile.
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if version == schema.VERSION:
        return
    if version == 0:
        _run_script(connection, schema.SCHEMA)
    scripts = _ahead(version) if version else ()
    for step, script in enumerate(scripts, 1):
        upgrading(step, len(scripts))
        _run_script(connection, script)
    connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {schema.VERSION}")


def _run_script(connection: sqlite3.Connection, script: str) -> None:
    """Run statements one by one: `executescript` would commit the transaction we stand in."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            connection.execute(statement)
            statement = ""


def _refuse_foreign_file(connection: sqlite3.Connection, path: Path) -> None:
    if connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        raise StoreError(f"{path} is a database of another program. Nothing was changed.")


def _back_up(connection: sqlite3.Connection, target: Path) -> None:
    with contextlib.closing(sqlite3.connect(target)) as copy:
        connection.backup(copy)


@contextlib.contextmanager
def _plain_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.IntegrityError:
        raise  # a bug of ours, never a fault of the file
    except sqlite3.DatabaseError as error:
        raise StoreError(_sentence(error, path)) from error


def _sentence(error: sqlite3.DatabaseError, path: Path) -> str:
    words = str(error)
    if "locked" in words:
        return "Another program holds the archive. Please try again in a moment."
    if "full" in words or "disk I/O" in words:
        return f"The disk is full or cannot be written ({path}). What is stored stays readable."
    if "readonly" in words or "unable to open" in words:
        return f"The archive {path} cannot be opened for writing. Please check its folder's permissions."
    if "not a database" in words or "malformed" in words:
        return f"The archive {path} is damaged or no archive. It was left as it is; `tuinews doctor` tells more."
    return f"The archive {path} gave an error: {words}."
