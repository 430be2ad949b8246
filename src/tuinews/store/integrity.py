"""Whether the archive is whole, and mending what can be made anew from the rest of it."""

from __future__ import annotations

import re
import sqlite3

from tuinews.store import schema_version, structure
from tuinews.store.feeds import NEVER
from tuinews.store.rows import to_seconds

_INDEX_FAULT = re.compile(r"(?:row \d+ missing from|wrong # of entries in|non-unique entry in) index", re.IGNORECASE)
_SEARCH_FAULT = re.compile(r"(?:fts5|full-text|inverted index)", re.IGNORECASE)
_COUNTS = (
    "SELECT count(*), coalesce(sum(is_read = 0), 0), coalesce(sum(is_starred), 0), coalesce(sum(is_later), 0) "
    "FROM articles WHERE is_gone = 0"
)
_NAMES = ("all", "unread", "starred", "later")


def problems(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Return what is wrong by SQLite's own check, by the schema and by our kept counts; nothing when all is well."""
    found = list(damage(connection))
    if not structure.is_as_made(connection):
        found.append("the views, triggers and indexes are not those of the schema")
    if not is_called_ours(connection):
        found.append("the application id is not that of tuinews")
    if stray_rows(connection):
        found.append("rows point at others that are not there")
    if not are_counts_right(connection):
        found.append("the counts of articles are out of step")
    return tuple(found)


def damage(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Return what SQLite's own check finds wrong with the file, and what tables and columns it lacks."""
    found = tuple(row[0] for row in connection.execute("PRAGMA integrity_check(100)") if row[0] != "ok")
    return found + structure.lacking(connection)


def is_called_ours(connection: sqlite3.Connection) -> bool:
    """Return whether the head of the file does not say that it is another program's."""
    kind: int = connection.execute("PRAGMA application_id").fetchone()[0]
    return kind in {schema_version.APPLICATION_ID, 0}


def try_to_write(connection: sqlite3.Connection) -> None:
    """Open a table for writing, and change nothing; that a transaction begins does not say that it can write."""
    connection.execute("UPDATE counts SET n = n WHERE name = ''")


def call_ours(connection: sqlite3.Connection) -> None:
    """Have the head of the file say that it is ours."""
    connection.execute(f"PRAGMA application_id = {schema_version.APPLICATION_ID}")


def is_only_index(fault: str) -> bool:
    """Return whether a fault is one of an index only, of which all is there in its table."""
    return _INDEX_FAULT.search(fault) is not None


def is_only_search(fault: str) -> bool:
    """Return whether a fault is one of the search index, which is made of the articles."""
    return _SEARCH_FAULT.search(fault) is not None


def reindex(connection: sqlite3.Connection) -> None:
    """Make every index anew from its table."""
    connection.execute("REINDEX")


def stray_rows(connection: sqlite3.Connection) -> int:
    """Return how many rows point at others that are not there."""
    return sum(1 for _ in connection.execute("PRAGMA foreign_key_check"))


def mend_strays(connection: sqlite3.Connection) -> int:
    """Let no row point at another that is not there; return how many did.

    Articles whose feed is lost get one that stands for it, to be given its address again; a feed in a folder that is
    lost leaves it; what belongs to an article that is lost goes.
    """
    count = stray_rows(connection)
    connection.execute(
        "INSERT INTO feeds (id, url, user_title, added_at, next_refresh_at) "
        "SELECT DISTINCT feed_id, 'http://recovered.invalid/' || feed_id, 'Recovered feed ' || feed_id, 0, ? "
        "FROM articles WHERE feed_id NOT IN (SELECT id FROM feeds)",
        (to_seconds(NEVER),),
    )
    strays = {(row[0], row[3]) for row in connection.execute("PRAGMA foreign_key_check")}
    while strays:
        for table, number in sorted(strays):
            _mend(connection, table, number)
        strays = {(row[0], row[3]) for row in connection.execute("PRAGMA foreign_key_check")}
    return count


def _mend(connection: sqlite3.Connection, table: str, number: int) -> None:
    keys = [row for row in connection.execute(f'PRAGMA foreign_key_list("{table}")') if row[0] == number]
    _, _, parent, column, target, _, on_delete, _ = keys[0]
    where = f'"{column}" IS NOT NULL AND "{column}" NOT IN (SELECT "{target or "id"}" FROM "{parent}")'
    if on_delete == "SET NULL":
        connection.execute(f'UPDATE "{table}" SET "{column}" = NULL WHERE {where}')
    else:
        connection.execute(f'DELETE FROM "{table}" WHERE {where}')


def are_counts_right(connection: sqlite3.Connection) -> bool:
    """Return whether the counts that are kept are those of the articles."""
    real = connection.execute(_COUNTS).fetchone()
    kept = dict(connection.execute("SELECT name, n FROM counts"))
    if tuple(real) != tuple(kept.get(name) for name in _NAMES):
        return False
    return (
        connection.execute(f"SELECT 1 FROM feeds, ({_BY_FEED}) f WHERE f.id = feeds.id AND {_OFF} LIMIT 1").fetchone()
        is None
    )


_BY_FEED = (
    "SELECT feeds.id AS id, count(a.id) AS total, coalesce(sum(a.is_read = 0), 0) AS unread "
    "FROM feeds LEFT JOIN articles a ON a.feed_id = feeds.id AND a.is_gone = 0 GROUP BY feeds.id"
)
_OFF = "(feeds.total, feeds.unread) <> (f.total, f.unread)"


def recount(connection: sqlite3.Connection) -> None:
    """Count the articles, and keep the counts."""
    real = connection.execute(_COUNTS).fetchone()
    connection.executemany(
        "INSERT OR REPLACE INTO counts (name, n) VALUES (?, ?)", list(zip(_NAMES, real, strict=True))
    )
    connection.execute(
        f"UPDATE feeds SET total = f.total, unread = f.unread FROM ({_BY_FEED}) f WHERE f.id = feeds.id AND {_OFF}"
    )
