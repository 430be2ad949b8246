"""Enclosures fetched to the disk when the reader asks for one, with progress; its program remembers the place in it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tuinews.errors import UsageError
from tuinews.fetch.partial import Partial, forget_older
from tuinews.fetch.politeness import Politeness
from tuinews.model.articles import ArticleRow
from tuinews.model.events import Downloaded, DownloadEvent, Downloading
from tuinews.newsroom import Newsroom
from tuinews.newsroom.ingest import limits
from tuinews.newsroom.media_files import media_path
from tuinews.newsroom.named_source import named_source
from tuinews.paths import is_there
from tuinews.web_address import web_address

if TYPE_CHECKING:
    from tuinews.fetch.keyring import Keyring

_PATIENCE_S: Final = 4 * 3600.0
_STEP_BYTES: Final = 512 << 10
_KEPT_S: Final = 14 * 86_400.0
"""What has come in part and was not gone on with for so long goes."""


async def download_media(
    newsroom: Newsroom, row: ArticleRow, url: str, media_type: str
) -> AsyncIterator[DownloadEvent]:
    """Fetch an enclosure and yield how far it has come, then where it is; what broke off goes on from where it was.

    Raises:
        UsageError: it has no web address, or there is no room for it.
        FetchError: it cannot be had, or is larger than the configuration allows.
    """
    path = media_path(newsroom, row, url, media_type)
    if is_there(path):
        yield Downloaded(str(path))
        return
    if not web_address(url):
        raise UsageError("This enclosure has no web address.", topic="reading")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(path.parent, error) from error
    forget_older(path.parent, newsroom.clock().timestamp() - _KEPT_S)
    steps: asyncio.Queue[Downloading | None] = asyncio.Queue()
    task = asyncio.create_task(_fetch(newsroom, row.id, url, path, steps))
    try:
        while (step := await steps.get()) is not None:
            yield step
        await task
        yield Downloaded(str(path))
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _fetch(
    newsroom: Newsroom, article_id: int, url: str, path: Path, steps: asyncio.Queue[Downloading | None]
) -> None:
    last = -_STEP_BYTES

    def told(done: int, total: int, is_anew: bool) -> None:
        nonlocal last
        if is_anew or done - last >= _STEP_BYTES:
            last = done
            steps.put_nowait(Downloading(done, total, is_anew))

    try:
        from tuinews.fetch.downloading import Downloader
        from tuinews.fetch.keyring import Keyring

        most = newsroom.config.media_max_mb << 20
        few = limits(newsroom)._replace(max_wire_bytes=most, max_body_bytes=most, total_timeout_s=_PATIENCE_S)
        keyring: Keyring = Keyring(newsroom.config.sites)
        with Partial.of(path) as part:
            async with Downloader(few, politeness=Politeness(0.0), keyring=keyring) as client:
                client.part, client.told = part, told
                await client.download(await named_source(newsroom, article_id, url))
            part.complete(path)
    except OSError as error:
        raise _unwritable(path.parent, error) from error
    finally:
        steps.put_nowait(None)


def _unwritable(folder: Path, error: OSError) -> UsageError:
    return UsageError(f"{folder} cannot be written: {error.strerror or 'no reason given'}.", topic="reading")
