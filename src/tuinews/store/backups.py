"""Copies of the archive: made while it is in use, looked at before they count, and put back without a gap.

A copy is made next to its place under another name and gets its own when it is whole, so that a file with the name of
a backup is one. Putting one back writes into the archive in one transaction: a reader that is open goes on with it.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from tuinews.errors import StoreError
from tuinews.store import integrity
from tuinews.store.connecting import connect, is_damage, plain_errors
from tuinews.store.schema_version import APPLICATION_ID, VERSION

_FOLDER = "backups"


def folder_of(path: Path) -> Path:
    """Return where backups of the archive go that the user asks for."""
    return path.parent / _FOLDER


def every(path: Path) -> tuple[Path, ...]:
    """Return the backups of the archive, the newest first."""
    found = [*path.parent.glob(f"{path.stem}-before-*.db"), *folder_of(path).glob(f"{path.stem}-*.db")]
    moments = {one: one.stat().st_mtime for one in found if one.is_file()}
    return tuple(sorted(moments, key=lambda one: moments[one], reverse=True))


def place_for(path: Path, what: str, now: datetime) -> Path:
    """Return a place for a new backup that nothing has taken."""
    stamp = now.astimezone().strftime("%Y-%m-%d-%H%M%S")
    is_asked_for = not what
    folder = folder_of(path) if is_asked_for else path.parent
    name = f"{path.stem}-{stamp}" if is_asked_for else f"{path.stem}-{what}-{stamp}"
    places = (folder / f"{name}{more}.db" for more in ("", *(f"-{number}" for number in range(2, 1000))))
    return next(place for place in places if not place.exists())


def copy(connection: sqlite3.Connection, target: Path) -> None:
    """Copy the archive of an open connection to `target`, whole and for its owner alone.

    Raises:
        StoreError: the copy could not be made or is not whole; there is none then.
    """
    fresh = target.with_name(target.name + ".new")
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        for left in (fresh, *beside(fresh)):
            left.unlink(missing_ok=True)
        os.close(os.open(fresh, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600))
        with plain_errors(target), contextlib.closing(sqlite3.connect(fresh)) as made:
            # In one go: between steps another program could write, and the copy would begin anew.
            connection.backup(made)
            made.execute("PRAGMA journal_mode = DELETE")
            check(made, target)
        _sync(fresh)
        fresh.replace(target)
        _sync(target.parent)
    except OSError as error:
        raise StoreError(f"No backup could be written to {target}: {error.strerror}.") from error
    finally:
        with contextlib.suppress(OSError):
            for left in (fresh, *beside(fresh)):
                left.unlink(missing_ok=True)


def check(connection: sqlite3.Connection, path: Path) -> None:
    """Raise StoreError unless an open file is a whole archive of ours."""
    version, kind = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("user_version", "application_id"))
    if not version or kind not in {APPLICATION_ID, 0}:
        raise StoreError(f"{path} is no archive of tuinews.")
    if version > VERSION:
        raise StoreError(f"{path} was written by a newer tuinews (schema {version}; this one knows {VERSION}).")
    for (found,) in connection.execute("PRAGMA quick_check(100)"):
        # SQLite looks into search indexes, too, since 3.44; they are made anew of what else is there.
        if found != "ok" and not integrity.is_only_search(found):
            raise StoreError(f"{path} is damaged: {found}.")


def prune(path: Path, most: int) -> None:
    """Keep only the newest of the copies that upgrades made."""
    made = [one for one in every(path) if one.name.startswith(f"{path.stem}-before-schema-")]
    for old in made[most:]:
        with contextlib.suppress(OSError):
            old.unlink()


@contextlib.contextmanager
def brought_up(source: Path, path: Path) -> Iterator[sqlite3.Connection]:
    """Open a copy of a backup that has the present schema and the archive's page size; the backup stays as it is."""
    from tuinews.store.upgrading import bring_up_to_date

    fresh = path.with_name(f"{path.stem}-restoring.db")
    try:
        with plain_errors(source), contextlib.closing(connect(source, "mode=ro")) as old:
            check(old, source)
            copy(old, fresh)
        with plain_errors(source), contextlib.closing(connect(fresh)) as connection:
            bring_up_to_date(connection, fresh)
            size = _page_size(path)
            if size and size != connection.execute("PRAGMA page_size").fetchone()[0]:
                connection.execute("PRAGMA journal_mode = DELETE")
                connection.execute(f"PRAGMA page_size = {size}")
                connection.execute("VACUUM")
            yield connection
    finally:
        for left in (fresh, *beside(fresh), *path.parent.glob(f"{fresh.stem}-before-schema-*.db")):
            left.unlink(missing_ok=True)


def restore(source: Path, path: Path, before: Path) -> bool:
    """Put a backup in the place of the archive; return whether the archive as it was could be copied to `before`.

    Raises:
        StoreError: the backup is none, or cannot be put back; the archive is as it was then.
    """
    with brought_up(source, path) as connection:
        if not path.exists() or not path.stat().st_size:
            _put_in_place(connection, path)
            return False
        try:
            with plain_errors(path), contextlib.closing(connect(path)) as archive:
                copy(archive, before)
                connection.backup(archive)
                archive.execute("PRAGMA journal_mode = WAL")
                archive.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return True
        except StoreError as error:
            if not is_damage(error.__cause__) and "damaged" not in error.message:
                raise
        with exchanged(path, before) as place:
            copy(connection, place)
        return True


@contextlib.contextmanager
def exchanged(path: Path, aside: Path) -> Iterator[Path]:
    """Give a place for a new archive, which takes that of the damaged one at the end; that is at `aside` from then on.

    There is no moment without an archive: one begun by mistake in its place would look as if all was lost.

    Raises:
        StoreError: the files cannot be renamed, as on Windows while another program has them open.
    """
    fresh = path.with_name(f"{path.stem}-salvaged.db")
    for left in (fresh, *beside(fresh)):
        left.unlink(missing_ok=True)
    try:
        yield fresh
        try:
            _second_name(path, aside)
            for part, place in zip(beside(path), beside(aside), strict=True):
                if part.exists():
                    part.rename(place)  # or SQLite would take them for the new one's
            fresh.replace(path)
            _sync(path.parent)
        except OSError as error:
            raise StoreError(
                f"{path} cannot be replaced: {error.strerror}. Leave other readers that have it open, and try again."
            ) from error
    finally:
        for left in (fresh, *beside(fresh)):
            left.unlink(missing_ok=True)


def _second_name(path: Path, other: Path) -> None:
    try:
        other.hardlink_to(path)
    except OSError:  # a file system without links
        shutil.copy2(path, other)


def _put_in_place(connection: sqlite3.Connection, path: Path) -> None:
    for left in (path, *beside(path)):
        left.unlink(missing_ok=True)
    copy(connection, path)
    with plain_errors(path), contextlib.closing(connect(path)) as archive:
        archive.execute("PRAGMA journal_mode = WAL")


def _page_size(path: Path) -> int:
    try:
        with path.open("rb") as file:
            head = file.read(18)
    except OSError:
        return 0
    size = int.from_bytes(head[16:18], "big") if head.startswith(b"SQLite format 3\0") else 0
    return 65536 if size == 1 else size


def beside(path: Path) -> tuple[Path, ...]:
    """Return the files that SQLite keeps beside an archive."""
    return tuple(path.with_name(path.name + ending) for ending in ("-wal", "-shm", "-journal"))


def _sync(path: Path) -> None:
    if os.name != "posix" and path.is_dir():
        return
    # Windows writes out only what was opened for writing, other systems open no folder for that.
    file = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(file)
    finally:
        os.close(file)
