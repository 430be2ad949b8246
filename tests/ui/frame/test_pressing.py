"""Counts, macros and keymaps of one's own."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.ui.frame.newsdesk import is_read, open_archive, reading, stock

from tuinews.config import parse_config
from tuinews.keymap import Place

TITLES = [f"Story {number}" for number in range(30)]


async def selected(reader: object) -> int:
    return reader.app.reader.headlines.cursor  # type: ignore[attr-defined,no-any-return]


async def test_digits_after_the_prefix_say_how_often_a_key_is_done(tmp_path: Path) -> None:
    newsroom = open_archive(tmp_path)
    stock(newsroom, "Harbour News", TITLES)

    async with reading(newsroom) as reader:
        await reader.press("comma", "1", "2")
        await reader.sees("12 times")
        await reader.press("j")

        assert await selected(reader) == 12
    newsroom.close()


async def test_a_digit_that_no_action_has_begins_a_count(tmp_path: Path) -> None:
    newsroom = open_archive(tmp_path)
    stock(newsroom, "Harbour News", TITLES)

    async with reading(newsroom) as reader:
        await reader.press("7", "right_square_bracket")
        await reader.until(lambda: reader.app.reader.headlines.cursor == 7)

        await reader.press("9", "escape", "j")
        assert await selected(reader) == 8
    newsroom.close()


async def test_a_macro_does_its_actions_one_after_the_other(tmp_path: Path) -> None:
    newsroom = open_archive(
        tmp_path, **_keys('[macros]\nk = ["article.toggle_read", "2 article.next", "article.toggle_read"]')
    )
    stock(newsroom, "Harbour News", TITLES)

    async with reading(newsroom) as reader:
        await reader.press("comma", "k")
        await reader.until(lambda: reader.app.reader.headlines.cursor == 2)
        await reader.settle()

        await reader.until(lambda: not list(reader.app.workers))
        assert [await is_read(newsroom, title) for title in TITLES[:4]] == [True, False, True, False]
    newsroom.close()


async def test_a_macro_of_searching_steps_waits_for_each(tmp_path: Path) -> None:
    newsroom = open_archive(tmp_path, **_keys('[macros]\nz = ["3 article.next_unread"]'))
    stock(newsroom, "Harbour News", TITLES)

    async with reading(newsroom, size=(70, 20)) as reader:
        await reader.press("comma", "z")

        await reader.until(lambda: reader.app.reader.headlines.cursor == 3)
    newsroom.close()


async def test_a_key_after_the_prefix_that_is_no_macro_says_so(tmp_path: Path) -> None:
    newsroom = open_archive(tmp_path)
    stock(newsroom, "Harbour News", TITLES)

    async with reading(newsroom) as reader:
        await reader.press("comma", "w")

        await reader.sees("There is no macro w.")
    newsroom.close()


@pytest.mark.parametrize(("preset", "key"), [("newsboat", "J"), ("arrows", "ctrl+down")])
async def test_the_keys_of_a_preset_are_in_force(tmp_path: Path, preset: str, key: str) -> None:
    newsroom = open_archive(tmp_path, keys_preset=preset)
    stock(newsroom, "Harbour News", TITLES)

    async with reading(newsroom) as reader:
        await reader.press(key)

        assert await selected(reader) == 1
    newsroom.close()


def _keys(content: str) -> dict[str, object]:
    config = parse_config(content)
    return {"keys": config.keys, "macros": config.macros, "key_lines": config.key_lines}


async def test_newsboats_hands_find_what_they_expect(tmp_path: Path) -> None:
    newsroom = open_archive(tmp_path, keys_preset="newsboat")
    stock(newsroom, "Harbour News", TITLES)
    stock(newsroom, "Island Post", ["Bridge closes"])

    async with reading(newsroom) as reader:
        await reader.press("ctrl+n")
        await reader.sees("Harbour News · 30 unread")
        await reader.press("ctrl+n")
        await reader.sees("Island Post · 1 unread")
        await reader.press("ctrl+p")
        await reader.sees("Harbour News · 30 unread")

        await reader.press("t")
        await reader.sees("tag:")
        await reader.type("harb")
        await reader.sees("tag:harb")
        await reader.press("ctrl+f")
        await reader.sees_no("tag:harb")
        await reader.press("q")
        assert reader.app.reader.panes.place is Place.FEEDS

        await reader.press("C")
        await reader.sees("ctrl+z undoes", "Harbour News · all read")
        await reader.press("ctrl+n")
        await reader.sees("No other feed has anything unread.")
        await reader.press("Q")
        await reader.until(lambda: not reader.app.is_running)
    newsroom.close()


@pytest.mark.parametrize(
    ("key", "told"), [("M", "Older read: in the headlines · 2"), ("i", "Who is this: in the article · 3")]
)
async def test_a_key_of_another_pane_says_where_it_means_something(tmp_path: Path, key: str, told: str) -> None:
    newsroom = open_archive(tmp_path)
    stock(newsroom, "Harbour News", TITLES)

    async with reading(newsroom) as reader:
        await reader.press("1", key)

        await reader.sees(told)
    newsroom.close()


async def test_no_article_is_changed_that_is_out_of_sight(tmp_path: Path) -> None:
    newsroom = open_archive(tmp_path)
    stock(newsroom, "Harbour News", ["Ferry returns"])

    async with reading(newsroom, size=(40, 12)) as reader:
        await reader.press("1", "m")
        await reader.sees("Read/unread: in the headlines · 2")
        assert not await is_read(newsroom, "Ferry returns")
        await reader.press("2", "m")

        assert await is_read(newsroom, "Ferry returns")
    newsroom.close()
