"""Examining an archive for damage; only what can be made anew from it is mended."""

from pathlib import Path

from tuinews.store import search
from tuinews.store.database import open_database
from tuinews.store.integrity import problems


def archive_problems(path: Path) -> tuple[str, ...]:
    """Return what is wrong with the archive, in words; nothing when it is whole. Raises StoreError when unreadable."""
    database = open_database(path)
    try:
        return database.read(problems)
    finally:
        database.close()


def mend_search(path: Path) -> bool:
    """Make the search index anew where it is out of step with the articles; return whether it was.

    Raises:
        StoreError: the archive cannot be read or written.
    """
    database = open_database(path)
    try:
        if database.write(search.is_whole):
            return False
        database.write(search.rebuild)
        return True
    finally:
        database.close()
