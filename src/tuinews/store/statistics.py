"""What the archive can be counted by: days, feeds, hours of reading, sources. Every question is one indexed query."""

from __future__ import annotations

import json
import sqlite3
from typing import NamedTuple

Values = tuple[object, ...]
DAY_S = 86_400


class Period(NamedTuple):
    """Which articles are counted, and in how large steps."""

    since: int | None = None
    """Seconds since 1970 UTC; None counts all."""
    until: int = 0
    feed_id: int | None = None
    offset_s: int = 0
    """The reader's own time less UTC: days begin at the reader's midnight."""
    step_days: int = 1


class Speaking(NamedTuple):
    """How many quotes are by whom."""

    people: int = 0
    bodies: int = 0
    """Organisations and documents."""
    unnamed: int = 0
    unknown: int = 0


def arrivals(
    connection: sqlite3.Connection, period: Period, *, unread_only: bool = False
) -> list[tuple[int, int, int]]:
    """Return (feed, step, articles): steps are numbered from 1970 in the reader's own days."""
    where, values = _articles(period)
    unread = " AND a.is_read = 0" if unread_only else ""
    return connection.execute(
        f"SELECT a.feed_id, (a.sort_at + ?) / ? AS step, count(*) FROM articles a WHERE {where}{unread} GROUP BY 1, 2",
        (period.offset_s, period.step_days * DAY_S, *values),
    ).fetchall()


def first_at(connection: sqlite3.Connection, feed_id: int | None) -> int | None:
    """Return when the oldest listed article is from; None when there is none."""
    where, values = _articles(Period(until=1 << 40, feed_id=feed_id))
    row = connection.execute(f"SELECT min(a.sort_at) FROM articles a WHERE {where}", values).fetchone()
    return None if row is None else row[0]


def opened(connection: sqlite3.Connection, period: Period) -> list[tuple[int, int, int]]:
    """Return (feed, hour since 1970 in the reader's own time, articles opened)."""
    where, values = ["1"], list[object]()
    if period.since is not None:
        where.append("hour >= ?")
        values.append(period.since // 3600)
    if period.feed_id is not None:
        where.append("feed_id = ?")
        values.append(period.feed_id)
    return connection.execute(
        f"SELECT feed_id, hour + ?, articles FROM readings WHERE {' AND '.join(where)}",
        (period.offset_s // 3600, *values),
    ).fetchall()


def opened_since(connection: sqlite3.Connection) -> int:
    """Return since when it is counted what is opened."""
    row = connection.execute("SELECT n FROM counts WHERE name = 'readings_since'").fetchone()
    return row[0] if row else 0


def note_opened(connection: sqlite3.Connection, article_ids: list[int], at: int) -> None:
    """Count articles that were opened."""
    for article_id in article_ids:
        connection.execute(
            "INSERT INTO readings SELECT ?, feed_id, 1 FROM articles WHERE id = ? "
            "ON CONFLICT DO UPDATE SET articles = articles + 1",
            (at // 3600, article_id),
        )


def most_quoted(connection: sqlite3.Connection, period: Period, limit: int) -> tuple[tuple[str, int], ...]:
    """Return the people who are quoted most, with how many quotes."""
    source, where, values = _quotes(connection, period)
    rows = connection.execute(
        f"SELECT n.name, c.quotes FROM (SELECT q.name_id, count(*) AS quotes FROM {source} "
        f"WHERE {where} AND q.name_id IS NOT NULL GROUP BY q.name_id) c "
        "JOIN names n ON n.id = c.name_id WHERE n.articles > 0 ORDER BY c.quotes DESC, n.name LIMIT ?",
        (*values, limit),
    )
    return tuple((row[0], row[1]) for row in rows)


def _quotes(connection: sqlite3.Connection, period: Period) -> tuple[str, str, Values]:
    """Return where the quotes of a period are found, and the condition that they meet.

    Those of few articles are found article by article. Of many the index by speaker is gone through, which has them
    counted as it goes; as ids grow with time, it leaves out what is not between the first and the last.
    """
    if period.since is None and period.feed_id is None:
        return "quoted q", "1", ()
    where, values = _articles(period)
    if period.feed_id is None:
        ids = {row[0] for row in connection.execute(f"SELECT a.id FROM articles a WHERE {where}", values)}
        between = range(min(ids, default=0), max(ids, default=0) + 1)
        if len(ids) > _FEW_ARTICLES and len(between) < 2 * len(ids):
            others = json.dumps([one for one in between if one not in ids])
            return (
                "quoted q INDEXED BY quoted_by",
                "q.article_id BETWEEN ? AND ? AND q.article_id NOT IN (SELECT value FROM json_each(?))",
                (between[0], between[-1], others),
            )
    return "articles a JOIN quoted q ON q.article_id = a.id", where, values


_FEW_ARTICLES = 3000


def speaking(connection: sqlite3.Connection, period: Period) -> Speaking:
    """Return how many quotes have a named source, an unnamed one, or none that can be told."""
    where, values = _articles(period)
    is_bounded = period.since is not None or period.feed_id is not None
    source = "articles a JOIN tallies t ON t.article_id = a.id" if is_bounded else "tallies t"
    row = connection.execute(
        "SELECT sum(t.by_people), sum(t.by_bodies), sum(t.by_unnamed), sum(t.by_unknown) "
        f"FROM {source} WHERE {where if is_bounded else '1'}",
        values if is_bounded else (),
    ).fetchone()
    return Speaking(*(number or 0 for number in row))


def sizes(connection: sqlite3.Connection) -> dict[int, int]:
    """Return how many bytes each feed's texts take."""
    return dict(connection.execute("SELECT feed_id, sum(bytes) FROM tallies GROUP BY feed_id").fetchall())


def _articles(period: Period) -> tuple[str, Values]:
    where, values = ["a.is_gone = 0"], list[object]()
    if period.since is not None:
        where.append("a.sort_at >= ?")
        values.append(period.since)
    where.append("a.sort_at <= ?")
    values.append(period.until)
    if period.feed_id is not None:
        where.append("a.feed_id = ?")
        values.append(period.feed_id)
    return " AND ".join(where), tuple(values)
