"""Refreshing feeds from a real server into a real archive."""

import asyncio
import errno
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.newsstand import Item, Newsstand, rss

from tuinews.config import Config
from tuinews.errors import ShortageError, StoreError
from tuinews.model.events import Failed, FeedChoices, FeedOutcome, Refreshed, Started, Subscribed, Unchanged
from tuinews.model.scopes import Scope
from tuinews.model.subscriptions import Subscription
from tuinews.newsroom import Newsroom, ingest, list_feeds, mark, read, refresh, subscribe
from tuinews.newsroom.log import open_log
from tuinews.newsroom.offload import InlineOffload, WorkerOffload
from tuinews.newsroom.opening import open_newsroom
from tuinews.newsroom.problems import problems
from tuinews.paths import find_paths
from tuinews.store import feeds, saving

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    config = Config(fetch_host_gap_s=0.0)
    opened = open_newsroom(find_paths(str(tmp_path)), config, InlineOffload(), clock=lambda: NOW)
    yield opened
    opened.close()


def subscribed(newsroom: Newsroom, url: str) -> int:
    return newsroom.database.write(feeds.add, Subscription(url), NOW)[0].id


async def outcomes(newsroom: Newsroom, *, force: bool = True) -> list[FeedOutcome]:
    events = [event async for event in refresh.refresh_feeds(newsroom, force=force)]
    assert isinstance(events[0], Started)
    return [event for event in events[1:] if not isinstance(event, Started)]


def stored(newsroom: Newsroom, feed_id: int) -> feeds.Feed:
    feed = newsroom.database.read(feeds.get, feed_id)
    assert feed is not None
    return feed


async def test_new_entries_are_counted_and_stored(newsroom: Newsroom, newsstand: Newsstand) -> None:
    newsstand.feed("/feed", "The Courier", [Item("One"), Item("Two")])
    feed_id = subscribed(newsroom, newsstand.url("/feed"))

    (outcome,) = await outcomes(newsroom)

    assert isinstance(outcome, Refreshed)
    assert (outcome.title, outcome.new, outcome.updated) == ("The Courier", 2, 0)
    rows = await read.find_rows(newsroom, Scope(), 10)
    assert {row.title for row in rows} == {"One", "Two"}
    assert stored(newsroom, feed_id).unread == 2


async def test_a_feed_that_has_not_changed_is_asked_with_its_validators(
    newsroom: Newsroom, newsstand: Newsstand
) -> None:
    newsstand.feed("/feed", "The Courier", [Item("One")])
    subscribed(newsroom, newsstand.url("/feed"))
    await outcomes(newsroom)

    (outcome,) = await outcomes(newsroom)

    assert isinstance(outcome, Unchanged)


async def test_the_same_bytes_under_a_new_etag_are_no_news(newsroom: Newsroom, newsstand: Newsstand) -> None:
    body = rss("The Courier", [Item("One")])
    newsstand.serve("/feed", body, media_type="application/rss+xml", etag='"1"')
    subscribed(newsroom, newsstand.url("/feed"))
    await outcomes(newsroom)
    newsstand.serve("/feed", body, media_type="application/rss+xml", etag='"2"')

    (outcome,) = await outcomes(newsroom)

    assert isinstance(outcome, Unchanged)


async def test_one_failing_feed_does_not_disturb_another(newsroom: Newsroom, newsstand: Newsstand) -> None:
    newsstand.feed("/good", "Good", [Item("One")])
    newsstand.serve("/bad", b"gone", status=500)
    subscribed(newsroom, newsstand.url("/good"))
    bad = subscribed(newsroom, newsstand.url("/bad"))

    found = await outcomes(newsroom)

    assert {type(outcome) for outcome in found} == {Refreshed, Failed}
    failed = stored(newsroom, bad)
    assert failed.failure
    assert failed.failures_in_row == 1
    assert failed.failing_since == NOW


