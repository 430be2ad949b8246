"""Opening the archive, and the threads that may touch it.

One thread writes, through the one writing connection; reads go to read-only connections, one a thread. WAL lets
them proceed side by side. No transaction is held across an await: a use case hands over a function that takes a
connection, and gets its result back.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import sqlite3
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar, cast

from tuinews.errors import ReadOnlyError, StoreError
from tuinews.store.connecting import (
    LIGHT,
    USUAL,
    WRITER,
    check_place,
    connect,
    is_unwritable,
    make_place,
    may_write,
    plain_errors,
    readable,
)
from tuinews.store.connections import Connections, Opened, opened
from tuinews.store.schema_version import VERSION
from tuinews.store.together import Together
from tuinews.store.turns import Turns
from tuinews.store.upgrading import Upgrading, bring_up_to_date, unheard
from tuinews.store.watching import Watch

P = ParamSpec("P")
T = TypeVar("T")


Settle = Callable[[sqlite3.Connection], None]
"""What is done at the end of every transaction, inside it."""


class SupersededError(StoreError):
    """A search was given up, because another took its place."""


class Database:
    """An open archive: `read` and `write` at once, `reading` and `writing` off the event loop."""

    def __init__(
        self,
        path: Path,
        *,
        settle: Settle | None = None,
        query: str = "",
        unwritable: str = "",
        reading: Opened | None = None,
        is_light: bool = False,
        lent: contextlib.ExitStack | None = None,
    ) -> None:
        self.path = path
        self._lent = lent
        self._settle = settle
        self._together = Together(settle)
        self._query = query
        self.unwritable = unwritable
        """Why the archive can only be read, in words; empty when it can be written."""
        self._readers = ThreadPoolExecutor(2, thread_name_prefix="archive-read")
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="archive-write")
        self._searcher = ThreadPoolExecutor(1, thread_name_prefix="archive-search")
        self._searching: sqlite3.Connection | None = None
        self._search_turn = 0
        # What it was opened with serves on; to close it and open another would take longer than the first read.
        self._connections = Connections(path, query, *((LIGHT, LIGHT) if is_light else (USUAL, WRITER)), reading)
        self.turns = Turns(path)

    def read(self, function: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kw: P.kwargs) -> T:
        """Run `function` on this thread's read-only connection and return its result."""
        with plain_errors(self.path):
            return function(self._connections.reading(), *args, **kw)

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
        try:
            with plain_errors(self.path):
                self._searching = self._connections.reading()
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
        # Without the shield one that has not begun would be taken out of the queue.
        return await asyncio.shield(loop.run_in_executor(self._writer, lambda: self._write(function, *args, **kw)))

    async def storing(
        self, function: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kw: P.kwargs
    ) -> T:
        """Run `writing` for what can be had again: a power cut may take it, whole, and nothing waits for the disk.

        What has come meanwhile is stored with it, in one transaction.
        """
        future = self._together.add(lambda connection: function(connection, *args, **kw))
        self._writer.submit(self._store_waiting)
        return cast(T, await asyncio.wrap_future(future))

    def _store_waiting(self) -> None:
        if self._together:  # else it was stored with one before it
            self._together.store(self._write if self.unwritable else self._write_lightly)

    def _write_lightly(self, function: Callable[[sqlite3.Connection], T]) -> T:
        """Run `_write` without waiting for the disk."""
        with plain_errors(self.path):
            connection = self._connections.writing()
            connection.execute("PRAGMA synchronous = NORMAL")
        try:
            return self._write(function)
        finally:
            connection.execute("PRAGMA synchronous = FULL")

    def watching(self) -> Watch:
        """Return what tells from now on whether anything was written, by this program or another."""
        with plain_errors(self.path):
            return Watch(self._connections.another(), self.path)

    async def compacting(self) -> None:
        """Write the whole file anew without its holes, on the writer thread; reading goes on meanwhile."""
        await asyncio.get_running_loop().run_in_executor(self._writer, _compact, self.path, self._connections)

    def close(self) -> None:
        """Finish pending writes and close every connection."""
        self._writer.shutdown(wait=True)
        self._readers.shutdown(wait=True, cancel_futures=True)
        self._search_turn += 1
        self.interrupt_search()
        self._searcher.shutdown(wait=True, cancel_futures=True)
        self._connections.close()
        if self._lent is not None:
            self._lent.close()

    def _write(self, function: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kw: P.kwargs) -> T:
        if self.unwritable:
            raise ReadOnlyError(f"{self.unwritable} Nothing was changed.")
        with plain_errors(self.path):
            connection = self._connections.writing()
            self.turns.begin(connection)
            started = time.monotonic()
            try:
                # Whoever replaces the archive lets nobody write meanwhile: it may have been done while this waited.
                self._connections.check_place()
                result = function(connection, *args, **kw)
                if self._settle is not None:
                    self._settle(connection)
                connection.execute("COMMIT")
                # Damage may keep it from seeing that others write; what went with the old file is not done.
                self._connections.check_place()
            except BaseException as error:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                if is_unwritable(error):
                    self._connections.give_back_room()
                raise
            finally:
                self.turns.ended(time.monotonic() - started)
            return result


