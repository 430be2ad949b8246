"""A web server on 127.0.0.1 that says what a test tells it to, counts who asked and remembers how.

    with Newsstand() as newsstand:
        newsstand.feed("/news", "The Example", ["First story", "Second story"])
        ... fetch newsstand.url("/news") ...
        assert len(newsstand.requests("/news")) == 1

It runs in a thread with an event loop of its own, so the code under test may block or be a child process.
"""

from __future__ import annotations

import asyncio
import hashlib
import html
import itertools
import socket
import ssl
import struct
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from enum import Enum, auto
from types import TracebackType
from typing import Final, Self
from urllib.parse import urlsplit

RSS: Final = "application/rss+xml; charset=utf-8"
HTML: Final = "text/html; charset=utf-8"
PATIENCE_S: Final = 5.0


class Ending(Enum):
    """What the server does with the connection after an answer."""

    KEEP = auto()
    CLOSE = auto()
    RESET = auto()
    HANG = auto()
    """It says nothing more and stays on the line."""


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it came."""

    method: str
    target: str
    headers: dict[str, str]
    """Names in lower case."""
    body: bytes
    at: float
    """When it came, on the monotonic clock."""
    connection: int
    """Which connection it came on, counted from 1."""

    @property
    def path(self) -> str:
        """The target without its query."""
        return urlsplit(self.target).path


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: well-formed, with 304 where a validator matches, unless `raw` says it byte by byte."""

    body: bytes = b""
    media_type: str = RSS
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    """May override Content-Length; a value may hold several lines "a\\r\\nName: b"."""
    etag: str = ""
    last_modified: str = ""
    delay_s: float = 0.0
    """How long the server thinks before it answers."""
    drip_s: float = 0.0
    """The pause after each byte of the body, 0 to send it at once."""
    raw: bytes | None = None
    """The whole answer, status line included."""
    ending: Ending = Ending.KEEP

    def is_known_to(self, request: Request) -> bool:
        """Tell whether the request carries the validator of this answer."""
        heads = request.headers
        if self.etag and heads.get("if-none-match") == self.etag:
            return True
        return bool(self.last_modified) and heads.get("if-modified-since") == self.last_modified

    def head(self, *, is_known: bool) -> bytes:
        """Return status line and headers."""
        lines = {"Content-Type": self.media_type, "ETag": self.etag, "Last-Modified": self.last_modified}
        if not is_known:
            lines["Content-Length"] = str(len(self.body))
        lines |= self.headers
        shown = "".join(f"{name}: {value}\r\n" for name, value in lines.items() if value)
        status = "304 Not Modified" if is_known else f"{self.status} Whatever"
        return f"HTTP/1.1 {status}\r\n{shown}\r\n".encode("latin-1")


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of a feed; guid and link are made from the title when left out."""

    title: str
    html: str = ""
    guid: str = ""
    url: str = ""
    published: datetime | None = None


class Newsstand:
    """The server; a context manager that listens from `with` to its end."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.port = 0
        self._tls = tls
        self._answers: dict[str, list[Answer]] = {}
        self._gates: dict[str, asyncio.Event] = {}
        self._requests: list[Request] = []
        self._news = threading.Condition()
        self._started = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()), name="newsstand")

    def __enter__(self) -> Self:
        self._thread.start()
        if not self._started.wait(PATIENCE_S):
            raise RuntimeError("The newsstand did not open.")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._closing.set)
        self._thread.join(PATIENCE_S)

    # ------------------------------------------------------------------------------------------ what to say

    def serve(
        self,
        path: str,
        body: bytes = b"",
        *,
        media_type: str = RSS,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        etag: str = "",
        last_modified: str = "",
        delay_s: float = 0.0,
        drip_s: float = 0.0,
        ending: Ending = Ending.KEEP,
    ) -> str:
        """Answer a path from now on; return its address."""
        answer = Answer(body, media_type, status, headers or {}, etag, last_modified, delay_s, drip_s, ending=ending)
        return self.serve_in_turn(path, answer)

    def serve_in_turn(self, path: str, *answers: Answer) -> str:
        """Answer the first request with the first answer and so on; the last one stays. Return the address."""
        self._answers[path] = list(answers)
        return self.url(path)

    def serve_raw(self, path: str, data: bytes, *, ending: Ending = Ending.CLOSE) -> str:
        """Answer with these very bytes; return the address."""
        return self.serve_in_turn(path, Answer(raw=data, ending=ending))

    def redirect(self, path: str, to: str, status: int = 302) -> str:
        """Point from a path to another address; return the address that points."""
        return self.serve(path, status=status, headers={"Location": to})

    def feed(
        self, path: str, title: str, entries: Sequence[str | Item], *, headers: Mapping[str, str] | None = None
    ) -> str:
        """Serve an RSS feed with an etag of its content; return its address."""
        body = rss(title, entries)
        return self.serve(path, body, headers=headers, etag=f'"{hashlib.sha256(body).hexdigest()[:16]}"')

    @contextmanager
    def hold(self, path: str) -> Iterator[None]:
        """Let requests for a path arrive but wait for their answer until the block ends."""
        gate = self._gates[path] = asyncio.Event()
        try:
            yield
        finally:
            del self._gates[path]
            self._loop.call_soon_threadsafe(gate.set)

    # ---------------------------------------------------------------------------------------- what happened

    def url(self, path: str, *, host: str = "127.0.0.1", login: str = "") -> str:
        """Return the address of a path; "localhost" is a second host, "name:password" a login."""
        scheme = "https" if self._tls else "http"
        return f"{scheme}://{login}{'@' if login else ''}{host}:{self.port}{path}"

    def requests(self, path: str | None = None) -> list[Request]:
        """Return the requests for a path, or all of them, in order."""
        with self._news:
            return [request for request in self._requests if path in (None, request.path)]

    async def arrival(self, path: str, count: int = 1) -> None:
        """Wait until so many requests for a path have come."""
        await asyncio.to_thread(self.wait_for, path, count)

    def wait_for(self, path: str, count: int = 1) -> None:
        """Block until so many requests for a path have come."""
        with self._news:
            if not self._news.wait_for(lambda: sum(r.path == path for r in self._requests) >= count, PATIENCE_S):
                raise TimeoutError(f"{path} was not asked for {count} times.")

    # ------------------------------------------------------------------------------------------- the server

    async def _run(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._closing = asyncio.Event()
        visits: set[asyncio.Task[None]] = set()
        numbers = itertools.count(1)

        def welcome(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            visit = self._loop.create_task(self._visit(next(numbers), reader, writer))
            visits.add(visit)
            visit.add_done_callback(visits.discard)

        server = await asyncio.start_server(welcome, "127.0.0.1", 0, ssl=self._tls)
        self.port = server.sockets[0].getsockname()[1]
        self._started.set()
        await self._closing.wait()
        server.close()
        for visit in visits:
            visit.cancel()
        await asyncio.gather(*visits, return_exceptions=True)

    async def _visit(self, number: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            with suppress(ConnectionError, asyncio.IncompleteReadError):
                while await self._reply(await _read(reader, number), writer):
                    pass
        finally:
            writer.close()
            with suppress(ConnectionError, ssl.SSLError):
                await writer.wait_closed()

    async def _reply(self, request: Request, writer: asyncio.StreamWriter) -> bool:
        """Send the answer; tell whether the connection goes on."""
        with self._news:
            self._requests.append(request)
            self._news.notify_all()
        answers = self._answers.get(request.path) or [Answer(b"no such path", "text/plain", 404)]
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        if gate := self._gates.get(request.path):
            await gate.wait()
        await asyncio.sleep(answer.delay_s)
        await _send(answer, request, writer)
        if answer.ending is Ending.HANG:
            await self._closing.wait()
        if answer.ending is Ending.RESET:
            _reset(writer)
        return answer.ending is Ending.KEEP


def rss(title: str, entries: Sequence[str | Item]) -> bytes:
    """Return an RSS 2.0 feed."""
    items = "".join(map(_item, entries))
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel><title>{html.escape(title)}</title>'
        f"<link>http://news.example/</link><description></description>{items}</channel></rss>"
    ).encode()


def _item(entry: str | Item) -> str:
    item = Item(entry) if isinstance(entry, str) else entry
    slug = hashlib.sha256(item.title.encode()).hexdigest()[:12]
    facts = {
        "title": item.title,
        "link": item.url or f"http://news.example/{slug}",
        "description": item.html,
        "pubDate": format_datetime(item.published) if item.published else "",
    }
    lines = "".join(f"<{name}>{html.escape(value)}</{name}>" for name, value in facts.items() if value)
    return f'<item><guid isPermaLink="false">{html.escape(item.guid or slug)}</guid>{lines}</item>'


async def _read(reader: asyncio.StreamReader, connection: int) -> Request:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = head.rstrip("\r\n").split("\r\n")
    method, target, _ = first.split(" ")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return Request(method, target, headers, body, time.monotonic(), connection)


async def _send(answer: Answer, request: Request, writer: asyncio.StreamWriter) -> None:
    is_known = answer.is_known_to(request)
    if answer.raw is not None:
        head, body = answer.raw, b""
    else:
        head, body = answer.head(is_known=is_known), b"" if is_known else answer.body
    writer.write(head)
    step = 1 if answer.drip_s else len(body) or 1
    for place in range(0, len(body), step):
        writer.write(body[place : place + step])
        await writer.drain()
        await asyncio.sleep(answer.drip_s)
    await writer.drain()


def _reset(writer: asyncio.StreamWriter) -> None:
    """End the connection the hard way: the other side meets an error instead of an end."""
    connection: socket.socket = writer.get_extra_info("socket")
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()
