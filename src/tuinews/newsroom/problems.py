"""The feeds that need attention: those that fail, and those from which nothing new has come for long."""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta

from tuinews.model.problems import Failure, Problem, Problems
from tuinews.newsroom import Newsroom
from tuinews.store import failures, feeds


async def problems(newsroom: Newsroom) -> Problems:
    """Return the feeds that need attention: failing ones in the user's order, stale ones from the longest silent."""
    return await newsroom.database.reading(_problems, newsroom.clock(), newsroom.config.problems_stale_days)


def _problems(connection: sqlite3.Connection, now: datetime, stale_days: int) -> Problems:
    every = feeds.fetchable(connection)
    known = failures.every(connection)
    newest = failures.newest_articles(connection, now)
    failing = tuple(Problem(feed, known.get(feed.id, Failure()), newest.get(feed.id)) for feed in every if feed.failure)
    limit = now - timedelta(days=stale_days)
    stale = [
        Problem(feed, None, newest[feed.id])
        for feed in every
        if stale_days and not feed.failure and feed.id in newest and newest[feed.id] < limit
    ]
    return Problems(failing, tuple(sorted(stale, key=lambda problem: problem.newest_at or now)))
