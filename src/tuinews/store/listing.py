"""Which articles a headline list has, in which order: their ids, the first of them or all.

The first page is its own query, because the whole of a long list takes too long for a first paint. For every order
there is an index that gives a long list sorted; a short one is sorted when it is read.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from tuinews.model.articles import Whereabouts
from tuinews.model.scopes import Scope, ScopeKind, Sort
from tuinews.store import folders
from tuinews.store.conditions import Condition, of_feeds
from tuinews.store.feeds import FILES_URL
from tuinews.store.rows import FEED_TITLE, to_seconds
from tuinews.store.whereabouts import at

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


def ids_and_days(
    connection: sqlite3.Connection, scope: Scope, today: datetime, limit: int = _ALL
) -> tuple[array[int], tuple[tuple[int, int], ...]]:
    """Return the ids of a list ordered by time, and where in it another day begins: places and ordinals of days."""
    ids, times = _ids_and_times(connection, scope, today, limit)
    days, at = list[tuple[int, int]](), 0
    while at < len(times):
        day = datetime.fromtimestamp(times[at]).astimezone().date()
        days.append((at, day.toordinal()))
        if scope.oldest_first:
            at = bisect_left(times, int(_midnight(day + timedelta(days=1)).timestamp()), at)
        else:
            at = bisect_right(times, -int(_midnight(day).timestamp()), at, key=lambda moment: -moment)
    return ids, tuple(days)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day).astimezone()


def older(connection: sqlite3.Connection, scope: Scope, today: datetime, article_id: int) -> array[int]:
    """Return the ids of a list's articles that are older than one of them."""
    condition = condition_of(connection, scope, today)
    rows = connection.execute(
        f"SELECT a.id FROM articles a WHERE {condition.sql} "
        "AND a.sort_at < (SELECT sort_at FROM articles WHERE id = ?)",
        (*condition.values, article_id),
    )
    return array("q", [row[0] for row in rows])


def first_of_day(connection: sqlite3.Connection, scope: Scope, today: datetime, moment: datetime) -> int | None:
    """Return the article of a list ordered by time that comes first among those of a day, or of the next that has any.

    Args:
        moment: When the day begins.
    """
    condition = condition_of(connection, scope, today)
    seconds = to_seconds(moment) or 0
    limit, order = (seconds, "a.sort_at, a.id") if scope.oldest_first else (seconds + 86_400, _NEWEST_FIRST)
    sign = ">=" if scope.oldest_first else "<"
    row = connection.execute(
        f"SELECT a.id FROM articles a WHERE {condition.sql} AND a.sort_at {sign} ? ORDER BY {order} LIMIT 1",
        (*condition.values, limit),
    ).fetchone()
    return row[0] if row else None


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
    place = at(_SET_ASIDE.get(scope.kind, Whereabouts.LISTED))
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
            yield of_feeds(connection, _feeds_in(connection, scope.id))


def _folder_count(connection: sqlite3.Connection, scope: Scope) -> int:
    column = "unread" if scope.unread_only else "total"
    row = connection.execute(
        f"SELECT coalesce(sum({column}), 0) FROM feeds WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(_feeds_in(connection, scope.id)),),
    ).fetchone()
    return int(row[0])


# -------------------------------------------------------------------------------------------------- order

_NEWEST_FIRST = "a.sort_at DESC, a.id DESC"
_BY = {
    Sort.TITLE: "a.title COLLATE NOCASE, a.id",
    Sort.PEOPLE: "a.people DESC, a.sort_at DESC, a.id DESC",
    Sort.WORDS: "a.words DESC, a.sort_at DESC, a.id DESC",
    Sort.UNREAD: f"a.is_read, {_NEWEST_FIRST}",
}
_INDEXES = {
    Sort.TITLE: "articles_by_title",
    Sort.PEOPLE: "articles_by_people",
    Sort.WORDS: "articles_by_words",
}
_SAME_AS_TIME = {(ScopeKind.FEED, Sort.FEED), (ScopeKind.UNREAD, Sort.UNREAD)}
_SHORT = 2000
"""So many articles are sorted in no time; of more the index of the order is gone through."""
_SEVERAL = 10
"""A filter that leaves one article of so many fills the first page from the beginning of the order."""
_READ_AT_ONCE = 100_000
"""Characters of ids: about two milliseconds of work."""


def _ids(connection: sqlite3.Connection, scope: Scope, today: datetime, limit: int) -> array[int]:
    if scope.sort is Sort.TIME or (scope.kind, scope.sort) in _SAME_AS_TIME:
        return _by_time(connection, scope, today, limit)
    if scope.kind in {ScopeKind.ALL, ScopeKind.FOLDER} and not scope.words and not scope.unread_only:
        feed_ids = _feeds_in(connection, scope.id) if scope.kind is ScopeKind.FOLDER else None
        return _in_order(connection, scope.sort, feed_ids, limit)
    wanted = _by_time(connection, scope, today, _ALL)
    if len(wanted) <= _SHORT or scope.kind in _SET_ASIDE:
        found = _sorted(connection, scope.sort, wanted)
    else:
        there = set(wanted)
        if limit != _ALL:
            begun = _in_order(connection, scope.sort, None, limit * _SEVERAL)
            found = array("q", [one for one in begun if one in there])
            if len(found) >= limit:
                return found[:limit]
        found = array("q", [one for one in _in_order(connection, scope.sort, None, _ALL) if one in there])
        if len(found) < len(wanted):
            # What a query finds elsewhere than in the lists stands in no index of theirs.
            found += array("q", sorted(there.difference(found), reverse=True))
    return found if limit == _ALL else found[:limit]


