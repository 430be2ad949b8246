"""Answers as servers send them: news before the answer, and all at once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

from tests.web.conftest import failure, get

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


async def test_a_name_that_none_can_have_leads_nowhere(client: HttpClient) -> None:
    error = await failure(client, f"http://{'a' * 70}.invalid/")

    assert error.kind in {FailureKind.NO_SUCH_HOST, FailureKind.OFFLINE}


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
