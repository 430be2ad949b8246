"""Smart folders: queries with a name, and how many unread articles each has.

The unread articles of each folder are kept, so that a change of one article costs a look at that article, not at the
archive. What was counted for another query or, where days matter, on another day is stale and counted anew.
"""

from __future__ import annotations

import sqlite3
from datetime import datetime
from functools import lru_cache

from tuinews.model.subscriptions import SmartFolder
from tuinews.query import Node, QueryError, parse
from tuinews.store import feeds
from tuinews.store.conditions import Condition
from tuinews.store.matching import Matcher, is_about_days, whereabouts

_STALE = -1


def every(connection: sqlite3.Connection) -> tuple[SmartFolder, ...]:
    """Return the smart folders in the user's order, with their counts as far as they are counted."""
    return feeds.smart_folders(connection)


def get(connection: sqlite3.Connection, folder_id: int) -> SmartFolder | None:
    """Return a smart folder, or None."""
    return next((folder for folder in every(connection) if folder.id == folder_id), None)


def save(connection: sqlite3.Connection, folder: SmartFolder) -> int:
    """Store a smart folder, new with id 0 or changed; return its id. One that was dropped comes back as it was."""
    row: tuple[int] = connection.execute(
        "INSERT INTO smart_folders (id, name, query, origin, position) "
        "VALUES (nullif(?, 0), ?, ?, ?, (SELECT coalesce(max(position), 0) + 1 FROM smart_folders)) "
        "ON CONFLICT (id) DO UPDATE SET name = excluded.name, query = excluded.query RETURNING id",
        (folder.id, folder.name, folder.query, folder.origin),
    ).fetchone()
    return row[0]


def drop(connection: sqlite3.Connection, folder_id: int) -> None:
    """Forget a smart folder; its articles are untouched."""
    connection.execute("DELETE FROM smart_folders WHERE id = ?", (folder_id,))


def stale(connection: sqlite3.Connection, today: datetime) -> tuple[int, ...]:
    """Return the folders to be counted anew."""
    rows = connection.execute(
        "SELECT s.id, s.query, c.query, c.day FROM smart_folders s LEFT JOIN smart_counts c ON c.folder_id = s.id"
    )
    return tuple(
        folder_id
        for folder_id, query, counted, day in rows
        if query != counted or day == _STALE or (day != today.toordinal() and _is_about_days(query))
    )


def recount(connection: sqlite3.Connection, folder_id: int, today: datetime) -> None:
    """Find the unread articles of a folder; a query that cannot be understood has none."""
    row = connection.execute("SELECT query FROM smart_folders WHERE id = ?", (folder_id,)).fetchone()
    if row is None:
        return
    connection.execute("DELETE FROM smart_counts WHERE folder_id = ?", (folder_id,))
    connection.execute("DELETE FROM smart_unread WHERE folder_id = ?", (folder_id,))
    node = _parsed(row[0])
    if node is not None:
        condition = condition_of(Matcher(connection, today), node)
        connection.execute(
            f"INSERT INTO smart_unread SELECT ?, a.id FROM articles a WHERE a.is_read = 0 AND {condition.sql}",
            (folder_id, *condition.values),
        )
    connection.execute(
        "INSERT INTO smart_counts SELECT ?1, (SELECT count(*) FROM smart_unread WHERE folder_id = ?1), ?2, ?3",
        (folder_id, row[0], today.toordinal()),
    )


def make_stale(connection: sqlite3.Connection) -> None:
    """Let every folder be counted anew: more has changed than is looked at one by one."""
    connection.execute("UPDATE smart_counts SET day = ?", (_STALE,))


def look_at(connection: sqlite3.Connection, article_ids: list[int], today: datetime) -> None:
    """Put changed articles into the folders they belong to now, and take them out of the others."""
    ids = ", ".join(map(str, article_ids))
    unread = {row[0] for row in connection.execute(f"SELECT id FROM articles WHERE id IN ({ids}) AND is_read = 0")}
    connection.executemany(
        "DELETE FROM smart_unread WHERE article_id = ?", [(id_,) for id_ in article_ids if id_ not in unread]
    )
    if unread:
        _look_at_unread(connection, unread, today)


def _look_at_unread(connection: sqlite3.Connection, unread: set[int], today: datetime) -> None:
    ids = ", ".join(map(str, unread))
    before = set(connection.execute(f"SELECT folder_id, article_id FROM smart_unread WHERE article_id IN ({ids})"))
    now = set[tuple[int, int]]()
    matcher = Matcher(connection, today, is_single=len(unread) < _ONE_BY_ONE)
    for folder_id, query in connection.execute("SELECT folder_id, query FROM smart_counts").fetchall():
        node = _parsed(query)
        if node is not None:
            condition = condition_of(matcher, node)
            matching = f"SELECT a.id FROM articles a WHERE a.id IN ({ids}) AND {condition.sql}"
            now |= {(folder_id, row[0]) for row in connection.execute(matching, condition.values)}
    connection.executemany("INSERT INTO smart_unread VALUES (?, ?)", now - before)
    connection.executemany("DELETE FROM smart_unread WHERE folder_id = ? AND article_id = ?", before - now)


_ONE_BY_ONE = 40
"""From so many articles on it pays to look the words up once for all of them."""


def condition_of(matcher: Matcher, node: Node) -> Condition:
    """Return the condition of a folder's articles: those of its query that are in the lists."""
    condition = matcher.condition(node)
    places = ", ".join(map(str, whereabouts(node)))
    return Condition(f"a.is_gone IN ({places}) AND ({condition.sql})", condition.values)


@lru_cache(256)
def _parsed(query: str) -> Node | None:
    try:
        return parse(query)
    except QueryError:
        return None


def _is_about_days(query: str) -> bool:
    node = _parsed(query)
    return node is not None and is_about_days(node)
