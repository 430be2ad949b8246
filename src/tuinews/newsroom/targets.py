"""What a user can name to be opened or analysed, and its bytes: a file, standard input, a web address."""

from __future__ import annotations

import os
from urllib.parse import unquote_to_bytes, urlsplit

from tuinews import fetch
from tuinews.config import Config
from tuinews.errors import UsageError
from tuinews.model.sources import Document, NotModified, Source, SourceKind
from tuinews.newsroom.addresses import web_address
from tuinews.newsroom.ingest import limits_of, web_client
from tuinews.web_address import without_login

STDIN = "-"


def is_web_address(target: str) -> bool:
    """Return whether a target names something on the web, not a file."""
    return target.startswith(("http://", "https://", "feed:")) and not os.path.exists(target)


def local_path(target: str) -> str:
    """Return the path that a file: address names, as file managers hand it over; any other target as it is."""
    if not target.lower().startswith("file:") or os.path.exists(target):
        return target
    try:
        named = urlsplit(target)
    except ValueError:  # brackets as for an IPv6 address, around none
        return target
    if named.netloc not in {"", "localhost"}:
        return target
    path = os.fsdecode(unquote_to_bytes(os.fsencode(named.path)))
    return path.lstrip("/") if os.name == "nt" else path


async def fetch_target(config: Config, target: str, stdin: bytes = b"") -> Document:
    """Return the bytes of a target; `stdin` stands for "-". Raises FetchError when they cannot be had."""
    if target == STDIN:
        return Document(Source(SourceKind.FILE, STDIN), "standard input", stdin)
    if not is_web_address(target):
        answer = await fetch.fetch(Source(SourceKind.FILE, local_path(target)), limits=limits_of(config))
    else:
        address = target.removeprefix("feed:").removeprefix("//") if target.startswith("feed:") else target
        address = web_address(address)
        async with web_client(config) as client:
            answer = await fetch.fetch(Source(SourceKind.PAGE, address), client=client)
    if isinstance(answer, NotModified):
        raise UsageError(f"{without_login(target)} gave an odd answer (304). Please try again.", topic="files")
    return answer
