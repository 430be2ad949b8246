"""A restore beside other programs that read and write, and what is said after it."""

from __future__ import annotations

import contextlib
import re
import sqlite3
from collections.abc import Iterable
from pathlib import Path

import pytest
from tests.durability.conftest import titles
from tests.durability.test_backups import tuinews
from tests.durability.test_damage import break_pages
from tests.durability.test_restoring import befores, change, now

from tuinews.newsroom import back_up
from tuinews.newsroom.examine_archive import examine
from tuinews.store import backups


def test_nobody_writes_between_the_copy_of_what_was_there_and_the_backup_that_takes_its_place(
    archive: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = backups.copy
    refused: list[str] = []

    def copy(connection: sqlite3.Connection, places: Iterable[Path], **kw: int) -> Path:
        done = made(connection, places, **kw)
        if "before-restore" in done.name:
            with contextlib.closing(sqlite3.connect(archive, timeout=0)) as other:
                try:
                    other.execute("INSERT INTO session VALUES ('beside', '1')")
                    other.commit()
                except sqlite3.OperationalError as error:
                    refused.append(str(error))
        return done

    monkeypatch.setattr(backups, "copy", copy)

    back_up.restore(archive, str(backup), now)

    assert refused == ["database is locked"]
    assert len(befores(archive)) == 1


def test_a_restore_is_done_though_its_log_cannot_be_written_back(archive: Path, backup: Path, tmp_path: Path) -> None:
    with contextlib.closing(sqlite3.connect(archive, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM articles").fetchone()
        change(archive, "UPDATE articles SET title = 'Since'")

        back_up.restore(archive, str(backup), now)

    assert "Since" not in titles(tmp_path)


def test_a_restore_waits_for_who_writes_to_an_archive_that_keeps_no_log(
    archive: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(archive, "PRAGMA journal_mode = DELETE")
    with contextlib.closing(sqlite3.connect(archive, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        monkeypatch.setattr(backups.time, "sleep", lambda _: other.execute("ROLLBACK"))

        done = back_up.restore(archive, str(backup), now)

    assert done.articles == 24


def test_the_command_that_is_told_after_a_restore_finds_what_was_there_before(tmp_path: Path, backup: Path) -> None:
    archive = tmp_path / "data" / "tuinews.db"
    whole = tuinews(tmp_path, "restore", str(backup))
    break_pages(archive, "articles")
    damaged = tuinews(tmp_path, "restore", str(backup))

    assert re.search(r"`tuinews restore tuinews-before-restore-[^ ]+\.db`\s+brings it back", whole.stdout), whole.stdout
    assert "brings it back" not in damaged.stdout
    assert "damaged" in damaged.stdout


def test_the_doctor_calls_an_archive_whole_that_another_program_reads(archive: Path) -> None:
    change(archive, "PRAGMA journal_mode = DELETE")
    with contextlib.closing(sqlite3.connect(archive, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM articles").fetchone()

        found = examine(archive)

    assert found.left == ()
