"""What a narrow or short screen leaves out, it leaves out whole, and says so; what there is room for is shown."""

from __future__ import annotations

import re

import pytest
from tests.ui.frame.newsdesk import Reader, Story, fail, reading, stock

from tuinews.newsroom import Newsroom
from tuinews.ui.cells import cut_front, cut_lines, join_parts
from tuinews.ui.dialogs.links import LinksDialog

LONG_FEED = (
    "The International Federation of Harbour Masters and Lighthouse Keepers — Official Weekly Bulletin and Notices"
)
TEXT = "“The ferry is back,” said Ada Okafor, the mayor.\nThe winter was long.\n“We waited,” said Tomas Wray, a pilot."


def between_borders(reader: Reader) -> list[str]:
    """Return the lines of the window that is open, without its frame."""
    return [line.strip().strip("│").strip() for line in reader.lines() if line.strip().startswith("│")]


def test_facts_are_broken_between_them_and_empty_ones_are_left_out() -> None:
    assert join_parts(("Wire", "", "21 November 2026", "the same words"), 24) == [
        "Wire · 21 November 2026",
        "the same words",
    ]


def test_lines_that_are_left_out_are_seen_to_be() -> None:
    assert cut_lines(["one", "two", "three"], 3, 10) == ["one", "two", "three"]
    assert cut_lines(["one", "two", "three"], 2, 10) == ["one", "two…"]
    assert cut_lines(["one", "two", "three"], 2, 3) == ["one", "tw…"]
    assert cut_lines(["one two three", "four"], 1, 13) == ["one two…"]
    assert cut_lines(["one"], 0, 3) == []


@pytest.mark.parametrize("width", [40, 50, 60, 80, 100])
async def test_no_line_beside_the_same_words_ends_in_a_dot(newsroom: Newsroom, width: int) -> None:
    stock(newsroom, LONG_FEED, [Story("Ferry returns", TEXT)])

    async with reading(newsroom, size=(width, 30)) as reader:
        await reader.press("enter", "right_curly_bracket", "tilde")
        await reader.sees("the same words")
        await reader.sees("2026")

        assert [line for line in between_borders(reader) if line.endswith("·")] == []


async def test_what_a_search_found_is_cut_with_one_ellipsis_among_its_hits(newsroom: Newsroom) -> None:
    stock(newsroom, LONG_FEED, [Story("Ferry returns", "…" + "The ferry came and the ferry went. " * 9)])

    async with reading(newsroom, size=(40, 12)) as reader:
        await reader.press("F")
        await reader.type("ferry")
        for width in range(40, 100, 3):
            await reader.pilot.resize_terminal(width, 12)
            await reader.sees("International")
            assert not reader.shows("……"), width


@pytest.mark.parametrize("size", [(40, 12), (50, 15), (60, 17)], ids=str)
async def test_on_a_short_screen_the_problems_leave_the_lines_they_do_not_need_to_the_details(
    newsroom: Newsroom, size: tuple[int, int]
) -> None:
    fail(newsroom, stock(newsroom, "Hill News", ["Cows come down"]), "The server did not answer.")

    async with reading(newsroom, size=size) as reader:
        await reader.press("exclamation_mark")
        await reader.sees("Failing since")

        lines = between_borders(reader)
        assert lines.index("1 feed fails") + 2 == next(at for at, line in enumerate(lines) if "Hill News:" in line)


async def test_an_empty_list_says_why_in_full_on_the_smallest_screen(newsroom: Newsroom) -> None:
    stock(newsroom, "Hill News", ["Cows come down"])

    async with reading(newsroom, size=(40, 12)) as reader:
        await reader.press("X")
        await reader.sees("Nothing goes")

        assert "Nothing goes: everything is within the bounds that are set." in " ".join(between_borders(reader))


