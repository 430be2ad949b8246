"""The journal: what the user changed, so that it can be undone and done again, across restarts.

Each record says what kind of change it was and which rows it really changed; undoing flips just those.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from tuinews.store.rows import pack_ids, to_json, to_moment, to_seconds, unpack_ids


class JournalRecord(NamedTuple):
    """One change of the user's."""

    id: int
    label: str
    """What was done, in the past tense: "18 articles marked read"."""
    kind: str
    payload: dict[str, object]
    article_ids: array[int]


class JournalEntry(NamedTuple):
    """A change as it is listed."""

    id: int
    label: str
    at: datetime | None
    is_undone: bool


def write(
    connection: sqlite3.Connection,
    label: str,
    kind: str,
    payload: dict[str, object],
    article_ids: Sequence[int],
    now: datetime,
) -> int:
    """Record a change; what had been undone before it can no longer be done again."""
    connection.execute("DELETE FROM journal WHERE is_undone = 1")
    row: tuple[int] = connection.execute(
        "INSERT INTO journal (at, label, kind, payload, article_ids) VALUES (?, ?, ?, ?, ?) RETURNING id",
        (to_seconds(now), label, kind, to_json(payload), pack_ids(article_ids)),
    ).fetchone()
    return row[0]


def extend(
    connection: sqlite3.Connection, record_id: int, more_ids: Sequence[int], label: Callable[[int], str]
) -> None:
    """Add articles to the record of a change that is made in several steps."""
    packed: bytes = connection.execute("SELECT article_ids FROM journal WHERE id = ?", (record_id,)).fetchone()[0]
    ids = [*unpack_ids(packed), *more_ids]
    connection.execute(
        "UPDATE journal SET article_ids = ?, label = ? WHERE id = ?", (pack_ids(ids), label(len(ids)), record_id)
    )


def last_done(connection: sqlite3.Connection) -> JournalRecord | None:
    """Return the change that undo would take back."""
    return _one(connection, "is_undone = 0 ORDER BY id DESC")


def first_undone(connection: sqlite3.Connection) -> JournalRecord | None:
    """Return the change that redo would do again."""
    return _one(connection, "is_undone = 1 ORDER BY id")


def latest(connection: sqlite3.Connection, limit: int) -> tuple[JournalEntry, ...]:
    """Return the last changes, the newest first, those that were undone included."""
    rows = connection.execute("SELECT id, label, at, is_undone FROM journal ORDER BY id DESC LIMIT ?", (limit,))
    return tuple(JournalEntry(row[0], row[1], to_moment(row[2]), bool(row[3])) for row in rows)


def set_undone(connection: sqlite3.Connection, record_id: int, is_undone: bool) -> None:
    """Note that a change has been undone, or done again."""
    connection.execute("UPDATE journal SET is_undone = ? WHERE id = ?", (int(is_undone), record_id))


def _one(connection: sqlite3.Connection, condition: str) -> JournalRecord | None:
    row = connection.execute(
        f"SELECT id, label, kind, payload, article_ids FROM journal WHERE {condition} LIMIT 1"
    ).fetchone()
    return None if row is None else JournalRecord(row[0], row[1], row[2], json.loads(row[3]), unpack_ids(row[4]))
