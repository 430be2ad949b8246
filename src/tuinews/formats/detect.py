"""Telling what a document is from its bytes; its media type and name only break ties."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Final
from urllib.parse import urlsplit

from tuinews.formats.decoding import SNIFFED_BYTES, sniffed_text
from tuinews.formats.magic import Binary, binary_kind
from tuinews.model.sources import Document


class Kind(StrEnum):
    """What a document can be; the value is what to call it in a sentence."""

    FEED = "a feed"
    JSON_FEED = "a JSON feed"
    OPML = "a list of feeds (OPML)"
    URLS = "newsboat's list of feeds"
    HTML = "a web page"
    EMAIL = "a mail message"
    MARKDOWN = "a Markdown text"
    TEXT = "plain text"
    RTF = "an RTF document"
    EMPTY = "empty"
    SITEMAP = "a sitemap"
    SVG = "an SVG image"
    XML = "XML of an unknown kind"
    JSON = "JSON data"
    BINARY = "binary data"


# What may stand before the first element. Possessive, so that each character is looked at once.
_PROLOGUE: Final = re.compile(
    r"(?:\s++|<\?[^>]*+>|<!--(?>.*?-->)|<!DOCTYPE(?:[^\[>]++|\[[^\]]*+\])*+>)*+", re.DOTALL | re.IGNORECASE
)
_ROOT: Final = re.compile(r"<(?:[A-Za-z_][\w.-]*+:)?([A-Za-z_][\w.-]*+)")
_DOCTYPE: Final = re.compile(r"<!DOCTYPE\s+([\w:.-]+)", re.IGNORECASE)
# A feed after the warnings that a broken script printed before it.
_LATE_FEED: Final = re.compile(r"^\s*<(?:\?xml|rss|rdf:RDF|feed)\b", re.MULTILINE)
_FEED_ROOT: Final = re.compile(r"<(?:rss\b|rdf:RDF\b|(?:\w{1,20}:)?feed\b[^>]{0,2000}?\bxmlns)")
_JSON_START: Final = re.compile(r"\s*+(?:\{\s*+[\"}]|\[\s*+[\[{\"\d\]])")
_JSON_FEED_VERSION: Final = re.compile(rb"https?:\\?/\\?/jsonfeed\.org\\?/version")
_ROOTS: Final = MappingProxyType(
    {
        "rss": Kind.FEED,
        "feed": Kind.FEED,
        "rdf": Kind.FEED,
        "channel": Kind.FEED,
        "opml": Kind.OPML,
        "html": Kind.HTML,
        "urlset": Kind.SITEMAP,
        "sitemapindex": Kind.SITEMAP,
        "svg": Kind.SVG,
    }
)
_DOCTYPE_WITHIN: Final = 200
_TAG_NAMES: Final = (
    "a abbr address article aside b base blockquote body br button center code dd div dl dt em figure font footer"
    " form frameset h1 h2 h3 h4 h5 h6 head header hr i iframe img link li main meta nav noscript ol p pre script"
    " section span strong style table tbody td th title tr ul"
)
_HTML_TAGS: Final = frozenset(_TAG_NAMES.split())
_BLOCK_TAG: Final = re.compile(r"</(?:p|div|li|h[1-6]|td|blockquote|article|section)\s*>|<br\s*/?>", re.IGNORECASE)
_MAIL_HEADER: Final = re.compile(
    r"(from|to|date|subject|message-id|mime-version|received|return-path|delivered-to|reply-to|content-type|cc"
    r"|list-id|dkim-signature|x-[\w-]+)[ \t]*:",
    re.IGNORECASE,
)
_ANY_HEADER: Final = re.compile(r"[!-9;-~]{1,80}[ \t]*:|[ \t]|From ")
_FEED_LINE: Final = re.compile(r"!?\"?(?:https?://|feed:|file://|query:|exec:|filter:)\S", re.IGNORECASE)
_MARKDOWN_SIGNS: Final = (
    re.compile(r"^#{1,6}[ \t]+\S", re.MULTILINE),
    re.compile(r"(?<!\\)\[[^\]\n]{1,200}\]\((?:https?://|/|\.|#|mailto:)[^)\s]{0,500}"),
    re.compile(r"^(?:```|~~~)", re.MULTILINE),
    re.compile(r"^\S[^\n]{0,200}\n(?:={3,}|-{3,})[ \t]*$", re.MULTILINE),
    re.compile(r"(?<![\w*])\*\*(?=\S)[^*\n]{1,200}\*\*(?!\w)"),
    re.compile(r"^(?:[-*+]|\d{1,3}\.)[ \t]+\S", re.MULTILINE),
    re.compile(r"^>[ \t]?\S", re.MULTILINE),
)
_MARKDOWN_NAMES: Final = frozenset({".md", ".markdown", ".mdown", ".mkd"})
_HTML_NAMES: Final = frozenset({".html", ".htm", ".xhtml"})
_CONTROLS: Final = re.compile("[\x00-\x06\x0e-\x1a\x1c-\x1f\ufffd]")
_MAX_CONTROL_SHARE: Final = 0.05


def detect(document: Document) -> Kind | Binary:
    """Return what a document is: the content decides, its name only between two texts that look alike."""
    binary = binary_kind(document.body)
    if binary is not None:
        return binary
    if not document.body.strip(b"\x00 \t\r\n\f\v\xef\xbb\xbf\xff\xfe"):
        return Kind.BINARY if b"\x00" in document.body[:SNIFFED_BYTES] else Kind.EMPTY
    head = sniffed_text(document)
    return _markup(document, head) or _json(document, head) or _text(document, head)


def _markup(document: Document, head: str) -> Kind | None:
    if head.lstrip("\ufeff \t\r\n").startswith("{\\rtf"):
        return Kind.RTF
    prologue = _PROLOGUE.match(head)
    start = prologue.end() if prologue else 0
    doctype = _DOCTYPE.search(head, 0, max(start, _DOCTYPE_WITHIN))
    told = _ROOTS.get(doctype[1].lower()) if doctype else None
    root = _ROOT.match(head, start)
    if root is None:
        # The document type may be longer than what is looked at.
        return told or _late_feed(document, head)
    name = root[1].lower()
    if kind := _ROOTS.get(name) or _late_feed(document, head):
        return kind
    if name in _HTML_TAGS:
        return Kind.MARKDOWN if _suffix(document) in _MARKDOWN_NAMES else Kind.HTML
    return told or (Kind.XML if head.lstrip().startswith("<?xml") else None)


def _late_feed(document: Document, head: str) -> Kind | None:
    is_announced = "xml" in document.media_type or _suffix(document) in {".xml", ".rss", ".atom", ".rdf"}
    if is_announced and _LATE_FEED.search(head) and _FEED_ROOT.search(head):
        return Kind.FEED
    return None


def _json(document: Document, head: str) -> Kind | None:
    if not _JSON_START.match(head):
        return None
    if "feed+json" in document.media_type or _JSON_FEED_VERSION.search(document.body):
        return Kind.JSON_FEED
    is_named_text = _suffix(document) in {".txt", ".md"} and "json" not in document.media_type
    return None if is_named_text else Kind.JSON


def _text(document: Document, head: str) -> Kind:
    if _is_binary(document.body[:SNIFFED_BYTES], head):
        return Kind.BINARY
    if _is_mail(head):
        return Kind.EMAIL
    if _is_url_list(head, is_cut=len(document.body) > SNIFFED_BYTES):
        return Kind.URLS
    if _is_html(document, head):
        return Kind.HTML
    return Kind.MARKDOWN if _is_markdown(document, head) else Kind.TEXT


def _is_binary(body: bytes, head: str) -> bool:
    """Say whether the bytes are no text: too many control characters, and not every other byte a zero."""
    zeros: int = body.count(0)
    if zeros:
        wide: int = max(body[0::2].count(0), body[1::2].count(0))
        # Two-byte text of the Latin script has nearly all its zero bytes on one side.
        return wide != zeros or zeros <= len(body) * 0.3
    # A legacy charset read as UTF-8 is full of U+FFFD too, but has no control characters beside them.
    controls: list[str] = _CONTROLS.findall(head)
    if len(controls) <= _MAX_CONTROL_SHARE * len(head):
        return False
    return sum(char != "\ufffd" for char in controls) > _MAX_CONTROL_SHARE * len(head) / 2


def _is_mail(head: str) -> bool:
    names = set()
    for row in head.lstrip("\ufeff").split("\n", 200)[:200]:
        if not row.strip():
            break
        if not _ANY_HEADER.match(row):
            return False
        if match := _MAIL_HEADER.match(row):
            names.add(match[1].lower())
    if names & {"message-id", "mime-version", "received", "return-path"} and len(names) >= 2:
        return True
    return "from" in names and bool(names & {"subject", "to"}) and len(names) >= 3


def _is_url_list(head: str, *, is_cut: bool) -> bool:
    rows = head.lstrip("\ufeff").split("\n")
    if is_cut:
        rows.pop()
    told = [row for row in map(str.strip, rows) if row and not row.startswith("#")]
    return bool(told) and all(map(_FEED_LINE.match, told))


def _is_html(document: Document, head: str) -> bool:
    suffix = _suffix(document)
    if suffix in _MARKDOWN_NAMES:
        return False
    is_announced = document.media_type in {"text/html", "application/xhtml+xml"} or suffix in _HTML_NAMES
    tags = len(_BLOCK_TAG.findall(head))
    return tags >= (1 if is_announced else 4)


def _is_markdown(document: Document, head: str) -> bool:
    if document.media_type == "text/markdown" or _suffix(document) in _MARKDOWN_NAMES:
        return True
    signs = [bool(sign.search(head)) for sign in _MARKDOWN_SIGNS]
    # A bullet or a ">" alone also stands in plain text; a heading with a link, or with a code fence, does not.
    return sum(signs) >= (3 if _suffix(document) == ".txt" else 2) and any(signs[:4])


def _suffix(document: Document) -> str:
    location = document.url or document.source.location
    path = urlsplit(location).path if "://" in location else location
    return PurePosixPath(path.replace("\\", "/")).suffix.lower()
