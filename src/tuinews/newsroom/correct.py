"""Correcting people and quotes: what the reader says of them is kept with the article, and can be undone.

The annotator's own finding is stored untouched; whoever shows, counts or exports an annotation reads it `corrected`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import cast

from tuinews.model.annotations import Annotation, Person, SpeakerType
from tuinews.model.articles import Reading
from tuinews.model.corrections import Correction, NotPerson, NotSpeech, SamePerson, SpeakerSet
from tuinews.newsroom import Newsroom
from tuinews.newsroom.change import Change
from tuinews.newsroom.corrected import corrected, forms_of
from tuinews.newsroom.places import Letters, place_of
from tuinews.screen_text import line
from tuinews.store import annotated, bodies, corrections, journal

KIND = "correct"
"""What a correction is called in the journal."""
_WORDS_SHOWN = 28


async def set_speaker(newsroom: Newsroom, reading: Reading, quote: int, speaker: Person | None) -> Change:
    """Say who speaks a quote of the article shown: one of its people; None when that cannot be told."""
    name, forms = (speaker.name, speaker.aliases) if speaker else ("", ())
    return await set_other_speaker(newsroom, reading, quote, name, SpeakerType.PERSON, forms)


async def set_other_speaker(
    newsroom: Newsroom,
    reading: Reading,
    quote: int,
    name: str,
    type: SpeakerType,  # noqa: A002 - the field's own name
    forms: tuple[str, ...] = (),
) -> Change:
    """Say who speaks a quote of the article shown: someone it does not name, an organisation, an unnamed source."""
    kind = _annotation(reading).quotes[quote].kind
    told = SpeakerSet(place_of(_text(reading), *_stretch(reading, quote)), name, type, forms, kind)
    label = f"{opening(reading, quote)} said by {name}" if name else f"{opening(reading, quote)} left without speaker"
    return await newsroom.database.writing(_correct, newsroom, reading.article.row.id, told, label)


async def not_speech(newsroom: Newsroom, reading: Reading, quote: int) -> Change:
    """Say that a quote of the article shown is no speech."""
    told = NotSpeech(place_of(_text(reading), *_stretch(reading, quote)))
    label = f"{opening(reading, quote)} is no speech"
    return await newsroom.database.writing(_correct, newsroom, reading.article.row.id, told, label)


async def same_person(newsroom: Newsroom, reading: Reading, person: Person, name: str) -> Change:
    """Say who a person of the article shown is: another of its people, or of another name than it gives."""
    others = _annotation(reading).people
    other = next((one for one in others if one.name.casefold() == name.casefold() and one != person), None)
    if other is not None:
        told = SamePerson(forms_of(person), other.name, forms_of(other))
    else:
        told = SamePerson(forms_of(person), name)
    label = f"{person.name} is {told.name}"
    return await newsroom.database.writing(_correct, newsroom, reading.article.row.id, told, label)


async def not_person(newsroom: Newsroom, reading: Reading, person: Person) -> Change:
    """Say that what was taken for a person of the article shown is none."""
    told, label = NotPerson(forms_of(person)), f"{person.name} is no person"
    return await newsroom.database.writing(_correct, newsroom, reading.article.row.id, told, label)


def shown(connection: sqlite3.Connection, article_id: int, text: str, text_sha: str) -> Annotation | None:
    """Return the annotation of an article's text with the reader's corrections; None while there is none.

    What an older version of the annotator found is good enough until it is read again.
    """
    found = annotated.of_text(connection, article_id, text_sha)
    return None if found is None else corrected(found, text, corrections.of(connection, article_id))


def opening(reading: Reading, quote: int) -> str:
    """Return a quote's first words in quotation marks, as a toast names it."""
    start, end = _stretch(reading, quote)
    words = line(_text(reading)[start:end]).strip("\"'“”„‘’«»‹› .,")
    return f"“{line(words, _WORDS_SHOWN)}”"


def index(connection: sqlite3.Connection, article_id: int) -> None:
    """Let an article be found and counted by its people and quotes as the reader corrected them."""
    annotation = latest(connection, article_id)
    if annotation is not None:
        annotated.index(connection, article_id, annotation)


def latest(connection: sqlite3.Connection, article_id: int) -> Annotation | None:
    """Return an article's annotation as the reader corrected it, by whichever version; None where there is none."""
    body, text_sha = bodies.get(connection, article_id)
    return shown(connection, article_id, body.text, text_sha) if body else None


def apply(connection: sqlite3.Connection, newsroom: Newsroom, record: journal.JournalRecord, is_undo: bool) -> Change:
    """Take a correction of the journal back, or make it again."""
    (article_id,) = record.article_ids
    stored = cast("list[tuple[str, dict[str, object]]]", record.payload["before" if is_undo else "after"])
    corrections.replace(connection, article_id, [corrections.from_facts(kind, facts) for kind, facts in stored])
    index(connection, article_id)
    return Change(record.label, (article_id,), annotation_changed=True)


def _correct(
    connection: sqlite3.Connection, newsroom: Newsroom, article_id: int, told: Correction, label: str
) -> Change:
    before = corrections.of(connection, article_id)
    body, _ = bodies.get(connection, article_id)
    if body is None:
        return Change("")
    after = (*_still_said(before, told, body.text), told)
    if all(one in before for one in after) and all(one in after for one in before):
        return Change("")  # it was said before
    corrections.replace(connection, article_id, after)
    index(connection, article_id)
    payload: dict[str, object] = {"before": _facts(before), "after": _facts(after)}
    label = line(label, 200)
    journal.write(connection, label, KIND, payload, (article_id,), newsroom.clock())
    return Change(label, (article_id,), annotation_changed=True)


def _still_said(before: Iterable[Correction], told: Correction, text: str) -> Iterable[Correction]:
    """Return the corrections that another leaves standing: what was said of the same quote or person goes."""
    if isinstance(told, SamePerson):
        names = {told.name.casefold(), told.forms[0].casefold()}
        return [
            one for one in before if not isinstance(one, SamePerson | NotPerson) or one.forms[0].casefold() not in names
        ]
    if isinstance(told, NotPerson):
        return before
    letters = Letters(text)
    here = letters.find(told.place)
    return [
        one
        for one in before
        if not isinstance(one, SpeakerSet | NotSpeech) or not _overlap(letters.find(one.place), here)
    ]


def _overlap(one: tuple[int, int] | None, other: tuple[int, int] | None) -> bool:
    return one is not None and other is not None and one[0] < other[1] and other[0] < one[1]


def _facts(several: Iterable[Correction]) -> list[tuple[str, dict[str, object]]]:
    return [corrections.to_facts(correction) for correction in several]


def _annotation(reading: Reading) -> Annotation:
    assert reading.annotation is not None
    return reading.annotation


def _text(reading: Reading) -> str:
    return reading.article.body.text if reading.article.body else ""


def _stretch(reading: Reading, quote: int) -> tuple[int, int]:
    found = _annotation(reading).quotes[quote]
    return found.start, found.end
