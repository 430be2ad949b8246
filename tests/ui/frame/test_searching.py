"""Queries on the screen: the filter, the search over everything, finding in an article."""

from __future__ import annotations

from tests.ui.frame.newsdesk import Reader, Story, reading, stock

from tuinews.newsroom import Newsroom, complete

BRIDGE = "“The bridge is tired, not dangerous,” Amina Haddad said on Tuesday. The council listened to Haddad."
TRAMS = "Trams are back. Noor Rahman rode the first one.\n" + "Nothing else happened.\n" * 60 + "The bridge stood."


async def stocked(newsroom: Newsroom) -> None:
    stock(newsroom, "Courier", [Story("Trams return", TRAMS), Story("Bridge costs rise", BRIDGE), "Storm ahead"])
    async for _ in complete.complete(newsroom, (1, 2, 3)):
        pass


async def open_search(reader: Reader) -> None:
    await reader.press("F")
    await reader.sees("Search", "Enter opens · tab completes")


async def test_the_filter_takes_the_query_language(newsroom: Newsroom) -> None:
    await stocked(newsroom)

    async with reading(newsroom) as reader:
        await reader.press("slash")
        await reader.type("said:haddad")

        await reader.sees("All · 1 found", "● Bridge costs rise")


async def test_a_word_that_is_still_typed_finds_what_begins_so(newsroom: Newsroom) -> None:
    await stocked(newsroom)

    async with reading(newsroom) as reader:
        await reader.press("slash")
        await reader.type("stor")

        await reader.sees("All · 1 found", "● Storm ahead")


async def test_what_is_wrong_with_a_filter_is_pointed_at(newsroom: Newsroom) -> None:
    await stocked(newsroom)

    async with reading(newsroom) as reader:
        await reader.press("slash")
        await reader.type("trams is:red")

        await reader.sees("^^^^^^", "`is:` takes unread, read")
        place = reader.line_with("trams is:red").index("is:red")
        assert reader.line_with("^^^^^^").index("^") == place


async def test_tab_completes_what_is_typed(newsroom: Newsroom) -> None:
    await stocked(newsroom)

    async with reading(newsroom) as reader:
        await reader.press("slash")
        await reader.type("is:un")
        await reader.sees("unread  tab")
        await reader.press("tab")

        await reader.sees("is:unread", "3 found")


async def test_search_finds_articles_people_and_quotes(newsroom: Newsroom) -> None:
    await stocked(newsroom)

    async with reading(newsroom) as reader:
        await open_search(reader)
        await reader.type("haddad")

        await reader.sees("Articles", "Bridge costs rise", "People", "Amina Haddad", "1 article · 1 quote")


async def test_enter_opens_a_found_article_at_the_hit(newsroom: Newsroom) -> None:
    await stocked(newsroom)

    async with reading(newsroom, size=(140, 24)) as reader:
        await open_search(reader)
        await reader.type("bridge stood")
        await reader.sees("Trams return")
        await reader.press("enter")

        await reader.sees("The bridge stood.", "All · 1 found")


async def test_a_found_person_gives_the_articles_that_name_them(newsroom: Newsroom) -> None:
    await stocked(newsroom)

    async with reading(newsroom) as reader:
        await open_search(reader)
        await reader.type("rahman")
        await reader.sees("Noor Rahman")
        await reader.press("down", "enter")

        await reader.sees('person:"Noor Rahman"', "1 found", "● Trams return")


async def test_a_search_that_finds_nothing_says_so(newsroom: Newsroom) -> None:
    await stocked(newsroom)

    async with reading(newsroom) as reader:
        await open_search(reader)
        await reader.type("zeppelin")

        await reader.sees("Nothing holds “zeppelin”.")


async def test_a_wrong_search_is_pointed_at(newsroom: Newsroom) -> None:
    await stocked(newsroom)

    async with reading(newsroom) as reader:
        await open_search(reader)
        await reader.type("words:many")

        await reader.sees("^^^^^^^^^^", "a number such as")


async def test_words_are_found_in_the_article_and_n_goes_on(newsroom: Newsroom) -> None:
    await stocked(newsroom)

    async with reading(newsroom) as reader:
        await reader.press("3", "slash")
        await reader.type("nothing")
        await reader.sees("1 of 60 · n next")
        await reader.press("enter", "n")
        await reader.sees("2 of 60")
        await reader.press("N", "N")

        await reader.sees("60 of 60")
        await reader.press("escape")
        await reader.sees_no("words to find")


async def test_words_that_are_not_in_the_article_are_said_to_be(newsroom: Newsroom) -> None:
    await stocked(newsroom)

    async with reading(newsroom) as reader:
        await reader.press("3", "slash")
        await reader.type("zeppelin")

        await reader.sees("Not in this article.")