def open_database(
    path: Path, settle: Settle | None = None, upgrading: Upgrading = unheard, *, is_light: bool = False
) -> Database:
    """Open the archive at `path`, making or upgrading it as needed; only for reading where it cannot be written.

    `upgrading` hears how far the upgrading of an older archive has come. What is light keeps little in memory for
    what is read and written later.

    Raises:
        StoreError: the file is no archive, is newer than this program, is damaged, or cannot be made.
    """
    check_place(path)
    is_there = path.exists() and path.stat().st_size > 0
    if is_there and not may_write(path):
        return _open_to_read(path)
    make_place(path)
    try:
        with plain_errors(path):
            reading = opened(path, keeps=LIGHT if is_light else USUAL)
            try:
                bring_up_to_date(reading.connection, path, upgrading)
                reading.connection.execute("PRAGMA query_only = ON")
            except BaseException:
                reading.connection.close()
                raise
    except StoreError as error:
        if is_there and is_unwritable(error.__cause__):
            return _open_to_read(path)
        raise
    return Database(path, settle=settle, reading=reading, is_light=is_light)


def _open_to_read(path: Path) -> Database:
    """Open an archive that nothing can be written to: its disk is full, or it belongs to somebody else."""
    reason = _why_only_read(path)
    with contextlib.ExitStack() as lent, plain_errors(path):
        place, query = lent.enter_context(readable(path))
        with contextlib.closing(connect(place, query)) as connection:
            version: int = connection.execute("PRAGMA user_version").fetchone()[0]
        if version != VERSION:
            raise StoreError(
                f"The archive {path} has to be brought up to date (schema {version} to {VERSION}), but {reason}. "
                "Nothing was changed."
            )
        unwritable = f"The archive can only be read: {reason}."
        return Database(place, query=query, unwritable=unwritable, lent=lent.pop_all())


def _why_only_read(path: Path) -> str:
    if not may_write(path):
        return f"the permissions of {path.parent} allow no more"
    real = path.resolve()
    for part in (real.with_name(f"{real.name}-wal"), real.with_name(f"{real.name}-shm")):
        if part.exists() and not os.access(part, os.R_OK | os.W_OK):
            return f"the permissions of {part} allow no more"
    return "the disk is full"


def _compact(path: Path, connections: Connections) -> None:
    with plain_errors(path), contextlib.closing(connections.lent()) as connection:
        connection.execute("PRAGMA temp_store = FILE")  # the copy is as large as the archive
        connection.execute("PRAGMA auto_vacuum = INCREMENTAL")  # from now on holes can be given back in steps
        connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
