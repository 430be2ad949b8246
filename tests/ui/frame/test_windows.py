"""The windows over the reader: help, commands, themes, links, the filter."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.ui.frame.newsdesk import Story, open_archive, reading, stock

from tuinews.keymap import ACTIONS, Place, keymap
from tuinews.newsroom import Newsroom, complete
from tuinews.store import vocabulary
from tuinews.ui.keys import KeyTable
from tuinews.ui.palette import Palette


async def test_every_action_of_the_keymap_does_something(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["Ferry returns"])

    async with reading(newsroom) as reader:
        assert reader.app.reader.known_actions() == {action.id for action in ACTIONS}


def test_every_place_but_anywhere_has_a_footer_that_ends_in_help() -> None:
    table = KeyTable(keymap())

    for place in set(Place) - {Place.ANYWHERE}:
        assert table.footer(place)[-1].id == "app.help"


async def test_the_help_shows_the_keys_of_the_focused_pane_first(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["Ferry returns"])

    async with reading(newsroom) as reader:
        await reader.press("1", "question_mark")

        await reader.sees("In the feeds", "Open or close the folder.")


async def test_typing_searches_the_help(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["Ferry returns"])

    async with reading(newsroom) as reader:
        await reader.press("question_mark")
        await reader.type("star the")

        await reader.sees("Star the article, or take the star away.")
        await reader.sees_no("Go to the feeds.")


async def test_the_help_shows_keys_as_they_were_rebound(tmp_path: Path) -> None:
    newsroom = open_archive(tmp_path, keys={"article.star": "asterisk"})
    stock(newsroom, "Harbour News", ["Ferry returns"])

    async with reading(newsroom) as reader:
        await reader.press("question_mark")
        await reader.type("star the")

        await reader.until(lambda: "*" in reader.line_with("Star the article"))
    newsroom.close()


async def test_a_rebound_key_works_and_the_old_one_does_not(tmp_path: Path) -> None:
    newsroom = open_archive(tmp_path, keys={"article.star": "asterisk"})
    stock(newsroom, "Harbour News", ["Ferry returns"])

    async with reading(newsroom) as reader:
        await reader.press("s")
        assert not reader.shows("★")
        await reader.press("asterisk")

        await reader.sees("★ Ferry returns")
    newsroom.close()


async def test_rebound_keys_work_in_windows_and_are_named_there(tmp_path: Path) -> None:
    newsroom = open_archive(tmp_path, keys={"move.down": "asterisk", "app.quotes": "f9", "person.follow": "f8"})
    stock(newsroom, "Harbour News", ["Ferry returns"])

    async with reading(newsroom) as reader:
        await reader.press("P")
        await reader.sees("F8 follows")
        await reader.press("escape", "T", "asterisk", "asterisk")

        await reader.until(lambda: reader.app.theme == "tuinews-light")
    newsroom.close()


async def test_the_palette_runs_a_command(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["Ferry returns"])

    async with reading(newsroom) as reader:
        await reader.press("colon")
        await reader.type("star")
        await reader.press("enter")

        await reader.sees("★ Ferry returns")


async def test_a_q_after_the_colon_quits_as_in_vi(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["Ferry returns"])

    async with reading(newsroom) as reader:
        await reader.press("colon", "q")
        await reader.sees("Quit from anywhere")
        await reader.press("enter")

        await reader.until(lambda: not reader.app.is_running)


async def test_the_palette_goes_to_a_feed(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["Ferry returns"])
    stock(newsroom, "Hill News", ["Cows come down"])

    async with reading(newsroom) as reader:
        await reader.press("ctrl+p")
        await reader.type("hill")
        await reader.press("enter")

        await reader.sees("Hill News · 1 unread")


async def test_the_palette_knows_every_person_and_the_names_of_actions(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vocabulary, "_MOST_NAMES", 1)  # those who are completed in queries are the most named alone
    text = "“It is safe,” said Mia Lund, the mayor. “It is not,” said Mia Lund. Tomas Okafor, a baker, was there."
    stock(newsroom, "Harbour News", [Story("Ferry returns", text)])
    await complete.complete_together(newsroom, (1,))

    async with reading(newsroom) as reader:
        await reader.press("colon")
        await reader.type("oka")
        await reader.sees("Tomas Okafor")
        await reader.press(*["backspace"] * 3)
        await reader.type("article.later")
        await reader.sees("Keep the article to read later")
        await reader.press("ctrl+u")
        await reader.type("mia lund")
        await reader.sees("Mia Lund")
        await reader.press("home", "x")
        await reader.sees("xmia lund")


async def test_escape_closes_the_palette_and_changes_nothing(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["Ferry returns"])

    async with reading(newsroom) as reader:
        await reader.press("colon")
        await reader.until(lambda: isinstance(reader.app.screen, Palette))
        await reader.press("escape")

        await reader.until(lambda: reader.app.screen is reader.app.reader)


async def test_a_theme_is_shown_before_it_is_chosen(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["Ferry returns"])

    async with reading(newsroom) as reader:
        await reader.press("T", "down", "down")

        await reader.until(lambda: reader.app.theme == "tuinews-light")


async def test_leaving_the_themes_brings_the_old_one_back(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["Ferry returns"])

    async with reading(newsroom) as reader:
        await reader.press("T", "down", "down", "escape")

        await reader.until(lambda: reader.app.theme == "tuinews-dark")


async def test_an_article_without_links_says_so(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["Ferry returns"])

    async with reading(newsroom) as reader:
        await reader.press("O")

        await reader.sees("This article has no links.")


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "-oProxyCommand=x"])
async def test_only_web_addresses_are_opened(newsroom: Newsroom, address: str) -> None:
    stock(newsroom, "Harbour News", [Story("Ferry returns", url=address)])

    async with reading(newsroom) as reader:
        await reader.press("o")

        await reader.sees("Not opened")


async def test_the_browser_gets_the_address_as_one_word(
    newsroom: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments = tmp_path / "arguments"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > {arguments}\n')
    browser.chmod(0o755)
    monkeypatch.setenv("BROWSER", f"{browser} %s")
    stock(newsroom, "Harbour News", [Story("Ferry returns", url="https://harbour.example/a?b=1&c=$(id);d")])

    async with reading(newsroom) as reader:
        await reader.press("o")
        await reader.until(arguments.exists)

        await reader.until(lambda: arguments.read_text().count("\n") == 1)


async def test_the_address_is_copied(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", [Story("Ferry returns", url="https://harbour.example/ferry")])

    async with reading(newsroom) as reader:
        await reader.press("y")

        await reader.sees("Copied harbour.example/ferry")
        assert reader.app.clipboard == "https://harbour.example/ferry"


async def test_the_filter_follows_what_is_typed(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["Ferry returns", "Bridge closes", "Storm ahead"])

    async with reading(newsroom) as reader:
        await reader.press("slash")
        await reader.type("bridge")

        await reader.sees("All · 1 found")
        await reader.sees_no("● Ferry returns")


async def test_escape_takes_the_filter_away(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["Ferry returns", "Bridge closes"])

    async with reading(newsroom) as reader:
        await reader.press("slash")
        await reader.type("bridge")
        await reader.sees("1 found")
        await reader.press("escape")

        await reader.sees("● Ferry returns", "● Bridge closes")


async def test_enter_keeps_the_filter_and_goes_to_the_headlines(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["Ferry returns", "Bridge closes"])

    async with reading(newsroom) as reader:
        await reader.press("slash")
        await reader.type("bridge")
        await reader.press("enter", "s")

        await reader.sees("★ Bridge closes", "1 found")


async def test_a_filter_that_finds_nothing_says_what_was_looked_for(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["Ferry returns"])

    async with reading(newsroom) as reader:
        await reader.press("slash")
        await reader.type("zeppelin")

        await reader.sees("Nothing here holds “zeppelin”.")


async def test_a_filter_in_newsboats_form_is_told_in_ours(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["Ferry returns"])

    async with reading(newsroom, size=(160, 45)) as reader:
        await reader.press("slash")
        await reader.type('unread = "yes" and tags # "sea"')

        await reader.sees("Here it is:", "is:unread tag:sea")


async def test_letters_typed_into_the_filter_do_nothing_else(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["Ferry returns"])

    async with reading(newsroom) as reader:
        await reader.press("slash")
        await reader.type("qsmA")

        assert reader.app.is_running
        assert not reader.shows("★")


async def test_a_topic_of_the_manual_is_read_in_a_window(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["Ferry returns"])

    async with reading(newsroom) as reader:
        await reader.press("question_mark")
        await reader.type("braille")
        await reader.sees("Screen readers, braille, motion")
        await reader.press("enter")
        await reader.sees("access.linear = true")
        await reader.press("escape", "escape")

        await reader.sees_no("access.linear = true")


async def test_the_commands_know_every_setting(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["Ferry returns"])

    async with reading(newsroom) as reader:
        await reader.press("colon")
        await reader.type("view.measure")
        await reader.press("enter")

        await reader.sees("▌ view.measure = 72")


async def test_the_commands_know_the_people_of_the_archive(newsroom: Newsroom) -> None:
    stock(
        newsroom, "Harbour News", [Story("Ferry returns", "“It is back,” said Ada Okafor, the mayor."), "Bridge closes"]
    )

    async with reading(newsroom) as reader:
        await reader.until(lambda: reader.shows("1 person") or reader.shows("Okafor"))
        await reader.press("colon")
        await reader.type("okafor")
        await reader.sees("Ada Okafor")
        await reader.press("enter")

        await reader.sees("1 found")


async def test_the_commands_do_macros(tmp_path: Path) -> None:
    macros = {"k": ("2 move.down",)}
    newsroom = open_archive(tmp_path, macros=macros)
    stock(newsroom, "Harbour News", ["Ferry returns", "Bridge closes", "Cows come down"])

    async with reading(newsroom) as reader:
        await reader.press("colon")
        await reader.type("macro k")
        await reader.press("enter")

        await reader.until(lambda: reader.app.reader.headlines.cursor == 2)
    newsroom.close()
