"""Catching up: articles that came without text, people and quotes, or whose annotator has been improved, get theirs.

`next_articles` alone says which come next; the reader asks for a few at a time, `refresh` for as many as it may.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from tuinews import annotator
from tuinews.model.events import CaughtUp
from tuinews.newsroom import Newsroom, complete
from tuinews.store import annotated, bodies


def next_articles(connection: sqlite3.Connection, most: int, in_sight: Sequence[int] = ()) -> tuple[int, ...]:
    """Return the articles to complete next: those without a text first, then those that an older annotator read.

    Args:
        connection: to the archive.
        most: how many at most.
        in_sight: articles that somebody looks at; of each kind they come first, in this order, then the newest.
    """
    untold = _in_order(bodies.uncleaned_of(connection, in_sight), bodies.uncleaned(connection, most))[:most]
    if len(untold) == most:
        return untold
    outdated = _in_order(
        annotated.outdated_of(connection, in_sight, annotator.VERSION),
        annotated.outdated(connection, annotator.VERSION, most),
    )
    return untold + outdated[: most - len(untold)]


def _in_order(first: tuple[int, ...], then: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(first + then))


def waiting(connection: sqlite3.Connection) -> int:
    """Return how many articles wait."""
    return bodies.count_uncleaned(connection) + annotated.count_outdated(connection, annotator.VERSION)


async def catch_up_some(newsroom: Newsroom, most: int, in_sight: Sequence[int] = ()) -> CaughtUp:
    """Complete the next few articles; return which, and how many still wait."""
    ids = await newsroom.database.reading(next_articles, most, in_sight)
    if ids:
        await complete.complete_together(newsroom, ids)
    return CaughtUp(ids, await newsroom.database.reading(waiting))


async def for_refresh(newsroom: Newsroom, new: int) -> int:
    """Return how many articles a refresh completes that brought this many new ones, 0 where none.

    A few new ones are completed at once, and some that earlier runs left with them. A run without anything new costs
    next to nothing where a first refresh has left thousands; it completes what is left once that is little.
    """
    most = newsroom.config.refresh_index_most
    if new > most:
        return 0
    left = await newsroom.database.reading(bodies.count_uncleaned)
    if left <= most:
        return left
    return min(most, new + _WITH_NEW_ONES) if new else 0


_WITH_NEW_ONES = 20
