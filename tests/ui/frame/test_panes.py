"""Moving between the panes on screens of every size."""

from __future__ import annotations

import re

import pytest
from tests.ui.frame.newsdesk import Story, reading, stock

from tuinews.keymap import Place
from tuinews.newsroom import Newsroom

LONG = "\n".join(f"Paragraph number {number} of the story." for number in range(60))


async def test_the_three_panes_stand_side_by_side_from_120_columns(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["Ferry returns"])

    async with reading(newsroom, size=(120, 30)) as reader:
        line = reader.line_with("Feeds")

        assert "Headlines" in line
        assert "Article" in line


async def test_on_80_columns_h_lays_the_feeds_over_the_headlines(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["Ferry returns"])

    async with reading(newsroom, size=(80, 24)) as reader:
        await reader.press("h")

        await reader.sees("Feeds")
        assert not reader.shows("Headlines")


async def test_a_narrow_screen_says_where_the_reader_is_in_a_breadcrumb(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", [Story("Ferry returns", "The ferry is back.")])

    async with reading(newsroom, size=(59, 20)) as reader:
        await reader.sees("Feeds › All · 1 unread")
        await reader.press("enter")

        await reader.sees("All › Ferry returns", "The ferry is back.")


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_a_long_name_leaves_room_for_how_much_is_unread(newsroom: Newsroom, size: tuple[int, int]) -> None:
    stock(newsroom, "The regional politics and economy desk of a public broadcaster", ["Ferry returns", "Storm ahead"])

    async with reading(newsroom, size=size) as reader:
        await reader.press("h", "G", "enter")

        await reader.sees("… · 2 unread")


async def test_a_narrow_screen_shows_one_pane_at_a_time(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", [Story("Ferry returns", "The ferry is back.")])

    async with reading(newsroom, size=(59, 20)) as reader:
        await reader.press("l")
        await reader.sees("The ferry is back.")
        await reader.press("h")

        await reader.sees("Feeds › All", "Ferry returns")
        assert not reader.shows("1 hour ago")


@pytest.mark.parametrize("keys", [(), ("h",), ("l",), ("l", "p"), ("slash",), ("question_mark",), ("a",)])
async def test_the_smallest_screen_holds(newsroom: Newsroom, keys: tuple[str, ...]) -> None:
    stock(newsroom, "Harbour News", [Story("Ferry returns", LONG)])

    async with reading(newsroom, size=(40, 12)) as reader:
        await reader.press(*keys)
        lines = reader.lines()

        assert len(lines) <= 12
        assert max(map(len, lines)) <= 40


async def test_resizing_keeps_the_focus_and_what_is_read(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", [Story("Ferry returns", LONG)])

    async with reading(newsroom, size=(140, 40)) as reader:
        await reader.press("enter", "pagedown", "pagedown")
        await reader.sees_no("Paragraph number 1 of")
        before = reader.app.reader.article.position
        await reader.pilot.resize_terminal(59, 20)
        await reader.settle()
        await reader.pilot.resize_terminal(140, 40)
        await reader.settle()

        assert reader.app.reader.panes.place is Place.ARTICLE
        assert reader.app.reader.article.position == before


async def test_resizing_keeps_the_cursor_in_the_headlines(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", [f"Story {number}" for number in range(60)])

    async with reading(newsroom, size=(140, 40)) as reader:
        await reader.press(*["j"] * 20)
        await reader.pilot.resize_terminal(80, 20)
        await reader.settle()

        await reader.sees("Story 20")


async def test_tab_goes_from_pane_to_pane(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["Ferry returns"])

    async with reading(newsroom) as reader:
        places = []
        for _ in range(3):
            await reader.press("tab")
            places.append(reader.app.reader.panes.place)

        assert places == [Place.ARTICLE, Place.FEEDS, Place.HEADLINES]


async def test_numbers_go_to_panes(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["Ferry returns"])

    async with reading(newsroom) as reader:
        await reader.press("1")
        first = reader.app.reader.panes.place
        await reader.press("3")

        assert (first, reader.app.reader.panes.place) == (Place.FEEDS, Place.ARTICLE)


async def test_zen_shows_the_article_alone_and_escape_brings_everything_back(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["Ferry returns"])

    async with reading(newsroom) as reader:
        await reader.press("z")
        await reader.sees_no("Headlines")
        await reader.press("escape")

        await reader.sees("Headlines")


async def test_escape_never_quits(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["Ferry returns"])

    async with reading(newsroom) as reader:
        await reader.press(*["escape"] * 6)

        assert reader.app.is_running


async def test_q_goes_back_before_it_quits(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["Ferry returns"])

    async with reading(newsroom) as reader:
        await reader.press("enter", "q")
        assert reader.app.is_running
        await reader.press("q")

        await reader.until(lambda: not reader.app.is_running)


async def test_the_article_scrolls_from_the_headlines(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", [Story("Ferry returns", LONG)])

    async with reading(newsroom) as reader:
        await reader.sees("Paragraph number 1 of")
        await reader.press(*["J"] * 12)

        await reader.sees_no("Paragraph number 1 of")
        assert reader.app.reader.panes.place is Place.HEADLINES


async def test_a_click_opens_a_headline(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["Ferry returns", Story("Bridge closes", "Steel is tired.")])

    async with reading(newsroom) as reader:
        row = next(index for index, line in enumerate(reader.lines()) if "Bridge closes" in line)
        await reader.pilot.click(offset=(40, row))

        await reader.sees("Steel is tired.")
        await reader.sees_no("● Bridge closes")


async def test_a_click_on_the_footer_does_what_it_says(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["Ferry returns"])

    async with reading(newsroom) as reader:
        lines = reader.lines()
        await reader.pilot.click(offset=(lines[-1].index("s star"), len(lines) - 1))

        await reader.sees("★ Ferry returns")


async def test_the_people_of_the_article_open_beside_it(newsroom: Newsroom) -> None:
    text = "“We are ready,” said Marta Lindqvist, the harbour master."
    stock(newsroom, "Harbour News", [Story("Ferry returns", text)])

    async with reading(newsroom) as reader:
        await reader.sees("1 person")
        await reader.press("p")

        await reader.sees("People", "Marta Lindqvist")
        assert reader.shows("“We are ready,”")


async def test_the_footer_names_the_keys_of_the_focused_pane(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["Ferry returns"])

    async with reading(newsroom) as reader:
        await reader.sees("space read on")
        await reader.press("1")

        await reader.sees("A all read", "a add", "r refresh feed")


@pytest.mark.parametrize("theme", ["tuinews-dark", "tuinews-light", "tuinews-contrast", "ansi"])
async def test_every_theme_shows_the_cursor_without_colour(newsroom: Newsroom, theme: str) -> None:
    stock(newsroom, "Harbour News", ["Ferry returns"])

    async with reading(newsroom) as reader:
        reader.app.theme = theme
        await reader.settle()

        await reader.sees("▌● Ferry returns")


async def test_no_color_leaves_the_screen_without_any(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    stock(newsroom, "Harbour News", [Story("Ferry returns", "“We are ready,” said Marta Lindqvist.")])

    async with reading(newsroom) as reader:
        await reader.sees("Marta Lindqvist")
        fills = re.findall(r"-r\d+ \{ fill: #(..)(..)(..)", reader.app.export_screenshot())

        assert fills
        assert all(max(shade) - min(shade) < 16 for shade in ([int(part, 16) for part in fill] for fill in fills))


async def test_a_clicked_title_gives_its_pane_the_focus(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["Ferry returns"])

    async with reading(newsroom) as reader:
        await reader.pilot.click(reader.app.reader.article_title, offset=(3, 0))
        await reader.settle()

        assert reader.app.reader.panes.place is Place.ARTICLE


async def test_clicking_how_the_list_is_ordered_offers_other_orders(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["Ferry returns"])

    async with reading(newsroom) as reader:
        await reader.press("S", "down", "enter")
        title = reader.app.reader.headlines_title
        await reader.pilot.click(title, offset=(title.size.width - 2, 0))

        await reader.until(lambda: reader.app.screen is not reader.app.reader)
