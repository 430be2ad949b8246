"""The same words in the reader: of the quote under the cursor, and of what is typed."""

from __future__ import annotations

from pathlib import Path

from tests.ui.frame.newsdesk import Story, open_archive, reading, stock

from tuinews.newsroom import Newsroom, complete
from tuinews.ui.sources_screen import NAMES, SIGNS

ONE = "“The bridge is tired, not dangerous, and it will carry us,” Amina Haddad said on Tuesday."
TWO = "“the bridge is tired, not dangerous, and it will carry us,” Haddad said of the crossing. Amina Haddad left."
THREE = "“The bridge is tired, not unsafe, and it will carry us,” Amina Haddad said in the evening."


async def bridges(folder: Path) -> Newsroom:
    newsroom = open_archive(folder)
    stock(newsroom, "Courier", [Story("Bridge costs rise", ONE)])
    stock(newsroom, "Herald", [Story("A crossing in doubt", TWO)])
    stock(newsroom, "Echo", [Story("Evening talk", THREE)])
    async for _ in complete.complete(newsroom, (1, 2, 3)):
        pass
    return newsroom


async def test_the_quote_under_the_cursor_is_shown_wherever_it_stands(tmp_path: Path) -> None:
    async with reading(await bridges(tmp_path)) as reader:
        await reader.sees("Evening talk", "The bridge is tired")
        await reader.press("3", "right_curly_bracket", "tilde")
        await reader.sees("The same words", "Only here; 2 nearly the same", "Courier", "Herald", "Echo")
        await reader.press("down")
        await reader.sees("not [-unsafe-] {+dangerous+}")


async def test_a_near_quote_shows_its_words_beside_and_enter_goes_there(tmp_path: Path) -> None:
    async with reading(await bridges(tmp_path)) as reader:
        await reader.sees("Evening talk", "The bridge is tired")
        await reader.press("tilde")
        await reader.sees("Type or paste")
        await reader.type("tired not rusty and it will carry us")
        await reader.sees("In your archive only in part", "[-rusty-]")

        await reader.press("enter")
        await reader.sees_no("The same words")
        await reader.sees("Bridge costs rise")


async def test_what_is_not_there_is_said_so(tmp_path: Path) -> None:
    async with reading(await bridges(tmp_path)) as reader:
        await reader.sees("Evening talk", "The bridge is tired")
        await reader.press("tilde")
        await reader.sees("Type or paste")
        await reader.type("zeppelins")
        await reader.sees("Not in your archive.")
        await reader.press("escape")
        await reader.sees_no("Not in your archive.")


async def test_who_is_quoted_is_drawn_with_whole_signs_and_a_number_leads_to_its_quotes(tmp_path: Path) -> None:
    async with reading(await bridges(tmp_path), size=(80, 24)) as reader:
        await reader.sees("Evening talk")
        await reader.press("percent_sign")
        await reader.sees("Who is quoted", "Altogether", "Months", "100 % named")
        for number, (sign, name) in enumerate(zip(SIGNS, NAMES, strict=True), 1):
            await reader.sees(f"{number} {sign} {name}")
        await reader.press("down", "enter")
        await reader.sees("Quotes", "Amina Haddad", "is tired")


async def test_in_the_view_of_quotes_the_same_words_are_one_row_that_tells_of_the_others(tmp_path: Path) -> None:
    async with reading(await bridges(tmp_path)) as reader:
        await reader.sees("Evening talk", "The bridge is tired")
        await reader.press("quotation_mark")
        await reader.sees("Quotes · 3 quotes")
        await reader.press("down")
        await reader.sees("the same words in 2 places", "×2")
        assert "\n".join(reader.lines()).count("not dangerous") == 2  # in the list and in full below it

        await reader.press("tilde")
        await reader.sees("The same words in 2 places of 2 outlets", "1 nearly the same")
        await reader.press("enter")
        await reader.sees_no("Quotes ·")
