"""Correcting people and quotes with the keys: seen at once, told in a toast, taken back with u."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.ui.article.manuscript import flood
from tests.ui.frame.newsdesk import Reader, Story, open_archive, reading, stock
from textual import events

from tuinews.model.annotations import Annotation, How
from tuinews.newsroom import Newsroom, mark
from tuinews.ui.dialogs.who import WhoDialog, speakers

STORY = Story(
    "The river",
    text="The river rose. “We lost the piano first,” said Ana Petrović, who runs the bakery.\n"
    "Mayor Tomasz Lindqvist saw no promise. “No minute records one,” Lindqvist said.",
)


async def open_story(reader: Reader) -> None:
    """Open the story and wait until it was read for people."""
    await reader.press("enter")
    await reader.until(lambda: reader.app.reader.reading.reading is not None and bool(annotation(reader).quotes))
    await reader.settle()


def annotation(reader: Reader) -> Annotation:
    """Return the people and quotes as the reader shows them."""
    shown = reader.app.reader.reading.reading
    assert shown is not None
    return shown.annotation or Annotation(0)


def who_speak(reader: Reader) -> list[str]:
    return [quote.speaker.name if quote.speaker else "?" for quote in annotation(reader).quotes]


async def opens_window(reader: Reader, key: str) -> None:
    await reader.press(key)
    await reader.until(lambda: isinstance(reader.app.screen, WhoDialog) and reader.app.screen.focused is not None)


async def test_e_on_a_quote_sets_its_speaker(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", [STORY])

    async with reading(newsroom) as reader:
        await open_story(reader)
        await reader.press("right_curly_bracket")
        await opens_window(reader, "e")
        await reader.sees("Who says “We lost the piano first”?", "Ana Petrović", "It cannot be told")
        await reader.type("lind")
        await reader.press("enter")

        await reader.until(lambda: who_speak(reader)[:1] == ["Tomasz Lindqvist"])
        await reader.sees("said by Tomasz Lindqvist · u undoes")


def test_the_people_nearest_to_a_quote_stand_first_in_the_window() -> None:
    story = flood()

    def first(words: str) -> str:
        found = story.annotation()
        quote = next(i for i, one in enumerate(found.quotes) if words in story.text[one.start : one.end])
        return speakers(found, quote, story.text)[0].name

    assert (first("piano"), first("read them all")) == ("Ana Petrović", "Tomasz Lindqvist")


async def test_anyone_can_be_typed_as_a_speaker(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", [STORY])

    async with reading(newsroom) as reader:
        await open_story(reader)
        await reader.press("right_curly_bracket")
        await opens_window(reader, "e")
        await reader.type("the council")
        await reader.sees("an organisation")
        await reader.press("down", "enter")

        await reader.until(lambda: who_speak(reader)[:1] == ["the council"])
        assert annotation(reader).quotes[0].speaker.type.value == "organisation"  # type: ignore[union-attr]


async def test_a_quote_the_reader_set_says_so(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", [STORY])

    async with reading(newsroom) as reader:
        await open_story(reader)
        await reader.press("right_curly_bracket")
        await opens_window(reader, "e")
        await reader.press("enter")
        await reader.until(lambda: annotation(reader).quotes[0].speaker.how is How.CORRECTED)  # type: ignore[union-attr]
        await reader.press("right_curly_bracket", "left_curly_bracket")

        await reader.sees("speaks, set by you.")


async def test_escape_leaves_the_speaker_as_it_was(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", [STORY])

    async with reading(newsroom) as reader:
        await open_story(reader)
        await reader.press("right_curly_bracket")
        before = annotation(reader)
        await opens_window(reader, "e")
        await reader.press("escape")

        assert annotation(reader) == before


async def test_d_on_a_quote_takes_it_for_no_speech_and_u_brings_it_back(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", [STORY])

    async with reading(newsroom) as reader:
        await open_story(reader)
        before = annotation(reader)
        await reader.press("right_curly_bracket", "d")
        await reader.until(lambda: len(annotation(reader).quotes) == len(before.quotes) - 1)
        await reader.sees("is no speech · u undoes")

        await reader.press("u")
        await reader.until(lambda: annotation(reader) == before)
        await reader.sees("Undone: “We lost the piano first” is no speech")

        await reader.press("U")
        await reader.until(lambda: len(annotation(reader).quotes) == len(before.quotes) - 1)


async def test_from_what_is_no_speech_the_way_leads_on_to_the_next_quote(newsroom: Newsroom) -> None:
    more = Story("The river", text=STORY.text + "\n“I was there,” said Ruth Moyo.")
    stock(newsroom, "Harbour News", [more])

    async with reading(newsroom) as reader:
        await open_story(reader)
        await reader.press("right_curly_bracket", "right_curly_bracket", "d")
        await reader.until(lambda: len(annotation(reader).quotes) == 2)
        await reader.press("right_curly_bracket")

        assert reader.app.reader.article.selection.quote == 1


async def test_the_headline_counts_what_is_left(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", [STORY])

    async with reading(newsroom) as reader:
        await open_story(reader)
        await reader.sees("2 quotes")
        await reader.press("right_curly_bracket", "d")

        await reader.sees("1 quote")
        await reader.sees_no("2 quotes")


async def test_quotes_denied_in_one_breath_are_all_no_speech_and_each_once(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", [STORY])

    async with reading(newsroom) as reader:
        await open_story(reader)
        before = len(annotation(reader).quotes)
        for key in ("right_curly_bracket", "d", "d", "right_curly_bracket", "d"):
            reader.app.post_message(events.Key(key, None))
        await reader.until(lambda: len(annotation(reader).quotes) == before - 2)
        await reader.settle()

    changes = await mark.last_changes(newsroom, 10)
    assert [change.label.endswith("is no speech") for change in changes].count(True) == 2


@pytest.mark.parametrize("key", ["e", "d"])
async def test_without_a_quote_under_the_cursor_the_way_to_one_is_told(newsroom: Newsroom, key: str) -> None:
    stock(newsroom, "Harbour News", [STORY])

    async with reading(newsroom) as reader:
        await open_story(reader)
        await reader.press(key)

        await reader.sees("Go to a quote first: } goes to the next.")


async def test_e_in_the_people_merges_a_person_with_another(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", [STORY])

    async with reading(newsroom) as reader:
        await open_story(reader)
        await reader.press("p", "down")
        await opens_window(reader, "e")
        await reader.sees("Who is Ana Petrović?")
        await reader.type("tomasz")
        await reader.press("enter")

        await reader.until(lambda: [one.name for one in annotation(reader).people] == ["Tomasz Lindqvist"])
        await reader.sees("Ana Petrović is Tomasz Lindqvist · u undoes")
        assert set(who_speak(reader)) == {"Tomasz Lindqvist"}


async def test_e_in_the_people_gives_a_person_the_typed_name(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", [STORY])

    async with reading(newsroom) as reader:
        await open_story(reader)
        await reader.press("p", "down")
        await opens_window(reader, "e")
        await reader.type("Ana Marija")
        await reader.press("enter")

        await reader.until(lambda: who_speak(reader)[0] == "Ana Marija")
        await reader.sees("Ana Petrović is Ana Marija · u undoes")


async def test_d_in_the_people_takes_a_person_for_none_also_after_a_restart(tmp_path: Path) -> None:
    newsroom = open_archive(tmp_path)
    stock(newsroom, "Harbour News", [STORY])
    async with reading(newsroom) as reader:
        await open_story(reader)
        await reader.press("p", "down", "d")
        await reader.until(lambda: [one.name for one in annotation(reader).people] == ["Tomasz Lindqvist"])
        await reader.sees("Ana Petrović is no person · u undoes")
    newsroom.close()

    newsroom = open_archive(tmp_path)
    async with reading(newsroom) as reader:
        await open_story(reader)
        assert [one.name for one in annotation(reader).people] == ["Tomasz Lindqvist"]

        await reader.press("u")
        await reader.until(lambda: len(annotation(reader).people) == 2)
    newsroom.close()


async def test_e_on_a_person_in_the_text_asks_who_that_is(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", [STORY])

    async with reading(newsroom) as reader:
        await open_story(reader)
        await reader.press("right_parenthesis")
        await opens_window(reader, "e")

        await reader.sees("Who is Ana Petrović?")
