"""What a correction changes in search, counts and exports."""

from __future__ import annotations

import json

from tests.unit.newsroom.corrected import NOW, person_of, quote_of, shown, stock

from tuinews.model.annotations import (
    Quote,
    QuoteKind,
)
from tuinews.model.scopes import Scope
from tuinews.newsroom import Newsroom, complete, correct, export, mark, read
from tuinews.store import annotated, search


async def test_reported_speech_is_not_among_the_quotes_counted(newsroom: Newsroom) -> None:
    article_id = await stock(newsroom)
    reading, found, text = await shown(newsroom, article_id)
    start = text.index("Petrović shook")
    reported = Quote(start, start + 8, QuoteKind.INDIRECT)
    newsroom.database.write(
        annotated.save, article_id, found._replace(quotes=(*found.quotes, reported)), reading.article.text_sha, NOW
    )

    reading, after, _ = await shown(newsroom, article_id)

    assert after.quotes[-1] == reported
    assert reading.article.row.quotes == len(found.quotes)


async def test_reported_speech_the_reader_gave_a_speaker_stays_reported_speech(newsroom: Newsroom) -> None:
    article_id = await stock(newsroom)
    reading, found, text = await shown(newsroom, article_id)
    start = text.index("shook her head")
    reported = Quote(start, start + 14, QuoteKind.INDIRECT)
    digest = reading.article.text_sha
    newsroom.database.write(annotated.save, article_id, found._replace(quotes=(*found.quotes, reported)), digest, NOW)
    reading, _, _ = await shown(newsroom, article_id)

    await correct.set_speaker(newsroom, reading, len(found.quotes), person_of(found, "Ana Petrović"))
    newsroom.database.write(annotated.save, article_id, found, digest, NOW)

    _, after, _ = await shown(newsroom, article_id)
    assert (after.quotes[-1].start, after.quotes[-1].end) == (reported.start, reported.end)
    assert after.quotes[-1].kind is QuoteKind.INDIRECT


async def test_an_export_of_everything_has_the_corrections(newsroom: Newsroom) -> None:
    article_id = await stock(newsroom)
    reading, found, _ = await shown(newsroom, article_id)
    await correct.not_person(newsroom, reading, person_of(found, "Ana Petrović"))

    (article,) = json.loads("".join(export.everything(newsroom)))["articles"]

    assert article["corrections"] == [{"about": "not_person", "forms": ["Ana Petrović", "Petrović"]}]


async def found_by(newsroom: Newsroom, query: str) -> int:
    return len(await read.find_rows(newsroom, Scope(words=query), 10))


async def test_a_corrected_speaker_is_who_search_finds(newsroom: Newsroom) -> None:
    article_id = await stock(newsroom)
    reading, found, text = await shown(newsroom, article_id)

    await correct.set_speaker(newsroom, reading, quote_of(found, text, "piano"), person_of(found, "Tomasz Lindqvist"))

    assert await found_by(newsroom, "said:lindqvist about:piano") == 1
    assert await found_by(newsroom, "said:petrović about:piano") == 0
    await mark.undo(newsroom)
    assert await found_by(newsroom, "said:petrović about:piano") == 1
    await mark.redo(newsroom)
    assert await found_by(newsroom, "said:lindqvist about:piano") == 1


async def test_what_is_no_speech_is_not_searched_as_a_quote_nor_after_it_is_read_again(newsroom: Newsroom) -> None:
    article_id = await stock(newsroom)
    reading, found, text = await shown(newsroom, article_id)

    await correct.not_speech(newsroom, reading, quote_of(found, text, "piano"))

    assert await found_by(newsroom, "about:piano") == 0
    newsroom.database.write(lambda connection: connection.execute("UPDATE annotations SET annotator_version = 0"))
    await complete.complete_one(newsroom, article_id)
    assert await found_by(newsroom, "about:piano") == 0
    assert newsroom.database.write(search.is_whole)


async def test_merged_people_are_found_by_the_name_the_reader_gave(newsroom: Newsroom) -> None:
    article_id = await stock(newsroom)
    reading, found, _ = await shown(newsroom, article_id)

    await correct.same_person(newsroom, reading, person_of(found, "Tomasz Lindqvist"), "Ana Petrović")

    assert await found_by(newsroom, 'said:petrović about:"no minute"') == 1
    assert await found_by(newsroom, "person:lindqvist") == 0
