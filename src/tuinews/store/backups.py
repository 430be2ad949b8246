"""Copies of the archive: made while it is in use, looked at before they count, and put back without a gap.

A copy is made next to its place under another name and gets its own when it is whole, so that a file with the name of
a backup is one. Putting one back writes into the archive in one transaction: a reader that is open goes on with it.
"""

from __future__ import annotations

import contextlib
import errno
import glob
import itertools
import os
import re
import sqlite3
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from tuinews.errors import DamagedError, StoreError
from tuinews.placing import flush, mark_of_its_own, put_in_place
from tuinews.store import integrity, structure
from tuinews.store.claims import claimed, held
from tuinews.store.connecting import (
    BUSY_TIMEOUT_S,
    check_place,
    connect,
    held_by_another,
    is_damage,
    is_stuck,
    keep_log,
    opened_to_read,
    plain_errors,
)
from tuinews.store.database_files import beside, drop, logs_of
from tuinews.store.exchanging import exchanged, go_back
from tuinews.store.schema_version import APPLICATION_ID, VERSION
from tuinews.store.upgrading import migrate

_FOLDER = "backups"
_LEFT = re.compile(r"(?:-(?:restoring|salvaged)(?:-\d+-[0-9a-f]+)?\.db|\.db(?:\.\d+-[0-9a-f]+)?\.new)(?:-[a-z]+)?\Z")
_LEFT_S = 3_600
"""What nothing was written to for so long, no program goes on with."""
_STEP = 256
"""Pages that are copied at once, but never all: who waits is looked at, and a copy made, between the steps."""


def folder_of(path: Path) -> Path:
    """Return where backups of the archive go that the user asks for."""
    return path.parent / _FOLDER


def every(path: Path) -> tuple[Path, ...]:
    """Return the backups of the archive, the newest first."""
    found = [*path.parent.glob(f"{path.stem}-before-*.db"), *folder_of(path).glob(f"{path.stem}-*.db")]
    moments = {one: one.stat().st_mtime for one in found if one.is_file()}
    return tuple(sorted(moments, key=lambda one: moments[one], reverse=True))


def places_for(path: Path, what: str, now: datetime) -> Iterator[Path]:
    """Yield places for a new backup, the next for when one is taken."""
    stamp = now.astimezone().strftime("%Y-%m-%d-%H%M%S")
    is_asked_for = not what
    folder = folder_of(path) if is_asked_for else path.parent
    name = f"{path.stem}-{stamp}" if is_asked_for else f"{path.stem}-{what}-{stamp}"
    yield from _numbered(folder / f"{name}.db")


def places_before_schema(path: Path, version: int) -> Iterator[Path]:
    """Yield places for a copy from before an upgrade to a version."""
    yield from _numbered(path.with_name(f"{path.stem}-before-schema-{version}.db"))


def place_aside(path: Path, what: str, now: datetime) -> Path:
    """Return a place for an archive that another takes that of; nothing is there, nor a log of what was there once."""
    return next(
        place for place in places_for(path, what, now) if not any(map(os.path.lexists, (place, *beside(place))))
    )


def _numbered(place: Path) -> Iterator[Path]:
    yield place
    yield from (place.with_stem(f"{place.stem}-{number}") for number in range(2, 1000))


def copy(connection: sqlite3.Connection, places: Iterable[Path], *, newest: int = VERSION) -> Path:
    """Copy the archive of an open connection to the first place that nothing has taken, and return which that is.

    The copy is whole, of no version that is newer than one, and for its owner alone.

    Raises:
        StoreError: the copy could not be made or is not whole; there is none then.
    """
    places = iter(places)
    place = next(places)
    fresh = place.with_name(f"{place.name}.{mark_of_its_own()}.new")
    try:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(fresh, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600))
        with plain_errors(place), contextlib.closing(connect(fresh, "mode=rw")) as made:
            # In one go: between steps another program could write, and the copy would begin anew.
            connection.backup(made, progress=_patience())
            made.execute("PRAGMA journal_mode = DELETE")
            check(made, place, newest)
        flush(fresh)
        return _named(fresh, itertools.chain((place,), places))
    except OSError as error:
        raise StoreError(f"No backup could be written to {place}: {error.strerror}.") from error
    finally:
        drop(fresh)


