"""Getting out of a damaged archive what can still be read: row by row, into a new file, around what is broken."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path
from typing import NamedTuple

from tuinews.errors import StoreError
from tuinews.store import integrity, schema_version, search
from tuinews.store.connecting import connect, make_place, plain_errors
from tuinews.store.upgrading import bring_up_to_date

_DERIVED = ("search", "names_index", "quoted_index")
"""Full-text indexes: they are made of the rest."""
_LAST = (1 << 63) - 1


class Salvage(NamedTuple):
    """What could be got out of a damaged archive."""

    articles: int
    gaps: tuple[str, ...]
    """The tables of which not every row could be read."""


def salvage(damaged: Path, fresh: Path) -> Salvage:
    """Copy what can be read of an archive into a new one at `fresh`.

    Raises:
        StoreError: nothing can be read of it, or the new file cannot be written.
    """
    make_place(fresh)
    with plain_errors(fresh), contextlib.closing(connect(fresh)) as target:
        bring_up_to_date(target, fresh)
        target.execute("PRAGMA foreign_keys = OFF")
        with contextlib.closing(_open(damaged)) as source:
            tables = _tables(source, target)
            if not tables:
                raise StoreError(f"Of {damaged} nothing can be read.")
            triggers = target.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
            target.execute("BEGIN IMMEDIATE")
            for name, _ in triggers:
                # They would count again what the rows have counted already.
                target.execute(f'DROP TRIGGER "{name}"')
            gaps = tuple(table for table in tables if not _copy(source, target, table))
        for _, sql in triggers:
            target.execute(sql)
        integrity.mend_strays(target)
        integrity.recount(target)
        target.execute("COMMIT")
        target.execute("BEGIN IMMEDIATE")
        search.rebuild(target)
        target.execute("COMMIT")
        target.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        articles = target.execute("SELECT count(*) FROM articles WHERE is_gone = 0").fetchone()[0]
        return Salvage(articles, gaps)


def _open(damaged: Path) -> sqlite3.Connection:
    source = sqlite3.connect(f"{damaged.absolute().as_uri()}?mode=ro", uri=True)
    # What was written last may be whole only in the journal beside the file; where that is broken, the file alone.
    for query in ("mode=ro", "mode=ro&immutable=1"):
        source.close()
        source = sqlite3.connect(f"{damaged.absolute().as_uri()}?{query}", uri=True)
        try:
            # Where the text of a view, a trigger or an index is broken, the tables can be read all the same.
            source.execute("PRAGMA writable_schema = ON")
            version = source.execute("PRAGMA user_version").fetchone()[0]
            source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.DatabaseError:
            continue
        if version == schema_version.VERSION:
            return source
        source.close()
        raise StoreError(
            f"{damaged} is of another version of tuinews (schema {version}): nothing can be saved from it."
        )
    source.close()
    raise StoreError(f"Of {damaged} nothing can be read.")


def _tables(source: sqlite3.Connection, target: sqlite3.Connection) -> list[str]:
    """Return the tables that both have, but for those of the search index."""
    sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
    known = {row[0] for row in target.execute(sql)}
    with contextlib.suppress(sqlite3.DatabaseError):
        known &= {row[0] for row in source.execute(sql)}
    return sorted(name for name in known if not name.startswith("sqlite_") and not name.startswith(_shadows()))


def _shadows() -> tuple[str, ...]:
    return tuple(f"{name}_" for name in _DERIVED)


def _copy(source: sqlite3.Connection, target: sqlite3.Connection, table: str) -> bool:
    """Copy the rows of a table that can be read; return whether those are all of them."""
    every = _columns(target, table)
    columns = [column for column in every if column in _columns(source, table)] or every
    names = ", ".join(f'"{column}"' for column in columns)
    marks = ", ".join("?" * len(columns))
    if not _has_rowid(target, table):
        insert = f'INSERT OR REPLACE INTO "{table}" ({names}) VALUES ({marks})'
        return _copy_ordered(source, target, f'SELECT {names} FROM "{table}"', insert) and columns == every
    insert = f'INSERT OR REPLACE INTO "{table}" (rowid, {names}) VALUES (?, {marks})'
    select = f'SELECT rowid, {names} FROM "{table}" NOT INDEXED WHERE rowid BETWEEN ? AND ? ORDER BY rowid'
    low, high = _bounds(source, table)
    is_whole = columns == every
    while low <= high:
        try:
            for row in source.execute(select, (low, high)):
                target.execute(insert, row)
                low = row[0] + 1
            break
        except sqlite3.DatabaseError:
            is_whole = False
            low = _next_readable(source, select, low, high)
    return is_whole


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    """Return the columns of a table that are stored, as far as they can be told."""
    try:
        return [row[1] for row in connection.execute(f'PRAGMA table_xinfo("{table}")') if row[6] == 0]
    except sqlite3.DatabaseError:
        return []


def _next_readable(source: sqlite3.Connection, select: str, broken: int, high: int) -> int:
    """Return the first number after `broken` from which rows can be read again; one after `high` if there is none."""

    def is_readable(number: int) -> bool:
        try:
            source.execute(select, (number, high)).fetchone()
        except sqlite3.DatabaseError:
            return False
        return True

    step = 1
    while not is_readable(min(broken + step, high)):
        if broken + step >= high:
            return high + 1
        step *= 2
    worst, best = broken + step // 2, min(broken + step, high)
    while best - worst > 1:
        middle = (worst + best) // 2
        worst, best = (worst, middle) if is_readable(middle) else (middle, best)
    return best


def _has_rowid(connection: sqlite3.Connection, table: str) -> bool:
    try:
        connection.execute(f'SELECT rowid FROM "{table}" LIMIT 0')
    except sqlite3.OperationalError:
        return False
    return True


def _copy_ordered(source: sqlite3.Connection, target: sqlite3.Connection, select: str, insert: str) -> bool:
    """Copy a table that has no row numbers up to where it breaks; return whether that is its end."""
    try:
        for row in source.execute(select):
            target.execute(insert, row)
    except sqlite3.DatabaseError:
        return False
    return True


def _bounds(source: sqlite3.Connection, table: str) -> tuple[int, int]:
    try:
        low, high = source.execute(f'SELECT min(rowid), max(rowid) FROM "{table}"').fetchone()
    except sqlite3.DatabaseError:
        return -_LAST, _LAST  # its ends cannot be read
    return (low, high) if low is not None else (1, 0)
