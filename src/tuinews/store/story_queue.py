"""The articles that wait to be put into their stories: taken from the newest on, a few in each transaction.

The index of stories holds the last days, and beside them the days that an older archive is being gone through; what
lies behind on the way back is taken out a little with each step, so that no step holds the file for long.
"""

from __future__ import annotations

import sqlite3
from datetime import datetime
from typing import NamedTuple

from tuinews.store import stories, story_index
from tuinews.store.rows import to_seconds
from tuinews.store.story_index import Finder

_FORGOTTEN_AN_ARTICLE = 3
"""For each that comes into the index so many go, so that it shrinks while an archive is gone through."""


class Placed(NamedTuple):
    """What one step did."""

    articles: int
    changed: frozenset[int] = frozenset()
    """The articles of the stories that grew."""
    is_done: bool = False
    """Whether there was nothing left to do."""


def place_next(connection: sqlite3.Connection, now: datetime, limit: int, finder: Finder | None = None) -> Placed:
    """Put the newest waiting articles into their stories.

    Args:
        connection: where they are.
        now: the present moment.
        limit: how many are placed at most.
        finder: what the step before has learnt of the days around them.
    """
    seconds = to_seconds(now)
    assert seconds is not None
    rows = connection.execute(
        "SELECT moment, article_id FROM story_waiting ORDER BY moment DESC, article_id DESC LIMIT ?", (limit,)
    ).fetchall()
    ids = [row[1] for row in rows]
    changed = stories.place(connection, ids, now, finder or Finder())
    connection.executemany("DELETE FROM story_waiting WHERE moment = ? AND article_id = ?", rows)
    kept = story_index.period_of(rows[-1][0]) if rows else None
    forgotten = story_index.forget(connection, seconds, kept, limit * _FORGOTTEN_AN_ARTICLE)
    return Placed(len(ids), frozenset(changed), not ids and not forgotten)


def waiting(connection: sqlite3.Connection) -> int:
    """Return how many articles wait."""
    return int(connection.execute("SELECT count(*) FROM story_waiting").fetchone()[0])
