"""A repair beside other programs takes nothing from them: what they were told is written is in the archive."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.durability.conftest import fill, spoil_index
from tests.durability.starved import no_room
from tests.durability.test_damage import NOW, break_pages

from tuinews.errors import NotNowError, StoreError
from tuinews.newsroom import back_up
from tuinews.newsroom.examine_archive import examine, repair
from tuinews.store import backups, claims, connecting, exchanging, integrity, salvaging, turns
from tuinews.store.claims import held
from tuinews.store.database import Database, open_database

WRITER = """
import sys
from pathlib import Path
from tuinews.store.database import open_database

def write(connection):
    connection.execute("INSERT INTO session VALUES ('beside', '1')")
    print("writing", flush=True)
    sys.stdin.readline()

database = open_database(Path(sys.argv[1]))
database.write(write)
print("written", flush=True)
database.close()
"""


@contextlib.contextmanager
def writing_beside(archive: Path) -> Iterator[subprocess.Popen[str]]:
    """Another program that is in the middle of a write, which goes on for as long as the block takes."""
    with subprocess.Popen(
        (sys.executable, "-c", WRITER, str(archive)), stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "writing\n"
        yield other
        said, _ = other.communicate("\n")
        assert said == "written\n"


@pytest.fixture(autouse=True)
def _impatience(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (claims, turns):
        monkeypatch.setattr(module, "BUSY_TIMEOUT_S", 0.1)


def is_written(archive: Path) -> bool:
    with contextlib.closing(sqlite3.connect(archive)) as connection:
        return connection.execute("SELECT 1 FROM session WHERE key = 'beside'").fetchone() is not None


def test_an_index_is_not_mended_while_another_program_writes_and_its_write_stays(archive: Path) -> None:
    spoil_index(archive)
    before = archive.stat().st_ino

    with writing_beside(archive):
        with pytest.raises(NotNowError, match="Another program holds the archive"):
            examine(archive)
        with pytest.raises(NotNowError, match="Another program holds the archive"):
            repair(archive, NOW)

    assert archive.stat().st_ino == before
    assert is_written(archive)
    assert "its indexes have been made anew" in repair(archive, NOW).done
    assert archive.stat().st_ino == before


def test_a_damaged_archive_is_not_replaced_while_another_program_writes_to_it(tmp_path: Path) -> None:
    archive = fill(tmp_path, feeds=3, articles=300)
    break_pages(archive, "bodies")
    before = archive.stat().st_ino

    with writing_beside(archive), pytest.raises(NotNowError, match="Another program holds the archive"):
        repair(archive, NOW)

    assert archive.stat().st_ino == before
    assert is_written(archive)
    assert repair(archive, NOW).aside is not None
    assert is_written(archive)


@pytest.mark.parametrize("moment", ["salvage", "_writings", "_write_back"])
def test_a_damaged_head_is_not_replaced_where_a_program_that_has_it_open_writes_on(
    archive: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    module = salvaging if moment == "salvage" else exchanging
    goes_on, marks = getattr(module, moment), iter(range(10))
    with contextlib.closing(open_database(archive)) as other:
        _write_beside(other, next(marks))
        with archive.open("r+b") as file:
            file.seek(18)
            file.write(b"\xff\xff")  # the versions of the format: who has read them reads them no more

        def write_meanwhile(*args: object) -> object:
            done = goes_on(*args)
            with contextlib.suppress(StoreError):  # while it has no name it is refused, which is as well
                _write_beside(other, next(marks))
            return done

        monkeypatch.setattr(module, moment, write_meanwhile)
        with pytest.raises(NotNowError, match="Another program holds the archive"):
            repair(archive, NOW)
        assert [found.name for found in archive.parent.glob("*.db")] == [archive.name]
        with archive.open("r+b") as file:
            file.seek(18)
            file.write(b"\x02\x02")

    with contextlib.closing(sqlite3.connect(archive)) as connection:
        found = connection.execute("SELECT count(*) FROM session WHERE key LIKE 'beside%'").fetchone()[0]
    assert found == next(marks)


def _write_beside(database: Database, number: int) -> None:
    database.write(lambda c: c.execute("INSERT INTO session VALUES (?, '1')", (f"beside {number}",)))


def _exchange_without_room(archive: Path) -> None:
    with contextlib.ExitStack() as left_last, exchanging.exchanged(archive, archive.with_name("aside.db")) as fresh:
        fresh.write_bytes(b"new")
        left_last.enter_context(no_room())


def test_a_log_that_cannot_be_written_back_for_want_of_room_keeps_the_damaged_archive_where_it_is(
    tmp_path: Path,
) -> None:
    archive = fill(tmp_path, feeds=3, articles=300)
    break_pages(archive, "bodies")
    inode = archive.stat().st_ino
    with contextlib.closing(sqlite3.connect(archive)) as reader:
        reader.executescript("PRAGMA wal_autocheckpoint = 0; INSERT INTO session VALUES ('beside', '1')")
        with held(archive), pytest.raises(StoreError, match="The disk is full or cannot be written"):
            _exchange_without_room(archive)

        assert archive.stat().st_ino == inode
        assert is_written(archive)


def test_a_write_that_waited_while_the_archive_was_replaced_is_refused(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = archive.with_name("other.db")
    shutil.copy(archive, other)
    with contextlib.closing(open_database(archive)) as database:
        database.turns.patience_s = 20
        begin, is_waiting = database.turns.begin, threading.Event()

        def wait(connection: sqlite3.Connection) -> None:
            is_waiting.set()
            begin(connection)

        monkeypatch.setattr(database.turns, "begin", wait)
        with held(archive):
            writing = database._writer.submit(
                database._write, lambda c: c.execute("INSERT INTO session VALUES ('beside', '1')")
            )
            is_waiting.wait()
            other.replace(archive)

        with pytest.raises(StoreError, match="moved or replaced"):
            writing.result(10)

    assert not is_written(archive)


def test_two_rows_where_an_index_allows_one_are_told_and_a_repair_saves_one(archive: Path) -> None:
    with contextlib.closing(sqlite3.connect(archive)) as connection:
        connection.executescript("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA writable_schema = ON;")
        name, sql = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql LIKE 'CREATE UNIQUE%' "
            "AND tbl_name = 'articles'"
        ).fetchone()
        connection.execute(f"DROP INDEX {name}")
        connection.execute(sql.replace("UNIQUE ", ""))
        connection.execute("UPDATE articles SET identity = (SELECT identity FROM articles WHERE id = 1) WHERE id = 2")
        connection.execute("UPDATE sqlite_master SET sql = ? WHERE name = ?", (sql, name))
        connection.commit()

    left = examine(archive).left
    done = repair(archive, NOW)

    assert any("non-unique" in fault for fault in left), left
    assert done.aside is not None
    with contextlib.closing(open_database(archive)) as database:
        assert database.read(integrity.problems) == ()
        assert database.read(lambda c: c.execute("SELECT count(*) FROM articles").fetchone()[0]) == 23


def test_a_restore_ends_in_a_sentence_while_another_program_writes_and_changes_nothing(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backups, "BUSY_TIMEOUT_S", 0.1)
    monkeypatch.setattr(connecting, "BUSY_TIMEOUT_S", 0.1)
    made = back_up.back_up(archive, "", lambda: NOW)

    with writing_beside(archive), pytest.raises(NotNowError, match="Another program holds the archive"):
        back_up.restore(archive, str(made.path), lambda: NOW)

    assert is_written(archive)
    assert list(archive.parent.glob("*-before-restore-*")) == []


KILLED = """
import os, sys
from pathlib import Path
from tests.durability.between_names import act_before
from tests.durability.test_damage import NOW
from tuinews.newsroom.examine_archive import repair

act_before(int(sys.argv[2]), lambda: os._exit(9))
repair(Path(sys.argv[1]), NOW)
print("done")
"""


def test_a_repair_that_is_killed_between_two_names_loses_nothing_of_the_log(tmp_path: Path) -> None:
    model = fill(tmp_path / "model", feeds=3, articles=300)
    break_pages(model, "bodies")

    for point in range(1, 10):
        folder, found = tmp_path / f"at-{point}", tmp_path / f"found-{point}"
        shutil.copytree(model.parent, folder)
        archive = folder / model.name
        with contextlib.closing(sqlite3.connect(archive)) as reader:  # it is open, so that the log stays
            reader.executescript("PRAGMA wal_autocheckpoint = 0; INSERT INTO session VALUES ('beside', '1')")
            done = subprocess.run(
                (sys.executable, "-c", KILLED, str(archive), str(point)), capture_output=True, check=False
            )
            shutil.copytree(folder, found, ignore=shutil.ignore_patterns("*-shm"))
        assert is_written(found / model.name), point
        if done.returncode == 0:
            break
        assert done.returncode == 9, done.stderr
    assert point > 2
