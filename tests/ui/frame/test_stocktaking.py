"""Statistics and old articles on the screen."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from tests.ui.frame.newsdesk import NOW, open_archive, reading, stock

from tuinews.newsroom import Newsroom
from tuinews.ui.dialogs.leaving import LeavingDialog
from tuinews.ui.statistics_screen import StatisticsScreen


def age(newsroom: Newsroom, articles: int) -> None:
    """Let the first articles have been seen a year ago, and read."""
    newsroom.database.write(
        lambda connection: connection.execute(
            "UPDATE articles SET added_at = ?, is_read = 1 WHERE id <= ?",
            (int((NOW - timedelta(days=365)).timestamp()), articles),
        )
    )


@pytest.mark.parametrize("size", [(80, 24), (160, 45)])
async def test_the_statistics_fit_the_screen(newsroom: Newsroom, size: tuple[int, int]) -> None:
    stock(newsroom, "Harbour News", ["Ferry returns", "Bridge closes"])

    async with reading(newsroom, size=size) as reader:
        await reader.press("number_sign")
        await reader.sees("Statistics · 30 days", "Articles a day", "2 articles")

        await reader.press("right", "right")
        await reader.sees("Statistics · a year")
        await reader.press("escape")
        assert not isinstance(reader.app.screen, StatisticsScreen)


async def test_an_archive_without_articles_has_nothing_to_count(newsroom: Newsroom) -> None:
    async with reading(newsroom) as reader:
        await reader.press("number_sign")

        await reader.sees("Nothing to count yet")


async def test_old_articles_are_shown_go_and_come_back(tmp_path: Path) -> None:
    newsroom = open_archive(tmp_path, retention_days=30)
    stock(newsroom, "Harbour News", ["Ferry returns", "Bridge closes"])
    age(newsroom, 1)

    async with reading(newsroom) as reader:
        await reader.press("X")
        await reader.sees("1 of 2 articles (50 %) go", "so check the clock", "Harbour News")
        await reader.press("enter")
        await reader.sees("1 article let go by age, number or size")
        await reader.sees_no("Bridge closes")

        await reader.press("u")
        await reader.sees("Undone")
    assert dict(newsroom.database.read(lambda c: c.execute("SELECT name, n FROM counts").fetchall()))["all"] == 2
    newsroom.close()


async def test_what_may_stay_is_kept_with_esc(tmp_path: Path) -> None:
    newsroom = open_archive(tmp_path, retention_days=30)
    stock(newsroom, "Harbour News", ["Ferry returns", "Bridge closes"])
    age(newsroom, 1)

    async with reading(newsroom) as reader:
        await reader.press("X", "escape")

        assert not isinstance(reader.app.screen, LeavingDialog)
        await reader.sees("Bridge closes", "Ferry returns")
    newsroom.close()


async def test_without_bounds_nothing_goes_and_the_window_says_so(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["Ferry returns"])

    async with reading(newsroom) as reader:
        await reader.press("X")

        await reader.sees("Nothing goes")


async def test_a_refresh_says_what_could_go_before_it_goes(tmp_path: Path) -> None:
    newsroom = open_archive(tmp_path, retention_days=30)
    stock(newsroom, "Harbour News", ["Ferry returns", "Bridge closes"])
    age(newsroom, 1)

    async with reading(newsroom) as reader:
        reader.app.reader.stocktaking.after_refresh()
        await reader.sees("By your rules 1 article could go · X shows what")
    newsroom.close()
