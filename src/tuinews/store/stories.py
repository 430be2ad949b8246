"""Stories in the archive: which article is of which."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime

from tuinews.model.articles import Whereabouts
from tuinews.model.bodies import BlockKind
from tuinews.store import bodies, story_index
from tuinews.store.functions import unpacked
from tuinews.store.rows import to_seconds
from tuinews.store.story_index import Finder, Neighbour
from tuinews.stories.signature import Facts, Signature, sign

_MOST_MEMBERS = 60
"""A story that has so many articles is full: the next ones are about something else by now."""
_PART_ALIKE = 0.4
"""This part of a story's articles has to be alike, so that stories do not chain into one another."""


def place(connection: sqlite3.Connection, article_ids: Sequence[int], now: datetime, finder: Finder) -> set[int]:
    """Find the story of each article; return the articles of the stories that grew."""
    seconds = to_seconds(now)
    assert seconds is not None
    changed = set[int]()
    finder.begin(connection)
    for article_id in article_ids:
        changed.update(_place(connection, finder, article_id, seconds))
    return changed


def _place(connection: sqlite3.Connection, finder: Finder, article_id: int, now: int) -> Iterable[int]:
    row = connection.execute(
        "SELECT sort_at, is_gone FROM articles WHERE id = ? AND feed_id NOT IN (SELECT feed_id FROM story_feeds_off)",
        (article_id,),
    ).fetchone()
    if row is None or not story_index.is_placeable(row[0], now) or row[1] in _NOT_TOLD:
        return ()
    signature = signature_of(connection, article_id)
    neighbours = finder.neighbours(connection, article_id, row[0], signature)
    finder.add(connection, article_id, row[0], signature)
    return _join(connection, article_id, neighbours) if neighbours else ()


_NOT_TOLD = {Whereabouts.LEFT, Whereabouts.DELETED, Whereabouts.FORGOTTEN}


def signature_of(connection: sqlite3.Connection, article_id: int) -> Signature:
    """Return the signature of an article with all that is known of it now."""
    return sign(facts_of(connection, article_id))


def facts_of(connection: sqlite3.Connection, article_id: int) -> Facts:
    """Return what is known of an article now: its snippet, or its text, people and quotes as the reader has them."""
    title, snippet, url, people = connection.execute(
        "SELECT title, snippet, url, people FROM articles WHERE id = ?", (article_id,)
    ).fetchone()
    if people is None:
        return Facts(title, snippet, url)
    body, text_sha = bodies.get(connection, article_id)
    row = connection.execute(
        "SELECT body FROM annotations WHERE article_id = ? AND text_sha = ?", (article_id, text_sha)
    ).fetchone()
    if body is None or row is None:
        return Facts(title, snippet, url)
    stored = json.loads(unpacked(row[0]))
    prose = "\n".join(
        body.text[block.start : block.end]
        for block in body.blocks
        if not block.is_hidden and block.kind in {BlockKind.PARAGRAPH, BlockKind.ITEM}
    )
    quotes = tuple(
        body.text[start:end]
        for start, end in connection.execute(
            "SELECT start, end FROM quoted WHERE article_id = ? ORDER BY start", (article_id,)
        )
    )
    names = _names(connection, article_id, [person[0] for person in stored["people"]])
    return Facts(title, prose[:600] or snippet, url, names, quotes, prose)


def _names(connection: sqlite3.Connection, article_id: int, found: list[str]) -> tuple[str, ...]:
    """Return the people of an article as the reader corrected them, in the order in which they were found."""
    named = {
        row[0]
        for row in connection.execute(
            "SELECT n.name FROM named d JOIN names n ON n.id = d.name_id WHERE d.article_id = ?", (article_id,)
        )
    }
    return (*(name for name in found if name in named), *sorted(named.difference(found)))


