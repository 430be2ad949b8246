"""A refresh is polite: it asks seldom, believes slowly that a feed has moved, and takes a no for an answer."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from tests.newsstand import Answer, Item, Newsstand, rss

from tuinews.config import Config
from tuinews.errors import FailureKind, StoreError
from tuinews.model.corrections import NotPerson
from tuinews.model.events import Failed, FeedOutcome, Refreshed, Started, Unchanged
from tuinews.model.scopes import Scope
from tuinews.model.subscriptions import Feed, Subscription
from tuinews.newsroom import Newsroom, mark, read, refresh
from tuinews.newsroom.log import open_log
from tuinews.newsroom.offload import InlineOffload
from tuinews.newsroom.opening import open_newsroom
from tuinews.newsroom.problems import problems as find_problems
from tuinews.paths import find_paths
from tuinews.store import corrections, feeds, pages

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


class Watch:
    """A clock that the test sets."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Watch:
    return Watch()


@pytest.fixture
def newsroom(tmp_path: Path, clock: Watch) -> Iterator[Newsroom]:
    opened = open_newsroom(find_paths(str(tmp_path)), Config(fetch_host_gap_s=0.0), InlineOffload(), clock=clock)
    yield opened
    opened.close()


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


# ------------------------------------------------------------------------------------------- how often


async def test_nothing_is_asked_twice_within_five_minutes(
    newsroom: Newsroom, newsstand: Newsstand, clock: Watch
) -> None:
    feed_id = subscribed(newsroom, newsstand.feed("/feed", "Courier", ["One"]) or newsstand.url("/feed"))
    await outcomes(newsroom, (feed_id,), force=False)
    clock.now += timedelta(minutes=4)

    assert await outcomes(newsroom, (feed_id,), force=False) == []
    clock.now += timedelta(minutes=2)
    assert len(await outcomes(newsroom, (feed_id,), force=False)) == 1


@pytest.mark.parametrize("clock_error", [timedelta(days=3650), timedelta(hours=2)])
async def test_a_clock_that_was_put_back_leaves_no_feed_waiting(
    newsroom: Newsroom, newsstand: Newsstand, clock: Watch, clock_error: timedelta
) -> None:
    subscribed(newsroom, newsstand.feed("/feed", "Courier", ["One"]))
    gone = subscribed(newsroom, newsstand.serve("/gone", status=410))
    clock.now += clock_error
    await outcomes(newsroom, None, force=False)

    clock.now -= clock_error
    again = await outcomes(newsroom, None, force=False)

    assert len(again) == 1
    assert stored(newsroom, gone).next_refresh_at == feeds.NEVER
    assert await outcomes(newsroom, None, force=False) == []


async def test_the_user_may_insist(newsroom: Newsroom, newsstand: Newsstand) -> None:
    feed_id = subscribed(newsroom, newsstand.feed("/feed", "Courier", ["One"]))
    await outcomes(newsroom)

    await outcomes(newsroom)

    assert len(newsstand.requests("/feed")) == 2
    assert stored(newsroom, feed_id).failure == ""


async def test_a_daily_feed_is_not_asked_every_hour(newsroom: Newsroom, newsstand: Newsstand) -> None:
    items = [Item(f"Day {day}", published=NOON - timedelta(days=day)) for day in range(10)]
    feed_id = subscribed(newsroom, newsstand.feed("/feed", "Courier", items))

    await outcomes(newsroom)

    assert timedelta(hours=6) <= wait_of(newsroom, feed_id) <= timedelta(hours=6.6)


@pytest.mark.parametrize("wish", ["<ttl>240</ttl>", "<sy:updatePeriod>hourly</sy:updatePeriod>"])
async def test_a_feeds_own_wish_is_remembered_through_a_304(
    newsroom: Newsroom, newsstand: Newsstand, wish: str
) -> None:
    body = rss("Courier", ["One"]).replace(b"<link>", wish.encode() + b"<link>", 1)
    body = body.replace(b"<rss ", b'<rss xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" ')
    body = body.replace(b"hourly", b"daily")
    feed_id = subscribed(newsroom, newsstand.serve("/feed", body, etag='"1"'))
    await outcomes(newsroom)

    (outcome,) = await outcomes(newsroom)

    assert isinstance(outcome, Unchanged)
    assert wait_of(newsroom, feed_id) >= timedelta(hours=4)


