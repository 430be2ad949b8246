"""Changes that outlive what asked for them: a window that is closed, a reader that is left."""

from __future__ import annotations

import contextlib
import sqlite3

import pytest
from tests.ui.frame.newsdesk import Reader, Story, reading, stock

from tuinews.newsroom import Newsroom


@pytest.fixture
def quoted(newsroom: Newsroom) -> Newsroom:
    """Return a newsroom with an article that quotes somebody."""
    stock(newsroom, "Courier", [Story("First", "“It was late,” said Captain Ruth Adeyemi.")])
    return newsroom


async def test_a_change_refused_after_its_window_was_closed_is_told(quoted: Newsroom) -> None:
    with contextlib.closing(sqlite3.connect(quoted.paths.archive, isolation_level=None)) as other:
        async with reading(quoted) as reader:
            await _opens_people(reader)
            other.execute("BEGIN IMMEDIATE")
            await _asks_and_closes(reader, "f")
            quoted.database.turns.patience_s = 0.0

            await reader.sees("Another program holds the archive")
            other.execute("ROLLBACK")


async def test_a_change_made_after_its_window_was_closed_is_told_and_shown(quoted: Newsroom) -> None:
    with contextlib.closing(sqlite3.connect(quoted.paths.archive, isolation_level=None)) as other:
        async with reading(quoted) as reader:
            await _opens_people(reader)
            other.execute("BEGIN IMMEDIATE")
            await _asks_and_closes(reader, "f")
            other.execute("ROLLBACK")

            await reader.sees("Ruth Adeyemi is followed · u undoes")
            await reader.until(lambda: bool(reader.app.reader.feeds.feed_tree.smart))


async def test_an_undo_made_after_its_page_was_closed_is_told_as_an_undo(quoted: Newsroom) -> None:
    with contextlib.closing(sqlite3.connect(quoted.paths.archive, isolation_level=None)) as other:
        async with reading(quoted) as reader:
            await _opens_people(reader)
            await reader.press("enter")
            await reader.sees("Statements")
            await reader.press("f")
            await reader.sees("is followed · u undoes")
            other.execute("BEGIN IMMEDIATE")
            await _asks_and_closes(reader, "u")
            other.execute("ROLLBACK")

            await reader.sees("Undone: Ruth Adeyemi is followed")


async def _opens_people(reader: Reader) -> None:
    await reader.sees("It was late", "1 person")
    await reader.press("P")
    await reader.sees("People ·", "Ruth Adeyemi")


async def _asks_and_closes(reader: Reader, key: str) -> None:
    """Ask a window for a change, and close it while the change waits for the archive."""
    window = reader.app.screen
    await reader.press(key)
    await reader.until(lambda: reader.app.reader.marking.making.lacks)
    await reader.press("escape")
    await reader.until(lambda: reader.app.screen is not window)