def _join(connection: sqlite3.Connection, article_id: int, neighbours: Sequence[Neighbour]) -> tuple[int, ...]:
    """Put an article into the story of what it is alike with, or begin one; return the story if it grew."""
    alike = {neighbour.article_id: neighbour.verdict for neighbour in neighbours}
    apart = _told_apart(connection, article_id)
    before = own = members(connection, article_id)
    for neighbour in neighbours:
        other = neighbour.article_id
        theirs = members(connection, other) or (other,)
        if other in own or apart.intersection(theirs) or len(theirs) + len(own) > _MOST_MEMBERS:
            continue
        is_copy = neighbour.verdict.reason != "event"
        is_alike = sum(member in alike for member in theirs) >= _PART_ALIKE * len(theirs)
        if (is_copy or is_alike) and _may_merge(own, alike, is_copy=is_copy):
            put_together(connection, (*(own or (article_id,)), *theirs))
            own = members(connection, article_id)
    return own if own != before else ()


def _may_merge(own: Sequence[int], alike: Iterable[int], *, is_copy: bool) -> bool:
    """Return whether an article that has a story may bring it together with another one."""
    rest = len(own) - 1
    return rest <= 0 or is_copy or len(set(own) & set(alike)) >= _PART_ALIKE * rest


def _told_apart(connection: sqlite3.Connection, article_id: int) -> set[int]:
    rows = connection.execute(
        "SELECT other_id FROM story_splits WHERE article_id = ?1 "
        "UNION SELECT article_id FROM story_splits WHERE other_id = ?1",
        (article_id,),
    )
    return {row[0] for row in rows}


# ------------------------------------------------------------------------------------------ membership


def members(connection: sqlite3.Connection, article_id: int) -> tuple[int, ...]:
    """Return the articles of an article's story, itself included; none when it is the only one."""
    rows = connection.execute(
        "SELECT o.article_id FROM story_articles s JOIN story_articles o USING (story_id) WHERE s.article_id = ? "
        "ORDER BY o.article_id",
        (article_id,),
    )
    return tuple(row[0] for row in rows)


def put_together(connection: sqlite3.Connection, article_ids: Iterable[int]) -> None:
    """Make one story of these articles; what stories they had become this one."""
    ids = json.dumps(sorted(set(article_ids)))
    row = connection.execute(
        "SELECT min(story_id) FROM story_articles WHERE article_id IN (SELECT value FROM json_each(?))", (ids,)
    ).fetchone()
    story_id = row[0]
    if story_id is None:
        (story_id,) = connection.execute("SELECT coalesce(max(story_id), 0) + 1 FROM story_articles").fetchone()
    connection.execute(
        "INSERT OR REPLACE INTO story_articles (article_id, story_id, feed_id) "
        "SELECT id, ?, feed_id FROM articles WHERE id IN (SELECT value FROM json_each(?))",
        (story_id, ids),
    )


def latest(connection: sqlite3.Connection, limit: int) -> tuple[tuple[int, ...], ...]:
    """Return the articles of each of the newest stories, the newest first."""
    rows = connection.execute(
        "SELECT json_group_array(json_array(-a.sort_at, -a.id)) FROM story_articles s "
        "JOIN articles a ON a.id = s.article_id AND a.is_gone = 0 "
        "WHERE s.feed_id NOT IN (SELECT feed_id FROM story_feeds_off) "
        "GROUP BY s.story_id HAVING count(*) > 1 ORDER BY max(a.sort_at) DESC LIMIT ?",
        (limit,),
    )
    return tuple(tuple(-member for _, member in sorted(json.loads(row[0]))) for row in rows)


def split(connection: sqlite3.Connection, article_id: int) -> tuple[int, ...]:
    """Take an article out of its story for good; return what it was together with."""
    others = tuple(other for other in members(connection, article_id) if other != article_id)
    connection.executemany("INSERT OR IGNORE INTO story_splits VALUES (?, ?)", [(article_id, one) for one in others])
    gone = (article_id,) if len(others) > 1 else (article_id, *others)
    connection.executemany("DELETE FROM story_articles WHERE article_id = ?", [(one,) for one in gone])
    return others


def unsplit(connection: sqlite3.Connection, article_id: int, others: Sequence[int]) -> None:
    """Put an article back into the story it was taken out of."""
    connection.executemany(
        "DELETE FROM story_splits WHERE article_id = ? AND other_id = ?", [(article_id, one) for one in others]
    )
    put_together(connection, (article_id, *others))
