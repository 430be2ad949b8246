"""The index of people: whom each article names, resolved to people of the archive, kept article by article.

An article is indexed in the transaction that stores its annotation. What stood there for it before is compared and only
what differs is written, so that the same annotation again costs nothing and nobody changes their identity by it.
`people_resolving` finds who is who.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence

from tuinews.identity.names import full_name
from tuinews.model.annotations import Annotation, Person, QuoteKind, SpeakerType
from tuinews.model.articles import Whereabouts
from tuinews.store.people_resolving import KnownCompany, Owners, Place, Row, Said, rename_when_doubled, save_topics

_THERE = (Whereabouts.LISTED, Whereabouts.ARCHIVED)


def index(
    connection: sqlite3.Connection, article_id: int, annotation: Annotation, company: KnownCompany | None = None
) -> None:
    """Put the people of an article in the place of those that stood there for it.

    Args:
        connection: where.
        article_id: the article.
        annotation: whom it names and quotes.
        company: what was found of others before, where many articles are indexed in a row.
    """
    connection.execute("DELETE FROM people_due WHERE article_id = ?", (article_id,))
    found = connection.execute("SELECT sort_at, feed_id, is_gone FROM articles WHERE id = ?", (article_id,)).fetchone()
    if found is None:
        return
    place = Place(article_id, found[0], found[1], int(found[2] in _THERE))
    said = people_said(annotation)
    topics = save_topics(connection, article_id, annotation)
    before = _rows_of(connection, article_id)
    owners = Owners(connection, place, topics, said, before, company)
    after = _merged(owners.row(one) for one in sorted(said, key=lambda one: -one.mentions))
    _write(connection, place, before, after)


def look_again(connection: sqlite3.Connection, most: int) -> bool:
    """Count articles that came into the lists or left them, or no longer; return whether any were left for later."""
    moved = connection.execute("SELECT article_id FROM people_due WHERE is_moved = 1 LIMIT ?", (most + 1,)).fetchall()
    for (article_id,) in moved[:most]:
        connection.execute(
            "UPDATE appearances SET is_there = "
            "(SELECT is_gone IN (?, ?) FROM articles WHERE id = appearances.article_id) WHERE article_id = ?",
            (*map(int, _THERE), article_id),
        )
        connection.execute("DELETE FROM people_due WHERE article_id = ?", (article_id,))
    return len(moved) > most


def due(connection: sqlite3.Connection, limit: int) -> tuple[int, ...]:
    """Return articles whose people are still to be indexed, the newest first."""
    rows = connection.execute(
        "SELECT article_id FROM people_due WHERE is_moved = 0 ORDER BY article_id DESC LIMIT ?", (limit,)
    )
    return tuple(row[0] for row in rows)


def is_due(connection: sqlite3.Connection) -> bool:
    """Return whether any article is still to be indexed or looked at again."""
    return connection.execute("SELECT 1 FROM people_due LIMIT 1").fetchone() is not None


def due_count(connection: sqlite3.Connection) -> int:
    """Return how many articles are still to be indexed."""
    return int(connection.execute("SELECT count(*) FROM people_due").fetchone()[0])


def not_due(connection: sqlite3.Connection, article_id: int) -> None:
    """Take an article off those to be indexed: it has no annotation any more."""
    connection.execute("DELETE FROM people_due WHERE article_id = ?", (article_id,))


def people_said(annotation: Annotation) -> list[Said]:
    """Return whom an annotation names, and the people it quotes without naming them; of one name they are one."""
    mentions = Counter(mention.person for mention in annotation.mentions)
    quotes: Counter[str] = Counter()
    unnamed = dict[str, None]()
    for quote in annotation.quotes:
        if quote.kind is QuoteKind.INDIRECT or quote.speaker is None:
            continue
        quotes[quote.speaker.name] += 1
        if quote.speaker.person is None and quote.speaker.type is SpeakerType.PERSON:
            unnamed[quote.speaker.name] = None
    found: dict[str, Said] = {}
    for index_, person in enumerate(annotation.people):
        known = found.get(person.name)
        merged = person if known is None else known.person
        found[person.name] = Said(
            merged, mentions[index_] + (known.mentions if known else 0), quotes.get(person.name, 0)
        )
    for name in unnamed:
        if name not in found and full_name(name) is not None:
            found[name] = Said(Person(name), 0, quotes[name])
    return list(found.values())


def _rows_of(connection: sqlite3.Connection, article_id: int) -> list[Row]:
    rows = connection.execute(
        "SELECT base_id, person_id, name_id, role_id, mentions, quotes FROM appearances WHERE article_id = ?",
        (article_id,),
    )
    return [Row(*row) for row in rows]


def _merged(rows: Iterable[Row]) -> list[Row]:
    """Return one row a base: what the reader said may make two of an article's people one."""
    found: dict[int, Row] = {}
    for row in rows:
        known = found.get(row.base_id)
        found[row.base_id] = (
            row
            if known is None
            else known._replace(mentions=known.mentions + row.mentions, quotes=known.quotes + row.quotes)
        )
    return list(found.values())


def _write(connection: sqlite3.Connection, place: Place, before: Sequence[Row], after: Sequence[Row]) -> None:
    gone, new = set(before) - set(after), set(after) - set(before)
    connection.executemany(
        "DELETE FROM appearances WHERE article_id = ? AND base_id = ?", [(place.id, row.base_id) for row in gone]
    )
    connection.executemany(
        "INSERT INTO appearances (person_id, at, article_id, base_id, name_id, role_id, feed_id, mentions, quotes, "
        "is_there) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                row.person_id, place.at, place.id, row.base_id, row.name_id, row.role_id, place.feed_id, row.mentions,
                row.quotes, place.is_there,
            )
            for row in new
        ],
    )  # fmt: skip
    for row in new:
        rename_when_doubled(connection, row.person_id)
    if gone or new:
        connection.execute(
            "INSERT INTO changed_articles SELECT ?, 1 WHERE EXISTS (SELECT 1 FROM smart_folders) "
            "OR EXISTS (SELECT 1 FROM mute_rules) ON CONFLICT DO UPDATE SET is_content = 1",
            (place.id,),
        )
