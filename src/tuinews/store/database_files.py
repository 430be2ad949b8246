"""The files of which a database consists: its own, and those that SQLite keeps beside it."""

from __future__ import annotations

import contextlib
from pathlib import Path


def beside(path: Path) -> tuple[Path, ...]:
    """Return the files that SQLite keeps beside a database: its logs, and what says who reads where in them."""
    return tuple(path.with_name(path.name + ending) for ending in ("-wal", "-shm", "-journal"))


def logs_of(path: Path) -> tuple[Path, ...]:
    """Return those of the files beside a database in which may be what it lacks."""
    return tuple(part for part in beside(path) if not part.name.endswith("-shm"))


def drop(path: Path) -> None:
    """Remove a database with what is beside it, as far as it is there and can be removed."""
    with contextlib.suppress(OSError):
        for left in (path, *beside(path)):
            left.unlink(missing_ok=True)


def note_of(path: Path) -> Path:
    """Return where is noted what takes the place of a database, where its file can have no second name."""
    return path.with_name(f"{path.name}-exchanging")


def give_logs(path: Path, other: Path) -> None:
    """Move what is beside a database beside another name of it, but nothing over a log that holds something."""
    if any(log.exists() and log.stat().st_size for log in logs_of(other)):
        return
    for part, place in zip(beside(path), beside(other), strict=True):
        if part.exists():
            part.replace(place)
