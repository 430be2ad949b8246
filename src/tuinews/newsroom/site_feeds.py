"""From a site's page to the feeds it tells of: the pure half of discovering, run in a worker process."""

from __future__ import annotations

from dataclasses import dataclass

from tuinews import formats
from tuinews.formats import known_sites
from tuinews.model.entries import FeedLink
from tuinews.model.sources import Document
from tuinews.newsroom.prepare import digest

_MAX_PAGE_BYTES = 3_000_000
_ENTRIES_COMPARED = 10


@dataclass(frozen=True, slots=True)
class SiteFeeds:
    """What the page at an address tells of feeds: it is one itself, or it names some, or neither."""

    itself: FeedLink | None = None
    named: tuple[FeedLink, ...] = ()
    guessed: tuple[FeedLink, ...] = ()
    """Feeds that the page gives away without naming them; only asking tells whether they are there."""


def feeds_of_site(document: Document) -> SiteFeeds:
    """Return what a document tells of feeds; raises FormatError when it is neither a feed nor a web page."""
    if formats.detect(document) is not formats.Kind.HTML:
        link, _ = feed_at(document)
        return SiteFeeds(itself=link._replace(url=document.moved_to or link.url))
    named = formats.find_feed_links(document)
    source = document.body[:_MAX_PAGE_BYTES].decode("utf-8", "replace")
    told = known_sites.feeds_told_by_page(source, document.url)
    known = {link.url for link in named}
    return SiteFeeds(named=named, guessed=tuple(link for link in told if link.url not in known))


def feed_at(document: Document) -> tuple[FeedLink, bytes]:
    """Return a feed as it is offered to be subscribed to, and a digest of its newest entries.

    Raises:
        FormatError: the document is no feed.
    """
    parsed = formats.parse(document)
    moments = [entry.published or entry.updated for entry in parsed.entries]
    names = sorted(entry.url or entry.guid or entry.title for entry in parsed.entries[:_ENTRIES_COMPARED])
    return FeedLink(
        document.source.location,
        parsed.feed.title if parsed.feed else "",
        entries=len(parsed.entries),
        newest=max((moment for moment in moments if moment), default=None),
    ), digest(*names) if names else b""
