"""The feeds that need attention, and putting them right from their list."""

from __future__ import annotations

import sqlite3
from datetime import timedelta

import pytest
from tests.newsstand import HTML, Newsstand
from tests.ui.frame.newsdesk import NOW, RefreshingDesk, Story, reading, stock
from textual.events import Key

from tuinews.errors import FailureKind
from tuinews.model.entries import FeedLink
from tuinews.model.events import Failed
from tuinews.model.problems import Failure
from tuinews.newsroom import Newsroom, list_feeds
from tuinews.newsroom.desk import DeskClosedError
from tuinews.store import failures, feeds
from tuinews.ui.dialogs.window import Window


def fail(newsroom: Newsroom, feed_id: int, failure: Failure, message: str = "It failed.") -> None:
    """Let the last fetch of a feed have failed for a reason."""
    at = NOW - timedelta(hours=3)

    def note(connection: sqlite3.Connection) -> None:
        feeds.note_failure(connection, feed_id, now=at, next_at=NOW + timedelta(days=1), message=message)
        failures.save(connection, feed_id, failure, at)

    newsroom.database.write(note)


async def test_without_problems_the_list_says_so(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["One"])

    async with reading(newsroom) as reader:
        await reader.press("exclamation_mark")

        await reader.sees("Nothing needs attention.")


async def test_the_list_tells_why_since_when_and_what_to_do(newsroom: Newsroom) -> None:
    fail(newsroom, stock(newsroom, "Harbour News", ["One"]), Failure(FailureKind.FORBIDDEN, status=403))

    async with reading(newsroom) as reader:
        await reader.press("exclamation_mark")

        await reader.sees("1 feed fails", "Harbour News: refuses feed readers (403)")
        await reader.sees("Open the address in a browser", "Failing since 22 November 2026. Last fetched 22 November")


async def test_a_feed_that_never_worked_is_told_from_one_that_did(newsroom: Newsroom) -> None:
    feed_id = stock(newsroom, "Harbour News", [])
    newsroom.database.write(lambda c: c.execute("UPDATE feeds SET last_success_at = NULL"))
    fail(newsroom, feed_id, Failure(FailureKind.NO_SUCH_HOST))

    async with reading(newsroom) as reader:
        await reader.press("exclamation_mark")

        await reader.sees("no server of this name · never worked", "It has never been fetched.")


async def test_enter_on_a_failing_feed_shows_it_among_the_problems(newsroom: Newsroom) -> None:
    fail(newsroom, stock(newsroom, "Harbour News", ["One"]), Failure(FailureKind.NOT_FOUND, status=404))
    fail(newsroom, stock(newsroom, "Hill News", ["One"]), Failure(FailureKind.GONE, status=410))

    async with reading(newsroom) as reader:
        await reader.press("1", "G", "enter")

        await reader.sees("2 feeds fail", "Hill News: gone for good (410)")


@pytest.mark.parametrize(("size", "words"), [((140, 40), "2 feeds need attention"), ((60, 20), "⚠ 2")])
async def test_the_top_line_counts_them(newsroom: Newsroom, size: tuple[int, int], words: str) -> None:
    for name in ("Harbour News", "Hill News"):
        fail(newsroom, stock(newsroom, name, ["One"]), Failure(FailureKind.GONE, status=410))

    async with reading(newsroom, size=size) as reader:
        await reader.sees(words)


async def test_the_number_in_the_top_line_can_be_clicked(newsroom: Newsroom) -> None:
    fail(newsroom, stock(newsroom, "Harbour News", ["One"]), Failure(FailureKind.GONE, status=410))

    async with reading(newsroom) as reader:
        await reader.sees("1 feed needs attention")
        row = next(index for index, line in enumerate(reader.lines()) if "1 feed needs attention" in line)
        await reader.pilot.click(offset=(reader.lines()[row].index("1 feed needs") + 2, row))

        await reader.sees("Feeds that need attention")


async def test_r_tries_again_and_a_mended_feed_leaves_the_list(newsroom: Newsroom, newsstand: Newsstand) -> None:
    newsstand.feed("/feed", "Harbour News", ["Ferry returns"])
    feed_id = stock(newsroom, "Harbour News", [], url=newsstand.url("/feed"))
    fail(newsroom, feed_id, Failure(FailureKind.TIMEOUT, seconds=30))

    async with reading(newsroom) as reader:
        await reader.press("exclamation_mark")
        await reader.sees("no answer within 30 s")
        await reader.press("r")

        await reader.sees("Nothing needs attention.")


async def test_enter_takes_the_feed_that_the_page_names_and_keeps_the_articles(
    newsroom: Newsroom, newsstand: Newsstand
) -> None:
    newsstand.feed("/news.xml", "Harbour News", ["Rowers win"])
    feed_id = stock(newsroom, "Harbour News", ["Ferry returns"], url=newsstand.serve("/", b"x", media_type=HTML))
    fail(newsroom, feed_id, Failure(FailureKind.WEB_PAGE, feeds=(FeedLink(newsstand.url("/news.xml"), "News"),)))

    async with reading(newsroom) as reader:
        await reader.press("exclamation_mark")
        await reader.sees("Enter takes that feed")
        await reader.press("enter")
        await reader.sees("Nothing needs attention.", "Harbour News has another address · u undoes")
        await reader.press("escape")
        await reader.sees("All · 2 unread")
        await reader.press("g")

        await reader.sees("● Rowers win", "● Ferry returns")


