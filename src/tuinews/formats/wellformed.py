"""RSS 2.0, Atom 1.0 and RSS 1.0 as most feeds write them, read straight from expat.

Seven feeds in eight are well formed and use a dozen elements; reading just those takes a tenth of feedparser's
time, and the time matters when two hundred feeds arrive at once. Whatever is out of the ordinary, be it broken
XML, a document type, xml:base, inline markup or a date in an odd form, is left to `feed`.
"""

from __future__ import annotations

import re
from datetime import datetime
from types import MappingProxyType
from typing import Final, TypeAlias
from xml.parsers import expat

from tuinews.errors import FailureKind, FormatError
from tuinews.formats.decoding import decode_markup
from tuinews.formats.raw import RawFeed
from tuinews.formats.records import Fields, UnusualError, atom_entry, channel_feed, rss_entry
from tuinews.formats.shaping import shape_feed
from tuinews.model.entries import Parsed
from tuinews.model.sources import Document

ENTITIES_REFUSED: Final = "The feed declares XML entities of its own, which can be a trap, and was not read."

Names: TypeAlias = MappingProxyType[str, str]

_ATOM: Final = "http://www.w3.org/2005/Atom "
_DC: Final = "http://purl.org/dc/elements/1.1/ "
_MEDIA: Final = ("http://search.yahoo.com/mrss/ ", "http://search.yahoo.com/mrss ")
_ITUNES: Final = (
    "http://www.itunes.com/dtds/podcast-1.0.dtd ",
    "http://www.itunes.com/DTDs/Podcast-1.0.dtd ",
    "http://www.itunes.com/DTDs/PodCast-1.0.dtd ",
)
_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns# "
_RSS1: Final = "http://purl.org/rss/1.0/ "
_XML: Final = "http://www.w3.org/XML/1998/namespace "


def _named(prefixes: tuple[str, ...], **keys: str) -> dict[str, str]:
    return {prefix + name: key for prefix in prefixes for name, key in keys.items()}


_MODULES: Final = MappingProxyType(
    _named((_ATOM,), link="atom_link", summary="other_summary", published="published", updated="updated")
    | _named(("http://purl.org/rss/1.0/modules/content/ ",), encoded="encoded", items="odd")
    | _named((_DC,), title="other_title", description="other_summary", date="updated", creator="author")
    | _named((_DC,), author="author", subject="category", language="language")
    | _named(("http://purl.org/dc/terms/ ",), issued="published", modified="updated")
    | _named(_MEDIA, title="other_title", description="other_summary", category="category", keywords="keywords")
    | _named(_MEDIA, content="media_content", thumbnail="media_thumbnail")
    | _named(_ITUNES, summary="other_summary", author="author", keywords="keywords", image="itunes_image")
    | _named(_ITUNES, category="category", link="odd")
    | _named(("http://purl.org/rss/1.0/modules/syndication/ ",), updatePeriod="period", updateFrequency="frequency")
    | {"fullitem": "odd", "body": "odd", "http://www.w3.org/1999/xhtml body": "odd"}
)
_RSS_NAMES: Final = MappingProxyType(
    {
        "title": "title",
        "link": "link",
        "guid": "guid",
        "description": "description",
        "pubDate": "published",
        "author": "author",
        "category": "category",
        "enclosure": "enclosure",
        "language": "language",
        "ttl": "ttl",
        "summary": "odd",
        "tags": "odd",
    }
)
_ATOM_NAMES: Final = MappingProxyType(
    {
        "title": "title",
        "subtitle": "description",
        "link": "atom_link",
        "id": "guid",
        "summary": "summary",
        "content": "content",
        "published": "published",
        "updated": "updated",
        "category": "category",
    }
)
_RSS_FIELDS: Final = MappingProxyType({**_MODULES, **_RSS_NAMES})
_RSS1_FIELDS: Final = MappingProxyType({**_MODULES, **{_RSS1 + name: key for name, key in _RSS_NAMES.items()}})
_ATOM_FIELDS: Final = MappingProxyType({**_MODULES, **{_ATOM + name: key for name, key in _ATOM_NAMES.items()}})
_ATOM_PERSON: Final = MappingProxyType({f"{_ATOM}name": "author", f"{_ATOM}email": "email"})
# Elements whose children count as the entry's own.
_TRANSPARENT: Final = MappingProxyType(
    {
        f"{_ATOM}author": _ATOM_PERSON,
        "skipHours": MappingProxyType({"hour": "skipped_hour"}),
        "skipDays": MappingProxyType({"day": "skipped_day"}),
        **{f"{media}group": _MODULES for media in _MEDIA},
    }
)
_WINDOWS_SIGNS: Final = re.compile("[\x80-\x9f]")
_ENCODED_SIGNS: Final = re.compile(b"\xc2[\x80-\x9f]")
_NUMBERED_SIGNS: Final = re.compile(rb"&#(?:0*+1[2-5][0-9];|[xX]0*+[89][0-9a-fA-F];)")
_MAX_DEPTH: Final = 100
_BARE_DOCTYPE: Final = re.compile(
    r"\A(\s*+(?:<\?[^>]*+>|<!--(?>.*?-->)|\s++)*+)<!DOCTYPE[^\[>]*+>", re.DOTALL | re.IGNORECASE
)


