"""Only a whole archive of ours takes the archive's place, one restore at a time, and what was there is not lost."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.durability.conftest import fill, titles
from tests.durability.test_backups import old_archive
from tests.durability.test_damage import break_pages

from tuinews.errors import StoreError
from tuinews.newsroom import back_up
from tuinews.newsroom.examine_archive import repair
from tuinews.store import backups, functions, schema, schema_version, structure
from tuinews.store.claims import claimed
from tuinews.store.database import open_database

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
FOREIGN = (
    "CREATE TABLE photos (x); CREATE TRIGGER t AFTER INSERT ON photos BEGIN DELETE FROM photos; END;"
    "PRAGMA user_version = {version};"
)


def now() -> datetime:
    return NOW


def change(path: Path, script: str) -> None:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        functions.register(connection)
        connection.executescript(script)


def befores(archive: Path) -> list[Path]:
    return sorted(archive.parent.glob("tuinews-before-restore-*.db"))


def test_a_second_restore_says_that_one_is_running_and_changes_nothing(tmp_path: Path, backup: Path) -> None:
    archive = tmp_path / "data" / "tuinews.db"
    before = archive.read_bytes()

    with claimed(archive), pytest.raises(StoreError, match="Another restore or repair of the archive is running"):
        back_up.restore(archive, str(backup), now)

    assert archive.read_bytes() == before
    assert befores(archive) == []
    back_up.restore(archive, str(backup), now)


def test_a_repair_beside_a_restore_says_that_one_is_running(archive: Path) -> None:
    with claimed(archive), pytest.raises(StoreError, match="Another restore or repair of the archive is running"):
        repair(archive, NOW)


def test_a_claim_ends_with_its_process(archive: Path) -> None:
    program = (
        "import os, sys; from pathlib import Path; from tuinews.store.claims import claimed\n"
        "with claimed(Path(sys.argv[1])): os._exit(9)"
    )

    done = subprocess.run((sys.executable, "-c", program, str(archive)), check=False)

    assert done.returncode == 9
    with claimed(archive):
        pass


def test_restores_one_after_the_other_keep_each_archive_that_was_there(tmp_path: Path, backup: Path) -> None:
    archive = tmp_path / "data" / "tuinews.db"
    for title in ("First", "Second"):
        change(archive, f"UPDATE articles SET title = '{title}' WHERE id = 1")
        back_up.restore(archive, str(backup), now)  # at the same second

    held = set()
    for one in befores(archive):
        with contextlib.closing(sqlite3.connect(one)) as connection:
            held.add(connection.execute("SELECT title FROM articles WHERE id = 1").fetchone()[0])
    assert held == {"First", "Second"}


def test_a_copy_takes_the_place_of_no_file_that_came_while_it_was_made(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    check, made = backups.check, list[Path]()

    def meanwhile(connection: sqlite3.Connection, path: Path, newest: int = schema_version.VERSION) -> None:
        monkeypatch.setattr(backups, "check", check)
        made.append(back_up.back_up(archive, "", now).path)
        check(connection, path, newest)

    monkeypatch.setattr(backups, "check", meanwhile)

    made.append(back_up.back_up(archive, "", now).path)

    assert len(set(made)) == 2
    assert sorted(backups.folder_of(archive).iterdir()) == sorted(made)
    for one in made:
        with contextlib.closing(sqlite3.connect(one)) as copy:
            assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert copy.execute("SELECT count(*) FROM articles").fetchone() == (24,)


def test_a_copy_to_a_named_file_that_came_meanwhile_is_not_made(
    tmp_path: Path, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    check, target = backups.check, tmp_path / "mine.db"

    def meanwhile(connection: sqlite3.Connection, path: Path, newest: int = schema_version.VERSION) -> None:
        check(connection, path, newest)
        target.write_text("mine")

    monkeypatch.setattr(backups, "check", meanwhile)

    with pytest.raises(StoreError, match="there is a file already"):
        back_up.back_up(archive, str(target), now)

    assert target.read_text() == "mine"
    assert sorted(path.name for path in tmp_path.iterdir() if "mine" in path.name) == ["mine.db"]


@pytest.mark.parametrize("version", [1, schema_version.VERSION - 3, schema_version.VERSION])
def test_the_database_of_another_program_does_not_take_the_archives_place(
    tmp_path: Path, archive: Path, version: int
) -> None:
    foreign, before = tmp_path / "foreign.db", archive.read_bytes()
    change(foreign, FOREIGN.format(version=version))

    with pytest.raises(StoreError, match=r"foreign\.db is no whole archive of tuinews: it has no table") as raised:
        back_up.restore(archive, str(foreign), now)

    assert "Nothing was changed" in raised.value.message
    assert archive.read_bytes() == before
    assert befores(archive) == []
    assert list(archive.parent.glob("*restoring*")) == []


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("PRAGMA foreign_keys = OFF; DROP TABLE article_tags", "it has no table article_tags"),
        ("ALTER TABLE journal RENAME COLUMN label TO words", "its table journal has no column label"),
        ("DROP TABLE search; CREATE TABLE search (title, words)", "its table search is another"),
    ],
)
def test_an_archive_that_lacks_a_table_or_a_column_is_not_put_back(
    tmp_path: Path, backup: Path, script: str, words: str
) -> None:
    archive = tmp_path / "data" / "tuinews.db"
    change(backup, script)

    with pytest.raises(StoreError, match=words):
        back_up.restore(archive, str(backup), now)

    assert len(titles(tmp_path)) == 24


@pytest.mark.parametrize("version", [1, schema_version.VERSION])
def test_what_somebody_else_put_into_an_archive_to_run_by_itself_is_not_put_back(
    tmp_path: Path, archive: Path, version: int
) -> None:
    source = tmp_path / "source.db"
    if version == 1:
        old_archive(source)
    else:
        shutil.copy(back_up.back_up(archive, "", now).path, source)
    change(
        source,
        "CREATE TRIGGER evil AFTER UPDATE ON articles BEGIN DELETE FROM articles; END;"
        "CREATE VIEW more AS SELECT 1; CREATE UNIQUE INDEX only_one ON articles(id, is_read)",
    )

    back_up.restore(archive, str(source), now)

    with contextlib.closing(open_database(archive)) as database:
        assert database.read(structure.is_as_made)
        assert database.read(lambda c: c.execute("SELECT count(*) FROM articles").fetchone()[0])


def test_a_trigger_and_an_index_that_a_backup_lacks_are_there_when_it_is_put_back(tmp_path: Path, backup: Path) -> None:
    archive = tmp_path / "data" / "tuinews.db"
    change(backup, "DROP TRIGGER article_read; DROP INDEX articles_by_time; PRAGMA application_id = 0")

    back_up.restore(archive, str(backup), now)

    with contextlib.closing(open_database(archive)) as database:
        assert database.read(structure.is_as_made)
        kind = database.read(lambda c: c.execute("PRAGMA application_id").fetchone()[0])
    assert kind == schema_version.APPLICATION_ID


def test_an_error_after_the_replacement_says_where_the_archive_is_that_was_there(
    tmp_path: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = tmp_path / "data" / "tuinews.db"

    def broken(path: Path) -> sqlite3.Connection:
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(back_up, "opened_to_read", broken)

    with pytest.raises(StoreError, match="What was there before is in") as raised:
        back_up.restore(archive, str(backup), now)

    assert str(befores(archive)[0]) in raised.value.message


def test_an_old_backup_that_cannot_be_brought_up_to_date_names_only_files_that_are_there(
    tmp_path: Path, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = tmp_path / "old.db"
    old_archive(old)
    broken = (*schema.MIGRATIONS[:-1], (schema_version.VERSION, "INSERT INTO no_such VALUES (1);\n"))
    monkeypatch.setattr(schema, "MIGRATIONS", broken)

    with pytest.raises(StoreError, match="could not be brought up to date") as raised:
        back_up.restore(archive, str(old), now)

    assert all(Path(name).exists() for name in re.findall(r"/\S+?\.db", raised.value.message))
    assert befores(archive) == []


def test_what_killed_programs_left_of_copies_goes_and_all_else_stays(tmp_path: Path, backup: Path) -> None:
    archive = tmp_path / "data" / "tuinews.db"
    left = (
        "tuinews-before-restore-2026-01-01-100000.db.new",
        "tuinews-before-restore-2026-01-01-100000.db.123-abcdef01.new",
        "tuinews-before-restore-2026-01-01-100000.db.123-abcdef01.new-journal",
        "tuinews-restoring-123-abcdef01.db-wal",
        "tuinews-restoring.db",
        "tuinews-salvaged-123-abcdef01.db",
        "backups/tuinews-2026-01-01-100000.db.123-abcdef01.new",
    )
    kept = ("tuinews-before-restore-2025-01-01-100000.db", "tuinews-damaged-2025-01-01-100000.db-wal", "other.db.new")
    young = "tuinews-before-restore-2026-01-01-100001.db.123-abcdef01.new"
    for name in (*left, *kept, young):
        (archive.parent / name).write_text("x")
        moment = NOW.timestamp() - (60 if name == young else 7_200)
        os.utime(archive.parent / name, (moment, moment))

    back_up.restore(archive, str(backup), now)

    assert [name for name in left if (archive.parent / name).exists()] == []
    assert [name for name in (*kept, young) if not (archive.parent / name).exists()] == []


def test_the_name_of_its_folder_does_not_make_an_archive_damaged(tmp_path: Path, backup: Path) -> None:
    other = tmp_path / "damaged" / "tuinews.db"
    other.parent.mkdir()
    change(other, FOREIGN.format(version=1) + "PRAGMA application_id = 7;")
    before = other.stat().st_ino

    with pytest.raises(StoreError, match="is no archive of tuinews"):
        back_up.restore(other, str(backup), now)

    assert other.stat().st_ino == before
    assert befores(other) == []


def test_a_backup_takes_the_place_of_an_archive_that_a_newer_tuinews_wrote(tmp_path: Path, backup: Path) -> None:
    archive = tmp_path / "data" / "tuinews.db"
    change(archive, f"PRAGMA user_version = {schema_version.VERSION + 1}")

    done = back_up.restore(archive, str(backup), now)

    assert len(titles(tmp_path)) == 24
    assert done.before is not None
    with contextlib.closing(sqlite3.connect(done.before)) as before:
        assert before.execute("PRAGMA user_version").fetchone() == (schema_version.VERSION + 1,)


def test_a_link_to_a_disk_that_is_not_connected_stays_one(tmp_path: Path, backup: Path) -> None:
    archive = tmp_path / "data" / "tuinews.db"
    archive.rename(tmp_path / "away.db")
    archive.symlink_to(tmp_path / "disk" / "tuinews.db")

    for work in (lambda: back_up.restore(archive, str(backup), now), lambda: repair(archive, NOW)):
        with pytest.raises(StoreError, match="Is its disk connected"):
            work()

    assert archive.is_symlink()


@pytest.mark.parametrize("is_damaged", [False, True])
def test_a_backup_takes_the_place_of_the_file_that_a_link_leads_to(
    tmp_path: Path, backup: Path, is_damaged: bool
) -> None:
    archive, real = tmp_path / "data" / "tuinews.db", tmp_path / "disk" / "news.db"
    real.parent.mkdir()
    if is_damaged:
        real.write_bytes(b"rubbish " * 2000)
    archive.unlink()
    archive.symlink_to(real)

    back_up.restore(archive, str(backup), now)

    assert archive.is_symlink()
    with contextlib.closing(sqlite3.connect(real)) as connection:
        assert connection.execute("SELECT count(*) FROM articles").fetchone() == (24,)


def test_a_repair_takes_the_place_of_the_file_that_a_link_leads_to(tmp_path: Path) -> None:
    archive, real = fill(tmp_path, feeds=3, articles=300), tmp_path / "disk" / "news.db"
    break_pages(archive, "bodies")
    real.parent.mkdir()
    archive.rename(real)
    archive.symlink_to(real)

    done = repair(archive, NOW)

    assert archive.is_symlink()
    assert done.aside is not None
    assert done.aside.parent == real.parent
    assert len(titles(tmp_path)) > 800


def test_the_copy_from_before_an_upgrade_stays_though_older_ones_are_from_the_future(tmp_path: Path) -> None:
    archive = tmp_path / "tuinews.db"
    old_archive(archive)
    for version in (2, 3, 4):
        other = archive.with_name(f"tuinews-before-schema-{version}.db")
        other.write_text("x")
        os.utime(other, (4e9, 4e9))

    open_database(archive).close()

    kept = {one.name for one in tmp_path.glob("tuinews-before-schema-*")}
    assert f"tuinews-before-schema-{schema_version.VERSION}.db" in kept
    assert len(kept) == 2


def test_the_log_of_an_archive_that_has_become_empty_is_put_aside(tmp_path: Path, backup: Path) -> None:
    archive = tmp_path / "data" / "tuinews.db"
    archive.write_bytes(b"")
    archive.with_name("tuinews.db-wal").write_bytes(b"what was written last")

    back_up.restore(archive, str(backup), now)

    assert len(titles(tmp_path)) == 24
    (log,) = archive.parent.glob("tuinews-before-restore-*.db-wal")
    assert log.read_bytes() == b"what was written last"