async def test_a_feed_that_fell_due_is_not_asked_in_an_hour_to_be_left_alone_in_for_a_week_at_most(
    newsroom: Newsroom, newsstand: Newsstand, clock: Watch
) -> None:
    body = rss("Courier", ["One"]).replace(b"<link>", b"<skipHours><hour>12</hour></skipHours><link>", 1)
    subscribed(newsroom, newsstand.serve("/feed", body))
    await outcomes(newsroom)

    asked = list[int]()
    for later in (timedelta(days=3), timedelta(days=3, hours=1), timedelta(days=11)):
        clock.now = NOON + later
        asked.append(len(await outcomes(newsroom, force=False)))

    assert asked == [0, 1, 1]


@pytest.mark.parametrize("header", ["Cache-Control", "Expires"])
async def test_what_stays_fresh_is_not_asked_for(tmp_path: Path, newsstand: Newsstand, header: str) -> None:
    newsroom = open_newsroom(find_paths(str(tmp_path)), Config(), InlineOffload())
    ends = datetime.now(UTC) + timedelta(hours=5, minutes=1)
    headers = {header: "max-age=18000" if header == "Cache-Control" else format_datetime(ends, usegmt=True)}
    feed_id = subscribed(newsroom, newsstand.feed("/feed", "Courier", ["One"], headers=headers))

    await outcomes(newsroom)

    assert wait_of(newsroom, feed_id) > timedelta(hours=4.9)
    newsroom.close()


async def test_a_feed_that_keeps_failing_is_asked_less_and_less(newsroom: Newsroom, newsstand: Newsstand) -> None:
    feed_id = subscribed(newsroom, newsstand.serve("/feed", status=500))
    waits = []
    for _ in range(4):
        await outcomes(newsroom)
        waits.append(wait_of(newsroom, feed_id))

    assert waits == sorted(waits)
    assert waits[3] >= timedelta(hours=8)


@pytest.mark.parametrize("status", [429, 503])
async def test_retry_after_is_honoured(tmp_path: Path, newsstand: Newsstand, status: int) -> None:
    newsroom = open_newsroom(find_paths(str(tmp_path)), Config(), InlineOffload())
    at = format_datetime(datetime.now(UTC) + timedelta(hours=9), usegmt=True)
    seconds = subscribed(newsroom, newsstand.serve("/s", status=status, headers={"Retry-After": "32400"}))
    date = subscribed(newsroom, newsstand.serve("/d", status=status, headers={"Retry-After": at}))

    await outcomes(newsroom)

    assert all(wait_of(newsroom, feed_id) > timedelta(hours=8.9) for feed_id in (seconds, date))
    newsroom.close()


async def test_many_feeds_of_one_host_do_not_hold_up_another(tmp_path: Path, newsstand: Newsstand) -> None:
    config = Config(fetch_host_gap_s=0.0, refresh_connections=2)
    newsroom = open_newsroom(find_paths(str(tmp_path)), config, InlineOffload())
    for number in range(5):
        subscribed(newsroom, newsstand.feed(f"/{number}", "Courier", ["One"]))
    newsstand.feed("/other", "Other", ["One"])
    other = subscribed(newsroom, newsstand.url("/other", host="localhost"))

    with newsstand.hold("/0"):
        found = refresh.refresh_feeds(newsroom, force=True)
        assert isinstance(await anext(found), Started)
        first = await anext(found)
    async for _ in found:
        pass

    assert isinstance(first, Refreshed)
    assert first.feed_id == other
    newsroom.close()


async def test_a_fault_of_the_archive_ends_the_refresh_with_its_own_error(
    newsroom: Newsroom, newsstand: Newsstand
) -> None:
    subscribed(newsroom, newsstand.feed("/feed", "Courier", ["One"]))
    newsroom.database.write(lambda connection: connection.execute("DROP TABLE schedules"))

    with pytest.raises(StoreError):
        await outcomes(newsroom)


# ------------------------------------------------------------------------------------------ what is sent


