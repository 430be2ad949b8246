"""Opening the archive, and what happens when it cannot be."""

import _sqlite3
import asyncio
import ctypes
import hashlib
import sqlite3
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tuinews.errors import StoreError
from tuinews.store import schema_version
from tuinews.store.connecting import is_damage, plain_errors
from tuinews.store.database import Database, open_database

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_a_new_archive_is_in_wal_mode_with_our_mark(database: Database) -> None:
    def pragmas(connection: sqlite3.Connection) -> tuple[object, ...]:
        names = ("journal_mode", "application_id", "user_version")
        return tuple(connection.execute(f"PRAGMA {name}").fetchone()[0] for name in names)

    assert database.read(pragmas) == ("wal", schema_version.APPLICATION_ID, schema_version.VERSION)


async def test_a_write_that_waits_in_the_queue_is_made_though_nobody_waits_for_it_any_more(database: Database) -> None:
    goes_on = threading.Event()
    first = asyncio.ensure_future(database.writing(lambda connection: goes_on.wait(10)))
    second = asyncio.ensure_future(database.writing(lambda connection: connection.execute("CREATE TABLE made (x)")))
    await asyncio.sleep(0)  # both are in the queue now

    second.cancel()
    goes_on.set()
    await first
    await asyncio.wait([second])

    database.write(lambda connection: connection.execute("INSERT INTO made VALUES (1)"))


def test_an_archive_of_a_newer_version_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "tuinews.db"
    open_database(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = hashlib.sha256(path.read_bytes()).digest()

    with pytest.raises(StoreError, match="written by a newer tuinews"):
        open_database(path)

    assert hashlib.sha256(path.read_bytes()).digest() == before


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "tuinews.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    connection.close()

    with pytest.raises(StoreError, match="another program"):
        open_database(path)


def test_a_file_that_is_no_database_is_refused_in_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "tuinews.db"
    path.write_bytes(b"this is no database " * 100)

    with pytest.raises(StoreError, match="damaged or no archive"):
        open_database(path)

    assert path.read_bytes().startswith(b"this is no database")


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(StoreError, match="cannot be made"):
        open_database(tmp_path / "file" / "tuinews.db")


def test_a_failed_write_leaves_nothing_behind(database: Database) -> None:
    def half_done(connection: sqlite3.Connection) -> None:
        connection.execute("INSERT INTO session VALUES ('a', '1')")
        raise KeyError("stop")

    with pytest.raises(KeyError):
        database.write(half_done)

    assert database.read(lambda connection: connection.execute("SELECT count(*) FROM session").fetchone()[0]) == 0


def test_a_reader_does_not_wait_for_a_long_write(database: Database) -> None:
    is_writing, may_finish = threading.Event(), threading.Event()

    def slow(connection: sqlite3.Connection) -> None:
        connection.execute("INSERT INTO session VALUES ('a', '1')")
        is_writing.set()
        assert may_finish.wait(10)

    thread = threading.Thread(target=database.write, args=(slow,))
    thread.start()
    assert is_writing.wait(10)
    seen = database.read(lambda connection: connection.execute("SELECT count(*) FROM session").fetchone()[0])
    may_finish.set()
    thread.join()

    assert seen == 0


def test_the_reading_connection_cannot_write(database: Database) -> None:
    with pytest.raises(StoreError):
        database.read(lambda connection: connection.execute("DELETE FROM feeds"))


def test_an_archive_brought_up_to_date_has_the_schema_of_a_new_one_and_counts_what_it_holds(tmp_path: Path) -> None:
    old = tmp_path / "old.db"
    with sqlite3.connect(old) as connection:
        connection.executescript((Path(__file__).parent / "schemas" / "1.sql").read_text(encoding="utf-8"))
        connection.executescript(
            """
            PRAGMA user_version = 1;
            INSERT INTO feeds (id, url, added_at) VALUES (1, 'http://example.org/feed', 0);
            INSERT INTO articles (id, feed_id, identity, sort_at, title, added_at, content_sha)
                VALUES (1, 1, x'00', 5, 'An old title', 0, x'00');
            INSERT INTO bodies (article_id, packed, text, text_sha) VALUES (1, x'789c030000000001', 'Words', 'x');
            INSERT INTO annotations VALUES (1, 1, 'x', 0, '{"people":[],"mentions":[],"quotes":[
                {"start":0,"end":5,"kind":"speech","speaker":{"name":"Ann","type":"person"},"cue":"said"},
                {"start":0,"end":5,"kind":"speech","speaker":null,"cue":""}]}');
            """
        )
    connection.close()
    fresh = open_database(tmp_path / "fresh.db")

    database = open_database(old)

    def shape(connection: sqlite3.Connection) -> list[tuple[str, str]]:
        return connection.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()

    assert database.read(shape) == fresh.read(shape)
    tally = database.read(lambda c: c.execute("SELECT bytes, by_people, by_unknown FROM tallies").fetchall())
    assert tally == [(15, 1, 1)]
    database.close()
    fresh.close()


async def test_what_was_said_to_be_done_waits_for_the_disk_and_what_can_be_had_again_does_not(
    database: Database,
) -> None:
    def level(connection: sqlite3.Connection) -> int:
        return int(connection.execute("PRAGMA synchronous").fetchone()[0])

    normal, full = 1, 2
    assert await database.writing(level) == full
    assert await database.storing(level) == normal
    assert await database.writing(level) == full


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (sqlite3.SQLITE_IOERR_READ, "as the archive .* was read"),
        (sqlite3.SQLITE_IOERR_WRITE, "disk is full or cannot be written"),
        (sqlite3.SQLITE_FULL, "disk is full or cannot be written"),
    ],
)
def test_a_disk_that_cannot_be_read_is_told_from_one_that_is_full(tmp_path: Path, code: int, words: str) -> None:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = code

    with pytest.raises(StoreError, match=words), plain_errors(tmp_path / "archive.db"):
        raise error


