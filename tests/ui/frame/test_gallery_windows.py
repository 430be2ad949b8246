"""The small windows that ask and answer, in each theme and at three sizes as the screens of `test_gallery` are."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from tests.ui.frame.gallery import Moment, hold, opened, seen
from tests.ui.frame.newsdesk import InlineDesk, Story, open_archive, stock
from tests.ui.frame.test_gallery_moments import first_start, podcast
from tests.ui.frame.test_pictures import finish
from tests.ui.frame.test_stocktaking import age
from textual.widgets import Input

from tuinews.model.entries import FeedLink
from tuinews.model.events import FeedMissing, FeedSeen, FeedsNamed, FindEvent, OpenedFeed, OpenEvent
from tuinews.model.subscriptions import MuteRule
from tuinews.newsroom import Newsroom, curate
from tuinews.tools import Tool, ToolKind

STORY = Story(
    "Ferry returns after the longest winter",
    "“The ferry is back,” said Ada Okafor, the mayor.\n“We waited,” said Tomas Wray, a pilot.",
    url="https://harbour.example/ferry",
)
TITLES = (STORY, "Bridge closes", "Bridge costs rise")


class OfferingDesk(InlineDesk):
    """Finds one feed at every address."""

    async def open(self, targets: tuple[str, ...], stdin: bytes = b"") -> AsyncIterator[OpenEvent]:
        """Offer it."""
        yield OpenedFeed("https://harbour.example/feed", "Harbour News", 24)


class SearchingDesk(InlineDesk):
    """Finds feeds on every site: one looked at, one that cannot be read, one still being looked at."""

    async def add(self, wanted: object) -> AsyncIterator[FindEvent]:  # type: ignore[override]
        """Search for ever."""
        news, sport, talk = (f"https://harbour.example/{name}.xml" for name in ("news", "sport", "comments"))
        links = (FeedLink(news, "Harbour News"), FeedLink(sport, "Sport"), FeedLink(talk, is_of_comments=True))
        yield FeedsNamed("https://harbour.example/", links)
        yield FeedSeen(links[0]._replace(entries=24))
        yield FeedMissing(sport, "The server answered 404: there is no such page.")
        await asyncio.Event().wait()


def with_articles(folder: Path, **settings: object) -> Newsroom:
    newsroom = open_archive(folder, **settings)
    stock(newsroom, "Harbour News", TITLES)
    finish(newsroom)
    return newsroom


def with_links(folder: Path) -> Newsroom:
    newsroom = podcast(folder)
    finish(newsroom)
    return newsroom


def with_rules(folder: Path) -> Newsroom:
    newsroom = with_articles(folder)
    asyncio.run(curate.keep_mute_rule(newsroom, MuteRule(0, "No costs", "costs")))
    asyncio.run(curate.keep_mute_rule(newsroom, MuteRule(0, "No weather of any other town", "title:weather -harbour")))
    return newsroom


def with_tools(folder: Path) -> Newsroom:
    return with_articles(
        folder,
        tools=(
            Tool(ToolKind.SEND, "Marks", ("buku", "--add", "{url}")),
            Tool(ToolKind.SEND, "Paper", service="instapaper", url="https://www.instapaper.example/api/add", user="me"),
            Tool(ToolKind.PIPE, "Words", ("seq", "-f", "line %g of what it printed", "60")),
        ),
    )


def with_old_articles(folder: Path) -> Newsroom:
    newsroom = with_articles(folder, retention_days=30)
    age(newsroom, 2)
    return newsroom


FILTER = ("slash", *"bridge")
SMALL_WINDOWS = {
    "choose feeds": Moment(first_start, ("s",), "A starter set"),
    "confirm": Moment(with_articles, (), "Subscribe to Harbour News", OfferingDesk, ("https://harbour.example/feed",)),
    "feeds of a site": Moment(with_articles, ("a", *"harbour", "full_stop", *"example", "enter"), "24", SearchingDesk),
    "smart folder": Moment(with_articles, (*FILTER, "ctrl+s", *"Bridges"), "2 articles, 2 unread."),
    "mute": Moment(with_articles, (*FILTER, "ctrl+g"), "Would hide 2"),
    "mute rules": Moment(with_rules, ("ctrl+r",), "hides 1"),
    "send to": Moment(with_tools, ("W",), "Paper"),
    "output": Moment(with_tools, ("vertical_line", "enter"), "line 1 of"),
    "old articles": Moment(with_old_articles, ("X",), "2 of 3 articles"),
    "save quotes": Moment(with_articles, ("quotation_mark", "w"), "quotes"),
    "links": Moment(with_links, ("O",), "slides.pdf"),
    "topic": Moment(with_articles, ("question_mark", *"braille", "enter"), "access.linear = true"),
}


@pytest.fixture
def filled(tmp_path: Path, name: str) -> Newsroom:
    """The archive under a window; filled before the loop of the test runs, as some of it runs one."""
    return SMALL_WINDOWS[name].make(tmp_path)


@pytest.mark.parametrize("name", SMALL_WINDOWS)
async def test_a_window_in_each_theme_and_size(filled: Newsroom, name: str, request: pytest.FixtureRequest) -> None:
    async with opened(SMALL_WINDOWS[name], filled) as reader:
        assert reader.app.screen is not reader.app.reader
        assert not any(one.cursor_blink for one in reader.app.screen.query(Input))
        gallery = await seen(reader, name)

    hold({name: gallery}, update=request.config.option.update_snapshots)
