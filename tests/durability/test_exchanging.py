"""While a damaged archive is exchanged for a new one, and where that was killed, nobody writes beside the right log."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.durability.conftest import fill
from tests.durability.test_damage import NOW, break_pages

from tuinews.errors import NotNowError, StoreError
from tuinews.newsroom.examine_archive import examine, repair
from tuinews.store import backups, connections, exchanging
from tuinews.store.claims import claimed
from tuinews.store.database import Database, open_database
from tuinews.store.database_files import beside

REPAIRER = """
import os, signal, sys
from pathlib import Path
from tests.durability.between_names import act_before
from tests.durability.test_damage import NOW
from tuinews.newsroom.examine_archive import repair

def reach():
    print("reached", flush=True)
    sys.stdin.readline() if sys.argv[3] == "wait" else os.kill(os.getpid(), signal.SIGKILL)

def refused(*args, **kw):
    raise PermissionError(1, "Operation not permitted")

if sys.argv[4:] == ["without links"]:
    os.link = refused
act_before(int(sys.argv[2]), reach)
repair(Path(sys.argv[1]), NOW)
print("done", flush=True)
"""

MARKER = """
import sys
from pathlib import Path
from tests.durability.test_exchanging import mark
from tuinews.store.database import open_database

database = open_database(Path(sys.argv[1]))
mark(database, "another")
print("marked", flush=True)
sys.stdin.readline()
mark(database, "another again")
database.close()
"""


def mark(database: Database, name: str) -> None:
    database.write(lambda c: c.execute("INSERT INTO session VALUES (?, '1')", (f"beside {name}",)))


def marked(archive: Path) -> set[str]:
    with contextlib.closing(sqlite3.connect(archive)) as connection:
        rows = connection.execute("SELECT key FROM session WHERE key LIKE 'beside %'").fetchall()
    return {key.removeprefix("beside ") for (key,) in rows}


@contextlib.contextmanager
def started(code: str, *args: object) -> Iterator[subprocess.Popen[str]]:
    command = (sys.executable, "-c", code, *map(str, args))
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8") as program:
        try:
            yield program
        finally:
            program.communicate("\n")


def said(program: subprocess.Popen[str]) -> str:
    assert program.stdout is not None
    return program.stdout.readline().strip()


def second_names(archive: Path) -> list[str]:
    return [other.name for other in archive.parent.glob("*.db") if other != archive and other.samefile(archive)]


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    archive = fill(tmp_path / "home", feeds=3, articles=300)
    break_pages(archive, "bodies")
    return archive


@pytest.mark.parametrize("disk", ["with links", "without links"])
def test_a_repair_killed_between_two_names_takes_nothing_from_who_writes_on_beside_a_new_program(
    damaged: Path, tmp_path: Path, disk: str
) -> None:
    for point in range(1, 10):
        archive = tmp_path / f"at-{point}" / damaged.name
        shutil.copytree(damaged.parent, archive.parent)
        with contextlib.closing(open_database(archive)) as reader:
            mark(reader, "before")
            with started(REPAIRER, archive, point, "die", disk) as repairer:
                is_killed = said(repairer) == "reached"
            if is_killed:
                assert repairer.returncode != 0
                mark(reader, "after")
                with started(MARKER, archive) as other:
                    assert said(other) == "marked"
                    mark(reader, "beside")
                assert other.returncode == 0
        if not is_killed:
            break
        assert marked(archive) == {"before", "after", "another", "beside", "another again"}, point
        assert exchanging.second_name(archive) is None, point
        assert list(archive.parent.glob("*-exchanging")) == [], point
        assert repair(archive, NOW).aside is not None, point
        assert marked(archive) == {"before", "after", "another", "beside", "another again"}, point
    assert point > 4


def test_a_program_that_starts_after_a_repair_was_killed_finds_the_log(damaged: Path, tmp_path: Path) -> None:
    for point in range(1, 10):
        archive = tmp_path / f"at-{point}" / damaged.name
        shutil.copytree(damaged.parent, archive.parent)
        with contextlib.closing(sqlite3.connect(archive)) as reader:
            reader.executescript("PRAGMA wal_autocheckpoint = 0; INSERT INTO session VALUES ('beside before', '1')")
            with started(REPAIRER, archive, point, "die") as repairer:
                is_killed = said(repairer) == "reached"
            if not is_killed:
                break
            # As of old: it writes on, and is killed, too.
            reader.executescript("INSERT INTO session VALUES ('beside after', '1')")
            found = tmp_path / f"found-{point}" / damaged.name
            shutil.copytree(archive.parent, found.parent, ignore=shutil.ignore_patterns("*-shm", "*-damaged-*.db"))
            for other in second_names(archive):
                found.with_name(other).hardlink_to(found)
        open_database(found).close()
        assert marked(found) == {"before", "after"}, point
    assert point > 4


@pytest.mark.parametrize("disk", ["with links", "without links"])
def test_nobody_writes_or_opens_while_names_move_and_who_opens_afterwards_has_the_new_archive(
    damaged: Path, monkeypatch: pytest.MonkeyPatch, disk: str
) -> None:
    monkeypatch.setattr("tuinews.store.exchanging._PATIENCE_S", 0.1)
    with contextlib.closing(open_database(damaged)) as reader:
        mark(reader, "before")
        with started(REPAIRER, damaged, 4, "wait", disk) as repairer:  # the second name and two logs are there
            assert said(repairer) == "reached"
            assert exchanging.second_name(damaged) is not None
            with pytest.raises(NotNowError, match="Another restore or repair of the archive is running"):
                mark(reader, "in between")
            with pytest.raises(NotNowError, match="Another restore or repair of the archive is running"):
                open_database(damaged)
        with pytest.raises(StoreError, match="moved or replaced"):
            mark(reader, "afterwards")

        with contextlib.closing(open_database(damaged)) as fresh:
            mark(fresh, "new")

    assert marked(damaged) == {"before", "new"}
    assert not examine(damaged).left
    assert list(damaged.parent.glob("*-exchanging")) == []


def test_who_opens_just_as_the_exchange_begins_looks_again(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    connect, second = connections.connect, archive.with_name(f"{archive.stem}-damaged-2026-01-01-120000.db")

    def connect_late(*args: Any, **kw: Any) -> sqlite3.Connection:
        if not opened:
            second.hardlink_to(archive)
        opened.append(connect(*args, **kw))
        return opened[-1]

    opened = list[sqlite3.Connection]()
    monkeypatch.setattr(connections, "connect", connect_late)
    with contextlib.closing(open_database(archive)):
        assert not second.exists()
        with pytest.raises(sqlite3.ProgrammingError, match="closed"):
            opened[0].execute("SELECT 1")
        assert len(opened) == 2


def test_where_the_new_archive_cannot_take_the_place_the_damaged_one_has_its_log_again(
    damaged: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = Path.replace

    def refused(self: Path, target: Path) -> Path:
        if "salvaged" in self.name:
            raise PermissionError(1, "Operation not permitted")
        return replace(self, target)

    with contextlib.closing(open_database(damaged)) as reader:
        mark(reader, "before")
        monkeypatch.setattr(Path, "replace", refused)
        with pytest.raises(StoreError, match="cannot be replaced: Operation not permitted"):
            repair(damaged, NOW)
        assert [found.name for found in damaged.parent.glob("*.db")] == [damaged.name]
        mark(reader, "after")
        assert marked(damaged) == {"before", "after"}


def test_a_log_that_holds_something_is_never_written_over(archive: Path) -> None:
    second = archive.with_name(f"{archive.stem}-damaged-2026-01-01-120000.db")
    second.hardlink_to(archive)
    logs = [beside(path)[0] for path in (archive, second)]
    for log in logs:
        log.write_bytes(log.name.encode())

    exchanging.go_back(archive)

    assert [log.read_bytes().decode() for log in logs] == [log.name for log in logs]
    assert not second.exists()


def test_whoever_opened_the_archive_through_a_link_claims_the_same_place(archive: Path) -> None:
    link = archive.with_name("link.db")
    link.symlink_to(archive)

    with claimed(archive), pytest.raises(NotNowError, match="Another restore or repair"), claimed(link):
        pass


def test_links_that_the_user_made_of_the_archive_stay_and_it_is_written_to(archive: Path) -> None:
    links = [archive.with_name(f"{archive.stem}-yesterday.db"), archive.with_name("kept-damaged-2026-01-01-120000.db")]
    for link in links:
        link.hardlink_to(archive)
    links.append(archive.with_name(f"{archive.stem}-damaged-2026-01-01-120000.db"))
    links[-1].symlink_to(archive)

    with contextlib.closing(open_database(archive)) as database:
        mark(database, "here")

    assert marked(archive) == {"here"}
    assert all(link.samefile(archive) for link in links)


def test_a_second_name_is_found_beside_links_that_lead_nowhere(archive: Path) -> None:
    for number in range(5):
        archive.with_name(f"{archive.stem}-damaged-2025-01-01-12000{number}.db").symlink_to("/gone.db")
    second = archive.with_name(f"{archive.stem}-damaged-2026-01-01-120000.db")
    second.hardlink_to(archive)

    assert exchanging.second_name(archive) == second
    open_database(archive).close()
    assert not second.exists()


@pytest.mark.parametrize("has_written", [True, False])
async def test_what_a_refresh_stores_into_an_archive_that_was_replaced_ends_in_a_sentence(
    archive: Path, has_written: bool
) -> None:
    with contextlib.closing(open_database(archive)) as database:
        if has_written:
            mark(database, "before")
        other = archive.with_name("other.db")
        shutil.copy(archive, other)
        other.replace(archive)

        for _ in range(2):
            with pytest.raises(StoreError, match="moved or replaced"):
                await asyncio.wait_for(database.storing(lambda c: c.execute("DELETE FROM session")), 10)


def test_what_was_written_to_a_file_that_was_replaced_meanwhile_is_not_called_done(archive: Path) -> None:
    other = archive.with_name("other.db")
    shutil.copy(archive, other)

    def write(connection: sqlite3.Connection) -> None:
        connection.execute("INSERT INTO session VALUES ('beside', '1')")
        other.replace(archive)  # where damage lets nobody see that it is written to

    with contextlib.closing(open_database(archive)) as database, pytest.raises(StoreError, match="moved or replaced"):
        database.write(write)


def test_what_is_put_aside_takes_no_place_in_which_a_log_without_its_file_lies(archive: Path) -> None:
    first = backups.place_aside(archive, "damaged", NOW)
    first.with_name(f"{first.name}-wal").write_bytes(b"all there is")

    assert backups.place_aside(archive, "damaged", NOW) != first
