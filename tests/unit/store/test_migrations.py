"""An archive of an older version becomes one like a new one, with all that was in it."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from tuinews.model import Scope
from tuinews.store import articles, schema
from tuinews.store.database import open_database

ARCHIVES = Path(__file__).parent / "archives"
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def old_archive(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript((ARCHIVES / "version-1.sql").read_text(encoding="utf-8"))
        connection.execute("INSERT INTO feeds (url, title, added_at) VALUES ('https://a.example/', 'A', 0)")
        connection.execute(
            "INSERT INTO articles (feed_id, identity, sort_at, title, added_at, content_sha, is_starred) "
            "VALUES (1, x'01', 0, 'Old', 0, x'02', 1)"
        )
        connection.execute("INSERT INTO bodies (article_id, packed) VALUES (1, x'')")
        connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        connection.execute("PRAGMA user_version = 1")
        connection.commit()


def shape(path: Path) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return sorted(connection.execute("SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_master"))


def test_an_old_archive_becomes_like_a_new_one(tmp_path: Path) -> None:
    old, new = tmp_path / "old.db", tmp_path / "new.db"
    old_archive(old)

    open_database(old).close()
    open_database(new).close()

    assert shape(old) == shape(new)


def test_an_old_archive_keeps_what_is_in_it_and_is_backed_up_first(tmp_path: Path) -> None:
    old_archive(tmp_path / "old.db")

    database = open_database(tmp_path / "old.db")

    (row,) = database.read(articles.rows, database.read(articles.ids, Scope(), NOW)).values()
    database.close()
    assert (row.title, row.is_starred) == ("Old", True)
    assert (tmp_path / f"old-before-schema-{schema.VERSION}.db").exists()
