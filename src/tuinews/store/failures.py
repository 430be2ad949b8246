"""Why feeds fail, beside the sentence that `feeds` keeps; and which feeds only rest."""

from __future__ import annotations

import json
import sqlite3
from datetime import datetime

from tuinews.errors import FailureKind
from tuinews.model.entries import FeedLink
from tuinews.model.problems import Failure
from tuinews.store.rows import to_json, to_moment, to_seconds


def save(connection: sqlite3.Connection, feed_id: int, failure: Failure, now: datetime) -> None:
    """Record what is known of a failure; it stands for the attempt that was made at `now`."""
    facts: dict[str, object] = {
        name: value
        for name, value in failure._asdict().items()
        if name != "kind" and value != Failure._field_defaults[name]
    }
    for name in ("retry_at", "expires_at"):
        if name in facts:
            facts[name] = to_seconds(getattr(failure, name))
    connection.execute(
        "INSERT OR REPLACE INTO feed_failures (feed_id, at, kind, facts) VALUES (?, ?, ?, ?)",
        (feed_id, to_seconds(now), failure.kind.value, to_json(facts)),
    )


def every(connection: sqlite3.Connection) -> dict[int, Failure]:
    """Return what is known of the failures of the feeds that fail now, by feed."""
    rows = connection.execute(
        "SELECT f.feed_id, f.kind, f.facts FROM feed_failures f JOIN feeds ON feeds.id = f.feed_id "
        "WHERE feeds.failure <> '' AND feeds.last_attempt_at = f.at AND feeds.removed_at IS NULL"
    )
    return {row[0]: _failure(row[1], json.loads(row[2])) for row in rows}


def newest_articles(connection: sqlite3.Connection, now: datetime) -> dict[int, datetime]:
    """Return for each feed that was fetched well the moment of its newest article that is not of the future.

    Articles that are muted, archived or deleted count: it is the feed that is silent or not.
    """
    rows = connection.execute(
        "SELECT id, max("
        "coalesce((SELECT max(sort_at) FROM articles WHERE feed_id = feeds.id AND is_gone = 0 AND sort_at <= ?1), 0), "
        "coalesce((SELECT max(sort_at) FROM articles WHERE feed_id = feeds.id AND is_gone > 1 AND sort_at <= ?1), 0)) "
        "FROM feeds WHERE kind = 'feed' AND removed_at IS NULL AND last_success_at IS NOT NULL",
        (to_seconds(now),),
    )
    found = {row[0]: to_moment(row[1] or None) for row in rows}
    return {feed_id: moment for feed_id, moment in found.items() if moment is not None}


def _failure(kind: str, facts: dict[str, object]) -> Failure:
    known = {name: value for name, value in facts.items() if name in Failure._fields}
    for name in ("retry_at", "expires_at"):
        if name in known:
            known[name] = to_moment(int(str(known[name])))
    names, links = known.get("names", ()), known.get("feeds", ())
    known["names"] = tuple(names) if isinstance(names, list) else ()
    known["feeds"] = tuple(FeedLink(*link) for link in links) if isinstance(links, list) else ()
    is_known_kind = kind in set(FailureKind)
    return Failure(kind=FailureKind(kind) if is_known_kind else FailureKind.UNKNOWN, **known)  # type: ignore[arg-type]
