"""Whether the archive is whole."""

import sqlite3


def problems(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Return what SQLite's own check and our kept counts find wrong; nothing when all is well."""
    found = [row[0] for row in connection.execute("PRAGMA integrity_check(10)") if row[0] != "ok"]
    if connection.execute("PRAGMA foreign_key_check").fetchone():
        found.append("rows point at others that are not there")
    real = connection.execute(
        "SELECT count(*), coalesce(sum(is_read = 0), 0), coalesce(sum(is_starred), 0), coalesce(sum(is_later), 0) "
        "FROM articles WHERE is_gone = 0"
    ).fetchone()
    kept = dict(connection.execute("SELECT name, n FROM counts"))
    if tuple(real) != (kept["all"], kept["unread"], kept["starred"], kept["later"]):
        found.append("the counts of articles are out of step")
    return tuple(found)
