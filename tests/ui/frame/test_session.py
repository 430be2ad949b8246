"""Where the reader was left, and coming back to it."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from tests.ui.frame.newsdesk import Story, reading, stock

from tuinews.keymap import Place
from tuinews.model.scopes import Scope, ScopeKind
from tuinews.newsroom import Newsroom
from tuinews.ui.arrange import Widths
from tuinews.ui.session import Session, session_of, values_of


def test_a_session_survives_being_stored() -> None:
    session = Session(
        Scope(ScopeKind.FEED, 7, oldest_first=True),
        12,
        Place.ARTICLE,
        Widths(20, 40),
        "tuinews-light",
        "people",
        frozenset({3, 5}),
    )

    assert session_of(values_of(session)) == session


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"scope": "all", "article": "x", "place": 3, "widths": [1], "theme": None, "folded": {"a": 1}},
        {"scope": ["nothing", 1, True], "place": "people", "folded": ["a", None]},
    ],
)
def test_values_that_make_no_sense_are_left_out(values: Mapping[str, object]) -> None:
    assert session_of(values) == Session()


async def test_the_reader_comes_back_to_feed_article_and_pane(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["Ferry returns"])
    stock(newsroom, "Hill News", ["Cows come down", Story("Snow ahead", "It will be cold.")])
    async with reading(newsroom) as reader:
        await reader.press("1", "G", "enter")
        await reader.sees("Hill News · 2 unread")
        await reader.press("j", "enter")
        await reader.sees("It will be cold.")
        await reader.press("ctrl+q")
        await reader.until(lambda: not reader.app.is_running)

    async with reading(newsroom) as reader:
        await reader.sees("Hill News · 1 unread", "It will be cold.")

        assert reader.app.reader.panes.place is Place.ARTICLE


async def test_the_headline_it_comes_back_to_is_in_sight_however_far_down(newsroom: Newsroom) -> None:
    stock(newsroom, "Courier", [f"Report {number}" for number in range(12)])
    async with reading(newsroom, size=(80, 24)) as reader:
        await reader.press("G")
        await reader.sees("▌● Report 11")
        await reader.press("ctrl+q")
        await reader.until(lambda: not reader.app.is_running)

    async with reading(newsroom, size=(80, 24)) as reader:
        await reader.sees("Courier")
        await reader.settle()
        assert reader.shows("▌● Report 11")


async def test_the_place_in_a_long_article_is_kept(newsroom: Newsroom) -> None:
    long = "\n".join(f"Paragraph number {number} of the story." for number in range(90))
    stock(newsroom, "Harbour News", [Story("First", long), Story("Second", "Short.")])
    async with reading(newsroom) as reader:
        await reader.sees("Paragraph number 1 of")
        await reader.press("enter", "pagedown", "pagedown")
        await reader.sees_no("Paragraph number 1 of")
        await reader.press("ctrl+q")
        await reader.until(lambda: not reader.app.is_running)

    async with reading(newsroom) as reader:
        await reader.sees("Paragraph number 2")

        assert not reader.shows("Paragraph number 1 of")


async def test_closed_folders_stay_closed(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["Ferry returns"], folder=("World",))
    async with reading(newsroom) as reader:
        await reader.press("1", "G", "h", "h")
        await reader.sees("▸ World")
        await reader.press("ctrl+q")
        await reader.until(lambda: not reader.app.is_running)

    async with reading(newsroom) as reader:
        await reader.sees("▸ World")


async def test_chosen_widths_are_remembered(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["Ferry returns"])
    async with reading(newsroom) as reader:
        before = reader.app.reader.panes.arrangement.headlines
        await reader.press("2", "greater_than_sign")
        await reader.press("ctrl+q")
        await reader.until(lambda: not reader.app.is_running)

    async with reading(newsroom) as reader:
        assert reader.app.reader.panes.arrangement.headlines > before


async def test_a_chosen_theme_is_remembered(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["Ferry returns"])
    async with reading(newsroom) as reader:
        await reader.press("T", "down", "down", "enter")
        await reader.until(lambda: reader.app.theme == "tuinews-light")
        await reader.press("ctrl+q")
        await reader.until(lambda: not reader.app.is_running)

    async with reading(newsroom) as reader:
        assert reader.app.theme == "tuinews-light"
