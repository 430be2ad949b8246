"""Moving articles: into the archive, out of sight, and back."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from tuinews.model.articles import Whereabouts

THERE = f"{Whereabouts.LISTED:d}, {Whereabouts.MUTED:d}, {Whereabouts.ARCHIVED:d}"
"""The places of the articles that can be read, for SQL."""


def at(place: int) -> str:
    """Return the condition that `articles a` stands at a place, for SQL.

    What is set aside has an index of its own, which SQLite uses only where it is told that the place is none of the
    first two.
    """
    return f"a.is_gone = {place:d}" + (" AND a.is_gone > 1" if place > Whereabouts.LEFT else "")


def move(connection: sqlite3.Connection, article_ids: Sequence[int], source: int, target: int) -> list[int]:
    """Move articles from one place to another (`model.Whereabouts`); return the ids of those that were there."""
    rows = connection.execute(
        "UPDATE articles SET is_gone = ? WHERE id IN (SELECT value FROM json_each(?)) AND is_gone = ? RETURNING id",
        (target, json.dumps(list(article_ids)), source),
    )
    return [row[0] for row in rows.fetchall()]


def of(connection: sqlite3.Connection, article_ids: Sequence[int]) -> dict[int, list[int]]:
    """Return articles by where they are."""
    places: dict[int, list[int]] = {}
    rows = connection.execute(
        "SELECT id, is_gone FROM articles WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(article_ids)),),
    )
    for article_id, place in rows:
        places.setdefault(place, []).append(article_id)
    return places
