"""Brings bytes from a source: a feed or page on the web, a local file, standard input.

The readers are imported when they are first needed, in a thread where it takes long: httpx would hold up the
screen for a tenth of a second.
"""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from tuinews.fetch.limits import DEFAULT_LIMITS, Limits
from tuinews.model.sources import Document, NotModified, Source, SourceKind, Validators

if TYPE_CHECKING:
    from tuinews.fetch.http import HttpClient
    from tuinews.fetch.keyring import Keyring
    from tuinews.fetch.politeness import Politeness
    from tuinews.sites import Site

__all__ = ["fetch", "open_client"]

_STDIN: Final = "-"
_NO_VALIDATORS: Final = Validators()


async def fetch(
    source: Source,
    validators: Validators = _NO_VALIDATORS,
    *,
    client: HttpClient | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Document | NotModified:
    """Return a source's bytes, or that it has not changed since the validators were given.

    Args:
        source: a feed, page or file.
        validators: from the last answer; a file has none.
        client: whose connections and manners to use; without one, a client of its own.
        limits: the bounds for a file, and for a client of its own.

    Raises:
        FetchError: the source gave no usable bytes.
    """
    if source.kind is SourceKind.FILE:
        return await asyncio.to_thread(_read_local, source, limits)
    if client is not None:
        return await client.get(source, validators)
    async with await open_client(limits) as own_client:
        return await own_client.get(source, validators)


async def open_client(
    limits: Limits = DEFAULT_LIMITS, *, politeness: Politeness | None = None, sites: Sequence[Site] = ()
) -> HttpClient:
    """Return a client to fetch many documents with; close it by `async with`.

    Args:
        limits: the bounds of each fetch.
        politeness: the manners to keep.
        sites: what single sites are sent besides.
    """
    make_client, make_keyring = await asyncio.to_thread(_load_client)
    return make_client(limits, politeness=politeness, keyring=make_keyring(sites))


@functools.cache
def _load_client() -> tuple[type[HttpClient], type[Keyring]]:
    import anyio

    from tuinews.fetch.http import HttpClient
    from tuinews.fetch.keyring import Keyring

    # httpcore waits by anyio, which loads its half for asyncio at the first wait: better here than in the event loop.
    anyio.run(anyio.sleep, 0)
    return HttpClient, Keyring


def _read_local(source: Source, limits: Limits) -> Document:
    from tuinews.fetch.files import read_file, read_stdin

    if source.location == _STDIN:
        return read_stdin(limits.max_file_bytes)
    return read_file(source.location, limits.max_file_bytes)
