"""Which stored article each entry of a feed is: by its guid, also where that is spelled differently or has changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from tuinews.model.articles import Whereabouts
from tuinews.model.entries import Draft
from tuinews.store.rows import to_json, to_seconds
from tuinews.store.whereabouts import THERE
from tuinews.web_address import same_place

_AT_ONCE = 500
_LOOK_BACK = 200
"""Among how many of the newest articles one with a changed guid is looked for, at least."""


class Known(NamedTuple):
    """A stored article that an entry is."""

    id: int
    content_sha: bytes
    is_renamed: bool = False
    """True when its guid has changed, so that it has to be known under the new one from now on."""


class _Row(NamedTuple):
    id: int
    content_sha: bytes
    identity: bytes
    url: str
    title: str
    published: int | None


def match(connection: sqlite3.Connection, feed_id: int, drafts: Sequence[Draft]) -> dict[bytes, Known]:
    """Return the articles that are there already, by the identity of their draft."""
    if connection.execute("SELECT 1 FROM articles WHERE feed_id = ? LIMIT 1", (feed_id,)).fetchone() is None:
        return {}
    by_identity = _by_identity(connection, feed_id, drafts)
    known: dict[bytes, Known] = {}
    taken = set[int]()
    for draft in drafts:
        keys = (draft.identity, *draft.also_known)
        found = next((by_identity[key] for key in keys if key in by_identity), None)
        if found is not None and found[0] not in taken:
            known[draft.identity] = Known(*found)
            taken.add(found[0])
    strangers = [draft for draft in drafts if draft.identity not in known and draft.entry.url]
    if strangers:
        claimed = {key for draft in drafts for key in (draft.identity, *draft.also_known)}
        rows = [row for row in _recent(connection, feed_id, len(drafts)) if row.identity not in claimed]
        known.update(_with_other_guids(strangers, [row for row in rows if row.id not in taken]))
    return known


def buried(connection: sqlite3.Connection, feed_id: int) -> frozenset[bytes]:
    """Return the identities of a feed's deleted articles."""
    rows = connection.execute("SELECT identity FROM tombstones WHERE feed_id = ?", (feed_id,))
    return frozenset(row[0] for row in rows)


def let_go(connection: sqlite3.Connection, ids: Iterable[int]) -> frozenset[int]:
    """Return which of these articles were deleted or forgotten; nothing a feed says brings them back."""
    rows = connection.execute(
        "SELECT id FROM articles WHERE id IN (SELECT value FROM json_each(?)) AND is_gone >= ?",
        (to_json(list(ids)), Whereabouts.DELETED),
    )
    return frozenset(row[0] for row in rows)


def _by_identity(
    connection: sqlite3.Connection, feed_id: int, drafts: Sequence[Draft]
) -> dict[bytes, tuple[int, bytes]]:
    keys = [key for draft in drafts for key in (draft.identity, *draft.also_known)]
    found = {}
    for start in range(0, len(keys), _AT_ONCE):
        some = keys[start : start + _AT_ONCE]
        rows = connection.execute(
            "SELECT identity, id, content_sha FROM articles WHERE feed_id = ? AND identity IN "
            f"({','.join('?' * len(some))})",
            (feed_id, *some),
        )
        found.update({row[0]: (row[1], row[2]) for row in rows})
    return found


def _recent(connection: sqlite3.Connection, feed_id: int, count: int) -> Iterator[_Row]:
    rows = connection.execute(
        "SELECT id, content_sha, identity, url, title, published_at FROM articles "
        f"WHERE feed_id = ? AND is_gone IN ({THERE}) AND url <> '' ORDER BY sort_at DESC LIMIT ?",
        (feed_id, max(_LOOK_BACK, 2 * count)),
    )
    return (_Row(*row) for row in rows)


def _with_other_guids(drafts: Iterable[Draft], rows: Iterable[_Row]) -> dict[bytes, Known]:
    """Return the articles that entries are under a guid that their feed no longer has.

    The address alone proves nothing: some feeds give all their entries one. With the same date, or with the same
    title and nothing to say against it, it does.
    """
    by_url: dict[str, list[_Row]] = {}
    for row in rows:
        by_url.setdefault(same_place(row.url), []).append(row)
    known = {}
    for draft in drafts:
        there = by_url.get(same_place(draft.entry.url), [])
        twin = next((row for row in there if _is_same(draft, row)), None)
        if twin is not None:
            there.remove(twin)
            known[draft.identity] = Known(twin.id, twin.content_sha, is_renamed=True)
    return known


def _is_same(draft: Draft, row: _Row) -> bool:
    if row.content_sha == draft.content_sha:
        return True
    published = to_seconds(draft.entry.published)
    if published is not None and row.published is not None:
        return published == row.published
    return row.title == draft.entry.title
