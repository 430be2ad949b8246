"""Backing up the archive and putting a backup back, while a reader may be open on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from tuinews.errors import StoreError, UsageError
from tuinews.paths import is_there, named_file
from tuinews.store import backups
from tuinews.store.connecting import opened_to_read, plain_errors


class Backup(NamedTuple):
    """A copy of the archive."""

    path: Path
    made_at: datetime
    bytes: int


class Restored(NamedTuple):
    """What putting a backup back did."""

    source: Path
    before: Path | None
    """A copy of the archive as it was; None when there was none."""
    articles: int
    feeds: int
    is_before_whole: bool
    """Whether that copy can be put back."""


def every_backup(archive: Path) -> tuple[Backup, ...]:
    """Return the backups of an archive, the newest first."""
    return tuple(_facts(path) for path in backups.every(archive))


def back_up(archive: Path, target: str, clock: Callable[[], datetime]) -> Backup:
    """Copy the archive to a file, or to a new one among its backups; a file that is there is never written over.

    Raises:
        UsageError: there is no archive yet, or the target is there already.
        StoreError: the archive is damaged, or the copy cannot be written.
    """
    if not is_there(archive):
        raise UsageError(f"There is no archive yet; it will be {archive}.", topic="archive")
    places = backups.places_for(archive, "", clock())
    if target:
        named = named_file(target)
        places = (named / place.name for place in places) if named.is_dir() else iter((named,))
        if is_there(named) and not named.is_dir():
            raise UsageError(
                f"{named} is there already and was left as it was. Please name another file.", topic="archive"
            )
    backups.sweep(archive, clock())
    with plain_errors(archive), opened_to_read(archive) as connection:
        return _facts(backups.copy(connection, places))


def restore(archive: Path, source: str, clock: Callable[[], datetime]) -> Restored:
    """Put a backup in the place of the archive, after a copy of what is there.

    Raises:
        UsageError: there is no such backup.
        StoreError: it is no whole archive, or cannot be put back; nothing is changed then.
    """
    place = _chosen(archive, source)
    replaced = backups.restore(place, archive, clock())
    before = replaced.path if replaced else None
    with backups.naming(before), plain_errors(archive), opened_to_read(archive) as connection:
        articles = connection.execute("SELECT count(*) FROM articles WHERE is_gone = 0").fetchone()[0]
        feeds = connection.execute("SELECT count(*) FROM feeds WHERE removed_at IS NULL AND kind = 'feed'").fetchone()[
            0
        ]
    return Restored(place, before, articles, feeds, is_before_whole=replaced is None or replaced.is_whole)


def _chosen(archive: Path, source: str) -> Path:
    known = backups.every(archive)
    if source == "latest":
        if not known:
            raise UsageError(f"There is no backup of {archive}.", topic="archive")
        return known[0]
    named = named_file(source)
    found = [named] if named.is_file() else [one for one in known if one.name == source]
    if not found:
        raise UsageError(f"There is no backup {source}. `tuinews restore` lists them.", topic="archive")
    if found[0].resolve() == archive.resolve():
        raise UsageError(f"{source} is the archive itself.", topic="archive")
    return found[0]


def _facts(path: Path) -> Backup:
    try:
        facts = path.stat()
    except OSError as error:
        raise StoreError(f"{path} cannot be read: {error.strerror}.") from error
    return Backup(path, datetime.fromtimestamp(facts.st_mtime, UTC), facts.st_size)
