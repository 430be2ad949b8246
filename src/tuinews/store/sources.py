"""Whose words are quoted, counted by feed, month and speaker; direct quotes in articles that are listed or archived."""

from __future__ import annotations

import sqlite3

from tuinews.model.articles import Whereabouts
from tuinews.store.whereabouts import at

_QUOTES = "articles a CROSS JOIN quoted q ON q.article_id = a.id"


def by_month(
    connection: sqlite3.Connection, since: int, offset_s: int, feed_id: int | None
) -> list[tuple[int, str, int, int]]:
    """Return (feed, month such as 2026-11 in the reader's own time, kind of source, quotes)."""
    found = list[tuple[int, str, int, int]]()
    for place in (Whereabouts.LISTED, Whereabouts.ARCHIVED):  # one by one: each has an index in order of time
        found += connection.execute(
            "SELECT a.feed_id, strftime('%Y-%m', a.sort_at + ?, 'unixepoch') AS month, q.source, count(*) "
            f"FROM {_QUOTES} WHERE {at(place)} AND a.sort_at >= ? AND q.source IS NOT NULL "
            f"{'' if feed_id is None else 'AND a.feed_id = ?'} GROUP BY 1, 2, 3",
            (offset_s, since, *(() if feed_id is None else (feed_id,))),
        ).fetchall()
    return found


def by_speaker(connection: sqlite3.Connection, feed_id: int, since: int, limit: int) -> list[tuple[str, int, int]]:
    """Return (speaker, kind of source, quotes) of a feed, the one quoted most first."""
    return connection.execute(
        f"SELECT n.name, q.source, count(*) AS quotes FROM {_QUOTES} JOIN names n ON n.id = q.name_id "
        "WHERE a.feed_id = ? AND a.is_gone IN (0, 3) AND a.sort_at >= ? AND q.source IS NOT NULL "
        "GROUP BY q.name_id, q.source ORDER BY quotes DESC, 1 LIMIT ?",
        (feed_id, since, limit),
    ).fetchall()