async def test_validators_are_echoed_byte_for_byte(newsroom: Newsroom, newsstand: Newsstand) -> None:
    etag, modified = 'W/"a\xe9 b;c"', "sometime last Tuesday"
    newsstand.serve("/feed", rss("Courier", ["One"]), etag=etag, last_modified=modified)
    subscribed(newsroom, newsstand.url("/feed"))
    await outcomes(newsroom)

    (outcome,) = await outcomes(newsroom)

    heads = newsstand.requests("/feed")[1].headers
    assert (heads["if-none-match"], heads["if-modified-since"]) == (etag, modified)
    assert isinstance(outcome, Unchanged)


async def test_a_new_etag_in_a_304_is_echoed_from_then_on(newsroom: Newsroom, newsstand: Newsstand) -> None:
    body = rss("Courier", ["One"])
    known = Answer(status=304, headers={"ETag": '"2"'})
    newsstand.serve_in_turn("/feed", Answer(body, etag='"1"'), known, known)
    subscribed(newsroom, newsstand.url("/feed"))
    for _ in range(3):
        await outcomes(newsroom)

    sent = [request.headers.get("if-none-match") for request in newsstand.requests("/feed")]

    assert sent == [None, '"1"', '"2"']


async def test_one_feed_that_is_insisted_on_is_asked_without_validators(
    newsroom: Newsroom, newsstand: Newsstand
) -> None:
    feed_id = subscribed(newsroom, newsstand.feed("/feed", "Courier", ["One"]))
    await outcomes(newsroom)

    await outcomes(newsroom, (feed_id,))

    assert "if-none-match" not in newsstand.requests("/feed")[1].headers


async def test_tuinews_says_who_it_is(newsroom: Newsroom, newsstand: Newsstand) -> None:
    subscribed(newsroom, newsstand.feed("/feed", "Courier", ["One"]))

    await outcomes(newsroom)

    name, _, address = newsstand.requests("/feed")[0].headers["user-agent"].partition(" ")
    assert name.startswith("tuinews/")
    assert address.startswith("(+https://")


async def test_an_answer_that_has_not_changed_is_not_parsed(tmp_path: Path, newsstand: Newsstand) -> None:
    class Counting(InlineOffload):
        calls = 0

        async def run(self, function, /, *args, **kwargs):  # type: ignore[no-untyped-def]
            self.calls += 1
            return await super().run(function, *args, **kwargs)

    offload = Counting()
    newsroom = open_newsroom(find_paths(str(tmp_path)), Config(fetch_host_gap_s=0.0), offload)
    newsstand.feed("/validated", "Courier", ["One"])
    newsstand.serve("/bare", rss("Courier", ["One"]))
    subscribed(newsroom, newsstand.url("/validated"))
    subscribed(newsroom, newsstand.url("/bare"))
    await outcomes(newsroom)
    offload.calls = 0

    found = await outcomes(newsroom)

    assert [type(outcome) for outcome in found] == [Unchanged, Unchanged]
    assert offload.calls == 0
    newsroom.close()


# ------------------------------------------------------------------------------------- gone and moved


async def test_a_feed_that_is_gone_is_not_asked_any_more(
    newsroom: Newsroom, newsstand: Newsstand, clock: Watch
) -> None:
    newsstand.feed("/feed", "Courier", ["One"])
    feed_id = subscribed(newsroom, newsstand.url("/feed"))
    await outcomes(newsroom)
    newsstand.serve("/feed", status=410)
    (outcome,) = await outcomes(newsroom)
    clock.now += timedelta(days=400)

    assert isinstance(outcome, Failed)
    assert "gone for good (410)" in outcome.message
    assert "articles stay" in outcome.message
    assert await outcomes(newsroom, force=False) == []
    assert await outcomes(newsroom) == []
    assert stored(newsroom, feed_id).total == 1


async def test_a_feed_that_was_gone_comes_back_when_it_is_asked_by_name(
    newsroom: Newsroom, newsstand: Newsstand
) -> None:
    feed_id = subscribed(newsroom, newsstand.serve("/feed", status=410))
    await outcomes(newsroom)
    newsstand.feed("/feed", "Courier", ["One"])

    await outcomes(newsroom, (feed_id,))

    assert wait_of(newsroom, feed_id) < timedelta(days=1)


