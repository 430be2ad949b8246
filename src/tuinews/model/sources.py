"""Where bytes come from, and the bytes as they came."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple


class SourceKind(StrEnum):
    """What is expected behind a location; the content has the last word."""

    FEED = "feed"
    PAGE = "page"
    FILE = "file"


class Source(NamedTuple):
    """Where bytes come from: a URL, or the path of a local file (`-` is standard input)."""

    kind: SourceKind
    location: str
    named_by: str = ""
    """The web address of what names the location: a feed its articles' pages, a page its feeds. Empty for the user."""


class Validators(NamedTuple):
    """The HTTP validators of a feed, to be echoed exactly."""

    etag: str = ""
    last_modified: str = ""


class Document(NamedTuple):
    """Bytes as they came from a source."""

    source: Source
    url: str
    """The address after redirects; for a local file its absolute path."""
    body: bytes
    media_type: str = ""
    """Lower case, without parameters; empty when unknown."""
    charset: str = ""
    """The charset the carrier declared; empty when it declared none."""
    validators: Validators = Validators()
    fresh_until: datetime | None = None
    """Until when the server says asking again is pointless."""
    moved_to: str = ""
    """The new address when every redirect on the way was permanent (301, 308)."""


class NotModified(NamedTuple):
    """The source has nothing new (304)."""

    source: Source
    validators: Validators = Validators()
    fresh_until: datetime | None = None
    moved_to: str = ""
    """The new address when every redirect on the way was permanent (301, 308)."""
