"""Folders of feeds in the archive."""

import json
import sqlite3
from collections.abc import Iterable

from tuinews.model.subscriptions import Folder


def every(connection: sqlite3.Connection) -> tuple[Folder, ...]:
    """Return the folders, in the user's order."""
    rows = connection.execute("SELECT id, parent_id, name FROM folders ORDER BY position, id")
    return tuple(Folder(*row) for row in rows)


def paths(connection: sqlite3.Connection) -> dict[int, tuple[str, ...]]:
    """Return each folder's names from the outside in."""
    by_id = {folder.id: folder for folder in every(connection)}
    found: dict[int, tuple[str, ...]] = {}
    for folder in by_id.values():
        names, here = [folder.name], folder
        while here.parent_id is not None:
            here = by_id[here.parent_id]
            names.append(here.name)
        found[folder.id] = tuple(reversed(names))
    return found


def ensure(connection: sqlite3.Connection, path: tuple[str, ...]) -> int | None:
    """Return the id of the folder at `path`, making what is missing; None for the top level."""
    parent: int | None = None
    for name in path:
        row = connection.execute(
            "SELECT id FROM folders WHERE coalesce(parent_id, 0) = ? AND name = ?", (parent or 0, name)
        ).fetchone()
        if row is None:
            row = connection.execute(
                "INSERT INTO folders (parent_id, name, position) "
                "VALUES (?, ?, (SELECT coalesce(max(id), 0) + 1 FROM folders)) RETURNING id",
                (parent, name),
            ).fetchone()
        parent = row[0]
    return parent


def drop_emptied(connection: sqlite3.Connection, folder_id: int | None) -> None:
    """Drop a folder that has just lost a feed, and those around it, where they hold nothing more (removed feeds count).

    A folder that a list brought along empty is none of them, and stays; so does one of which a list says something,
    and one in which a feed has a further place, also where only an undo brings that back.
    """
    while folder_id is not None:
        row = connection.execute(
            "DELETE FROM folders WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM feeds WHERE folder_id = ?1) "
            "AND NOT EXISTS (SELECT 1 FROM outlines WHERE folder_id = ?1) "
            "AND NOT EXISTS (SELECT 1 FROM folder_outlines WHERE folder_id = ?1) "
            "AND NOT EXISTS (SELECT 1 FROM folders inner_one WHERE inner_one.parent_id = ?1) RETURNING parent_id",
            (folder_id,),
        ).fetchone()
        folder_id = row[0] if row else None


def with_descendants(connection: sqlite3.Connection, folder_id: int) -> tuple[int, ...]:
    """Return a folder's id and those of all folders inside it."""
    rows = connection.execute(
        "WITH RECURSIVE inside(id) AS (VALUES (?) UNION "
        "SELECT folders.id FROM folders JOIN inside ON folders.parent_id = inside.id) SELECT id FROM inside",
        (folder_id,),
    )
    return tuple(row[0] for row in rows)


def feeds_inside(connection: sqlite3.Connection, folder_ids: Iterable[int]) -> list[int]:
    """Return the feeds that are in one of these folders, filed under it or in a further place."""
    rows = connection.execute(
        "WITH wanted AS (SELECT value FROM json_each(?)) SELECT id FROM feeds WHERE folder_id IN wanted "
        "UNION SELECT feed_id FROM outlines WHERE feed_id IS NOT NULL AND is_gone = 0 AND folder_id IN wanted",
        (json.dumps(sorted(folder_ids)),),
    )
    return [row[0] for row in rows]
