"""Refreshing feeds: many at once, one failing feed never disturbing another."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tuinews.model.events import Failed, FeedOutcome, Refreshed, RefreshTotals, Started, Unchanged
from tuinews.model.subscriptions import Feed
from tuinews.newsroom import Newsroom
from tuinews.newsroom.feed_source import ensure_sources
from tuinews.newsroom.ingest import refresh_feed, web_client
from tuinews.newsroom.rhythm import ASKED_LATELY, LONGEST_LEFT_ALONE
from tuinews.store import feeds, schedules

if TYPE_CHECKING:
    from tuinews.fetch.http import HttpClient
    from tuinews.fetch.politeness import Politeness


async def refresh_feeds(
    newsroom: Newsroom,
    feed_ids: Sequence[int] | None = None,
    *,
    force: bool = False,
    politeness: Politeness | None = None,
) -> AsyncIterator[Started | FeedOutcome]:
    """Fetch the feeds that are due, or these; yield how many first, then each outcome as it is known.

    Feeds named by id are asked whether due or not, but not twice within five minutes. `force` ignores that and the
    schedules; a single feed that is named and forced is asked without its validators. `politeness` are the manners that
    are kept together with other use cases.
    """
    if newsroom.config.tools:
        await ensure_sources(newsroom)
    newest = await _newest(newsroom)
    chosen = await newsroom.database.reading(_choose, feed_ids, force, newsroom)
    yield Started(len(chosen))
    is_unconditional = force and feed_ids is not None and len(feed_ids) == 1
    outcomes = list[FeedOutcome]()
    opened = web_client(newsroom.config, politeness)
    async for outcome in _outcomes(newsroom, chosen, opened, force=force, is_unconditional=is_unconditional):
        outcomes.append(outcome)
        yield outcome
    if newest is not None and outcomes:
        from tuinews.newsroom import run_hooks

        await run_hooks.run_hooks(newsroom, newest, outcomes)


async def _newest(newsroom: Newsroom) -> int | None:
    """Return the number of the newest article where hooks want to know what comes after it."""
    if not newsroom.config.tools:
        return None  # nor is what runs hooks loaded
    from tuinews.newsroom import run_hooks

    return await run_hooks.newest(newsroom) if run_hooks.hooks_of(newsroom) else None


async def _outcomes(
    newsroom: Newsroom,
    chosen: tuple[Feed, ...],
    opened: AbstractAsyncContextManager[HttpClient],
    *,
    force: bool,
    is_unconditional: bool,
) -> AsyncIterator[FeedOutcome]:
    if not chosen:
        return
    gate = asyncio.Semaphore(newsroom.config.refresh_connections)
    turns: dict[str, asyncio.Lock] = {}
    async with opened as client:

        async def one(feed: Feed) -> FeedOutcome:
            # A host's feeds wait for each other here, not inside the gate: forty of one would hold up all others.
            async with turns.setdefault(_host(feed), asyncio.Lock()), gate:
                if not await newsroom.database.reading(_is_wanted, feed.id, force, newsroom):
                    # While this one waited for its turn, another tuinews was here, or the feed was removed.
                    return Unchanged(feed.id, feed.title)
                return await refresh_feed(newsroom, feed, client, is_unconditional=is_unconditional)

        tasks = [asyncio.create_task(one(feed)) for feed in chosen]
        try:
            for task in asyncio.as_completed(tasks):
                yield await task
        finally:
            for pending in tasks:
                pending.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)


def _host(feed: Feed) -> str:
    try:
        return urlsplit(feed.url).hostname or ""
    except ValueError:
        return ""  # as fetching it will say


def _choose(
    connection: sqlite3.Connection, feed_ids: Sequence[int] | None, force: bool, newsroom: Newsroom
) -> tuple[Feed, ...]:
    if feed_ids is not None:
        wanted = set(feed_ids)
        chosen = tuple(feed for feed in feeds.fetchable(connection) if feed.id in wanted)
    elif force:
        chosen = tuple(feed for feed in feeds.fetchable(connection) if feed.next_refresh_at != feeds.NEVER)
    else:
        # A feed that fell due earlier may have come into the hours in which it asks to be left alone.
        alone = schedules.left_alone(connection, newsroom.clock(), newsroom.clock() - LONGEST_LEFT_ALONE)
        chosen = tuple(feed for feed in feeds.due(connection, newsroom.clock()) if feed.id not in alone)
    asked_lately = frozenset[int]() if force else _asked_lately(connection, newsroom)
    return tuple(feed for feed in chosen if feed.id not in asked_lately)


def _is_wanted(connection: sqlite3.Connection, feed_id: int, force: bool, newsroom: Newsroom) -> bool:
    return feeds.is_subscribed(connection, feed_id) and (force or feed_id not in _asked_lately(connection, newsroom))


def _asked_lately(connection: sqlite3.Connection, newsroom: Newsroom) -> frozenset[int]:
    return feeds.asked_between(connection, newsroom.clock() - ASKED_LATELY, newsroom.clock())


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
