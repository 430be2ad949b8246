"""Sends unencrypted requests over connections of our own: HTTP/1.1, which is all that is spoken there.

httpx goes through httpcore and anyio to the socket, which for two hundred feeds takes three times as long as asking
them by asyncio does; and what encrypted requests need besides need not be loaded. The answers are read by h11 here as
there.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Iterator
from ipaddress import ip_address
from typing import Any, Final

import h11
import httpx

_HTTP_PORT: Final = 80
_MOST_WAITING_BYTES: Final = 1 << 19
"""A server that sends faster than is read waits once so much has come."""
_LONGEST_HEAD_BYTES: Final = 100 << 10
_EYEBALLS_S: Final = 0.25
"""After so long the next address of a name is tried beside the one before. RFC 8305, 5"""

_Timeouts = dict[str, float | None]


class PlainTransport(httpx.AsyncBaseTransport):
    """Asks over one connection a request, and keeps some of them for the next on the same host."""

    def __init__(self, *, limits: httpx.Limits, **_secrets: Any) -> None:
        self._most_idle = limits.max_keepalive_connections or 0
        self._idle_s = limits.keepalive_expiry or 0.0
        self._idle: list[_Connection] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request and return its answer once its head has come.

        Raises:
            httpx.TransportError: there is no connection, no answer, or none that is HTTP.
        """
        timeouts: _Timeouts = request.extensions.get("timeout", {})
        place = request.url.raw_host.decode("ascii"), request.url.port or _HTTP_PORT
        connection = self._kept(place) or await _connect(place, timeouts)
        try:
            head = await connection.ask(request, timeouts)
        except BaseException:
            connection.close()
            raise
        return httpx.Response(
            head.status_code,
            headers=head.headers.raw_items(),
            stream=_Body(self, connection, timeouts),
            extensions={
                "http_version": b"HTTP/" + head.http_version,
                "reason_phrase": head.reason,
                "network_stream": connection,
            },
        )

    async def aclose(self) -> None:
        """Close every connection that is kept."""
        while self._idle:
            self._idle.pop().close()
        await asyncio.sleep(0)  # until the event loop has closed them

    def take_back(self, connection: _Connection) -> None:
        """Keep a connection for the next request where it is good for one, else close it."""
        if not connection.is_ready_again() or not self._most_idle:
            connection.close()
            return
        connection.expires_at = asyncio.get_running_loop().time() + self._idle_s
        self._idle.append(connection)
        if len(self._idle) > self._most_idle:
            self._idle.pop(0).close()

    def _kept(self, place: tuple[str, int]) -> _Connection | None:
        now = asyncio.get_running_loop().time()
        for connection in self._idle.copy():
            if connection.place == place or connection.expires_at < now:
                self._idle.remove(connection)
                if connection.expires_at >= now and connection.is_silent():
                    return connection
                connection.close()
        return None


class _Body(httpx.AsyncByteStream):
    """The body of an answer as it comes; when it is closed, its connection is free or gone."""

    def __init__(self, transport: PlainTransport, connection: _Connection, timeouts: _Timeouts) -> None:
        self._transport = transport
        self._connection: _Connection | None = connection
        self._timeouts = timeouts

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while self._connection is not None:
            event = await self._connection.next_event(self._timeouts)
            if not isinstance(event, h11.Data):
                return
            yield bytes(event.data)

    async def aclose(self) -> None:
        if self._connection is not None:
            self._transport.take_back(self._connection)
            self._connection = None


