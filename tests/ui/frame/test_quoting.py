"""The quotes of all articles on the screen, and citing one."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.ui.frame.newsdesk import Reader, Story, reading, stock

from tuinews.newsroom import Newsroom, complete
from tuinews.ui.reader_screen import ReaderScreen

BRIDGE = "“The bridge is tired, not dangerous,” Mayor Amina Haddad said on Tuesday. The council listened to Haddad."
TRAMS = "“Trams are back on the bridge,” Otto Brandt said on Monday.\n" + "Nothing else happened.\n" * 60
TRAMS += "“Nobody asked the passengers first,” Otto Brandt said. Brandt said that more trams would follow in May."


async def stocked(newsroom: Newsroom) -> None:
    stock(
        newsroom,
        "Courier",
        [Story("Trams return", TRAMS, url="https://courier.example/trams"), Story("Bridge costs rise", BRIDGE)],
    )
    async for _ in complete.complete(newsroom, (1, 2)):
        pass


async def open_quotes(reader: Reader) -> None:
    await reader.press("quotation_mark")
    await reader.sees("Quotes · 3 quotes", "Enter opens")


def chosen_quote(reader: Reader) -> str:
    """Return the quote that is selected in the article, empty when none is."""
    screen = reader.app.screen
    if not isinstance(screen, ReaderScreen) or screen.reading.reading is None or screen.article.selection.quote < 0:
        return ""
    annotation = screen.reading.reading.annotation
    assert annotation is not None
    return screen.article.text[annotation.quotes[screen.article.selection.quote].start :]


async def test_quotes_show_who_said_what_where_and_when(newsroom: Newsroom) -> None:
    await stocked(newsroom)

    async with reading(newsroom) as reader:
        await open_quotes(reader)

        await reader.sees("Amina Haddad", "“The bridge is tired, not dangerous,”", "Otto Brandt", "Courier")


async def test_quotes_follow_what_is_typed(newsroom: Newsroom) -> None:
    await stocked(newsroom)

    async with reading(newsroom) as reader:
        await open_quotes(reader)
        await reader.press("slash")
        await reader.type("said:brandt about:bri")

        await reader.sees("1 quote", "Trams are back on the bridge")
        await reader.sees_no("tired")


async def test_nothing_found_and_a_wrong_query_are_told_apart(newsroom: Newsroom) -> None:
    await stocked(newsroom)

    async with reading(newsroom) as reader:
        await open_quotes(reader)
        await reader.press("slash")
        await reader.type("zeppelin")
        await reader.sees("Nobody is quoted so: “zeppelin”.")
        await reader.type(" is:red")

        await reader.sees("^^^^^^", "`is:` takes")


async def test_enter_goes_to_the_quote_in_its_article(newsroom: Newsroom) -> None:
    await stocked(newsroom)

    async with reading(newsroom) as reader:
        await open_quotes(reader)
        await reader.press("slash")
        await reader.type("passengers")
        await reader.sees("1 quote")
        await reader.press("enter")
        await reader.sees("Enter opens")
        await reader.press("enter")

        await reader.sees("Nobody asked the passengers first")
        await reader.until(lambda: chosen_quote(reader).startswith("“Nobody asked"))


async def test_the_quotes_are_left_where_they_were(newsroom: Newsroom) -> None:
    await stocked(newsroom)

    async with reading(newsroom) as reader:
        await open_quotes(reader)
        await reader.press("j", "escape", "quotation_mark")

        await reader.sees("Quotes · 3 quotes")
        assert "▌" in reader.line_with("“Nobody asked")


async def test_esc_goes_from_the_line_to_the_list_and_then_leaves(newsroom: Newsroom) -> None:
    await stocked(newsroom)

    async with reading(newsroom) as reader:
        await open_quotes(reader)
        await reader.press("slash")
        await reader.sees("Esc to the list")
        await reader.press("escape")
        await reader.sees("Enter opens · / filter")
        await reader.press("escape")

        await reader.sees_no("Quotes · 3 quotes")


async def test_an_archive_without_quotes_says_so(newsroom: Newsroom) -> None:
    stock(newsroom, "Courier", ["Storm ahead"])

    async with reading(newsroom) as reader:
        await reader.press("quotation_mark")

        await reader.sees("There are no quotes yet.")


async def test_a_quote_is_cited_from_the_list_and_from_its_article(newsroom: Newsroom) -> None:
    await stocked(newsroom)

    async with reading(newsroom) as reader:
        await open_quotes(reader)
        await reader.press("j", "Y")
        await reader.sees("Copied: “Nobody asked")
        from_list = reader.app.clipboard
        await reader.press("enter")
        await reader.sees("Nobody asked the passengers first")
        await reader.until(lambda: bool(chosen_quote(reader)))
        reader.app.copy_to_clipboard("")
        await reader.press("Y")
        await reader.until(lambda: bool(reader.app.clipboard))

        assert reader.app.clipboard == from_list
        assert from_list.startswith("“Nobody asked the passengers first,” — Otto Brandt, Courier, 2026-")
        assert from_list.endswith(", https://courier.example/trams")


async def test_quotes_are_written_to_a_file_and_none_is_replaced_unasked(
    newsroom: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await stocked(newsroom)
    monkeypatch.setenv("HOME", str(tmp_path))
    target = tmp_path / "quotes.md"
    target.write_text("mine")

    async with reading(newsroom) as reader:
        await open_quotes(reader)
        await reader.press("w")
        await reader.sees("Write quotes to a file", "~/quotes.md")
        await reader.press("enter")
        await reader.sees("There is such a file already.")
        assert target.read_text() == "mine"
        await reader.press("enter")

        await reader.sees("3 quotes written to")
        assert target.read_text().count("> “") == 3


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_a_narrow_screen_shows_speaker_quote_and_keys(newsroom: Newsroom, size: tuple[int, int]) -> None:
    await stocked(newsroom)

    async with reading(newsroom, size=size) as reader:
        await reader.press("quotation_mark")

        await reader.sees("Quotes · 3 quotes", "Otto Brandt", "“Trams are back on the")


async def test_an_article_is_read_as_its_quotes_reported_speech_counted_apart_and_left_at_one(
    newsroom: Newsroom,
) -> None:
    await stocked(newsroom)

    async with reading(newsroom) as reader:
        await reader.press("enter")
        await reader.sees("Nothing else happened.")
        await reader.press("Q")
        await reader.sees("2 quotes · 1 reported", "Nobody asked the passengers first", "Trams are back")
        await reader.sees_no("Nothing else happened.")
        await reader.press("right_curly_bracket", "right_curly_bracket", "enter")

        await reader.until(lambda: chosen_quote(reader).startswith("“Nobody asked"))
        await reader.sees("Nothing else happened.")


async def test_an_article_without_quotes_is_not_read_as_quotes(newsroom: Newsroom) -> None:
    stock(newsroom, "Courier", ["Storm ahead"])
    async for _ in complete.complete(newsroom, (1,)):
        pass

    async with reading(newsroom) as reader:
        await reader.press("enter", "Q")

        await reader.sees("Nobody is quoted in this article.")


async def test_space_at_the_end_of_the_quotes_goes_on_to_the_next_unread_article(newsroom: Newsroom) -> None:
    await stocked(newsroom)

    async with reading(newsroom) as reader:
        await reader.press("enter", "Q")
        await reader.sees("2 quotes", "Nobody asked the passengers first")
        await reader.press("space")

        await reader.sees("The council listened to")
