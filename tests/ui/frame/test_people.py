"""People over the whole archive on the screen: the view, a person's page, the card, following."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from tests.ui.frame.newsdesk import Story, is_read, open_archive, reading, stock

from tuinews.model.people import Card
from tuinews.newsroom import Newsroom, complete
from tuinews.ui.people_screen import PeopleScreen
from tuinews.ui.person_archive import PersonArchive
from tuinews.ui.person_screen import PersonScreen

STORIES = [
    Story("Bridge costs rise", "“The bridge is tired, not dangerous,” said Amina Haddad, the city engineer."),
    Story("Bridge closes", "“The bridge closes in May,” Amina Haddad said. Piet van der Berg listened in Utrecht."),
    Story("Trams return", "Trams are back, said Grace Oyelaran."),
]


@pytest.fixture
async def stocked(tmp_path: Path) -> Newsroom:
    newsroom = open_archive(tmp_path)
    stock(newsroom, "Courier", STORIES)
    async for _ in complete.complete(newsroom, (1, 2, 3)):
        pass
    return newsroom


@pytest.mark.parametrize("size", [(160, 45), (80, 24), (40, 12)])
async def test_the_view_leads_to_a_persons_statements_and_to_their_place(
    stocked: Newsroom, size: tuple[int, int]
) -> None:
    async with reading(stocked, size=size) as reader:
        await reader.press("P")
        await reader.sees("People · rising this week", "Amina Haddad")
        await reader.press("right", "right")
        await reader.sees("People · most mentions")

        await reader.press("enter")
        await reader.sees("Amina Haddad", "Statements", "tired, not")
        await reader.press("enter")

        await reader.sees("Bridge costs rise")
        assert not isinstance(reader.app.screen, PersonScreen)
        assert await is_read(stocked, "Bridge costs rise")


async def test_a_page_shows_statements_before_its_card_is_read_and_esc_leads_back_to_the_row(
    stocked: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_let, read_card = asyncio.Event(), PersonArchive.card

    async def late_card(archive: PersonArchive, person_id: int) -> Card | None:
        await is_let.wait()
        return await read_card(archive, person_id)

    monkeypatch.setattr(PersonArchive, "card", late_card)
    async with reading(stocked, size=(120, 30)) as reader:
        await reader.press("P", "right", "right")
        await reader.sees("most mentions")
        await reader.press("enter")
        await reader.sees("2 articles · 2 mentions · 2 quotes", "tired, not")
        is_let.set()
        await reader.press("right", "right", "right")
        await reader.sees("city engineer", "1 article")
        await reader.press("escape", "down", "enter")
        await reader.sees("as Piet van der Berg")
        await reader.press("escape")
        await reader.until(lambda: "▌" in reader.line_with("Piet van der Berg"))


async def test_the_view_filters_as_you_type_and_esc_takes_the_filter_away(stocked: Newsroom) -> None:
    async with reading(stocked, size=(120, 30)) as reader:
        await reader.press("P", "slash")
        await reader.type("piet")
        await reader.sees("Piet van der Berg")
        await reader.sees_no("Amina Haddad  ")
        await reader.type("x")
        await reader.sees("Nobody is called “pietx”.")

        await reader.press("escape")
        await reader.sees("Amina Haddad")
        await reader.press("escape")
        assert not isinstance(reader.app.screen, PeopleScreen)


async def test_an_archive_without_people_says_so(tmp_path: Path) -> None:
    async with reading(open_archive(tmp_path)) as reader:
        await reader.press("P")
        await reader.sees("Nobody was named in the last seven days")
        await reader.press("right", "right")
        await reader.sees("Nobody is known yet")


async def test_a_wrong_query_is_shown_with_its_place(stocked: Newsroom) -> None:
    async with reading(stocked, size=(120, 30)) as reader:
        await reader.press("P", "slash")
        await reader.type("since:never")
        await reader.sees("since:")
        assert isinstance(reader.app.screen, PeopleScreen)


async def test_numbers_lead_down_to_the_sentences_they_count(stocked: Newsroom) -> None:
    async with reading(stocked, size=(120, 36)) as reader:
        await reader.press("P", "right", "right", "enter")
        await reader.sees("2 articles · 2 mentions · 2 quotes")
        await reader.press("right")
        await reader.sees("No article reports what they said in its own words.")
        await reader.press("right")
        await reader.sees("1 mention · 1 quote · Courier · city engineer")
        await reader.press("space")
        await reader.sees("tired, not dangerous,” said Amina Haddad, the city engineer.")
        await reader.press("right")
        await reader.sees("city engineer", "1 article")
        await reader.press("enter")
        await reader.sees("Amina Haddad · as city engineer", "Bridge costs rise")
        await reader.sees_no("Bridge closes")
        await reader.press("escape")
        await reader.press("right")
        await reader.sees("Piet van der Berg")
        await reader.press("space")
        await reader.sees("Amina Haddad · with Piet van der Berg", "Bridge closes")


async def test_numbers_and_tabs_lead_on_when_they_are_clicked(stocked: Newsroom) -> None:
    async with reading(stocked, size=(120, 36)) as reader:
        await reader.press("P", "right", "right", "enter")
        for clicked, seen in (
            ("2 articles", "1 mention · 1 quote · Courier"),
            ("2 quotes", "tired, not dangerous"),
            ("Roles", "Amina Haddad · as"),
        ):
            await reader.sees("2 articles · 2 mentions · 2 quotes")
            row = next(place for place, line in enumerate(reader.lines()) if clicked in line)

            await reader.pilot.click(offset=(reader.lines()[row].index(clicked) + 1, row))

            if clicked == "Roles":
                await reader.press("enter")
            await reader.sees(seen)


async def test_another_persons_page_opens_in_its_place_and_esc_goes_back(stocked: Newsroom) -> None:
    async with reading(stocked, size=(120, 36)) as reader:
        await reader.press("P", "right", "right", "enter", "right", "right", "right", "right", "enter")
        await reader.sees("Piet van der Berg", "as Piet van der Berg")
        await reader.press("escape")
        await reader.sees("Named", "Amina Haddad") if reader.shows("Named") else await reader.sees("Amina Haddad")
        assert isinstance(reader.app.screen, PersonScreen)


async def test_the_card_of_a_person_in_the_text(stocked: Newsroom) -> None:
    async with reading(stocked, size=(140, 40)) as reader:
        await reader.press("enter", "i")
        await reader.sees("Go to a person first")
        await reader.press("right_parenthesis", "i")
        await reader.sees("Last statements", "Names and outlets", "Seen 2026")
        await reader.press("escape")
        assert not isinstance(reader.app.screen, PersonScreen)


async def test_the_keys_of_a_small_card_are_said_in_whole(stocked: Newsroom) -> None:
    async with reading(stocked, size=(40, 12)) as reader:
        await reader.press("P", "right", "right", "enter")
        await reader.sees("Enter opens · ← → more · Esc back")


async def test_following_from_the_text_makes_a_folder_and_undo_takes_it_away(stocked: Newsroom) -> None:
    async with reading(stocked, size=(160, 40)) as reader:
        await reader.press("enter", "right_parenthesis", "f")
        await reader.sees("is followed · u undoes")
        await reader.press("u")
        await reader.sees("Undone")


async def test_following_from_the_view_marks_the_person(stocked: Newsroom) -> None:
    async with reading(stocked, size=(120, 30)) as reader:
        await reader.press("P", "right", "right", "f")
        await reader.until(lambda: "★" in reader.line_with("Amina Haddad"))
        await reader.press("enter")
        await reader.sees("★ followed: 2 unread, 2 of them quote")


async def test_an_article_about_a_namesake_is_told_apart_and_undone(stocked: Newsroom) -> None:
    async with reading(stocked, size=(120, 30)) as reader:
        await reader.press("P", "right", "right", "enter", "right", "right", "d")
        await reader.sees("1 article told to be about another Amina Haddad", "1 article · 1 mention")
        await reader.press("u")
        await reader.sees("2 articles · 2 mentions")


async def test_merging_asks_into_whom(stocked: Newsroom) -> None:
    async with reading(stocked, size=(120, 30)) as reader:
        await reader.press("P", "slash")
        await reader.type("grace")
        await reader.press("enter", "enter", "e")
        await reader.sees("Who is Grace Oyelaran?")
        await reader.press("escape")
        assert isinstance(reader.app.screen, PersonScreen)


async def test_new_statements_are_told_at_the_start(stocked: Newsroom) -> None:
    from tuinews.newsroom import follow, look_up

    (person,) = await look_up.called(stocked, "Amina Haddad")
    await follow.follow(stocked, person.id)
    await stocked.database.writing(lambda connection: connection.execute("UPDATE follows SET seen_at = 0"))

    async with reading(stocked, size=(140, 40)) as reader:
        await reader.sees("2 new statements by Amina Haddad, whom you follow")


async def test_the_page_of_somebody_who_is_never_quoted_begins_with_the_articles(tmp_path: Path) -> None:
    newsroom = open_archive(tmp_path)
    stock(newsroom, "Courier", [Story("Bridge costs rise", "Amina Haddad came to the bridge. The council listened.")])
    async for _ in complete.complete(newsroom, (1,)):
        pass
    async with reading(newsroom) as reader:
        await reader.sees("Bridge costs rise")
        await reader.press("P")
        await reader.sees("Amina Haddad")
        await reader.press("enter")
        await reader.sees("1 article", "Bridge costs rise")
        await reader.sees_no("No quote of theirs")


async def test_the_quotes_of_a_person_are_a_query_of_the_view_of_quotes(stocked: Newsroom) -> None:
    async with reading(stocked, size=(140, 40)) as reader:
        await reader.press("P")
        await reader.sees("Amina Haddad")
        await reader.press("enter")
        await reader.sees("Statements")
        await reader.press("quotation_mark")
        await reader.sees("Quotes ·", "who:", "Amina Haddad")
