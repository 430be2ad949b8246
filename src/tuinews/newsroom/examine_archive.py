"""Examining an archive for damage, and mending it: what is made of the rest at once, the rest on request."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from tuinews.errors import StoreError
from tuinews.store import backups, exchanging, heads, integrity, salvaging, search, structure
from tuinews.store.claims import claimed, held
from tuinews.store.connecting import check_place, is_damage, is_held, is_stuck
from tuinews.store.database import Database, open_database


class Examined(NamedTuple):
    """What was found wrong with an archive."""

    mended: tuple[str, ...] = ()
    """What was put right, in words."""
    left: tuple[str, ...] = ()
    """What is still wrong."""
    is_only_lent: bool = False
    """Nothing is wrong but that it cannot be written."""


def examine(path: Path) -> Examined:
    """Look at an archive, and make anew what is made of the rest of it: indexes, counts, the search index.

    Raises:
        StoreError: the archive cannot be opened.
        NotNowError: another program writes to it, and does not end.
    """
    database = open_database(path)
    try:
        return _examine(database)
    finally:
        database.close()


def _examine(database: Database) -> Examined:
    faults = _faults(database)
    if database.unwritable:
        return Examined(left=(*faults, database.unwritable), is_only_lent=not faults)
    mended, faults = _mend_parts(database, faults)
    if not faults:
        with contextlib.suppress(StoreError):  # nothing is known to be wrong; who holds it may go on
            mended += _mend_derived(database)
    return Examined(tuple(mended), (*faults, *_unlike(database), *_strays(database)))


def _mend_parts(database: Database, faults: tuple[str, ...]) -> tuple[list[str], tuple[str, ...]]:
    """Make anew what is made of the tables, where nothing else is wrong; return what was, and what is wrong still."""
    mended = list[str]()
    if all(integrity.is_only_index(fault) or integrity.is_only_search(fault) for fault in faults):
        with _unless_held():
            mended += _mend_structure(database)
            mended += _mend_indexes(database, faults)
    return mended, _faults_now(database.path) if mended else faults


@contextlib.contextmanager
def _unless_held() -> Iterator[None]:
    """Leave what cannot be mended as it is, but go no further where it was only that another program writes."""
    try:
        yield
    except StoreError as error:
        if is_held(error.__cause__):
            raise
    except sqlite3.IntegrityError:
        pass  # two rows have what an index allows only one of


def _mend_structure(database: Database) -> list[str]:
    if database.read(structure.is_as_made):
        return []
    database.write(structure.mend)
    return ["its views, triggers and indexes were not those of the schema and have been made anew"]


def _mend_indexes(database: Database, faults: tuple[str, ...]) -> list[str]:
    mended = []
    if faults:
        database.write(integrity.reindex)
        mended.append("its indexes have been made anew")
    if any(map(integrity.is_only_search, faults)):
        database.write(search.rebuild)
        mended.append("its search index has been made anew")
    return mended


def _mend_derived(database: Database) -> list[str]:
    mended = []
    if not database.read(integrity.are_counts_right):
        database.write(integrity.recount)
        mended.append("its counts of articles were out of step and have been made anew")
    if not database.write(search.is_whole):
        database.write(search.rebuild)
        mended.append("its search index was out of step and has been made anew")
    return mended


def _faults(database: Database) -> tuple[str, ...]:
    try:
        return database.read(integrity.damage)
    except StoreError as error:
        if not is_damage(error.__cause__):
            raise
        return (str(error.__cause__),)


def _faults_now(path: Path) -> tuple[str, ...]:
    """Look with connections of its own: one that has seen a broken search index goes on to see it."""
    database = open_database(path)
    try:
        return _faults(database)
    finally:
        database.close()


def _unlike(database: Database) -> tuple[str, ...]:
    """Return what keeps an archive from being written or copied though all of it can be read."""
    found = []
    with contextlib.suppress(StoreError):
        if not database.read(integrity.is_called_ours):
            found.append("its head says that it is another program's")
        if not database.read(structure.is_as_made):
            found.append("its views, triggers and indexes are not those of the schema")
    if _is_stuck(database):
        found.append("SQLite writes nothing to it, though its permissions allow that")
    return tuple(found)


def _is_stuck(database: Database) -> bool:
    try:
        database.write(integrity.try_to_write)
    except StoreError as error:
        return is_stuck(error.__cause__, database.path)
    return False


def _strays(database: Database) -> tuple[str, ...]:
    try:
        strays = database.read(integrity.stray_rows)
    except StoreError:
        return ()
    return (f"{strays:,} rows belong to others that are not there",) if strays else ()


class Repaired(NamedTuple):
    """What a repair did."""

    done: tuple[str, ...]
    aside: Path | None = None
    """Where the damaged file is now; None where it could be mended in its place."""


def repair(path: Path, now: datetime) -> Repaired:
    """Mend what `examine` leaves: rows that belong to nothing go, and of a damaged file all that can be read is saved.

    Raises:
        StoreError: nothing can be read of it; it is left as it is.
        NotNowError: another program writes to it, and does not end.
    """
    check_place(path)
    with claimed(path):
        exchanging.go_back(path)
        backups.sweep(path, now)
        mended = _mended_in_place(path)
        if mended is not None:
            return _put_right(path, now, mended)
        path = path.resolve()  # a link to it stays one
        is_headless = heads.is_headless(path)
        aside = backups.place_aside(path, "damaged", now)
        with (
            held(path),
            exchanging.exchanged(path, aside) as fresh,
            heads.righted(path, is_headless=is_headless) as source,
        ):
            saved = salvaging.salvage(source, fresh)
    lost = f"; not all could be read of: {', '.join(saved.gaps)}" if saved.gaps else ""
    return Repaired((f"{saved.articles:,} articles were saved into a new archive{lost}",), aside)


def _put_right(path: Path, now: datetime, mended: list[str]) -> Repaired:
    """Mend in its place an archive of which all can be read."""
    database = open_database(path)
    done = list(mended)
    try:
        if not database.read(integrity.is_called_ours):
            database.write(integrity.call_ours)
            done.append("its head says again that it is an archive of tuinews")
        if database.read(integrity.stray_rows):
            before = database.read(backups.copy, backups.places_for(path, "before-repair", now))
            count = database.write(integrity.mend_strays)
            database.write(integrity.recount)
            said = f"{count:,} rows that belonged to others not there were mended; a copy from before is {before}"
            done.append(said)
    finally:
        database.close()
    return Repaired(tuple(done))


def _mended_in_place(path: Path) -> list[str] | None:
    """Return what was made anew of an archive in its place; None where the rest has to be saved out of it."""
    try:
        database = open_database(path)
    except StoreError as error:
        if is_damage(error.__cause__):
            return None
        raise
    try:
        mended, faults = _mend_parts(database, _faults(database))
        return mended if not faults and database.read(structure.is_as_made) and not _is_stuck(database) else None
    finally:
        database.close()