async def test_of_several_named_feeds_one_is_chosen(newsroom: Newsroom, newsstand: Newsstand) -> None:
    newsstand.feed("/sport.xml", "Harbour Sport", ["Rowers win"])
    feed_id = stock(newsroom, "Harbour News", [], url=newsstand.url("/"))
    named = tuple(FeedLink(newsstand.url(f"/{name}.xml"), name) for name in ("news", "sport"))
    fail(newsroom, feed_id, Failure(FailureKind.WEB_PAGE, feeds=named))

    async with reading(newsroom) as reader:
        await reader.press("exclamation_mark", "enter")
        await reader.sees("Which feed is it?")
        await reader.press("2")

        await reader.sees("Nothing needs attention.")
        assert {feed.url for feed in list_feeds.every_feed(newsroom)} == {newsstand.url("/sport.xml")}


async def test_where_nothing_is_named_the_site_is_searched(newsroom: Newsroom, newsstand: Newsstand) -> None:
    newsstand.feed("/new.xml", "Harbour News", ["Rowers win"])
    newsstand.feed("/sport.xml", "Harbour Sport", ["Rowers lose"])
    links = "".join(
        f'<link rel="alternate" type="application/rss+xml" href="/{name}.xml" title="{name}">'
        for name in ("new", "sport")
    )
    newsstand.serve("/", f"<html><head>{links}</head></html>".encode(), media_type=HTML)
    feed_id = stock(newsroom, "Harbour News", ["Ferry returns"], url=newsstand.url("/old.xml"))
    fail(newsroom, feed_id, Failure(FailureKind.NOT_FOUND, status=404))

    async with reading(newsroom) as reader:
        await reader.press("exclamation_mark")
        await reader.sees("Enter looks for it")
        await reader.press("enter")
        await reader.sees("is Harbour News?", "sport", "Enter takes this feed")
        await reader.press("enter")

        await reader.sees("Nothing needs attention.")
        assert {feed.url for feed in list_feeds.every_feed(newsroom)} == {newsstand.url("/new.xml")}


async def test_a_site_without_feeds_says_so_in_the_window(newsroom: Newsroom, newsstand: Newsstand) -> None:
    feed_id = stock(newsroom, "Harbour News", [], url=newsstand.url("/old.xml"))
    fail(newsroom, feed_id, Failure(FailureKind.NOT_FOUND, status=404))

    async with reading(newsroom) as reader:
        await reader.press("exclamation_mark")
        await reader.sees("Enter looks for it")
        await reader.press("enter")

        await reader.sees("No feed was found.", "404")
        await reader.press("escape")
        await reader.sees("Feeds that need attention")


async def test_e_corrects_the_address(newsroom: Newsroom, newsstand: Newsstand) -> None:
    newsstand.feed("/feed", "Harbour News", ["Ferry returns"])
    feed_id = stock(newsroom, "Harbour News", [], url=newsstand.url("/fed"))
    fail(newsroom, feed_id, Failure(FailureKind.NOT_FOUND, status=404))

    async with reading(newsroom) as reader:
        await reader.press("exclamation_mark", "e")
        await reader.sees("Edit feed")
        await reader.press("end", "backspace")
        await reader.type("ed")
        await reader.press("enter")

        await reader.sees("Nothing needs attention.")


async def test_d_removes_the_feed_and_u_brings_it_back(newsroom: Newsroom) -> None:
    fail(newsroom, stock(newsroom, "Harbour News", ["One"]), Failure(FailureKind.GONE, status=410))

    async with reading(newsroom) as reader:
        await reader.press("exclamation_mark", "d")
        await reader.sees("Nothing needs attention.")
        await reader.press("u")

        await reader.sees("gone for good (410)")


async def test_silent_feeds_stand_apart_and_are_not_counted(newsroom: Newsroom) -> None:
    stock(newsroom, "Hill News", [Story("Old", published=NOW - timedelta(days=300))])

    async with reading(newsroom) as reader:
        await reader.press("exclamation_mark")

        await reader.sees("Long silent", "nothing new for 300 days")
        assert not reader.shows("attention.")
        assert not reader.shows("1 feed needs")


async def test_without_network_the_list_says_so_in_one_line(newsroom: Newsroom) -> None:
    desk = RefreshingDesk(newsroom, Failed(1, "Harbour News", "There seems to be no network.", is_offline=True))
    stock(newsroom, "Harbour News", ["Ferry returns"])

    async with reading(newsroom, desk=desk) as reader:
        await reader.press("R")
        await reader.sees("offline")
        await reader.press("exclamation_mark")

        await reader.sees("There is no network. The feeds are asked again")


