"""Stories in the reader: folded, unfolded, shown beside each other, split."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from tests.ui.frame.newsdesk import NOW, Story, is_read, open_archive, reading, stock

from tuinews.newsroom import Newsroom

ONE = (
    "Rescuers searched the rubble in Bandirma on Friday after an earthquake toppled apartment blocks along the coast.\n"
    "“We heard them calling all night from the cellar,” Piet Holm said."
)
TWO = (
    "An earthquake that toppled apartment blocks in Bandirma has sent rescuers into the rubble along the coast.\n"
    "“The harbour wall must be rebuilt before the winter,” Grace Oyelaran said."
)


def quake(folder: Path) -> Newsroom:
    newsroom = open_archive(folder)
    stock(newsroom, "Courier", [Story("Library opens on Sundays"), Story("Earthquake topples blocks in Bandirma", ONE)])
    stock(newsroom, "Herald", [Story("Bandirma earthquake: rescuers search rubble", TWO)])
    return newsroom


async def test_a_story_is_one_row_that_unfolds_and_folds(tmp_path: Path) -> None:
    async with reading(quake(tmp_path)) as reader:
        await reader.sees("2 sources", "rescuers search rubble")
        await reader.sees_no("Earthquake topples blocks")

        await reader.press("g", "C")
        await reader.until(lambda: len(reader.app.screen.headlines.ids) == 3)  # type: ignore[attr-defined]
        await reader.sees("Earthquake topples blocks")

        await reader.press("C")
        await reader.sees_no("Earthquake topples blocks")


@pytest.mark.parametrize("key", ["d", "e"])
async def test_a_row_that_goes_with_others_behind_it_leaves_the_cursor_where_it_is(tmp_path: Path, key: str) -> None:
    newsroom = open_archive(tmp_path)
    hours = [NOW - timedelta(hours=number + 1) for number in range(6)]
    told = [Story(f"Story {number}", f"Text {number}.", published=hours[number]) for number in (0, 1, 4, 5)]
    stock(newsroom, "Gazette", told)
    stock(newsroom, "Herald", [Story("Bandirma earthquake: rescuers search rubble", TWO, published=hours[2])])
    stock(newsroom, "Courier", [Story("Earthquake topples blocks in Bandirma", ONE, published=hours[3])])

    async with reading(newsroom) as reader:
        headlines = reader.app.reader.headlines
        await reader.until(lambda: len(headlines.ids) == 5)
        await reader.press("j", "j")
        assert reader.app.reader.folding.rest_of(headlines.selected_id or 0)
        await reader.press(key)
        await reader.until(lambda: not reader.shows("2 sources"))

        selected = headlines.row(headlines.selected_id or 0)
        assert selected is not None
        assert selected.title == "Story 4"
        await reader.sees("Earthquake topples blocks")


async def test_reading_the_row_reads_the_others_and_not_the_reverse(tmp_path: Path) -> None:
    newsroom = quake(tmp_path)
    async with reading(newsroom) as reader:
        await reader.sees("2 sources")
        await reader.press("C")
        await reader.sees("Earthquake topples blocks")
        while reader.app.screen.headlines.selected_id not in reader.app.screen.headlines.indented:  # type: ignore[attr-defined]
            await reader.press("j")
        await reader.press("m")
        await reader.settle()

        unread = newsroom.database.read(
            lambda c: c.execute("SELECT count(*) FROM articles WHERE is_read = 0").fetchone()
        )
        assert unread[0] == 2
        await reader.press("k", "enter")
        await reader.until(
            lambda: newsroom.database.read(
                lambda c: c.execute("SELECT count(*) FROM articles WHERE is_read = 0").fetchone()
            )[0] == 1
        )  # fmt: skip


async def test_the_coverage_says_what_only_one_has_and_opens_it(tmp_path: Path) -> None:
    async with reading(quake(tmp_path)) as reader:
        await reader.sees("2 sources")
        await reader.press("g", "c")
        await reader.sees("2 articles from 2 sources", "Only here", "Piet Holm", "Names both have: Bandirma")

        await reader.press("enter")
        await reader.sees("We heard them calling")
        assert await is_read(reader.newsroom, "Library opens on Sundays") is False


async def test_the_coverage_says_which_one_is_read_however_long_the_outlet_s_name(tmp_path: Path) -> None:
    newsroom = open_archive(tmp_path)
    stock(newsroom, "Courier", [Story("Earthquake topples blocks in Bandirma", ONE)])
    stock(
        newsroom, "The regional politics and economy desk of a public broadcaster", [Story("Bandirma earthquake", TWO)]
    )

    async with reading(newsroom, size=(60, 24)) as reader:
        await reader.sees("2 sources")
        await reader.press("g", "c")
        await reader.sees("2 articles from 2 sources")

        assert all(" · this one " in line for line in reader.lines() if "The regional" in line and "●" in line)
        assert reader.shows(" · this one ")


async def test_a_split_stays_and_undo_takes_it_back(tmp_path: Path) -> None:
    async with reading(quake(tmp_path)) as reader:
        await reader.sees("2 sources")
        await reader.press("g", "c")
        await reader.sees("Only here")
        await reader.press("x")
        await reader.sees("Earthquake topples blocks")
        await reader.sees_no("2 sources")

        await reader.press("u")
        await reader.sees("2 sources")


async def test_an_article_without_other_coverage_says_so(tmp_path: Path) -> None:
    newsroom = open_archive(tmp_path)
    stock(newsroom, "Courier", ["Library opens on Sundays"])
    async with reading(newsroom) as reader:
        await reader.press("c")
        await reader.sees("No other coverage")


async def test_the_edit_window_keeps_a_feed_out_of_stories_and_undo_lets_it_in(tmp_path: Path) -> None:
    async with reading(quake(tmp_path)) as reader:
        await reader.sees("2 sources")
        await reader.press("1", "G", "e")
        await reader.sees("Edit feed", "its articles fold with those of others")
        await reader.press("tab", "tab", "tab", "right")
        await reader.sees("its articles stand by themselves")
        await reader.press("enter")
        await reader.press("1", "g")
        await reader.sees("Earthquake topples blocks")
        await reader.sees_no("2 sources")

        await reader.press("u")
        await reader.sees("2 sources")


async def test_stories_are_found_while_the_reader_is_open(tmp_path: Path) -> None:
    newsroom = open_archive(tmp_path)
    stock(newsroom, "Courier", [Story("Library opens on Sundays"), Story("Earthquake topples blocks in Bandirma", ONE)])
    stock(newsroom, "Herald", [Story("Bandirma earthquake: rescuers search rubble", TWO)], is_placed=False)
    async with reading(newsroom) as reader:
        await reader.sees("Earthquake topples blocks")
        reader.app.screen.refreshing.gather_stories()  # type: ignore[attr-defined]
        await reader.sees("2 sources")

        await reader.press("g", "C")
        await reader.sees_no("Earthquake topples blocks")
