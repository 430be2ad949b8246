"""Examining an archive for damage, and mending it: what is made of the rest at once, the rest on request."""

from __future__ import annotations

import contextlib
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from tuinews.errors import StoreError
from tuinews.store import backups, integrity, salvaging, search
from tuinews.store.claims import claimed
from tuinews.store.connecting import is_damage
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
    mended = []
    with contextlib.suppress(StoreError):
        if faults and all(integrity.is_only_index(fault) or integrity.is_only_search(fault) for fault in faults):
            database.write(integrity.reindex)
            mended.append("its indexes have been made anew")
            if any(map(integrity.is_only_search, faults)):
                database.write(search.rebuild)
                mended.append("its search index has been made anew")
            faults = _faults_now(database.path)
        if not faults:
            mended += _mend_derived(database)
    return Examined(tuple(mended), (*faults, *_strays(database)))


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
    """
    with claimed(path):
        backups.sweep(path, now)
        if not _is_damaged(path):
            return _put_right(path, now)
        with backups.exchanged(path, "damaged", now) as (fresh, aside):
            saved = salvaging.salvage(path, fresh)
    lost = f"; not all could be read of: {', '.join(saved.gaps)}" if saved.gaps else ""
    return Repaired((f"{saved.articles:,} articles were saved into a new archive{lost}",), aside)


def _put_right(path: Path, now: datetime) -> Repaired:
    """Mend in its place an archive of which all can be read."""
    database = open_database(path)
    try:
        before = database.read(backups.copy, backups.places_for(path, "before-repair", now))
        count = database.write(integrity.mend_strays)
        database.write(integrity.recount)
    finally:
        database.close()
    return Repaired((f"{count:,} rows that belonged to others not there were mended; a copy from before is {before}",))


def _is_damaged(path: Path) -> bool:
    try:
        database = open_database(path)
    except StoreError as error:
        if is_damage(error.__cause__):
            return True
        raise
    try:
        return bool(_faults(database))
    finally:
        database.close()