@pytest.mark.parametrize("size", [(40, 12), (60, 16), (80, 24), (160, 45)])
async def test_many_problems_with_long_titles_fit_on_any_screen(newsroom: Newsroom, size: tuple[int, int]) -> None:
    for number in range(40):
        feed_id = stock(newsroom, f"{number} A feed with a very long title indeed that goes on and on", ["One"])
        fail(newsroom, feed_id, Failure(FailureKind.CERTIFICATE_WRONG_HOST, names=("a.example",) * 9))

    async with reading(newsroom, size=size) as reader:
        await reader.press("exclamation_mark")

        await reader.sees("0 A feed", "1 A feed", "2 A feed")
        await reader.sees("Esc leaves")


@pytest.mark.parametrize("size", [(80, 24), (60, 16)])
async def test_a_title_and_an_address_given_together_are_taken_back_together(
    newsroom: Newsroom, newsstand: Newsstand, size: tuple[int, int]
) -> None:
    newsstand.feed("/feed", "Harbour News", ["Ferry returns"])
    feed_id = stock(newsroom, "Harbour News", [], url=newsstand.url("/fed"))
    fail(newsroom, feed_id, Failure(FailureKind.NOT_FOUND, status=404))

    def is_called(title: str, address: str) -> bool:
        return {(feed.title, feed.url) for feed in list_feeds.every_feed(newsroom)} == {(title, newsstand.url(address))}

    async with reading(newsroom, size=size) as reader:
        await reader.press("exclamation_mark", "e")
        await reader.sees("Address (articles and marks stay)", newsstand.url("/fed"), "as for all feeds")
        await reader.press("end", "backspace")
        await reader.type("ed")
        await reader.press("shift+tab", "shift+tab", "shift+tab", "shift+tab", "ctrl+u")
        await reader.type("Waterside")
        await reader.press("enter")
        await reader.sees("Nothing needs attention.")
        await reader.until(lambda: is_called("Waterside", "/feed"))

        await reader.press("u")
        await reader.until(lambda: is_called("Harbour News", "/fed"))


async def test_a_key_that_comes_to_a_window_under_another_one_closes_neither(newsroom: Newsroom) -> None:
    fail(newsroom, stock(newsroom, "Harbour News", ["One"]), Failure(FailureKind.FORBIDDEN, status=403))

    async with reading(newsroom) as reader:
        await reader.press("exclamation_mark")
        await reader.sees("1 feed fails")
        under = reader.app.screen
        await reader.press("e")
        await reader.sees("Edit feed")
        over = reader.app.screen

        under.post_message(Key("escape", "\x1b"))
        await reader.settle()

        assert reader.app.screen_stack[-2:] == [under, over]
        await reader.press("escape", "escape")
        assert reader.app.screen is reader.app.reader


async def test_a_window_closed_under_another_one_goes_when_that_one_does(newsroom: Newsroom) -> None:
    fail(newsroom, stock(newsroom, "Harbour News", ["One"]), Failure(FailureKind.FORBIDDEN, status=403))

    async with reading(newsroom) as reader:
        await reader.press("exclamation_mark")
        await reader.sees("1 feed fails")
        under = reader.app.screen
        assert isinstance(under, Window)
        await reader.press("e")
        await reader.sees("Edit feed")

        under.close()
        await reader.settle()
        assert reader.app.screen is not under

        await reader.press("escape")
        await reader.settle()
        assert reader.app.screen is reader.app.reader


async def test_trying_again_while_a_refresh_runs_says_so_and_not_that_it_is_tried(
    newsroom: Newsroom, newsstand: Newsstand
) -> None:
    newsstand.feed("/feed", "Harbour News", ["One"])
    feed_id = stock(newsroom, "Harbour News", ["One"], url=newsstand.url("/feed"))
    fail(newsroom, feed_id, Failure(FailureKind.FORBIDDEN, status=403))

    async with reading(newsroom) as reader:
        with newsstand.hold("/feed"):
            await reader.press("R", "exclamation_mark")
            await reader.sees("1 feed fails", "Harbour News: refuses")
            await reader.press("r")
            await reader.sees("A refresh is already running.")
            assert not reader.shows("Trying Harbour News again")

        await reader.sees("Nothing needs attention.")


async def test_trying_again_does_not_go_on_when_the_background_process_has_stopped(newsroom: Newsroom) -> None:
    desk = RefreshingDesk(newsroom, DeskClosedError("The background process has stopped."))
    feed_id = stock(newsroom, "Harbour News", ["One"])
    fail(newsroom, feed_id, Failure(FailureKind.FORBIDDEN, status=403))

    async with reading(newsroom, desk=desk) as reader:
        await reader.press("exclamation_mark")
        await reader.sees("1 feed fails")
        for _ in range(2):
            await reader.press("r")
            await reader.sees("The background process has stopped.")
            await reader.sees_no("Trying Harbour News again")
