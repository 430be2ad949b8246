"""What the reader says of people: that two are one, that some articles are about somebody else; exactly undoable."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from tuinews.store import people_resolving


class Parted(NamedTuple):
    """An article's appearance that was given to somebody else: who it was before, and by which name."""

    article_id: int
    base_id: int
    whole: str


def root_of(connection: sqlite3.Connection, person_id: int) -> int | None:
    """Return who a person is after all merging; None when there is no such person."""
    row = connection.execute("SELECT root_id FROM people WHERE id = ?", (person_id,)).fetchone()
    return None if row is None else int(row[0])


def new_person(connection: sqlite3.Connection, name: str) -> int:
    """Make a person nobody was resolved to yet; the id."""
    row = connection.execute("INSERT INTO people (root_id, name) VALUES (0, ?) RETURNING id", (name,)).fetchone()
    connection.execute("UPDATE people SET root_id = id WHERE id = ?", row)
    return int(row[0])


def appearances_in(connection: sqlite3.Connection, person_id: int, article_ids: Sequence[int]) -> list[Parted]:
    """Return what these articles call a person, and who they were resolved to."""
    rows = connection.execute(
        "SELECT a.article_id, a.base_id, n.name FROM appearances a JOIN names n ON n.id = a.name_id "
        "WHERE a.article_id IN (SELECT value FROM json_each(?)) AND a.person_id = ?",
        (json.dumps(list(article_ids)), person_id),
    )
    return [Parted(article_id, base_id, people_resolving.whole_of(name)) for article_id, base_id, name in rows]


def give(connection: sqlite3.Connection, parted: Sequence[Parted], base_id: int) -> None:
    """Say who is meant in some articles: this person, whatever the names and roles say."""
    for one in parted:
        connection.execute(
            "INSERT INTO told VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET base_id = excluded.base_id",
            (one.article_id, one.whole, base_id),
        )
        _set_base(connection, one.article_id, one.base_id, base_id)
    add_keys_of(connection, base_id)


def take_back(connection: sqlite3.Connection, parted: Sequence[Parted], base_id: int) -> None:
    """Unsay who is meant in some articles: it is who it was before."""
    for one in parted:
        connection.execute("DELETE FROM told WHERE article_id = ? AND whole = ?", (one.article_id, one.whole))
        _set_base(connection, one.article_id, base_id, one.base_id)
    if connection.execute("SELECT 1 FROM appearances WHERE base_id = ? LIMIT 1", (base_id,)).fetchone() is None:
        # Nobody is to be taken for a person that the reader has unmade.
        connection.execute("DELETE FROM person_keys WHERE person_id = ?", (base_id,))


def add_keys_of(connection: sqlite3.Connection, base_id: int) -> None:
    """Let a person be looked for under the names that articles call them."""
    rows = connection.execute(
        "SELECT DISTINCT n.name FROM people p JOIN appearances a ON a.person_id = p.root_id AND a.base_id = p.id "
        "JOIN names n ON n.id = a.name_id WHERE p.id = ?",
        (base_id,),
    )
    people_resolving.add_keys(connection, base_id, [row[0] for row in rows])


def _set_base(connection: sqlite3.Connection, article_id: int, before: int, after: int) -> None:
    root = root_of(connection, after)
    connection.execute(
        "UPDATE appearances SET base_id = ?, person_id = ? WHERE article_id = ? AND base_id = ?",
        (after, root, article_id, before),
    )
    people_resolving.rename(connection, root or after)


def note_changed(connection: sqlite3.Connection, article_ids: Sequence[int]) -> None:
    """Let smart folders and mute rules look at articles again, for they are about other people now."""
    connection.executemany(
        "INSERT INTO changed_articles SELECT ?, 1 WHERE EXISTS (SELECT 1 FROM smart_folders) "
        "OR EXISTS (SELECT 1 FROM mute_rules) ON CONFLICT DO UPDATE SET is_content = 1",
        [(article_id,) for article_id in article_ids],
    )
