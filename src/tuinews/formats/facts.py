"""What a text says about itself before and after its story: title, address, names, dates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Final

from tuinews.formats.bylines import names_in
from tuinews.formats.date_lines import read_dates, read_moment
from tuinews.screen_text import line
from tuinews.web_address import web_address, without_tracking

TITLE_LIMIT: Final = 2_000
_FIELD_LIMIT: Final = 200
_MAX_TAGS: Final = 30

_FIELDS: Final = (
    ("title", "title|headline|heading|titre|titel|título|titulo|titolo"),
    ("author", "author|authors|by|byline|writer|reporter|auteur|autor|autore|author_name|written by|reported by"),
    ("published", "date|published|pubdate|datepublished|posted|created|fecha|datum|data|published_at|published_time"),
    (
        "published",
        "publishdate|pub_date|created_at|publication date|published on|posted on|publish date|date published",
    ),
    ("updated", "updated|modified|lastmod|datemodified|updated_at|modified_time|last updated|last modified|updated on"),
    ("url", "url|link|permalink|canonical|canonical_url|original|source_url|uri|source url|original url|web address"),
    ("outlet", "source|publication|publisher|outlet|newspaper|site|site_name|agency|quelle|fuente"),
    ("language", "lang|language|locale"),
    ("tags", "tags|tag|keywords|categories|category|section|topics"),
    ("summary", "description|summary|excerpt|subtitle|standfirst|dek|abstract"),
    ("image", "image|cover|thumbnail|og_image"),
)
_NAMES: Final = MappingProxyType({name: field for field, names in _FIELDS for name in names.split("|")})
_PAIR: Final = re.compile(r"([^\W\d_][\w -]{1,24}?)[ ]?[:：][ ]*(\S.*)")
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")


@dataclass(slots=True)
class Facts:
    """The facts of one article as far as they are known; empty means not told."""

    title: str = ""
    url: str = ""
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    updated: datetime | None = None
    outlet: str = ""
    language: str = ""
    summary: str = ""
    image_url: str = ""
    tags: tuple[str, ...] = ()

    def add(self, other: Facts) -> None:
        """Take from another what is not known yet."""
        self.title = self.title or other.title
        self.url = self.url or other.url
        self.authors = self.authors or other.authors
        self.published = self.published or other.published
        self.updated = self.updated or other.updated
        self.outlet = self.outlet or other.outlet
        self.language = self.language or other.language
        self.summary = self.summary or other.summary
        self.image_url = self.image_url or other.image_url
        self.tags = self.tags or other.tags


def pair(row: str) -> tuple[str, str] | None:
    """Return the known field that a row such as "Author: Jane Doe" sets, and what it sets it to."""
    match = _PAIR.fullmatch(row.strip()) if len(row) <= TITLE_LIMIT else None
    if match is None:
        return None
    field, value = _NAMES.get(match[1].strip().lower()), match[2].strip()
    if field is None or not _is_believable(field, value):
        return None
    return field, value


def facts_of(fields: Mapping[str, Sequence[str]]) -> Facts:
    """Return the facts that named fields state; fields of unknown names state none."""
    facts = Facts()
    for name, values in fields.items():
        field = _NAMES.get(name.strip().lower().replace("-", "_")) or _NAMES.get(name.strip().lower())
        if field and values:
            facts.add(fact(field, values))
    return facts


def fact(field: str, values: Sequence[str]) -> Facts:
    """Return what one field states."""
    value = values[0]
    match field:
        case "title":
            return Facts(title=line(value, TITLE_LIMIT))
        case "author":
            return Facts(authors=tuple(name for told in values for name in names_in(told)))
        case "published":
            return _dates(value)
        case "updated":
            return Facts(updated=read_moment(value))
        case "url":
            return Facts(url=address(value))
        case "outlet":
            url = address(value)
            return Facts(url=url) if url else Facts(outlet=line(value, _FIELD_LIMIT))
        case "tags":
            return Facts(tags=_tags(values))
        case "summary":
            return Facts(summary=line(value, TITLE_LIMIT))
        case "image":
            return Facts(image_url=web_address(value))
    return Facts(language=value.replace("_", "-")) if _LANGUAGE.fullmatch(value) else Facts()


def address(told: str) -> str:
    """Return a web address without what only tells who clicked where; "" when there is none."""
    return without_tracking(web_address(told.strip().strip("<>")))


def _is_believable(field: str, value: str) -> bool:
    """Say whether a field with this value belongs to a header and not to the prose."""
    if field == "title":
        return True
    if field in {"published", "updated"}:
        return read_moment(value) is not None or read_dates(value) is not None
    if field == "url":
        return bool(address(value))
    if field == "language":
        return bool(_LANGUAGE.fullmatch(value))
    return bool(address(value)) or (len(value) <= 120 and not value.endswith((".", "!", "?", "”", '"')))


def _dates(value: str) -> Facts:
    moment = read_moment(value)
    if moment is not None:
        return Facts(published=moment)
    dates = read_dates(value)
    return Facts(published=dates.published, updated=dates.updated) if dates else Facts()


def _tags(values: Iterable[str]) -> tuple[str, ...]:
    names = (line(name, 80) for told in values for name in told.replace(";", ",").split(","))
    return tuple(dict.fromkeys(name for name in names if name))[:_MAX_TAGS]
