"""An archive that cannot be read any more: it is said, no key is for what was there, nothing is waited for."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from tests.ui.frame.newsdesk import InlineDesk, Reader, Story, open_archive, reading, stock

from tuinews.model.events import CaughtUp, Completed
from tuinews.newsroom import Newsroom
from tuinews.newsroom.desk import DeskClosedError

WORDS = "“It was late,” said Captain Ruth Adeyemi. Ruth Adeyemi was there."
TEXT = "“It was late,” said Captain Ruth Adeyemi. Nobody else had seen the lights."
SECOND = Story("Second", "The tide came in.", url="https://courier.example/second")
NOT_READ = "This could not be read."


class StoppedDesk(InlineDesk):
    """A desk whose process ends when an article is to be made ready."""

    async def complete(self, article_ids: tuple[int, ...]) -> AsyncIterator[Completed]:
        if article_ids:
            raise DeskClosedError("The background process has stopped.")
        yield Completed(0)


def lose(newsroom: Newsroom, *tables: str) -> None:
    """Take tables out of the archive, as damage does."""
    with contextlib.closing(sqlite3.connect(newsroom.paths.archive, isolation_level=None)) as other:
        other.execute("PRAGMA foreign_keys = OFF")
        for table in tables:
            other.execute(f"DROP TABLE {table}")


async def says_so(reader: Reader, waiting: str) -> None:
    """Wait until a window says that nothing could be read, and no longer that it waits."""
    await reader.sees(NOT_READ, "is damaged")
    assert not reader.shows(waiting)


@pytest.mark.parametrize(
    ("key", "tables", "waiting"),
    [
        ("P", ("people",), "Looking …"),
        ("quotation_mark", ("quoted",), "Looking …"),
        ("number_sign", ("articles",), "Counting …"),
        ("percent_sign", ("feeds",), "Counting …"),
    ],
    ids=["people", "quotes", "statistics", "sources"],
)
async def test_a_window_that_cannot_be_filled_says_so_in_the_place_of_its_rows(
    newsroom: Newsroom, key: str, tables: tuple[str, ...], waiting: str
) -> None:
    stock(newsroom, "Courier", [Story("First", WORDS)])

    async with reading(newsroom) as reader:
        await reader.sees("It was late", "1 person")
        lose(newsroom, *tables)
        await reader.press(key)

        await says_so(reader, waiting)


async def test_a_persons_page_that_cannot_be_read_says_so_in_the_place_of_its_rows(newsroom: Newsroom) -> None:
    stock(newsroom, "Courier", [Story("First", WORDS)])

    async with reading(newsroom) as reader:
        await reader.sees("It was late", "1 person")
        await reader.press("3", "right_parenthesis")
        lose(newsroom, "follows")
        await reader.press("i")

        await says_so(reader, "Looking …")


async def test_a_story_whose_people_cannot_be_read_says_so_of_its_articles(newsroom: Newsroom) -> None:
    text = "The ferry Aurora returned to the harbour of Lower Quay on Tuesday with forty people and one dog aboard."
    stock(newsroom, "Courier", [Story("Ferry Aurora returns to harbour", text)])
    stock(newsroom, "Herald", [Story("Ferry Aurora returns to harbour", text)])

    async with reading(newsroom, desk=StoppedDesk(newsroom)) as reader:
        await reader.sees("Ferry Aurora returns")
        await reader.press("2", "c")

        await reader.sees("Coverage of one story", "Its people and quotes could not be read.")
        await reader.sees("The background process has stopped.")


@pytest.mark.parametrize("key", ["P", "quotation_mark"], ids=["people", "quotes"])
async def test_a_window_opened_again_with_a_wrong_query_does_not_look_for_anything(
    newsroom: Newsroom, key: str
) -> None:
    stock(newsroom, "Courier", [Story("First", WORDS)])

    async with reading(newsroom) as reader:
        await reader.sees("It was late", "1 person")
        await reader.press(key, "slash")
        await reader.type("since:never")
        await reader.sees("since:never", "^")
        await reader.press("enter", "q", key)

        await reader.sees("since:never", "^")
        await reader.sees_no("Looking …")


async def test_the_page_of_somebody_who_is_gone_says_so_and_does_not_look_for_them(newsroom: Newsroom) -> None:
    stock(newsroom, "Courier", [Story("First", WORDS)])

    async with reading(newsroom) as reader:
        await reader.sees("It was late", "1 person")
        await reader.press("P")
        await reader.sees("Ruth Adeyemi")
        newsroom.database.write(lambda connection: connection.execute("DELETE FROM people"))
        await reader.press("enter")

        await reader.sees("This person is no longer in the archive.")
        await reader.sees_no("Looking …")


async def test_an_article_that_cannot_be_read_takes_the_place_of_the_one_before(newsroom: Newsroom) -> None:
    stock(newsroom, "Courier", [Story("First", TEXT, url="https://courier.example/first"), SECOND])

    async with reading(newsroom) as reader:
        await reader.sees("the lights", "Second")
        lose(newsroom, "bodies")
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
        lose(newsroom, "articles")
        await reader.press("1", "G")
        await reader.sees("This list could not be read.")
        await reader.sees_no("Second")


async def test_articles_that_cannot_be_saved_are_not_said_to_be_read_on(tmp_path: Path) -> None:
    class EndingDesk(InlineDesk):
        """Makes no article ready before one is to be saved, and ends at the last."""

        is_saving = False

        async def catch_up_some(self, most: int, in_sight: tuple[int, ...]) -> CaughtUp:
            return CaughtUp((), 0)

        async def complete(self, article_ids: tuple[int, ...]) -> AsyncIterator[Completed]:
            if self.is_saving and reader.app.reader.headlines.ids[-1] in article_ids:
                raise DeskClosedError("The background process has stopped.")
            if self.is_saving:
                async for event in super().complete(article_ids):
                    yield event

    newsroom = open_archive(tmp_path / "home", save_folder=str(tmp_path))
    stock(newsroom, "Courier", [f"Story {number}" for number in range(8)])
    desk = EndingDesk(newsroom)

    async with reading(newsroom, desk=desk) as reader:
        await reader.sees("Story 7")
        await reader.press("2", *"vvvvvvvv", "w")
        await reader.sees("Save 8 articles as")
        desk.is_saving = True
        await reader.press("enter")

        # In the window and beside it; twice there where the rows on the screen were just looked through, too.
        await reader.until(lambda: sum("The background process" in line for line in reader.lines()) >= 2)
        await reader.sees_no("Reading 7 of 8")
        await reader.sees("Enter saves")
    newsroom.close()


async def test_a_search_in_an_archive_that_was_spoilt_meanwhile_says_so(newsroom: Newsroom) -> None:
    stock(newsroom, "Courier", ["First"])

    async with reading(newsroom) as reader:
        await reader.sees("First")
        with contextlib.closing(sqlite3.connect(newsroom.paths.archive)) as other:
            other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        with newsroom.paths.archive.open("r+b") as file:
            file.write(b"\xff" * 100)
        await reader.press("F")
        await reader.type("late")

        await reader.sees("is damaged or no archive")


async def test_an_article_that_can_be_read_again_counts_as_read_once_it_is_opened(newsroom: Newsroom) -> None:
    stock(newsroom, "Courier", [Story("First", TEXT), SECOND])

    async with reading(newsroom) as reader:
        await reader.sees("the lights", "Second")
        rename(newsroom, "bodies", "away")
        await reader.press("2", "j")
        await reader.sees("Not readable")
        rename(newsroom, "away", "bodies")
        await reader.press("enter")
        await reader.sees("The tide came in.")
        await reader.sees_no("● Second")


def rename(newsroom: Newsroom, table: str, name: str) -> None:
    """Call a table otherwise, or by its own name again."""
    with contextlib.closing(sqlite3.connect(newsroom.paths.archive, isolation_level=None)) as other:
        other.execute("PRAGMA legacy_alter_table = ON")
        other.execute(f"ALTER TABLE {table} RENAME TO {name}")
