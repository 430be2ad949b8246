"""Annotations in the archive: the people and quotes of each article, with the version that found them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from datetime import datetime

from tuinews.model.annotations import (
    Annotation,
    Certainty,
    How,
    Mention,
    Person,
    Quote,
    QuoteKind,
    Speaker,
    SpeakerType,
)
from tuinews.model.facts import as_facts
from tuinews.model.source_mix import QuoteSource
from tuinews.store.functions import packed, unpacked
from tuinews.store.rows import to_json, to_seconds


def current(connection: sqlite3.Connection, article_id: int, text_sha: str, version: int) -> Annotation | None:
    """Return the annotation of this very text by this version of the annotator, or None."""
    row = connection.execute(
        "SELECT body FROM annotations WHERE article_id = ? AND text_sha = ? AND annotator_version = ?",
        (article_id, text_sha, version),
    ).fetchone()
    return None if row is None else from_json(version, row[0])


def save(connection: sqlite3.Connection, article_id: int, annotation: Annotation, text_sha: str, now: datetime) -> None:
    """Store an annotation and the counts that headline lists show."""
    from tuinews.store import people_index  # the reader loads annotations first of all, and saves none

    connection.execute(
        "INSERT OR REPLACE INTO annotations (article_id, annotator_version, text_sha, made_at, body) "
        "VALUES (?, ?, ?, ?, ?)",
        (article_id, annotation.annotator_version, text_sha, to_seconds(now), packed(_to_json(annotation))),
    )
    save_counts(connection, article_id, annotation)
    if connection.execute("SELECT 1 FROM corrections WHERE article_id = ?", (article_id,)).fetchone() is None:
        people_index.index(connection, article_id, annotation)  # else it is indexed as corrected, below


def save_counts(connection: sqlite3.Connection, article_id: int, annotation: Annotation) -> None:
    """Store how many people and direct quotes an article has; reported speech is not counted."""
    quotes = sum(quote.kind is not QuoteKind.INDIRECT for quote in annotation.quotes)
    connection.execute(
        "UPDATE articles SET people = ?, quotes = ? WHERE id = ?", (len(annotation.people), quotes, article_id)
    )


def index(connection: sqlite3.Connection, article_id: int, annotation: Annotation) -> None:
    """Let an article be found and counted by an annotation of its text that differs from the one stored for it."""
    from tuinews.store import people_index

    save_counts(connection, article_id, annotation)
    direct = [quote for quote in annotation.quotes if quote.kind is not QuoteKind.INDIRECT]
    people = to_json([person.name for person in annotation.people])
    quotes = to_json(
        [[quote.speaker.name if quote.speaker else "", quote.start, quote.end, _source(quote)] for quote in direct]
    )
    connection.execute("DELETE FROM named WHERE article_id = ?", (article_id,))
    connection.execute("DELETE FROM quoted WHERE article_id = ?", (article_id,))
    connection.execute(
        "INSERT OR IGNORE INTO names (name) SELECT value FROM json_each(?) "
        "UNION SELECT value ->> 0 FROM json_each(?) WHERE value ->> 0 <> ''",
        (people, quotes),
    )
    connection.execute(
        "INSERT OR IGNORE INTO named (name_id, article_id) "
        "SELECT n.id, ? FROM json_each(?) p JOIN names n ON n.name = p.value",
        (article_id, people),
    )
    connection.execute(
        "INSERT INTO quoted (article_id, name_id, start, end, source) SELECT ?, "
        "(SELECT id FROM names WHERE name = q.value ->> 0), q.value ->> 1, q.value ->> 2, q.value ->> 3 "
        "FROM json_each(?) q",
        (article_id, quotes),
    )
    people_index.index(connection, article_id, annotation)


def _source(quote: Quote) -> int:
    """Return a `QuoteSource` as a number, by the rule of `schema_wordings.SOURCE`."""
    if quote.speaker is None or not quote.speaker.name:
        return QuoteSource.UNKNOWN.value
    return getattr(QuoteSource, quote.speaker.type.name, QuoteSource.UNNAMED).value


def outdated(connection: sqlite3.Connection, version: int, limit: int) -> tuple[int, ...]:
    """Return the newest articles whose annotation is by a version of the annotator before this one."""
    rows = connection.execute(
        "SELECT article_id FROM annotations WHERE annotator_version < ? ORDER BY article_id DESC LIMIT ?",
        (version, limit),
    )
    return tuple(row[0] for row in rows)


def outdated_of(connection: sqlite3.Connection, article_ids: Sequence[int], version: int) -> tuple[int, ...]:
    """Return those of these articles whose annotation is by an earlier version, in the order given."""
    rows = connection.execute(
        "SELECT n.article_id FROM json_each(?) w JOIN annotations n ON n.article_id = w.value "
        "WHERE n.annotator_version < ? ORDER BY w.key",
        (to_json(article_ids), version),
    )
    return tuple(row[0] for row in rows)


def count_outdated(connection: sqlite3.Connection, version: int) -> int:
    """Return how many annotations are by an earlier version."""
    row = connection.execute("SELECT count(*) FROM annotations WHERE annotator_version < ?", (version,)).fetchone()
    return int(row[0])


def keep(connection: sqlite3.Connection, article_id: int, version: int) -> None:
    """Let an annotation by an older version stand for one by this version, which could not make it."""
    connection.execute("UPDATE annotations SET annotator_version = ? WHERE article_id = ?", (version, article_id))


def of_text(connection: sqlite3.Connection, article_id: int, text_sha: str) -> Annotation | None:
    """Return the annotation of this very text by whichever version of the annotator, or None."""
    row = connection.execute(
        "SELECT annotator_version, body FROM annotations WHERE article_id = ? AND text_sha = ?", (article_id, text_sha)
    ).fetchone()
    return None if row is None else from_json(*row)


def _to_json(annotation: Annotation) -> str:
    return to_json(
        {
            "people": [[person.name, person.aliases, person.role] for person in annotation.people],
            "mentions": [[mention.start, mention.end, mention.person] for mention in annotation.mentions],
            "quotes": as_facts(annotation.quotes),
            "language": annotation.language,
        }
    )


def from_json(version: int, value: str | bytes) -> Annotation:
    """Return the annotation that was stored as `value`."""
    stored = json.loads(unpacked(value))
    return Annotation(
        version,
        tuple(Person(name, tuple(aliases), role) for name, aliases, role in stored["people"]),
        tuple(Mention(*mention) for mention in stored["mentions"]),
        tuple(
            Quote(
                quote["start"],
                quote["end"],
                QuoteKind(quote["kind"]),
                _speaker(quote["speaker"]),
                quote["cue"],
            )
            for quote in stored["quotes"]
        ),
        stored.get("language", ""),  # the first versions stored none
    )


def _speaker(stored: dict[str, object] | None) -> Speaker | None:
    if stored is None:
        return None
    facts = dict(stored)
    facts["type"] = SpeakerType(str(stored["type"]))
    facts["how"] = How(str(stored["how"]))
    facts["certainty"] = Certainty(str(stored["certainty"]))
    return Speaker(**facts)  # type: ignore[arg-type]
