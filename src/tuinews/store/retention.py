"""How long articles are kept: the rules, and which articles they let go.

The order is that of first seeing: a publisher's date may be anything, and a clock that jumps changes no order.
"""

from __future__ import annotations

import sqlite3
from datetime import datetime
from typing import NamedTuple

from tuinews.model.articles import Whereabouts
from tuinews.store.rows import FEED_TITLE, to_json, to_seconds


class Rules(NamedTuple):
    """What is kept; 0 sets no bound."""

    days: int = 0
    """Days since an article was first seen."""
    articles: int = 0
    """The newest of each feed."""
    feed_mb: int = 0
    total_mb: int = 0
    unread: bool = False
    """Whether unread articles may go, too."""


class FeedRule(NamedTuple):
    """What is kept of one feed where that is its own; None follows the rules for all."""

    days: int | None = None
    articles: int | None = None
    mb: int | None = None
    unread: bool | None = None


class Leaving(NamedTuple):
    """The articles of one feed that go."""

    feed_id: int
    feed_title: str
    articles: int
    bytes: int


class Plan(NamedTuple):
    """What the rules let go now."""

    listed: tuple[int, ...]
    muted: tuple[int, ...]
    bytes: int
    of: int
    """How many articles there are that could be looked at."""
    feeds: tuple[Leaving, ...]
    """Who loses most first."""

    @property
    def articles(self) -> int:
        """How many articles go."""
        return len(self.listed) + len(self.muted)


_KEPT_BY = (
    ("article_tags", "a.id IN (SELECT article_id FROM article_tags)"),
    ("corrections", "a.id IN (SELECT article_id FROM corrections)"),
    ("spared", "a.id IN (SELECT article_id FROM spared)"),
    (
        "follows",
        "a.id IN (SELECT s.article_id FROM follows f CROSS JOIN people p ON p.id = f.person_id "
        "JOIN appearances s ON s.person_id = p.root_id)",
    ),
)
"""What besides a mark keeps an article, by the table that says so; a table that is not there keeps none."""

_PLAN = """
WITH rules AS (
    SELECT f.id AS feed_id, {FEED_TITLE} AS feed_title,
        coalesce(r.days, :days) AS days, coalesce(r.articles, :articles) AS articles,
        coalesce(r.mb, :feed_mb) * 1000000 AS bytes, coalesce(r.unread, :unread) AS unread
    FROM feeds f LEFT JOIN retention r ON r.feed_id = f.id WHERE f.kind = 'feed' AND f.removed_at IS NULL
), seen AS (
    SELECT a.id, a.feed_id, a.added_at, a.is_gone, coalesce(t.bytes, 0) AS bytes, r.feed_title,
        r.days > 0 AND a.added_at <= :now - r.days * 86400 AS is_old, r.articles AS most, r.bytes AS most_bytes,
        a.is_starred = 0 AND a.is_later = 0 AND (a.is_read = 1 OR r.unread = 1) AND NOT ({kept}) AS may_go,
        row_number() OVER newest AS place, sum(coalesce(t.bytes, 0)) OVER newest AS filled
    FROM articles a JOIN rules r ON r.feed_id = a.feed_id LEFT JOIN tallies t ON t.article_id = a.id
    WHERE a.is_gone IN ({there})
    WINDOW newest AS (PARTITION BY a.feed_id ORDER BY a.added_at DESC, a.id DESC ROWS UNBOUNDED PRECEDING)
), bounded AS (
    SELECT *, may_go AND (is_old OR (most > 0 AND place > most) OR (most_bytes > 0 AND filled > most_bytes)) AS goes
    FROM seen
), summed AS (
    SELECT *, sum(CASE WHEN goes THEN 0 ELSE bytes END)
        OVER (ORDER BY added_at DESC, id DESC ROWS UNBOUNDED PRECEDING) AS all_filled
    FROM bounded
)
SELECT id, feed_id, feed_title, bytes, is_gone FROM summed
WHERE goes OR (may_go AND :total > 0 AND all_filled > :total) ORDER BY added_at, id
"""


