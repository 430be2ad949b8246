"""The user's own tags on articles."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence


def of_article(connection: sqlite3.Connection, article_id: int) -> tuple[str, ...]:
    """Return an article's tags in order of the alphabet."""
    rows = connection.execute("SELECT tag FROM article_tags WHERE article_id = ? ORDER BY tag", (article_id,))
    return tuple(row[0] for row in rows)


def every(connection: sqlite3.Connection) -> tuple[tuple[str, int], ...]:
    """Return every tag with how many articles have it, the most used first."""
    rows = connection.execute("SELECT tag, count(*) FROM article_tags GROUP BY tag ORDER BY count(*) DESC, tag")
    return tuple((row[0], row[1]) for row in rows)


def give(connection: sqlite3.Connection, article_ids: Sequence[int], tag: str) -> list[int]:
    """Give articles a tag; return the ids of those that did not have it."""
    return [
        row[0]
        for row in connection.execute(
            "INSERT INTO article_tags (tag, article_id) SELECT ?, value FROM json_each(?) WHERE true "
            "ON CONFLICT DO NOTHING RETURNING article_id",
            (_same(connection, tag), json.dumps(list(article_ids))),
        ).fetchall()
    ]


def take(connection: sqlite3.Connection, article_ids: Sequence[int], tag: str) -> list[int]:
    """Take a tag from articles; return the ids of those that had it."""
    return [
        row[0]
        for row in connection.execute(
            "DELETE FROM article_tags WHERE tag = ? AND article_id IN (SELECT value FROM json_each(?)) "
            "RETURNING article_id",
            (tag, json.dumps(list(article_ids))),
        ).fetchall()
    ]


def _same(connection: sqlite3.Connection, tag: str) -> str:
    """Return a tag as it is written already, where it is."""
    row = connection.execute("SELECT tag FROM article_tags WHERE tag = ? LIMIT 1", (tag,)).fetchone()
    return row[0] if row else tag
