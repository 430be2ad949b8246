"""What a web page says of its article: title, authors, dates, language, outlet, picture, address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from tuinews.formats.date_lines import date_in_address, read_dates
from tuinews.formats.dates import believable, parse_date
from tuinews.formats.jsonld import find_article, is_paid, read_nodes, told_address, told_names, told_text, told_types
from tuinews.formats.plain import NAME_LIMIT, Markup, one_line, person_name
from tuinews.web_address import web_address, without_tracking

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MAX_AUTHORS: Final = 20
_LONGEST_BYLINE: Final = 150
_TITLE_KEYS: Final = ("og:title", "twitter:title", "dc.title", "parsely-title", "title")
_AUTHOR_KEYS: Final = (
    "author",
    "parsely-author",
    "article:author",
    "dc.creator",
    "byl",
    "sailthru.author",
    "citation_author",
)
_PUBLISHED_KEYS: Final = (
    "article:published_time",
    "article:published",
    "datepublished",
    "parsely-pub-date",
    "dc.date.issued",
    "dcterms.issued",
    "pubdate",
    "publishdate",
    "publish-date",
    "sailthru.date",
    "article.published",
    "dc.date",
    "date",
)
_UPDATED_KEYS: Final = (
    "article:modified_time",
    "article:modified",
    "og:updated_time",
    "datemodified",
    "dcterms.modified",
    "last-modified",
)
_OUTLET_KEYS: Final = ("og:site_name", "application-name", "dc.publisher", "twitter:site")
_IMAGE_KEYS: Final = ("og:image", "og:image:url", "twitter:image", "twitter:image:src", "parsely-image-url", "image")
_LANGUAGE_KEYS: Final = ("og:locale", "content-language", "dc.language", "language")
_BYLINE_CLASS: Final = re.compile(r"(?:^|[\s_-])(?:byline|author|authors|author-?name)(?:$|[\s_-])", re.IGNORECASE)
_NO_BYLINE_CLASS: Final = re.compile(r"comment|form|bio", re.IGNORECASE)
_DATE_CLASS: Final = re.compile(
    r"(?:publish(?:ed)?|posted|post|entry|article|story|news)[-_]?(?:date|time|on)(?:$|[\s_-])|pub-?date"
    r"|date-?published|(?:^|\s)(?:date|timestamp)(?:$|\s)",
    re.IGNORECASE,
)
_LONGEST_DATE: Final = 80
# What follows a name in a shown byline: a date, or the words that announce one.
_DATELINE: Final = re.compile(
    r"\s*[-–|•·,]?\s*(?:published|updated|posted|\d"
    r"|(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]{0,6}\.? \d).*",
    re.IGNORECASE,
)
_SEPARATORS: Final = (" | ", " - ", " – ", " — ", " :: ", " · ", " « ", " » ")
_SEVERAL: Final = re.compile(r",\s+(?:and\s+)?|\s+(?:and|&|und|et|y)\s+")


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What a page says of its article; empty where it says nothing."""

    title: str = ""
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    updated: datetime | None = None
    language: str = ""
    outlet: str = ""
    image_url: str = ""
    url: str = ""
    article_text: str = ""
    """The plain text of the article, where the page tells it to machines."""
    types: tuple[str, ...] = ()
    """What the page says it describes, in the words of schema.org."""
    is_paid: bool = False
    """Whether it says that the article has to be paid for."""


def read_facts(root: HtmlElement, url: str, now: datetime) -> PageFacts:
    """Return what a page says of its article, in its JSON-LD first, then in its head, then where readers see it."""
    nodes = read_nodes(script.text or "" for script in root.iter("script") if _is_json_ld(script))
    told = find_article(nodes)
    meta = _meta(root)
    outlet = _outlet(meta, told_names(told.get("publisher")), url)
    published = _date([told_text(told, "datePublished"), *_all(meta, _PUBLISHED_KEYS), *_shown_dates(root)], now)
    if published is None:
        published = believable(_printed_date(root) or date_in_address(url), now)
    updated = _date([told_text(told, "dateModified"), *_all(meta, _UPDATED_KEYS)], now)
    return PageFacts(
        title=_title(root, told_text(told, "headline") or told_text(told, "name"), meta, outlet),
        authors=_authors(root, told_names(told.get("author")), meta, outlet),
        published=published,
        updated=updated if updated != published else None,
        language=_language(root, told_text(told, "inLanguage"), meta),
        outlet=outlet,
        image_url=web_address(told_address(told.get("image")) or _first(meta, _IMAGE_KEYS), url),
        url=_canonical(root, meta, url),
        article_text=told_text(told, "articleBody"),
        types=(*told_types(nodes), *(["Article"] if meta.get("og:type", "").lower() == "article" else [])),
        is_paid=is_paid(nodes) or meta.get("article:content_tier", "").lower() == "locked",
    )


def _is_json_ld(script: HtmlElement) -> bool:
    return "ld+json" in script.get("type", "").lower()


def _meta(root: HtmlElement) -> dict[str, str]:
    """Return the page's named properties, names in lower case, the first of equals."""
    found = dict[str, str]()
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv")
        value = element.get("content", "").strip()
        if name and value:
            found.setdefault(name.strip().lower(), value)
    return found


def _first(meta: dict[str, str], keys: tuple[str, ...]) -> str:
    return next((meta[key] for key in keys if key in meta), "")


def _all(meta: dict[str, str], keys: tuple[str, ...]) -> list[str]:
    return [meta[key] for key in keys if key in meta]