def plan(connection: sqlite3.Connection, rules: Rules, now: datetime) -> Plan:
    """Return what goes by these rules and those of single feeds, the first seen first."""
    there = f"{Whereabouts.LISTED:d}, {Whereabouts.MUTED:d}"
    of = connection.execute(
        f"SELECT count(*) FROM articles WHERE is_gone IN ({there}) "
        "AND feed_id IN (SELECT id FROM feeds WHERE kind = 'feed' AND removed_at IS NULL)"
    ).fetchone()[0]
    places: dict[int, list[int]] = {Whereabouts.LISTED: [], Whereabouts.MUTED: []}
    feeds: dict[int, Leaving] = {}
    if has_bounds(connection, rules):
        rows = connection.execute(
            _PLAN.format(FEED_TITLE=FEED_TITLE, kept=_kept(connection), there=there), _values(rules, now)
        )
        for article_id, feed_id, title, size, place in rows:
            places[place].append(article_id)
            before = feeds.get(feed_id, Leaving(feed_id, title, 0, 0))
            feeds[feed_id] = before._replace(articles=before.articles + 1, bytes=before.bytes + size)
    ranked = tuple(sorted(feeds.values(), key=lambda one: (-one.articles, one.feed_title)))
    listed, muted = tuple(places[Whereabouts.LISTED]), tuple(places[Whereabouts.MUTED])
    return Plan(listed, muted, sum(one.bytes for one in ranked), of, ranked)


def has_bounds(connection: sqlite3.Connection, rules: Rules) -> bool:
    """Return whether anything bounds what is kept."""
    if any(rules[:4]):
        return True
    own = connection.execute("SELECT 1 FROM retention WHERE days > 0 OR articles > 0 OR mb > 0 LIMIT 1")
    return own.fetchone() is not None


def own_rule(connection: sqlite3.Connection, feed_id: int) -> FeedRule:
    """Return what is kept of a feed where that is its own."""
    row = connection.execute(
        "SELECT days, articles, mb, unread FROM retention WHERE feed_id = ?", (feed_id,)
    ).fetchone()
    if row is None:
        return FeedRule()
    days, newest, mb, unread = row
    return FeedRule(days, newest, mb, None if unread is None else bool(unread))


def own_rules(connection: sqlite3.Connection) -> dict[int, FeedRule]:
    """Return every feed that has a rule of its own."""
    ids = [row[0] for row in connection.execute("SELECT feed_id FROM retention ORDER BY feed_id")]
    return {feed_id: own_rule(connection, feed_id) for feed_id in ids}


def set_own_rule(connection: sqlite3.Connection, feed_id: int, rule: FeedRule) -> None:
    """Give a feed a rule of its own; one that says nothing is forgotten."""
    if rule == FeedRule():
        connection.execute("DELETE FROM retention WHERE feed_id = ?", (feed_id,))
    else:
        connection.execute("INSERT OR REPLACE INTO retention VALUES (?, ?, ?, ?, ?)", (feed_id, *rule))


def is_agreed(connection: sqlite3.Connection, rules: Rules) -> bool:
    """Return whether the user has seen what these rules do."""
    words = _fingerprint(connection, rules)
    return connection.execute("SELECT 1 FROM retention_agreed WHERE rules = ?", (words,)).fetchone() is not None


def agree(connection: sqlite3.Connection, rules: Rules, now: datetime) -> None:
    """Note that the user has seen what these rules do; others have to be shown anew."""
    connection.execute("DELETE FROM retention_agreed")
    connection.execute("INSERT INTO retention_agreed VALUES (?, ?)", (_fingerprint(connection, rules), to_seconds(now)))


def spare(connection: sqlite3.Connection, article_ids: str) -> None:
    """Keep articles from going, whatever the rules say; `article_ids` is a JSON array."""
    connection.execute(
        "INSERT OR IGNORE INTO spared SELECT id FROM articles WHERE id IN (SELECT value FROM json_each(?))",
        (article_ids,),
    )


def spare_no_longer(connection: sqlite3.Connection, article_ids: str) -> None:
    """Let the rules decide about articles again."""
    connection.execute("DELETE FROM spared WHERE article_id IN (SELECT value FROM json_each(?))", (article_ids,))


def _fingerprint(connection: sqlite3.Connection, rules: Rules) -> str:
    return to_json([list(rules), [[feed_id, *rule] for feed_id, rule in own_rules(connection).items()]])


def _values(rules: Rules, now: datetime) -> dict[str, object]:
    values = {"now": to_seconds(now), "total": rules.total_mb * 1_000_000}
    return {**rules._asdict(), "unread": int(rules.unread), **values}


def _kept(connection: sqlite3.Connection) -> str:
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return " OR ".join(condition for table, condition in _KEPT_BY if table in tables)
