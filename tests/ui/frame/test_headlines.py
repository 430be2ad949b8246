"""The headline list as a reader meets it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from tests.ui.frame.newsdesk import NOW, Story, is_read, open_archive, reading, stock

from tuinews.model.articles import ArticleRow
from tuinews.model.events import Refreshed
from tuinews.model.scopes import Scope, ScopeKind
from tuinews.newsroom import Newsroom, mark, read
from tuinews.ui.article_list import ArticleList


async def test_the_newest_headline_is_selected_and_its_article_shown(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", [Story("Ferry returns", "The ferry is back."), "Bridge closes"])

    async with reading(newsroom) as reader:
        await reader.sees("● Ferry returns", "● Bridge closes", "The ferry is back.")


async def test_moving_down_shows_the_next_article(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["Ferry returns", Story("Bridge closes", "Steel is tired.")])

    async with reading(newsroom) as reader:
        await reader.press("j")

        await reader.sees("Steel is tired.")


async def test_a_series_of_moves_shows_the_article_it_ends_on(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", [Story(f"Story {number}", f"Text {number}.") for number in range(9)])

    async with reading(newsroom) as reader:
        await reader.pilot.press("j", "j", "j", "j", "j")

        await reader.sees("Text 5.")


async def test_an_article_merely_passed_over_stays_unread(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["Ferry returns", "Bridge closes", Story("Storm ahead", "Wind is coming.")])

    async with reading(newsroom) as reader:
        await reader.press("j", "j")
        await reader.sees("Wind is coming.")

        assert not await is_read(newsroom, "Bridge closes")


async def test_an_opened_article_is_read(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["Ferry returns"])

    async with reading(newsroom) as reader:
        await reader.press("enter")
        await reader.sees_no("● Ferry returns")

        assert await is_read(newsroom, "Ferry returns")


async def test_rows_tell_outlet_age_and_what_the_article_holds(newsroom: Newsroom) -> None:
    text = "“We are ready,” said Marta Lindqvist, the harbour master.\n“So are we,” Lindqvist added."
    stock(newsroom, "Harbour News", [Story("Ferry returns", text)])

    async with reading(newsroom) as reader:
        await reader.sees("Harbour News · 1 person · 2 quotes")

        assert "1h" in reader.line_with("● Ferry returns")


async def test_an_article_without_a_date_is_given_none(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["Ferry returns"])
    newsroom.database.write(lambda connection: connection.execute("UPDATE articles SET published_at = NULL"))

    async with reading(newsroom) as reader:
        await reader.sees("no date")


async def test_a_title_too_long_for_the_list_goes_on_in_a_second_line(newsroom: Newsroom) -> None:
    title = "The council of Harwick decides after four hours that the bridge will be closed"
    stock(newsroom, "Harbour News", [title])

    async with reading(newsroom) as reader:
        lines = reader.lines()

        first = next(index for index, line in enumerate(lines) if "● The council" in line)
        assert "decides" in lines[first] or "decides" in lines[first + 1]


async def test_a_very_long_title_ends_in_an_ellipsis(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["Words " * 60])

    async with reading(newsroom) as reader:
        await reader.sees("…")


async def test_wide_characters_keep_the_ages_in_their_column(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["港のニュース 東京", "Plain title"])

    async with reading(newsroom) as reader:
        rows = reader.app.screen.query_one(ArticleList)
        strips = [rows.render_line(y) for y in range(6)]

        assert len({strip.cell_length for strip in strips}) == 1
        assert strips[0].text.rstrip().endswith("1h")


async def test_the_end_of_a_list_of_thousands_is_one_key_away(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", [f"Story number {number}" for number in range(3000)])

    async with reading(newsroom) as reader:
        await reader.until(lambda: reader.app.screen.query_one(ArticleList).count == 3000)
        await reader.press("G")

        await reader.sees("● Story number 2999")


async def test_next_unread_skips_what_was_read(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["First", "Second", Story("Third", "The third text.")])

    async with reading(newsroom) as reader:
        await reader.press("j", "m", "k")
        await reader.until(lambda: not reader.shows("● Second"))
        await reader.press("n")

        await reader.sees("The third text.")


async def test_next_unread_begins_anew_at_the_top(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", [Story("First", "The first text."), "Second", "Third"])

    async with reading(newsroom) as reader:
        await reader.press("G", "n")

        await reader.sees("The first text.")


async def test_without_anything_unread_the_reader_is_told_so(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["First", "Second"])

    async with reading(newsroom) as reader:
        await reader.press("A")
        await reader.sees("2 articles marked read · u undoes")
        await reader.press("n")

        await reader.sees("Nothing else is unread here.")


async def test_space_reads_on_to_the_next_unread_article(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", [Story("First", "Short."), Story("Second", "The second text.")])

    async with reading(newsroom) as reader:
        await reader.sees("Short.")
        await reader.press("space")

        await reader.sees("The second text.")
        assert await is_read(newsroom, "First")


async def test_space_turns_the_page_of_a_long_article_first(newsroom: Newsroom) -> None:
    long = "\n".join(f"Paragraph number {number} of the story." for number in range(60))
    stock(newsroom, "Harbour News", [Story("First", long), "Second"])

    async with reading(newsroom) as reader:
        await reader.sees("Paragraph number 1 of")
        await reader.press("space")

        await reader.sees_no("Paragraph number 1 of")
        assert not await is_read(newsroom, "Second")


async def test_read_articles_stay_in_the_unread_list_until_it_is_reopened(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["First", "Second"])

    async with reading(newsroom) as reader:
        await reader.press("1", "j", "enter")
        await reader.sees("Unread · 2 unread")
        await reader.press("m")
        await reader.sees("Unread · 1 unread")

        assert reader.shows("First")


async def test_reopening_the_unread_list_drops_what_was_read(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["First", Story("Second", "The second text.")])

    async with reading(newsroom) as reader:
        await reader.press("1", "j", "enter", "m")
        await reader.sees("Unread · 1 unread")
        await reader.press("1", "enter")

        await reader.sees("The second text.")
        await reader.sees_no("First")


@pytest.mark.parametrize("size", [(140, 40), (59, 20), (40, 12)])
async def test_new_articles_are_announced_and_nothing_moves(newsroom: Newsroom, size: tuple[int, int]) -> None:
    feed_id = stock(newsroom, "Harbour News", ["First", "Second"])

    async with reading(newsroom, size=size) as reader:
        await reader.press("j")
        stock(newsroom, "Harbour News", [Story("Brand new", published=NOW + timedelta(minutes=1))])
        reader.app.reader.arrivals.note_outcome(Refreshed(feed_id, "Harbour News", 1, 0))

        await reader.sees("1 new · g shows")
        assert not reader.shows("Brand new")

        await reader.press("g")
        await reader.sees("Brand new")
        await reader.sees_no("1 new")


async def test_going_to_the_top_shows_what_has_arrived(newsroom: Newsroom) -> None:
    feed_id = stock(newsroom, "Harbour News", ["First", "Second"])

    async with reading(newsroom) as reader:
        await reader.press("j")
        stock(newsroom, "Harbour News", [Story("Brand new", published=NOW + timedelta(minutes=1))])
        reader.app.reader.arrivals.note_outcome(Refreshed(feed_id, "Harbour News", 1, 0))
        await reader.sees("1 new")
        await reader.press("g")

        await reader.sees("● Brand new")


async def test_an_empty_list_lets_new_articles_in_at_once(newsroom: Newsroom) -> None:
    feed_id = stock(newsroom, "Harbour News", [])

    async with reading(newsroom) as reader:
        stock(newsroom, "Harbour News", ["Brand new"])
        reader.app.reader.arrivals.note_outcome(Refreshed(feed_id, "Harbour News", 1, 0))

        await reader.sees("● Brand new")


async def test_sorting_begins_with_the_oldest(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["First", Story("Last", "The oldest text.")])

    async with reading(newsroom) as reader:
        await reader.press("S", "2")

        await reader.sees("oldest first", "The oldest text.")


async def test_a_starred_article_shows_its_star(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["First"])

    async with reading(newsroom) as reader:
        await reader.press("s")

        await reader.sees("★ First")


async def test_marking_all_read_is_undone_with_one_key(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["First", "Second"])

    async with reading(newsroom) as reader:
        await reader.press("A")
        await reader.sees_no("● First")
        await reader.press("u")

        await reader.sees("● First", "● Second", "Undone: 2 articles marked read")


async def test_one_line_mode_has_one_line_an_article(tmp_path: Path) -> None:
    newsroom = open_archive(tmp_path, view_two_line=False)
    stock(newsroom, "Harbour News", ["First", "Second"])

    async with reading(newsroom) as reader:
        lines = reader.lines()

        first = next(index for index, line in enumerate(lines) if "● First" in line)
        assert "● Second" in lines[first + 1]
    newsroom.close()


async def test_what_stands_in_a_title_is_never_taken_for_markup(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["[bold]Sale[/] [@click=app.quit]now[/]"])

    async with reading(newsroom, size=(160, 40)) as reader:
        await reader.sees("[bold]Sale[/]")


async def test_escape_sequences_in_a_title_do_not_reach_the_screen(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["Calm \x1b]0;owned\x07title \x9b2J here"])

    async with reading(newsroom) as reader:
        assert not any(character in "\n".join(reader.lines()) for character in "\x1b\x07\x9b")
        await reader.sees("Calm title here")


async def test_the_dwell_marks_an_article_read_that_stays_on_the_screen(tmp_path: Path) -> None:
    dwelling = open_archive(tmp_path, marks_read="dwell", marks_dwell_s=0.05)
    stock(dwelling, "Harbour News", ["First"])

    async with reading(dwelling) as reader:
        await reader.sees_no("● First")
    dwelling.close()


async def test_by_hand_means_that_opening_marks_nothing(tmp_path: Path) -> None:
    by_hand = open_archive(tmp_path, marks_read="hand")
    stock(by_hand, "Harbour News", ["First"])

    async with reading(by_hand) as reader:
        await reader.press("enter", "space")

        assert not await is_read(by_hand, "First")
    by_hand.close()


async def test_a_removed_feeds_articles_are_gone_from_the_list_and_come_back(newsroom: Newsroom) -> None:
    feed_id = stock(newsroom, "Harbour News", ["Ferry returns"])
    stock(newsroom, "Hill News", ["Cows come down"])

    async with reading(newsroom) as reader:
        reader.app.reader.changes.after_change(await mark.remove_feed(newsroom, feed_id))
        await reader.sees_no("Ferry returns")
        await reader.press("u")

        await reader.sees("● Ferry returns")


async def test_a_feeds_list_holds_only_its_own_articles(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["Ferry returns"])
    hill = stock(newsroom, "Hill News", ["Cows come down"])

    async with reading(newsroom) as reader:
        reader.app.reader.going.open_scope(Scope(ScopeKind.FEED, hill))

        await reader.sees("Hill News · 1 unread")
        await reader.sees_no("● Ferry returns")


async def test_an_article_that_arrives_while_the_list_is_read_is_not_forgotten(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    feed_id = stock(newsroom, "Harbour News", [Story("Ferry returns"), Story("Bridge closes")])
    rows = read.rows

    async with reading(newsroom) as reader:
        await reader.sees("Ferry returns")
        screen = reader.app.reader
        screen.arrivals.touch()

        async def rows_late(newsroom: Newsroom, ids: Sequence[int]) -> dict[int, ArticleRow]:
            monkeypatch.setattr(read, "rows", rows)
            stock(newsroom, "Harbour News", ["Rowers win"])
            screen.arrivals.note_outcome(Refreshed(feed_id, "Harbour News", 1, 0))
            return await rows(newsroom, ids)

        monkeypatch.setattr(read, "rows", rows_late)
        screen.lists.reopen()

        await reader.sees("Rowers win")
        assert not reader.shows("1 new")
