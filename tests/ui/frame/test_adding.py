"""Adding feeds, sites, files and lists from the screen, against a real server."""

from __future__ import annotations

from pathlib import Path

from tests.newsstand import HTML, Newsstand
from tests.ui.frame.newsdesk import RefreshingDesk, reading, stock

from tuinews.model.events import Failed
from tuinews.newsroom import Newsroom, list_feeds, read

OPML = """<?xml version="1.0"?><opml version="2.0"><head><title>My feeds</title></head><body>
<outline text="World"><outline type="rss" text="Harbour News" xmlUrl="{harbour}"/></outline>
<outline type="rss" text="Hill News" xmlUrl="{hill}"/>
<outline type="rss" text="Program" xmlUrl="exec:do-something"/>
</body></opml>"""


async def test_an_added_feed_is_shown_with_its_headlines(newsroom: Newsroom, newsstand: Newsstand) -> None:
    newsstand.feed("/feed", "Harbour News", ["Ferry returns"])

    async with reading(newsroom) as reader:
        await reader.press("a")
        await reader.paste(newsstand.url("/feed"))
        await reader.press("enter")

        await reader.sees("● Ferry returns", "Subscribed to Harbour News · u undoes")


async def test_a_site_is_searched_for_its_feed(newsroom: Newsroom, newsstand: Newsstand) -> None:
    newsstand.feed("/feed", "Harbour News", ["Ferry returns"])
    page = '<html><head><link rel="alternate" type="application/rss+xml" href="/feed"></head><body>Hello</body></html>'
    newsstand.serve("/", page.encode(), media_type=HTML)

    async with reading(newsroom) as reader:
        await reader.press("a")
        await reader.paste(newsstand.url("/"))
        await reader.press("enter")

        await reader.sees("● Ferry returns")


async def test_of_several_feeds_the_user_ticks_some(newsroom: Newsroom, newsstand: Newsstand) -> None:
    newsstand.feed("/news", "Harbour News", ["Ferry returns"])
    newsstand.feed("/sport", "Harbour Sport", ["Rowers win"])
    links = "".join(
        f'<link rel="alternate" type="application/rss+xml" href="/{name}" title="{name}">' for name in ("news", "sport")
    )
    newsstand.serve("/", f"<html><head>{links}</head><body>Hello</body></html>".encode(), media_type=HTML)

    async with reading(newsroom) as reader:
        await reader.press("a")
        await reader.paste(newsstand.url("/"))
        await reader.press("enter")
        await reader.sees("The feeds of 127.0.0.1", "■  news", "□  sport", "1 entry", "Enter subscribes to 1 feed")
        await reader.press("space", "space", "enter")

        await reader.sees("● Rowers win")
        assert not reader.shows("Ferry returns")


def several(newsstand: Newsstand, *names: str) -> str:
    """Serve a page that names feeds; return its address."""
    links = "".join(
        f'<link rel="alternate" type="application/rss+xml" href="/{name}" title="{name}">' for name in names
    )
    return newsstand.serve("/", f"<html><head>{links}</head><body>Hello</body></html>".encode(), media_type=HTML)


async def test_titles_are_there_while_the_feeds_are_still_looked_at(newsroom: Newsroom, newsstand: Newsstand) -> None:
    newsstand.feed("/news", "Harbour News", ["Ferry returns"])
    newsstand.feed("/sport", "Harbour Sport", ["Rowers win"])
    url = several(newsstand, "news", "sport")

    async with reading(newsroom) as reader:
        with newsstand.hold("/sport"):
            await reader.press("a")
            await reader.paste(url)
            await reader.press("enter")
            await reader.sees("1 entry", "looking …", "Looking … · Enter subscribes to 1 feed")
            await reader.press("enter")

        await reader.sees("● Ferry returns")


async def test_leaving_the_choice_subscribes_to_nothing(newsroom: Newsroom, newsstand: Newsstand) -> None:
    newsstand.feed("/news", "Harbour News", ["Ferry returns"])
    newsstand.feed("/sport", "Harbour Sport", ["Rowers win"])
    url = several(newsstand, "news", "sport")

    async with reading(newsroom) as reader:
        await reader.press("a")
        await reader.paste(url)
        await reader.press("enter")
        await reader.sees("Enter subscribes to 1 feed")
        await reader.press("escape")

        await reader.sees_no("The feeds of")
        assert list_feeds.every_feed(newsroom) == ()


