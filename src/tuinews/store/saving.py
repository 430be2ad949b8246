"""Storing what a source gave: new articles are added, known ones updated, nothing is taken away."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from tuinews.model.entries import Draft
from tuinews.store import bodies, known_articles, revisions
from tuinews.store.rows import to_json, to_lines, to_seconds

_AT_ONCE: Final = 32
_COLUMNS: Final = (
    "id, feed_id, identity, sort_at, title, title_is_derived, authors, published_at, updated_at, added_at, snippet, "
    "url, guid, language, outlet, image_url, enclosures, content_sha, is_date_unclear"
)


def save_drafts(
    connection: sqlite3.Connection,
    feed_id: int,
    drafts: tuple[Draft, ...],
    now: datetime,
    alike: frozenset[bytes] = frozenset(),
) -> tuple[list[int], list[int]]:
    """Store entries of one feed; return the ids of the new and of the updated articles.

    An entry that is there keeps its place, its marks and its tags; its facts and text change only when its
    content did, and the text it had before is kept. Entries that left the feed stay; deleted ones do not come back.

    Args:
        connection: where to store them.
        feed_id: whose entries they are.
        drafts: the newest first.
        now: when they were fetched.
        alike: the identities of those whose content changed while the words stayed the same.
    """
    known = known_articles.match(connection, feed_id, drafts)
    buried = known_articles.buried(connection, feed_id)
    let_go = known_articles.let_go(connection, (there.id for there in known.values()))
    new, updated, seen = list[Draft](), list[int](), set[bytes]()
    # Feeds list the newest first; the oldest is stored first, so that ids grow with time.
    for draft in reversed(drafts):
        if draft.identity in seen or not buried.isdisjoint((draft.identity, *draft.also_known)):
            continue
        seen.add(draft.identity)
        there = known.get(draft.identity)
        if there is None:
            new.append(draft)
            continue
        if there.id in let_go:
            continue
        if there.is_renamed:
            _rename(connection, there.id, draft)
        if there.content_sha == draft.content_sha:
            continue
        if draft.identity in alike:
            _touch(connection, there.id, draft)
            continue
        revisions.keep(connection, there.id, now)
        _update(connection, there.id, draft, now)
        updated.append(there.id)
    return _insert(connection, feed_id, new, now), updated


def find(connection: sqlite3.Connection, feed_id: int, identity: bytes) -> int | None:
    """Return the id of the article with this identity in a feed, gone or not."""
    row = connection.execute(
        "SELECT id FROM articles WHERE feed_id = ? AND identity = ?", (feed_id, identity)
    ).fetchone()
    return row[0] if row else None


def _rename(connection: sqlite3.Connection, article_id: int, draft: Draft) -> None:
    """Give an article the guid that its feed has for it now."""
    connection.execute(
        "UPDATE articles SET identity = ?, guid = ? WHERE id = ?", (draft.identity, draft.entry.guid, article_id)
    )


def _touch(connection: sqlite3.Connection, article_id: int, draft: Draft) -> None:
    """Take over HTML that says the same in another way; text and annotation stay as they are."""
    connection.execute(
        "UPDATE pages SET content_sha = ?2 WHERE article_id = ?1 "
        "AND content_sha = (SELECT content_sha FROM articles WHERE id = ?1)",
        (article_id, draft.content_sha),
    )
    connection.execute("UPDATE articles SET content_sha = ? WHERE id = ?", (draft.content_sha, article_id))
    bodies.replace_html(connection, article_id, draft.packed, draft.base_url)


def _insert(connection: sqlite3.Connection, feed_id: int, drafts: Sequence[Draft], now: datetime) -> list[int]:
    """Add articles, many in a statement: the full-text index is written to with each statement, not with each row."""
    first: int = connection.execute("SELECT coalesce(max(id), 0) + 1 FROM articles").fetchone()[0]
    ids, seconds = list(range(first, first + len(drafts))), to_seconds(now)
    for start in range(0, len(drafts), _AT_ONCE):
        some = list(zip(ids[start : start + _AT_ONCE], drafts[start : start + _AT_ONCE], strict=True))
        connection.execute(
            f"INSERT INTO articles ({_COLUMNS}) VALUES {_places(19, len(some))}",
            [value for article_id, draft in some for value in _row(article_id, feed_id, draft, seconds)],
        )
        connection.execute(
            f"INSERT INTO bodies (article_id, packed, base_url, is_trusted) VALUES {_places(4, len(some))}",
            [
                value
                for article_id, draft in some
                for value in (article_id, draft.packed, draft.base_url, int(draft.is_trusted))
            ],
        )
    return ids


def _places(columns: int, rows: int) -> str:
    return ", ".join([f"({', '.join('?' * columns)})"] * rows)


def _row(article_id: int, feed_id: int, draft: Draft, seconds: int | None) -> tuple[object, ...]:
    entry = draft.entry
    published = to_seconds(entry.published)
    return (
        article_id,
        feed_id,
        draft.identity,
        published if published is not None else seconds,
        entry.title,
        int(entry.title_is_derived),
        to_lines(entry.authors),
        published,
        to_seconds(entry.updated),
        seconds,
        draft.snippet,
        entry.url,
        entry.guid,
        entry.language,
        entry.outlet,
        entry.image_url,
        _enclosures(draft),
        draft.content_sha,
        int(entry.is_date_unclear),
    )


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
