"""Claims about storing what waits in one transaction."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
import threading
from pathlib import Path

import pytest

from tuinews.errors import StoreError
from tuinews.store import together
from tuinews.store.database import Database, open_database

_COUNT = "SELECT count(*) FROM session"


def _note(connection: sqlite3.Connection, key: str) -> str:
    connection.execute("INSERT INTO session VALUES (?, 'x')", (key,))
    return key


def _count(database: Database) -> int:
    return int(database.read(lambda connection: connection.execute(_COUNT).fetchone()[0]))


def test_what_waits_is_stored_together_and_each_gets_its_own_result(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(together, "_LONGEST_S", 60.0)  # else a slow machine stores them in two transactions
    database = open_database(tmp_path / "archive.db")
    is_free, seen_outside = threading.Event(), list[int]()

    def note(connection: sqlite3.Connection, key: str) -> str:
        with contextlib.closing(sqlite3.connect(f"file:{database.path}?mode=ro", uri=True)) as other:
            seen_outside.append(other.execute(_COUNT).fetchone()[0])
        return _note(connection, key)

    async def run() -> list[str]:
        gate = asyncio.create_task(database.writing(lambda _: is_free.wait(10)))
        tasks = [asyncio.create_task(database.storing(note, str(number))) for number in range(5)]
        await asyncio.sleep(0)  # each of them has come to where it waits
        is_free.set()
        await gate
        return await asyncio.gather(*tasks)

    results = asyncio.run(run())

    assert results == [str(number) for number in range(5)]
    assert seen_outside == [0] * 5, "none was stored before the others"
    assert _count(database) == 5
    database.close()


def test_one_that_fails_spoils_nothing_of_those_stored_with_it(tmp_path: Path) -> None:
    database = open_database(tmp_path / "archive.db")

    async def run() -> list[str | BaseException]:
        names = ["a", "b", "a", "c"]
        return await asyncio.gather(*(database.storing(_note, name) for name in names), return_exceptions=True)

    results = asyncio.run(run())

    assert [results[0], results[1], results[3]] == ["a", "b", "c"]
    assert isinstance(results[2], sqlite3.IntegrityError)
    assert _count(database) == 3
    database.close()


def test_nothing_can_be_stored_while_another_program_holds_the_archive_for_ever(
    tmp_path: Path,
) -> None:
    path = tmp_path / "archive.db"
    database = open_database(path)
    database.turns.patience_s = 0.05
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    async def run() -> list[str | BaseException]:
        return await asyncio.gather(*(database.storing(_note, name) for name in "abc"), return_exceptions=True)

    results = asyncio.run(run())

    assert all(isinstance(result, StoreError) for result in results)
    other.execute("ROLLBACK")
    assert asyncio.run(database.storing(_note, "d")) == "d"
    database.close()
    other.close()
