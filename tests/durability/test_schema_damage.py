"""Damage to the schema and to the head of the file is found, told as what it is, and mended."""

from __future__ import annotations

import contextlib
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from tests.durability.conftest import titles
from tests.durability.test_damage import NOW, doctor

from tuinews.errors import StoreError
from tuinews.newsroom import back_up
from tuinews.newsroom.examine_archive import examine, repair
from tuinews.store import functions, integrity, schema_version
from tuinews.store.database import open_database


def change(archive: Path, script: str) -> None:
    with contextlib.closing(sqlite3.connect(archive)) as connection:
        functions.register(connection)
        connection.executescript(script)


def spoil(archive: Path, words: bytes, by: bytes) -> None:
    """Write something else over words of the schema."""
    with contextlib.closing(sqlite3.connect(archive)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    data = archive.read_bytes()
    assert words in data
    archive.write_bytes(data.replace(words, by))


def flip(archive: Path, at: int, bits: int) -> None:
    """Flip bits of the file's head."""
    with contextlib.closing(sqlite3.connect(archive)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    data = bytearray(archive.read_bytes())
    data[at] ^= bits
    archive.write_bytes(data)


def problems(archive: Path) -> tuple[str, ...]:
    with contextlib.closing(open_database(archive)) as database:
        return database.read(integrity.problems)


@pytest.mark.parametrize(
    "script",
    [
        "DROP TRIGGER article_read",
        "DROP INDEX articles_by_time",
        "DROP VIEW search_source; CREATE VIEW search_source AS SELECT 1 AS id",
        "CREATE TRIGGER mine AFTER UPDATE ON counts BEGIN SELECT 1; END",
    ],
)
def test_views_triggers_and_indexes_that_are_not_the_schemas_are_made_anew_and_said(archive: Path, script: str) -> None:
    change(archive, script)
    assert problems(archive)

    found = examine(archive)

    assert "its views, triggers and indexes were not those of the schema and have been made anew" in found.mended
    assert found.left == ()
    assert problems(archive) == ()


@pytest.mark.parametrize(
    ("words", "by"),
    [(b"b.article_id = a.id", b"b.article_ie = a.id"), (b"b.article_id = a.id", b"b.article_i\xe4 = a.id")],
)
def test_a_view_whose_text_is_damaged_is_told_and_made_anew(
    tmp_path: Path, archive: Path, words: bytes, by: bytes
) -> None:
    spoil(archive, words, by)
    command = (sys.executable, "-m", "tuinews", "--data-dir", str(tmp_path), "search", "council")

    said = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    mended = doctor(tmp_path)
    again = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)

    assert said.returncode == 3
    assert "is damaged or no archive" in said.stderr
    assert "have been made anew" in mended["finding"]
    assert again.returncode == 0, again.stderr


def test_a_table_that_is_gone_is_damage_and_a_repair_saves_the_rest(tmp_path: Path, archive: Path) -> None:
    change(archive, "PRAGMA foreign_keys = OFF; DROP TABLE corrections")

    found = doctor(tmp_path)
    repaired = doctor(tmp_path, "--repair")

    assert "it has no table corrections" in found["finding"]
    assert not found["is_well"]
    assert repaired["is_well"], repaired
    assert len(titles(tmp_path)) == 24
    assert problems(archive) == ()


def test_of_a_table_that_lacks_a_column_the_rest_is_saved_and_that_is_said(tmp_path: Path, archive: Path) -> None:
    change(archive, "ALTER TABLE feeds DROP COLUMN failing_since")

    found = doctor(tmp_path)
    repaired = doctor(tmp_path, "--repair")

    assert "its table feeds has no column failing_since" in found["finding"]
    assert "not all could be read of: feeds" in repaired["finding"]
    assert len(titles(tmp_path)) == 24
    with contextlib.closing(open_database(archive)) as database:
        assert database.read(lambda c: c.execute("SELECT count(*) FROM feeds WHERE total = 12").fetchone()) == (2,)


def test_the_database_of_another_program_is_not_replaced_by_an_empty_archive(archive: Path) -> None:
    archive.unlink()
    change(archive, f"CREATE TABLE photos (x); PRAGMA user_version = {schema_version.VERSION}")

    with pytest.raises(StoreError, match="nothing can be read"):
        repair(archive, NOW)

    with contextlib.closing(sqlite3.connect(archive)) as connection:
        assert connection.execute("SELECT count(*) FROM photos").fetchone() == (0,)


def test_of_an_archive_whose_schema_cannot_be_read_the_articles_are_saved(tmp_path: Path, archive: Path) -> None:
    spoil(archive, b"CREATE INDEX articles_of_feed", b"CREATE INDEY articles_of_feed")

    assert not doctor(tmp_path)["is_well"]
    repaired = doctor(tmp_path, "--repair")

    assert repaired["is_well"], repaired
    assert len(titles(tmp_path)) == 24


def test_a_head_that_lets_sqlite_write_nothing_is_found_and_the_articles_are_saved(
    tmp_path: Path, archive: Path
) -> None:
    flip(archive, 18, 1)

    found = doctor(tmp_path)
    repaired = doctor(tmp_path, "--repair")

    assert "SQLite writes nothing to it, though its permissions allow that" in found["finding"]
    assert repaired["is_well"], repaired
    assert len(titles(tmp_path)) == 24


@pytest.mark.parametrize(
    ("at", "bits"), [(0, 1), (16, 1), (16, 0x30), (19, 1), (20, 1), (21, 1), (28, 1), (47, 1), (59, 2)]
)
def test_of_an_archive_whose_head_is_broken_the_articles_are_saved(
    tmp_path: Path, archive: Path, at: int, bits: int
) -> None:
    flip(archive, at, bits)

    repair(archive, NOW)

    assert len(titles(tmp_path)) == 24
    assert problems(archive) == ()
    assert [path for path in archive.parent.iterdir() if "salvaged" in path.name] == []


def test_a_backup_takes_the_place_of_an_archive_to_which_sqlite_writes_nothing(tmp_path: Path, archive: Path) -> None:
    made = back_up.back_up(archive, "", lambda: NOW)
    flip(archive, 18, 1)

    done = back_up.restore(archive, str(made.path), lambda: NOW)

    assert done.before is not None
    assert done.before.exists()
    assert examine(archive).left == ()


def test_a_head_that_names_another_program_is_found_and_put_right_on_request(tmp_path: Path, archive: Path) -> None:
    flip(archive, 68, 1)

    assert "its head says that it is another program's" in doctor(tmp_path)["finding"]
    done = repair(archive, NOW)

    assert done.aside is None
    assert examine(archive).left == ()
    assert back_up.back_up(archive, "", lambda: NOW).bytes


def test_views_and_indexes_of_the_users_own_stay_and_are_no_fault(archive: Path) -> None:
    own = "CREATE VIEW mine AS SELECT title FROM articles; CREATE INDEX my_titles ON articles(title);"
    change(archive, own)
    assert examine(archive) == ((), (), False)

    change(archive, "DROP TRIGGER article_read; CREATE UNIQUE INDEX one_each ON articles(id, is_read)")
    found = examine(archive)

    assert found.left == ()
    assert len(found.mended) == 1
    with contextlib.closing(sqlite3.connect(archive)) as connection:
        left = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    assert {"mine", "my_titles", "article_read"} <= left
    assert "one_each" not in left
