"""What a feed says, field by field, before it is shaped into entries: one form for every reader of feeds."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from tuinews.formats.plain import Markup


@dataclass(slots=True)
class RawEntry:
    """One item as a reader found it; addresses may be relative, nothing is cleaned yet."""

    guid: str = ""
    url: str = ""
    title: str = ""
    title_markup: Markup = Markup.EITHER
    authors: list[str] = field(default_factory=list)
    published: datetime | None = None
    updated: datetime | None = None
    summary_html: str = ""
    content_html: str = ""
    language: str = ""
    base_url: str = ""
    """What relative addresses inside the HTML start from, where the feed says so."""
    image_url: str = ""
    enclosures: list[tuple[str, str, str]] = field(default_factory=list)
    """Address, media type and length as written."""
    tags: list[str] = field(default_factory=list)


@dataclass(slots=True)
class RawFeed:
    """A feed as a reader found it."""

    title: str = ""
    title_markup: Markup = Markup.EITHER
    site_url: str = ""
    description: str = ""
    language: str = ""
    ttl_minutes: int | None = None
    skipped_hours: list[str] = field(default_factory=list)
    skipped_days: list[str] = field(default_factory=list)
    entries: list[RawEntry] = field(default_factory=list)
