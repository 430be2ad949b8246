"""Outlines of lists besides the first of each feed: further places of feeds, and what is kept for export only."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from tuinews.model.subscriptions import Element, OtherOutline
from tuinews.store import folders
from tuinews.store.rows import to_json

Attributes = tuple[tuple[str, str], ...]


def pack(attributes: Attributes, content: Sequence[str | Element] = ()) -> str:
    """Return what an outline says as JSON: its attributes, and at the end what is in it, where something is."""
    return to_json([*attributes, {"in": content}] if content else attributes)


def unpack(packed: str) -> tuple[Attributes, tuple[Element, ...]]:
    """Return what `pack` packed."""
    told: list[Any] = json.loads(packed)
    content = told.pop()["in"] if told and isinstance(told[-1], dict) else ()
    return tuple((name, value) for name, value in told), elements(content)


def elements(facts: Iterable[Any]) -> tuple[Element, ...]:
    """Return elements that stood as JSON."""
    return tuple(part for part in _content(facts) if isinstance(part, Element))


def _content(facts: Iterable[Any]) -> tuple[str | Element, ...]:
    return tuple(
        part
        if isinstance(part, str)
        else Element(str(part[0]), tuple((name, value) for name, value in part[1]), _content(part[2]))
        for part in facts
    )


# ------------------------------------------------------------------------------------------------- places


def places(connection: sqlite3.Connection) -> dict[int, list[int]]:
    """Return the folders that feeds are in besides the one they are filed under, 0 for the top level, by feed."""
    found: dict[int, list[int]] = {}
    for feed_id, folder_id in connection.execute(
        "SELECT feed_id, folder_id FROM outlines WHERE feed_id IS NOT NULL AND is_gone = 0 ORDER BY id"
    ):
        found.setdefault(feed_id, []).append(folder_id or 0)
    return found


def set_places(connection: sqlite3.Connection, feed_id: int, paths: Iterable[tuple[str, ...]]) -> None:
    """Let a feed be in these folders besides its own and in no others; what was said of a place is kept for an undo."""
    wanted = [folders.ensure(connection, path) for path in paths]
    connection.execute("UPDATE outlines SET is_gone = 1 WHERE feed_id = ?", (feed_id,))
    connection.executemany(
        "INSERT INTO outlines (feed_id, folder_id, position) VALUES (?, ?, (SELECT max(id) FROM feeds)) "
        "ON CONFLICT (feed_id, coalesce(folder_id, 0)) WHERE feed_id IS NOT NULL DO UPDATE SET is_gone = 0",
        [(feed_id, folder_id) for folder_id in wanted],
    )


# -------------------------------------------------------------------------------------------------- lists


class Keeper:
    """Keeps the outlines of one list; what was kept before of the same stands for it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._there: Counter[tuple[int, str]] | None = None
        self.kept = list[int]()
        """The outlines that are new."""
        self.places = 0
        """How many of them are places of feeds."""

    def keep(self, outline: OtherOutline, feed_id: int | None, after: int) -> None:
        """Keep an outline that comes after a feed, by its id; one of a feed is a place of `feed_id`."""
        folder_id = folders.ensure(self._connection, outline.folder)
        packed = pack(outline.attributes, outline.content)
        if feed_id is not None:
            # One that an undo could bring back would stand elsewhere than this list says.
            self._connection.execute(
                "DELETE FROM outlines WHERE feed_id = ? AND coalesce(folder_id, 0) = ?", (feed_id, folder_id or 0)
            )
            self.places += 1
        elif self._has(folder_id or 0, packed):
            return
        row: tuple[int] = self._connection.execute(
            "INSERT INTO outlines (feed_id, folder_id, position, outline) VALUES (?, ?, ?, ?) RETURNING id",
            (feed_id, folder_id, after, packed),
        ).fetchone()
        self.kept.append(row[0])

    def _has(self, folder_id: int, packed: str) -> bool:
        """Return whether the same outline was there before, which stands for one of the list alone."""
        if self._there is None:
            self._there = Counter(
                self._connection.execute(
                    "SELECT coalesce(folder_id, 0), outline FROM outlines WHERE feed_id IS NULL AND is_gone = 0"
                )
            )
        is_there = self._there[folder_id, packed] > 0
        self._there[folder_id, packed] -= 1
        return is_there


def others(connection: sqlite3.Connection) -> tuple[OtherOutline, ...]:
    """Return the outlines for export, each with its place among all subscriptions."""
    paths = folders.paths(connection)
    feeds = [row[0] for row in connection.execute(f"SELECT id FROM feeds WHERE {_SUBSCRIBED} ORDER BY position, id")]
    found, before = [], 0
    for feed_id, folder_id, position, packed, url, filed_under in connection.execute(
        "SELECT o.feed_id, o.folder_id, o.position, o.outline, f.url, f.folder_id FROM outlines o "
        f"LEFT JOIN feeds f ON f.id = o.feed_id AND {_SUBSCRIBED} WHERE o.is_gone = 0 ORDER BY o.position, o.id"
    ):
        while before < len(feeds) and feeds[before] <= position:
            before += 1
        if feed_id is None or (url is not None and folder_id != filed_under):
            attributes, content = unpack(packed)
            found.append(OtherOutline(paths.get(folder_id, ()), before, url or "", attributes, content))
    return tuple(found)


_SUBSCRIBED = "kind = 'feed' AND removed_at IS NULL"
