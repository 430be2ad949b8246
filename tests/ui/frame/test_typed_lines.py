"""Lines to type in that begin with what strangers wrote, or have it pasted into them."""

from __future__ import annotations

import re

from tests.ui.frame.newsdesk import Story, reading, stock
from textual.widgets import Input

from tuinews.newsroom import Newsroom, shelve
from tuinews.newsroom.complete import complete

ATTACK = "\x1b]0;taken\x07\x1b]52;c;dGFr\x07\x1b[2J\x1bc\x9b2J\x9d0;x\x9c\x7f\x0e\u202e\u2066"
STEERING = re.compile("[\0-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


async def test_a_quote_a_tag_and_a_folder_stand_in_their_lines_without_what_steers(newsroom: Newsroom) -> None:
    quote = "“We stay here until the storm is over,” said Captain Ruth Adeyemi. Adeyemi smiled."
    stock(newsroom, "Courier", [Story("Storm", quote)], folder=("World",))
    async for _ in complete(newsroom, (1,)):
        pass
    await shelve.tag(newsroom, (1,), "work", True)
    newsroom.database.write(lambda c: c.execute("UPDATE article_tags SET tag = tag || ?", (ATTACK,)) and None)
    newsroom.database.write(lambda c: c.execute("UPDATE folders SET name = name || ?", (ATTACK,)) and None)

    async with reading(newsroom) as reader:
        await reader.sees("Adeyemi")
        for keys, begins in (
            (("2", "t"), "work"),
            (("1", "j", "j", "j", "j", "j", "j", "j", "e", "tab"), "World"),
            (("3", "right_curly_bracket", "tilde"), "“We stay"),
        ):
            await reader.press(*keys)
            await reader.until(lambda: isinstance(reader.app.focused, Input))
            line = reader.app.focused
            assert isinstance(line, Input)
            await reader.until(lambda line=line: bool(line.value))  # type: ignore[misc]
            line.insert_text_at_cursor(f"a{ATTACK} b")
            await reader.paste(f"c{ATTACK}d")

            assert line.value.startswith(begins)
            assert "a b" in line.value
            assert "cd" in line.value
            assert not STEERING.search(line.value)
            await reader.press("escape")


async def test_a_line_says_on_which_side_there_is_more_than_it_has_room_for(newsroom: Newsroom) -> None:
    stock(newsroom, "Courier", ["Storm"])

    async with reading(newsroom, size=(40, 12)) as reader:
        await reader.press("a")
        await reader.until(lambda: isinstance(reader.app.focused, Input))
        await reader.paste("example.org/" + "0123456789" * 8 + "/end")
        await reader.sees("/end")
        shown = reader.line_with("/end")
        assert "…" in shown.partition("/end")[0]
        assert "…" not in shown.partition("/end")[2]

        await reader.press("home")
        shown = reader.line_with("example.org/")
        assert "…" not in shown.partition("example.org/")[0]
        assert shown.partition("example.org/")[2].count("…") == 1

        await reader.press(*["right"] * 40)
        assert reader.line_with("0123456789").count("…") == 2

        await reader.press("ctrl+u", "ctrl+k")
        await reader.paste("example.org")
        assert "…" not in reader.line_with("example.org")


async def test_the_cursor_of_a_line_stays_in_sight_when_the_screen_becomes_narrow(newsroom: Newsroom) -> None:
    stock(newsroom, "Courier", ["Storm"])

    async with reading(newsroom, size=(140, 30)) as reader:
        await reader.press("a")
        await reader.until(lambda: isinstance(reader.app.focused, Input))
        await reader.paste("example.org/" + "0123456789" * 4 + "/end")
        await reader.sees("example.org/")

        await reader.pilot.resize_terminal(40, 12)

        await reader.sees("…", "/end")
        await reader.sees_no("example.org/")


async def test_the_end_of_a_file_name_stays_in_sight_behind_the_cursor_before_it(newsroom: Newsroom) -> None:
    stock(newsroom, "Courier", ["A storm that lasted longer than any that anybody on the island could remember"])

    async with reading(newsroom, size=(140, 30)) as reader:
        await reader.press("w")
        await reader.sees("Save the article as")
        await reader.pilot.resize_terminal(40, 12)

        await reader.until(lambda: any("│ …" in line and ".md" in line for line in reader.lines()))
