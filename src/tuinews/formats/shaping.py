"""From what a feed says to entries: clean lines, whole addresses, believable dates, one identity for each."""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from tuinews import entities
from tuinews.formats.dates import believable
from tuinews.formats.plain import NAME_LIMIT, Markup, one_line, person_name
from tuinews.formats.raw import RawEntry, RawFeed
from tuinews.model.entries import Enclosure, Entry, FeedInfo, Parsed
from tuinews.screen_text import line
from tuinews.web_address import same_place, web_address, without_tracking

MAX_ENTRIES: Final = 1_000
LONGEST_GUID: Final = 500

_MAX_AUTHORS: Final = 50
_MAX_TAGS: Final = 50
_MAX_ENCLOSURES: Final = 100
_MAX_BYTES: Final = 1 << 40
_LONGEST_TYPE: Final = 100
_DAY_MINUTES: Final = 24 * 60
_TAG: Final = re.compile(r"<[A-Za-z/!]")
_ESCAPED_PAIR: Final = re.compile(
    r"&lt;(p|div|ul|ol|li|h[1-6]|blockquote|a|em|strong|b|i|span)(?:\s(?:(?!&[lg]t;).)*+)?&gt;(?>.*?&lt;/\1&gt;)",
    re.DOTALL | re.IGNORECASE,
)
_ESCAPED_BREAK: Final = re.compile(r"&lt;br\s?/?&gt;", re.IGNORECASE)
_ESCAPED_HEAD: Final = 4_000
_DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def shape_feed(raw: RawFeed, url: str, now: datetime) -> Parsed:
    """Return a feed and its newest entries; `url` is where it came from."""
    kept = _newest(raw.entries, now)
    is_cut = len(kept) < len(raw.entries)
    warnings = (f"It has {len(raw.entries):,} entries; the newest {len(kept):,} were kept.",) if is_cut else ()
    urls = [without_tracking(web_address(entry.url, _base(entry, url))) for entry in kept]
    guids = _distinct(kept, urls)
    entries = tuple(_shape_entry(kept[place], guid, urls[place], url, now) for place, guid in enumerate(guids) if guid)
    info = FeedInfo(
        title=one_line(raw.title, raw.title_markup, NAME_LIMIT),
        site_url=web_address(raw.site_url, url),
        description=one_line(raw.description, Markup.EITHER),
        language=_language(raw.language),
        ttl_minutes=raw.ttl_minutes if raw.ttl_minutes and 0 < raw.ttl_minutes <= 31 * _DAY_MINUTES else None,
        skipped_hours=_hours(raw.skipped_hours),
        skipped_days=tuple(
            sorted({_DAYS.index(day[:3].lower()) for day in raw.skipped_days if day[:3].lower() in _DAYS})
        ),
    )
    return Parsed(info, entries, warnings)


def rhythm_minutes(ttl: str, period: str, frequency: str) -> int | None:
    """Return how often a feed asks to be read: its ttl, else the period of the syndication module.

    https://web.resource.org/rss/1.0/modules/syndication/
    """
    minutes = whole_number(ttl)
    if minutes:
        return minutes
    days = {"hourly": 1 / 24, "daily": 1, "weekly": 7, "monthly": 30, "yearly": 365}.get(period.strip().lower())
    return int(days * _DAY_MINUTES / (whole_number(frequency) or 1)) if days else None


def _hours(told: Iterable[str]) -> tuple[int, ...]:
    """Return the hours that are meant; some feeds count from 1 to 24. https://www.rssboard.org/skip-hours-days"""
    numbers = {whole_number(text) for text in told}
    return tuple(sorted(number % 24 for number in numbers if number is not None and number <= 24))


def whole_number(text: str) -> int | None:
    """Return the number that a field states, None when it states none that can be meant."""
    text = text.strip()
    if not (text.isascii() and text.isdigit() and len(text) <= 13):
        return None
    return int(text)


def _shape_entry(raw: RawEntry, guid: str, link: str, url: str, now: datetime) -> Entry:
    base = _base(raw, url)
    published, updated = believable(raw.published, now), believable(raw.updated, now)
    if published is None:
        published, updated = updated, None
    content = _unescaped(raw.content_html)
    summary = _unescaped(raw.summary_html) if raw.summary_html != raw.content_html else ""
    own_base = base if base != url else ""
    return Entry(
        guid=guid,
        url=link,
        title=one_line(raw.title, raw.title_markup),
        authors=_names(raw.authors),
        published=published,
        updated=updated if updated != published else None,
        summary_html=_based(summary, own_base),
        content_html=_based(content, own_base),
        language=_language(raw.language),
        image_url=web_address(raw.image_url, base),
        enclosures=_enclosures(raw.enclosures, base),
        tags=_distinct_lines(raw.tags),
        is_date_unclear=published is None and (raw.published or raw.updated) is not None,
    )


