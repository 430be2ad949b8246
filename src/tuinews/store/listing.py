"""Which articles a headline list has, in which order: their ids, the first of them or all.

The first page is its own query, because the whole of a long list takes too long for a first paint. For every order
there is an index that gives a long list sorted; a short one is sorted when it is read.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Iterable, Iterator
from datetime import datetime

from tuinews.model import Scope, ScopeKind, Sort, Whereabouts
from tuinews.store import folders
from tuinews.store.conditions import Condition
from tuinews.store.feeds import FILES_URL
from tuinews.store.rows import to_seconds

_ALL = -1


def page(connection: sqlite3.Connection, scope: Scope, today: datetime, limit: int) -> array[int]:
    """Return the ids of a list's first `limit` articles; `today` is when today began."""
    return _ids(connection, scope, today, limit)


def ids(connection: sqlite3.Connection, scope: Scope, today: datetime) -> array[int]:
    """Return the ids of all articles of a list, in its order."""
    return _ids(connection, scope, today, _ALL)


def count(connection: sqlite3.Connection, scope: Scope, today: datetime) -> int:
    """Return how many articles a list has, from kept counts where there are some."""
    if not scope.words:
        if scope.kind is ScopeKind.FEED:
            column = "unread" if scope.unread_only else "total"
            row = connection.execute(f"SELECT {column} FROM feeds WHERE id = ?", (scope.id,)).fetchone()
            return row[0] if row else 0
        if scope.kind is ScopeKind.FOLDER:
            return _folder_count(connection, scope)
        if scope.kind in _COUNTED and not scope.unread_only:
            row = connection.execute("SELECT n FROM counts WHERE name = ?", (scope.kind.value,)).fetchone()
            return int(row[0])
    condition = condition_of(connection, scope, today)
    row = connection.execute(f"SELECT count(*) FROM {_table(scope)} WHERE {condition.sql}", condition.values).fetchone()
    return int(row[0])


_COUNTED = {
    ScopeKind.ALL,
    ScopeKind.UNREAD,
    ScopeKind.STARRED,
    ScopeKind.LATER,
    ScopeKind.ARCHIVED,
    ScopeKind.MUTED,
}


def condition_of(connection: sqlite3.Connection, scope: Scope, today: datetime) -> Condition:
    """Return the condition that the articles of a scope meet; raises QueryError when its words are no query."""
    conditions = list(_of_kind(connection, scope, today))
    place = f"a.is_gone = {_SET_ASIDE.get(scope.kind, Whereabouts.LISTED):d}"
    if scope.words or scope.kind is ScopeKind.SMART:
        from tuinews.store import asked  # not before the first paint: most lists are asked for without words

        where, *more = asked.conditions(connection, scope, today)
        place = place if scope.kind in _SET_ASIDE else where.sql
        conditions += more
    terms = [place, *(f"({condition.sql})" for condition in conditions)]
    if scope.unread_only or scope.kind is ScopeKind.UNREAD:
        terms.append("a.is_read = 0")
    return Condition(" AND ".join(terms), tuple(value for condition in conditions for value in condition.values))


_SET_ASIDE = {ScopeKind.ARCHIVED: Whereabouts.ARCHIVED, ScopeKind.MUTED: Whereabouts.MUTED}


def _of_kind(connection: sqlite3.Connection, scope: Scope, today: datetime) -> Iterator[Condition]:
    match scope.kind:
        case ScopeKind.STARRED:
            yield Condition("a.is_starred = 1")
        case ScopeKind.LATER:
            yield Condition("a.is_later = 1")
        case ScopeKind.TODAY:
            yield Condition("a.sort_at >= ?", (to_seconds(today),))
        case ScopeKind.FILES:
            yield Condition("a.feed_id = (SELECT id FROM feeds WHERE url = ?)", (FILES_URL,))
        case ScopeKind.FEED:
            yield Condition("a.feed_id = ?", (scope.id,))
        case ScopeKind.FOLDER:
            yield _folder_condition(connection, scope.id)


def _folder_condition(connection: sqlite3.Connection, folder_id: int) -> Condition:
    inside = json.dumps(folders.with_descendants(connection, folder_id))
    feeds = "SELECT id FROM feeds WHERE folder_id IN (SELECT value FROM json_each(?))"
    total, share = connection.execute(
        f"SELECT (SELECT n FROM counts WHERE name = 'all'), (SELECT sum(total) FROM feeds WHERE id IN ({feeds}))",
        (inside,),
    ).fetchone()
    # A folder with a good part of the archive is read in order of time and filtered; a small one feed by feed and
    # sorted. The plus sign keeps SQLite from using the index on feed_id.
    column = "+a.feed_id" if (share or 0) * 20 > (total or 0) else "a.feed_id"
    return Condition(f"{column} IN ({feeds})", (inside,))


