"""Finding the feeds of a site: by its address, by what its page says, and at the places where feeds usually are.

Every feed is looked at before it is offered, so that its title and its entries can be told and what is there twice,
as RSS and as Atom, is offered once. All requests to one host wait for their turn.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from tuinews import fetch, formats
from tuinews.errors import FetchError, FormatError, TuinewsError
from tuinews.formats import known_sites
from tuinews.model.entries import FeedLink
from tuinews.model.events import FeedChoices, FeedMissing, FeedSeen, FeedsNamed, FindEvent
from tuinews.model.sources import Document, NotModified, Source, SourceKind
from tuinews.newsroom import Newsroom
from tuinews.newsroom.addresses import web_address
from tuinews.newsroom.ingest import web_client
from tuinews.newsroom.site_feeds import feed_at, feeds_of_site
from tuinews.web_address import without_login

if TYPE_CHECKING:
    from tuinews.fetch.http import HttpClient
    from tuinews.fetch.politeness import Politeness

_SAYS_NOTHING = re.compile(r"(?:\W|rss|atom|xml|json|rdf|feeds?|subscribe|syndication|1\.0|2\.0)*", re.IGNORECASE)
"""Titles of links that tell no feed from another."""

MOST_LOOKED_AT = 12
"""How many feeds of one site are looked at; a page may name hundreds, which are offered without their entries."""


class Discovered(NamedTuple):
    """The feeds of a site, the one most people mean first, each with its document where it was looked at."""

    links: tuple[FeedLink, ...]
    documents: dict[str, Document]


@dataclass(slots=True)
class _Findings:
    """What has been seen of a site so far."""

    links: dict[str, FeedLink] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)
    digests: dict[bytes, str] = field(default_factory=dict)
    reasons: list[str] = field(default_factory=list)

    def take(self, link: FeedLink, document: Document, digest: bytes) -> FeedSeen:
        """Take in a feed, unless one with the same entries is there."""
        there = self.digests.setdefault(digest, link.url) if digest else link.url
        if there != link.url:
            return FeedSeen(link, same_as=there)
        self.links[link.url] = link
        self.documents[link.url] = document
        return FeedSeen(link)


async def find_feeds(
    newsroom: Newsroom, address: str, politeness: Politeness | None = None
) -> AsyncGenerator[FindEvent, None]:
    """Yield the feeds of a site as they are found, and in the end all of them to choose from; stores nothing."""
    url = web_address(address)
    opened = web_client(newsroom.config, politeness)
    async with opened as client, aclosing(discover(newsroom, url, client)) as events:
        async for event in events:
            yield FeedChoices(url, event.links) if isinstance(event, Discovered) else event


async def discover(newsroom: Newsroom, url: str, client: HttpClient) -> AsyncGenerator[FindEvent | Discovered, None]:
    """Yield what is found at an address, `Discovered` at the end.

    Raises:
        FetchError, FormatError: there is nothing to subscribe to.
    """
    found = _Findings()
    known = known_sites.known_feeds(url) or await _looked_up(url, client)
    async with aclosing(_look_at(newsroom, known, url, client, found)) as events:
        async for event in events:
            yield event
    if not found.links:
        async with aclosing(_search_page(newsroom, url, client, found)) as events:
            async for event in events:
                yield event
    if not found.links:
        raise _nothing_found(url, found)
    yield Discovered(tuple(sorted(found.links.values(), key=_rank)), found.documents)


async def _search_page(
    newsroom: Newsroom, url: str, client: HttpClient, found: _Findings
) -> AsyncGenerator[FindEvent, None]:
    """Look at the page, at the feeds that it names, and where there are none at the usual places."""
    answer = await _get(url, client)
    site = await newsroom.offload.run(feeds_of_site, answer)
    if site.itself is not None:
        found.take(site.itself, answer, b"")
        return
    named = site.named[:MOST_LOOKED_AT]
    more = site.named[MOST_LOOKED_AT:]
    async with aclosing(_look_at(newsroom, named, url, client, found, also=more)) as events:
        async for event in events:
            yield event
    guessed = site.guessed + known_sites.profile_feeds(answer.url)
    if not found.links and guessed:
        async with aclosing(_look_at(newsroom, guessed, url, client, found, are_certain=False)) as events:
            async for event in events:
                yield event
    for path in () if found.links else formats.common_feed_paths(answer.url):
        seen = await _seen(newsroom, FeedLink(path), url, client)
        if isinstance(seen, _Seen) and _is_same_site(seen.document.url, answer.url):
            found.take(seen.link, seen.document, seen.digest)
            return


class _Seen(NamedTuple):
    link: FeedLink
    document: Document
    digest: bytes


async def _look_at(
    newsroom: Newsroom,
    links: Sequence[FeedLink],
    url: str,
    client: HttpClient,
    found: _Findings,
    *,
    also: Sequence[FeedLink] = (),
    are_certain: bool = True,
) -> AsyncGenerator[FindEvent, None]:
    """Fetch feeds that a site is said to have; where there are several, yield each as it is seen.

    Those of `also` are named without being fetched.
    """
    is_told = are_certain and len(links) > 1
    if is_told:
        yield FeedsNamed(url, (*links, *also))
    tasks = [asyncio.create_task(_seen(newsroom, link, url, client)) for link in links]
    try:
        # In their order, so that of two that are the same the one that is named first is kept.
        for link, task in zip(links, tasks, strict=True):
            seen = await task
            if isinstance(seen, _Seen):
                event: FindEvent = found.take(seen.link, seen.document, seen.digest)
            else:
                found.reasons.append(seen)
                event = FeedMissing(link.url, seen)
            if is_told:
                yield event
    finally:
        for pending in tasks:
            pending.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    found.links |= {link.url: link for link in also}


async def _seen(newsroom: Newsroom, link: FeedLink, url: str, client: HttpClient) -> _Seen | str:
    """Return a feed with its title and entries, or why it cannot be read."""
    try:
        document = await _get(link.url, client, named_by=url)
        told, digest = await newsroom.offload.run(feed_at, document)
    except (FetchError, FormatError) as error:
        if isinstance(error, FetchError) and error.is_offline:
            raise
        return error.message
    title = told.title if told.title and _SAYS_NOTHING.fullmatch(link.title) else link.title
    return _Seen(told._replace(title=title, is_of_comments=link.is_of_comments or _is_comments(link)), document, digest)


async def _get(url: str, client: HttpClient, named_by: str = "") -> Document:
    answer = await fetch.fetch(Source(SourceKind.FEED, url, named_by), client=client)
    if isinstance(answer, NotModified):
        raise FetchError(f"The server at {urlsplit(url).hostname} gave an odd answer.")
    return answer


async def _looked_up(url: str, client: HttpClient) -> tuple[FeedLink, ...]:
    asked = known_sites.lookup_address(url)
    if not asked:
        return ()
    try:
        return known_sites.looked_up_feeds((await _get(asked, client)).body)
    except FetchError:
        return ()


def _nothing_found(url: str, found: _Findings) -> TuinewsError:
    url = without_login(url)
    if found.reasons:
        count = len(found.reasons)
        named = "a feed" if count == 1 else f"{count} feeds"
        return FormatError(f"{url} names {named}, but none can be read. {found.reasons[0]}")
    return FormatError(f"{url} is a web page that names no feed. To read it as an article: tuinews {url}")


def _is_comments(link: FeedLink) -> bool:
    return link.title == "Comments" or "comments" in urlsplit(link.url).path.split("/")


def _rank(link: FeedLink) -> bool:
    """Sort what nobody means who names a site to the end; else the order in which the site names them stays."""
    return link.is_of_comments


def _is_same_site(first: str, second: str) -> bool:
    """Tell whether two addresses are of one site, "www." or not."""
    hosts = [(urlsplit(url).hostname or "").removeprefix("www.") for url in (first, second)]
    return hosts[0] == hosts[1]
