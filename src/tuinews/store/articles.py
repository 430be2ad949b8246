"""Headline lists and single articles in the archive.

A list is the ids of its articles at one moment, so that nothing moves under the reader; rows are fetched for the
screen only. The first page is its own query, because the whole of a long list takes too long for a first paint.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Sequence
from datetime import datetime

from tuinews.model import Article, ArticleRow, Enclosure, Scope, ScopeKind, TextSource
from tuinews.store import bodies, folders, pages
from tuinews.store.feeds import FILES_URL
from tuinews.store.rows import from_lines, to_moment, to_seconds

_ROW = (
    "a.id, a.feed_id, coalesce(nullif(f.user_title, ''), nullif(f.title, ''), f.url), a.title, a.title_is_derived, "
    "a.authors, a.published_at, a.added_at, a.is_read, a.is_starred, a.is_later, a.snippet, a.people, a.quotes, a.url, "
    "a.is_date_unclear, (SELECT max(replaced_at) FROM revisions WHERE article_id = a.id)"
)


def page(connection: sqlite3.Connection, scope: Scope, today: datetime, limit: int) -> array[int]:
    """Return the ids of a list's first `limit` articles; `today` is when today began."""
    return _ids(connection, scope, today, limit)


def ids(connection: sqlite3.Connection, scope: Scope, today: datetime) -> array[int]:
    """Return the ids of all articles of a list, in its order."""
    return _ids(connection, scope, today, -1)


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
    condition, values = _condition(connection, scope, today)
    row = connection.execute(f"SELECT count(*) FROM {_table(scope)} WHERE {condition}", values).fetchone()
    return int(row[0])


_COUNTED = {ScopeKind.ALL, ScopeKind.UNREAD, ScopeKind.STARRED, ScopeKind.LATER}


def rows(connection: sqlite3.Connection, wanted: Sequence[int]) -> dict[int, ArticleRow]:
    """Return the rows with these ids, by id; ids that are gone are left out."""
    found = connection.execute(
        f"SELECT {_ROW} FROM articles a JOIN feeds f ON f.id = a.feed_id "
        "WHERE a.id IN (SELECT value FROM json_each(?)) AND a.is_gone = 0",
        (json.dumps(list(wanted)),),
    )
    return {row[0]: _article_row(row) for row in found}


def get(connection: sqlite3.Connection, article_id: int) -> Article | None:
    """Return one article with its body, or None when it is not there."""
    row = connection.execute(
        f"SELECT {_ROW}, a.guid, a.updated_at, a.language, a.outlet, a.enclosures, a.position "
        "FROM articles a JOIN feeds f ON f.id = a.feed_id WHERE a.id = ? AND a.is_gone = 0",
        (article_id,),
    ).fetchone()
    if row is None:
        return None
    guid, updated_at, language, outlet, enclosures, position = row[17:]
    body, text_sha = bodies.get(connection, article_id)
    page = pages.state(connection, article_id)
    return Article(
        row=_article_row(row[:17]),
        guid=guid,
        updated=to_moment(updated_at),
        language=language,
        outlet=outlet,
        body=body,
        text_sha=text_sha,
        enclosures=tuple(Enclosure(*values) for values in json.loads(enclosures)),
        position=position,
        source=TextSource.PAGE if page and page.is_shown else TextSource.FEED,
        page=page,
    )


def language(connection: sqlite3.Connection, article_id: int) -> str:
    """Return the language an article states, empty when it states none or is not there."""
    row = connection.execute("SELECT language FROM articles WHERE id = ?", (article_id,)).fetchone()
    return row[0] if row else ""


def unread_after(connection: sqlite3.Connection, wanted: Sequence[int]) -> int | None:
    """Return the first unread article of `wanted`, in its order."""
    for start in range(0, len(wanted), 500):
        some = wanted[start : start + 500]
        unread = {
            row[0]
            for row in connection.execute(
                "SELECT id FROM articles WHERE id IN (SELECT value FROM json_each(?)) AND is_read = 0 AND is_gone = 0",
                (json.dumps(list(some)),),
            )
        }
        for article_id in some:
            if article_id in unread:
                return article_id
    return None


def save_position(connection: sqlite3.Connection, article_id: int, position: float) -> None:
    """Remember where reading of an article stopped."""
    connection.execute("UPDATE articles SET position = ? WHERE id = ?", (position, article_id))


