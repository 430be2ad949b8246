"""Asks at the addresses that were checked: a name that is looked up again may lead elsewhere (DNS rebinding)."""

from __future__ import annotations

import socket
from typing import Any, Final

import httpx

CHECKED: Final = "tuinews_checked"
"""The extension of a request that holds the only IP addresses it may be sent to."""


class PinnedTransport(httpx.AsyncHTTPTransport):
    """Sends a request that names checked addresses to one of them; the name stays in Host, SNI and certificate."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self._settings = settings
        # One for each name: a connection whose certificate was checked for one name must never serve another.
        self._by_name: dict[str, httpx.AsyncHTTPTransport] = {}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request.

        Raises:
            httpx.ConnectError: none of its addresses can be reached, or it has none.
        """
        addresses: tuple[str, ...] | None = request.extensions.get(CHECKED)
        if addresses is None:
            return await super().handle_async_request(request)
        name = request.url.raw_host.decode("ascii")
        if name not in self._by_name:
            self._by_name[name] = httpx.AsyncHTTPTransport(**self._settings)
        transport = self._by_name[name]
        problem: httpx.TransportError = httpx.ConnectError("The name leads nowhere.", request=request)
        problem.__cause__ = socket.gaierror(socket.EAI_NONAME, "The name leads nowhere.")
        for address in addresses:
            try:
                return await transport.handle_async_request(_pinned(request, name, address))
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                problem = error
        raise problem

    async def aclose(self) -> None:
        """Close every connection."""
        await super().aclose()
        while self._by_name:
            await self._by_name.popitem()[1].aclose()


class PinningClient(httpx.AsyncClient):
    """A client whose direct connections are pinned; a proxy of the environment's looks names up itself."""

    def _init_transport(self, *_: Any, **settings: Any) -> httpx.AsyncBaseTransport:
        # httpx takes no transport of ours without forgetting the proxies of the environment; tests hold this hook.
        settings.pop("transport", None)
        return PinnedTransport(**settings)


def _pinned(request: httpx.Request, name: str, address: str) -> httpx.Request:
    return httpx.Request(
        request.method,
        request.url.copy_with(host=address),
        headers=request.headers,  # Host is among them
        stream=request.stream,
        extensions={**request.extensions, "sni_hostname": name},
    )
