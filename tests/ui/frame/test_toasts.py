"""What the reader says over the screen."""

from __future__ import annotations

import pytest
from tests.ui.frame.newsdesk import reading, stock
from tests.ui.frame.screen_cells import cells, words

from tuinews.newsroom import Newsroom


async def test_a_fault_that_comes_again_is_told_once_and_of_many_the_last_are_told(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["Ferry returns"])

    async with reading(newsroom) as reader:
        for fault in ["The disk is full."] * 5 + [f"Feed {number} failed." for number in range(8)]:
            reader.app.reader.tell(fault, "warning")
            await reader.settle()

        await reader.sees("Feed 7 failed.")
        assert len(reader.app.reader.query("Toast")) <= 3


async def test_a_fault_stays_while_the_next_is_told(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["Ferry returns"])

    async with reading(newsroom) as reader:
        reader.app.reader.tell("The disk is full.", "error")
        await reader.settle()
        reader.app.reader.tell("The feed failed.", "warning")

        await reader.sees("The disk is full.", "The feed failed.")


async def test_what_was_said_leaves_nothing_on_the_screen(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["Ferry returns"])

    async with reading(newsroom) as reader:
        for number in range(12):
            reader.app.reader.tell(f"Starred {number}.")
            await reader.settle()
        await reader.sees("Starred 11.")
        reader.app.reader.keeping.each_minute()

        await reader.until(lambda: len(reader.app.reader.query("ToastHolder")) == 1)


async def test_what_is_said_a_thousand_times_at_once_is_one_toast(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["Ferry returns"])

    async with reading(newsroom) as reader:
        for number in range(1000):
            reader.app.reader.tell(f"There is no place {number}.")

        await reader.sees("There is no place 999.")
        assert len(reader.app.reader.query("Toast")) == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "No browser could be opened for this article. y copies the address, and a mouse may take it.",
        "This article has no address, so there is no page to fetch. Help: reading.",
    ],
)
@pytest.mark.parametrize("columns", [40, 60, 66, 80, 160])
async def test_a_toast_loses_no_word_at_any_width(newsroom: Newsroom, columns: int, sentence: str) -> None:
    stock(newsroom, "Harbour News", ["Ferry returns"])

    async with reading(newsroom, size=(columns, 12)) as reader:
        reader.app.reader.tell(sentence, "warning")
        await reader.sees(sentence[:20])
        toast = reader.app.reader.query_one("Toast").region
        rows = words(cells(reader.app))[toast.y : toast.bottom]

    said = " ".join(row[toast.x : toast.right].strip("▌ ") for row in rows)
    assert " ".join(said.split()) == sentence


async def test_the_key_that_undoes_is_told_on_the_narrowest_screen(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["Ferry returns"])

    async with reading(newsroom, size=(40, 12)) as reader:
        reader.app.reader.tell_undoable("3 articles of Harbour News marked read")

        await reader.sees("u undoes")