class _Connection(asyncio.Protocol):
    """One connection to a server; asked by one request at a time."""

    def __init__(self, place: tuple[str, int]) -> None:
        self.place = place
        self.expires_at = 0.0
        self._state = h11.Connection(h11.CLIENT, max_incomplete_event_size=_LONGEST_HEAD_BYTES)
        self._transport: asyncio.Transport | None = None
        self._came = bytearray()
        self._is_over = False
        self._problem: Exception | None = None
        self._news: asyncio.Future[None] | None = None

    # ------------------------------------------------------------------------------------ what asyncio calls

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember what to write to."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Let bytes wait until they are read."""
        self._came += data
        if len(self._came) > _MOST_WAITING_BYTES and self._transport is not None:
            self._transport.pause_reading()
        self._tell()

    def eof_received(self) -> bool:
        """Note that nothing more comes; what was asked may still be on its way out."""
        self._is_over = True
        self._tell()
        return True

    def connection_lost(self, problem: Exception | None) -> None:
        """Note that the connection is gone."""
        self._is_over = True
        self._problem = problem
        self._tell()

    # ------------------------------------------------------------------------------------ what a transport calls

    async def ask(self, request: httpx.Request, timeouts: _Timeouts) -> h11.Response:
        """Send a request and return the head of its answer."""
        assert self._transport is not None
        with _in_terms_of_httpx():
            head = h11.Request(method=request.method, target=request.url.raw_path, headers=[*request.headers.raw])
            wire = self._state.send(head) or b""
            async for part in request.stream:  # type: ignore[union-attr]
                wire += self._state.send(h11.Data(data=part)) or b""
            self._transport.write(wire + (self._state.send(h11.EndOfMessage()) or b""))
        while isinstance(event := await self.next_event(timeouts), h11.InformationalResponse):
            pass
        if not isinstance(event, h11.Response):
            raise httpx.RemoteProtocolError("The server left without an answer.")
        return event

    async def next_event(self, timeouts: _Timeouts) -> object:
        """Return what comes next of an answer."""
        with _in_terms_of_httpx():
            while True:
                event = self._state.next_event()
                if event is not h11.NEED_DATA:
                    return event
                data = await self._receive(timeouts.get("read"))
                if not data and self._state.their_state is h11.SEND_RESPONSE:
                    raise httpx.RemoteProtocolError("The server left without an answer.")
                self._state.receive_data(data)

    def is_ready_again(self) -> bool:
        """Return whether an answer was read to its end and another request can follow it."""
        is_done = self._state.our_state is h11.DONE and self._state.their_state is h11.DONE
        if not is_done or self._state.trailing_data[0] or not self.is_silent():
            return False
        self._state.start_next_cycle()
        return True

    def is_silent(self) -> bool:
        """Return whether the server has said nothing unasked, and is there."""
        return not (self._came or self._is_over)

    def close(self) -> None:
        """Close the connection."""
        if self._transport is not None:
            self._transport.abort()  # nothing that is still on its way out matters any more

    def get_extra_info(self, name: str) -> Any:
        """Return the server's address, under the name that httpcore has for it."""
        is_known = name == "server_addr" and self._transport is not None
        return self._transport.get_extra_info("peername") if is_known and self._transport else None

    async def _receive(self, limit_s: float | None) -> bytes:
        """Return what has come, after waiting for something; empty when nothing more will."""
        if not (self._came or self._is_over):
            self._news = asyncio.get_running_loop().create_future()
            try:
                async with asyncio.timeout(limit_s):
                    await self._news
            except TimeoutError as error:
                raise httpx.ReadTimeout("The server is silent.") from error
            finally:
                self._news = None
        if self._problem is not None and not self._came:
            raise httpx.ReadError("The connection broke off.") from self._problem
        data, self._came = self._came, bytearray()
        if self._transport is not None and not self._is_over:
            self._transport.resume_reading()
        return bytes(data)

    def _tell(self) -> None:
        if self._news is not None and not self._news.done():
            self._news.set_result(None)


async def _connect(place: tuple[str, int], timeouts: _Timeouts) -> _Connection:
    try:
        async with asyncio.timeout(timeouts.get("connect")):
            addresses = await _addresses(place)
            if len(addresses) == 1:
                return await _connect_to(addresses[0], place)
            return await _connect_to_any(addresses, place)
    except TimeoutError as error:
        raise httpx.ConnectTimeout("The server does not take the connection.") from error
    except (OSError, ExceptionGroup) as error:
        raise httpx.ConnectError("The server cannot be reached.") from error


async def _addresses(place: tuple[str, int]) -> list[str]:
    """Return the addresses that a name leads to, those of its second family beginning right after the first."""
    host, port = place
    with contextlib.suppress(ValueError):
        return [str(ip_address(host))]
    # Bytes: what is ASCII already is not made ASCII once more, which fails for names that only look odd.
    found = await asyncio.get_running_loop().getaddrinfo(host.encode("ascii"), port, type=socket.SOCK_STREAM)
    hosts = list(dict.fromkeys(str(address[0]) for *_, address in found))
    other = next((one for one in hosts if (":" in one) != (":" in hosts[0])), None)
    if other is not None:
        hosts.remove(other)
        hosts.insert(1, other)
    return hosts


async def _connect_to(address: str, place: tuple[str, int]) -> _Connection:
    _, connection = await asyncio.get_running_loop().create_connection(lambda: _Connection(place), address, place[1])
    return connection


async def _connect_to_any(addresses: list[str], place: tuple[str, int]) -> _Connection:
    """Try addresses one after the other, each while those before it are still silent; the first that answers wins."""
    waiting = list(reversed(addresses))
    trying = set[asyncio.Task[_Connection]]()
    problems = list[Exception]()
    try:
        while waiting or trying:
            if waiting:
                trying.add(asyncio.ensure_future(_connect_to(waiting.pop(), place)))
            done, _ = await asyncio.wait(
                trying, timeout=_EYEBALLS_S if waiting else None, return_when=asyncio.FIRST_COMPLETED
            )
            for task in done:
                trying.remove(task)
                try:
                    return task.result()
                except OSError as problem:
                    problems.append(problem)
    finally:
        for task in trying:
            task.add_done_callback(_drop)
            task.cancel()
    raise ExceptionGroup("No address answers.", problems)


def _drop(task: asyncio.Task[_Connection]) -> None:
    """Close a connection that came too late."""
    if not task.cancelled() and task.exception() is None:
        task.result().close()


@contextlib.contextmanager
def _in_terms_of_httpx() -> Iterator[None]:
    try:
        yield
    except h11.RemoteProtocolError as error:
        raise httpx.RemoteProtocolError(str(error)) from error
    except h11.LocalProtocolError as error:
        raise httpx.LocalProtocolError(str(error)) from error
