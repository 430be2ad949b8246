"""Statistics: counts that are right, pictures that fit, and nothing to count yet."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from tests.ui.frame.newsdesk import NOW, Story, open_archive, stock

from tuinews.model.scopes import Scope
from tuinews.newsroom import Newsroom, complete, mark, read, shelve
from tuinews.newsroom.stock_sheet import lay_out
from tuinews.newsroom.take_stock import Stock, take_stock
from tuinews.screen_text import cell_width


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    opened = open_archive(tmp_path)
    yield opened
    opened.close()


def counted(newsroom: Newsroom, days: int | None = 30, feed_id: int | None = None) -> Stock:
    return asyncio.run(take_stock(newsroom, days, feed_id))


def fill(newsroom: Newsroom) -> None:
    """Two feeds: three articles of the last days and an old one; one article of yesterday."""
    days = (0, 1, 1, 400)
    stories = [Story(f"C{n}", published=NOW - timedelta(days=day, hours=1)) for n, day in enumerate(days)]
    stock(newsroom, "Courier", stories)
    stock(newsroom, "Gazette", [Story("G", published=NOW - timedelta(days=1))])


def number(newsroom: Newsroom, title: str) -> int:
    listing = asyncio.run(read.whole(newsroom, Scope()))
    return next(row.id for row in asyncio.run(read.rows(newsroom, listing.ids)).values() if row.title == title)


def test_articles_are_counted_by_day_and_feed(newsroom: Newsroom) -> None:
    fill(newsroom)

    stock_ = counted(newsroom, 7)

    assert stock_.arrivals == (0, 0, 0, 0, 0, 3, 1)
    assert [(feed.title, feed.arrived) for feed in stock_.feeds] == [("Courier", 3), ("Gazette", 1)]
    assert sum(counted(newsroom, None).arrivals) == 5
    assert counted(newsroom, 7, stock_.feeds[1].id).arrivals == (0, 0, 0, 0, 0, 1, 0)


def test_a_long_period_is_counted_in_steps_of_days(newsroom: Newsroom) -> None:
    fill(newsroom)

    whole = counted(newsroom, None)

    assert whole.step_days == 7
    assert len(whole.arrivals) <= 61
    assert whole.arrivals[0] + whole.arrivals[1] == 1


def test_reading_is_counted_by_hour_and_marking_all_is_no_reading(newsroom: Newsroom) -> None:
    fill(newsroom)
    here = NOW.astimezone()

    asyncio.run(mark.mark(newsroom, (number(newsroom, "C0"),), "read", True, is_journaled=False))
    asyncio.run(mark.mark_scope_read(newsroom, Scope()))
    stock_ = counted(newsroom)

    assert stock_.opened == 1
    assert stock_.hours[here.weekday()][here.hour] == 1
    assert sum(stock_.unread) == 0


def test_quotes_are_counted_by_who_speaks(newsroom: Newsroom) -> None:
    text = "“We won,” said Ann Smith. “It was late,” a spokesman said. “Yes,” said Ann Smith. The match was long."
    stock(newsroom, "Courier", [Story("Final", text)])

    async def make() -> None:
        async for _ in complete.complete(newsroom, (number_of_final,)):
            pass

    number_of_final = number(newsroom, "Final")
    asyncio.run(make())

    for days in (30, None):
        stock_ = counted(newsroom, days)
        assert stock_.speakers == (("Ann Smith", 2),)
        assert stock_.speaking[:3] == (2, 0, 1)


def test_articles_that_are_gone_are_not_counted(newsroom: Newsroom) -> None:
    fill(newsroom)

    asyncio.run(shelve.delete(newsroom, (number(newsroom, "C0"),)))

    assert counted(newsroom, 7).arrivals[-1] == 0


def test_a_feed_that_nobody_reads_is_told(newsroom: Newsroom) -> None:
    fill(newsroom)
    asyncio.run(mark.mark(newsroom, (number(newsroom, "G"),), "read", True, is_journaled=False))

    words = "\n".join("".join(piece.text for piece in line) for line in lay_out(counted(newsroom), 80))

    assert "Courier" in words.split("Never read")[1].split("Noisy")[0]
    assert "Gazette" not in words.split("Never read")[1].split("Noisy")[0]


def test_an_empty_archive_says_so(newsroom: Newsroom) -> None:
    (line,) = lay_out(counted(newsroom), 80)

    assert line[0].text.startswith("Nothing to count yet")


@pytest.mark.parametrize("width", [40, 76, 80, 119, 120, 156, 200])
@pytest.mark.parametrize("days", [1, 7, 30, 365, None])
def test_no_line_is_wider_than_there_is_room(newsroom: Newsroom, width: int, days: int | None) -> None:
    fill(newsroom)
    stock(newsroom, "日本の新聞、とても長い名前の新聞です。毎日読みます。", ["長い"])
    asyncio.run(mark.mark(newsroom, (number(newsroom, "C0"),), "read", True, is_journaled=False))

    widths = [cell_width("".join(piece.text for piece in line)) for line in lay_out(counted(newsroom, days), width)]

    assert max(widths) <= width


@pytest.mark.parametrize("width", [40, 80, 160])
def test_on_a_high_screen_the_lists_of_feeds_go_on_as_far_as_there_is_room(newsroom: Newsroom, width: int) -> None:
    for name in range(30):
        stock(newsroom, f"Feed {name:02}", ["Storm"])
    counts = counted(newsroom)
    least = len(lay_out(counts, width))

    for height in (0, least, least + 10, least + 40):
        assert least <= len(lay_out(counts, width, height)) <= max(least, height)
    assert len(lay_out(counts, width, least + 40)) > least + 20
    assert len(lay_out(counts, width, 10_000)) <= least + 4 * 30