def _date(told: list[str], now: datetime) -> datetime | None:
    """Return the first date that can be meant."""
    moments = (believable(parse_date(text), now) for text in told)
    return next((moment for moment in moments if moment is not None), None)


def _shown_dates(root: HtmlElement) -> list[str]:
    """Return the dates that are marked as the article's own; other times belong to other articles."""
    times = list(root.iter("time"))
    marked = [time for time in times if "pubdate" in time.attrib or "published" in time.get("itemprop", "").lower()]
    return [time.get("datetime", "") for time in marked or (times if len(times) == 1 else [])]


def _printed_date(root: HtmlElement) -> datetime | None:
    """Return the date that is printed where the page says the article's own stands."""
    for element in root.iter("span", "p", "div", "time", "li"):
        names = f"{element.get('class', '')} {element.get('itemprop', '')}"
        if len(names) > 1 and _DATE_CLASS.search(names):
            text = " ".join(" ".join(element.itertext()).split())
            dates = read_dates(text) if len(text) <= _LONGEST_DATE else None
            if dates is not None and dates.published is not None:
                return dates.published
    return None


def _title(root: HtmlElement, headline: str, meta: dict[str, str], outlet: str) -> str:
    heading = _only_heading(root)
    for told in (headline, _first(meta, _TITLE_KEYS), heading, _text_of(root, "title")):
        title = one_line(told, Markup.EITHER)
        if title:
            return _without_outlet(title, outlet)
    return ""


def _only_heading(root: HtmlElement) -> str:
    headings = list(root.iter("h1"))
    return headings[0].text_content() if len(headings) == 1 else ""


def _text_of(root: HtmlElement, name: str) -> str:
    return next((element.text_content() for element in root.iter(name)), "")


def _without_outlet(title: str, outlet: str) -> str:
    """Return a title without the name of the site at its end or start."""
    for separator in _SEPARATORS:
        head, mark, tail = title.rpartition(separator)
        if mark and len(head) > len(tail) and _is_outlet(tail, outlet):
            return head.strip()
        head, mark, tail = title.partition(separator)
        if mark and len(tail) > len(head) and _is_outlet(head, outlet):
            return tail.strip()
    return title


def _is_outlet(text: str, outlet: str) -> bool:
    told, known = _letters(text), _letters(outlet)
    return bool(told) and bool(known) and (told in known or known in told)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _authors(root: HtmlElement, told: list[str], meta: dict[str, str], outlet: str) -> tuple[str, ...]:
    for names in (told, [_first(meta, _AUTHOR_KEYS)], _shown_authors(root)):
        found = dict.fromkeys(name for text in names[:_MAX_AUTHORS] for name in _persons(text))
        kept = tuple(name for name in found if _letters(name) != _letters(outlet))
        if kept:
            return kept[:_MAX_AUTHORS]
    return ()


def _persons(text: str) -> Iterator[str]:
    """Return the names in a byline; an address or a sentence is none."""
    name = person_name(text)
    if not name or "://" in name or name.startswith("@") or len(name) > _LONGEST_BYLINE:
        return
    parts = _SEVERAL.split(name)
    # "A B, C D and E F" are three people; "Jane Doe, Political Editor" and "Smith, Jane" are one.
    are_names = all(2 <= len(part.split()) <= 3 and part[:1].isupper() for part in parts) and parts[0][:4] != "The "
    if are_names and (len(parts) > 2 or "," not in name):
        yield from parts
    else:
        yield name


def _shown_authors(root: HtmlElement) -> list[str]:
    for element in root.iter("a", "span", "div", "p", "address"):
        marks = f"{element.get('rel', '')} {element.get('itemprop', '')}".lower().split()
        names = element.get("class", "")
        if "author" in marks or (_BYLINE_CLASS.search(names) and not _NO_BYLINE_CLASS.search(names)):
            text = _DATELINE.sub("", " ".join(" ".join(element.itertext())[:1_000].split()))
            if 3 <= len(text) <= _LONGEST_BYLINE // 2:
                return [text]
    return []


def _outlet(meta: dict[str, str], publisher: list[str], url: str) -> str:
    told = _first(meta, _OUTLET_KEYS[:1]) or next(iter(publisher), "") or _first(meta, _OUTLET_KEYS)
    name = one_line(told, Markup.EITHER, NAME_LIMIT).lstrip("@").partition(" | ")[0]
    if name and "://" not in name:
        return name
    return (urlsplit(url).hostname or "").removeprefix("www.") if "://" in url else ""


def _language(root: HtmlElement, told: str, meta: dict[str, str]) -> str:
    html = root if root.tag == "html" else next(root.iter("html"), root)
    tag = (html.get("lang") or html.get("xml:lang") or told or _first(meta, _LANGUAGE_KEYS)).replace("_", "-").strip()
    is_tag = tag.isascii() and len(tag) <= 35 and tag.replace("-", "").isalnum()
    return tag if is_tag else ""


def _canonical(root: HtmlElement, meta: dict[str, str], url: str) -> str:
    """Return the address that the page calls its own, if it is on the same site as where it came from."""
    here = urlsplit(url).hostname or "" if "://" in url else ""
    links = (link.get("href", "") for link in root.iter("link") if "canonical" in link.get("rel", "").lower().split())
    for told in (*links, meta.get("og:url", "")):
        address = without_tracking(web_address(told, url))
        path = urlsplit(address).path.strip("/")
        # Some sites call the front page the address of every article.
        if address and path and (not here or _is_same_site(urlsplit(address).hostname or "", here)):
            return address
    return without_tracking(web_address(url))


def _is_same_site(one: str, other: str) -> bool:
    return one.split(".")[-2:] == other.split(".")[-2:]
