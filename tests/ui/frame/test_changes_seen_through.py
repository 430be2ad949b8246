"""Changes that outlive what asked for them: a window that is closed, a reader that is left."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from tests.ui.frame.newsdesk import NOW, InlineDesk, Reader, Story, leaves, open_archive, reading, stock

from tuinews.model.subscriptions import SubscriptionList
from tuinews.newsroom import Newsroom, list_feeds, shelve
from tuinews.newsroom.desk import DeskClosedError
from tuinews.newsroom.subscribe import Imported
from tuinews.ui import making, start
from tuinews.ui.dialogs.confirm import ConfirmDialog


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
            await _opens_page_and_follows(reader)
            other.execute("BEGIN IMMEDIATE")
            await _asks_and_closes(reader, "u")
            other.execute("ROLLBACK")

            await reader.sees("Undone: Ruth Adeyemi is followed")


async def test_who_leaves_while_old_articles_wait_to_go_is_asked(tmp_path: Path) -> None:
    newsroom = _with_an_old_article(tmp_path)

    with contextlib.closing(sqlite3.connect(newsroom.paths.archive, isolation_level=None)) as other:
        async with reading(newsroom, size=(110, 24)) as reader:
            await reader.press("X")
            await reader.sees("1 of 2 articles (50 %) go")
            other.execute("BEGIN IMMEDIATE")
            await reader.press("enter")
            reader.app.reader.keeping.quit()

            await _leaves_all_the_same(reader, "1 change")
        assert start._tell_lost(reader.app.reader.marking.making)


async def test_old_articles_go_when_they_may_though_a_refresh_has_ended_meanwhile(tmp_path: Path) -> None:
    newsroom = _with_an_old_article(tmp_path)

    async with reading(newsroom) as reader:
        await reader.press("X")
        await reader.sees("1 of 2 articles (50 %) go")
        reader.app.reader.stocktaking.after_refresh()
        await reader.settle()
        await reader.press("enter")

        await reader.sees("1 article let go by age, number or size · u undoes")


async def test_who_leaves_while_word_of_somebody_waits_to_be_wanted_is_asked(quoted: Newsroom) -> None:
    with contextlib.closing(sqlite3.connect(quoted.paths.archive, isolation_level=None)) as other:
        async with reading(quoted, size=(110, 24)) as reader:
            await _opens_page_and_follows(reader)
            other.execute("BEGIN IMMEDIATE")
            await reader.press("N")
            reader.app.reader.keeping.quit()

            await _leaves_all_the_same(reader, "1 change")
        assert start._tell_lost(reader.app.reader.marking.making)


async def test_word_of_somebody_wanted_on_a_page_that_was_closed_is_told(quoted: Newsroom) -> None:
    with contextlib.closing(sqlite3.connect(quoted.paths.archive, isolation_level=None)) as other:
        async with reading(quoted) as reader:
            await _opens_page_and_follows(reader)
            other.execute("BEGIN IMMEDIATE")
            await _asks_and_closes(reader, "N")
            other.execute("ROLLBACK")

            await reader.sees("New statements will be told by follow.command")


async def test_an_import_that_waits_is_made_before_the_reader_is_left(newsroom: Newsroom, tmp_path: Path) -> None:
    desk = InlineDesk(open_archive(tmp_path))  # with a connection of its own, as the desk's process has

    with contextlib.closing(sqlite3.connect(newsroom.paths.archive, isolation_level=None)) as other:
        async with reading(newsroom, targets=(_list_of_two(tmp_path),), desk=desk) as reader:
            await reader.sees("2 feeds ticked")
            other.execute("BEGIN IMMEDIATE")
            await reader.press("enter")
            reader.app.reader.keeping.quit()
            await reader.until(lambda: reader.app.reader.marking.making.lacks)
            other.execute("ROLLBACK")

            await leaves(reader)
        assert not start._tell_lost(reader.app.reader.marking.making)

    assert [feed.title for feed in list_feeds.every_feed(newsroom)] == ["Harbour", "Hill"]


async def test_who_leaves_while_an_import_does_not_end_is_asked_and_leaves(
    newsroom: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "_LONGEST_S", 0.1)
    desk = InlineDesk(open_archive(tmp_path))

    with contextlib.closing(sqlite3.connect(newsroom.paths.archive, isolation_level=None)) as other:
        async with reading(newsroom, size=(110, 24), targets=(_list_of_two(tmp_path),), desk=desk) as reader:
            await reader.sees("2 feeds ticked")
            other.execute("BEGIN IMMEDIATE")
            await reader.press("enter", "ctrl+q")

            await _leaves_all_the_same(reader, "perhaps 1 change")
        assert start._tell_lost(reader.app.reader.marking.making)


async def test_an_import_that_the_background_process_does_not_live_to_make_is_told_to_who_leaves(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    killed = asyncio.Event()

    class DyingDesk(InlineDesk):
        async def import_list(self, wanted: SubscriptionList) -> Imported:
            await killed.wait()
            raise DeskClosedError("The background process has stopped.")

    desk = DyingDesk(newsroom)
    async with reading(newsroom, size=(110, 24), targets=(_list_of_two(tmp_path),), desk=desk) as reader:
        await reader.sees("2 feeds ticked")
        await reader.press("enter", "ctrl+q")
        killed.set()

        await _leaves_all_the_same(reader, "1 change")
    assert start._tell_lost(reader.app.reader.marking.making)


async def test_who_asks_to_leave_again_and_again_waits_no_longer_for_it(
    newsroom: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "_LONGEST_S", 0.5)
    desk = InlineDesk(open_archive(tmp_path))

    with contextlib.closing(sqlite3.connect(newsroom.paths.archive, isolation_level=None)) as other:
        async with reading(newsroom, size=(110, 24), targets=(_list_of_two(tmp_path),), desk=desk) as reader:
            await reader.sees("2 feeds ticked")
            other.execute("BEGIN IMMEDIATE")
            await reader.press("enter")

            def is_asked() -> bool:
                if isinstance(reader.app.screen, ConfirmDialog):
                    return True
                reader.app.reader.keeping.quit()
                return False

            await reader.until(is_asked)
            await _leaves_all_the_same(reader, "perhaps 1 change")


async def test_who_leaves_while_a_change_stands_still_is_asked_and_leaves(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "_LONGEST_S", 0.1)
    monkeypatch.setattr(shelve, "delete", lambda *_: asyncio.Event().wait())  # a disk that does not answer
    stock(newsroom, "Courier", ["First", "Second"])

    async with reading(newsroom, size=(110, 24)) as reader:
        await reader.sees("Second")
        await reader.press("2", "d", "ctrl+q")

        await _leaves_all_the_same(reader, "perhaps 1 change")


async def test_a_tag_typed_in_another_case_is_the_same_tag(newsroom: Newsroom) -> None:
    stock(newsroom, "Courier", ["First"])
    await shelve.tag(newsroom, (1,), "gulls", True)

    async with reading(newsroom) as reader:
        await reader.sees("First")
        await reader.press("2", "t")
        await reader.sees("Enter keeps")
        await reader.press(*["backspace"] * 10)
        await reader.type("Gulls, ferry")
        await reader.press("enter")
        await reader.sees("1 article tagged ferry · u undoes")

    assert await shelve.tags_of(newsroom, 1) == ("ferry", "gulls")


async def test_tags_given_and_taken_together_are_one_change_that_one_key_undoes(newsroom: Newsroom) -> None:
    stock(newsroom, "Courier", ["First", "Second"])
    await shelve.tag(newsroom, (1, 2), "gulls", True)
    await shelve.tag(newsroom, (1,), "ferry", True)

    async with reading(newsroom) as reader:
        await reader.sees("Second")
        await reader.press("2", "v", "v", "t")
        await reader.sees("Enter keeps")
        await reader.press(*["backspace"] * 10)
        await reader.type("harbour, ferry")
        await reader.press("enter")
        await reader.sees("2 articles tagged harbour, ferry, no longer tagged gulls", "undoes")
        assert await _tags(newsroom) == [("ferry", "harbour"), ("ferry", "harbour")]
        await reader.press("u")
        await reader.sees("Undone: 2 articles tagged harbour, ferry")
        assert await _tags(newsroom) == [("ferry", "gulls"), ("gulls",)]
        await reader.press("U")
        await reader.sees("Done again: 2 articles tagged harbour")

    assert await _tags(newsroom) == [("ferry", "harbour"), ("ferry", "harbour")]


async def _tags(newsroom: Newsroom) -> list[tuple[str, ...]]:
    return [tuple(sorted(await shelve.tags_of(newsroom, article_id))) for article_id in (1, 2)]


def _list_of_two(folder: Path) -> str:
    path = folder / "urls"
    path.write_text('https://harbour.example/feed "~Harbour"\nhttps://hill.example/feed "~Hill"\n')
    return str(path)


def _with_an_old_article(folder: Path) -> Newsroom:
    newsroom = open_archive(folder, retention_days=30)
    stock(newsroom, "Harbour News", ["Ferry returns", "Bridge closes"])
    at = int((NOW - timedelta(days=365)).timestamp())
    newsroom.database.write(lambda c: c.execute("UPDATE articles SET added_at = ?, is_read = 1 WHERE id = 1", (at,)))
    return newsroom


async def _opens_page_and_follows(reader: Reader) -> None:
    await _opens_people(reader)
    await reader.press("enter")
    await reader.sees("Statements")
    await reader.press("f")
    await reader.sees("is followed · u undoes")


async def _leaves_all_the_same(reader: Reader, lost: str) -> None:
    await reader.sees("Leave and lose what could not be stored?", f"Not stored: {lost}.")
    await reader.pilot.press("enter")
    await leaves(reader)


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