def _ids(connection: sqlite3.Connection, scope: Scope, today: datetime, limit: int) -> array[int]:
    condition, values = _condition(connection, scope, today)
    direction = "ASC" if scope.oldest_first else "DESC"
    found = connection.execute(
        f"SELECT a.id FROM {_table(scope)} WHERE {condition} ORDER BY a.sort_at {direction}, a.id {direction} LIMIT ?",
        (*values, limit),
    )
    return array("q", (row[0] for row in found))


def _table(scope: Scope) -> str:
    """Return the articles with the index that answers the scope alone, where SQLite would not choose it itself."""
    if scope.kind is ScopeKind.UNREAD and not scope.words:
        return "articles a INDEXED BY articles_unread"
    return "articles a"


def _folder_count(connection: sqlite3.Connection, scope: Scope) -> int:
    column = "unread" if scope.unread_only else "total"
    row = connection.execute(
        f"SELECT coalesce(sum({column}), 0) FROM feeds WHERE folder_id IN (SELECT value FROM json_each(?))",
        (json.dumps(folders.with_descendants(connection, scope.id)),),
    ).fetchone()
    return int(row[0])


def _condition(connection: sqlite3.Connection, scope: Scope, today: datetime) -> tuple[str, list[object]]:
    terms, values = ["a.is_gone = 0"], list[object]()
    if scope.unread_only or scope.kind is ScopeKind.UNREAD:
        terms.append("a.is_read = 0")
    match scope.kind:
        case ScopeKind.STARRED:
            terms.append("a.is_starred = 1")
        case ScopeKind.LATER:
            terms.append("a.is_later = 1")
        case ScopeKind.TODAY:
            terms.append("a.sort_at >= ?")
            values.append(to_seconds(today))
        case ScopeKind.FILES:
            terms.append("a.feed_id = (SELECT id FROM feeds WHERE url = ?)")
            values.append(FILES_URL)
        case ScopeKind.FEED:
            terms.append("a.feed_id = ?")
            values.append(scope.id)
        case ScopeKind.FOLDER:
            term, inside = _folder_condition(connection, scope.id)
            terms.append(term)
            values.extend(inside)
    for word in scope.words.split():
        pattern = "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        terms.append(
            "(a.title LIKE ? ESCAPE '\\' OR a.snippet LIKE ? ESCAPE '\\' OR a.authors LIKE ? ESCAPE '\\' OR "
            "a.feed_id IN (SELECT id FROM feeds WHERE coalesce(nullif(user_title, ''), title) LIKE ? ESCAPE '\\'))"
        )
        values.extend([pattern] * 4)
    return " AND ".join(terms), values


def _folder_condition(connection: sqlite3.Connection, folder_id: int) -> tuple[str, list[object]]:
    inside = json.dumps(folders.with_descendants(connection, folder_id))
    feeds = "SELECT id FROM feeds WHERE folder_id IN (SELECT value FROM json_each(?))"
    total, share = connection.execute(
        f"SELECT (SELECT n FROM counts WHERE name = 'all'), (SELECT sum(total) FROM feeds WHERE id IN ({feeds}))",
        (inside,),
    ).fetchone()
    # A folder with a good part of the archive is read in order of time and filtered; a small one feed by feed and
    # sorted. The plus sign keeps SQLite from using the index on feed_id.
    column = "+a.feed_id" if (share or 0) * 20 > (total or 0) else "a.feed_id"
    return f"{column} IN ({feeds})", [inside]


def _article_row(row: Sequence[object]) -> ArticleRow:
    added = to_moment(row[7])  # type: ignore[arg-type]
    assert added is not None
    return ArticleRow(
        id=row[0],  # type: ignore[arg-type]
        feed_id=row[1],  # type: ignore[arg-type]
        feed_title=row[2],  # type: ignore[arg-type]
        title=row[3],  # type: ignore[arg-type]
        title_is_derived=bool(row[4]),
        authors=from_lines(str(row[5])),
        published=to_moment(row[6]),  # type: ignore[arg-type]
        added=added,
        is_read=bool(row[8]),
        is_starred=bool(row[9]),
        is_later=bool(row[10]),
        snippet=row[11],  # type: ignore[arg-type]
        people=row[12],  # type: ignore[arg-type]
        quotes=row[13],  # type: ignore[arg-type]
        url=row[14],  # type: ignore[arg-type]
        is_date_unclear=bool(row[15]),
        replaced=to_moment(row[16]),  # type: ignore[arg-type]
    )
