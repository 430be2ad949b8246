"""An archive that another program holds, or whose disk is full, while keys are pressed: what was not stored is told."""

from __future__ import annotations

import contextlib
import sqlite3

import pytest
from tests.ui.frame.newsdesk import reading, stock

from tuinews.model.scopes import Scope
from tuinews.newsroom import Newsroom, read
from tuinews.ui import unsaved


async def test_a_mark_that_is_not_stored_is_told_not_shown_and_stored_later(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    stock(newsroom, "Courier", ["First", "Second"])

    async with reading(newsroom) as reader:
        await reader.sees("Second")
        monkeypatch.setattr(unsaved, "_AGAIN_S", 0.05)
        newsroom.database.turns.patience_s = 0.05
        with contextlib.closing(sqlite3.connect(newsroom.paths.archive, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            await reader.press("2", "s")
            await reader.sees("Another program holds", "1 not stored")
            await reader.sees_no("★")
            other.execute("ROLLBACK")

        await reader.sees("★")
        await reader.sees_no("not stored")

    rows = await read.find_rows(newsroom, Scope(), 10)
    assert [row.title for row in rows if row.is_starred] == ["First"]


async def test_a_mark_waits_for_the_other_program_and_is_then_stored(newsroom: Newsroom) -> None:
    stock(newsroom, "Courier", ["First", "Second"])

    async with reading(newsroom) as reader:
        await reader.sees("Second")
        with contextlib.closing(sqlite3.connect(newsroom.paths.archive, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            await reader.press("2", "s", "j")
            await reader.sees("▌● Second")  # the reader goes on meanwhile
            other.execute("ROLLBACK")
        await reader.sees("★")

    rows = await read.find_rows(newsroom, Scope(), 10)
    assert [row.title for row in rows if row.is_starred] == ["First"]


async def test_undo_while_marks_wait_takes_back_the_last_of_them_not_what_was_stored_before(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    stock(newsroom, "Courier", ["First", "Second", "Third"])

    async with reading(newsroom) as reader:
        await reader.sees("Third")
        await reader.press("2", "s")
        await reader.sees("★")
        newsroom.database.turns.patience_s = 0.05
        monkeypatch.setattr(unsaved, "_AGAIN_S", 60.0)
        with contextlib.closing(sqlite3.connect(newsroom.paths.archive, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            await reader.press("j", "s", "j", "s")
            await reader.sees("2 not stored")
            await reader.press("u")
            await reader.sees("Another program holds the archive", "2 not stored")
            other.execute("ROLLBACK")
        assert await _starred(newsroom) == ["First"]
        await reader.press("u")
        await reader.sees("Undone: 2 articles starred")
        assert await _starred(newsroom) == ["First"]
        await reader.press("U")
        await reader.sees("Done again: 2 articles starred")

    assert await _starred(newsroom) == ["First", "Second", "Third"]


async def test_an_article_is_not_said_to_be_kept_to_read_later_where_that_was_refused(newsroom: Newsroom) -> None:
    stock(newsroom, "Courier", ["First", "Second"])

    async with reading(newsroom, size=(160, 45)) as reader:
        await reader.sees("Second")
        newsroom.paths.archive.rename(newsroom.paths.archive.with_name("elsewhere.db"))
        await reader.press("2", "L")
        await reader.sees("moved or replaced")
        assert not reader.shows("Kept to read later")


async def _starred(newsroom: Newsroom) -> list[str]:
    return sorted(row.title for row in await read.find_rows(newsroom, Scope(), 10) if row.is_starred)
