"""Marks that cannot be stored are never shown as given: they are kept, said, tried again, and asked about."""

from __future__ import annotations

import contextlib
import sqlite3

import pytest
from tests.durability.starved import no_room
from tests.newsstand import Newsstand
from tests.ui.frame.newsdesk import Story, leaves, reading, stock

from tuinews.model.scopes import Scope
from tuinews.newsroom import Newsroom, read
from tuinews.ui import refreshing, start, unsaved


@pytest.fixture(autouse=True)
def _tried_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unsaved, "_AGAIN_S", 0.05)


def starred(newsroom: Newsroom) -> int:
    count: int = newsroom.database.read(
        lambda c: c.execute("SELECT count(*) FROM articles WHERE is_starred").fetchone()[0]
    )
    return count


async def test_a_star_on_a_full_disk_is_kept_and_stored_once_there_is_room(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["Ferry returns", "Gull stays"])

    async with reading(newsroom, size=(90, 18)) as reader:
        with no_room():
            await reader.press("2", "s")
            await reader.sees("The disk is", "1 star", "1 not stored")
            await reader.press("j", "s", "L")
            await reader.sees("3 not stored")
            await reader.press("L")  # taken back
            await reader.sees("2 not stored")
            assert starred(newsroom) == 0

        await reader.sees("is stored now")
        await reader.sees_no("not stored")

        assert starred(newsroom) == 2


async def test_what_was_wanted_last_of_an_article_is_stored_though_the_first_wish_changed_nothing(
    newsroom: Newsroom,
) -> None:
    stock(newsroom, "Harbour News", ["Ferry returns", "Gull stays"])

    async with reading(newsroom, size=(90, 18)) as reader:
        await reader.press("2", "s")
        await reader.sees("★")
        with no_room():
            await reader.press("v", "v", "s")  # both of them, and one is starred already
            await reader.sees("2 not stored")
            await reader.press("home", "s")  # no longer this one
            await reader.sees("2 not stored")
        await reader.sees("is stored now")

    rows = await read.find_rows(newsroom, Scope(), 10)
    assert [row.title for row in rows if row.is_starred] == ["Gull stays"]


async def test_who_would_lose_marks_is_asked_and_may_stay_until_there_is_room(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["Ferry returns"])

    async with reading(newsroom, size=(90, 18)) as reader:
        with no_room():
            await reader.press("2", "s")
            await reader.sees("1 not stored")
            await reader.press("ctrl+q")
            await reader.sees("Leave and lose what could not be stored?", "alone: 1 star")
            await reader.press("escape")
            await reader.sees_no("Leave and lose")
            assert reader.app.is_running
        await reader.press("ctrl+q")
        await leaves(reader)

    assert starred(newsroom) == 1


async def test_who_quits_again_leaves_and_is_told_what_is_lost(
    newsroom: Newsroom, capsys: pytest.CaptureFixture[str]
) -> None:
    stock(newsroom, "Harbour News", ["Ferry returns"])

    with no_room():
        async with reading(newsroom, size=(90, 18)) as reader:
            await reader.press("2", "s")
            await reader.sees("1 not stored")
            await reader.press("ctrl+q")
            await reader.sees("Leave and lose")
            await reader.pilot.press("ctrl+q")
            await leaves(reader)
        assert start._tell_lost(reader.app.reader.marking.making)  # the exit code says so, too

    assert "Not stored: 1 star." in capsys.readouterr().err
    assert starred(newsroom) == 0


async def test_who_quits_does_not_wait_long_for_another_program_that_holds_the_archive(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["Ferry returns"])

    with contextlib.closing(sqlite3.connect(newsroom.paths.archive, isolation_level=None)) as other:
        async with reading(newsroom, size=(90, 18)) as reader:
            other.execute("BEGIN IMMEDIATE")
            await reader.press("2", "s", "ctrl+q")
            await reader.sees("Leave and lose", "memory alone: 1")
            await reader.press("enter")
            await leaves(reader)


async def test_a_window_tells_that_the_disk_is_full_and_the_reader_goes_on(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", [Story("Ferry returns", "“It was late,” said Captain Ruth Adeyemi.")])

    async with reading(newsroom, size=(100, 24)) as reader:
        await reader.sees("It was late", "1 person")
        await reader.press("P")
        await reader.sees("People ·", "Ruth Adeyemi")
        with no_room():
            await reader.press("f")
            await reader.sees("The disk is full or cannot be written")
        await reader.press("f")
        await reader.sees_no("The disk is full")
        await reader.press("escape")
        await reader.sees("It was late")

    assert newsroom.database.read(lambda c: c.execute("SELECT count(*) FROM follows").fetchone()[0]) == 1


async def test_an_article_is_read_though_its_text_cannot_be_stored(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", [Story("Ferry returns", "“It was late,” said Captain Ruth Adeyemi.")])

    with no_room():
        async with reading(newsroom, size=(90, 18)) as reader:
            await reader.sees("It was late", "Ruth Adeyemi")


async def test_a_refresh_that_finds_no_room_has_ended_and_goes_well_later(
    newsroom: Newsroom, newsstand: Newsstand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refreshing, "_PROGRESS_S", 0.0)
    stock(newsroom, "Harbour News", ["Ferry returns"], url=newsstand.feed("/feed", "Harbour News", ["Gull stays"]))

    async with reading(newsroom, size=(90, 18)) as reader:
        with no_room():
            await reader.press("R")
            await reader.sees("The disk is")
            await reader.sees_no("⟳")
        await reader.press("R")
        await reader.sees("1 new")
