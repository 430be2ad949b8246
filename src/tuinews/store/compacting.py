"""Giving room back: deleted articles become bare tombstones, indexes are merged, the file is written anew."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from tuinews.model.articles import Whereabouts
from tuinews.store.rows import unpack_ids
from tuinews.store.whereabouts import at

INDEXES = ("search", "names_index", "quoted_index")
_INCREMENTAL = 2
_PAGES_MERGED = 200
_PAGES_GIVEN_BACK = 400
"""So that a step holds the file for some milliseconds, and an open reader can write between two."""


class Room(NamedTuple):
    """What the archive's file is made of."""

    bytes: int
    free_bytes: int
    """Of pages that hold nothing."""
    deleted: int
    """Articles that are deleted and can still be brought back."""


def room(connection: sqlite3.Connection) -> Room:
    """Return how the file's room is used."""
    pages, free, size = (
        connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "freelist_count", "page_size")
    )
    deleted = connection.execute(f"SELECT count(*) FROM articles a WHERE {at(Whereabouts.DELETED)}").fetchone()[0]
    return Room(pages * size, free * size, deleted)


def deleted(connection: sqlite3.Connection) -> tuple[int, ...]:
    """Return the articles that are deleted and still hold all they held."""
    rows = connection.execute(f"SELECT id FROM articles a WHERE {at(Whereabouts.DELETED)} ORDER BY id")
    return tuple(row[0] for row in rows)


def forget(connection: sqlite3.Connection, article_ids: Sequence[int]) -> int:
    """Leave nothing of deleted articles but what keeps them from coming back; return how many there were."""
    rows = connection.execute(
        "SELECT id, feed_id, identity, sort_at, added_at, content_sha FROM articles "
        "WHERE id IN (SELECT value FROM json_each(?)) AND is_gone = ?",
        (json.dumps(list(article_ids)), int(Whereabouts.DELETED)),
    ).fetchall()
    for row in rows:
        # Deleted for real, so that everything that hangs on the article goes with it, in whatever table it is.
        connection.execute("DELETE FROM articles WHERE id = ?", row[:1])
        connection.execute(
            "INSERT INTO articles (id, feed_id, identity, sort_at, added_at, content_sha, title, is_gone, is_read) "
            "VALUES (?, ?, ?, ?, ?, ?, '', ?, 1)",
            (*row, int(Whereabouts.FORGOTTEN)),
        )
    return len(rows)


def drop_vain_records(connection: sqlite3.Connection) -> int:
    """Take out of the journal what can no longer be undone or done again, as its articles are forgotten."""
    vain = []
    rows = connection.execute("SELECT id, article_ids FROM journal WHERE kind IN ('place', 'expire')").fetchall()
    for record_id, packed in rows:
        ids = json.dumps(list(unpack_ids(packed)))
        left = connection.execute(
            "SELECT 1 FROM articles WHERE id IN (SELECT value FROM json_each(?)) AND is_gone <> ? LIMIT 1",
            (ids, int(Whereabouts.FORGOTTEN)),
        ).fetchone()
        if left is None:
            vain.append((record_id,))
    connection.executemany("DELETE FROM journal WHERE id = ?", vain)
    return len(vain)


def drop_unused_names(connection: sqlite3.Connection) -> int:
    """Take out the names that no article names or quotes any more; return how many there were."""
    return connection.execute(
        "DELETE FROM names WHERE articles = 0 AND NOT EXISTS (SELECT 1 FROM quoted WHERE name_id = names.id)"
    ).rowcount


def gives_back_in_steps(connection: sqlite3.Connection) -> bool:
    """Return whether the file's holes can be given back a few at a time; an older file is written anew once."""
    return bool(connection.execute("PRAGMA auto_vacuum").fetchone()[0] == _INCREMENTAL)


def merge_some(connection: sqlite3.Connection, index: str, *, is_first: bool) -> bool:
    """Bring a full-text index nearer to being in one piece; return whether there is more to do."""
    before = connection.total_changes
    pages = -_PAGES_MERGED if is_first else _PAGES_MERGED
    connection.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('merge', ?)", (pages,))
    return connection.total_changes - before > 1  # one change is the statement's own


def give_back(connection: sqlite3.Connection) -> int:
    """Give some of the file's holes back; return how many pages are left that hold nothing."""
    connection.execute(f"PRAGMA incremental_vacuum({_PAGES_GIVEN_BACK})").fetchall()
    return int(connection.execute("PRAGMA freelist_count").fetchone()[0])
