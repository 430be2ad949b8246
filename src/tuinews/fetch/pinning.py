"""Asks at the addresses that were checked: a name that is looked up again may lead elsewhere (DNS rebinding)."""

from __future__ import annotations

import contextlib
import functools
import socket
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias, cast

import httpx

Headers: TypeAlias = Sequence[tuple[bytes, bytes]]

CHECKED: Final = "tuinews_checked"
"""The extension of a request that holds the only IP addresses it may be sent to."""


_IDLE_NAMES: Final = 8
"""Of how many names that nobody asks connections stay open, each of which takes one of the few files a process has."""
_HASTY_S: Final = 1.0
"""For so long an address is waited for while there are others."""


class PinnedTransport(httpx.AsyncBaseTransport):
    """Sends a request that names checked addresses to one of them; the name stays in Host, SNI and certificate."""

    def __init__(self, open_transport: Callable[[], httpx.AsyncBaseTransport]) -> None:
        self._open = open_transport
        self._by_lookup = open_transport()
        # One for each name: a connection whose certificate was checked for one name must never serve another.
        self._by_name: dict[str, _Pinned] = {}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request.

        Raises:
            httpx.ConnectError: none of its addresses can be reached, or it has none.
        """
        addresses: tuple[str, ...] | None = request.extensions.get(CHECKED)
        if addresses is None:
            return await self._by_lookup.handle_async_request(request)
        name = request.url.raw_host.decode("ascii")
        pinned = self._by_name.pop(name) if name in self._by_name else _Pinned(self._open())
        self._by_name[name] = pinned  # the name that was asked last stands last
        pinned.users += 1
        try:
            response = await _first_answer(pinned.transport, request, name, addresses)
        except BaseException:
            await self._release(pinned)
            raise
        body = cast(httpx.AsyncByteStream, response.stream)
        response.stream = _Body(body, functools.partial(self._release, pinned))
        return response

    async def _release(self, pinned: _Pinned) -> None:
        """Let go of a name's connections, and close those of the names that nobody has asked for longest."""
        pinned.users -= 1
        idle = [name for name, one in self._by_name.items() if not one.users]
        # They are gone before the first is closed: who asks such a name meanwhile opens connections anew.
        for dropped in [self._by_name.pop(name) for name in idle[:-_IDLE_NAMES]]:
            await dropped.transport.aclose()

    async def aclose(self) -> None:
        """Close every connection."""
        await self._by_lookup.aclose()
        while self._by_name:
            await self._by_name.popitem()[1].transport.aclose()


@dataclass(slots=True)
class _Pinned:
    """The connections to a name."""

    transport: httpx.AsyncBaseTransport
    users: int = 0
    """Requests that are under way or whose answer is being read."""


class _Body(httpx.AsyncByteStream):
    """The body of an answer; tells when it is done with."""

    def __init__(self, stream: httpx.AsyncByteStream, done: Callable[[], Awaitable[None]]) -> None:
        self._stream = stream
        self._done = done

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self._stream.__aiter__()

    async def aclose(self) -> None:
        try:
            await self._stream.aclose()
        finally:
            await self._done()


class _Written(httpx.URL):
    """An address whose host stays as it is written; what it stands for is no name at times, and httpx would raise."""

    @property
    def host(self) -> str:
        return self.raw_host.decode("ascii")


class PinningClient(httpx.AsyncClient):
    """A client whose direct connections are pinned; a proxy of the environment's looks names up itself."""

    def _init_transport(self, *_: Any, **settings: Any) -> httpx.AsyncBaseTransport:
        # httpx takes no transport of ours without forgetting the proxies of the environment; tests hold this hook.
        settings.pop("transport", None)
        return PinnedTransport(functools.partial(httpx.AsyncHTTPTransport, **settings))

    def is_proxied(self, url: httpx.URL) -> bool:
        """Tell whether a proxy is asked in the place of a host."""
        return self._transport_for_url(url) is not self._transport

    def _transport_for_url(self, url: httpx.URL) -> httpx.AsyncBaseTransport:
        # httpx reads the names of NO_PROXY in letters where they are parts of whole addresses, and else as they stand.
        spellings: list[httpx.URL] = [_Written(url)]
        with contextlib.suppress(UnicodeError):
            if url.host != spellings[0].host:
                spellings.append(url)
        for pattern, transport in self._mounts.items():
            if any(map(pattern.matches, spellings)):
                return transport or self._transport
        return self._transport

    async def ask(self, url: httpx.URL, headers: Headers, extensions: Mapping[str, Any]) -> httpx.Response:
        """Return the answer to a GET as its transport gives it, its body still to come.

        `send` would look for redirects, cookies and a login in it, of which nothing is wanted here, and takes as long
        for that as for the rest of a request.

        Raises:
            httpx.HTTPError: there is no answer, or none that can be understood.
        """
        host = (b"Host", url.netloc)
        heads = {name.lower(): (name, value) for name, value in (host, *self.headers.raw, *headers)}
        told = {"timeout": self.timeout.as_dict(), **extensions}
        request = httpx.Request("GET", url, headers=list(heads.values()), extensions=told)
        try:
            response = await self._transport_for_url(url).handle_async_request(request)
        except ValueError as error:  # httpcore takes the status of HTTP/2 for a number unseen
            raise httpx.RemoteProtocolError("The answer makes no sense.", request=request) from error
        response.headers.encoding = "latin-1"  # bytes as they are: what is echoed must go back as it came
        return response


async def _first_answer(
    transport: httpx.AsyncBaseTransport, request: httpx.Request, name: str, addresses: Sequence[str]
) -> httpx.Response:
    """Return what the first of the addresses that can be reached answers.

    One that is silent is left soon for the next: where a network has no way to IPv6 all of those are.

    Raises:
        httpx.ConnectError: none can be, or there are none.
    """
    problem: httpx.TransportError = httpx.ConnectError("The name leads nowhere.", request=request)
    problem.__cause__ = socket.gaierror(socket.EAI_NONAME, "The name leads nowhere.")
    waiting = deque((address, number < len(addresses)) for number, address in enumerate(addresses, 1))
    while waiting:
        address, is_hasty = waiting.popleft()
        try:
            return await transport.handle_async_request(_pinned(request, name, address, is_hasty=is_hasty))
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            problem = error
            if is_hasty and isinstance(error, httpx.ConnectTimeout):
                waiting.append((address, False))
    raise problem


def _pinned(request: httpx.Request, name: str, address: str, *, is_hasty: bool) -> httpx.Request:
    timeout = dict(request.extensions.get("timeout", {}))
    if is_hasty:
        timeout["connect"] = min(_HASTY_S, timeout.get("connect") or _HASTY_S)
    return httpx.Request(
        request.method,
        request.url.copy_with(host=address),
        headers=request.headers,  # Host is among them
        stream=request.stream,
        extensions={**request.extensions, "timeout": timeout, "sni_hostname": name},
    )
