"""A condition on articles, as SQL with its values."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

Values = tuple[object, ...]


class Condition(NamedTuple):
    """A condition on `articles a`, with the values of its question marks."""

    sql: str
    values: Values = ()


_FEW = 20
"""Of feeds with less than one in so many articles, those are found feed by feed and put in order."""


def of_feeds(connection: sqlite3.Connection, feed_ids: Sequence[int]) -> Condition:
    """Return the condition that an article is of one of these feeds.

    Those of feeds with a good part of the archive are found in the order of time: the plus sign keeps SQLite from the
    index of feeds.
    """
    ids = json.dumps(feed_ids)
    total, share = connection.execute(
        "SELECT (SELECT n FROM counts WHERE name = 'all'), "
        "(SELECT sum(total) FROM feeds WHERE id IN (SELECT value FROM json_each(?)))",
        (ids,),
    ).fetchone()
    column = "+a.feed_id" if (share or 0) * _FEW > (total or 0) else "a.feed_id"
    return Condition(f"{column} IN (SELECT value FROM json_each(?))", (ids,))
