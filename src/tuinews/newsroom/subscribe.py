"""Subscribing: one feed by its address or its site's, many by a list; and giving the list back."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tuinews import fetch, formats
from tuinews.errors import FetchError, FormatError
from tuinews.model import (
    AddEvent,
    Document,
    Feed,
    FeedChoices,
    FeedLink,
    Imported,
    NotModified,
    Source,
    SourceKind,
    Subscribed,
    Subscription,
    SubscriptionList,
)
from tuinews.newsroom import Newsroom
from tuinews.newsroom.addresses import web_address
from tuinews.newsroom.ingest import limits, refresh_feed, web_client
from tuinews.newsroom.prepare import feeds_in
from tuinews.store import feeds, journal

if TYPE_CHECKING:
    from tuinews.fetch.http import HttpClient


async def add_feed(newsroom: Newsroom, wanted: Subscription) -> AsyncIterator[AddEvent]:
    """Subscribe to a feed, or to the one feed a site has; yield the subscription and its first refresh.

    A page with several feeds yields the choices and subscribes to none.

    Raises:
        FetchError, FormatError, UsageError: the address gives nothing to subscribe to.
    """
    url = web_address(wanted.url)
    async with web_client(newsroom.config) as client:
        links, document = await find_feeds(newsroom, url, client)
        if len(links) > 1:
            yield FeedChoices(url, links)
            return
        chosen = Subscription(
            links[0].url, title=wanted.title, folder=wanted.folder, tags=wanted.tags, attributes=wanted.attributes
        )
        feed, is_new = await newsroom.database.writing(_add, newsroom, chosen)
        yield Subscribed(feed.id, feed.title, feed.url, is_new)
        yield await refresh_feed(newsroom, feed, client, document=document if document.url == feed.url else None)


async def find_feeds(newsroom: Newsroom, url: str, client: HttpClient) -> tuple[tuple[FeedLink, ...], Document]:
    """Return the feeds at an address, and the last document read on the way: the feed itself if that was it.

    They are the address itself when it is a feed, else the feeds its page names, else the first at a common path.
    """
    answer = await fetch.fetch(Source(SourceKind.FEED, url), client=client)
    if isinstance(answer, NotModified):
        raise FetchError(f"The server at {urlsplit(url).hostname} gave an odd answer.")
    links = await newsroom.offload.run(feeds_in, answer)
    if links:
        return links, answer
    for path in formats.common_feed_paths(answer.url):
        found = await _feed_at(newsroom, path, client)
        if found:
            return found
    raise FormatError(f"{url} is a web page that names no feed. To read it as an article: tuinews {url}")


async def _feed_at(newsroom: Newsroom, url: str, client: HttpClient) -> tuple[tuple[FeedLink, ...], Document] | None:
    try:
        answer = await fetch.fetch(Source(SourceKind.FEED, url), client=client)
        if isinstance(answer, Document):
            links = await newsroom.offload.run(feeds_in, answer)
            return ((links[0],), answer) if links and links[0].url == answer.url else None
    except (FetchError, FormatError):
        pass
    return None


async def import_list(newsroom: Newsroom, wanted: SubscriptionList) -> Imported:
    """Subscribe to everything in a list, all or nothing; what is there already stays as it is."""
    return await newsroom.database.writing(_import, newsroom, wanted)


async def read_list(newsroom: Newsroom, path: str) -> SubscriptionList:
    """Read an OPML or newsboat urls file.

    Raises:
        FetchError, FormatError: the file cannot be read or is neither.
    """
    document = await fetch.fetch(Source(SourceKind.FILE, path), limits=limits(newsroom))
    assert isinstance(document, Document)
    return await newsroom.offload.run(formats.read_subscriptions, document)


async def export_list(newsroom: Newsroom) -> str:
    """Return the subscriptions as OPML."""
    subscriptions = await newsroom.database.reading(feeds.subscriptions)
    return formats.write_opml(SubscriptionList("tuinews subscriptions", subscriptions))


def _add(connection: sqlite3.Connection, newsroom: Newsroom, wanted: Subscription) -> tuple[Feed, bool]:
    feed, is_new = feeds.add(connection, wanted, newsroom.clock())
    if is_new:
        journal.write(connection, f"{feed.title} added", "add_feeds", {"feed_ids": [feed.id]}, (), newsroom.clock())
    return feed, is_new


def _import(connection: sqlite3.Connection, newsroom: Newsroom, wanted: SubscriptionList) -> Imported:
    added, there, now = list[int](), 0, newsroom.clock()
    for subscription in wanted.subscriptions:
        feed_id, is_new = feeds.ensure(connection, subscription, now)
        if is_new:
            added.append(feed_id)
        else:
            there += 1
    if added:
        label = f"{len(added):,} feeds imported" if len(added) > 1 else "1 feed imported"
        journal.write(connection, label, "add_feeds", {"feed_ids": added}, (), now)
    return Imported(len(added), there, wanted.skipped)
