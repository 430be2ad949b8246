"""What an archive is made of, held against the schema: its tables, and the views, triggers and indexes on them."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from typing import Any, NamedTuple

from tuinews.store import functions
from tuinews.store.schema_version import VERSION
from tuinews.store.upgrading import make_tables


class _Part(NamedTuple):
    """A view, a trigger or an index; bytes, because what is damaged may be no text."""

    kind: bytes
    name: bytes
    table: bytes
    sql: bytes


# Indexes without a text are made by SQLite with their tables.
_PARTS = (
    "SELECT CAST(type AS BLOB), CAST(name AS BLOB), CAST(tbl_name AS BLOB), CAST(sql AS BLOB) FROM sqlite_master "
    "WHERE type <> 'table' AND sql IS NOT NULL ORDER BY rowid"
)
_TABLES = "SELECT name, CAST(sql AS BLOB) FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
_COLUMNS = (
    'SELECT CAST(name AS BLOB), CAST(type AS BLOB), "notnull", CAST(dflt_value AS BLOB), pk, hidden '
    "FROM pragma_table_xinfo(?)"
)


def lacking(connection: sqlite3.Connection, version: int = VERSION) -> tuple[str, ...]:
    """Return in words which tables and columns of the schema an archive of a version lacks."""
    found = list[str]()
    with _model(version) as model:
        for name, sql in model.execute(_TABLES):
            here = connection.execute(
                "SELECT CAST(sql AS BLOB) FROM sqlite_master WHERE type = 'table' AND name = ?", (name,)
            ).fetchone()
            if here is None:
                found.append(f"it has no table {name}")
            elif sql.startswith(b"CREATE VIRTUAL") and here[0] != sql:
                found.append(f"its table {name} is another")
            elif missing := _columns(model, name) - _columns(connection, name):
                column = min(str(one[0], "utf-8") for one in missing)
                found.append(f"its table {name} has no column {column} as it must be")
    return tuple(found)


def is_as_made(connection: sqlite3.Connection) -> bool:
    """Return whether the views, triggers and indexes are those of the schema, and no others that matter."""
    with _model(VERSION) as model:
        wanted = _parts(model)
    here = _parts(connection)
    return set(wanted) <= set(here) and all(part in wanted or _is_harmless(part, wanted) for part in here)


def mend(connection: sqlite3.Connection) -> None:
    """Do as `renew` does, but leave the views and indexes that the user has made in the archive."""
    renew(connection, spares_harmless=True)


def renew(connection: sqlite3.Connection, version: int = VERSION, *, spares_harmless: bool = False) -> None:
    """Make the views, triggers and indexes those of the schema: others go, what is missing or different is made anew.

    Nothing but these can make an archive do something by itself.
    """
    with _model(version) as model:
        wanted = _parts(model)
    here = _parts(connection)
    for part in here:
        if part not in wanted and not (spares_harmless and _is_harmless(part, wanted)):
            kind, name = (str(word, "utf-8", "replace") for word in (part.kind, part.name))
            connection.execute('DROP {} IF EXISTS "{}"'.format(kind, name.replace('"', '""')))
    for part in wanted:
        if part not in here:
            connection.execute(str(part.sql, "utf-8"))


def _is_harmless(part: _Part, wanted: tuple[_Part, ...]) -> bool:
    """Return whether a part that is not the schema's neither does anything nor keeps anything from being stored."""
    is_kept_out = part.kind == b"trigger" or part.sql.upper().startswith(b"CREATE UNIQUE")
    return not is_kept_out and part.name.lower() not in {one.name.lower() for one in wanted}


def _parts(connection: sqlite3.Connection) -> tuple[_Part, ...]:
    return tuple(_Part(*row) for row in connection.execute(_PARTS))


def _columns(connection: sqlite3.Connection, table: str) -> set[tuple[Any, ...]]:
    return set(connection.execute(_COLUMNS, (table,)))


@contextlib.contextmanager
def _model(version: int) -> Iterator[sqlite3.Connection]:
    """Open an empty archive of a version, in memory."""
    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as model:
        functions.register(model)
        make_tables(model, version)
        yield model