def parse_well_formed(document: Document, now: datetime) -> Parsed | None:
    """Return a feed and its entries, or None when only feedparser reads it right."""
    # Most feeds are UTF-8 and say nothing before they begin: they are read as they came, the others as text.
    raw = _read(document.body.lstrip(b" \t\r\n")) or read_feed(feed_text(document))
    return shape_feed(raw, document.url, now) if raw is not None else None


def feed_text(document: Document) -> str:
    """Return the XML of a feed as text, ready for either reader."""
    # A bare document type says nothing, but makes XML parsers leave out every entity that they do not know.
    return _BARE_DOCTYPE.sub(r"\1", decode_markup(document), count=1)


def read_feed(text: str) -> RawFeed | None:
    """Return the feed in an XML text, or None when it is one that only feedparser reads right."""
    # A form feed or a lone surrogate is no XML either, and feedparser cares for those.
    try:
        return _read(text.lstrip("\ufeff \t\r\n").encode())
    except UnicodeEncodeError:
        return None


def _read(data: bytes) -> RawFeed | None:
    """Return the feed in UTF-8, or None when it is no such thing or one that only feedparser reads right."""
    reader = _Reader(has_signs=_may_have_windows_signs(data))
    try:
        reader.parser.Parse(data, True)
        return reader.result()
    except (expat.ExpatError, UnusualError):
        return None
    finally:
        del reader.parser  # which holds the reader: the whole feed would stay until Python looks for garbage


def _may_have_windows_signs(data: bytes) -> bool:
    """Return whether any of U+0080 to U+009F may stand in a feed: as it is, or as a number. A look at every field
    costs a fifth of the time of parsing."""
    return _ENCODED_SIGNS.search(data) is not None or _NUMBERED_SIGNS.search(data) is not None


