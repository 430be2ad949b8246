"""A host is asked by one at a time and left in peace between two; other hosts do not wait for it."""

import asyncio

import pytest
from tests.newsstand import Newsstand
from tests.web.conftest import feed_at, make_client

from tuinews.fetch.http import HttpClient
from tuinews.fetch.politeness import Politeness


async def test_one_host_is_asked_by_one_at_a_time(newsstand: Newsstand, client: HttpClient) -> None:
    first, second = newsstand.serve("/1", b"x"), newsstand.serve("/2", b"x")
    with newsstand.hold("/1"):
        both = asyncio.gather(client.get(feed_at(first)), client.get(feed_at(second)))
        await newsstand.arrival("/1")
        assert newsstand.requests("/2") == []

    await both

    assert len(newsstand.requests("/2")) == 1


async def test_another_host_is_asked_meanwhile(newsstand: Newsstand, client: HttpClient) -> None:
    slow = newsstand.serve("/slow", b"x")
    newsstand.serve("/quick", b"x")
    with newsstand.hold("/slow"):
        waiting = asyncio.create_task(client.get(feed_at(slow)))
        await newsstand.arrival("/slow")

        await client.get(feed_at(newsstand.url("/quick", host="localhost")))

        assert not waiting.done()
    await waiting


async def test_a_host_is_left_in_peace_between_two_requests(newsstand: Newsstand) -> None:
    source = feed_at(newsstand.serve("/news", b"x"))

    async with make_client(gap_s=0.05) as client:
        await asyncio.gather(client.get(source), client.get(source))

    first, second = newsstand.requests("/news")
    assert second.at - first.at >= 0.05


async def test_a_redirect_on_the_same_host_needs_no_pause(newsstand: Newsstand) -> None:
    newsstand.serve("/end", b"x")

    async with make_client(gap_s=60) as client, asyncio.timeout(10):
        await client.get(feed_at(newsstand.redirect("/start", "/end")))


async def test_two_feeds_that_point_at_each_others_host_do_not_lock_up(
    newsstand: Newsstand, client: HttpClient
) -> None:
    newsstand.serve("/end", b"x")
    newsstand.redirect("/here", newsstand.url("/end", host="localhost"))
    newsstand.redirect("/there", newsstand.url("/end"))

    async with asyncio.timeout(10):
        await asyncio.gather(
            client.get(feed_at(newsstand.url("/here"))), client.get(feed_at(newsstand.url("/there", host="localhost")))
        )

    assert len(newsstand.requests("/end")) == 2


async def test_no_more_hosts_are_asked_at_once_than_allowed() -> None:
    politeness = Politeness(0, at_once=2)
    inside: list[str] = []
    most = 0

    async def visit(host: str) -> None:
        nonlocal most
        async with politeness.turn(host):
            inside.append(host)
            most = max(most, len(inside))
            await asyncio.sleep(0)
            inside.remove(host)

    await asyncio.gather(*(visit(f"host{number}") for number in range(10)))

    assert most == 2


async def test_a_turn_is_given_back_when_its_holder_fails() -> None:
    politeness = Politeness(0, at_once=1)

    with pytest.raises(ValueError, match="oops"):
        async with politeness.turn("host"):
            raise ValueError("oops")

    async with asyncio.timeout(5), politeness.turn("host"):
        pass


async def test_a_turn_is_given_back_when_its_holder_gives_up_waiting() -> None:
    politeness = Politeness(0)

    async def wait_for_turn() -> None:
        async with politeness.turn("host"):
            raise AssertionError("The turn was not free.")

    async with politeness.turn("host"):
        waiting = asyncio.create_task(wait_for_turn())
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.wait([waiting])

    async with asyncio.timeout(5), politeness.turn("host"):
        pass


async def test_manners_hold_beyond_a_thousand_hosts() -> None:
    politeness = Politeness(0)

    async with politeness.turn("busy"):
        for number in range(1500):
            async with politeness.turn(f"host{number}"):
                pass
        late = asyncio.create_task(politeness.turn("busy").__aenter__())
        await asyncio.sleep(0)

        assert not late.done()
        late.cancel()
