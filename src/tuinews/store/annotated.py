"""Annotations in the archive: the people and quotes of each article, with the version that found them."""

from __future__ import annotations

import json
import sqlite3
from datetime import datetime

from tuinews.model import (
    Annotation,
    Certainty,
    How,
    Mention,
    Person,
    Quote,
    QuoteKind,
    Speaker,
    SpeakerType,
    as_facts,
)
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
    connection.execute(
        "INSERT OR REPLACE INTO annotations (article_id, annotator_version, text_sha, made_at, body) "
        "VALUES (?, ?, ?, ?, ?)",
        (article_id, annotation.annotator_version, text_sha, to_seconds(now), _to_json(annotation)),
    )
    save_counts(connection, article_id, annotation)


def save_counts(connection: sqlite3.Connection, article_id: int, annotation: Annotation) -> None:
    """Store how many people and direct quotes an article has; reported speech is not counted."""
    quotes = sum(quote.kind is not QuoteKind.INDIRECT for quote in annotation.quotes)
    connection.execute(
        "UPDATE articles SET people = ?, quotes = ? WHERE id = ?", (len(annotation.people), quotes, article_id)
    )


def stale(connection: sqlite3.Connection, version: int, limit: int) -> tuple[int, ...]:
    """Return the newest articles that have a text but no annotation of it by this version."""
    rows = connection.execute(
        "SELECT b.article_id FROM bodies b LEFT JOIN annotations n ON n.article_id = b.article_id "
        "AND n.text_sha = b.text_sha AND n.annotator_version = ? "
        "WHERE b.text IS NOT NULL AND n.article_id IS NULL ORDER BY b.article_id DESC LIMIT ?",
        (version, limit),
    )
    return tuple(row[0] for row in rows)


def _to_json(annotation: Annotation) -> str:
    return to_json(
        {
            "people": [[person.name, person.aliases, person.role] for person in annotation.people],
            "mentions": [[mention.start, mention.end, mention.person] for mention in annotation.mentions],
            "quotes": as_facts(annotation.quotes),
            "language": annotation.language,
        }
    )


def from_json(version: int, value: str) -> Annotation:
    """Return the annotation that was stored as `value`."""
    stored = json.loads(value)
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
