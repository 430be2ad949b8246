"""The names that queries of an archive may use, for completion."""

from __future__ import annotations

import sqlite3

from tuinews.query.completion import Vocabulary
from tuinews.store.rows import FEED_TITLE

_MOST_NAMES = 2000


def known(connection: sqlite3.Connection) -> Vocabulary:
    """Return the names of feeds, folders, tags, people and languages; of people the most named."""
    return Vocabulary(
        feeds=_column(
            connection,
            f"SELECT {FEED_TITLE} FROM feeds f WHERE f.removed_at IS NULL ORDER BY total DESC",
        ),
        folders=_column(connection, "SELECT DISTINCT name FROM folders ORDER BY position"),
        tags=_column(
            connection,
            "SELECT value FROM feeds, json_each(feeds.tags) WHERE removed_at IS NULL GROUP BY value UNION ALL "
            "SELECT * FROM (SELECT tag FROM article_tags GROUP BY tag ORDER BY count(*) DESC)",
        ),
        people=_column(connection, f"SELECT name FROM names ORDER BY articles DESC LIMIT {_MOST_NAMES}"),
        authors=_column(
            connection,
            "SELECT authors FROM (SELECT authors FROM articles WHERE authors <> '' ORDER BY id DESC LIMIT 3000) "
            "GROUP BY authors ORDER BY count(*) DESC LIMIT 500",
        ),
        languages=_column(
            connection,
            "SELECT lower(language) FROM (SELECT language FROM articles WHERE language <> '' ORDER BY id DESC "
            "LIMIT 3000) GROUP BY lower(language) ORDER BY count(*) DESC",
        ),
    )


def _column(connection: sqlite3.Connection, sql: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part for row in connection.execute(sql) for part in str(row[0]).split("\n")))
