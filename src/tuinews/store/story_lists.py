"""Stories in lists: of the articles of one story a list shows the first, which stands for the others."""

from __future__ import annotations

import json
import sqlite3
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

Days = tuple[tuple[int, int], ...]

_FEW = 1500
"""The stories of so many articles are looked up one by one; for more all stories are read."""


class Folded(NamedTuple):
    """A list with its stories folded."""

    ids: array[int]
    days: Days
    behind: dict[int, tuple[int, ...]]
    """For each article that stands for others: which, in the order of the list."""


def fold(connection: sqlite3.Connection, ids: array[int], days: Days = ()) -> Folded:
    """Return a list with only the first article of each story."""
    story_of = _stories(connection, ids)
    if not story_of:
        return Folded(ids, days, {})
    leads, behind, dropped = dict[int, int](), dict[int, list[int]](), list[int]()
    for at, article_id in enumerate(ids):
        if article_id in story_of:
            lead = leads.setdefault(story_of[article_id], article_id)
            if lead != article_id:
                behind.setdefault(lead, []).append(article_id)
                dropped.append(at)
    kept, start = array("q"), 0
    for at in dropped:
        kept += ids[start:at]
        start = at + 1
    kept += ids[start:]
    return Folded(kept, _moved(days, dropped, len(kept)), {lead: tuple(rest) for lead, rest in behind.items()})


def sources(connection: sqlite3.Connection, wanted: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Return, for each of these articles that has a story, how many feeds and how many articles it has."""
    rows = connection.execute(
        "SELECT s.article_id, count(DISTINCT a.feed_id), count(*) FROM story_articles s "
        "JOIN story_articles o USING (story_id) JOIN articles a ON a.id = o.article_id "
        "WHERE s.article_id IN (SELECT value FROM json_each(?)) AND a.is_gone = 0 "
        "AND s.feed_id NOT IN (SELECT feed_id FROM story_feeds_off) "
        "AND o.feed_id NOT IN (SELECT feed_id FROM story_feeds_off) GROUP BY s.article_id HAVING count(*) > 1",
        (json.dumps(list(wanted)),),
    )
    return {row[0]: (row[1], row[2]) for row in rows}


def _stories(connection: sqlite3.Connection, ids: array[int]) -> dict[int, int]:
    among = "article_id IN (SELECT value FROM json_each(?)) AND " if len(ids) <= _FEW else ""
    values = (json.dumps(ids.tolist()),) if among else ()
    return dict(
        connection.execute(
            f"SELECT article_id, story_id FROM story_articles WHERE {among}"
            "feed_id NOT IN (SELECT feed_id FROM story_feeds_off)",
            values,
        ).fetchall()
    )


def _moved(days: Days, dropped: list[int], length: int) -> Days:
    """Return where the days begin without the articles that were dropped; a day that has none left begins nowhere."""
    if not days:
        return ()
    places = [(at - bisect_left(dropped, at), day) for at, day in days]
    ends = [*(at for at, _ in places[1:]), length]
    return tuple(place for place, end in zip(places, ends, strict=True) if place[0] < end)
