"""What other programs do to the archive: a second reader, or a refresh that a timer began."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Mapping
from typing import NamedTuple

from tuinews.newsroom import Newsroom
from tuinews.store import articles
from tuinews.store.watching import Watch


class Arrived(NamedTuple):
    """The articles that are newer than another."""

    newest: int
    """The id of the newest article of all, 0 when there is none."""
    by_feed: Mapping[int, tuple[int, ...]]
    """Those that stand in lists, 5,000 at most."""
    stored: Mapping[int, int]
    """How many each feed has got, muted and archived ones too."""


def begin(newsroom: Newsroom) -> Watch:
    """Begin to watch; return what tells of changes."""
    return newsroom.database.watching()


async def has_changed(watch: Watch) -> bool:
    """Return whether anything was written since this was asked last, by whatever program."""
    return await asyncio.to_thread(watch.has_changed)


async def arrived_after(newsroom: Newsroom, article_id: int) -> Arrived:
    """Return the articles that came after the one with this id."""
    return await newsroom.database.reading(_arrived_after, article_id)


def _arrived_after(connection: sqlite3.Connection, article_id: int) -> Arrived:
    newest = articles.newest_id(connection)
    found: dict[int, list[int]] = {}
    rows = connection.execute("SELECT id, feed_id FROM articles WHERE id > ? AND is_gone = 0 LIMIT 5000", (article_id,))
    for one, feed_id in rows:
        found.setdefault(feed_id, []).append(one)
    stored = connection.execute("SELECT feed_id, count(*) FROM articles WHERE id > ? GROUP BY feed_id", (article_id,))
    return Arrived(newest, {feed_id: tuple(ids) for feed_id, ids in found.items()}, dict(stored.fetchall()))
