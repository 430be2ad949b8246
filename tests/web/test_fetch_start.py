"""Fetching costs nothing until the first address is asked for."""

import subprocess
import sys

from tests.newsstand import Newsstand
from tests.web.conftest import feed_at, make_client

from tuinews.fetch import fetch, open_client
from tuinews.fetch.politeness import Politeness
from tuinews.model.sources import Document

SLOW = ("httpx", "h2", "brotli", "zstandard", "anyio", "certifi")


def test_importing_fetch_loads_no_network_library() -> None:
    script = f"import sys, tuinews.fetch; print([name for name in {SLOW!r} if name in sys.modules])"

    shown = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert shown.stdout.strip() == "[]"


async def test_fetch_asks_with_a_client_of_its_own(newsstand: Newsstand) -> None:
    document = await fetch(feed_at(newsstand.serve("/news", b"x")))

    assert isinstance(document, Document)


async def test_fetch_asks_with_the_client_it_is_given(newsstand: Newsstand) -> None:
    source = feed_at(newsstand.serve("/news", b"x"))

    async with make_client() as client:
        document = await fetch(source, client=client)

    assert isinstance(document, Document)


async def test_a_client_keeps_its_connection_for_the_next_request(newsstand: Newsstand) -> None:
    source = feed_at(newsstand.serve("/news", b"x"))

    async with await open_client(politeness=Politeness(0)) as client:
        await client.get(source)
        await client.get(source)

    assert [request.connection for request in newsstand.requests()] == [1, 1]


async def test_a_closed_client_leaves_no_connection_open(newsstand: Newsstand) -> None:
    async with make_client() as client:
        await client.get(feed_at(newsstand.serve("/news", b"x")))

    async with make_client() as client:
        await client.get(feed_at(newsstand.url("/news")))

    assert [request.connection for request in newsstand.requests()] == [1, 2]
