"""What the tests of durability share: an archive with articles, marks and tags."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.ui.frame.newsdesk import open_archive, stock

from tuinews.model.scopes import Scope
from tuinews.newsroom import back_up, mark, read, shelve


def fill(home: Path, *, feeds: int = 2, articles: int = 12) -> Path:
    """Put feeds with articles into a home, one starred and one tagged; return the archive."""
    newsroom = open_archive(home)
    for feed in range(feeds):
        stock(newsroom, f"Feed {feed}", [f"Story {feed}.{number}" for number in range(articles)])
    ids = newsroom.database.read(lambda c: [row[0] for row in c.execute("SELECT id FROM articles ORDER BY id")])
    asyncio.run(mark.mark(newsroom, ids[:1], "starred", True))
    asyncio.run(shelve.tag(newsroom, ids[1:2], "work", True))
    newsroom.close()
    return newsroom.paths.archive


def titles(home: Path) -> set[str]:
    """Return the titles of all articles."""
    newsroom = open_archive(home)
    try:
        return {row.title for row in asyncio.run(read.find_rows(newsroom, Scope(), 1_000_000))}
    finally:
        newsroom.close()


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """An archive with two feeds of twelve articles in `tmp_path`."""
    return fill(tmp_path)


@pytest.fixture
def backup(archive: Path) -> Path:
    """A backup of `archive`."""
    return back_up.back_up(archive, "", lambda: datetime(2026, 11, 26, 12, tzinfo=UTC)).path


def spoil_index(archive: Path) -> None:
    """Let an index lack rows, as a crash of another kind would leave it: they came while the index was not kept."""
    with contextlib.closing(sqlite3.connect(archive)) as connection:
        connection.executescript("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA writable_schema = ON;")
        sql = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'articles_by_identity'").fetchone()[0]
        connection.execute("DROP INDEX articles_by_identity")
        connection.execute(sql + " WHERE id > 3")
        connection.execute("UPDATE sqlite_master SET sql = ? WHERE name = 'articles_by_identity'", (sql,))
        connection.commit()