def _named(fresh: Path, places: Iterable[Path]) -> Path:
    for place in places:
        with contextlib.suppress(FileExistsError):
            put_in_place(fresh, place)
            return place
    raise FileExistsError(errno.EEXIST, "there is a file already")


def sweep(path: Path, now: datetime) -> None:
    """Take away what programs that were killed have left of copies; what was written to of late may be one's still."""
    for folder in (path.parent, folder_of(path)):
        with contextlib.suppress(OSError):
            for left in folder.glob(f"{glob.escape(path.stem)}-*"):
                if _LEFT.search(left.name) and left.is_file() and left.stat().st_mtime < now.timestamp() - _LEFT_S:
                    left.unlink()


def check(connection: sqlite3.Connection, path: Path, newest: int = VERSION) -> None:
    """Raise StoreError unless an open file is a whole archive of ours."""
    version, kind = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("user_version", "application_id"))
    if not version or kind not in {APPLICATION_ID, 0}:
        raise StoreError(f"{path} is no archive of tuinews.")
    if version > newest:
        raise StoreError(f"{path} was written by a newer tuinews (schema {version}; this one knows {VERSION}).")
    for (found,) in connection.execute("PRAGMA quick_check(100)"):
        # SQLite looks into search indexes, too, since 3.44; they are made anew of what else is there.
        if found != "ok" and not integrity.is_only_search(found):
            raise DamagedError(f"{path} is damaged: {found}.")


def prune(path: Path, most: int, newest: Path, version: int | str = "") -> None:
    """Keep only the newest of the copies that upgrades made, or upgrades to a version.

    Which is the newest is said: its time is not the latest where the clock was wrong before.
    """
    made = [one for one in every(path) if one.name.startswith(f"{path.stem}-before-schema-{version}")]
    for old in [one for one in made if one != newest][most - 1 :]:
        with contextlib.suppress(OSError):
            old.unlink()


@contextlib.contextmanager
def brought_up(source: Path, path: Path) -> Iterator[sqlite3.Connection]:
    """Open a copy of a backup that has the present schema and the archive's page size; the backup stays as it is.

    Raises:
        StoreError: it is no archive of ours, whole in its tables.
    """
    fresh = path.with_name(f"{path.stem}-restoring-{mark_of_its_own()}.db")
    try:
        with plain_errors(source), opened_to_read(source) as old:
            check(old, source)
            copy(old, (fresh,))
        with plain_errors(source), contextlib.closing(connect(fresh, "mode=rw")) as connection:
            _make_ours(connection, source)
            size = _page_size(path)
            if size and size != connection.execute("PRAGMA page_size").fetchone()[0]:
                connection.execute("PRAGMA journal_mode = DELETE")
                connection.execute(f"PRAGMA page_size = {size}")
                connection.execute("VACUUM")
            yield connection
    finally:
        drop(fresh)


def _make_ours(connection: sqlite3.Connection, source: Path) -> None:
    """Hold a copy of a backup against the schema it says it has, and bring it up to date."""
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if faults := structure.lacking(connection, version):
        more = f", and {len(faults) - 1} more of the kind" if len(faults) > 1 else ""
        raise StoreError(f"{source} is no whole archive of tuinews: {faults[0]}{more}. Nothing was changed.")
    try:
        # Before anything is written: a trigger of somebody else's would run with that.
        structure.renew(connection, version)
        migrate(connection)
    except sqlite3.Error as error:
        raise StoreError(f"{source} could not be brought up to date: {error}. Nothing was changed.") from error


class Before(NamedTuple):
    """The archive that was there before a restore."""

    path: Path
    is_whole: bool
    """A damaged one cannot be put back."""


