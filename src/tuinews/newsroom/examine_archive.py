"""Examining an archive for damage without changing it."""

from pathlib import Path

from tuinews.store.database import open_database
from tuinews.store.integrity import problems


def archive_problems(path: Path) -> tuple[str, ...]:
    """Return what is wrong with the archive, in words; nothing when it is whole. Raises StoreError when unreadable."""
    database = open_database(path)
    try:
        return database.read(problems)
    finally:
        database.close()
