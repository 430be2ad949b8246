"""The moments that are rarer than the screens of `test_gallery`, in each theme and at three sizes as those are."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from tests.ui.frame.gallery import Moment, hold, opened, seen
from tests.ui.frame.newsdesk import InlineDesk, open_archive, stock
from tests.ui.frame.test_comparing import rewrite
from tests.ui.frame.test_media import broadcast
from tests.ui.frame.test_pictures import finish
from tests.ui.frame.test_stories import quake

from tuinews.model.entries import Enclosure
from tuinews.model.events import Completed, Failed, FeedOutcome, Started
from tuinews.newsroom import Newsroom
from tuinews.newsroom.starting import ensure_welcome


class OfflineDesk(InlineDesk):
    """Has no network."""

    async def refresh(
        self, feed_ids: tuple[int, ...] | None = None, *, force: bool = False
    ) -> AsyncIterator[Started | FeedOutcome]:
        """Fail at once."""
        yield Started(1)
        yield Failed(1, "Harbour News", "There seems to be no network.", is_offline=True)


class SlowDesk(InlineDesk):
    """Is never done."""

    async def refresh(
        self, feed_ids: tuple[int, ...] | None = None, *, force: bool = False
    ) -> AsyncIterator[Started | FeedOutcome]:
        """Begin."""
        yield Started(12)
        await asyncio.Event().wait()

    async def complete(self, article_ids: tuple[int, ...]) -> AsyncIterator[Completed]:
        """Make no text."""
        await asyncio.Event().wait()
        for _ in article_ids:
            yield Completed(0, 0, 0)


def first_start(folder: Path) -> Newsroom:
    newsroom = open_archive(folder)
    ensure_welcome(newsroom)
    finish(newsroom)
    return newsroom


def nothing(folder: Path) -> Newsroom:
    return open_archive(folder)


def story(folder: Path) -> Newsroom:
    newsroom = quake(folder)
    finish(newsroom)
    return newsroom


def rewritten(folder: Path) -> Newsroom:
    newsroom = open_archive(folder)
    feed_id = stock(newsroom, "Harbour News", ["Ferry returns"])
    rewrite(newsroom, feed_id, "Ferry returns", "The council met on Friday. Nothing was decided.")
    return newsroom


def podcast(folder: Path) -> Newsroom:
    newsroom = open_archive(folder)
    broadcast(
        newsroom,
        Enclosure("http://127.0.0.1/talk.mp3", "audio/mpeg", 5_000_000),
        Enclosure("http://127.0.0.1/slides.pdf", "application/pdf", 0),
        title="A talk about ferries",
    )
    return newsroom


def unread(folder: Path) -> Newsroom:
    newsroom = open_archive(folder)
    stock(newsroom, "Harbour News", ["Ferry returns", "Bridge closes"])
    return newsroom


MOMENTS = {
    "first start": Moment(first_start, (), "Welcome"),
    "empty archive": Moment(nothing, (), "tuinews"),
    "story": Moment(story, ("g", "C"), "Earthquake topples blocks"),
    "coverage": Moment(story, ("g", "c"), "2 articles from 2 sources"),
    "what changed": Moment(rewritten, ("equals_sign",), "Changed once since it came"),
    "media": Moment(podcast, ("D",), "audio/mpeg"),
    "offline": Moment(unread, ("R",), "offline", OfflineDesk),
    "loading": Moment(unread, ("R", "enter"), "12", SlowDesk),
}


@pytest.fixture
def filled(tmp_path: Path, name: str) -> Newsroom:
    """The archive of a moment; filled before the loop of the test runs, as some of it runs one."""
    return MOMENTS[name].make(tmp_path)


@pytest.mark.parametrize("name", MOMENTS)
async def test_a_moment_in_each_theme_and_size(filled: Newsroom, name: str, request: pytest.FixtureRequest) -> None:
    async with opened(MOMENTS[name], filled) as reader:
        gallery = await seen(reader, name)

    hold({name: gallery}, update=request.config.option.update_snapshots)
