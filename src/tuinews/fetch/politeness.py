"""Manners towards servers: one request at a time per host, a pause between two, a bound on all together."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final

_MANY_HOSTS: Final = 512


@dataclass(slots=True)
class _Host:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    visitors: int = 0
    """Who is asking the host or waits for it."""
    free_at: float = 0.0
    """When the pause after the last request is over, on the event loop's clock."""


class Politeness:
    """Gives out turns: each host is asked by one at a time, `gap_s` after it answered the one before."""

    def __init__(self, gap_s: float = 1.0, at_once: int = 32) -> None:
        self._gap_s = gap_s
        self._seats = asyncio.Semaphore(at_once)
        self._hosts: dict[str, _Host] = {}

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Hold the turn to ask a host; waits until it has come."""
        place = self._place(host)
        place.visitors += 1
        try:
            async with place.lock:
                await self._pause(place)
                async with self._seats:
                    try:
                        yield
                    finally:
                        place.free_at = asyncio.get_running_loop().time() + self._gap_s
        finally:
            place.visitors -= 1

    async def _pause(self, place: _Host) -> None:
        wait_s = place.free_at - asyncio.get_running_loop().time()
        if wait_s > 0:
            await asyncio.sleep(wait_s)

    def _place(self, host: str) -> _Host:
        place = self._hosts.get(host)
        if place is None:
            if len(self._hosts) >= _MANY_HOSTS:
                self._forget_idle_hosts()
            place = self._hosts[host] = _Host()
        return place

    def _forget_idle_hosts(self) -> None:
        now = asyncio.get_running_loop().time()
        self._hosts = {name: place for name, place in self._hosts.items() if place.visitors or place.free_at > now}
