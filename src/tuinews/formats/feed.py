"""Feeds that are broken or out of the ordinary, read by feedparser, which has seen them all."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from time import struct_time
from typing import Any, Final
from xml.parsers import expat

import feedparser
import feedparser.mixin

from tuinews.errors import FailureKind, FormatError
from tuinews.formats.dates import parse_date
from tuinews.formats.plain import Markup
from tuinews.formats.raw import RawEntry, RawFeed
from tuinews.formats.records import alternate, best_image, guessed_html, is_web
from tuinews.formats.shaping import rhythm_minutes, shape_feed
from tuinews.formats.wellformed import ENTITIES_REFUSED, feed_text
from tuinews.model.entries import Parsed
from tuinews.model.sources import Document

_PROLOGUE_CHARACTERS: Final = 65_536
_DECLARATION: Final = re.compile(r"\A(\s*<\?xml[^>]*?)\s+encoding\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_DOCTYPE: Final = re.compile(r"<!DOCTYPE", re.IGNORECASE)
_ENTITY: Final = re.compile(r"<!ENTITY", re.IGNORECASE)
_ROOT: Final = re.compile(r"<(?:rss|rdf:RDF|(?:\w{1,20}:)?feed|channel)[\s>]", re.IGNORECASE)
# feedparser takes "AT&T" for an entity without its semicolon, and puts one in.
_BARE_AMPERSAND: Final = re.compile(
    r"(<!\[CDATA\[(?>.*?(?:\]\]>|\Z)))|&(?!(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{0,31});)", re.DOTALL
)
# Of a list of hours or days to be left alone in, feedparser tells the last one only.
_LEFT_ALONE: Final = re.compile(r"<skip(Hours|Days)\b[^>]{0,200}+>(.{0,4000}?)</skip\1\s*>", re.DOTALL | re.IGNORECASE)
_HOUR_OR_DAY: Final = re.compile(r"<(hour|day)\b[^>]{0,200}+>\s*([^<]{1,40})", re.IGNORECASE)
_HTML_TYPES: Final = frozenset({"text/html", "application/xhtml+xml"})


def parse_feed(document: Document, now: datetime) -> Parsed:
    """Return a feed and its entries; raises FormatError when the document is none or cannot be trusted."""
    return shape_feed(read_any_feed(feed_text(document)), document.url, now)


def read_any_feed(text: str) -> RawFeed:
    """Return what feedparser makes of a text, however broken it is."""
    _refuse_entities(text)
    text = _BARE_AMPERSAND.sub(lambda match: match[1] or "&amp;", text)
    # Only a stream is safe: feedparser takes bytes and strings for the name of a file or an address first.
    # https://github.com/kurtmckee/feedparser/issues/427
    stream = io.BytesIO(_DECLARATION.sub(r"\1", text).encode("utf-8", "replace"))
    try:
        told = feedparser.parse(stream, sanitize_html=False, resolve_relative_uris=False)
    except (ValueError, AssertionError, LookupError, TypeError, AttributeError, RecursionError) as error:
        # Its parser for broken markup lets such errors out on bytes that are no feed at all.
        raise FormatError("The feed is too damaged to be read.", kind=FailureKind.BROKEN_FEED) from error
    version = told.get("version", "")
    # "bozo" only says that a feed is not well formed, which many a readable one is not.
    if not version and not told.entries:
        raise FormatError(
            "This is not a feed: it holds no entries of RSS, Atom or RDF.",
            kind=FailureKind.NOT_A_FEED,
            facts=_place_of_the_fault(text),
        )
    if not told.entries and told.get("bozo") and (place := _place_of_the_fault(text)):
        # An empty feed is no fault; one that breaks off before its first entry is, and must not pass for empty.
        raise FormatError(
            f"The feed is broken at line {place['line']}, column {place['column']}, and no entry of it can be read.",
            kind=FailureKind.BROKEN_FEED,
            facts=place,
        )
    feed = raw_feed(told, is_atom=version.startswith("atom"))
    feed.skipped_hours, feed.skipped_days = _left_alone(text, "hour"), _left_alone(text, "day")
    return feed


def _left_alone(text: str, kind: str) -> list[str]:
    """Return the hours or days in which a feed asks to be left alone, as it says them."""
    lists = (match for match in _LEFT_ALONE.finditer(text) if match[1].lower() == f"{kind}s")
    told = next(lists, None)
    return [match[2] for match in _HOUR_OR_DAY.finditer(told[2]) if match[1].lower() == kind] if told else []


def _place_of_the_fault(text: str) -> dict[str, object]:
    """Return the line and column where XML breaks; nothing when it does not."""
    try:
        # The text is in UTF-8 by now, whatever it declares.
        expat.ParserCreate("utf-8").Parse(text.lstrip("\ufeff").encode("utf-8", "replace"), True)
    except expat.ExpatError as error:
        return {"line": error.lineno, "column": error.offset + 1}
    return {}


def _refuse_entities(text: str) -> None:
    head = text[:_PROLOGUE_CHARACTERS]
    if (doctype := _DOCTYPE.search(head)) and _ENTITY.search(head, doctype.end()):
        root = _ROOT.search(head)
        if root is None or doctype.start() < root.start():
            raise FormatError(ENTITIES_REFUSED, kind=FailureKind.BROKEN_FEED)


def raw_feed(told: Mapping[str, Any], *, is_atom: bool) -> RawFeed:
    """Return what feedparser found in the form that all readers of feeds share."""
    feed = told["feed"]
    return RawFeed(
        title=_string(feed, "title"),
        title_markup=_markup(feed, is_atom=is_atom),
        site_url=alternate(_links(feed)),
        description=_string(feed, "subtitle"),
        language=_string(feed, "language"),
        ttl_minutes=rhythm_minutes(
            _string(feed, "ttl"), _string(feed, "sy_updateperiod"), _string(feed, "sy_updatefrequency")
        ),
        entries=[_raw_entry(entry, is_atom=is_atom) for entry in told["entries"]],
    )


def _raw_entry(entry: Mapping[str, Any], *, is_atom: bool) -> RawEntry:
    links = _links(entry)
    guid = _string(entry, "id")
    content, base = _content(entry, is_atom=is_atom)
    return RawEntry(
        guid=guid,
        url=alternate(links) or (guid if entry.get("guidislink") and is_web(guid) else ""),
        title=_string(entry, "title"),
        title_markup=_markup(entry, is_atom=is_atom),
        authors=_authors(entry),
        published=_date(entry, "published"),
        updated=_date(entry, "updated"),
        summary_html=_summary(entry),
        content_html=content,
        base_url=base,
        language=_detail(entry, "title").get("language") or "",
        image_url=best_image(_dicts(entry, "media_thumbnail"), _dicts(entry, "media_content"), _image(entry)),
        enclosures=[_enclosure(link) for link in links if link.get("rel") == "enclosure"],
        tags=[tag.get("term") or tag.get("label") or "" for tag in _dicts(entry, "tags")],
    )


def _summary(entry: Mapping[str, Any]) -> str:
    summary = _string(entry, "summary")
    # Without a summary of its own, an entry gets a copy of its content.
    if any(summary == content.get("value") for content in _dicts(entry, "content")) and "summary_detail" not in entry:
        return ""
    is_plain = _detail(entry, "summary").get("type") == "text/plain"
    return guessed_html(summary) if is_plain else summary


def _content(entry: Mapping[str, Any], *, is_atom: bool) -> tuple[str, str]:
    """Return the HTML of an entry's full text and what its relative addresses start from."""
    for content in _dicts(entry, "content"):
        value = _string(content, "value")
        if value and content.get("type") in _HTML_TYPES:
            return value, _string(content, "base")
        # In RSS, plain content is what feedparser makes of a second summary.
        if value and is_atom and content.get("type") == "text/plain":
            return guessed_html(value), _string(content, "base")
    return "", _string(_detail(entry, "summary"), "base")


