"""Backups are whole, are made and put back while the archive is in use, and never take anything away."""

from __future__ import annotations

import contextlib
import errno
import re
import shlex
import sqlite3
import stat
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.durability.conftest import fill, titles
from tests.durability.starved import no_room
from tests.ui.frame.newsdesk import open_archive, stock

from tuinews.errors import StoreError, UsageError
from tuinews.newsroom import back_up
from tuinews.store import schema, schema_version
from tuinews.store.database import open_database

FIRST_SCHEMA = Path(__file__).parents[1] / "unit" / "store" / "schemas" / "1.sql"


def now() -> datetime:
    return datetime(2026, 11, 26, 12, tzinfo=UTC)


def tuinews(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = (sys.executable, "-m", "tuinews", "--data-dir", str(home), *words)
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


def old_archive(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.executescript(FIRST_SCHEMA.read_text(encoding="utf-8"))
        connection.executescript(
            "PRAGMA user_version = 1; INSERT INTO feeds (id, url, added_at) VALUES (1, 'http://a.example/f', 0);"
            "INSERT INTO articles (id, feed_id, identity, sort_at, title, added_at, content_sha, is_starred)"
            " VALUES (1, 1, x'00', 5, 'An old title', 0, x'00', 1)"
        )


def test_a_backup_made_while_the_archive_is_open_holds_everything(tmp_path: Path, archive: Path) -> None:
    newsroom = open_archive(tmp_path)
    stock(newsroom, "Late", ["Just now"])

    made = back_up.back_up(archive, "", now)
    newsroom.close()

    with contextlib.closing(sqlite3.connect(made.path)) as copy:
        found = {row[0] for row in copy.execute("SELECT title FROM articles")}
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert found == titles(tmp_path)
    assert "Just now" in found


def test_an_archive_with_a_broken_search_index_is_backed_up(tmp_path: Path, archive: Path) -> None:
    with contextlib.closing(sqlite3.connect(archive)) as connection:
        connection.execute("DELETE FROM search_data WHERE id > 10")
        connection.commit()

    made = back_up.back_up(archive, "", now)
    back_up.restore(archive, str(made.path), now)

    assert titles(tmp_path)


def test_only_the_owner_may_read_archive_and_backups(archive: Path) -> None:
    made = back_up.back_up(archive, "", now)

    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600
    assert stat.S_IMODE(archive.parent.stat().st_mode) == 0o700


def test_a_file_that_is_there_is_not_written_over(tmp_path: Path, archive: Path) -> None:
    target = tmp_path / "mine.db"
    target.write_text("mine")

    with pytest.raises(UsageError, match="left as it was"):
        back_up.back_up(archive, str(target), now)

    assert target.read_text() == "mine"


def test_what_was_restored_is_there_for_a_reader_that_stayed_open(tmp_path: Path, archive: Path) -> None:
    made = back_up.back_up(archive, "", now)
    newsroom = open_archive(tmp_path)
    stock(newsroom, "Late", ["After the backup"])
    newsroom.database.read(lambda connection: connection.execute("SELECT count(*) FROM articles").fetchone())

    done = back_up.restore(archive, made.path.name, now)

    found = newsroom.database.read(lambda c: {row[0] for row in c.execute("SELECT title FROM articles")})
    stock(newsroom, "Later", ["After the restore"])
    newsroom.close()
    assert "After the backup" not in found
    assert "Story 1.1" in found
    assert "After the restore" in titles(tmp_path)
    assert done.before is not None
    with contextlib.closing(sqlite3.connect(done.before)) as before:
        assert before.execute("SELECT count(*) FROM articles WHERE title = 'After the backup'").fetchone() == (1,)


def test_a_restore_is_undone_by_restoring_what_was_before(tmp_path: Path, archive: Path) -> None:
    made = back_up.back_up(archive, "", now)
    newsroom = open_archive(tmp_path)
    stock(newsroom, "Late", ["After the backup"])
    newsroom.close()

    done = back_up.restore(archive, made.path.name, now)
    assert done.before is not None
    back_up.restore(archive, done.before.name, now)

    assert "After the backup" in titles(tmp_path)


@pytest.mark.parametrize("content", [b"no archive " * 500, b"", b"SQLite format 3\0" + bytes(4000)])
def test_what_is_no_backup_is_not_put_back(tmp_path: Path, archive: Path, content: bytes) -> None:
    (tmp_path / "other.db").write_bytes(content)
    before = titles(tmp_path)

    with pytest.raises(StoreError):
        back_up.restore(archive, str(tmp_path / "other.db"), now)

    assert titles(tmp_path) == before


def test_an_old_backup_is_brought_up_to_date_and_itself_stays(tmp_path: Path, archive: Path) -> None:
    old = tmp_path / "old.db"
    old_archive(old)
    before = old.read_bytes()

    back_up.restore(archive, str(old), now)

    assert titles(tmp_path) == {"An old title"}
    assert old.read_bytes() == before
    with contextlib.closing(open_database(archive)) as database:
        assert database.read(lambda c: c.execute("PRAGMA journal_mode").fetchone()[0]) == "wal"


def test_a_damaged_archive_is_put_aside_when_a_backup_is_restored(tmp_path: Path, archive: Path) -> None:
    made = back_up.back_up(archive, "", now)
    archive.write_bytes(b"broken " * 1000)

    done = back_up.restore(archive, "latest", now)

    assert "Story 1.1" in titles(tmp_path)
    assert done.source == made.path
    assert done.before is not None
    assert done.before.read_bytes().startswith(b"broken")


def test_a_damaged_archive_that_cannot_be_renamed_stays_and_it_is_said_why(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up.back_up(archive, "", now)
    archive.write_bytes(b"broken " * 1000)
    replace = Path.replace

    def held(path: Path, target: Path) -> Path:
        if target == archive:  # as on Windows while another program has it open
            raise PermissionError(errno.EACCES, "Permission denied")
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", held)

    with pytest.raises(StoreError, match="cannot be replaced: Permission denied"):
        back_up.restore(archive, "latest", now)

    assert archive.read_bytes().startswith(b"broken")


def test_an_upgrade_keeps_a_copy_from_before(tmp_path: Path) -> None:
    path = tmp_path / "tuinews.db"
    old_archive(path)

    open_database(path).close()

    with contextlib.closing(sqlite3.connect(tmp_path / f"tuinews-before-schema-{schema_version.VERSION}.db")) as copy:
        assert copy.execute("PRAGMA user_version").fetchone() == (1,)
        assert copy.execute("SELECT title FROM articles").fetchall() == [("An old title",)]


def test_an_upgrade_that_fails_changes_nothing_and_names_the_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "tuinews.db"
    old_archive(path)
    broken = (
        *schema.MIGRATIONS[:-1],
        (schema_version.VERSION, "CREATE TABLE half (x);\nINSERT INTO no_such VALUES (1);\n"),
    )
    monkeypatch.setattr(schema, "MIGRATIONS", broken)

    with pytest.raises(StoreError, match=r"as it was before; a copy is in .*before-schema"):
        open_database(path)

    with contextlib.closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
        assert connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'half'").fetchone() == (0,)


def test_an_upgrade_that_fails_at_every_start_keeps_two_copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "tuinews.db"
    old_archive(path)
    broken = (*schema.MIGRATIONS[:-1], (schema_version.VERSION, "INSERT INTO no_such VALUES (1);\n"))
    monkeypatch.setattr(schema, "MIGRATIONS", broken)

    for _ in range(4):
        with pytest.raises(StoreError, match="as it was before"):
            open_database(path)

    assert len(list(tmp_path.glob("*.db"))) == 3


def test_without_room_for_a_backup_nothing_is_upgraded(tmp_path: Path) -> None:
    path = tmp_path / "tuinews.db"
    old_archive(path)

    with no_room(), pytest.raises(StoreError, match="no backup of it could be made"):
        open_database(path)

    with contextlib.closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)


def test_an_archive_that_lost_everything_is_not_begun_anew_over_its_backups(archive: Path) -> None:
    back_up.back_up(archive, "", now)
    archive.write_bytes(b"")

    with pytest.raises(StoreError, match="empty, though there are backups"):
        open_database(archive)


def test_the_shell_backs_up_lists_and_restores(tmp_path: Path) -> None:
    fill(tmp_path)

    made = tuinews(tmp_path, "backup")
    listed = tuinews(tmp_path, "restore")
    restored = tuinews(tmp_path, "restore", "latest")
    unknown = tuinews(tmp_path, "restore", "nothing.db")

    assert made.returncode == 0
    assert "Backed up to" in made.stdout
    assert "backups" in listed.stdout
    assert "24 articles" in restored.stdout
    assert unknown.returncode == 2


def test_the_command_that_is_told_after_a_backup_finds_it_from_any_folder(tmp_path: Path) -> None:
    fill(tmp_path)
    (tmp_path / "else where").mkdir()

    for words in (("backup",), ("backup", str(tmp_path / "else where" / "news of May.db"))):
        told = re.search("`tuinews (restore .*)` puts it back", tuinews(tmp_path, *words).stdout.replace("\n", " "))
        assert told is not None
        restored = tuinews(tmp_path, *shlex.split(told[1]))
        assert "24 articles" in restored.stdout
