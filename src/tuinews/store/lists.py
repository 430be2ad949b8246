"""What lists of feeds hold besides feeds: attributes of folders, the head, smart folders."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence

from tuinews.model.subscriptions import Element, FolderOutline, SmartFolder
from tuinews.store import folders, outlines, session

_HEAD = "opml.head"


def keep_outlines(connection: sqlite3.Connection, wanted: Iterable[FolderOutline]) -> list[int]:
    """Keep what a list says of folders and return their ids; of which a list before has said something is none."""
    kept = []
    for outline in wanted:
        folder_id = folders.ensure(connection, outline.path)
        row = connection.execute(
            "INSERT INTO folder_outlines (folder_id, attributes) VALUES (?, ?) ON CONFLICT (folder_id) DO UPDATE "
            "SET attributes = excluded.attributes, is_gone = 0 WHERE is_gone = 1 OR attributes = '[]' "
            "RETURNING folder_id",
            (folder_id, outlines.pack(outline.attributes)),
        ).fetchone()
        if row is not None:
            kept.append(row[0])
    return kept


def of_folders(connection: sqlite3.Connection) -> tuple[FolderOutline, ...]:
    """Return what lists have said of folders, in the user's order."""
    paths = folders.paths(connection)
    rows = connection.execute(
        "SELECT id, attributes FROM folders JOIN folder_outlines ON folders.id = folder_id "
        "WHERE attributes <> '[]' AND is_gone = 0 ORDER BY position, id"
    )
    return tuple(FolderOutline(paths[folder_id], outlines.unpack(packed)[0]) for folder_id, packed in rows)


def keep_head(connection: sqlite3.Connection, head: Sequence[Element]) -> bool:
    """Keep a list's head and return whether it is kept; the first list that says something has the word."""
    if not head or session.load(connection).get(_HEAD):
        return False
    session.save(connection, {_HEAD: head})
    return True


def head(connection: sqlite3.Connection) -> tuple[Element, ...]:
    """Return what `keep_head` kept."""
    kept = session.load(connection).get(_HEAD)
    return outlines.elements(kept) if isinstance(kept, list) else ()


def put_back(connection: sqlite3.Connection, kept: Mapping[str, object], *, is_gone: bool) -> None:
    """Let go what an import kept besides feeds and smart folders, or bring it back, as its journal record says."""
    for table, key in (("outlines", "id"), ("folder_outlines", "folder_id")):
        connection.execute(
            f"UPDATE {table} SET is_gone = ? WHERE {key} IN (SELECT value FROM json_each(?))",
            (int(is_gone), json.dumps(kept.get(table, []))),
        )
    if kept.get("head"):
        session.save(connection, {_HEAD: [] if is_gone else kept["head"]})


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
