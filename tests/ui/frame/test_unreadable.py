"""What cannot be read any more: it takes the place of what was there before, and no key is for that."""

from __future__ import annotations

import contextlib
import sqlite3

from tests.ui.frame.newsdesk import Story, reading, stock

from tuinews.newsroom import Newsroom

TEXT = "“It was late,” said Captain Ruth Adeyemi. Nobody else had seen the lights."
SECOND = Story("Second", "The tide came in.", url="https://courier.example/second")


def _lose(newsroom: Newsroom, table: str) -> None:
    with contextlib.closing(sqlite3.connect(newsroom.paths.archive)) as other:
        other.execute(f"DROP TABLE {table}")
        other.commit()


async def test_an_article_that_cannot_be_read_takes_the_place_of_the_one_before(newsroom: Newsroom) -> None:
    stock(newsroom, "Courier", [Story("First", TEXT, url="https://courier.example/first"), SECOND])

    async with reading(newsroom) as reader:
        await reader.sees("the lights", "Second")
        _lose(newsroom, "bodies")
        await reader.press("2", "j")
        await reader.sees("Not readable")
        await reader.sees_no("the lights")
        await reader.press("y")
        assert reader.app.clipboard.endswith("/second")
        await reader.press("enter")
        await reader.sees("● Second")


async def test_a_list_that_cannot_be_read_takes_the_place_of_the_one_before(newsroom: Newsroom) -> None:
    stock(newsroom, "Courier", [Story("First", TEXT), SECOND])
    stock(newsroom, "Herald", ["Third"])

    async with reading(newsroom) as reader:
        await reader.sees("Second", "Herald")
        _lose(newsroom, "articles")
        await reader.press("1", "G")
        await reader.sees("This list could not be read.")
        await reader.sees_no("Second")
