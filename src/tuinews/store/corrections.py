"""The reader's corrections of people and quotes, by article; what the annotator found stays beside them as it is."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from tuinews.model.annotations import QuoteKind, SpeakerType
from tuinews.model.corrections import Correction, NotPerson, NotSpeech, QuotePlace, SamePerson, SpeakerSet
from tuinews.model.facts import as_facts
from tuinews.store.rows import to_json

_KINDS: dict[type[Correction], str] = {
    SpeakerSet: "speaker",
    NotSpeech: "not_speech",
    SamePerson: "same_person",
    NotPerson: "not_person",
}


def of(connection: sqlite3.Connection, article_id: int) -> tuple[Correction, ...]:
    """Return an article's corrections in the order in which they are applied."""
    rows = connection.execute("SELECT kind, body FROM corrections WHERE article_id = ? ORDER BY id", (article_id,))
    return tuple(from_facts(kind, json.loads(body)) for kind, body in rows)


def replace(connection: sqlite3.Connection, article_id: int, corrections: Iterable[Correction]) -> None:
    """Put these corrections in the place of an article's; one that is no longer there has none."""
    connection.execute("DELETE FROM corrections WHERE article_id = ?", (article_id,))
    connection.executemany(
        "INSERT INTO corrections (article_id, kind, body) SELECT id, ?, ? FROM articles WHERE id = ?",
        [(kind, to_json(facts), article_id) for kind, facts in map(to_facts, corrections)],
    )


def to_facts(correction: Correction) -> tuple[str, dict[str, object]]:
    """Return a correction's kind and its fields as plain values."""
    return _KINDS[type(correction)], as_facts(correction)


def from_facts(kind: str, facts: dict[str, object]) -> Correction:
    """Return the correction of `to_facts`."""
    match kind:
        case "speaker":
            kept, speech = SpeakerType(str(facts["type"])), QuoteKind(str(facts["kind"]))
            return SpeakerSet(_place(facts), str(facts["name"]), kept, _names(facts["forms"]), speech)
        case "not_speech":
            return NotSpeech(_place(facts))
        case "same_person":
            return SamePerson(_names(facts["forms"]), str(facts["name"]), _names(facts["others"]))
        case _:
            return NotPerson(_names(facts["forms"]))


def _place(facts: dict[str, object]) -> QuotePlace:
    return QuotePlace(**facts["place"])  # type: ignore[arg-type]


def _names(value: object) -> tuple[str, ...]:
    return tuple(value)  # type: ignore[arg-type]