def restore(source: Path, path: Path, now: datetime) -> Before | None:
    """Put a backup in the place of the archive; return where the archive is that was there, None if there was none.

    Raises:
        StoreError: the backup is none, or cannot be put back; the archive is as it was then.
    """
    check_place(path)
    with claimed(path):
        go_back(path)
        sweep(path, now)
        with brought_up(source, path) as connection:
            if not path.exists() or not path.stat().st_size:
                _put_first(connection, path.resolve(), now)
                return None
            try:
                return Before(_write_over(path, connection, now), is_whole=True)
            except StoreError as error:
                why = error.__cause__
                if not (is_damage(why) or is_stuck(why, path) or isinstance(error, DamagedError)):
                    raise
            aside = place_aside(path.resolve(), "before-restore", now)
            with held(path), exchanged(path.resolve(), aside) as fresh:
                copy(connection, (fresh,))
            return Before(aside, is_whole=False)


def _write_over(path: Path, connection: sqlite3.Connection, now: datetime) -> Path:
    """Write a whole archive into the one that is there, in one transaction; return where a copy of that is."""
    before: list[Path] = []
    look = _patience()
    steps = min(_STEP, connection.execute("PRAGMA page_count").fetchone()[0] - 1)
    with (
        plain_errors(path),
        contextlib.closing(connect(path, "mode=rw")) as archive,
        contextlib.closing(connect(path, "mode=ro")) as there,
    ):

        def keep(status: int, left: int, pages: int) -> None:
            look(status, left, pages)
            if status == sqlite3.SQLITE_OK and not before:
                # One that a newer tuinews wrote is kept as any other: to go back to an older one is what is asked for.
                before.append(copy(there, places_for(path, "before-restore", now), newest=sys.maxsize))

        keep_log(archive, BUSY_TIMEOUT_S)  # else nobody could read it while it is written over
        try:
            # From the first step on nobody else writes to it, so that what was there is all that was ever confirmed.
            connection.backup(archive, pages=steps, progress=keep)
        except sqlite3.Error:
            with naming(before[0] if before else None), plain_errors(path):
                raise
        archive.execute("PRAGMA busy_timeout = 0")  # who reads what was there before need not be waited for
        with contextlib.suppress(sqlite3.Error):  # it is done; what is in the log is written back some time
            archive.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return before[0]


def _patience() -> Callable[[int, int, int], None]:
    """Return what ends a copy that waits for another program; of itself it would wait without end."""
    until = time.monotonic() + BUSY_TIMEOUT_S

    def look(status: int, _left: int, _pages: int) -> None:
        if status & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED} and time.monotonic() >= until:
            raise held_by_another()

    return look


@contextlib.contextmanager
def naming(before: Path | None) -> Iterator[None]:
    """Have what goes wrong say where the archive is that was there before, if there was one."""
    try:
        yield
    except StoreError as error:
        if before is None:
            raise
        raise StoreError(f"{error.message} What was there before is in {before}.") from error.__cause__


def _put_first(connection: sqlite3.Connection, path: Path, now: datetime) -> None:
    aside = place_aside(path, "before-restore", now)
    for left, place in zip(logs_of(path), logs_of(aside), strict=True):
        if left.exists() and left.stat().st_size:
            left.rename(place)  # the file it belongs to is lost, and all there is of that may be in it
    for left in (path, *beside(path)):
        left.unlink(missing_ok=True)
    copy(connection, (path,))
    with plain_errors(path), contextlib.closing(connect(path, "mode=rw")) as archive:
        archive.execute("PRAGMA journal_mode = WAL")


def _page_size(path: Path) -> int:
    try:
        with path.open("rb") as file:
            head = file.read(18)
    except OSError:
        return 0
    size = int.from_bytes(head[16:18], "big") if head.startswith(b"SQLite format 3\0") else 0
    return 65536 if size == 1 else size
