"""Getting out of a damaged archive what can still be read: row by row, into a new file, around what is broken."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tuinews.errors import StoreError
from tuinews.store import integrity, schema, search
from tuinews.store.connecting import connect, make_place, plain_errors
from tuinews.store.upgrading import bring_up_to_date

_DERIVED = ("search", "names_index", "quoted_index")
"""Full-text indexes: they are made of the rest."""
_LAST = (1 << 63) - 1


class Salvage(NamedTuple):
    """What could be got out of a damaged archive."""

    articles: int
    lost: int
    """Rows known to have been there, of any table, that could not be read."""


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
            triggers = target.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
            target.execute("BEGIN IMMEDIATE")
            for name, _ in triggers:
                # They would count again what the rows have counted already.
                target.execute(f'DROP TRIGGER "{name}"')
            lost = sum(_copy(source, target, table) for table in tables)
        for _, sql in triggers:
            target.execute(sql)
        integrity.mend_strays(target)
        integrity.recount(target)
        target.execute("COMMIT")
        target.execute("BEGIN IMMEDIATE")
        search.rebuild(target)
        target.execute("COMMIT")
        articles = target.execute("SELECT count(*) FROM articles WHERE is_gone = 0").fetchone()[0]
        return Salvage(articles, lost)


def _open(damaged: Path) -> sqlite3.Connection:
    source = sqlite3.connect(f"{damaged.absolute().as_uri()}?mode=ro", uri=True)
    # What was written last may be whole only in the journal beside the file; where that is broken, the file alone.
    for query in ("mode=ro", "mode=ro&immutable=1"):
        source.close()
        source = sqlite3.connect(f"{damaged.absolute().as_uri()}?{query}", uri=True)
        try:
            version = source.execute("PRAGMA user_version").fetchone()[0]
            source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.DatabaseError:
            continue
        if version == schema.VERSION:
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


def _copy(source: sqlite3.Connection, target: sqlite3.Connection, table: str) -> int:
    """Copy the rows of a table; return how many of those that were there could not be read."""
    columns = [row[1] for row in target.execute(f'PRAGMA table_xinfo("{table}")') if row[6] == 0]
    names = ", ".join(f'"{column}"' for column in columns)
    marks = ", ".join("?" * len(columns))
    has_rowid = _has_rowid(target, table)
    first = ("rowid, ", "?, ") if has_rowid else ("", "")
    insert = f'INSERT OR REPLACE INTO "{table}" ({first[0]}{names}) VALUES ({first[1]}{marks})'
    if not has_rowid:
        return _copy_ordered(source, target, f'SELECT {names} FROM "{table}"', insert)
    select = f'SELECT rowid, {names} FROM "{table}" NOT INDEXED WHERE rowid BETWEEN ? AND ? ORDER BY rowid'
    lost = 0
    for low, high in _readable(source, select, table):
        if high is None:
            lost += low
            continue
        target.executemany(insert, source.execute(select, (low, high)))
    return lost


def _has_rowid(connection: sqlite3.Connection, table: str) -> bool:
    try:
        connection.execute(f'SELECT rowid FROM "{table}" LIMIT 0')
    except sqlite3.OperationalError:
        return False
    return True


def _copy_ordered(source: sqlite3.Connection, target: sqlite3.Connection, select: str, insert: str) -> int:
    """Copy a table that has no row numbers up to where it breaks."""
    try:
        for row in source.execute(select):
            target.execute(insert, row)
    except sqlite3.DatabaseError:
        return 1
    return 0


def _readable(source: sqlite3.Connection, select: str, table: str) -> Iterator[tuple[int, int | None]]:
    """Yield the ranges of row numbers that can be read whole, and (number of rows, None) for those that cannot."""
    waiting = [(-_LAST - 1, _LAST)]
    bounds = _bounds(source, table)
    if bounds is not None:
        waiting = [bounds]
    while waiting:
        low, high = waiting.pop()
        try:
            for _ in source.execute(select, (low, high)):
                pass
        except sqlite3.DatabaseError:
            if low == high:
                yield 1, None
                continue
            middle = (low + high) // 2
            waiting += [(middle + 1, high), (low, middle)]
        else:
            yield low, high


def _bounds(source: sqlite3.Connection, table: str) -> tuple[int, int] | None:
    try:
        low, high = source.execute(f'SELECT min(rowid), max(rowid) FROM "{table}"').fetchone()
    except sqlite3.DatabaseError:
        return (0, 1 << 22)  # its ends cannot be read; ids count up from 1
    return (low, high) if low is not None else (1, 0)
