"""What decides when a feed is asked again, and under which address."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, datetime
from typing import NamedTuple

from tuinews.model.entries import FeedInfo
from tuinews.store.rows import to_json, to_moment, to_seconds

_RECENT = 30
_BELIEVED_AFTER = 2
"""How often in a row a permanent redirect has to be met before the feed is given its new address."""


class Schedule(NamedTuple):
    """What a feed asks for, and when it published."""

    asked_minutes: int | None = None
    """The rhythm the feed asks for."""
    skipped_hours: tuple[int, ...] = ()
    skipped_days: tuple[int, ...] = ()
    published: tuple[datetime, ...] = ()
    """When its newest articles appeared, the newest first."""


def get(connection: sqlite3.Connection, feed_id: int) -> Schedule:
    """Return what decides when a feed is asked again."""
    row = connection.execute(
        "SELECT asked_minutes, skipped_hours, skipped_days FROM schedules WHERE feed_id = ?", (feed_id,)
    ).fetchone()
    asked, hours, days = row or (None, "[]", "[]")
    published = connection.execute(
        "SELECT sort_at FROM (SELECT sort_at FROM articles WHERE feed_id = ?1 AND is_gone = 0 "
        "ORDER BY sort_at DESC LIMIT ?2) UNION ALL SELECT sort_at FROM (SELECT sort_at FROM articles "
        "WHERE feed_id = ?1 AND is_gone > 1 ORDER BY sort_at DESC LIMIT ?2) ORDER BY sort_at DESC LIMIT ?2",
        (feed_id, _RECENT),
    )
    moments = (to_moment(row[0]) for row in published)
    return Schedule(
        asked, tuple(json.loads(hours)), tuple(json.loads(days)), tuple(moment for moment in moments if moment)
    )


def left_alone(connection: sqlite3.Connection, now: datetime, since: datetime) -> frozenset[int]:
    """Return the feeds that ask to be left alone at this hour or on this day, of those fetched well since then."""
    rows = connection.execute(
        "SELECT s.feed_id, s.skipped_hours, s.skipped_days FROM schedules s JOIN feeds f ON f.id = s.feed_id "
        "WHERE (s.skipped_hours <> '[]' OR s.skipped_days <> '[]') AND f.last_success_at > ?",
        (to_seconds(since),),
    )
    here = now.astimezone(UTC)  # https://www.rssboard.org/skip-hours-days
    return frozenset(
        feed_id for feed_id, hours, days in rows if here.hour in json.loads(hours) or here.weekday() in json.loads(days)
    )


def note_wishes(connection: sqlite3.Connection, feed_id: int, info: FeedInfo) -> None:
    """Take over when a feed asks to be fetched, and when not."""
    wishes = (info.ttl_minutes, to_json(info.skipped_hours), to_json(info.skipped_days))
    if wishes == (None, "[]", "[]"):
        connection.execute(
            "UPDATE schedules SET asked_minutes = NULL, skipped_hours = '[]', skipped_days = '[]' WHERE feed_id = ?",
            (feed_id,),
        )
        return
    connection.execute(
        "INSERT INTO schedules (feed_id, asked_minutes, skipped_hours, skipped_days) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (feed_id) DO UPDATE SET asked_minutes = excluded.asked_minutes, "
        "skipped_hours = excluded.skipped_hours, skipped_days = excluded.skipped_days",
        (feed_id, *wishes),
    )


def note_move(connection: sqlite3.Connection, feed_id: int, moved_to: str) -> bool:
    """Note where permanent redirects led this time, empty for nowhere; return whether it has held twice."""
    if not moved_to:
        connection.execute(
            "UPDATE schedules SET moved_to = '', moved_times = 0 WHERE feed_id = ? AND moved_times", (feed_id,)
        )
        return False
    (times,) = connection.execute(
        "INSERT INTO schedules (feed_id, moved_to, moved_times) VALUES (?, ?, 1) ON CONFLICT (feed_id) DO UPDATE SET "
        "moved_times = CASE WHEN moved_to = excluded.moved_to THEN moved_times + 1 ELSE 1 END, "
        "moved_to = excluded.moved_to RETURNING moved_times",
        (feed_id, moved_to),
    ).fetchone()
    return bool(times >= _BELIEVED_AFTER)
