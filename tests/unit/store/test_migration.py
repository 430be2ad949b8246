"""An archive of an earlier version becomes the same as a new one, with all it holds."""

import contextlib
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tuinews.query import parse
from tuinews.store import functions, integrity, schema, schema_version, search
from tuinews.store.database import open_database

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
ONE_ARTICLE = """
INSERT INTO feeds (id, url, added_at) VALUES (1, 'http://example.org/feed', 0);
INSERT INTO articles (id, feed_id, identity, sort_at, title, added_at, snippet, people, quotes, content_sha)
    VALUES (1, 1, x'00', 5, 'An old title', 0, 'Words', 1, 1, x'00');
INSERT INTO bodies (article_id, packed, text, text_sha)
    VALUES (1, x'789c030000000001', 'Ann said “no”.', 'x');
INSERT INTO annotations VALUES (1, 1, 'x', 0, '{"people":[["Ann",[],""]],"mentions":[[0,3,0]],"quotes":
    [{"start":9,"end":13,"kind":"speech","speaker":{"name":"Ann"},"cue":"said"}]}');
"""


def tables(path: Path) -> set[tuple[str, ...]]:
    connection = sqlite3.connect(path)
    rows = set(connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master"))
    connection.close()
    return rows


def old_archive(path: Path, rows: str = "") -> None:
    first = (Path(__file__).parent / "schemas" / "1.sql").read_text(encoding="utf-8")
    connection = sqlite3.connect(path)
    connection.executescript(f"{first} PRAGMA user_version = 1; {rows}")
    connection.close()


def test_an_archive_of_version_1_gets_what_is_new(tmp_path: Path) -> None:
    old, new = tmp_path / "old.db", tmp_path / "new.db"
    old_archive(old)

    for path in (old, new):
        open_database(path).close()

    assert tables(old) == tables(new)
    assert (tmp_path / f"old-before-schema-{schema_version.VERSION}.db").exists()


@pytest.mark.parametrize("version", [1, *(number for number, _ in schema.MIGRATIONS[:-1])])
def test_an_archive_of_any_version_there_was_gets_what_is_new(tmp_path: Path, version: int) -> None:
    old, new = tmp_path / "old.db", tmp_path / "new.db"
    old_archive(old, ONE_ARTICLE)
    connection = sqlite3.connect(old)
    functions.register(connection)
    for number, script in schema.MIGRATIONS:
        if number <= version:
            connection.executescript(script)
    connection.execute(f"PRAGMA user_version = {version}")
    connection.commit()
    connection.close()

    for path in (old, new):
        open_database(path).close()

    assert tables(old) == tables(new)


def test_what_an_archive_of_version_1_holds_can_be_found(tmp_path: Path) -> None:
    old_archive(tmp_path / "old.db", ONE_ARTICLE)

    database = open_database(tmp_path / "old.db")

    found = parse("old said:ann about:no words:3 person:ann")
    assert [one.row.id for one in database.read(search.find_articles, found, NOW, NOW, 5)] == [1]
    assert database.read(integrity.problems) == ()
    assert database.write(search.is_whole)
    database.close()


def test_how_far_an_old_file_has_come_is_told(tmp_path: Path) -> None:
    path = tmp_path / "tuinews.db"
    with contextlib.closing(sqlite3.connect(path)) as old:
        old.executescript((Path(__file__).parent / "schemas" / "1.sql").read_text("utf-8"))
        old.execute("PRAGMA user_version = 1")
    heard = list[tuple[int, int]]()

    open_database(path, upgrading=lambda step, of: heard.append((step, of))).close()
    open_database(path, upgrading=lambda step, of: heard.append((step, of))).close()

    assert heard == [(step, len(schema.MIGRATIONS)) for step in range(len(schema.MIGRATIONS) + 1)]
