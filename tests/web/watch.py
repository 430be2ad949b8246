"""A clock that the test sets, and what a refresh with it did."""

from datetime import UTC, datetime, timedelta

from tuinews.model.events import FeedOutcome, Started
from tuinews.model.subscriptions import Feed, Subscription
from tuinews.newsroom import Newsroom, refresh
from tuinews.store import feeds

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


class Watch:
    """A clock that the test sets."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


def subscribed(newsroom: Newsroom, url: str, title: str = "") -> int:
    return newsroom.database.write(feeds.add, Subscription(url, title=title), NOON)[0].id


async def outcomes(
    newsroom: Newsroom, feed_ids: tuple[int, ...] | None = None, *, force: bool = True
) -> list[FeedOutcome]:
    events = [event async for event in refresh.refresh_feeds(newsroom, feed_ids, force=force)]
    return [event for event in events if not isinstance(event, Started)]


def stored(newsroom: Newsroom, feed_id: int) -> Feed:
    feed = newsroom.database.read(feeds.get, feed_id)
    assert feed is not None
    return feed


def wait_of(newsroom: Newsroom, feed_id: int) -> timedelta:
    due = stored(newsroom, feed_id).next_refresh_at
    assert due is not None
    return due - newsroom.clock()
