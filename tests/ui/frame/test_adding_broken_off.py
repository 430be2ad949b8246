"""Adding that comes to no good end after its window has closed: it is told, and nothing is promised any more."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

from tests.newsstand import HTML, Newsstand
from tests.ui.frame.newsdesk import InlineDesk, Reader, RefreshingDesk, reading, stock

from tuinews.model.events import AddEvent, Failed, FeedsNamed, Subscribed
from tuinews.model.subscriptions import Subscription
from tuinews.newsroom import Newsroom
from tuinews.newsroom.desk import DeskClosedError


async def add(reader: Reader, address: str) -> None:
    """Add what stands at an address."""
    await reader.press("a")
    await reader.paste(address)
    await reader.press("enter")


def several(newsstand: Newsstand, *names: str) -> str:
    """Serve a page that names feeds; return its address."""
    links = "".join(
        f'<link rel="alternate" type="application/rss+xml" href="/{name}" title="{name}">' for name in names
    )
    return newsstand.serve("/", f"<html><head>{links}</head><body>Hello</body></html>".encode(), media_type=HTML)


class StoppingDesk(InlineDesk):
    """A desk whose process ends after the first event of a kind."""

    def __init__(self, newsroom: Newsroom, last: type[AddEvent]) -> None:
        super().__init__(newsroom)
        self._last = last

    async def add(self, wanted: Subscription) -> AsyncIterator[AddEvent]:
        async for event in super().add(wanted):
            yield event
            if isinstance(event, self._last):
                raise DeskClosedError("The background process has stopped.")


async def test_when_the_desk_ends_after_subscribing_it_is_told_and_no_articles_are_promised(
    newsroom: Newsroom, newsstand: Newsstand
) -> None:
    newsstand.feed("/feed", "Harbour News", ["Ferry returns"])

    async with reading(newsroom, desk=StoppingDesk(newsroom, Subscribed)) as reader:
        await add(reader, newsstand.url("/feed"))

        await reader.sees("The background process has stopped.")
        await reader.sees("No articles yet. r fetches the")
        assert not reader.shows("on their way")


async def test_when_the_archive_is_held_after_subscribing_it_is_told_and_no_articles_are_promised(
    newsroom: Newsroom, newsstand: Newsstand
) -> None:
    newsstand.feed("/feed", "Harbour News", ["Ferry returns"])
    stock(newsroom, "Courier", ["First"])
    with contextlib.closing(sqlite3.connect(newsroom.paths.archive, isolation_level=None)) as other:

        class HeldDesk(InlineDesk):
            async def add(self, wanted: Subscription) -> AsyncIterator[AddEvent]:
                async for event in super().add(wanted):
                    yield event
                    newsroom.database.turns.patience_s = 0.05
                    other.execute("BEGIN IMMEDIATE")

        async with reading(newsroom, desk=HeldDesk(newsroom)) as reader:
            await reader.sees("First")
            await add(reader, newsstand.url("/feed"))

            await reader.sees("Another program holds the archive")
            await reader.sees("No articles yet. r fetches the")
            assert not reader.shows("on their way")
            other.execute("ROLLBACK")


async def test_when_the_desk_ends_while_a_site_is_searched_the_window_and_a_toast_say_so(
    newsroom: Newsroom, newsstand: Newsstand
) -> None:
    newsstand.feed("/news", "Harbour News", ["Ferry returns"])
    newsstand.feed("/sport", "Harbour Sport", ["Rowers win"])

    async with reading(newsroom, desk=StoppingDesk(newsroom, FeedsNamed)) as reader:
        await add(reader, several(newsstand, "news", "sport"))

        await reader.until(lambda: sum("The background process" in line for line in reader.lines()) >= 2)
        await reader.sees_no("ooking …")
        await reader.sees("The feeds of 127.0.0.1", "Enter subscribes to 1 feed")


async def test_when_the_desk_ends_after_an_import_no_articles_are_promised(newsroom: Newsroom, tmp_path: Path) -> None:
    desk = RefreshingDesk(newsroom, DeskClosedError("The background process has stopped."))
    list_file = tmp_path / "urls"
    list_file.write_text("https://harbour.example/feed sea\n")

    async with reading(newsroom, targets=(str(list_file),), desk=desk) as reader:
        await reader.sees("1 feed ticked")
        await reader.press("enter")

        await reader.sees("The background process has stopped.")
        await reader.sees("No articles yet.")
        assert not reader.shows("on their way")


async def test_a_feed_that_fails_as_it_is_added_promises_no_articles(newsroom: Newsroom, newsstand: Newsstand) -> None:
    class FailingDesk(InlineDesk):
        async def add(self, wanted: Subscription) -> AsyncIterator[AddEvent]:
            async for event in super().add(wanted):
                if isinstance(event, Subscribed):
                    yield event
                    yield Failed(event.feed_id, "Harbour News", "The server did not answer.")

    newsstand.feed("/feed", "Harbour News", [])

    async with reading(newsroom, desk=FailingDesk(newsroom)) as reader:
        await add(reader, newsstand.url("/feed"))

        await reader.sees("The server did not answer.")
        await reader.sees_no("on their way")


async def test_when_no_feed_that_a_site_names_can_be_read_the_window_of_the_search_says_so(
    newsroom: Newsroom, newsstand: Newsstand
) -> None:
    async with reading(newsroom) as reader:
        await add(reader, several(newsstand, "news", "sport"))

        await reader.sees("The feeds of 127.0.0.1", "names 2 feeds, but none can be read")
        await reader.sees_no("ooking …")
