"""Fetches a large file to the disk as it comes, by the same rules as everything else, within a bound.

What broke off goes on from where it was, where the server can prove that the file is the same one: by If-Range, with a
strong validator. Else it begins anew; two files are never put together. RFC 9110, 13.1.5 and 14.4
"""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from datetime import timedelta
from typing import TYPE_CHECKING, Final, cast

import httpx

from tuinews.errors import FailureKind, FetchError
from tuinews.fetch import headers as said
from tuinews.fetch.decoding import too_large
from tuinews.fetch.failures import refusal
from tuinews.fetch.http import HttpClient
from tuinews.fetch.partial import Kept
from tuinews.model.sources import Document, NotModified

if TYPE_CHECKING:
    from tuinews.fetch.journey import Journey
    from tuinews.fetch.partial import Partial
    from tuinews.model.sources import Source

_OK: Final = 200
_PART: Final = 206
_NO_SUCH_PART: Final = 416
_RANGE: Final = re.compile(r"bytes (\d{1,18})-(\d{1,18})/(\d{1,18})", re.ASCII)
_SURE_BYTES: Final = 8 << 20
"""After so many it is made sure that they outlast whatever ends the program."""
_STRONG_AFTER: Final = timedelta(seconds=60)
"""A file that was changed so long before it was sent was not changed again in the same second. RFC 9110, 8.8.2.2"""


class _OtherError(Exception):
    """What would come does not continue what is there."""


class Downloader(HttpClient):
    """A client whose answers go to a file; what it returns has no bytes."""

    ACCEPTS = "identity"  # what comes is what is kept
    part: Partial
    """Where the next answer goes."""
    told: Callable[[int, int, bool], object]
    """Is told how many bytes are there, how many there will be (0 when that is not known), and whether what was there
    before could not be gone on with."""

    async def download(self, source: Source) -> None:
        """Fetch a file into `part`, from where that ends.

        Raises:
            FetchError: it cannot be had, or is too large.
        """
        if self.part.kept.total and self.part.kept.done == self.part.kept.total:
            return  # the program was ended before it could give it its name
        try:
            await self.get(source)
        except _OtherError:
            self.part.forget()
            self.told(0, 0, True)
            await self.get(source)

    def _heads(self, journey: Journey) -> list[tuple[bytes, bytes]]:
        heads, kept = super()._heads(journey), self.part.kept
        if kept.done:
            heads += [(b"Range", b"bytes=%d-" % kept.done), (b"If-Range", kept.validator.encode("latin-1"))]
        return heads

    async def _answer(self, response: httpx.Response, journey: Journey) -> Document | NotModified:
        begun = self._begun(response, journey)
        if _is_packed(response):
            raise FetchError(f"{journey.shown} sends it packed in a way that was not asked for.")
        if begun.total > self._limits.max_wire_bytes:
            self.part.forget()
            raise too_large(journey.shown, self._limits.max_wire_bytes)
        is_anew = bool(self.part.kept.done and not begun.done)
        try:
            self.part.begin(begun)
            self.told(begun.done, begun.total, is_anew)
            await self._receive(response, journey)
        except OSError as error:
            self.part.forget()
            why = error.strerror or "no reason given"
            raise FetchError(f"{self.part.path.parent} cannot be written: {why}.") from error
        media_type = said.media_type(response.headers.get("content-type", ""))
        return Document(journey.source, str(journey.url), b"", media_type)

    def _begun(self, response: httpx.Response, journey: Journey) -> Kept:
        """Return from where on an answer goes, how long the file will be, and what it is known by."""
        status, kept = response.status_code, self.part.kept
        if status == _OK:
            announced = response.headers.get("content-length", "")
            total = int(announced) if announced.isdecimal() and len(announced) < 19 else 0
            validator = _validator(response)
            return Kept(0, total, validator, _digest(journey.url, validator))
        if kept.done and status == _NO_SUCH_PART:
            raise _OtherError
        if kept.done and status == _PART:
            return _continued(kept, response, journey.url)
        raise refusal(status, journey.shown, None)

    async def _receive(self, response: httpx.Response, journey: Journey) -> None:
        part, limit, sure = self.part, self._limits.max_wire_bytes, self.part.kept.done
        total = part.kept.total
        async with aclosing(cast("AsyncGenerator[bytes, None]", response.aiter_raw())) as chunks:
            async for chunk in chunks:
                if part.kept.done + len(chunk) > (total or limit):
                    part.forget()
                    raise _longer_than_said(journey.shown) if total else too_large(journey.shown, limit)
                part.write(chunk)
                self.told(part.kept.done, total, False)
                if part.kept.done - sure >= _SURE_BYTES:
                    sure = part.kept.done
                    await asyncio.to_thread(part.secure)
        if total and part.kept.done < total:
            raise FetchError(
                f"The answer from {journey.shown} was cut off on the way. Try again later.", kind=FailureKind.BROKEN_OFF
            )


def _continued(kept: Kept, response: httpx.Response, url: httpx.URL) -> Kept:
    """Return what is there and how much there will be, where an answer goes on exactly from there."""
    found = _RANGE.fullmatch(response.headers.get("content-range", "").strip())
    if found is None:
        raise _OtherError
    first, last, total = map(int, found.groups())
    is_next = first == kept.done < total and last == total - 1 and kept.total in {0, total}
    if not is_next or _is_packed(response) or not _is_same(kept, response, url):
        raise _OtherError
    return kept._replace(total=total)


def _is_same(kept: Kept, response: httpx.Response, url: httpx.URL) -> bool:
    """Tell whether a part is of the file that is there: many a server knows Range, but not If-Range."""
    tag = next(iter(response.headers.get_list("etag")), "")
    date = response.headers.get("last-modified", "")
    if kept.address != _digest(url, kept.validator):
        return False
    if kept.validator.startswith('"'):
        return tag == kept.validator  # a part has to say it where the whole did. RFC 9110, 15.3.7
    return not tag and date in {"", kept.validator}


def _is_packed(response: httpx.Response) -> bool:
    return response.headers.get("content-encoding", "").strip().lower() not in {"", "identity"}


def _digest(url: httpx.URL, validator: str) -> str:
    """Return what tells addresses apart. With a tag the query does not count, for it is often a signature that ages."""
    address = url.copy_with(query=None) if validator.startswith('"') else url
    return hashlib.sha256(str(address).encode("utf-8", "surrogatepass")).hexdigest()


def _longer_than_said(host: str) -> FetchError:
    return FetchError(
        f"{host} sent more than it said the file has. Nothing of it was kept.", kind=FailureKind.BROKEN_OFF
    )


def _validator(response: httpx.Response) -> str:
    """Return what proves later that the file is still the same, byte for byte; empty where nothing does."""
    heads = response.headers
    if heads.get("accept-ranges", "").strip().lower() == "none":
        return ""
    tag = said.usable_validator(next(iter(heads.get_list("etag")), ""))
    if tag:
        return tag if tag.startswith('"') else ""
    changed, sent = said.http_date(heads.get("last-modified", "")), said.http_date(heads.get("date", ""))
    is_strong = changed and sent and sent - changed >= _STRONG_AFTER
    return said.usable_validator(heads.get("last-modified", "")) if is_strong else ""