async def test_a_quote_and_what_is_known_of_it_stand_under_the_quotes_as_far_as_there_is_room(
    newsroom: Newsroom,
) -> None:
    stock(newsroom, LONG_FEED, [Story("Ferry returns after the longest winter that anyone remembers " * 4, TEXT)])

    async with reading(newsroom, size=(60, 20)) as reader:
        await reader.press("enter", "quotation_mark")
        await reader.sees("Ada Okafor, mayor")

        lines = between_borders(reader)
        rule = next(at for at, line in enumerate(lines) if line.startswith("──"))
        hint = next(at for at, line in enumerate(lines) if line.startswith("Enter opens"))
        assert hint - rule <= 6
        assert lines[hint - 1].endswith("…")


async def test_editing_a_feed_begins_with_its_first_line_in_sight(newsroom: Newsroom) -> None:
    stock(newsroom, "Hill News", ["Cows come down"])

    async with reading(newsroom, size=(40, 12)) as reader:
        await reader.press("1", "G", "e")

        await reader.sees("Edit feed")
        await reader.sees("Hill News")


@pytest.mark.parametrize(("size", "rows"), [((40, 12), 3), ((60, 20), 1), ((40, 24), 3)], ids=str)
async def test_a_note_that_has_no_room_in_one_line_takes_more_and_gives_them_back(
    newsroom: Newsroom, size: tuple[int, int], rows: int
) -> None:
    stock(newsroom, "Hill News", ["Cows come down"])

    async with reading(newsroom, size=size) as reader:
        before = reader.lines()
        await reader.press("W")
        await reader.sees("There is nowhere to send")
        note = "There is nowhere to send to yet; [[send]] in config.toml names a service or a command."
        assert note in " ".join(line.strip() for line in reader.lines()[-3:])
        pane = reader.app.reader.pane_regions()[0]
        assert pane.bottom <= size[1] - rows

        await reader.press("j")
        await reader.until(lambda: reader.lines() == before)


async def test_a_headline_tells_what_its_article_holds_however_long_its_outlet_is_called(newsroom: Newsroom) -> None:
    stock(newsroom, LONG_FEED, [Story("Ferry returns", TEXT, author="Bartholomew Featherstonehaugh-Cholmondeley")])

    async with reading(newsroom, size=(160, 40)) as reader:
        await reader.sees("2 people")
        for width in (40, 60, 80, 120, 160, 300):
            await reader.pilot.resize_terminal(width, 40)
            await reader.sees(" · 2 people" if width == 80 else " · 2 people · 2 quotes")
            assert reader.shows("  The ")


async def test_on_a_wide_screen_no_command_is_cut(newsroom: Newsroom) -> None:
    stock(newsroom, "Hill News", ["Cows come down"])

    async with reading(newsroom, size=(300, 80)) as reader:
        await reader.press("colon")
        await reader.sees("Go to the top.")
        box = reader.app.screen.query_one("#box").region
        assert [line for line in between_borders(reader) if "…" in line] == []
        assert box.width <= 164
        assert abs(box.x - (300 - box.right)) <= 1


async def test_the_key_of_macros_says_how_to_make_one_where_there_is_none(newsroom: Newsroom) -> None:
    stock(newsroom, "Hill News", ["Cows come down"])

    async with reading(newsroom, size=(100, 30)) as reader:
        await reader.press("comma")
        await reader.sees("There are no macros yet: “Keys” in the help (?) tells how")

        await reader.press("escape", "question_mark")
        await reader.type("macros")
        await reader.sees("Keys: keymaps, counts, macros")


async def test_a_feed_whose_only_article_was_deleted_is_not_said_to_have_none_yet(newsroom: Newsroom) -> None:
    stock(newsroom, "Hill News", ["Cows come down"])

    async with reading(newsroom, size=(100, 30)) as reader:
        await reader.press("d")
        await reader.sees("There are no articles here now.", "looks for more.")
        assert not reader.shows("No articles yet")
        await reader.sees("All · no articles")

        await reader.press("1", "G", "enter")
        await reader.sees("There are no articles here now.", "fetches the feed.")


