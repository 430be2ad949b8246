"""Which articles have come since a moment."""

from __future__ import annotations

import sqlite3
from array import array
from datetime import datetime

from tuinews.model.scopes import Scope
from tuinews.store.asked import conditions
from tuinews.store.rows import to_seconds


def arrived_since(
    connection: sqlite3.Connection, moment: datetime, words: str, today: datetime, limit: int
) -> array[int]:
    """Return the subscribed feeds' articles that came since a moment and match a query, the newest first."""
    asked = conditions(connection, Scope(words=words), today)
    where = " AND ".join(f"({one.sql})" for one in asked)
    values = [value for one in asked for value in one.values]
    rows = connection.execute(
        f"SELECT a.id FROM articles a WHERE a.added_at >= ? AND {where} "
        "AND a.feed_id IN (SELECT id FROM feeds WHERE url NOT LIKE 'tuinews:%') "
        "ORDER BY a.sort_at DESC, a.id DESC LIMIT ?",
        (to_seconds(moment), *values, limit),
    )
    return array("q", [row[0] for row in rows])


def after_id(connection: sqlite3.Connection, article_id: int, limit: int) -> tuple[int, ...]:
    """Return the articles of the lists with a higher number, in order, at most `limit`."""
    rows = connection.execute(
        "SELECT id FROM articles WHERE id > ? AND is_gone = 0 ORDER BY id LIMIT ?", (article_id, limit)
    )
    return tuple(row[0] for row in rows)
