"""Unencrypted requests go over connections of our own, which are as careful as those of httpx."""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

import pytest
from tests.web.conftest import failure, get, make_client

from tuinews.errors import FailureKind
from tuinews.fetch.http import HttpClient

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx"
Answering = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def serving(answer: Answering) -> AsyncIterator[int]:
    """Answer every connection in this way, as long as the block takes; yield the port."""
    answering = set[asyncio.Task[None]]()

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        answering.add(task)
        with suppress(ConnectionError):
            await answer(reader, writer)
            writer.close()
            await writer.wait_closed()

    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1]
    await asyncio.gather(*answering)


def leading_to(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    """Let every name lead to these addresses."""

    async def getaddrinfo(self: object, host: bytes, port: int, **_: object) -> list[tuple[object, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    monkeypatch.setattr(asyncio.base_events.BaseEventLoop, "getaddrinfo", getaddrinfo)


async def test_the_next_address_of_a_name_is_tried(client: HttpClient, monkeypatch: pytest.MonkeyPatch) -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(ANSWER)

    async with serving(answer) as port:
        leading_to(monkeypatch, "127.0.0.9", "127.0.0.1")

        document = await get(client, f"http://two.invalid:{port}/")

    assert document.body == b"x"


async def test_a_name_whose_addresses_all_refuse_is_told_so(
    client: HttpClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        leading_to(monkeypatch, "127.0.0.9", "127.0.0.8")

        error = await failure(client, f"http://two.invalid:{taken.getsockname()[1]}/")

    assert error.kind is FailureKind.CONNECTION_REFUSED


async def test_a_name_that_none_can_have_leads_nowhere(client: HttpClient) -> None:
    error = await failure(client, f"http://{'a' * 70}.invalid/")

    assert error.kind in {FailureKind.NO_SUCH_HOST, FailureKind.OFFLINE}


async def test_what_a_server_says_unasked_is_no_answer_to_the_next_request() -> None:
    asked = list[bytes]()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(await reader.readuntil(b"\r\n\r\n"))
        unasked = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfalse" if len(asked) == 1 else b""
        writer.write(ANSWER + unasked)
        await reader.read()

    async with serving(answer) as port, make_client() as client:
        bodies = [(await get(client, f"http://127.0.0.1:{port}/")).body for _ in range(2)]

    assert bodies == [b"x", b"x"]


async def test_news_before_the_answer_is_passed_over(client: HttpClient) -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + ANSWER)

    async with serving(answer) as port:
        assert (await get(client, f"http://127.0.0.1:{port}/")).body == b"x"


async def test_a_large_answer_comes_whole() -> None:
    body = bytes(range(256)) * (1 << 14)

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
        await writer.drain()

    async with serving(answer) as port, HttpClient() as client:
        assert (await get(client, f"http://127.0.0.1:{port}/")).body == body


def test_unencrypted_requests_do_not_load_what_encrypted_ones_need() -> None:
    script = """
import asyncio, sys
from tuinews.fetch import open_client
from tuinews.model.sources import Source, SourceKind
async def main():
    async with await open_client() as client:
        try: await client.get(Source(SourceKind.FEED, "http://127.0.0.1:1/"))
        except Exception as error: print(type(error).__name__)
asyncio.run(main())
print([name for name in ("httpcore", "anyio", "h2") if name in sys.modules])
"""

    shown = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert shown.stdout.split() == ["FetchError", "[]"]