@pytest.mark.parametrize(
    "error",
    [
        sqlite3.OperationalError("no such column: b.article_ie"),
        sqlite3.OperationalError("no such table: articles"),
        UnicodeDecodeError("utf-8", b"no such column: b.article_i\xe4", 27, 28, "invalid continuation byte"),
    ],
)
def test_what_a_damaged_schema_leads_to_is_told_as_damage(tmp_path: Path, error: Exception) -> None:
    with pytest.raises(StoreError, match="is damaged or no archive") as raised, plain_errors(tmp_path / "archive.db"):
        raise error

    assert is_damage(raised.value.__cause__)


@pytest.mark.parametrize("may_write", [True, False])
def test_permissions_are_blamed_only_where_they_forbid_writing(tmp_path: Path, may_write: bool) -> None:
    path = tmp_path / "archive.db" if may_write else tmp_path / "closed" / "archive.db"
    error = sqlite3.OperationalError("attempt to write a readonly database")
    error.sqlite_errorcode = sqlite3.SQLITE_READONLY

    with pytest.raises(StoreError) as raised, plain_errors(path):
        raise error

    assert ("check the permissions" in raised.value.message) is not may_write


def _memory_of_sqlite() -> int:
    """Return the bytes that SQLite holds in this process; skips where the library cannot be asked."""
    try:
        asked = ctypes.CDLL(_sqlite3.__file__).sqlite3_memory_used
    except (AttributeError, OSError):
        pytest.skip("the library of this Python cannot be asked")
    asked.restype = ctypes.c_int64
    return int(asked())


async def test_an_archive_that_is_opened_lightly_keeps_few_of_its_pages(tmp_path: Path) -> None:
    database = open_database(tmp_path / "tuinews.db", is_light=True)

    def fill(connection: sqlite3.Connection) -> None:
        connection.execute("CREATE TABLE filled AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
                           "LIMIT 9000) SELECT i, randomblob(900) AS b FROM n")  # fmt: skip

    def look(connection: sqlite3.Connection) -> int:
        return int(connection.execute("SELECT count(*) FROM filled WHERE length(b) = 900").fetchone()[0])

    before = _memory_of_sqlite()
    database.write(fill)
    seen = {database.read(look), await database.searching(look), await database.reading(look)}

    assert seen == {9000}
    assert _memory_of_sqlite() - before < 4_000_000
    database.close()


@pytest.mark.parametrize("leads_to", ["{}/disk/my.db", "../disk/my.db", "other.db"])
def test_a_new_archive_is_made_where_a_link_leads_to(tmp_path: Path, leads_to: str) -> None:
    path, real = tmp_path / "data" / "tuinews.db", tmp_path / "disk" / "my.db"
    for folder in (path.parent, real.parent):
        folder.mkdir()
    (path.parent / "other.db").symlink_to(real)  # a link to a link
    path.symlink_to(leads_to.format(tmp_path))

    open_database(path).close()

    assert path.is_symlink()
    assert real.stat().st_size
    assert real.stat().st_mode & 0o777 == 0o600
