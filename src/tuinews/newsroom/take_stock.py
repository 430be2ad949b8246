"""Taking stock: what came, what was read and when, who was quoted, which feeds are noisy, large or never read."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from tuinews.model.subscriptions import Feed
from tuinews.newsroom import Newsroom
from tuinews.store import feeds, statistics
from tuinews.store.rows import to_moment, to_seconds
from tuinews.store.statistics import DAY_S, Period
from tuinews.store.statistics import Speaking as Speaking

MOST_STEPS = 60
"""A longer period is counted in steps of several days."""
MOST_SPEAKERS = 12


class FeedStock(NamedTuple):
    """One feed in the period."""

    id: int
    title: str
    arrivals: tuple[int, ...]
    """Articles in each step, the oldest first."""
    unread: int
    opened: int
    bytes: int
    """What its texts take, whenever they came."""

    @property
    def arrived(self) -> int:
        """How many articles it brought."""
        return sum(self.arrivals)


class Stock(NamedTuple):
    """What was counted."""

    since: datetime
    until: datetime
    step_days: int
    arrivals: tuple[int, ...]
    """Articles in each step, the oldest first; the last step ends today."""
    unread: tuple[int, ...]
    """Those of them that are unread."""
    feeds: tuple[FeedStock, ...]
    """The one that brought most first."""
    hours: tuple[tuple[int, ...], ...]
    """Articles opened by day of the week, Monday first, and hour of the day."""
    opened_since: datetime
    """Since when it is counted what is opened."""
    speakers: tuple[tuple[str, int], ...]
    speaking: Speaking

    @property
    def days(self) -> int:
        """How many days the period has."""
        return max(1, len(self.arrivals) * self.step_days)

    @property
    def opened(self) -> int:
        """How many articles were opened."""
        return sum(map(sum, self.hours))

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show."""
        return not any(self.arrivals) and not self.opened


async def take_stock(newsroom: Newsroom, days: int | None = 30, feed_id: int | None = None) -> Stock:
    """Return what the last days brought, today included; None counts everything."""
    return await newsroom.database.reading(_take_stock, newsroom, days, feed_id)


def _take_stock(connection: sqlite3.Connection, newsroom: Newsroom, days: int | None, feed_id: int | None) -> Stock:
    now = newsroom.clock()
    period, begin = _period(connection, newsroom, days, feed_id)
    last = (period.until + period.offset_s) // (period.step_days * DAY_S)
    first = (begin + period.offset_s) // (period.step_days * DAY_S)
    arrived = statistics.arrivals(connection, period)
    unread = statistics.arrivals(connection, period, unread_only=True)
    opened = statistics.opened(connection, period)
    every = [one for one in feeds.every(connection) if feed_id is None or one.id == feed_id]
    steps = range(first, last + 1)
    return Stock(
        to_moment(first * period.step_days * DAY_S - period.offset_s) or now,
        now,
        period.step_days,
        _by_step(arrived, steps),
        _by_step(unread, steps),
        _by_feed(every, steps, arrived, unread, opened, statistics.sizes(connection)),
        _by_hour(opened),
        to_moment(statistics.opened_since(connection)) or now,
        statistics.most_quoted(connection, period, MOST_SPEAKERS),
        statistics.speaking(connection, period),
    )


def _period(
    connection: sqlite3.Connection, newsroom: Newsroom, days: int | None, feed_id: int | None
) -> tuple[Period, int]:
    """Return the period, and where its first step is: without a bound that is where the oldest article is."""
    now = newsroom.clock()
    offset = now.astimezone().utcoffset() or timedelta()
    until = to_seconds(newsroom.today() + timedelta(days=1)) or 0
    since: int | None = None
    if days is not None:
        since = to_seconds(newsroom.today() - timedelta(days=days - 1))
    whole = Period(since, until - 1, feed_id, int(offset.total_seconds()))
    first = since if since is not None else statistics.first_at(connection, feed_id)
    begin = min(first if first is not None else until - DAY_S, until - DAY_S)
    return whole._replace(step_days=max(1, -(-(until - begin) // (MOST_STEPS * DAY_S)))), begin


def _by_step(rows: Sequence[tuple[int, int, int]], steps: range) -> tuple[int, ...]:
    counts = [0] * len(steps)
    for _, step, articles in rows:
        if step in steps:
            counts[step - steps.start] += articles
    return tuple(counts)


def _by_feed(
    every: Sequence[Feed],
    steps: range,
    arrived: Sequence[tuple[int, int, int]],
    unread: Sequence[tuple[int, int, int]],
    opened: Sequence[tuple[int, int, int]],
    sizes: dict[int, int],
) -> tuple[FeedStock, ...]:
    counts: dict[int, list[int]] = {feed.id: [0] * len(steps) for feed in every}
    for feed_id, step, articles in arrived:
        if feed_id in counts and step in steps:
            counts[feed_id][step - steps.start] += articles
    left, read = _sums(unread), _sums(opened)
    found = [
        FeedStock(
            feed.id,
            feed.title,
            tuple(counts[feed.id]),
            left.get(feed.id, 0),
            read.get(feed.id, 0),
            sizes.get(feed.id, 0),
        )
        for feed in every
        if feed.url != feeds.WELCOME_URL and (not feed.is_builtin or any(counts[feed.id]))
    ]
    return tuple(sorted(found, key=lambda one: (-one.arrived, one.title)))


def _sums(rows: Sequence[tuple[int, int, int]]) -> dict[int, int]:
    sums: dict[int, int] = {}
    for feed_id, _, articles in rows:
        sums[feed_id] = sums.get(feed_id, 0) + articles
    return sums


def _by_hour(rows: Sequence[tuple[int, int, int]]) -> tuple[tuple[int, ...], ...]:
    week = [[0] * 24 for _ in range(7)]
    for _, hour, articles in rows:
        day, of_day = divmod(hour, 24)
        week[(day + 3) % 7][of_day] += articles  # the first of January 1970 was a Thursday
    return tuple(map(tuple, week))
