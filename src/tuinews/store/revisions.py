"""What articles said before their source put another text in its place."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from tuinews.model.entries import Draft
from tuinews.store import known_articles, packing
from tuinews.store.rows import to_moment, to_seconds

_MOST = 20
"""How many earlier texts of an article are kept: its first, and the last ones."""


class Version(NamedTuple):
    """A text that an article had or has."""

    title: str
    html: str
    base_url: str


class History(NamedTuple):
    """An article as it came, and as it is now."""

    first: Version
    now: Version
    added: datetime
    changed: datetime
    """When the last change came."""
    changes: int


class Before(NamedTuple):
    """A stored text that an entry is about to replace."""

    identity: bytes
    title: str
    packed: bytes


def keep(connection: sqlite3.Connection, article_id: int, now: datetime) -> None:
    """Keep the text an article has, which another is about to replace."""
    title, base_url, packed = connection.execute(
        "SELECT a.title, b.base_url, b.packed FROM articles a JOIN bodies b ON b.article_id = a.id WHERE a.id = ?",
        (article_id,),
    ).fetchone()
    connection.execute(
        "INSERT INTO revisions (article_id, replaced_at, title, base_url, packed) VALUES (?, ?, ?, ?, ?)",
        (article_id, to_seconds(now), title, base_url, packing.pack(packing.unpack(packed))),
    )
    rows = connection.execute("SELECT id FROM revisions WHERE article_id = ? ORDER BY id", (article_id,))
    ids = [row[0] for row in rows]
    too_many = max(0, len(ids) - _MOST)
    connection.executemany("DELETE FROM revisions WHERE id = ?", [(number,) for number in ids[1 : 1 + too_many]])


def about_to_change(connection: sqlite3.Connection, feed_id: int, drafts: Sequence[Draft]) -> list[Before]:
    """Return the stored texts of those entries whose content is not what it was."""
    known = known_articles.match(connection, feed_id, drafts)
    found = []
    for draft in drafts:
        there = known.get(draft.identity)
        if there is None or there.content_sha == draft.content_sha:
            continue
        row = connection.execute(
            "SELECT a.title, b.packed FROM articles a JOIN bodies b ON b.article_id = a.id WHERE a.id = ?", (there.id,)
        ).fetchone()
        if row is not None:
            found.append(Before(draft.identity, *row))
    return found


def history(connection: sqlite3.Connection, article_id: int) -> History | None:
    """Return how an article has changed since it came, None when it has not."""
    earlier = connection.execute(
        "SELECT title, packed, base_url, (SELECT count(*) FROM revisions WHERE article_id = ?1), "
        "(SELECT max(replaced_at) FROM revisions WHERE article_id = ?1) "
        "FROM revisions WHERE article_id = ?1 ORDER BY id LIMIT 1",
        (article_id,),
    ).fetchone()
    now = connection.execute(
        "SELECT a.title, b.packed, b.base_url, a.added_at FROM articles a JOIN bodies b ON b.article_id = a.id "
        "WHERE a.id = ?",
        (article_id,),
    ).fetchone()
    if earlier is None or now is None:
        return None
    added, changed = to_moment(now[3]), to_moment(earlier[4])
    assert added is not None
    assert changed is not None
    return History(_version(*earlier[:3]), _version(*now[:3]), added, changed, earlier[3])


def _version(title: str, packed: bytes, base_url: str) -> Version:
    return Version(title, packing.unpack(packed).decode("utf-8", "replace"), base_url)