def _by_time(connection: sqlite3.Connection, scope: Scope, today: datetime, limit: int) -> array[int]:
    (found,) = _columns(connection, *_in_time(connection, scope, today, "a.id", limit))
    return found


def _ids_and_times(
    connection: sqlite3.Connection, scope: Scope, today: datetime, limit: int
) -> tuple[array[int], array[int]]:
    ids, times = _columns(connection, *_in_time(connection, scope, today, "a.id, a.sort_at", limit))
    return ids, times


def _in_time(
    connection: sqlite3.Connection, scope: Scope, today: datetime, columns: str, limit: int
) -> tuple[str, tuple[object, ...]]:
    condition = condition_of(connection, scope, today)
    is_oldest_first = scope.oldest_first and scope.sort is Sort.TIME
    order = "a.sort_at ASC, a.id ASC" if is_oldest_first else _NEWEST_FIRST
    return (
        f"SELECT {columns} FROM {_table(scope)} WHERE {condition.sql} ORDER BY {order} LIMIT ?",
        (*condition.values, limit),
    )


def _columns(connection: sqlite3.Connection, query: str, values: Sequence[object] = ()) -> list[array[int]]:
    """Return each column of a query for numbers, in its order.

    SQLite writes a column into one text, and that is read at once: rows one by one would take three times as long,
    and take turns with the thread of the screen at each. An aggregate keeps the order of what it is made from.
    """
    names = [name.rpartition(".")[2] for name in query[len("SELECT ") : query.index(" FROM ")].split(", ")]
    texts = connection.execute(
        f"SELECT {', '.join(f'group_concat({name})' for name in names)} FROM ({query})", tuple(values)
    ).fetchone()
    return [_numbers(text or "") for text in texts]


def _numbers(text: str) -> array[int]:
    """Return the numbers of a text with commas, some at a time, for no other thread runs while they are read."""
    found, at = array("q"), 0
    while at < len(text):
        end = text.find(",", at + _READ_AT_ONCE)
        end = len(text) if end < 0 else end
        found.extend(json.loads(f"[{text[at:end]}]"))
        at = end + 1
    return found


def _table(scope: Scope) -> str:
    """Return the articles with the index that answers the scope alone, where SQLite would not choose it itself."""
    if scope.kind is ScopeKind.UNREAD and not scope.words:
        return "articles a INDEXED BY articles_unread"
    return "articles a"


def _feeds_in(connection: sqlite3.Connection, folder_id: int) -> list[int]:
    """Return the feeds of a folder and of those inside it."""
    return folders.feeds_inside(connection, folders.with_descendants(connection, folder_id))


def _in_order(connection: sqlite3.Connection, sort: Sort, feed_ids: list[int] | None, limit: int) -> array[int]:
    """Return the ids of the articles of the lists, or of these feeds, in an order; from indexes alone."""
    if sort is Sort.FEED:
        return _feed_by_feed(connection, feed_ids, limit)
    # The plus sign keeps SQLite from the index on feed_id, which has not this order.
    only, values = "", tuple[object, ...]()
    if feed_ids is not None:
        only, values = " AND +a.feed_id IN (SELECT value FROM json_each(?))", (json.dumps(feed_ids),)
    if sort is Sort.UNREAD:
        return _unread_first(connection, only, values, limit)
    (found,) = _columns(
        connection,
        f"SELECT a.id FROM articles a INDEXED BY {_INDEXES[sort]} WHERE a.is_gone = 0{only} "
        f"ORDER BY {_BY[sort]} LIMIT ?",
        (*values, limit),
    )
    return found


def _unread_first(connection: sqlite3.Connection, only: str, values: tuple[object, ...], limit: int) -> array[int]:
    (unread,) = _columns(
        connection,
        f"SELECT a.id FROM articles a INDEXED BY articles_unread WHERE a.is_gone = 0 AND a.is_read = 0{only} "
        f"ORDER BY {_NEWEST_FIRST} LIMIT ?",
        (*values, limit),
    )
    if len(unread) == limit:
        return unread
    (every,) = _columns(
        connection,
        f"SELECT a.id FROM articles a INDEXED BY articles_by_time WHERE a.is_gone = 0{only} "
        f"ORDER BY {_NEWEST_FIRST} LIMIT ?",
        (*values, limit),
    )
    is_unread = set(unread)
    unread.extend([one for one in every if one not in is_unread])
    return unread if limit == _ALL else unread[:limit]


def _feed_by_feed(connection: sqlite3.Connection, feed_ids: list[int] | None, limit: int) -> array[int]:
    titles = connection.execute(f"SELECT f.id, {FEED_TITLE} FROM feeds f")
    in_order = [row[0] for row in sorted(titles, key=lambda row: (row[1].casefold(), row[0]))]
    wanted, found = set(in_order if feed_ids is None else feed_ids), array("q")
    for feed_id in filter(wanted.__contains__, in_order):
        (of_feed,) = _columns(
            connection,
            f"SELECT a.id FROM articles a WHERE a.is_gone = 0 AND a.feed_id = ? ORDER BY {_NEWEST_FIRST} LIMIT ?",
            (feed_id, limit),
        )
        found += of_feed
        if limit != _ALL and len(found) >= limit:
            return found[:limit]
    return found


def _sorted(connection: sqlite3.Connection, sort: Sort, wanted: array[int]) -> array[int]:
    order = f"lower({FEED_TITLE}), f.id, {_NEWEST_FIRST}" if sort is Sort.FEED else _BY[sort]
    (found,) = _columns(
        connection,
        f"SELECT a.id FROM json_each(?) j JOIN articles a ON a.id = j.value JOIN feeds f ON f.id = a.feed_id "
        f"ORDER BY {order}",
        (json.dumps(wanted.tolist()),),
    )
    return found
