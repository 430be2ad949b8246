"""Putting whole files in their places: on the disk before they get their names, over nothing that came meanwhile."""

import contextlib
import os
import secrets
from pathlib import Path


def mark_of_its_own() -> str:
    """Return what makes the name of a temporary file one that no other program takes."""
    return f"{os.getpid()}-{secrets.token_hex(4)}"


def flush(path: Path) -> None:
    """Have the disk keep what a file holds."""
    file = os.open(path, os.O_RDWR)  # Windows writes out only what was opened for writing
    try:
        os.fsync(file)
    finally:
        os.close(file)


def flush_folder(path: Path) -> None:
    """Have the disk keep the names in a folder, where a folder can be asked for that."""
    if os.name != "posix":
        return
    with contextlib.suppress(OSError):
        folder = os.open(path, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def put_in_place(fresh: Path, place: Path) -> None:
    """Give a file that is whole its name.

    Raises:
        FileExistsError: something has that name; it stays as it is.
    """
    try:
        os.link(fresh, place)  # unlike a rename it never takes another file's place
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        os.close(os.open(place, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600))
        try:
            fresh.replace(place)
        except OSError:
            place.unlink()
            raise
    else:
        fresh.unlink()
    flush_folder(place.parent)
