"""Sites that are searched for feeds beside each other: every window is its own search's."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from tests.newsstand import HTML, Newsstand
from tests.ui.frame.newsdesk import InlineDesk, Reader, reading

from tuinews.errors import FormatError
from tuinews.model.entries import FeedLink
from tuinews.model.events import AddEvent, FeedsNamed, OpenEvent
from tuinews.model.subscriptions import Subscription
from tuinews.newsroom import Newsroom, list_feeds


def site(newsstand: Newsstand, path: str, *names: str) -> str:
    """Serve a page that names feeds, and those; return its address."""
    for name in names:
        newsstand.feed(f"/{name}", f"Feed {name}", [f"Story {name}"])
    links = "".join(
        f'<link rel="alternate" type="application/rss+xml" href="/{name}" title="{name}">' for name in names
    )
    return newsstand.serve(path, f"<html><head>{links}</head><body>Hello</body></html>".encode(), media_type=HTML)


def saved_feed(folder: Path, name: str, url: str) -> str:
    """Write a saved feed that says where its site is; return its path."""
    path = folder / name
    item = f"<item><title>Saved</title><guid>{name}</guid></item>"
    path.write_text(f"<rss version='2.0'><channel><title>{name}</title><link>{url}</link>{item}</channel></rss>")
    return str(path)


async def has_stopped(reader: Reader) -> None:
    """Wait until nothing is being added any more."""
    await reader.until(lambda: not any(one.group == "add" and not one.is_finished for one in reader.app.workers))


@pytest.mark.parametrize("names", [("news", "sport"), ("rss", "rss2")])
async def test_leaving_the_window_of_a_site_ends_its_search_though_no_question_began_it(
    newsroom: Newsroom, newsstand: Newsstand, tmp_path: Path, names: tuple[str, str]
) -> None:
    named = saved_feed(tmp_path, "copy.xml", site(newsstand, "/", *names))

    async with reading(newsroom, targets=(named,), subscribe_at_once=True) as reader:
        with newsstand.hold(f"/{names[1]}"):
            await reader.sees("The feeds of 127.0.0.1", "looking")
            await reader.press("escape")
            await reader.sees_no("The feeds of")
            await has_stopped(reader)

        assert list_feeds.every_feed(newsroom) == ()


class LateDesk(InlineDesk):
    """A desk that is held back before it looks for one address."""

    def __init__(self, newsroom: Newsroom, address: str) -> None:
        super().__init__(newsroom)
        self._address = address
        self.opened = asyncio.Event()

    async def add(self, wanted: Subscription) -> AsyncIterator[AddEvent]:
        """Subscribe, to one address late."""
        if wanted.url == self._address:
            await self.opened.wait()
        async for event in super().add(wanted):
            yield event


async def test_a_feed_that_is_subscribed_to_meanwhile_leaves_the_window_of_a_site_open(
    newsroom: Newsroom, newsstand: Newsstand
) -> None:
    slow = newsstand.feed("/slow", "Slow News", ["Snail wins"])
    address = site(newsstand, "/", "news", "sport")
    desk = LateDesk(newsroom, slow)

    async with reading(newsroom, targets=(slow,), subscribe_at_once=True, desk=desk) as reader:
        await reader.press("a")
        await reader.paste(address)
        await reader.press("enter")
        await reader.sees("The feeds of 127.0.0.1", "1 entry")
        desk.opened.set()
        await reader.until(lambda: bool(list_feeds.every_feed(newsroom)))
        await has_stopped(reader)

        await reader.sees("The feeds of 127.0.0.1", "Enter subscribes to 1 feed")


async def test_of_two_sites_named_together_each_gets_its_question(
    newsroom: Newsroom, newsstand: Newsstand, tmp_path: Path
) -> None:
    one = saved_feed(tmp_path, "1.xml", site(newsstand, "/one", "a", "b"))
    two = saved_feed(tmp_path, "2.xml", site(newsstand, "/two", "c", "d"))

    async with reading(newsroom, targets=(one, two), subscribe_at_once=True) as reader:
        await has_stopped(reader)
        await reader.sees("Several feeds were found")
        assert len(reader.app.screen_stack) == 3
        await reader.press("escape")
        await reader.sees("The feeds of 127.0.0.1")
        assert not reader.shows("looking")
        await reader.press("escape")
        await reader.sees_no("The feeds of")


class NamingDesk(InlineDesk):
    """A desk that finds feeds on two sites; none of the second can be read."""

    def __init__(self, newsroom: Newsroom) -> None:
        super().__init__(newsroom)
        self.opened = asyncio.Event()
        self.asked_for: tuple[str, ...] = ()

    async def add(self, wanted: Subscription) -> AsyncIterator[AddEvent]:
        """Name two feeds, and go on looking at one site; find no feed in what the other names."""
        links = tuple(FeedLink(f"https://{wanted.url}/{number}", f"Feed {number}") for number in (1, 2))
        if wanted.url == "one.example":
            yield FeedsNamed("https://one.example/", links)
            await asyncio.Event().wait()
        await self.opened.wait()
        yield FeedsNamed("https://two.example/", links)
        raise FormatError("two.example names 2 feeds, but none can be read.")

    async def open(self, targets: tuple[str, ...], stdin: bytes = b"") -> AsyncIterator[OpenEvent]:
        """Note what was to be opened instead."""
        self.asked_for += targets
        for event in ():
            yield event


async def test_a_site_whose_feeds_cannot_be_read_is_told_under_the_window_of_another(newsroom: Newsroom) -> None:
    desk = NamingDesk(newsroom)

    async with reading(newsroom, desk=desk) as reader:
        await reader.press("a")
        await reader.paste("two.example")
        await reader.press("enter")
        reader.app.reader.adding.subscribe("one.example")
        await reader.sees("The feeds of one.example")
        desk.opened.set()

        await reader.sees("none can be read")
        assert desk.asked_for == ()
