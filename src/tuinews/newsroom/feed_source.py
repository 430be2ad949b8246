"""Where a feed's bytes come from: the web or, for those who say so in the configuration, a program; and filters.

A feed whose address is `exec:NAME` is what the [[exec]] of that name prints. The address holds a name, never a
command, and only the configuration adds one; a [[filter]] is given what a feed says before it is read.
"""

from __future__ import annotations

import re
import sqlite3
from typing import TYPE_CHECKING, Final

from tuinews import fetch
from tuinews.errors import FetchError
from tuinews.model.sources import Document, NotModified, Source, SourceKind, Validators
from tuinews.model.subscriptions import Feed, Subscription
from tuinews.newsroom import Newsroom
from tuinews.newsroom.run_tool import ToolError, run_tool
from tuinews.store import feeds
from tuinews.tools import Tool, ToolKind

if TYPE_CHECKING:
    from tuinews.fetch.http import HttpClient

PROGRAM: Final = "exec:"
"""How the addresses of feeds begin that programs print."""


async def feed_bytes(
    newsroom: Newsroom, feed: Feed, validators: Validators, client: HttpClient
) -> Document | NotModified:
    """Return what a feed says now, through its filters.

    Raises:
        FetchError: it gives nothing, or a program of the configuration fails.
    """
    source = Source(SourceKind.FEED, feed.url)
    if feed.url.startswith(PROGRAM):
        document: Document | NotModified = await _printed(newsroom, source)
    else:
        document = await fetch.fetch(source, validators, client=client)
    filters = [tool for tool in _tools(newsroom, ToolKind.FILTER) if re.search(tool.pattern, feed.url)]
    if isinstance(document, NotModified) or not filters:
        return document
    for tool in filters:
        body = await _run(newsroom, tool, document.body, {"url": document.url, "feed": feed.title})
        # What its server said of the encoding and the kind no longer holds.
        document = document._replace(body=body, media_type="", charset="")
    return document


async def ensure_sources(newsroom: Newsroom) -> None:
    """Subscribe to the programs of the configuration that print feeds; one that was removed stays away."""
    sources = _tools(newsroom, ToolKind.EXEC)
    if sources:
        await newsroom.database.writing(_add, sources, newsroom)


def _add(connection: sqlite3.Connection, sources: tuple[Tool, ...], newsroom: Newsroom) -> None:
    for tool in sources:
        address = PROGRAM + tool.name
        if not feeds.has(connection, address):
            feeds.add(connection, Subscription(address, title=tool.name), newsroom.clock())


async def _printed(newsroom: Newsroom, source: Source) -> Document:
    name = source.location.removeprefix(PROGRAM)
    tool = next((one for one in _tools(newsroom, ToolKind.EXEC) if one.name == name), None)
    if tool is None:
        raise FetchError(f"config.toml has no [[exec]] named {name} any more.")
    return Document(source, source.location, await _run(newsroom, tool, b"", {"feed": name}))


async def _run(newsroom: Newsroom, tool: Tool, data: bytes, facts: dict[str, str]) -> bytes:
    most = newsroom.config.fetch_max_unpacked_mb << 20
    try:
        output = await run_tool(tool.command, data, facts=facts, limit_s=tool.limit_s, most_bytes=most)
    except ToolError as error:
        raise FetchError(error.message) from error
    if output.is_cut:
        raise FetchError(f"{tool.name} prints more than {newsroom.config.fetch_max_unpacked_mb} MB.")
    return output.data


def _tools(newsroom: Newsroom, kind: ToolKind) -> tuple[Tool, ...]:
    return tuple(tool for tool in newsroom.config.tools if tool.kind is kind)
