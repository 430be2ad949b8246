"""Storing what a source gave: new articles are added, known ones updated, nothing is taken away."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from tuinews.model import Draft, Whereabouts
from tuinews.store import stories
from tuinews.store.rows import to_json, to_lines, to_seconds


def save_drafts(
    connection: sqlite3.Connection, feed_id: int, drafts: tuple[Draft, ...], now: datetime
) -> tuple[list[int], list[int]]:
    """Store entries of one feed; return the ids of the new and of the updated articles.

    An entry that is there keeps its place, its marks and its tags; its facts and text change only when its
    content did. Entries that left the feed stay.
    """
    known = _known(connection, feed_id, drafts)
    added, updated, seen = list[int](), list[int](), set[bytes]()
    # Feeds list the newest first; the oldest is stored first, so that ids grow with time.
    for draft in reversed(drafts):
        if draft.identity in seen:
            continue
        seen.add(draft.identity)
        there = known.get(draft.identity)
        if there is None:
            added.append(_insert(connection, feed_id, draft, now))
        elif there[1] != draft.content_sha and there[2] < Whereabouts.DELETED:
            _update(connection, there[0], draft, now)
            updated.append(there[0])
    stories.place(connection, added + updated, now)
    return added, updated


def find(connection: sqlite3.Connection, feed_id: int, identity: bytes) -> int | None:
    """Return the id of the article with this identity in a feed, gone or not."""
    row = connection.execute(
        "SELECT id FROM articles WHERE feed_id = ? AND identity = ?", (feed_id, identity)
    ).fetchone()
    return row[0] if row else None


def _known(
    connection: sqlite3.Connection, feed_id: int, drafts: tuple[Draft, ...]
) -> dict[bytes, tuple[int, bytes, int]]:
    known = {}
    for start in range(0, len(drafts), 500):
        some = drafts[start : start + 500]
        rows = connection.execute(
            "SELECT identity, id, content_sha, is_gone FROM articles WHERE feed_id = ? AND identity IN "
            f"({','.join('?' * len(some))})",
            (feed_id, *(draft.identity for draft in some)),
        )
        known.update({row[0]: (row[1], row[2], row[3]) for row in rows})
    return known


def _insert(connection: sqlite3.Connection, feed_id: int, draft: Draft, now: datetime) -> int:
    entry = draft.entry
    published = to_seconds(entry.published)
    cursor = connection.execute(
        "INSERT INTO articles (feed_id, identity, sort_at, title, title_is_derived, authors, published_at, updated_at, "
        "added_at, snippet, url, guid, language, outlet, image_url, enclosures, content_sha) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            feed_id,
            draft.identity,
            published if published is not None else to_seconds(now),
            entry.title,
            int(entry.title_is_derived),
            to_lines(entry.authors),
            published,
            to_seconds(entry.updated),
            to_seconds(now),
            draft.snippet,
            entry.url,
            entry.guid,
            entry.language,
            entry.outlet,
            entry.image_url,
            _enclosures(draft),
            draft.content_sha,
        ),
    )
    article_id = cursor.lastrowid
    assert article_id is not None
    connection.execute(
        "INSERT INTO bodies (article_id, packed, base_url, is_trusted) VALUES (?, ?, ?, ?)",
        (article_id, draft.packed, draft.base_url, int(draft.is_trusted)),
    )
    return article_id


def _update(connection: sqlite3.Connection, article_id: int, draft: Draft, now: datetime) -> None:
    entry = draft.entry
    connection.execute(
        "UPDATE articles SET title = ?, title_is_derived = ?, authors = ?, updated_at = ?, snippet = ?, url = ?, "
        "enclosures = ?, content_sha = ?, people = NULL, quotes = NULL WHERE id = ?",
        (
            entry.title,
            int(entry.title_is_derived),
            to_lines(entry.authors),
            to_seconds(entry.updated or now),
            draft.snippet,
            entry.url,
            _enclosures(draft),
            draft.content_sha,
            article_id,
        ),
    )
    connection.execute(
        "UPDATE bodies SET packed = ?, base_url = ?, is_trusted = ?, text = NULL, text_sha = '', blocks = '[]', "
        "notices = '[]' WHERE article_id = ?",
        (draft.packed, draft.base_url, int(draft.is_trusted), article_id),
    )


def _enclosures(draft: Draft) -> str:
    enclosures = draft.entry.enclosures
    return to_json(enclosures) if enclosures else "[]"
