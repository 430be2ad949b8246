"""Mute rules: queries whose articles stay out of the lists. Starred and kept articles are never muted."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from tuinews.model.articles import Whereabouts
from tuinews.model.subscriptions import MuteRule
from tuinews.query import Node, QueryError, parse
from tuinews.store.conditions import Condition
from tuinews.store.matching import Matcher
from tuinews.store.whereabouts import at

_UNMARKED = "a.is_starred = 0 AND a.is_later = 0 AND a.id NOT IN (SELECT article_id FROM article_tags)"


def every(connection: sqlite3.Connection, today: datetime) -> tuple[MuteRule, ...]:
    """Return the rules in the user's order, each with how many articles it hides now."""
    rows = connection.execute("SELECT id, name, query FROM mute_rules ORDER BY position, id").fetchall()
    return tuple(MuteRule(id_, name, query, _hidden(connection, query, today)) for id_, name, query in rows)


def get(connection: sqlite3.Connection, rule_id: int) -> MuteRule | None:
    """Return a rule without what it hides, or None."""
    row = connection.execute("SELECT id, name, query FROM mute_rules WHERE id = ?", (rule_id,)).fetchone()
    return MuteRule(*row) if row else None


def save(connection: sqlite3.Connection, rule: MuteRule) -> int:
    """Store a rule, new with id 0 or changed; return its id."""
    row: tuple[int] = connection.execute(
        "INSERT INTO mute_rules (id, name, query, position) "
        "VALUES (nullif(?, 0), ?, ?, (SELECT coalesce(max(position), 0) + 1 FROM mute_rules)) "
        "ON CONFLICT (id) DO UPDATE SET name = excluded.name, query = excluded.query RETURNING id",
        (rule.id, rule.name, rule.query),
    ).fetchone()
    return row[0]


def drop(connection: sqlite3.Connection, rule_id: int) -> None:
    """Forget a rule."""
    connection.execute("DELETE FROM mute_rules WHERE id = ?", (rule_id,))


def preview(connection: sqlite3.Connection, node: Node, today: datetime, newest: int) -> tuple[int, int]:
    """Return how many of the newest articles a query would hide, and how many were looked at."""
    condition = _condition(connection, node, today)
    row = connection.execute(
        f"SELECT coalesce(sum(a.is_gone = 0 AND {_UNMARKED} AND ({condition.sql})), 0), count(*) FROM articles a "
        "WHERE a.id IN (SELECT id FROM articles WHERE is_gone = 0 ORDER BY sort_at DESC, id DESC LIMIT ?)",
        (*condition.values, newest),
    ).fetchone()
    return int(row[0] or 0), int(row[1])


def apply(connection: sqlite3.Connection, article_ids: Sequence[int] | None, today: datetime) -> None:
    """Mute what a rule matches now and is in the lists, among these articles or in the whole archive."""
    for (query,) in connection.execute("SELECT query FROM mute_rules").fetchall():
        node = _parsed(query)
        if node is None:
            continue
        is_single = article_ids is not None and len(article_ids) < 40
        condition = _condition(connection, node, today, is_single=is_single)
        connection.execute(
            f"UPDATE articles AS a SET is_gone = {Whereabouts.MUTED:d} WHERE {_among(article_ids)} AND a.is_gone = 0 "
            f"AND {_UNMARKED} AND ({condition.sql})",
            condition.values,
        )


def release(connection: sqlite3.Connection, today: datetime) -> None:
    """Bring back what no rule matches any more."""
    terms, values = list[str](), list[object]()
    for (query,) in connection.execute("SELECT query FROM mute_rules").fetchall():
        node = _parsed(query)
        if node is not None:
            condition = _condition(connection, node, today)
            terms.append(f"coalesce(({condition.sql}), 0)")
            values += condition.values
    matches = " OR ".join(terms) or "0"
    connection.execute(
        f"UPDATE articles AS a SET is_gone = 0 WHERE {at(Whereabouts.MUTED)} AND NOT ({matches})", values
    )


def _hidden(connection: sqlite3.Connection, query: str, today: datetime) -> int:
    node = _parsed(query)
    if node is None:
        return 0
    condition = _condition(connection, node, today)
    row = connection.execute(
        f"SELECT count(*) FROM articles a WHERE {at(Whereabouts.MUTED)} AND ({condition.sql})",
        condition.values,
    ).fetchone()
    return int(row[0])


def _condition(connection: sqlite3.Connection, node: Node, today: datetime, *, is_single: bool = False) -> Condition:
    return Matcher(connection, today, is_single=is_single).condition(node)


def _among(article_ids: Sequence[int] | None) -> str:
    return "1" if article_ids is None else f"a.id IN ({', '.join(map(str, article_ids))})"


def _parsed(query: str) -> Node | None:
    try:
        return parse(query)
    except QueryError:
        return None
