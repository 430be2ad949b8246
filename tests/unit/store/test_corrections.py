"""Corrections in the archive: kept in order, replaced as a whole, and brought into archives of older versions."""

from __future__ import annotations

from collections.abc import Callable

from tuinews.model.annotations import Annotation, QuoteKind, SpeakerType
from tuinews.model.corrections import Correction, NotPerson, NotSpeech, QuotePlace, SamePerson, SpeakerSet
from tuinews.model.entries import Draft
from tuinews.model.subscriptions import Feed
from tuinews.store import annotated, corrections, saving
from tuinews.store.database import Database

from .conftest import NOW

PLACE = QuotePlace("welostthepiano", "inanight", "saidana", 31)
EVERY: tuple[Correction, ...] = (
    SpeakerSet(PLACE, "Ana Petrović", SpeakerType.PERSON, ("Petrović",)),
    SpeakerSet(PLACE),
    SpeakerSet(PLACE, "the council", SpeakerType.ORGANISATION, kind=QuoteKind.INDIRECT),
    NotSpeech(PLACE),
    SamePerson(("Petrović", "Mrs Petrović"), "Ana Petrović", ("Ana",)),
    NotPerson(("Ashford",)),
)


def article(database: Database, feed: Feed, draft: Callable[..., Draft]) -> int:
    added, _ = database.write(saving.save_drafts, feed.id, (draft("a"),), NOW)
    return added[0]


def test_corrections_come_back_as_they_were_made(database: Database, feed: Feed, draft: Callable[..., Draft]) -> None:
    article_id = article(database, feed, draft)

    database.write(corrections.replace, article_id, EVERY)

    assert database.read(corrections.of, article_id) == EVERY


def test_other_corrections_take_the_place_of_an_articles_own(
    database: Database, feed: Feed, draft: Callable[..., Draft]
) -> None:
    article_id = article(database, feed, draft)
    database.write(corrections.replace, article_id, EVERY)

    database.write(corrections.replace, article_id, EVERY[:1])

    assert database.read(corrections.of, article_id) == EVERY[:1]


def test_an_article_that_is_no_longer_there_gets_no_corrections(database: Database) -> None:
    database.write(corrections.replace, 4711, EVERY)

    assert database.read(corrections.of, 4711) == ()


def test_an_annotation_of_the_first_version_is_in_no_known_language() -> None:
    assert annotated.from_json(1, '{"people": [], "mentions": [], "quotes": []}').language == ""


def test_the_language_of_an_annotation_is_kept(database: Database, feed: Feed, draft: Callable[..., Draft]) -> None:
    article_id = article(database, feed, draft)

    database.write(annotated.save, article_id, Annotation(1, language="de"), "sha", NOW)

    assert database.read(annotated.current, article_id, "sha", 1) == Annotation(1, language="de")