def _base(raw: RawEntry, url: str) -> str:
    """Return what an entry's relative addresses start from."""
    return web_address(raw.base_url, url) or url


def _unescaped(content: str) -> str:
    """Return HTML that was escaped once too often as it was meant; what tells of a tag or two stays as it is."""
    if "&lt;" not in content or _TAG.search(content):
        return content
    head = content[:_ESCAPED_HEAD]
    is_html = _ESCAPED_PAIR.search(head) or len(_ESCAPED_BREAK.findall(head)) > 1
    return entities.unescape(content) if is_html else content


def _based(content: str, base: str) -> str:
    """Return HTML that says itself what its relative addresses start from."""
    return f'<base href="{html.escape(base)}">{content}' if base and content else content


def _newest(entries: Sequence[RawEntry], now: datetime) -> Sequence[RawEntry]:
    """Return the newest entries in the order of the feed; those without a date count as the feed lists them."""
    if len(entries) <= MAX_ENTRIES:
        return entries
    ages: list[tuple[datetime, int]] = []
    previous = now
    for place, entry in enumerate(entries):
        previous = believable(entry.published or entry.updated, now) or previous
        ages.append((previous, -place))
    newest = sorted(sorted(range(len(entries)), key=ages.__getitem__, reverse=True)[:MAX_ENTRIES])
    return [entries[place] for place in newest]


def _distinct(entries: Sequence[RawEntry], links: Sequence[str]) -> list[str]:
    """Return an identity for each entry: its guid, else its address, else its content; "" for one told twice.

    Where a document repeats a guid, all that have it are told apart by their links, then by their titles: so none of
    them becomes another when the next document has one more.
    """
    names = [
        _short(entry.guid.strip()) or _short(link) or _digest(entry) for entry, link in zip(entries, links, strict=True)
    ]
    if len({same_place(name) for name in names}) == len(names):
        return names
    for marks in (links, [entry.title.strip() for entry in entries]):
        groups: dict[str, list[int]] = {}
        for place, name in enumerate(names):
            groups.setdefault(same_place(name), []).append(place)
        for places in groups.values():
            if len({same_place(marks[place]) for place in places}) > 1:
                for place in places:
                    names[place] = _short(f"{names[place]}|{marks[place]}") if marks[place] else names[place]
    told = set[str]()
    for place, name in enumerate(names):
        if (key := same_place(name)) in told:
            names[place] = ""
        told.add(key)
    return names


def _short(guid: str) -> str:
    if len(guid) > LONGEST_GUID:
        return "sha256:" + hashlib.sha256(guid.encode("utf-8", "replace")).hexdigest()
    return guid if guid.isascii() and guid.isprintable() else line(guid, LONGEST_GUID)


def _digest(entry: RawEntry) -> str:
    told = "\0".join((entry.title, entry.content_html or entry.summary_html))
    return "sha256:" + hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()


def _names(authors: Iterable[str]) -> tuple[str, ...]:
    names = dict.fromkeys(person_name(author) for author in list(authors)[:_MAX_AUTHORS])
    names.pop("", None)
    return tuple(names)


def _distinct_lines(tags: Iterable[str]) -> tuple[str, ...]:
    lines = dict.fromkeys(one_line(tag, Markup.EITHER, NAME_LIMIT) for tag in list(tags)[:_MAX_TAGS])
    lines.pop("", None)
    return tuple(lines)


def _enclosures(told: Iterable[tuple[str, str, str]], base: str) -> tuple[Enclosure, ...]:
    found = dict[str, Enclosure]()
    for href, media_type, length in list(told)[:_MAX_ENCLOSURES]:
        url = web_address(href, base)
        size = whole_number(length)
        if url:
            kind = line(media_type, _LONGEST_TYPE).lower()
            found.setdefault(url, Enclosure(url, kind, size if size and size <= _MAX_BYTES else None))
    return tuple(found.values())


def _language(tag: str) -> str:
    """Return a language tag in the usual form; what is no tag is dropped."""
    tag = tag.strip().replace("_", "-")
    is_tag = tag.isascii() and len(tag) <= 35 and tag.replace("-", "").isalnum()
    return tag if is_tag and tag.lower() not in {"und", "none", "null", "default"} else ""
