"""The feeds of a web site: those a page advertises, and where the others usually are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import urljoin, urlsplit

from lxml.etree import ParserError
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from tuinews.formats.decoding import decode_markup
from tuinews.model.entries import FeedLink
from tuinews.model.sources import Document
from tuinews.screen_text import line
from tuinews.web_address import web_address

_MAX_LINKS: Final = 50
_MAX_CHARACTERS: Final = 5_000_000
_LONGEST_TITLE: Final = 200
_FEED_TYPES: Final = frozenset(
    {
        "application/rss+xml",
        "application/atom+xml",
        "application/feed+json",
        "application/rdf+xml",
        "application/x-rss+xml",
        "application/x-atom+xml",
        "text/rss+xml",
        "text/atom+xml",
        "text/rss",
    }
)
# Types that a feed shares with other things; only the address tells.
_VAGUE_TYPES: Final = frozenset({"application/json", "application/xml", "text/xml"})
_FEED_WORD: Final = re.compile(r"(?<![a-z])(?:rss2?|atom|feeds?|rdf)(?![a-z])", re.IGNORECASE)
_FEED_ENDING: Final = re.compile(
    r"(?:\.(?:rss|atom|rdf)|/(?:rss|atom|feed)/?|(?:feed|rss|atom|index)\.xml|feed\.json)\Z"
)
_COMMENTS: Final = re.compile(r"\bcomments?\b", re.IGNORECASE)
_COMMON_PATHS: Final = ("feed", "rss", "rss.xml", "atom.xml", "index.xml", "feed.xml", "feed.json")
_COMMON_PATHS_BELOW: Final = ("feed", "rss.xml", "index.xml")
"""Tried beside a page that is not the front page, before those of the site: every try is a request."""


def find_feed_links(document: Document) -> tuple[FeedLink, ...]:
    """Return the feeds that a page advertises: first those in its head, then links that look like feeds.

    Feeds of comments come last, because nobody who gives the address of a site means them.
    """
    text = decode_markup(document)[:_MAX_CHARACTERS]
    try:
        root = document_fromstring(text.encode("utf-8", "replace"), HTMLParser(encoding="utf-8", huge_tree=True))
    except (ParserError, ValueError):
        return ()
    base = _base(root, document.url)
    found = dict[str, FeedLink]()
    for href, title in (*_advertised(root), *_looking_like_feeds(root)):
        url = web_address(href, base)
        if url and url not in found:
            found[url] = FeedLink(url, line(title, _LONGEST_TITLE))
        if len(found) >= _MAX_LINKS:
            break
    links = [link._replace(is_of_comments=_is_of_comments(link)) for link in found.values()]
    return tuple(sorted(links, key=lambda link: link.is_of_comments))


def common_feed_paths(url: str) -> tuple[str, ...]:
    """Return the addresses where sites that advertise no feed often have one, the likeliest first."""
    parts = urlsplit(web_address(url))
    if not parts.hostname:
        return ()
    root = f"{parts.scheme}://{parts.netloc}/"
    here = urljoin(root, parts.path if parts.path.endswith("/") else parts.path + "/")
    below = () if here == root else tuple(here + path for path in _COMMON_PATHS_BELOW)
    return below + tuple(root + path for path in _COMMON_PATHS)


def _base(root: HtmlElement, url: str) -> str:
    for element in root.iter("base"):
        return web_address(element.get("href", ""), url) or url
    return url


def _advertised(root: HtmlElement) -> Iterator[tuple[str, str]]:
    for element in root.iter("link"):
        href = element.get("href", "")
        relations = element.get("rel", "").lower().split()
        kind = element.get("type", "").lower().partition(";")[0].strip()
        is_feed = kind in _FEED_TYPES or (kind in _VAGUE_TYPES and _FEED_WORD.search(href))
        if href and ("feed" in relations or ("alternate" in relations and is_feed)):
            yield href, element.get("title", "")


def _looking_like_feeds(root: HtmlElement) -> Iterator[tuple[str, str]]:
    for element in root.iter("a"):
        href = element.get("href", "")
        path = href[:2_000].partition("?")[0].partition("#")[0].lower()
        if _FEED_ENDING.search(path):
            yield href, " ".join((element.text_content() or "")[:1_000].split())


def _is_of_comments(link: FeedLink) -> bool:
    return bool(_COMMENTS.search(link.url) or _COMMENTS.search(link.title))