class _Reader:
    """Collects the fields of the feed and of each entry while expat walks through the text."""

    def __init__(self, *, has_signs: bool) -> None:
        self.parser = expat.ParserCreate("utf-8", " ")
        self.parser.buffer_text = True
        self.parser.buffer_size = 1 << 16
        self.parser.StartElementHandler = self._start_root
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = None
        self.parser.EndDoctypeDeclHandler = self._end_doctype
        self.parser.EntityDeclHandler = self._entity
        self._has_signs = has_signs
        self._depth = 0
        self._fields: Names = _RSS_FIELDS
        self._folded: frozenset[str] = frozenset()
        """The names of the fields in lower case, to tell one that is misspelt."""
        self._item = ""
        self._channel = ""
        self._channel_depth = 0
        self._entry: Fields | None = None
        self._names: Names | None = None
        """What the children of the innermost open element mean; None inside one that means nothing."""
        self._open: list[tuple[Names | None, str]] = []
        self._text: list[str] | None = None
        self._attributes: dict[str, str] = {}
        self._told: Fields = {}
        self._feed = RawFeed()
        self._has_other_entries = False

    def result(self) -> RawFeed:
        """Return the feed once the whole text is read."""
        if not self._feed.entries and self._has_other_entries:
            raise UnusualError
        return channel_feed(self._feed, self._told, is_atom=self._fields is _ATOM_FIELDS)

    # -------------------------------------------------------------------------------- expat's handlers

    def _end_doctype(self) -> None:
        raise UnusualError  # after it, expat leaves out entities that it does not know without a word

    def _entity(self, *_declaration: object) -> None:
        # Entities can be told to grow without bound or to name local files.
        # https://en.wikipedia.org/wiki/Billion_laughs_attack
        raise FormatError(ENTITIES_REFUSED, kind=FailureKind.BROKEN_FEED)

    def _start_root(self, name: str, attributes: dict[str, str]) -> None:
        match name:
            case "rss":
                self._fields, self._item, self._channel = _RSS_FIELDS, "item", "channel"
            case "http://www.w3.org/2005/Atom feed":
                self._fields, self._item = _ATOM_FIELDS, f"{_ATOM}entry"
                self._names = _ATOM_FIELDS
            case "http://www.w3.org/1999/02/22-rdf-syntax-ns# RDF":
                self._fields, self._item, self._channel = _RSS1_FIELDS, f"{_RSS1}item", f"{_RSS1}channel"
            case _:
                raise UnusualError
        self._folded = frozenset(map(str.lower, self._fields))
        self._feed.language = attributes.get(f"{_XML}lang", "")
        self._check(attributes)
        self._depth = 1
        self.parser.StartElementHandler = self._start

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if self._text is not None or self._depth > _MAX_DEPTH:
            raise UnusualError  # markup inside a field
        if attributes:
            self._check(attributes)
        self._depth += 1
        key = self._names.get(name, "") if self._names is not None else ""
        self._open.append((self._names, key))
        if key:
            if key == "odd":
                raise UnusualError
            self._attributes = attributes
            self._text = []
            self.parser.CharacterDataHandler = self._text.append
        elif name == self._item and self._entry is None and self._depth <= 3:
            self._entry = {"about": [(attributes.get(f"{_RDF}about", ""), {})]}
            self._names = self._fields
        elif name == self._channel and self._depth == 2:
            self._names = self._fields
        else:
            if self._names is self._fields and name.lower() in self._folded:
                raise UnusualError  # "pubdate"
            self._has_other_entries = self._has_other_entries or name.endswith(("item", "entry"))
            self._names = _TRANSPARENT.get(name) if self._names is not None else None

    def _end(self, name: str) -> None:
        self._depth -= 1
        if not self._depth:
            return
        self._names, key = self._open.pop()
        if key and self._text is not None:
            told = self._told if self._entry is None else self._entry
            text = "".join(self._text).strip()
            if self._has_signs and not text.isascii() and _WINDOWS_SIGNS.search(text):
                raise UnusualError  # Windows' quotation marks in what calls itself Latin-1
            told.setdefault(key, []).append((text, self._attributes))
            self._text = None
            self.parser.CharacterDataHandler = None
        elif name == self._item and self._entry is not None and self._depth <= 2:
            is_atom = self._fields is _ATOM_FIELDS
            self._feed.entries.append(atom_entry(self._entry) if is_atom else rss_entry(self._entry))
            self._entry = None

    def _check(self, attributes: dict[str, str]) -> None:
        if f"{_XML}base" in attributes:
            raise UnusualError