async def test_one_feed_in_two_formats_is_subscribed_to_without_asking(
    newsroom: Newsroom, newsstand: Newsstand
) -> None:
    newsstand.feed("/rss", "Harbour News", ["Ferry returns"])
    newsstand.feed("/atom", "Harbour News", ["Ferry returns"])

    async with reading(newsroom) as reader:
        await reader.press("a")
        await reader.paste(several(newsstand, "rss", "atom"))
        await reader.press("enter")

        await reader.sees("● Ferry returns", "Subscribed to Harbour News")
        await reader.sees_no("The feeds of")


async def test_an_address_that_gives_nothing_is_answered_in_the_window(
    newsroom: Newsroom, newsstand: Newsstand
) -> None:
    async with reading(newsroom) as reader:
        await reader.press("a")
        await reader.paste(newsstand.url("/nothing"))
        await reader.press("enter")

        await reader.sees("Add a feed", "404")


async def test_the_name_of_a_file_that_is_not_there_is_no_server_that_is_not_there(newsroom: Newsroom) -> None:
    async with reading(newsroom) as reader:
        await reader.press("a")
        await reader.paste("feeds.opml")
        await reader.press("enter")

        await reader.sees("There is no file feeds.opml.", "Enter adds · Esc leaves")
        assert not reader.shows("Looking")


async def test_a_feed_with_a_long_title_is_said_to_be_there_on_the_smallest_screen(
    newsroom: Newsroom, newsstand: Newsstand
) -> None:
    newsstand.feed(
        "/feed", "The regional politics and economy desk of " + "a public broadcaster " * 5, ["Ferry returns"]
    )
    async with reading(newsroom, size=(40, 12)) as reader:
        for _ in range(2):
            await reader.press("a")
            await reader.paste(newsstand.url("/feed"))
            await reader.press("enter")
            await reader.sees("Ferry returns")

        await reader.until(lambda: "is already there." in " ".join(" ".join(reader.lines()).split()))


async def test_after_an_error_another_address_can_be_tried(newsroom: Newsroom, newsstand: Newsstand) -> None:
    newsstand.feed("/feed", "Harbour News", ["Ferry returns"])

    async with reading(newsroom) as reader:
        await reader.press("a")
        await reader.paste("no address")
        await reader.press("enter")
        await reader.sees("no web address")
        await reader.press("ctrl+u")
        await reader.paste(newsstand.url("/feed"))
        await reader.press("enter")

        await reader.sees("● Ferry returns")


async def test_a_list_is_shown_to_choose_from_and_imported(
    newsroom: Newsroom, newsstand: Newsstand, tmp_path: Path
) -> None:
    newsstand.feed("/harbour", "Harbour News", ["Ferry returns"])
    newsstand.feed("/hill", "Hill News", ["Cows come down"])
    list_file = tmp_path / "feeds.opml"
    list_file.write_text(OPML.format(harbour=newsstand.url("/harbour"), hill=newsstand.url("/hill")))

    async with reading(newsroom) as reader:
        await reader.press("a")
        await reader.paste(str(list_file))
        await reader.press("enter")
        await reader.sees("My feeds", "2 feeds ticked")
        await reader.press("enter")

        await reader.sees("2 added · 1 not a feed · u undoes")
        await reader.sees("● Ferry returns", "● Cows come down")


async def test_a_list_taken_over_on_the_screen_keeps_all_it_said(newsroom: Newsroom, tmp_path: Path) -> None:
    list_file = tmp_path / "urls"
    list_file.write_text('https://harbour.example/feed sea "~Harbour"\n"query:Today:age < 1"\n')

    async with reading(newsroom, targets=(str(list_file),)) as reader:
        await reader.sees("1 query becomes a smart folder")
        await reader.press("enter")

        await reader.sees("1 added · 1 query became a smart folder")
        assert [(feed.title, feed.tags) for feed in list_feeds.every_feed(newsroom)] == [("Harbour", ("sea",))]
        assert [folder.query for folder in read.smart_folders(newsroom)] == ["since:1d"]


async def test_feeds_that_are_already_there_are_marked_in_the_list(
    newsroom: Newsroom, newsstand: Newsstand, tmp_path: Path
) -> None:
    stock(newsroom, "Harbour News", ["Ferry returns"], url=newsstand.url("/harbour"))
    list_file = tmp_path / "feeds.opml"
    list_file.write_text(OPML.format(harbour=newsstand.url("/harbour"), hill=newsstand.url("/hill")))

    async with reading(newsroom, targets=(str(list_file),)) as reader:
        await reader.sees("already there", "1 feed ticked")