async def test_a_feed_that_was_gone_is_due_when_it_is_subscribed_to_again(
    newsroom: Newsroom, newsstand: Newsstand
) -> None:
    feed_id = subscribed(newsroom, newsstand.serve("/feed", status=410))
    await outcomes(newsroom)
    await mark.remove_feed(newsroom, feed_id)

    subscribed(newsroom, newsstand.feed("/feed", "Courier", ["One"]))

    assert stored(newsroom, feed_id).next_refresh_at is None


@pytest.mark.parametrize("status", [301, 308])
async def test_a_feed_that_moved_is_renamed_after_it_has_held_twice(
    newsroom: Newsroom, newsstand: Newsstand, status: int
) -> None:
    new = newsstand.feed("/new", "Courier", ["One"])
    old = newsstand.redirect("/old", new, status)
    feed_id = subscribed(newsroom, old)
    await outcomes(newsroom)
    assert stored(newsroom, feed_id).url == old

    (outcome,) = await outcomes(newsroom)

    assert stored(newsroom, feed_id).url == new
    assert isinstance(outcome, Unchanged)
    assert "moved to" in outcome.warnings[0]


async def test_a_move_that_did_not_hold_is_forgotten(newsroom: Newsroom, newsstand: Newsstand) -> None:
    new = newsstand.feed("/new", "Courier", ["One"])
    moved = Answer(status=301, headers={"Location": new})
    newsstand.serve_in_turn("/old", moved, Answer(rss("Courier", ["One"])), moved, moved)
    feed_id = subscribed(newsroom, newsstand.url("/old"))
    for _ in range(3):
        await outcomes(newsroom)
    assert stored(newsroom, feed_id).url == newsstand.url("/old")

    await outcomes(newsroom)

    assert stored(newsroom, feed_id).url == new


async def test_a_move_to_what_is_no_feed_is_not_believed(newsroom: Newsroom, newsstand: Newsstand) -> None:
    page = newsstand.serve("/login", b"<html><body>Please log in</body></html>", media_type="text/html")
    feed_id = subscribed(newsroom, newsstand.redirect("/old", page, 301))

    for _ in range(3):
        await outcomes(newsroom)

    assert stored(newsroom, feed_id).url == newsstand.url("/old")


@pytest.mark.parametrize("status", [302, 303, 307])
async def test_a_passing_redirect_never_renames(newsroom: Newsroom, newsstand: Newsstand, status: int) -> None:
    feed_id = subscribed(newsroom, newsstand.redirect("/old", newsstand.feed("/new", "Courier", ["One"]), status))

    for _ in range(4):
        await outcomes(newsroom)

    assert stored(newsroom, feed_id).url == newsstand.url("/old")


async def test_a_feed_that_moves_to_another_becomes_one_with_it(newsroom: Newsroom, newsstand: Newsstand) -> None:
    new = newsstand.feed("/new", "Courier", [Item("One"), Item("Two")])
    newsstand.feed("/old", "Courier", [Item("Zero"), Item("One")])
    old_id = subscribed(newsroom, newsstand.url("/old"), "My courier")
    new_id = subscribed(newsroom, new)
    await outcomes(newsroom)
    starred = next(row for row in await read.find_rows(newsroom, Scope(), 10) if row.feed_id == old_id)
    await mark.mark(newsroom, [starred.id], "starred", True)
    newsstand.redirect("/old", new, 301)

    for _ in range(2):
        await outcomes(newsroom)

    rows = await read.find_rows(newsroom, Scope(), 10)
    assert newsroom.database.read(feeds.get, old_id) is None
    assert sorted(row.title for row in rows) == ["One", "Two", "Zero"]
    assert {row.feed_id for row in rows} == {new_id}
    assert [row.title for row in rows if row.is_starred] == [starred.title]
    assert stored(newsroom, new_id).title == "My courier"
    assert (stored(newsroom, new_id).total, stored(newsroom, new_id).unread) == (3, 3)


