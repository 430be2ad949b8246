"""What a feed or a file says, before it is stored."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple


class Enclosure(NamedTuple):
    """A media file that an entry points at."""

    url: str
    media_type: str = ""
    length_bytes: int | None = None


class Entry(NamedTuple):
    """One item as its source tells it: text fields are cleaned lines, HTML is still as it came."""

    guid: str = ""
    url: str = ""
    title: str = ""
    title_is_derived: bool = False
    """True when the source has no title and this one was made from its text, address or file name."""
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    updated: datetime | None = None
    summary_html: str = ""
    content_html: str = ""
    language: str = ""
    """A BCP 47 tag as declared; empty when not declared."""
    outlet: str = ""
    """Who publishes it, where the entry itself says so (a file or page has no feed to say it)."""
    image_url: str = ""
    enclosures: tuple[Enclosure, ...] = ()
    tags: tuple[str, ...] = ()
    is_date_unclear: bool = False
    """True when its source states a date that cannot be meant: far in the future, or before there were feeds."""


class Draft(NamedTuple):
    """An entry ready to be stored: what a headline needs, and its HTML packed until someone reads it."""

    identity: bytes
    """16 bytes: digest of the guid, else the address, else the content."""
    content_sha: bytes
    """16 bytes: digest of title and content, to tell an updated entry."""
    entry: Entry
    """The entry's facts, with its HTML taken out."""
    snippet: str
    packed: bytes
    """The HTML as it came, UTF-8, as `packing` packs it."""
    base_url: str = ""
    is_trusted: bool = False
    """True when our own importer made the HTML, so its marks for hidden parts are honoured."""
    also_known: tuple[bytes, ...] = ()
    """The identities it has where its guid is spelled differently: with http for https, with a slash at its end."""


class FeedInfo(NamedTuple):
    """What a feed says of itself."""

    title: str = ""
    site_url: str = ""
    description: str = ""
    language: str = ""
    ttl_minutes: int | None = None
    """The rhythm the feed asks for (RSS ttl, sy:updatePeriod); None when it asks for none."""
    skipped_hours: tuple[int, ...] = ()
    """The hours (UTC) at which it asks not to be fetched."""
    skipped_days: tuple[int, ...] = ()
    """The days of the week at which it asks not to be fetched, Monday being 0."""


class Parsed(NamedTuple):
    """What a document holds: a feed with its entries, or one entry without a feed (a page, a file)."""

    feed: FeedInfo | None
    entries: tuple[Entry, ...]
    warnings: tuple[str, ...] = ()
    """Sentences for the user: "1,000 of 35,112 entries kept"."""


class FeedLink(NamedTuple):
    """A feed that a web page advertises, or that was found where such sites keep it."""

    url: str
    title: str = ""
    entries: int | None = None
    """How many it has; None until it has been looked at."""
    newest: datetime | None = None
    is_of_comments: bool = False
