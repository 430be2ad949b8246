"""This week in the counts of people: seven days up to today, and the four weeks before; rolled on once a day."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from tuinews.store.rows import to_seconds

_DAY = 86_400


def is_rolled(connection: sqlite3.Connection, now: datetime) -> bool:
    """Return whether the counts are of the week up to today."""
    return _begun(connection) == _week(now)


def roll(connection: sqlite3.Connection, now: datetime) -> bool:
    """Count this week and the four before it anew, where another day has begun since; return whether it has."""
    week = _week(now)
    if _begun(connection) == week:
        return False
    connection.execute("UPDATE counts SET n = ? WHERE name = 'people_week'", (week,))
    connection.execute("UPDATE people SET recent = 0, recent_quotes = 0 WHERE recent > 0 OR recent_quotes > 0")
    connection.execute("UPDATE people SET before = 0 WHERE before > 0")
    day = week // _DAY
    connection.execute(
        "UPDATE people SET recent = s.recent, recent_quotes = s.recent_quotes, before = s.before FROM ("
        "SELECT d.person_id, sum(CASE WHEN day >= ?1 THEN d.mentions ELSE 0 END) AS recent, "
        "sum(CASE WHEN day >= ?1 THEN d.quotes ELSE 0 END) AS recent_quotes, "
        "sum(CASE WHEN day < ?1 THEN d.mentions ELSE 0 END) AS before "
        "FROM people p JOIN person_days d ON d.person_id = p.id AND d.day >= ?1 - 28 "
        "WHERE p.last_at >= (?1 - 28) * 86400 GROUP BY d.person_id) s WHERE people.id = s.person_id",
        (day,),
    )
    return True


def _week(now: datetime) -> int:
    seconds = to_seconds(now) or 0
    return seconds // _DAY * _DAY - 6 * _DAY


def _begun(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT n FROM counts WHERE name = 'people_week'").fetchone()[0])
