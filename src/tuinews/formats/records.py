"""From the fields collected in a well-formed feed to its entries."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final, TypeAlias

from tuinews.formats.dates import parse_date
from tuinews.formats.plain import Markup, as_html
from tuinews.formats.raw import RawEntry, RawFeed
from tuinews.formats.shaping import rhythm_minutes

Fields: TypeAlias = dict[str, list[tuple[str, dict[str, str]]]]
"""What was told under each key: text and attributes, in the order of the document."""

_HTML_TYPES: Final = frozenset({"html", "text/html"})
_TEXT_TYPES: Final = frozenset({"", "text", "text/plain"})
# Feeds often leave the type out and write HTML all the same.
_LOOKS_LIKE_HTML: Final = re.compile(r"</(?:p|div|a|li|em|strong|b|i|span|blockquote|h[1-6]|ul|ol)>|<br\s*/?>|<p>")
_MAX_KEYWORDS: Final = 2_000


class UnusualError(Exception):
    """A feed is out of the ordinary and has to be read by feedparser; never leaves `formats`."""


def rss_entry(fields: Fields) -> RawEntry:
    """Return the entry of an RSS item."""
    guid, attributes = fields.get("guid", [("", {})])[0]
    url = _text(fields, "link") or alternate(attributes for _, attributes in fields.get("atom_link", []))
    if not url and attributes.get("isPermaLink", "true").lower() == "true" and is_web(guid):
        url = guid
    return RawEntry(
        guid=guid or _text(fields, "about"),
        url=url,
        title=_text(fields, "title") or _text(fields, "other_title"),
        authors=_authors(fields),
        published=_date(fields, "published"),
        updated=_date(fields, "updated"),
        summary_html=_text(fields, "description") or _text(fields, "other_summary"),
        content_html=_text(fields, "encoded"),
        image_url=_image(fields),
        enclosures=[_enclosure(attributes, "url") for _, attributes in fields.get("enclosure", ())],
        tags=_tags(fields),
        language=_text(fields, "language"),
    )


def atom_entry(fields: Fields) -> RawEntry:
    """Return the entry of an Atom entry."""
    links = [attributes for _, attributes in fields.get("atom_link", ())]
    title, attributes = fields.get("title", [("", {})])[0]
    guid = _text(fields, "guid")
    return RawEntry(
        guid=guid,
        url=alternate(links) or (guid if is_web(guid) else ""),
        title=title or _text(fields, "other_title"),
        title_markup=_markup(attributes) if title else Markup.PLAIN,
        authors=_authors(fields),
        published=_date(fields, "published"),
        updated=_date(fields, "updated"),
        summary_html=_html(fields, "summary") or guessed_html(_text(fields, "other_summary")),
        content_html=_html(fields, "content"),
        image_url=_image(fields),
        enclosures=[_enclosure(link, "href") for link in links if link.get("rel") == "enclosure"],
        tags=_tags(fields),
    )


def channel_feed(feed: RawFeed, fields: Fields, *, is_atom: bool) -> RawFeed:
    """Complete a feed with what its channel says of itself."""
    title, attributes = fields.get("title", [("", {})])[0]
    feed.title = title or _text(fields, "other_title")
    feed.title_markup = _markup(attributes) if is_atom and title else Markup.EITHER
    feed.site_url = _text(fields, "link") or alternate(attributes for _, attributes in fields.get("atom_link", ()))
    feed.description = _text(fields, "description")
    feed.language = feed.language or _text(fields, "language")
    feed.skipped_hours = [text for text, _ in fields.get("skipped_hour", ())]
    feed.skipped_days = [text for text, _ in fields.get("skipped_day", ())]
    feed.ttl_minutes = rhythm_minutes(_text(fields, "ttl"), _text(fields, "period"), _text(fields, "frequency"))
    return feed


def alternate(links: Iterable[dict[str, str]]) -> str:
    """Return the address of the first link that leads to the thing itself, a web page if there is one."""
    found = ""
    for link in links:
        if link.get("rel", "alternate") == "alternate" and link.get("href"):
            if "html" in link.get("type", "html"):
                return link["href"]
            found = found or link["href"]
    return found


def best_image(thumbnails: Iterable[Mapping[str, str]], contents: Iterable[Mapping[str, str]], own: str) -> str:
    """Return the address of an entry's image: its thumbnail, an image among its media, or its own."""
    for thumbnail in thumbnails:
        if thumbnail.get("url"):
            return thumbnail["url"]
    for content in contents:
        if content.get("url") and (content.get("medium") == "image" or content.get("type", "").startswith("image/")):
            return content["url"]
    return own


def guessed_html(text: str) -> str:
    """Return plain text as HTML, and HTML that calls itself plain text as it is."""
    return text if not text or _LOOKS_LIKE_HTML.search(text) else as_html(text)


def split_keywords(told: Iterable[str]) -> list[str]:
    """Return the single words of comma-separated lists."""
    return [word for text in told for word in text[:_MAX_KEYWORDS].split(",") if word.strip()]


def is_web(address: str) -> bool:
    """Say whether an address starts like a web address."""
    return address[:8].lower().startswith(("http://", "https://"))


def _text(fields: Fields, key: str) -> str:
    for text, _ in fields.get(key, ()):
        if text:
            return text
    return ""


def _authors(fields: Fields) -> list[str]:
    told = fields.get("author") or fields.get("email") or []
    return [text for text, _ in told]


def _html(fields: Fields, key: str) -> str:
    for text, attributes in fields.get(key, ()):
        kind = attributes.get("type", "").lower()
        if kind in _HTML_TYPES:
            return text
        if kind not in _TEXT_TYPES or attributes.get("mode"):
            raise UnusualError
        if text:
            return guessed_html(text)
    return ""


def _markup(attributes: dict[str, str]) -> Markup:
    kind = attributes.get("type", "").lower()
    if kind in _HTML_TYPES:
        return Markup.HTML
    if kind not in _TEXT_TYPES or attributes.get("mode"):
        raise UnusualError
    return Markup.PLAIN


def _date(fields: Fields, key: str) -> datetime | None:
    for text, _ in reversed(fields.get(key, ())):
        if text:
            moment = parse_date(text)
            if moment is None:
                raise UnusualError
            return moment
    return None


def _image(fields: Fields) -> str:
    own = next(
        (attributes.get("href") or attributes.get("url", "") for _, attributes in fields.get("itunes_image", ())), ""
    )
    thumbnails = (attributes for _, attributes in fields.get("media_thumbnail", ()))
    contents = (attributes for _, attributes in fields.get("media_content", ()))
    return best_image(thumbnails, contents, own)


def _enclosure(attributes: dict[str, str], name: str) -> tuple[str, str, str]:
    return attributes.get(name, ""), attributes.get("type", ""), attributes.get("length", "")


def _tags(fields: Fields) -> list[str]:
    categories = fields.get("category", ())
    tags = [told.get("term") or text or told.get("label") or told.get("text") or "" for text, told in categories]
    return tags + split_keywords(text for text, _ in fields.get("keywords", ()))
