"""Bringing an archive up to the present schema: after a backup that was looked at, in one transaction."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable
from pathlib import Path

from tuinews.errors import StoreError
from tuinews.store.connecting import keep_log
from tuinews.store.schema_version import APPLICATION_ID, VERSION

_KEPT = 2
_LOG_S = 0.2

Upgrading = Callable[[int, int], None]
"""Hears which step of how many an older file is at; step 0 is a copy of it that is kept."""


def unheard(step: int, of: int) -> None:
    """Hear nothing."""


def bring_up_to_date(connection: sqlite3.Connection, path: Path, upgrading: Upgrading = unheard) -> None:
    """Make or upgrade the tables of an archive that is open; `upgrading` hears how far that has come.

    Raises:
        StoreError: the file is newer than this program, of another program, empty although there are backups, or
            cannot be upgraded; it is as it was before.
    """
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if version == VERSION:
        _keep_log_if_possible(connection)
        return
    if version > VERSION:
        raise StoreError(
            f"The archive {path} was written by a newer tuinews (schema {version}; this one knows {VERSION}). "
            "Nothing was changed; please upgrade tuinews."
        )
    if version == 0:
        _begin(connection, path)
    else:
        _upgrade(connection, path, version, upgrading)
        _keep_log_if_possible(connection)


def make_tables(connection: sqlite3.Connection, version: int = VERSION) -> None:
    """Make the tables that an archive of a version has, in an empty one."""
    from tuinews.store import schema

    for script in (schema.FIRST, *(script for reached, script in schema.MIGRATIONS if reached <= version)):
        _run_script(connection, script)


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a copy of an archive up to the present schema; what it is a copy of is all that need be kept."""
    _in_one_step(connection, unheard)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def _begin(connection: sqlite3.Connection, path: Path) -> None:
    from tuinews.store import backups

    if connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        raise StoreError(f"{path} is a database of another program. Nothing was changed.")
    if backups.every(path):
        # A new archive has none; this one has lost what it held.
        raise StoreError(
            f"The archive {path} is empty, though there are backups of it. `tuinews restore` lists them; to begin "
            f"anew, move them and the file away."
        )
    # Most articles fit in half of such a page; in one of the usual size they would waste a third of it.
    connection.execute("PRAGMA page_size = 8192")
    connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
    connection.execute("PRAGMA journal_mode = WAL")
    _in_one_step(connection, unheard)


def _upgrade(connection: sqlite3.Connection, path: Path, version: int, upgrading: Upgrading) -> None:
    from tuinews.store import backups

    upgrading(0, len(_ahead(version)))
    try:
        copy = backups.copy(connection, backups.places_before_schema(path, VERSION))
    except (sqlite3.Error, StoreError, OSError) as error:
        words = error.message if isinstance(error, StoreError) else str(error)
        raise StoreError(
            f"The archive {path} has to be brought up to date (schema {version} to {VERSION}), and no backup "
            f"of it could be made before: {words.rstrip('.')}. Nothing was changed."
        ) from error
    backups.prune(path, _KEPT, copy, VERSION)  # one that fails at every start would fill the disk with them
    try:
        _in_one_step(connection, upgrading)
    except sqlite3.Error as error:
        raise StoreError(
            f"The archive {path} could not be brought up to date (schema {version} to {VERSION}): {error}. "
            f"It is as it was before; a copy is in {copy}. The tuinews that you had until now can still open it."
        ) from error
    backups.prune(path, _KEPT, copy)


def _keep_log_if_possible(connection: sqlite3.Connection) -> None:
    # Where another program is at it, or the disk allows none, it works as it is; the next start tries again.
    with contextlib.suppress(sqlite3.OperationalError):
        keep_log(connection, _LOG_S)


def _ahead(version: int) -> tuple[str, ...]:
    """Return the migrations that a file of a version has before it."""
    from tuinews.store import schema

    return tuple(script for reached, script in schema.MIGRATIONS if reached > version)


def _in_one_step(connection: sqlite3.Connection, upgrading: Upgrading) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        _migrate(connection, upgrading)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _migrate(connection: sqlite3.Connection, upgrading: Upgrading) -> None:
    # Read again inside the transaction: a second tuinews may have done the work meanwhile.
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if version == VERSION:
        return
    if version == 0:
        make_tables(connection)
    scripts = _ahead(version) if version else ()
    for step, script in enumerate(scripts, 1):
        upgrading(step, len(scripts))
        _run_script(connection, script)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {VERSION}")


def _run_script(connection: sqlite3.Connection, script: str) -> None:
    """Run statements one by one: `executescript` would commit the transaction we stand in."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            connection.execute(statement)
            statement = ""
