"""From a document to drafts ready to be stored: the pure half of ingesting, run in a worker process."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from tuinews import cleaning, formats
from tuinews.annotator import annotate
from tuinews.errors import FormatError
from tuinews.formats import known_sites
from tuinews.model.annotations import Annotation
from tuinews.model.bodies import Block, BlockKind, Body
from tuinews.model.entries import Draft, Entry, FeedInfo, FeedLink
from tuinews.model.sources import Document, SourceKind
from tuinews.model.subscriptions import SubscriptionList
from tuinews.store import packing
from tuinews.store.bodies import PackedBody
from tuinews.web_address import spellings

_MAX_PAGE_BYTES = 3_000_000
_ENTRIES_COMPARED = 10


@dataclass(frozen=True, slots=True)
class Prepared:
    """What a document gave."""

    feed: FeedInfo | None
    drafts: tuple[Draft, ...]
    warnings: tuple[str, ...] = ()


def prepare(document: Document) -> Prepared:
    """Parse a document and make a draft of each entry; raises FormatError when it holds none of our formats."""
    parsed = formats.parse(document)
    is_trusted = parsed.feed is None and formats.is_own_html(document)
    drafts = tuple(make_draft(entry, entry.url or document.url, is_trusted=is_trusted) for entry in parsed.entries)
    return Prepared(parsed.feed, drafts, parsed.warnings)


def make_draft(entry: Entry, base_url: str, *, is_trusted: bool = False) -> Draft:
    """Return the draft of one entry: identity, digest, snippet, and its HTML packed."""
    html = entry.content_html or entry.summary_html
    snippet = cleaning.snippet(entry.summary_html or html)
    if not entry.title:
        entry = entry._replace(title=_title_from(snippet, entry.url), title_is_derived=True)
    return Draft(
        identity=_identity(entry, html),
        also_known=tuple(_digest("guid", guid) for guid in spellings(entry.guid)),
        content_sha=_digest(entry.title, html),
        entry=entry._replace(content_html="", summary_html=""),
        snippet=snippet,
        packed=packing.pack(html.encode("utf-8", "replace"), packing.FAST),
        base_url=base_url,
        is_trusted=is_trusted,
    )


def complete(html: str, base_url: str, is_trusted: bool, language: str) -> tuple[Body, Annotation]:
    """Clean an article's HTML and annotate its text."""
    body = cleaning.clean(html, base_url, trusted_marks=is_trusted)
    return body, annotate_body(body, language or body.language)


def complete_all(packed: Sequence[PackedBody], languages: Sequence[str]) -> list[tuple[Body, Annotation]]:
    """Clean and annotate several articles."""
    return [
        complete(one.html, one.base_url, one.is_trusted, language)
        for one, language in zip(packed, languages, strict=True)
    ]


def annotate_body(body: Body, language: str = "") -> Annotation:
    """Return the people and quotes of a body; hidden furniture and code are not read."""
    return annotate(_readable(body.text, body.blocks), language)


def _readable(text: str, blocks: tuple[Block, ...]) -> str:
    """Return the text with what is not prose blanked out, so that every offset stays true."""
    pieces, at = [], 0
    for block in blocks:
        if block.is_hidden or block.kind is BlockKind.CODE:
            pieces += [text[at : block.start], "\n" * (block.end - block.start)]
            at = block.end
    return "".join(pieces) + text[at:] if pieces else text


def _identity(entry: Entry, html: str) -> bytes:
    if entry.guid:
        return _digest("guid", entry.guid)
    if entry.url:
        return _digest("url", entry.url)
    return _digest("content", entry.title, html)


def _digest(*parts: str) -> bytes:
    return hashlib.blake2b("\0".join(parts).encode("utf-8", "replace"), digest_size=16).digest()


def _title_from(snippet: str, url: str) -> str:
    words = snippet[:90].rsplit(" ", 1)[0] + "…" if len(snippet) > 90 else snippet
    return words or url or "(no title)"


@dataclass(frozen=True, slots=True)
class Examined:
    """What a document turned out to be: exactly one of the first two, or neither and only links."""

    prepared: Prepared | None = None
    subscriptions: SubscriptionList | None = None
    links: tuple[FeedLink, ...] = ()
    """The feeds a web page advertises."""


def examine(document: Document) -> Examined:
    """Tell what a document is by its content, and read it; raises FormatError when it is nothing of ours."""
    kind = formats.detect(document)
    if kind in {formats.Kind.OPML, formats.Kind.URLS}:
        return Examined(subscriptions=formats.read_subscriptions(document))
    if kind is not formats.Kind.HTML:
        return Examined(prepare(document))
    links = formats.find_feed_links(document)
    # A site's front page has text enough to be taken for an article; its address tells it from one.
    is_front_page = document.source.kind is not SourceKind.FILE and urlsplit(document.url).path in {"", "/"}
    if links and is_front_page:
        return Examined(links=links)
    try:
        return Examined(prepare(document), links=links)
    except FormatError:
        if links:
            return Examined(links=links)
        raise


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
    ), _digest(*names) if names else b""