def _folder_count(connection: sqlite3.Connection, scope: Scope) -> int:
    column = "unread" if scope.unread_only else "total"
    row = connection.execute(
        f"SELECT coalesce(sum({column}), 0) FROM feeds WHERE folder_id IN (SELECT value FROM json_each(?))",
        (json.dumps(folders.with_descendants(connection, scope.id)),),
    ).fetchone()
    return int(row[0])


# -------------------------------------------------------------------------------------------------- order

_BY = {
    Sort.TITLE: "a.title COLLATE NOCASE, a.id",
    Sort.PEOPLE: "a.people DESC, a.sort_at DESC, a.id DESC",
    Sort.WORDS: "a.words DESC, a.sort_at DESC, a.id DESC",
    Sort.UNREAD: "a.is_read, a.sort_at DESC, a.id DESC",
}
_NEWEST_FIRST = "a.sort_at DESC, a.id DESC"
_LONG = {ScopeKind.ALL, ScopeKind.FOLDER}
_INDEXES = {
    Sort.TITLE: "articles_by_title",
    Sort.PEOPLE: "articles_by_people",
    Sort.WORDS: "articles_by_words",
}


def _ids(connection: sqlite3.Connection, scope: Scope, today: datetime, limit: int) -> array[int]:
    condition = condition_of(connection, scope, today)
    if scope.sort is Sort.FEED and scope.kind is not ScopeKind.FEED:
        return _by_feed(connection, scope, condition, limit)
    if scope.sort is Sort.UNREAD and scope.kind is ScopeKind.ALL and not scope.words:
        return _unread_first(connection, condition, limit)
    order = "a.sort_at ASC, a.id ASC" if scope.oldest_first else _NEWEST_FIRST
    order = _BY.get(scope.sort, order)
    found = connection.execute(
        f"SELECT a.id FROM {_table(scope)} WHERE {condition.sql} ORDER BY {order} LIMIT ?", (*condition.values, limit)
    )
    return _array(found)


def _table(scope: Scope) -> str:
    """Return the articles with the index that answers the scope alone, where SQLite would not choose it itself."""
    if scope.words:
        return "articles a"
    if scope.kind is ScopeKind.UNREAD and scope.sort is Sort.TIME:
        return "articles a INDEXED BY articles_unread"
    if scope.kind in _LONG and scope.sort in _INDEXES:
        return f"articles a INDEXED BY {_INDEXES[scope.sort]}"
    return "articles a"


def _unread_first(connection: sqlite3.Connection, condition: Condition, limit: int) -> array[int]:
    """Return the unread articles and after them the read ones: two indexes, where sorting would read every article."""
    unread = _array(
        connection.execute(
            f"SELECT a.id FROM articles a INDEXED BY articles_unread WHERE {condition.sql} AND a.is_read = 0 "
            f"ORDER BY {_NEWEST_FIRST} LIMIT ?",
            (*condition.values, limit),
        )
    )
    if len(unread) == limit:
        return unread
    first = set(unread)
    every = connection.execute(
        f"SELECT a.id FROM articles a WHERE {condition.sql} ORDER BY {_NEWEST_FIRST} LIMIT ?",
        (*condition.values, limit),
    )
    return unread + array("q", [row[0] for row in every if row[0] not in first])


def _by_feed(connection: sqlite3.Connection, scope: Scope, condition: Condition, limit: int) -> array[int]:
    """Return the articles feed by feed, in the order of the feeds' titles."""
    titles = connection.execute("SELECT id, coalesce(nullif(user_title, ''), nullif(title, ''), url) FROM feeds")
    ranked = [row[0] for row in sorted(titles, key=lambda row: (row[1].casefold(), row[0]))]
    if scope.kind is ScopeKind.ALL and not scope.words:
        found = array("q")
        for feed_id in ranked:
            left = limit - len(found) if limit != _ALL else _ALL
            if left == 0:
                break
            found += _array(
                connection.execute(
                    f"SELECT a.id FROM articles a WHERE {condition.sql} AND a.feed_id = ? "
                    f"ORDER BY {_NEWEST_FIRST} LIMIT ?",
                    (*condition.values, feed_id, left),
                )
            )
        return found
    rank = {feed_id: place for place, feed_id in enumerate(ranked)}
    rows = connection.execute(
        f"SELECT a.id, a.feed_id FROM {_table(scope)} WHERE {condition.sql} ORDER BY {_NEWEST_FIRST}", condition.values
    )
    in_order = sorted(rows, key=lambda row: rank[row[1]])
    return array("q", [row[0] for row in (in_order if limit == _ALL else in_order[:limit])])


def _array(rows: Iterable[tuple[int]]) -> array[int]:
    return array("q", [row[0] for row in rows])
