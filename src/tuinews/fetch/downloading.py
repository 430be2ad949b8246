"""Fetches a large file to the disk as it comes, by the same rules as everything else, within a bound."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from pathlib import Path
from typing import TYPE_CHECKING, cast

import httpx

from tuinews.errors import FetchError
from tuinews.fetch import headers as said
from tuinews.fetch.decoding import too_large
from tuinews.fetch.failures import refusal
from tuinews.fetch.http import HttpClient
from tuinews.model.sources import Document, NotModified

if TYPE_CHECKING:
    from tuinews.fetch.journey import Journey

_OK = 200


class Downloader(HttpClient):
    """A client whose answers go to a file; what it returns has no bytes."""

    ACCEPTS = "identity"  # what comes is what is kept
    to: Path
    """Where the next answer goes."""
    told: Callable[[int, int], object]
    """Is told how many bytes have come, and how many will, 0 when that is not known."""

    async def _answer(self, response: httpx.Response, journey: Journey) -> Document | NotModified:
        if response.status_code != _OK:
            raise refusal(response.status_code, journey.shown, None)
        if response.headers.get("content-encoding", "").lower() not in {"", "identity"}:
            raise FetchError(f"{journey.shown} sends it packed in a way that was not asked for.")
        limit = self._limits.max_wire_bytes
        announced = response.headers.get("content-length", "")
        total = int(announced) if announced.isdecimal() and len(announced) < 19 else 0
        if total > limit:
            raise too_large(journey.shown, limit)
        done = 0
        try:
            with self.to.open("wb") as file:
                async with aclosing(cast("AsyncGenerator[bytes, None]", response.aiter_raw(1 << 16))) as chunks:
                    async for chunk in chunks:
                        done += len(chunk)
                        if done > limit:
                            raise too_large(journey.shown, limit)
                        file.write(chunk)
                        self.told(done, total)
        except OSError as error:
            raise FetchError(f"{self.to.parent} cannot be written: {error.strerror or 'no reason given'}.") from error
        media_type = said.media_type(response.headers.get("content-type", ""))
        return Document(journey.source, str(journey.url), b"", media_type)