async def test_a_feed_that_moves_to_another_hands_down_corrections_pages_and_choices(
    newsroom: Newsroom, newsstand: Newsstand
) -> None:
    new = newsstand.feed("/new", "Courier", [Item("One", guid="1")])
    old_id = subscribed(newsroom, newsstand.feed("/old", "Courier", [Item("One", guid="1")]))
    new_id = subscribed(newsroom, new)
    await outcomes(newsroom)
    ids = {row.feed_id: row.id for row in await read.find_rows(newsroom, Scope(), 10)}
    said = (NotPerson(("Ashford",)),)
    newsroom.database.write(corrections.replace, ids[old_id], said)
    newsroom.database.write(pages.fail, ids[old_id], "It is empty.", newsroom.clock())
    newsroom.database.write(pages.choose, old_id, "always")
    newsstand.redirect("/old", new, 301)

    for _ in range(2):
        await outcomes(newsroom)

    state = newsroom.database.read(pages.state, ids[new_id])
    assert newsroom.database.read(corrections.of, ids[new_id]) == said
    assert state is not None
    assert state.problem == "It is empty."
    assert newsroom.database.read(pages.choices)[new_id] == "always"


async def test_a_feed_that_is_gone_stands_among_the_problems_and_one_that_was_renamed_does_not(
    newsroom: Newsroom, newsstand: Newsstand
) -> None:
    gone_id = subscribed(newsroom, newsstand.serve("/gone", status=410))
    new = newsstand.feed("/new", "Courier", ["One"])
    moved_id = subscribed(newsroom, newsstand.redirect("/old", new, 301))

    for _ in range(2):
        await outcomes(newsroom)

    (problem,) = (await find_problems(newsroom)).failing
    assert stored(newsroom, moved_id).url == new
    assert problem.feed.id == gone_id
    assert problem.failure is not None
    assert problem.failure.kind is FailureKind.GONE


async def test_a_feed_that_moves_to_an_unsubscribed_one_takes_its_place(
    newsroom: Newsroom, newsstand: Newsstand
) -> None:
    new = newsstand.feed("/new", "Courier", [Item("One")])
    gone_id = subscribed(newsroom, new)
    await outcomes(newsroom)
    await mark.remove_feed(newsroom, gone_id)
    feed_id = subscribed(newsroom, newsstand.redirect("/old", new, 301))

    for _ in range(2):
        await outcomes(newsroom)

    assert stored(newsroom, feed_id).url == new
    assert [row.title for row in await read.find_rows(newsroom, Scope(), 10)] == ["One"]


# ---------------------------------------------------------------------------------------------- secrets


async def test_a_password_stands_in_no_log_and_no_message(
    tmp_path: Path, newsroom: Newsroom, newsstand: Newsstand
) -> None:
    open_log(tmp_path / "log")
    newsstand.serve("/broken", status=500)
    newsstand.redirect("/away", newsstand.url("/elsewhere", host="localhost", login="eve:hunter2"))
    newsstand.redirect("/moved", newsstand.feed("/here", "Courier", ["One"]), 301)
    for path in ("/broken", "/away", "/moved"):
        subscribed(newsroom, newsstand.url(path, login="ann:s3cret"))

    found = [*await outcomes(newsroom), *await outcomes(newsroom)]

    told = (tmp_path / "log").read_text() + str([outcome[2:] for outcome in found])
    assert "moved to" in told
    assert "s3cret" not in told
    assert "hunter2" not in told


# ------------------------------------------------------------------------------------------------- hosts


async def test_the_feeds_of_one_host_share_one_connection(newsroom: Newsroom, newsstand: Newsstand) -> None:
    for number in range(4):
        subscribed(newsroom, newsstand.feed(f"/{number}", "Courier", ["One"]))

    await outcomes(newsroom)

    assert {request.connection for request in newsstand.requests()} == {1}


async def test_two_refreshes_at_once_ask_a_feed_once(newsroom: Newsroom, newsstand: Newsstand) -> None:
    subscribed(newsroom, newsstand.feed("/first", "Courier", ["One"]))
    subscribed(newsroom, newsstand.feed("/second", "Courier", ["One"]))

    with newsstand.hold("/first"):
        waiting = asyncio.create_task(outcomes(newsroom, force=False))
        await newsstand.arrival("/first")
        second = newsroom.database.read(feeds.by_url, newsstand.url("/second"))
        assert second is not None
        await outcomes(newsroom, (second.id,))
    await waiting

    assert len(newsstand.requests("/second")) == 1
