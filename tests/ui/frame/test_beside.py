"""Another program at the same archive: what it changes is shown here, and nothing moves."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from tests.newsstand import Newsstand
from tests.ui.frame.newsdesk import NOW, Story, open_archive, reading, stock

from tuinews.errors import StoreError
from tuinews.model.articles import Whereabouts
from tuinews.model.entries import Entry
from tuinews.model.scopes import Scope, ScopeKind
from tuinews.newsroom import Newsroom, mark, watch
from tuinews.newsroom.prepare import make_draft
from tuinews.store import marks, saving, whereabouts
from tuinews.store.watching import Watch
from tuinews.ui import beside


def arrive(other: Newsroom, feed_id: int, title: str) -> None:
    """Store a new article of a feed, as a refresh of another program does."""
    entry = Entry(guid=title, title=title, published=NOW, content_html="<p>Text</p>")
    other.database.write(saving.save_drafts, feed_id, (make_draft(entry, ""),), NOW)


async def test_marks_given_by_another_program_are_shown(tmp_path: Path, newsroom: Newsroom) -> None:
    stock(newsroom, "Courier", ["First", "Second"])
    other = open_archive(tmp_path)

    async with reading(newsroom) as reader:
        await reader.sees("First")
        await mark.mark(other, (1,), "starred", True)

        await reader.until(lambda: "★" in reader.line_with("First") + reader.line_with("Second"))
    other.close()


async def test_articles_that_another_program_fetched_are_announced_and_nothing_moves(
    tmp_path: Path, newsroom: Newsroom
) -> None:
    feed_id = stock(newsroom, "Courier", [Story("First", published=NOW - timedelta(hours=2)), "Second"])
    other = open_archive(tmp_path)

    async with reading(newsroom) as reader:
        await reader.press("j")
        await asyncio.sleep(0)
        arrive(other, feed_id, "Third")

        await reader.sees("1 new")
        assert not reader.shows("Third")
    other.close()


@pytest.mark.parametrize("change", ["article", "mark"])
async def test_what_another_program_writes_while_the_reader_starts_is_shown(
    tmp_path: Path, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    feed_id = stock(newsroom, "Courier", ["First", "Second", "Middle", "Late", "Last"])
    other = open_archive(tmp_path)
    begin = watch.begin

    def begin_late(newsroom: Newsroom) -> Watch:
        if change == "article":
            arrive(other, feed_id, "Third")
        else:
            other.database.write(marks.set_mark, (1,), "starred", True)
        return begin(newsroom)

    monkeypatch.setattr(watch, "begin", begin_late)

    async with reading(newsroom) as reader:
        await reader.sees("1 new" if change == "article" else "★ Last")
    other.close()


async def test_a_look_that_takes_longer_than_the_time_between_two_is_let_end(
    tmp_path: Path, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beside, "_EVERY_S", 0.02)
    feed_id = stock(newsroom, "Courier", [Story("First", published=NOW - timedelta(hours=2)), "Second"])
    other = open_archive(tmp_path)
    arrived_after = watch.arrived_after

    async def arrived_slowly(newsroom: Newsroom, article_id: int) -> watch.Arrived:
        await asyncio.sleep(0.2)
        return await arrived_after(newsroom, article_id)

    async with reading(newsroom) as reader:
        await reader.sees("First")
        monkeypatch.setattr(watch, "arrived_after", arrived_slowly)
        arrive(other, feed_id, "Third")

        await reader.sees("1 new")
    other.close()


async def test_a_still_reader_shows_nothing_of_other_programs_until_it_may_move_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beside, "_EVERY_S", 0.02)
    newsroom, other = open_archive(tmp_path, access_still=True), open_archive(tmp_path)
    feed_id = stock(newsroom, "Courier", [Story("First", published=NOW - timedelta(hours=2)), "Second"])

    async with reading(newsroom) as reader:
        arrive(other, feed_id, "Third")
        await reader.press("j", "k")
        assert not reader.shows("1 new")
        await reader.press("ctrl+t")
        await reader.sees("1 new")
    newsroom.close()
    other.close()


async def test_articles_of_a_refresh_of_its_own_are_counted_once(
    tmp_path: Path, newsroom: Newsroom, newsstand: Newsstand
) -> None:
    url = newsstand.feed("/courier", "Courier", ["Third"])
    stock(newsroom, "Courier", ["First", "Second"], url=url)
    other = open_archive(tmp_path)

    async with reading(newsroom) as reader:
        await reader.press("j", "R")
        await reader.sees("1 new")
        await mark.mark(other, (1,), "starred", True)
        await reader.sees("★")  # what was written has been looked at since

        assert reader.shows("1 new")
    other.close()


async def test_articles_that_another_program_fetched_beside_a_refresh_of_its_own_are_announced_when_that_ends(
    tmp_path: Path, newsroom: Newsroom, newsstand: Newsstand
) -> None:
    url = newsstand.feed("/courier", "Courier", ["Fourth"])
    feed_id = stock(newsroom, "Courier", ["First", "Second"], url=url)
    other = open_archive(tmp_path)

    async with reading(newsroom) as reader:
        with newsstand.hold("/courier"):
            await reader.press("j", "R")
            await newsstand.arrival("/courier")
            arrive(other, feed_id, "Third")
            await reader.until(lambda: "3" in reader.line_with("Unread "))
            assert not reader.shows("new ·")

        await reader.sees("2 new")
    other.close()


async def test_a_feed_that_another_program_added_is_listed(tmp_path: Path, newsroom: Newsroom) -> None:
    stock(newsroom, "Courier", ["First"])
    other = open_archive(tmp_path)

    async with reading(newsroom) as reader:
        await reader.sees("Courier")
        stock(other, "Gazette", ["Other"])

        await reader.sees("Gazette")
    other.close()


async def test_articles_of_a_feed_that_another_program_adds_to_the_folder_that_is_shown_are_announced(
    tmp_path: Path, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beside, "_EVERY_S", 0.02)
    stock(newsroom, "Courier", ["First"], folder=("News",))
    other = open_archive(tmp_path)

    async with reading(newsroom) as reader:
        screen = reader.app.reader
        screen.going.open_scope(Scope(ScopeKind.FOLDER, screen.feeds.feed_tree.folders[0].id))
        await reader.sees("News · 1 unread")
        stock(other, "Gazette", ["Fresh"], folder=("News",))

        await reader.sees("1 new")
    other.close()


async def test_a_look_that_fails_is_tried_again_and_its_fault_told_once(
    tmp_path: Path, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beside, "_EVERY_S", 0.02)
    feed_id = stock(newsroom, "Courier", ["First", "Second"])
    other, arrived_after, fails = open_archive(tmp_path), watch.arrived_after, 0

    async def fails_thrice(newsroom: Newsroom, article_id: int) -> watch.Arrived:
        nonlocal fails
        fails += 1
        if fails <= 3:
            raise StoreError("The archive is in a bad mood.")
        return await arrived_after(newsroom, article_id)

    async with reading(newsroom) as reader:
        await reader.sees("First")
        monkeypatch.setattr(watch, "arrived_after", fails_thrice)
        arrive(other, feed_id, "Third")

        await reader.sees("1 new", "The archive is in a bad mood.")
        assert sum("bad mood" in line for line in reader.lines()) == 1
    other.close()


async def test_what_a_rule_mutes_counts_among_what_was_stored_and_stands_in_no_list(newsroom: Newsroom) -> None:
    feed_id = stock(newsroom, "Courier", ["First", "Second"])
    newsroom.database.write(whereabouts.move, (1,), Whereabouts.LISTED, Whereabouts.MUTED)

    arrived = await watch.arrived_after(newsroom, 0)

    assert arrived.by_feed == {feed_id: (2,)}
    assert arrived.stored == {feed_id: 2}


async def test_an_archive_that_can_only_be_read_says_so_and_is_read(newsroom: Newsroom) -> None:
    stock(newsroom, "Courier", ["First", "Second"])
    newsroom.database.unwritable = "The archive can only be read: the disk is full."

    async with reading(newsroom) as reader:
        await reader.sees("The archive can only be read")
        await reader.press("j", "s")

        await reader.sees("Nothing was changed")
        await reader.press("k")
        await reader.sees("Second")
