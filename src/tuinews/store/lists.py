"""What lists of feeds hold besides feeds: attributes of folders, the head, smart folders."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence

from tuinews.model.subscriptions import FolderOutline, SmartFolder
from tuinews.store import folders, session
from tuinews.store.rows import to_json

_HEAD = "opml.head"


def keep_outlines(connection: sqlite3.Connection, outlines: Iterable[FolderOutline]) -> None:
    """Keep what a list says of folders; what was kept of one before is replaced."""
    for outline in outlines:
        folder_id = folders.ensure(connection, outline.path)
        connection.execute(
            "INSERT OR REPLACE INTO folder_outlines (folder_id, attributes) VALUES (?, ?)",
            (folder_id, to_json(outline.attributes)),
        )


def outlines(connection: sqlite3.Connection) -> tuple[FolderOutline, ...]:
    """Return what lists have said of folders, and the folders that hold nothing, in the user's order."""
    paths = folders.paths(connection)
    rows = connection.execute(
        "SELECT id, coalesce(attributes, '[]') FROM folders LEFT JOIN folder_outlines ON folders.id = folder_id "
        "WHERE attributes <> '[]' OR NOT EXISTS (SELECT 1 FROM feeds WHERE feeds.folder_id = folders.id) "
        "AND NOT EXISTS (SELECT 1 FROM folders inner_one WHERE inner_one.parent_id = folders.id) "
        "ORDER BY position, id"
    )
    return tuple(
        FolderOutline(paths[folder_id], tuple((name, value) for name, value in json.loads(attributes)))
        for folder_id, attributes in rows
    )


def keep_head(connection: sqlite3.Connection, head: Sequence[tuple[str, str]]) -> None:
    """Keep what a list's head says of its owner; the first list to say something has the word."""
    if head and _HEAD not in session.load(connection):
        session.save(connection, {_HEAD: head})


def head(connection: sqlite3.Connection) -> tuple[tuple[str, str], ...]:
    """Return what `keep_head` kept."""
    kept = session.load(connection).get(_HEAD)
    return tuple((str(name), str(value)) for name, value in kept) if isinstance(kept, list) else ()


def add_smart_folders(connection: sqlite3.Connection, wanted: Iterable[SmartFolder]) -> tuple[SmartFolder, ...]:
    """Store smart folders that are not there yet, and return them; their unread articles are counted later."""
    added = list[SmartFolder]()
    for folder in wanted:
        there = connection.execute(
            "SELECT 1 FROM smart_folders WHERE name = ? AND query = ?", (folder.name, folder.query)
        ).fetchone()
        if there is None:
            row: tuple[int] = connection.execute(
                "INSERT INTO smart_folders (name, query, origin, position) "
                "VALUES (?, ?, ?, (SELECT coalesce(max(position), 0) + 1 FROM smart_folders)) RETURNING id",
                (folder.name, folder.query, folder.origin),
            ).fetchone()
            added.append(folder._replace(id=row[0]))
    return tuple(added)


def restore_smart_folders(connection: sqlite3.Connection, wanted: Iterable[SmartFolder]) -> None:
    """Bring removed smart folders back under their ids."""
    connection.executemany(
        "INSERT OR IGNORE INTO smart_folders (id, name, query, origin, position) VALUES (?, ?, ?, ?, ?)",
        [(folder.id, folder.name, folder.query, folder.origin, folder.id) for folder in wanted],
    )


def remove_smart_folders(connection: sqlite3.Connection, wanted: Iterable[SmartFolder]) -> None:
    """Remove smart folders; no article goes with them."""
    connection.executemany("DELETE FROM smart_folders WHERE id = ?", [(folder.id,) for folder in wanted])
