"""What the words of a list and the query of a smart folder ask for."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from tuinews.model import Scope, ScopeKind
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