def _authors(entry: Mapping[str, Any]) -> list[str]:
    names = [_string(author, "name") or _string(author, "email") for author in _dicts(entry, "authors")]
    names = [name for name in names if name]
    return names or [_string(entry, "author")]


def _date(entry: Mapping[str, Any], key: str) -> datetime | None:
    written = _string(entry, key)
    if not written:
        return None
    if moment := parse_date(written):
        return moment
    parsed = entry.get(f"{key}_parsed")
    if not isinstance(parsed, struct_time) or written.strip("-").isdigit():
        return None
    try:
        return datetime(*parsed[:6], tzinfo=UTC)
    except ValueError:
        return None


def _markup(told: Mapping[str, Any], *, is_atom: bool) -> Markup:
    if not is_atom:
        return Markup.EITHER
    return Markup.HTML if _detail(told, "title").get("type") in _HTML_TYPES else Markup.PLAIN


def _enclosure(link: Mapping[str, Any]) -> tuple[str, str, str]:
    # feedparser says that a link is HTML when the feed does not say what it is.
    media_type = _string(link, "type")
    return _string(link, "href"), "" if media_type == "text/html" else media_type, _string(link, "length")


def _image(entry: Mapping[str, Any]) -> str:
    image = entry.get("image")
    return _string(image, "href") if isinstance(image, Mapping) else ""


def _links(told: Mapping[str, Any]) -> list[dict[str, str]]:
    return [{key: value for key, value in link.items() if isinstance(value, str)} for link in _dicts(told, "links")]


def _dicts(told: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    found = told.get(key)
    return [item for item in found if isinstance(item, Mapping)] if isinstance(found, list) else []


def _detail(told: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    found = told.get(f"{key}_detail")
    return found if isinstance(found, Mapping) else {}


def _string(told: Mapping[str, Any], key: str) -> str:
    # dict.get, because feedparser's own warns when it falls back from "updated" to "published".
    found = dict.get(told, key) if isinstance(told, dict) else told.get(key)
    return found if isinstance(found, str) else ""


def _sync_author_detail(parser: Any, key: str = "author") -> None:
    """Complete the author that feedparser has just read, with the text of the element for a name.

    Stands in for feedparser's own, whose pattern for mail addresses is quadratic and cuts names behind a domain that
    ends in more than four letters. https://github.com/kurtmckee/feedparser/issues/562
    """
    context = parser._get_context()
    detail = context.get(f"{key}s", [{}])[-1]
    written = dict.get(context, key)
    if not detail and isinstance(written, str) and written:
        detail["name"] = written


feedparser.mixin._FeedParserMixin._sync_author_detail = _sync_author_detail