@pytest.mark.parametrize("part", ["feed_bytes", "prepare", "body_digest"])
async def test_a_fault_of_our_own_with_one_feed_is_that_feed_s_failure(
    newsroom: Newsroom,
    newsstand: Newsstand,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    part: str,
) -> None:
    for path in ("/good", "/bad"):
        newsstand.feed(path, path, [Item("One")])
        subscribed(newsroom, newsstand.url(path))
    await outcomes(newsroom)
    for path in ("/good", "/bad"):
        newsstand.feed(path, path, [Item("One"), Item("Two")])
    sound = getattr(ingest, part)

    def stumble(*args: object) -> object:
        if b"/bad" in repr(args).encode():
            raise LookupError("a stumbling block")
        return sound(*args)

    open_log(tmp_path / "log")
    monkeypatch.setattr(ingest, part, stumble)
    found = await outcomes(newsroom)

    assert {type(outcome) for outcome in found} == {Refreshed, Failed}
    assert "a stumbling block" in (tmp_path / "log").read_text()
    (problem,) = (await problems(newsroom)).failing
    assert problem.feed.url == newsstand.url("/bad")
    assert problem.feed.failure == "It could not be read: tuinews met a fault of its own. The log has the details."


@pytest.mark.parametrize(
    "fault",
    [
        MemoryError(),
        OSError(errno.ENOSPC, "No space left on device"),
        sqlite3.OperationalError("disk I/O error"),
        ShortageError("Too many files are open."),
    ],
)
async def test_what_this_machine_lacks_is_no_feed_s_failure(
    newsroom: Newsroom, newsstand: Newsstand, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    def fail(*_: object) -> object:
        raise fault

    newsstand.feed("/feed", "The Courier", [Item("One")])
    feed_id = subscribed(newsroom, newsstand.url("/feed"))
    before = stored(newsroom, feed_id)
    monkeypatch.setattr(ingest, "prepare", fail)

    (outcome,) = await outcomes(newsroom)

    assert isinstance(outcome, Failed)
    assert stored(newsroom, feed_id) == before


async def test_a_reader_that_is_ending_blames_no_feed(
    newsroom: Newsroom, newsstand: Newsstand, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsstand.feed("/feed", "The Courier", [Item("One")])
    feed_id = subscribed(newsroom, newsstand.url("/feed"))
    closed = WorkerOffload()
    closed.close()

    (outcome,) = await outcomes(newsroom._replace(offload=closed))

    assert isinstance(outcome, Failed)
    assert stored(newsroom, feed_id).failures_in_row == 0


async def test_a_feed_whose_address_makes_no_sense_does_not_disturb_another(
    newsroom: Newsroom, newsstand: Newsstand
) -> None:
    newsstand.feed("/good", "Good", [Item("One")])
    subscribed(newsroom, newsstand.url("/good"))
    subscribed(newsroom, "http://[nowhere/feed")

    assert {type(outcome) for outcome in await outcomes(newsroom)} == {Refreshed, Failed}


async def test_a_fault_of_the_archive_is_no_feed_s_failure(
    newsroom: Newsroom, newsstand: Newsstand, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> object:
        raise StoreError("The disk is gone.")

    newsstand.feed("/feed", "The Courier", [Item("One")])
    feed_id = subscribed(newsroom, newsstand.url("/feed"))
    monkeypatch.setattr(saving, "save_drafts", fail)

    with pytest.raises(StoreError):
        await outcomes(newsroom)

    assert not stored(newsroom, feed_id).failure


async def test_a_failure_leaves_articles_and_validators_as_they_were(newsroom: Newsroom, newsstand: Newsstand) -> None:
    newsstand.feed("/feed", "The Courier", [Item("One")])
    feed_id = subscribed(newsroom, newsstand.url("/feed"))
    await outcomes(newsroom)
    before = stored(newsroom, feed_id)
    newsstand.serve("/feed", b"<html>Sorry</html>", media_type="text/html")

    (outcome,) = await outcomes(newsroom)

    assert isinstance(outcome, Failed)
    assert "not a feed" in outcome.message
    after = stored(newsroom, feed_id)
    assert (after.total, after.validators) == (before.total, before.validators)


async def test_a_feed_is_not_asked_again_before_it_is_due(newsroom: Newsroom, newsstand: Newsstand) -> None:
    newsstand.feed("/feed", "The Courier", [Item("One")])
    feed_id = subscribed(newsroom, newsstand.url("/feed"))
    await outcomes(newsroom, force=False)

    assert await outcomes(newsroom, force=False) == []
    due = stored(newsroom, feed_id).next_refresh_at
    assert due is not None
    assert NOW + timedelta(minutes=60) <= due <= NOW + timedelta(minutes=67)


async def test_a_server_that_asks_for_patience_gets_it(newsroom: Newsroom, newsstand: Newsstand) -> None:
    newsstand.serve("/feed", b"", status=429, headers={"Retry-After": "7200"})
    feed_id = subscribed(newsroom, newsstand.url("/feed"))

    await outcomes(newsroom)

    due = stored(newsroom, feed_id).next_refresh_at
    assert due is not None
    assert due >= NOW + timedelta(minutes=60)


async def test_a_site_with_one_feed_is_subscribed_to_at_once(newsroom: Newsroom, newsstand: Newsstand) -> None:
    page = '<html><head><link rel="alternate" type="application/rss+xml" href="/feed" title="News"></head></html>'
    newsstand.serve("/", page.encode(), media_type="text/html")
    newsstand.feed("/feed", "The Courier", [Item("One")])

    events = [event async for event in subscribe.add_feed(newsroom, Subscription(newsstand.url("/")))]

    assert isinstance(events[0], Subscribed)
    assert events[0].url == newsstand.url("/feed")
    assert isinstance(events[1], Refreshed)
    assert events[1].new == 1


async def test_a_site_with_several_feeds_lets_the_user_choose(newsroom: Newsroom, newsstand: Newsstand) -> None:
    links = "".join(
        f'<link rel="alternate" type="application/rss+xml" href="/{name}" title="{name}">' for name in ("a", "b")
    )
    newsstand.serve("/", f"<html><head>{links}</head></html>".encode(), media_type="text/html")

    newsstand.feed("/a", "The Courier", [Item("One")])
    newsstand.feed("/b", "The Courier", [Item("Two")])

    *_, event = [event async for event in subscribe.add_feed(newsroom, Subscription(newsstand.url("/")))]

    assert isinstance(event, FeedChoices)
    assert [link.title for link in event.links] == ["a", "b"]
    assert list_feeds.every_feed(newsroom) == ()


async def test_what_comes_for_a_feed_that_was_removed_meanwhile_is_left_and_comes_when_that_is_back(
    newsroom: Newsroom, newsstand: Newsstand
) -> None:
    newsstand.feed("/feed", "The Courier", [Item("One"), Item("Two")])
    feed_id = subscribed(newsroom, newsstand.url("/feed"))

    with newsstand.hold("/feed"):
        asking = asyncio.create_task(outcomes(newsroom))
        await newsstand.arrival("/feed")
        removed = await mark.remove_feed(newsroom, feed_id)
    assert await asking == [Unchanged(feed_id, newsstand.url("/feed"))]
    assert await read.find_rows(newsroom, Scope(), 10) == []

    await mark.undo(newsroom)
    assert removed.label
    (outcome,) = await outcomes(newsroom, force=False)
    assert isinstance(outcome, Refreshed)
    assert outcome.new == 2


async def test_a_feed_that_was_removed_while_it_waited_for_its_turn_is_not_asked(
    newsroom: Newsroom, newsstand: Newsstand
) -> None:
    for name in ("one", "two"):
        newsstand.feed(f"/{name}", name, [Item(name)])
    one, two = (subscribed(newsroom, newsstand.url(f"/{name}")) for name in ("one", "two"))

    with newsstand.hold("/one"):
        asking = asyncio.create_task(outcomes(newsroom))
        await newsstand.arrival("/one")
        await mark.remove_feed(newsroom, two)
    told = await asking

    assert {outcome.feed_id for outcome in told if isinstance(outcome, Refreshed)} == {one}
    assert newsstand.requests("/two") == []
