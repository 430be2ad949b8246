"""A newsroom whose feeds' entries have pages, and what became of those."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.newsstand import HTML, Item, Newsstand
from tests.web.pages import TEASER, page

from tuinews.config import Config
from tuinews.model.articles import Reading
from tuinews.model.events import PageEvent, PageFetched
from tuinews.model.scopes import Scope
from tuinews.model.subscriptions import Subscription
from tuinews.newsroom import Newsroom, complete, full_text, read, refresh
from tuinews.newsroom.ingest import manners
from tuinews.newsroom.offload import InlineOffload
from tuinews.newsroom.opening import open_newsroom
from tuinews.paths import find_paths
from tuinews.store import feeds

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
OFFLINE = "http://nobody.invalid/story"


def opened(folder: Path, **settings: object) -> Newsroom:
    config = Config(**{"fetch_host_gap_s": 0.0, "fetch_timeout_s": 3, **settings})  # type: ignore[arg-type]
    return open_newsroom(find_paths(str(folder)), config, InlineOffload(), clock=lambda: NOW)


async def stocked(newsroom: Newsroom, newsstand: Newsstand, *items: Item, feed: str = "/feed") -> int:
    """Subscribe to a feed with these entries, fetch it, and return the feed's id."""
    newsstand.feed(feed, "The Courier", items)
    feed_id = newsroom.database.write(feeds.add, Subscription(newsstand.url(feed)), NOW)[0].id
    async for _ in refresh.refresh_feeds(newsroom, (feed_id,), force=True):
        pass
    return feed_id


async def first_id(newsroom: Newsroom) -> int:
    return (await read.whole(newsroom, Scope())).ids[0]


async def shown(newsroom: Newsroom, article_id: int) -> Reading:
    await complete.complete_one(newsroom, article_id)
    reading = await read.load(newsroom, article_id)
    assert reading is not None
    return reading


def text_of(reading: Reading) -> str:
    return reading.article.body.text if reading.article.body else ""


async def last(events: AsyncIterator[PageEvent]) -> PageFetched:
    *_, event = [event async for event in events]
    assert isinstance(event, PageFetched)
    return event


def asked(newsroom: Newsroom, article_id: int) -> AsyncIterator[PageEvent]:
    return full_text.fetch_page(newsroom, article_id, manners(newsroom.config))


async def caught_up(newsroom: Newsroom) -> list[int]:
    events = full_text.catch_up(newsroom, manners(newsroom.config))
    return [event.article_id async for event in events if isinstance(event, PageFetched) and event.is_shown]


def story(newsstand: Newsstand, html: str = TEASER, path: str = "/story") -> Item:
    newsstand.serve(path, page(), media_type=HTML)
    return Item("Bridge reopens " + path, html, url=newsstand.url(path), published=NOW - timedelta(hours=1))
