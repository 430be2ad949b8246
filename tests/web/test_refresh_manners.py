"""A refresh is polite: it asks seldom, says who it is, and takes a no for an answer."""

import asyncio
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from tests.newsstand import Answer, Item, Newsstand, rss
from tests.web.watch import NOON, Watch, outcomes, stored, subscribed, wait_of

from tuinews.config import Config
from tuinews.errors import StoreError
from tuinews.model.events import Refreshed, Started, Unchanged
from tuinews.newsroom import Newsroom, refresh
from tuinews.newsroom.log import open_log
from tuinews.newsroom.offload import InlineOffload
from tuinews.newsroom.opening import open_newsroom
from tuinews.paths import find_paths
from tuinews.store import feeds

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
