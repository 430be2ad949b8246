"""What the words of a list and the query of a smart folder ask for."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from tuinews.model.scopes import Scope, ScopeKind
from tuinews.query import EVERYTHING, Node, QueryError, parse
from tuinews.store.conditions import Condition
from tuinews.store.matching import Matcher, whereabouts


def conditions(connection: sqlite3.Connection, scope: Scope, today: datetime) -> list[Condition]:
    """Return where the articles of a scope may be, and after that what its words and its smart folder ask for.

    A smart folder that is not there, or whose query cannot be understood, has no articles.
    """
    wanted, kept = parse(scope.words), _kept(connection, scope)
    if kept is None:
        return [Condition("0")]
    places = sorted({*whereabouts(wanted), *whereabouts(kept)})
    where = "a.is_gone = 0" if len(places) == 1 else f"a.is_gone IN ({', '.join(map(str, places))})"
    matcher = Matcher(connection, today)
    return [Condition(where), *(matcher.condition(node) for node in (wanted, kept) if node != EVERYTHING)]


def counts(connection: sqlite3.Connection, node: Node, today: datetime) -> tuple[int, int, int]:
    """Return how many articles of the lists a query matches, how many of them are unread, and how many there are."""
    condition = Matcher(connection, today).condition(node)
    places = ", ".join(map(str, whereabouts(node)))
    row = connection.execute(
        "SELECT count(*), coalesce(sum(is_read = 0), 0), (SELECT n FROM counts WHERE name = 'all') FROM articles a "
        f"WHERE a.is_gone IN ({places}) AND ({condition.sql})",
        condition.values,
    ).fetchone()
    return int(row[0]), int(row[1]), int(row[2])


def _kept(connection: sqlite3.Connection, scope: Scope) -> Node | None:
    if scope.kind is not ScopeKind.SMART:
        return EVERYTHING
    row = connection.execute("SELECT query FROM smart_folders WHERE id = ?", (scope.id,)).fetchone()
    if row is None:
        return None
    try:
        return parse(row[0])
    except QueryError:
        return None