async def test_beside_a_narrow_article_no_number_of_a_person_stands_apart_from_its_word(newsroom: Newsroom) -> None:
    text = TEXT + "\nThe summer would be long, she said. Okafor left. Okafor came back."
    stock(newsroom, "Hill News", [Story("Ferry returns", text)])

    async with reading(newsroom, size=(120, 30)) as reader:
        await reader.press("enter", "p")
        await reader.sees("Ada Okafor", "mention")
        for width in range(80, 160, 4):
            await reader.pilot.resize_terminal(width, 30)
            await reader.settle()
            assert [line for line in reader.lines() if re.search(r"(·|· \d+)\s*$", line)] == []


def test_of_a_host_the_end_is_kept_and_of_facts_before_it_no_half() -> None:
    assert cut_front("bank.example.login.evil.example", 16) == ("…in.evil.example", 16)
    assert cut_front("4.8 MB · talks.example", 22) == ("4.8 MB · talks.example", 22)
    assert cut_front("4.8 MB · talks.example", 18) == ("talks.example", 13)
    assert cut_front("港.example", 9) == ("….example", 9)
    assert cut_front("talks.example", 0) == ("", 0)


async def test_links_show_the_end_of_their_hosts_on_the_smallest_screen(newsroom: Newsroom) -> None:
    links = [("Your account", f"https://bank.example.login.number-{n}.evil.example/") for n in range(3)]

    async with reading(newsroom, size=(40, 12)) as reader:
        reader.app.push_screen(LinksDialog(links))
        await reader.sees("Your acc")

        assert sum(".evil.example" in line for line in reader.lines()) == 3


async def test_the_footer_goes_from_a_long_note_to_a_shorter_one(newsroom: Newsroom) -> None:
    async with reading(newsroom, size=(40, 12)) as reader:
        for words in (30, 4, 9, 14, 2, 20):
            reader.app.reader.note("word " * words + "end")
            await reader.until(lambda words=words: ("…" if words > 20 else "end") in " ".join(reader.lines()[-3:]))  # type: ignore[misc]


async def test_on_the_smallest_screen_the_keys_of_a_mute_rule_are_told(newsroom: Newsroom) -> None:
    stock(newsroom, "Hill News", ["Cows come down"])

    async with reading(newsroom, size=(40, 12)) as reader:
        await reader.press("slash", "c", "o", "w", "enter", "ctrl+g")
        await reader.sees("Would hide")

        await reader.sees("Enter keeps")


async def test_every_line_of_editing_a_feed_can_be_reached_on_a_narrow_screen(newsroom: Newsroom) -> None:
    stock(newsroom, "Hill News", ["Cows come down"])

    async with reading(newsroom, size=(40, 24)) as reader:
        await reader.press("1", "G", "e")
        await reader.sees("Edit feed", "Enter keeps")
        await reader.press("tab", "tab", "tab", "tab")
        await reader.sees("https://hill-news.example/feed", "Enter keeps")


async def test_between_a_title_and_the_first_words_no_line_is_empty(newsroom: Newsroom) -> None:
    stock(newsroom, "Hill News", ["Cows come down"])

    async with reading(newsroom, size=(120, 30)) as reader:
        await reader.press("1", "G", "enter")
        await reader.sees("Hill News · 1 unread", "The council met")

        lines = reader.lines()
        title = next(at for at, line in enumerate(lines) if "● Cows come down" in line)
        assert "The council met" in lines[title + 1]


async def test_an_article_that_stands_alone_has_a_line_for_what_is_said_for_as_long_as_that_is(
    newsroom: Newsroom,
) -> None:
    stock(newsroom, "Harbour News", ["Ferry returns"])

    async with reading(newsroom, size=(80, 24)) as reader:
        await reader.press("enter", "z")
        await reader.sees_no("Headlines")
        height = reader.app.reader.article.size.height

        await reader.press("comma")
        await reader.sees("A number, then a key")
        assert reader.app.reader.article.size.height < height

        await reader.press("escape")
        await reader.sees_no("A number, then a key")
        assert reader.app.reader.article.size.height == height