async def test_what_a_list_holds_that_is_no_feed_is_named(newsroom: Newsroom, tmp_path: Path) -> None:
    list_file = tmp_path / "feeds.opml"
    list_file.write_text(OPML.format(harbour="https://harbour.example/feed", hill="https://hill.example/feed"))

    async with reading(newsroom, targets=(str(list_file),)) as reader:
        await reader.sees("exec:do-something")


async def test_an_import_is_undone_with_one_key(newsroom: Newsroom, newsstand: Newsstand, tmp_path: Path) -> None:
    newsstand.feed("/harbour", "Harbour News", ["Ferry returns"])
    newsstand.feed("/hill", "Hill News", ["Cows come down"])
    list_file = tmp_path / "feeds.opml"
    list_file.write_text(OPML.format(harbour=newsstand.url("/harbour"), hill=newsstand.url("/hill")))

    async with reading(newsroom, targets=(str(list_file),)) as reader:
        await reader.sees("2 feeds ticked")
        await reader.press("enter")
        await reader.sees("● Ferry returns", "● Cows come down")
        await reader.press("u")

        await reader.sees_no("● Ferry returns")


async def test_a_feed_on_the_command_line_is_offered(newsroom: Newsroom, newsstand: Newsstand) -> None:
    newsstand.feed("/feed", "Harbour News", ["Ferry returns"])

    async with reading(newsroom, targets=(newsstand.url("/feed"),)) as reader:
        await reader.sees("Subscribe to Harbour News (1 entry)?")
        await reader.press("enter")

        await reader.sees("● Ferry returns")


async def test_a_feed_on_the_command_line_can_be_declined(newsroom: Newsroom, newsstand: Newsstand) -> None:
    newsstand.feed("/feed", "Harbour News", ["Ferry returns"])

    async with reading(newsroom, targets=(newsstand.url("/feed"),)) as reader:
        await reader.sees("Subscribe to Harbour News")
        await reader.press("escape")

        await reader.sees_no("Subscribe to Harbour News")
        assert not reader.shows("● Ferry returns")


async def test_subscribing_can_be_asked_for_on_the_command_line(newsroom: Newsroom, newsstand: Newsstand) -> None:
    newsstand.feed("/feed", "Harbour News", ["Ferry returns"])

    async with reading(newsroom, targets=(newsstand.url("/feed"),), subscribe_at_once=True) as reader:
        await reader.sees("● Ferry returns")


async def test_a_file_that_is_not_there_is_named_in_the_article_pane(newsroom: Newsroom) -> None:
    async with reading(newsroom, targets=("/no/such/file.txt",)) as reader:
        await reader.sees("Not opened", "There is no file /no/such/file.txt.")


async def test_a_failing_feed_among_good_ones_is_told_in_one_line(newsroom: Newsroom, newsstand: Newsstand) -> None:
    newsstand.feed("/good", "Harbour News", ["Ferry returns"])
    stock(newsroom, "Harbour News", [], url=newsstand.url("/good"))
    stock(newsroom, "Hill News", [], url=newsstand.url("/bad"))

    async with reading(newsroom) as reader:
        await reader.press("R")

        await reader.sees("● Ferry returns")
        await reader.sees("⚠ Hill News")


async def test_who_asks_for_a_refresh_is_answered_whatever_it_brings(newsroom: Newsroom, newsstand: Newsstand) -> None:
    newsstand.feed("/good", "Harbour News", ["Ferry returns", "Gull stays"])
    newsstand.feed("/hill", "Hill News", [])
    stock(newsroom, "Harbour News", [], url=newsstand.url("/good"))
    stock(newsroom, "Hill News", [], url=newsstand.url("/hill"))

    async with reading(newsroom) as reader:
        await reader.press("R")
        await reader.sees("2 new articles in 1 feed.")
        await reader.press("R")
        await reader.sees("Nothing new in 2 feeds.")


async def test_being_offline_is_one_quiet_line(newsroom: Newsroom) -> None:
    desk = RefreshingDesk(newsroom, Failed(1, "Harbour News", "There seems to be no network.", is_offline=True))
    stock(newsroom, "Harbour News", ["Ferry returns"])

    async with reading(newsroom, desk=desk) as reader:
        await reader.press("R")

        await reader.sees("offline · last 12:00")
