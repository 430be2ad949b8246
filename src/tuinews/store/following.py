"""Whom the reader follows, and what they said since it was told last."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from typing import NamedTuple

from tuinews.store import session
from tuinews.store.rows import to_seconds

_LATEST = 300
"""So many of the last articles that quote a person are looked at for new ones."""
_TOLD = "statements_told"
"""Under this name the session keeps when other programs were told last, and of which articles lately."""
_NEWS_S = 2 * 86_400
"""What is older is told to no other program, however long none was told."""
_READ_LATER_S = 2 * 86_400
"""An article may have come so long before it was read for people."""


class Spoken(NamedTuple):
    """What someone who is followed said since it was told last."""

    person_id: int
    name: str
    statements: int
    articles: tuple[int, ...]
    is_announced: bool


def folder_of(connection: sqlite3.Connection, person_id: int) -> int | None:
    """Return the smart folder of a person who is followed; None of one who is not."""
    row = connection.execute(
        "SELECT f.folder_id FROM follows f CROSS JOIN people p ON p.id = f.person_id "
        "WHERE p.root_id = (SELECT root_id FROM people WHERE id = ?) ORDER BY f.person_id LIMIT 1",
        (person_id,),
    ).fetchone()
    return None if row is None else int(row[0])


def names(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Return what everyone who is followed is called at fullest, whom the reader followed first at the head."""
    rows = connection.execute(
        "SELECT r.name FROM follows f CROSS JOIN people p ON p.id = f.person_id JOIN people r ON r.id = p.root_id "
        "ORDER BY f.folder_id"
    )
    return tuple(dict.fromkeys(row[0] for row in rows))


def toggle_announced(connection: sqlite3.Connection, person_id: int) -> bool:
    """Turn round whether a person's new statements go to the desktop; return whether they do now."""
    row = connection.execute(
        "UPDATE follows SET is_announced = 1 - is_announced WHERE folder_id = ? RETURNING is_announced",
        (folder_of(connection, person_id),),
    ).fetchone()
    return bool(row and row[0])


def spoken(
    connection: sqlite3.Connection, since_s: int | None = None, known: frozenset[int] = frozenset()
) -> tuple[Spoken, ...]:
    """Return, for everyone who is followed, the statements in articles that came since they were told of last.

    Args:
        connection: to the archive.
        since_s: the moment that counts in place of the one when they were told of last.
        known: articles that are left out.
    """
    followed = connection.execute(
        "SELECT p.root_id, r.name, f.seen_at, f.is_announced FROM follows f CROSS JOIN people p ON p.id = f.person_id "
        "JOIN people r ON r.id = p.root_id ORDER BY f.person_id"
    ).fetchall()
    found = []
    for person_id, name, seen_at, is_announced in followed:
        since: int = seen_at if since_s is None else since_s
        rows = connection.execute(
            "SELECT s.article_id, s.quotes FROM (SELECT article_id, quotes, is_there FROM appearances "
            "WHERE person_id = ? ORDER BY at DESC LIMIT ?) s JOIN articles a ON a.id = s.article_id "
            "JOIN annotations n ON n.article_id = s.article_id WHERE s.quotes > 0 AND s.is_there = 1 "
            "AND n.made_at > ? AND a.added_at > ? AND a.is_read = 0",
            (person_id, _LATEST, since, since - _READ_LATER_S),
        ).fetchall()
        new = [row for row in rows if row[0] not in known]
        articles = tuple(row[0] for row in new)
        found.append(Spoken(person_id, name, sum(row[1] for row in new), articles, bool(is_announced)))
    return tuple(found)


def note_told(connection: sqlite3.Connection, now: datetime, person_id: int | None = None) -> None:
    """Note that all that came until now was told: of one person, or of all."""
    connection.execute(
        "UPDATE follows SET seen_at = ?1 WHERE ?2 IS NULL OR person_id = ?2", (to_seconds(now), person_id)
    )


def take_untold(connection: sqlite3.Connection, now: datetime) -> tuple[Spoken, ...]:
    """Return what was said since other programs were told last, and note that they are told now.

    In one transaction, so that of several processes one tells. The first time there is nothing: what an archive has
    is no news.
    """
    told, now_s = session.load(connection).get(_TOLD), int(now.timestamp())
    at_s, known = told if isinstance(told, list) else (now_s, [])
    # The second in which they were told last counts again, without what was known in it.
    found = spoken(connection, max(at_s, now_s - _NEWS_S) - 1, frozenset(known))
    session.save(connection, {_TOLD: [now_s, [*known, *(id_ for one in found for id_ in one.articles)][-_LATEST:]]})
    return found if isinstance(told, list) else ()
