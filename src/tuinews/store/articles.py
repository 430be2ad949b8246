"""Headlines and single articles in the archive.

A list is the ids of its articles at one moment (`listing`), so that nothing moves under the reader; rows are fetched
for the screen only.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from tuinews.model.articles import Article, ArticleRow, TextSource
from tuinews.store import story_lists
from tuinews.store.listing import count, first_of_day, ids, ids_and_days, older, page
from tuinews.store.rows import FEED_TITLE, from_lines, to_moment
from tuinews.store.whereabouts import THERE

__all__ = [
    "count",
    "first_of_day",
    "get",
    "ids",
    "ids_and_days",
    "older",
    "page",
    "rows",
    "save_position",
    "unread_after",
]

_ROW = (
    f"a.id, a.feed_id, {FEED_TITLE}, a.title, a.title_is_derived, "
    "a.authors, a.published_at, a.added_at, a.is_read, a.is_starred, a.is_later, a.snippet, a.people, a.quotes, a.url, "
    "a.is_date_unclear, (SELECT max(replaced_at) FROM revisions WHERE article_id = a.id)"
)


def rows(connection: sqlite3.Connection, wanted: Sequence[int]) -> dict[int, ArticleRow]:
    """Return the rows with these ids, by id; ids that are gone are left out."""
    found = connection.execute(
        f"SELECT {_ROW} FROM articles a JOIN feeds f ON f.id = a.feed_id "
        f"WHERE a.id IN (SELECT value FROM json_each(?)) AND a.is_gone IN ({THERE})",
        (json.dumps(list(wanted)),),
    )
    by_id = {row[0]: _article_row(row) for row in found}
    for article_id, (sources, copies) in story_lists.sources(connection, list(by_id)).items():
        by_id[article_id] = by_id[article_id]._replace(sources=sources, copies=copies)
    return by_id


def get(connection: sqlite3.Connection, article_id: int) -> Article | None:
    """Return one article with its body, or None when it is not there."""
    from tuinews.model.entries import Enclosure  # a list needs none of these
    from tuinews.store import bodies, pages

    row = connection.execute(
        f"SELECT {_ROW}, a.guid, a.updated_at, a.language, a.outlet, a.enclosures, a.position "
        f"FROM articles a JOIN feeds f ON f.id = a.feed_id WHERE a.id = ? AND a.is_gone IN ({THERE})",
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


def newest_id(connection: sqlite3.Connection) -> int:
    """Return the highest number that an article has, 0 when there is none."""
    row = connection.execute("SELECT coalesce(max(id), 0) FROM articles").fetchone()
    return int(row[0])


def addresses(connection: sqlite3.Connection, article_id: int) -> tuple[str, str]:
    """Return the address of an article's feed and its own; both are empty when it is gone."""
    row = connection.execute(
        "SELECT coalesce(f.url, ''), a.url FROM articles a LEFT JOIN feeds f ON f.id = a.feed_id WHERE a.id = ?",
        (article_id,),
    ).fetchone()
    return (row[0], row[1]) if row else ("", "")
