"""From a document to what it holds: a feed with its entries, or one article; pure functions."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from tuinews.errors import FailureKind, FormatError
from tuinews.formats.detect import Kind, detect
from tuinews.formats.magic import Binary
from tuinews.model.entries import FeedLink, Parsed
from tuinews.model.sources import Document, SourceKind
from tuinews.model.subscriptions import SubscriptionList

__all__ = [
    "Kind",
    "common_feed_paths",
    "detect",
    "find_feed_links",
    "is_own_html",
    "parse",
    "read_subscriptions",
    "write_opml",
]

_FEEDS: Final = frozenset({Kind.FEED, Kind.JSON_FEED})
_MAX_NAMED_FEEDS: Final = 10
_LISTS: Final = frozenset({Kind.OPML, Kind.URLS})
_OWN_HTML: Final = frozenset({Kind.TEXT, Kind.MARKDOWN, Kind.RTF, Kind.EMAIL})
"""Of mail, the HTML is not ours, but marks that pass for ours are taken out of it."""


def parse(document: Document, *, now: datetime | None = None) -> Parsed:
    """Return the feed or the article that a document holds.

    Args:
        document: What came from a source; its content decides what it is.
        now: What dates are measured against, the present by default.

    Raises:
        FormatError: It holds neither; the message says what it is instead.
    """
    kind = detect(document)
    if kind in _FEEDS:
        return _parse_feed(document, kind, now or datetime.now(UTC))
    if document.source.kind is SourceKind.FEED:
        raise _no_feed(document, kind)
    match kind:
        case Kind.HTML:
            from tuinews.formats.page import parse_page

            return parse_page(document, now or datetime.now(UTC))
        case Kind.EMAIL:
            from tuinews.formats.email import parse_email

            return parse_email(document)
        case Kind.MARKDOWN:
            from tuinews.formats.text import parse_markdown

            return parse_markdown(document)
        case Kind.TEXT | Kind.RTF:
            from tuinews.formats.text import parse_text

            return parse_text(document)
    raise FormatError(_not_an_article(kind, document.source.kind))


def is_own_html(document: Document) -> bool:
    """Say whether an article's HTML was written by us, so that its marks for site furniture can be trusted."""
    return detect(document) in _OWN_HTML


def read_subscriptions(document: Document) -> SubscriptionList:
    """Return the feeds that an OPML file or a newsboat `urls` file lists; raises FormatError when it is neither."""
    kind = detect(document)
    if kind is Kind.OPML:
        from tuinews.formats.opml import read_opml

        return read_opml(document)
    if kind in {Kind.URLS, Kind.TEXT, Kind.MARKDOWN}:
        from tuinews.formats.newsboat import read_urls

        return read_urls(document)
    if kind is Kind.EMPTY:
        raise FormatError("The file is empty: it lists no feeds.")
    raise FormatError(f"This is {kind}, not a list of feeds (OPML, or newsboat's urls).")


def write_opml(subscriptions: SubscriptionList) -> str:
    """Return a list of feeds as OPML 2.0."""
    from tuinews.formats.opml import write_opml

    return write_opml(subscriptions)


def find_feed_links(document: Document) -> tuple[FeedLink, ...]:
    """Return the feeds that a web page advertises, the likeliest first; none when it is no web page."""
    if detect(document) is not Kind.HTML:
        return ()
    from tuinews.formats.feedlinks import find_feed_links

    return find_feed_links(document)


def common_feed_paths(url: str) -> tuple[str, ...]:
    """Return the addresses where sites that advertise no feed often have one."""
    from tuinews.formats.feedlinks import common_feed_paths

    return common_feed_paths(url)


def _parse_feed(document: Document, kind: Kind | Binary, now: datetime) -> Parsed:
    if kind is Kind.JSON_FEED:
        from tuinews.formats.jsonfeed import parse_json_feed

        return parse_json_feed(document, now)
    from tuinews.formats.wellformed import parse_well_formed

    parsed = parse_well_formed(document, now)
    if parsed is None:
        # feedparser takes a seventh of a second to load, which most refreshes never need.
        from tuinews.formats.feed import parse_feed

        parsed = parse_feed(document, now)
    return parsed


def _no_feed(document: Document, kind: Kind | Binary) -> FormatError:
    """Return the error for a document that should have been a feed, with the feeds that it names instead."""
    facts: dict[str, object] = {"found": str(kind), "moved_to": document.moved_to}
    if kind is Kind.HTML:
        links = find_feed_links(document)[:_MAX_NAMED_FEEDS]
        facts["feeds"] = [[link.url, link.title] for link in links if link.url != document.url]
    return FormatError(
        _not_a_feed(kind), kind=FailureKind.WEB_PAGE if kind is Kind.HTML else FailureKind.NOT_A_FEED, facts=facts
    )


def _not_a_feed(kind: Kind | Binary) -> str:
    match kind:
        case Kind.EMPTY:
            return "The address gives an empty answer, not a feed."
        case Kind.HTML:
            return "The address gives a web page, not a feed."
    return f"The address gives {kind}, not a feed."


def _not_an_article(kind: Kind | Binary, source: SourceKind) -> str:
    thing = "file" if source is SourceKind.FILE else "page"
    if kind is Kind.EMPTY:
        return f"The {thing} is empty."
    if kind in _LISTS:
        return f"This is {kind}, not a feed or an article: `tuinews import` reads it."
    if kind is Kind.BINARY:
        return f"This {thing} does not look like text."
    return f"This is {kind}, not a feed or an article."
