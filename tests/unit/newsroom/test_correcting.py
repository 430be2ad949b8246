"""Correcting people and quotes: what the reader says holds, whatever the annotator finds later, and can be undone."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.newsroom.corrected import NOW, STORY, person_of, quote_of, shown, speaker_of, stock

from tuinews import annotator
from tuinews.config import Config
from tuinews.model.annotations import (
    Annotation,
    Certainty,
    How,
    Mention,
    Person,
    Quote,
    SpeakerType,
)
from tuinews.newsroom import Newsroom, complete, correct, mark
from tuinews.newsroom.offload import InlineOffload
from tuinews.newsroom.opening import open_newsroom
from tuinews.paths import find_paths
from tuinews.store import annotated, bodies
from tuinews.store.rows import text_digest


async def test_a_speaker_the_reader_sets_is_certain_and_says_whose_word_it_is(newsroom: Newsroom) -> None:
    article_id = await stock(newsroom)
    reading, found, text = await shown(newsroom, article_id)

    change = await correct.set_speaker(
        newsroom, reading, quote_of(found, text, "piano"), person_of(found, "Tomasz Lindqvist")
    )

    _, after, _ = await shown(newsroom, article_id)
    speaker = speaker_of(after, text, "piano")
    assert speaker is not None
    assert (speaker.name, speaker.how, speaker.certainty) == ("Tomasz Lindqvist", How.CORRECTED, Certainty.CERTAIN)
    assert change.label == "“We lost the piano first, th…” said by Tomasz Lindqvist"


async def test_an_organisation_can_be_the_speaker(newsroom: Newsroom) -> None:
    article_id = await stock(newsroom)
    reading, found, text = await shown(newsroom, article_id)

    await correct.set_other_speaker(
        newsroom, reading, quote_of(found, text, "piano"), "the council", SpeakerType.ORGANISATION
    )

    _, after, _ = await shown(newsroom, article_id)
    speaker = speaker_of(after, text, "piano")
    assert speaker is not None
    assert (speaker.name, speaker.type, speaker.person) == ("the council", SpeakerType.ORGANISATION, None)


async def test_a_quote_can_be_left_without_a_speaker(newsroom: Newsroom) -> None:
    article_id = await stock(newsroom)
    reading, found, text = await shown(newsroom, article_id)

    await correct.set_speaker(newsroom, reading, quote_of(found, text, "piano"), None)

    _, after, _ = await shown(newsroom, article_id)
    assert speaker_of(after, text, "piano") is None


async def test_what_is_no_speech_is_no_longer_shown_or_counted(newsroom: Newsroom) -> None:
    article_id = await stock(newsroom)
    reading, found, text = await shown(newsroom, article_id)

    await correct.not_speech(newsroom, reading, quote_of(found, text, "piano"))

    reading, after, _ = await shown(newsroom, article_id)
    assert len(after.quotes) == len(found.quotes) - 1
    assert reading.article.row.quotes == len(after.quotes)


async def test_merged_people_are_one_with_the_mentions_and_quotes_of_both(newsroom: Newsroom) -> None:
    article_id = await stock(newsroom)
    reading, found, _ = await shown(newsroom, article_id)

    await correct.same_person(newsroom, reading, person_of(found, "Tomasz Lindqvist"), "Ana Petrović")

    reading, after, _ = await shown(newsroom, article_id)
    assert [person.name for person in after.people] == ["Ana Petrović"]
    assert len(after.mentions) == len(found.mentions)
    assert {quote.speaker.name for quote in after.quotes if quote.speaker} == {"Ana Petrović"}
    assert reading.article.row.people == 1


async def test_a_person_can_be_called_by_a_name_the_article_does_not_give(newsroom: Newsroom) -> None:
    article_id = await stock(newsroom)
    reading, found, text = await shown(newsroom, article_id)

    await correct.same_person(newsroom, reading, person_of(found, "Ana Petrović"), "Ana Marija Petrović")

    _, after, _ = await shown(newsroom, article_id)
    assert "Ana Petrović" in person_of(after, "Ana Marija Petrović").aliases
    speaker = speaker_of(after, text, "piano")
    assert speaker is not None
    assert speaker.name == "Ana Marija Petrović"


async def test_who_is_no_person_is_not_named_any_more_but_may_still_speak(newsroom: Newsroom) -> None:
    article_id = await stock(newsroom)
    reading, found, text = await shown(newsroom, article_id)

    await correct.not_person(newsroom, reading, person_of(found, "Ana Petrović"))

    _, after, _ = await shown(newsroom, article_id)
    assert [person.name for person in after.people] == ["Tomasz Lindqvist"]
    assert {mention.person for mention in after.mentions} == {0}
    speaker = speaker_of(after, text, "piano")
    assert speaker is not None
    assert (speaker.name, speaker.type, speaker.person) == ("Ana Petrović", SpeakerType.ORGANISATION, None)


async def test_a_second_word_on_a_quote_takes_the_place_of_the_first(newsroom: Newsroom) -> None:
    article_id = await stock(newsroom)
    reading, found, text = await shown(newsroom, article_id)
    await correct.set_speaker(newsroom, reading, quote_of(found, text, "piano"), person_of(found, "Tomasz Lindqvist"))
    reading, after, _ = await shown(newsroom, article_id)

    await correct.not_speech(newsroom, reading, quote_of(after, text, "piano"))

    _, last, _ = await shown(newsroom, article_id)
    assert not any("piano" in text[quote.start : quote.end] for quote in last.quotes)


async def test_corrections_are_undone_and_done_again_after_a_restart(tmp_path: Path) -> None:
    def again() -> Newsroom:
        return open_newsroom(find_paths(str(tmp_path)), Config(), InlineOffload(), clock=lambda: NOW)

    newsroom = again()
    article_id = await stock(newsroom)
    reading, found, text = await shown(newsroom, article_id)
    await correct.not_speech(newsroom, reading, quote_of(found, text, "piano"))
    newsroom.close()

    newsroom = again()
    undone = await mark.undo(newsroom)
    reading, after, _ = await shown(newsroom, article_id)
    assert undone.label == "“We lost the piano first, th…” is no speech"
    assert undone.annotation_changed
    assert after == found
    assert reading.article.row.quotes == len(found.quotes)
    newsroom.close()

    newsroom = again()
    await mark.redo(newsroom)
    reading, after, _ = await shown(newsroom, article_id)
    assert len(after.quotes) == len(found.quotes) - 1
    assert reading.article.row.quotes == len(found.quotes) - 1
    newsroom.close()


async def test_undoing_the_second_word_brings_back_the_first(newsroom: Newsroom) -> None:
    article_id = await stock(newsroom)
    reading, found, text = await shown(newsroom, article_id)
    lindqvist = person_of(found, "Tomasz Lindqvist")
    await correct.set_speaker(newsroom, reading, quote_of(found, text, "piano"), lindqvist)
    reading, after, _ = await shown(newsroom, article_id)
    await correct.set_speaker(newsroom, reading, quote_of(after, text, "piano"), None)

    await mark.undo(newsroom)

    _, last, _ = await shown(newsroom, article_id)
    assert last == after


async def test_corrections_survive_another_annotation_of_another_text(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    article_id = await stock(newsroom)
    reading, found, text = await shown(newsroom, article_id)
    await correct.set_speaker(newsroom, reading, quote_of(found, text, "piano"), person_of(found, "Tomasz Lindqvist"))
    reading, found, text = await shown(newsroom, article_id)
    await correct.not_speech(newsroom, reading, quote_of(found, text, "read them all"))
    reading, found, text = await shown(newsroom, article_id)
    await correct.same_person(newsroom, reading, person_of(found, "Ana Petrović"), "Ana Marija Petrović")

    # A newer version finds the people in another order, more of them, and the text has got another beginning.
    revised = "Ruth Moyo reports. " + text.replace("first, then", "first – then")
    newer = Annotation(
        annotator.VERSION + 1,
        (Person("Ruth Moyo"), Person("Tomasz Lindqvist"), Person("Ana Petrović", ("Petrović",))),
        (
            Mention(0, 9, 0),
            Mention(revised.index("Ana"), revised.index("Ana") + 12, 2),
            Mention(revised.index("Tomasz"), revised.index("Tomasz") + 16, 1),
        ),
        tuple(
            Quote(revised.index(words), revised.index(words) + len(words))
            for words in ("“We lost the piano first – then the floor,”", "“No minute records such a promise,”",
                          "“I have read them all,”")
        ),
    )  # fmt: skip
    body = reading.article.body
    assert body is not None
    digest = text_digest(revised)
    newsroom.database.write(bodies.save, article_id, body._replace(text=revised))
    newsroom.database.write(annotated.save, article_id, newer, digest, NOW)
    monkeypatch.setattr(annotator, "VERSION", annotator.VERSION + 1)

    _, after, text = await shown(newsroom, article_id)
    assert [person.name for person in after.people] == ["Ruth Moyo", "Tomasz Lindqvist", "Ana Marija Petrović"]
    speaker = speaker_of(after, text, "piano")
    assert speaker is not None
    assert (speaker.name, speaker.person) == ("Tomasz Lindqvist", 1)
    assert not any("read them all" in text[quote.start : quote.end] for quote in after.quotes)
    assert len(after.quotes) == 2


async def test_a_quote_that_a_newer_version_no_longer_finds_is_one_because_the_reader_said_who_speaks(
    newsroom: Newsroom,
) -> None:
    article_id = await stock(newsroom)
    reading, found, text = await shown(newsroom, article_id)
    index = quote_of(found, text, "piano")
    await correct.set_speaker(newsroom, reading, index, person_of(found, "Tomasz Lindqvist"))
    without = found._replace(quotes=())
    newsroom.database.write(annotated.save, article_id, without, reading.article.text_sha, NOW)

    _, after, _ = await shown(newsroom, article_id)

    assert [text[quote.start : quote.end] for quote in after.quotes] == ["“We lost the piano first, then the floor,”"]


async def test_of_two_quotes_of_the_same_words_the_one_that_was_meant_is_corrected(newsroom: Newsroom) -> None:
    article_id = await stock(
        newsroom, "“Never,” said Ana Petrović. Then the others spoke. “Never,” said Tomasz Lindqvist."
    )
    reading, found, text = await shown(newsroom, article_id)
    second = found.quotes[1]

    await correct.not_speech(newsroom, reading, 1)

    _, after, _ = await shown(newsroom, article_id)
    assert second not in after.quotes
    assert text[after.quotes[0].start : after.quotes[0].end] == "“Never,”"


async def test_a_name_taken_back_is_as_if_it_had_never_been_given(newsroom: Newsroom) -> None:
    article_id = await stock(newsroom)
    reading, found, _ = await shown(newsroom, article_id)
    await correct.same_person(newsroom, reading, person_of(found, "Ana Petrović"), "Zoe")
    reading, after, _ = await shown(newsroom, article_id)

    await correct.same_person(newsroom, reading, person_of(after, "Zoe"), "Ana Petrović")

    _, last, _ = await shown(newsroom, article_id)
    assert last == found


async def test_a_newer_annotator_does_not_count_what_the_reader_took_away(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    article_id = await stock(newsroom)
    reading, found, text = await shown(newsroom, article_id)
    await correct.not_speech(newsroom, reading, quote_of(found, text, "piano"))
    await correct.not_person(newsroom, reading, person_of(found, "Tomasz Lindqvist"))

    monkeypatch.setattr(annotator, "VERSION", annotator.VERSION + 1)
    assert await complete.complete_one(newsroom, article_id)

    reading, after, _ = await shown(newsroom, article_id)
    assert after.annotator_version == annotator.VERSION
    assert (reading.article.row.people, reading.article.row.quotes) == (1, len(found.quotes) - 1)


async def test_an_article_that_its_feed_changed_keeps_its_corrections(newsroom: Newsroom) -> None:
    article_id = await stock(newsroom)
    reading, found, text = await shown(newsroom, article_id)
    await correct.not_speech(newsroom, reading, quote_of(found, text, "piano"))

    await stock(newsroom, "Updated at noon, with more voices. " + STORY)

    reading, after, text = await shown(newsroom, article_id)
    assert text.startswith("Updated at noon")
    assert len(after.quotes) == len(found.quotes) - 1
    assert reading.article.row.quotes == len(after.quotes)


async def test_a_typed_name_is_no_other_persons_who_is_called_so_for_short(newsroom: Newsroom) -> None:
    article_id = await stock(newsroom)
    reading, found, _ = await shown(newsroom, article_id)

    await correct.same_person(newsroom, reading, person_of(found, "Ana Petrović"), "Lindqvist")

    _, after, _ = await shown(newsroom, article_id)
    assert {person.name for person in after.people} == {"Lindqvist", "Tomasz Lindqvist"}
