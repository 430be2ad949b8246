"""A redirect to another host is asked at the addresses that were checked, and at no others."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from tests.newsstand import Ending, Newsstand
from tests.web.conftest import SMALL, failure, feed_at, get, make_client

from tuinews.errors import FetchError
from tuinews.fetch import journey, pinning
from tuinews.fetch.http import HttpClient
from tuinews.fetch.journey import NO_VALIDATORS, Journey


def lead_to(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    """Let every name lead to these addresses when it is checked; the system knows none of the names."""

    async def look_up(host: str) -> tuple[str, ...]:
        return addresses

    monkeypatch.setattr(journey, "look_up", look_up)


def pointing_to_a_name(newsstand: Newsstand) -> str:
    """Return the address of a redirect to a document at a name that cannot be looked up."""
    newsstand.serve("/end", b"x")
    port = urlsplit(newsstand.url("/")).port
    return newsstand.redirect("/start", f"http://rebound.invalid:{port}/end")


async def test_what_was_checked_is_asked_and_the_name_is_not_looked_up_again(
    newsstand: Newsstand, client: HttpClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    lead_to(monkeypatch, "127.0.0.1")

    document = await get(client, pointing_to_a_name(newsstand))

    assert urlsplit(document.url).hostname == "rebound.invalid"
    assert newsstand.requests("/end")[0].headers["host"].startswith("rebound.invalid:")


async def test_an_address_that_does_not_answer_is_passed_over(
    newsstand: Newsstand, client: HttpClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    lead_to(monkeypatch, "127.0.0.9", "127.0.0.1")

    await get(client, pointing_to_a_name(newsstand))

    assert len(newsstand.requests("/end")) == 1


async def test_an_address_that_is_silent_is_left_soon_for_the_next(
    newsstand: Newsstand, client: HttpClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pinning, "_HASTY_S", 0.05)
    url = pointing_to_a_name(newsstand)
    with silent("127.0.0.9", urlsplit(newsstand.url("/")).port or 0):
        lead_to(monkeypatch, "127.0.0.9", "127.0.0.9", "127.0.0.1")

        async with asyncio.timeout(2):
            await get(client, url)

    assert len(newsstand.requests("/end")) == 1


@contextlib.contextmanager
def silent(host: str, port: int) -> Iterator[None]:
    """Listen at an address, and answer nobody who wants to connect."""
    with contextlib.ExitStack() as opened:
        server = opened.enter_context(socket.create_server((host, port), backlog=0))
        for _ in range(4):  # with its queue full the system drops what comes
            waiting = opened.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(server.getsockname())
        yield


async def test_a_name_that_led_nowhere_when_it_was_checked_is_not_asked(
    newsstand: Newsstand, client: HttpClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    lead_to(monkeypatch)

    await failure(client, pointing_to_a_name(newsstand).replace("rebound.invalid", "localhost"))

    assert newsstand.requests("/end") == []


async def test_the_next_hop_on_the_same_host_keeps_to_what_was_checked(
    newsstand: Newsstand, client: HttpClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    lead_to(monkeypatch, "127.0.0.1")
    url = pointing_to_a_name(newsstand)
    newsstand.redirect("/end", "/last")
    newsstand.serve("/last", b"x")

    await get(client, url)

    assert len(newsstand.requests("/last")) == 1


@pytest.mark.parametrize("ending", [Ending.CLOSE, Ending.RESET])
@pytest.mark.parametrize("is_asked_before", [False, True])
async def test_a_host_that_the_user_named_is_asked_on_where_it_answered(
    newsstand: Newsstand, client: HttpClient, monkeypatch: pytest.MonkeyPatch, ending: Ending, is_asked_before: bool
) -> None:
    looked_up: list[object] = []
    getaddrinfo = socket.getaddrinfo

    def look_up_once(host: Any, *args: Any, **kw: Any) -> Any:
        if host not in {"127.0.0.1", b"127.0.0.1"}:
            looked_up.append(host)
        if len(looked_up) > 1:
            raise socket.gaierror(socket.EAI_NONAME, "It leads elsewhere by now.")
        return getaddrinfo(host, *args, **kw)

    monkeypatch.setattr(socket, "getaddrinfo", look_up_once)
    newsstand.serve("/end", status=302, headers={"Location": "/last", "Connection": "close"}, ending=Ending.CLOSE)
    newsstand.serve("/last", b"x")
    newsstand.serve("/start", status=302, headers={"Location": "/end"}, ending=ending)
    if is_asked_before:
        await get(client, newsstand.url("/last", host="localhost"))

    document = await get(client, newsstand.url("/start", host="localhost"))

    assert document.body == b"x"


async def test_a_redirect_on_its_host_may_lead_to_another_address_of_it(
    newsstand: Newsstand, client: HttpClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    lead_to(monkeypatch, "127.0.0.1", "::1")

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx")
        writer.close()

    try:
        server = await asyncio.start_server(answer, "::1", 0)
    except OSError:
        pytest.skip("This machine has no IPv6.")
    async with server:
        end = f"http://localhost:{server.sockets[0].getsockname()[1]}/end"
        start = newsstand.redirect("/start", end).replace("127.0.0.1", "localhost")

        assert (await get(client, start)).body == b"x"


async def test_of_a_host_s_other_addresses_none_is_asked_that_lies_further_in(monkeypatch: pytest.MonkeyPatch) -> None:
    lead_to(monkeypatch, "1.0.0.1", "192.168.1.1", "1.1.1.1", "127.0.0.1")
    here = Journey.to(feed_at("http://public.invalid/start"), NO_VALIDATORS, {}, SMALL)

    await here.follow(302, "/end", "1.1.1.1", lambda _: False)

    assert here.checked == ("1.1.1.1", "1.0.0.1")


async def test_a_server_that_hides_where_it_is_may_not_point_into_a_private_network(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lead_to(monkeypatch, "192.168.1.1")
    for location in ("/end", "http://home.invalid/end"):
        here = Journey.to(feed_at("http://public.invalid/start"), NO_VALIDATORS, {}, SMALL)

        with pytest.raises(FetchError, match="into a private network"):
            await here.follow(302, location, "", lambda _: False)


async def test_a_proxy_looks_names_up_itself(newsstand: Newsstand, monkeypatch: pytest.MonkeyPatch) -> None:
    lead_to(monkeypatch, "127.0.0.9")
    url = pointing_to_a_name(newsstand)
    newsstand.serve("http://feeds.invalid/start", status=302, headers={"Location": "http://rebound.invalid/end"})
    newsstand.serve("http://rebound.invalid/end", b"x")
    parts = urlsplit(url)
    monkeypatch.setenv("HTTP_PROXY", f"http://{parts.netloc}")
    monkeypatch.setenv("http_proxy", f"http://{parts.netloc}")

    async with make_client() as client:
        document = await get(client, "http://feeds.invalid/start")

    assert document.body == b"x"


async def test_however_many_hosts_were_checked_few_connections_stay_open(
    client: HttpClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    lead_to(monkeypatch, "127.0.0.1")
    now_open, most = 0, 0

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal now_open, most
        now_open += 1
        most = max(most, now_open)
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            while target := (await reader.readuntil(b"\r\n\r\n")).split()[1].decode():
                status, location = ("302", target[1:]) if target.startswith("/http") else ("200", "")
                writer.write(f"HTTP/1.1 {status} X\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n".encode())
        now_open -= 1
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        for number in range(60):
            await get(client, f"http://127.0.0.1:{port}/http://host{number}.invalid:{port}/end")
        await client.__aexit__(None, None, None)

    assert most < 30
