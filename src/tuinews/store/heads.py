"""The head of an archive's file, without which nothing of the rest can be read: what it says is known of ours."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from tuinews.placing import mark_of_its_own

_HEAD_BYTES = 100
_PAGE_SIZES = (8192, 4096)
"""Ours, and SQLite's usual one."""


@contextlib.contextmanager
def righted(damaged: Path, *, is_headless: bool) -> Iterator[Path]:
    """Give a file from which a damaged archive is read: where its head is broken, a copy in which that is put right.

    https://sqlite.org/fileformat.html#the_database_header
    """
    copy = damaged.with_name(f"{damaged.stem}-salvaged-{mark_of_its_own()}.db")
    try:
        yield copy if is_headless and _is_copied(damaged, copy) and _is_righted(copy) else damaged
    finally:
        for ending in ("", "-wal", "-shm"):
            copy.with_name(copy.name + ending).unlink(missing_ok=True)


def is_headless(damaged: Path) -> bool:
    """Return whether the head of an archive is broken.

    To be asked before SQLite's locks are taken: a program loses those on a file of which it closes another handle.
    """
    head = _head(damaged)
    return _as_ours(head, _page_size(head)) != head or not _can_be_read(damaged)


def _is_copied(damaged: Path, copy: Path) -> bool:
    """Copy a file with its journal; return whether all of it could be read and written."""
    journal = damaged.with_name(f"{damaged.name}-wal")
    try:
        os.close(os.open(copy, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600))
        shutil.copyfile(damaged, copy)
        if journal.exists():
            shutil.copyfile(journal, copy.with_name(f"{copy.name}-wal"))
    except OSError:
        return False
    return True


def _is_righted(copy: Path) -> bool:
    """Put right the head of a copy; return whether it can be read then."""
    head = _head(copy)
    for page_size in (_page_size(head), *_PAGE_SIZES):
        with copy.open("r+b") as file:
            file.write(_as_ours(head, page_size))
        if _can_be_read(copy):
            return True
    return False


def _as_ours(head: bytes, page_size: int) -> bytes:
    """Return a head with what stands in that of every archive of ours."""
    versions = head[18:20] if head[18:20] in {b"\1\1", b"\2\2"} else b"\2\2"
    return b"".join(
        (
            b"SQLite format 3\0",
            page_size.to_bytes(2, "big"),
            versions,
            bytes((0, 64, 32, 32)),  # no room kept free in a page, and what must be
            head[24:44],
            (4).to_bytes(4, "big"),  # the schema's format
            head[48:56],
            (1).to_bytes(4, "big"),  # UTF-8
            head[60:],
        )
    )


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_HEAD_BYTES)
    except OSError:
        return b""


def _page_size(head: bytes) -> int:
    size = int.from_bytes(head[16:18], "big")
    return size if size in {512 << power for power in range(7)} else _PAGE_SIZES[0]


def _can_be_read(path: Path) -> bool:
    with contextlib.closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        try:
            connection.execute("PRAGMA writable_schema = ON")
            connection.execute("SELECT count(*), max(rowid) FROM articles").fetchone()
        except sqlite3.DatabaseError:
            return False
    return True
