"""Pictures: fetched when the reader asks for them, kept for a while on the disk, decoded by a worker."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import importlib.util
import os
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tuinews import fetch
from tuinews.errors import FetchError, FormatError, UsageError
from tuinews.fetch.politeness import Politeness
from tuinews.model.pictures import Picture, PictureEvent, PictureFailed, PictureFrame
from tuinews.model.sources import Document
from tuinews.newsroom import Newsroom
from tuinews.newsroom.decode_picture import decode_picture
from tuinews.newsroom.ingest import limits
from tuinews.newsroom.named_source import named_source
from tuinews.web_address import web_address

if TYPE_CHECKING:
    from tuinews.fetch.http import HttpClient

MOST: Final = 12
"""Pictures of one article."""
_AT_ONCE: Final = 3


async def fetch_pictures(
    newsroom: Newsroom, addresses: Sequence[str], article_id: int, frame: PictureFrame, politeness: Politeness
) -> AsyncIterator[PictureEvent]:
    """Fetch pictures and yield each, or why it cannot be shown, as it comes.

    Args:
        newsroom: where they are kept for a while.
        addresses: where they are.
        article_id: the article that shows them.
        frame: the room there is for each.
        politeness: the manners to keep.

    Raises:
        UsageError: what decodes pictures is not installed.
    """
    if importlib.util.find_spec("PIL") is None:
        raise UsageError(
            "Pictures need Pillow, which is not installed: pip install 'tuinews[images]'.", topic="reading"
        )
    few = limits(newsroom)._replace(
        max_wire_bytes=newsroom.config.pictures_max_mb << 20,
        max_body_bytes=newsroom.config.pictures_max_mb << 20,
        max_page_bytes=64 << 10,  # a page in a picture's place is none
    )
    gate = asyncio.Semaphore(_AT_ONCE)
    async with await fetch.open_client(few, politeness=politeness, sites=newsroom.config.sites) as client:

        async def one(address: str) -> PictureEvent:
            async with gate:
                return await _picture(newsroom, address, article_id, frame, client)

        tasks = [asyncio.create_task(one(address)) for address in addresses[:MOST]]
        try:
            for task in asyncio.as_completed(tasks):
                yield await task
        finally:
            for pending in tasks:
                pending.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)


async def _picture(
    newsroom: Newsroom, address: str, article_id: int, frame: PictureFrame, client: HttpClient
) -> Picture | PictureFailed:
    try:
        data = await asyncio.to_thread(_kept, _place(newsroom, address))
        if data is None:
            if not web_address(address):
                raise FetchError("The picture has no web address.")
            document = await fetch.fetch(await named_source(newsroom, article_id, address), client=client)
            if not isinstance(document, Document):
                raise FetchError("The server gave an odd answer (304).")
            data = document.body
            picture = await newsroom.offload.run(decode_picture, data, address, frame)
            await asyncio.to_thread(keep, newsroom, address, data)
            return picture
        return await newsroom.offload.run(decode_picture, data, address, frame)
    except (FetchError, FormatError) as error:
        return PictureFailed(address, error.message)


def pictures_folder(newsroom: Newsroom) -> Path:
    """Return where pictures are kept."""
    return newsroom.paths.cache_dir / "pictures"


def _place(newsroom: Newsroom, address: str) -> Path:
    return pictures_folder(newsroom) / hashlib.sha256(address.encode("utf-8", "surrogatepass")).hexdigest()[:40]


def _kept(path: Path) -> bytes | None:
    try:
        data = path.read_bytes()
        os.utime(path)
    except OSError:
        return None
    return data


def keep(newsroom: Newsroom, address: str, data: bytes) -> None:
    """Keep a picture, and let those go that were not looked at for longest; a full disk keeps none."""
    path, most_bytes = _place(newsroom, address), newsroom.config.pictures_cache_mb << 20
    beside = path.with_suffix(f".{os.getpid()}")
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(data)
        beside.replace(path)
        kept = sorted(((one.stat(), one) for one in path.parent.iterdir()), key=lambda one: one[0].st_mtime_ns)
        size = sum(facts.st_size for facts, _ in kept)
        for facts, one in kept:
            if size <= most_bytes:
                break
            one.unlink(missing_ok=True)
            size -= facts.st_size
