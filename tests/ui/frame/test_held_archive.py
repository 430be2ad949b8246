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
