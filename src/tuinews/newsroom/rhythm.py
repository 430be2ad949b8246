"""When a feed is asked again: in its own rhythm, within bounds, and never against what it or its server asks for."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final

from tuinews.config import Config
from tuinews.store.schedules import Schedule

LONGEST_WAIT: Final = timedelta(hours=24)
"""How long a server may have us wait: a wrong header must not silence a feed for a year."""
ASKED_LATELY: Final = timedelta(minutes=5)
"""Nothing is asked twice within this time, unless the user insists."""
LONGEST_LEFT_ALONE: Final = timedelta(days=7)
"""A feed that asks to be left alone whenever we come is asked all the same after this time."""

_ASKS_A_GAP: Final = 4
"""A feed is asked so many times between two articles of its usual pace."""
_ONE_BATCH: Final = timedelta(minutes=30)
"""Articles that appear within this time count as one."""
_FEWEST: Final = 3
_SPREAD: Final = 0.1
_MOST_DOUBLINGS: Final = 6
_HOURS_OF_A_WEEK: Final = 7 * 24


def next_refresh(
    schedule: Schedule, fresh_until: datetime | None, config: Config, now: datetime, feed_id: int
) -> datetime:
    """Return when a feed that answered is due again."""
    wait = own_interval(schedule.published, config, now)
    if schedule.asked_minutes:
        wait = max(wait, min(timedelta(minutes=schedule.asked_minutes), LONGEST_WAIT))
    due = now + wait
    if fresh_until is not None:
        due = max(due, min(fresh_until, now + LONGEST_WAIT))
    return _outside(schedule, _spread(due, wait, feed_id))


def next_try(failures_before: int, retry_at: datetime | None, config: Config, now: datetime, feed_id: int) -> datetime:
    """Return when a feed that failed is due again: the longer it has failed, the later, within a day."""
    wait = timedelta(minutes=config.refresh_interval_min) * 2 ** min(failures_before, _MOST_DOUBLINGS)
    wait = min(wait, max(LONGEST_WAIT, timedelta(minutes=config.refresh_interval_min)))
    return max(_spread(now + wait, wait, feed_id), retry_at or now)


def own_interval(published: Sequence[datetime], config: Config, now: datetime) -> timedelta:
    """Return how long to wait between two fetches, from when a feed's articles appeared, the newest first."""
    shortest = timedelta(minutes=config.refresh_interval_min)
    longest = max(shortest, timedelta(minutes=config.refresh_longest_min))
    batches: list[datetime] = []
    for moment in published:
        if not batches or batches[-1] - moment > _ONE_BATCH:
            batches.append(moment)
    if len(batches) < _FEWEST:
        return shortest
    gaps_s = sorted((later - earlier).total_seconds() for later, earlier in pairwise(batches))
    # Silence counts as a gap that is not over: a feed that has gone quiet is asked less and less often.
    pace = max(timedelta(seconds=gaps_s[len(gaps_s) // 2]), (now - batches[0]) / _ASKS_A_GAP)
    return min(max(shortest, pace / _ASKS_A_GAP), longest)


def _spread(due: datetime, wait: timedelta, feed_id: int) -> datetime:
    """Return a moment a little later, so that a hundred feeds do not fall due in the same second, nor keep in step."""
    return due + wait * _SPREAD * (zlib.crc32(f"{feed_id} {due}".encode()) / (1 << 32))


def _outside(schedule: Schedule, due: datetime) -> datetime:
    """Return the first moment from `due` on that lies in no hour or day that the feed asks to be left alone in."""
    if not (schedule.skipped_hours or schedule.skipped_days):
        return due
    later = (due + timedelta(hours=hours) for hours in range(_HOURS_OF_A_WEEK))
    allowed = (
        moment
        for moment in later
        if moment.hour not in schedule.skipped_hours and moment.weekday() not in schedule.skipped_days
    )
    return next(allowed, due)
