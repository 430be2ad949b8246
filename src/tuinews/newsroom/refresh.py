"""Refreshing feeds: many at once, one failing feed never disturbing another."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Sequence

from tuinews.model import Failed, Feed, FeedOutcome, Refreshed, RefreshTotals, Started, Unchanged
from tuinews.newsroom import Newsroom
from tuinews.newsroom.ingest import refresh_feed, web_client
from tuinews.store import feeds


async def refresh_feeds(
    newsroom: Newsroom, feed_ids: Sequence[int] | None = None, *, force: bool = False
) -> AsyncIterator[Started | FeedOutcome]:
    """Fetch the feeds that are due, or these; yield how many first, then each outcome as it is known.

    `force` ignores the schedules; feeds named by id are asked in any case.
    """
    chosen = await newsroom.database.reading(_choose, feed_ids, force, newsroom)
    yield Started(len(chosen))
    async for outcome in _outcomes(newsroom, chosen):
        yield outcome


async def _outcomes(newsroom: Newsroom, chosen: tuple[Feed, ...]) -> AsyncIterator[FeedOutcome]:
    if not chosen:
        return
    gate = asyncio.Semaphore(newsroom.config.refresh_connections)
    async with web_client(newsroom.config) as client:

        async def one(feed: Feed) -> FeedOutcome:
            async with gate:
                return await refresh_feed(newsroom, feed, client)

        tasks = [asyncio.create_task(one(feed)) for feed in chosen]
        try:
            for task in asyncio.as_completed(tasks):
                yield await task
        finally:
            for pending in tasks:
                pending.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)


def _choose(
    connection: sqlite3.Connection, feed_ids: Sequence[int] | None, force: bool, newsroom: Newsroom
) -> tuple[Feed, ...]:
    if feed_ids is not None:
        wanted = set(feed_ids)
        return tuple(feed for feed in feeds.fetchable(connection) if feed.id in wanted)
    return feeds.fetchable(connection) if force else feeds.due(connection, newsroom.clock())


def add_up(outcomes: Sequence[FeedOutcome]) -> RefreshTotals:
    """Return the counts of a refresh."""
    failures = tuple(outcome for outcome in outcomes if isinstance(outcome, Failed))
    return RefreshTotals(
        feeds=len(outcomes),
        new=sum(outcome.new for outcome in outcomes if isinstance(outcome, Refreshed)),
        updated=sum(outcome.updated for outcome in outcomes if isinstance(outcome, Refreshed)),
        unchanged=sum(isinstance(outcome, Unchanged) for outcome in outcomes),
        failed=len(failures),
        failures=failures,
    )
