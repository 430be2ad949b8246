"""Catching up with people: articles that were annotated before there was an index of people.

All of it goes in small steps, each a transaction of its own, from what stands in the archive: it can be killed at any
moment and goes on where it was.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from datetime import datetime
from typing import NamedTuple

from tuinews.newsroom import Newsroom, correct
from tuinews.store import people_index, people_weeks, wordings
from tuinews.store.people_resolving import KnownCompany

_STEP = 10
_MOVED_STEP = 400


class Indexed(NamedTuple):
    """How far the index has come."""

    done: int
    of: int
    what: str = "finding people"

    @property
    def sentence(self) -> str:
        """The progress in a few words for the status line."""
        return f"{self.what}: {self.done:,} of {self.of:,}"


async def index_people(
    newsroom: Newsroom, most: int | None = None, company: KnownCompany | None = None
) -> AsyncIterator[Indexed]:
    """Index the articles that wait for it, the newest first; yield how far it has come.

    Args:
        newsroom: where they are.
        most: after how many articles it stops; None for all.
        company: what an earlier run found of people's company.
    """
    company = company or KnownCompany()
    await newsroom.database.writing(people_weeks.roll, newsroom.clock())
    while await newsroom.database.writing(people_index.look_again, _MOVED_STEP):
        pass
    done, of = 0, await newsroom.database.reading(people_index.due_count)
    loop = asyncio.get_running_loop()
    while (most is None or done < most) and (ids := await newsroom.database.reading(people_index.due, _STEP)):
        begun = loop.time()
        await newsroom.database.writing(_index, ids, company)
        await asyncio.sleep(loop.time() - begun)  # half the time is left to whoever else wants to write
        done += len(ids)
        yield Indexed(done, max(of, done))


async def index_all(newsroom: Newsroom) -> None:
    """Index the articles that wait for it."""
    async for _ in index_people(newsroom):
        pass


async def waiting(newsroom: Newsroom) -> int:
    """Return how many articles wait to be indexed."""
    return await newsroom.database.reading(people_index.due_count)


async def is_behind(newsroom: Newsroom) -> bool:
    """Return whether there is anything to catch up with, without counting it."""
    return await newsroom.database.reading(_is_behind, newsroom.clock())


def _is_behind(connection: sqlite3.Connection, now: datetime) -> bool:
    is_due = people_index.is_due(connection) or wordings.is_due(connection)
    return is_due or not people_weeks.is_rolled(connection, now)


async def roll(newsroom: Newsroom) -> bool:
    """Let this week's numbers be of the seven days up to today; return whether another day has begun."""
    return await newsroom.database.writing(people_weeks.roll, newsroom.clock())


def _index(connection: sqlite3.Connection, article_ids: tuple[int, ...], company: KnownCompany | None = None) -> None:
    for article_id in article_ids:
        annotation = correct.latest(connection, article_id)
        if annotation is None:
            people_index.not_due(connection, article_id)
        else:
            people_index.index(connection, article_id, annotation, company)
