"""An archive that another program holds, or whose disk is full, while keys are pressed: what was not stored is told."""

from __future__ import annotations

import contextlib
import itertools
import sqlite3
from collections.abc import Awaitable
from pathlib import Path
from typing import Any, cast

import pytest
from tests.newsstand import Newsstand
from tests.ui.frame.newsdesk import InlineDesk, Reader, Story, leaves, open_archive, reading, stock
from tests.web.watch import subscribed
from textual import events

from tuinews.model.scopes import Scope
from tuinews.newsroom import Newsroom, mark, read
from tuinews.newsroom.change import Change
from tuinews.newsroom.desk import Desk
from tuinews.ui import keeping, start, unsaved


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


async def test_a_change_begun_while_another_waits_for_the_archive_drops_none(newsroom: Newsroom) -> None:
    stock(newsroom, "Courier", ["First", "Second", "Third"])

    async with reading(newsroom) as reader:
        await reader.sees("Third")
        with contextlib.closing(sqlite3.connect(newsroom.paths.archive, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            await reader.press("2")
            for tags in ("harbour, ferry", "gulls", "rain"):
                await reader.press("t")
                await reader.sees("Enter keeps")
                await reader.type(tags)
                await reader.press("enter", "j")
            other.execute("ROLLBACK")
        await reader.until(lambda: len(_tags(newsroom)) == 4)

    assert _tags(newsroom) == [("First", "ferry"), ("First", "harbour"), ("Second", "gulls"), ("Third", "rain")]


async def test_who_leaves_while_a_change_waits_is_asked_and_told_what_is_not_stored(
    newsroom: Newsroom, capsys: pytest.CaptureFixture[str]
) -> None:
    stock(newsroom, "Courier", ["First", "Second"])

    with contextlib.closing(sqlite3.connect(newsroom.paths.archive, isolation_level=None)) as other:
        async with reading(newsroom, size=(110, 24)) as reader:
            await reader.sees("Second")
            other.execute("BEGIN IMMEDIATE")
            await reader.press("2", "d", "j", "s", "ctrl+q")
            await _leaves_all_the_same(reader, "1 star, 1 other change")
        assert start._tell_lost(reader.app.reader.marking.making)  # the exit code says so, too

    assert "Another program holds the archive. Not stored: 1 star, 1 other change." in capsys.readouterr().err


async def test_a_reader_whose_archive_was_replaced_while_marks_waited_says_so_once_and_can_be_left(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stock(newsroom, "Courier", ["First", "Second"])
    archive, tries = newsroom.paths.archive, itertools.count()
    mark_together = mark.mark_together

    def counted(*args: Any) -> Awaitable[Change]:
        next(tries)
        return mark_together(*args)

    monkeypatch.setattr(mark, "mark_together", counted)
    monkeypatch.setattr(unsaved, "_AGAIN_S", 0.02)
    with contextlib.closing(sqlite3.connect(archive, isolation_level=None)) as other:
        async with reading(newsroom, size=(110, 24)) as reader:
            await reader.sees("Second")
            newsroom.database.turns.patience_s = 0.05
            other.execute("BEGIN IMMEDIATE")
            await reader.press("2", "s")
            await reader.sees("Another program holds", "1 not stored")
            archive.rename(archive.with_name("elsewhere.db"))
            await reader.sees("moved or replaced")
            told_at = next(tries)
            await reader.until(lambda: next(tries) > told_at + 20)
            # Once for the marks; where the reader is cannot be stored either.
            assert newsroom.paths.log_file.read_text("utf-8").count("moved or replaced") <= 2
            await reader.press("ctrl+q")
            await reader.sees("Leave and lose what could not be stored?", "alone: 1 star.")
            await reader.pilot.press("enter")
            await leaves(reader)
        assert start._tell_lost(reader.app.reader.marking.making)

    assert "Not stored: 1 star." in capsys.readouterr().err


async def test_who_stays_because_a_change_was_refused_may_make_it_again(newsroom: Newsroom) -> None:
    stock(newsroom, "Courier", ["First", "Second"])

    async with reading(newsroom, size=(110, 24)) as reader:
        await reader.sees("Second")
        await _is_refused_a_deletion_and_stays(reader, newsroom)
        await reader.press("d")
        await reader.sees("1 article deleted")
        await reader.press("ctrl+q")
        await leaves(reader)
        assert not start._tell_lost(reader.app.reader.marking.making)

    assert [row.title for row in await read.find_rows(newsroom, Scope(), 10)] == ["Second"]


async def test_a_change_that_waits_is_made_however_often_the_reader_is_asked_to_end(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "_LAST_TURN_S", 10.0)
    stock(newsroom, "Courier", ["First", "Second"])

    async with reading(newsroom) as reader:
        await reader.sees("Second")
        with contextlib.closing(sqlite3.connect(newsroom.paths.archive, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            await reader.press("2", "t")
            await reader.sees("Enter keeps")
            await reader.type("harbour, ferry")
            await reader.press("enter")
            for _ in range(3):
                reader.app.reader.keeping.quit()
                await reader.pilot.pause()
            other.execute("ROLLBACK")
        await leaves(reader)
        assert not start._tell_lost(reader.app.reader.marking.making)

    assert _tags(newsroom) == [("First", "ferry"), ("First", "harbour")]


async def test_following_somebody_is_waited_for_and_told_like_any_change(
    newsroom: Newsroom, capsys: pytest.CaptureFixture[str]
) -> None:
    stock(newsroom, "Courier", [Story("First", "“It was late,” said Captain Ruth Adeyemi.")])

    with contextlib.closing(sqlite3.connect(newsroom.paths.archive, isolation_level=None)) as other:
        async with reading(newsroom, size=(110, 24)) as reader:
            await reader.sees("It was late", "1 person")
            await reader.press("P")
            await reader.sees("People ·", "Ruth Adeyemi")
            other.execute("BEGIN IMMEDIATE")
            await reader.press("f")
            reader.app.reader.keeping.quit()
            await _leaves_all_the_same(reader, "1 change")
        assert start._tell_lost(reader.app.reader.marking.making)

    assert "Another program holds the archive. Not stored: 1 change." in capsys.readouterr().err


async def test_what_a_window_was_answered_is_done_though_the_reader_is_left_in_the_same_breath(
    newsroom: Newsroom,
) -> None:
    stock(newsroom, "Courier", ["First", "Second"])

    async with reading(newsroom) as reader:
        await reader.sees("Second")
        await reader.press("2", "t")
        await reader.sees("Enter keeps")
        await reader.type(" ,".join(f"tag{number}" for number in range(20)))
        for key in ("enter", "ctrl+q"):
            reader.app.post_message(events.Key(key, None))
        await leaves(reader)
        assert not start._tell_lost(reader.app.reader.marking.making)

    assert len(_tags(newsroom)) == 20


async def test_what_was_refused_once_is_not_told_again_when_a_bug_ends_the_reader(newsroom: Newsroom) -> None:
    stock(newsroom, "Courier", ["First", "Second"])

    async with reading(newsroom, size=(110, 24)) as reader:
        await reader.sees("Second")
        await _is_refused_a_deletion_and_stays(reader, newsroom)
        await reader.press("d")
        await reader.sees("1 article deleted")

        assert not start._tell_lost(reader.app.reader.marking.making)


async def test_the_last_changes_undo_none_that_another_program_made_meanwhile(newsroom: Newsroom) -> None:
    stock(newsroom, "Courier", ["First", "Second"])

    async with reading(newsroom) as reader:
        await reader.sees("Second")
        await reader.press("2", "s")
        await reader.sees("★")
        await reader.press("ctrl+l")
        await reader.sees("Last changes", "1 article starred")
        await mark.mark_scope_read(newsroom, Scope())
        await reader.press("enter")
        await reader.sees("Something else was changed meanwhile")

    rows = await read.find_rows(newsroom, Scope(), 10)
    assert [(row.title, row.is_starred, row.is_read) for row in rows] == [
        ("First", True, True),
        ("Second", False, True),
    ]


async def _leaves_all_the_same(reader: Reader, lost: str) -> None:
    await reader.sees("Leave and lose what could not be stored?", f"Not stored: {lost}.")
    await reader.pilot.press("enter")
    await leaves(reader)


async def _is_refused_a_deletion_and_stays(reader: Reader, newsroom: Newsroom) -> None:
    with contextlib.closing(sqlite3.connect(newsroom.paths.archive, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        await reader.press("2", "d", "ctrl+q")
        await reader.sees("Leave and lose", "Not stored: 1 change.")
        await reader.press("escape")
        await reader.sees_no("Leave and lose")
        other.execute("ROLLBACK")


def _tags(newsroom: Newsroom) -> list[tuple[str, str]]:
    return newsroom.database.read(
        lambda c: c.execute(
            "SELECT title, tag FROM article_tags JOIN articles ON articles.id = article_id ORDER BY title, tag"
        ).fetchall()
    )


async def test_that_the_background_process_has_stopped_is_told_each_time(tmp_path: Path, newsstand: Newsstand) -> None:
    newsroom = open_archive(tmp_path, access_still=True)  # a note goes with the next key
    newsstand.feed("/a", "Courier", ["First"])
    with contextlib.closing(newsroom), contextlib.closing(Desk(str(tmp_path))) as desk:
        subscribed(newsroom, newsstand.url("/a"))
        async with reading(newsroom, desk=cast(InlineDesk, desk)) as reader:
            for time in range(1, 3):
                with newsstand.hold("/a"):
                    await reader.press("R")
                    await reader.until(lambda asked=time: len(newsstand.requests("/a")) == asked)
                    desk.kill()
                    await reader.sees("The background process has stopped")
                await reader.press("j")
                await reader.sees_no("The background process has stopped")
