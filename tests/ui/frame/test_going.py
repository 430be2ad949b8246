"""An article that is opened from elsewhere stands under the cursor of the list beside it, wherever it is kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.ui.frame.newsdesk import Reader, Story, open_archive, reading, stock

from tuinews.model.scopes import Scope, ScopeKind
from tuinews.newsroom import Newsroom, complete, shelve

BRIDGE = "“The bridge is tired, not dangerous,” Amina Haddad said on Tuesday. The council listened to Haddad."
TRAMS = "“Trams are back on the bridge,” Otto Brandt said on Monday."
BRIDGE_ID, TRAMS_ID = 1, 2


@pytest.fixture
async def shelved(newsroom: Newsroom) -> Newsroom:
    """Return an archive with an article in the lists and one out of them."""
    stock(newsroom, "Courier", [Story("Trams return", TRAMS), Story("Bridge costs rise", BRIDGE)])
    async for _ in complete.complete(newsroom, (TRAMS_ID, BRIDGE_ID)):
        pass
    await shelve.archive(newsroom, (BRIDGE_ID,))
    return newsroom


async def reads_and_lists_what_is_archived(reader: Reader) -> None:
    await reader.sees("The bridge is tired", "Archived")
    await reader.until(lambda: reader.app.reader.headlines.selected_id == BRIDGE_ID)
    assert reader.app.reader.reading.article_id == BRIDGE_ID


async def test_a_quote_of_an_archived_article_opens_that_article(shelved: Newsroom) -> None:
    async with reading(shelved) as reader:
        await reader.press("quotation_mark", "slash")
        await reader.type("said:haddad")
        await reader.sees("1 quote")
        await reader.press("enter", "enter")
        await reads_and_lists_what_is_archived(reader)
        await reader.press("s")
        await reader.sees("★ Bridge costs rise")


async def test_a_search_opens_what_it_finds_among_the_archived(shelved: Newsroom) -> None:
    async with reading(shelved) as reader:
        await reader.press("F")
        await reader.sees("Search")
        await reader.type("tired")
        await reader.sees("Bridge costs rise")
        await reader.press("enter")

        await reads_and_lists_what_is_archived(reader)


async def test_an_article_opened_from_a_list_without_it_is_listed(shelved: Newsroom) -> None:
    async with reading(shelved) as reader:
        reader.app.reader.going.open_scope(Scope(ScopeKind.STARRED))
        await reader.until(lambda: not reader.app.reader.headlines.ids)
        reader.app.reader.going.open_article(TRAMS_ID)

        await reader.sees("Trams are back", "All")
        await reader.until(lambda: reader.app.reader.headlines.selected_id == TRAMS_ID)


async def test_an_article_that_is_folded_under_another_is_unfolded_when_it_is_opened(tmp_path: Path) -> None:
    from tests.ui.frame.test_stories import ONE, TWO

    newsroom = open_archive(tmp_path)
    stock(newsroom, "Courier", ["Library opens on Sundays", Story("Earthquake topples blocks in Bandirma", ONE)])
    stock(newsroom, "Herald", [Story("Bandirma earthquake: rescuers search rubble", TWO)])
    async with reading(newsroom) as reader:
        await reader.sees("2 sources")
        screen = reader.app.reader
        folded = ({1, 2, 3} - set(screen.headlines.ids)).pop()
        screen.going.open_article(folded)
        await reader.until(lambda: screen.headlines.selected_id == folded)
        screen.going.open_scope(Scope(ScopeKind.STARRED))
        await reader.until(lambda: not screen.headlines.ids)
        screen.going.open_article(folded)

        await reader.until(lambda: screen.headlines.selected_id == folded)
        assert screen.reading.article_id == folded
