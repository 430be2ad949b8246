"""The desk: the child process that works for the screen."""

import asyncio
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.newsstand import Item, Newsstand

from tuinews.config import Config
from tuinews.errors import TuinewsError
from tuinews.model.events import FeedChoices, Refreshed, Started, Subscribed
from tuinews.model.scopes import Scope
from tuinews.model.subscriptions import Subscription, SubscriptionList
from tuinews.newsroom import Newsroom, index_people, list_feeds, look_up, read
from tuinews.newsroom.desk import Desk, DeskClosedError
from tuinews.newsroom.offload import InlineOffload
from tuinews.newsroom.opening import open_newsroom
from tuinews.paths import find_paths


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    opened = open_newsroom(find_paths(str(tmp_path)), Config(), InlineOffload())
    yield opened
    opened.close()


@pytest.fixture
def desk(tmp_path: Path, newsroom: Newsroom) -> Iterator[Desk]:
    opened = Desk(str(tmp_path))
    yield opened
    opened.close()


async def test_a_feed_added_at_the_desk_is_in_the_archive(desk: Desk, newsroom: Newsroom, newsstand: Newsstand) -> None:
    newsstand.feed("/feed", "The Courier", [Item("One", html="<p>“Yes,” said Amina Haddad.</p>")])

    events = [event async for event in desk.add(Subscription(newsstand.url("/feed")))]

    assert [type(event) for event in events] == [Subscribed, Refreshed]
    (row,) = await read.find_rows(newsroom, Scope(), 10)
    assert row.title == "One"


async def test_the_feeds_of_a_site_are_found_at_the_desk(desk: Desk, newsstand: Newsstand) -> None:
    newsstand.feed("/rss", "The Courier", [Item("One")])
    newsstand.serve("/", b"<html><body>Hello</body></html>", media_type="text/html")

    *_, last = [event async for event in desk.find(newsstand.url("/rss"))]

    assert isinstance(last, FeedChoices)
    assert [(link.title, link.entries) for link in last.links] == [("The Courier", 1)]


async def test_completing_an_article_gives_it_text_people_and_quotes(
    desk: Desk, newsroom: Newsroom, newsstand: Newsstand
) -> None:
    newsstand.feed("/feed", "The Courier", [Item("One", html="<p>“Yes, of course,” said Amina Haddad.</p>")])
    async for _ in desk.add(Subscription(newsstand.url("/feed"))):
        pass
    (row,) = await read.find_rows(newsroom, Scope(), 10)

    completed = [event.article_id async for event in desk.complete((row.id,))]

    reading = await read.load(newsroom, row.id)
    assert completed == [row.id]
    assert reading is not None
    assert reading.annotation is not None
    assert [person.name for person in reading.annotation.people] == ["Amina Haddad"]
    assert len(reading.annotation.quotes) == 1


async def test_two_requests_run_side_by_side(desk: Desk, newsstand: Newsstand) -> None:
    newsstand.feed("/feed", "The Courier", [Item("One")])
    wanted = SubscriptionList("", (Subscription(newsstand.url("/feed")),))
    await desk.import_list(wanted)

    refreshing = desk.refresh(force=True)
    first = await anext(refreshing)
    imported = await desk.import_list(wanted)
    rest = [event async for event in refreshing]

    assert first == Started(1)
    assert imported.already_there == 1
    assert isinstance(rest[0], Refreshed)


async def test_two_refreshes_of_one_host_leave_it_the_same_peace(
    desk: Desk, newsroom: Newsroom, newsstand: Newsstand
) -> None:
    config = newsroom.paths.config_file
    config.parent.mkdir(parents=True, exist_ok=True)
    config.write_text("[fetch]\nhost_gap_s = 0.4\n")
    addresses = [newsstand.feed(path, path, [Item("One")]) for path in ("/a", "/b")]
    await desk.import_list(SubscriptionList("", tuple(map(Subscription, addresses))))
    ids = [feed.id for feed in list_feeds.every_feed(newsroom) if not feed.is_builtin]

    async def fetched(feed_id: int) -> None:
        async for _ in desk.refresh((feed_id,)):
            pass

    await asyncio.gather(*map(fetched, ids))

    (first,), (second,) = newsstand.requests("/a"), newsstand.requests("/b")
    assert abs(first.at - second.at) >= 0.36


async def test_a_fault_at_the_desk_is_raised_here_with_its_sentence(desk: Desk) -> None:
    with pytest.raises(TuinewsError, match="no web address"):
        async for _ in desk.add(Subscription("not an address")):
            pass


async def test_a_desk_that_was_closed_starts_again_when_it_is_needed(desk: Desk) -> None:
    await desk.import_list(SubscriptionList("", ()))
    desk.close()

    assert (await desk.import_list(SubscriptionList("", ()))).added == 0


async def test_a_request_ends_with_its_process_though_another_is_made_before_that_is_heard_of(
    desk: Desk, newsstand: Newsstand
) -> None:
    address = newsstand.feed("/slow", "The Courier", [Item("One")])

    async def find() -> None:
        async for _ in desk.find(address):
            pass

    with newsstand.hold("/slow"):
        finding = asyncio.create_task(find())
        await newsstand.arrival("/slow")
        desk.kill()  # the loop has no turn before the next request starts another process
        assert (await desk.import_list(SubscriptionList("", ()))).added == 0

        with pytest.raises(DeskClosedError):
            await asyncio.wait_for(finding, 10)


async def test_people_of_an_older_archive_are_found_at_the_desk_and_go_on_after_its_end(
    desk: Desk, newsroom: Newsroom, newsstand: Newsstand
) -> None:
    items = [Item(f"Article {number}", html=f"<p>“Yes,” said Amina Haddad, {number}.</p>") for number in range(25)]
    newsstand.feed("/feed", "The Courier", items)
    async for _ in desk.add(Subscription(newsstand.url("/feed"))):
        pass
    rows = await read.find_rows(newsroom, Scope(), 30)
    async for _ in desk.complete(tuple(row.id for row in rows)):
        pass
    await newsroom.database.writing(_forget_people)

    async for indexed in desk.index_people(100):
        assert indexed.done < indexed.of
        break
    desk.close()
    async for _ in desk.index_people(100):
        pass

    assert await index_people.waiting(newsroom) == 0
    (person,) = await look_up.called(newsroom, "Amina Haddad")
    assert person.articles == 25


def _forget_people(connection: sqlite3.Connection) -> None:
    for table in ("appearances", "people", "person_keys", "article_topics"):
        connection.execute(f"DELETE FROM {table}")
    connection.execute("INSERT INTO people_due (article_id) SELECT article_id FROM annotations")
