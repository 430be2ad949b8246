"""OPML lists of feeds, both ways. http://opml.org/spec2.opml"""

from __future__ import annotations

import re
from html.entities import html5
from typing import Final
from urllib.parse import urlsplit
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from tuinews.errors import FormatError
from tuinews.formats.addresses import NotAFeedError, feed_address
from tuinews.formats.decoding import decode_markup
from tuinews.model import Document, Subscription, SubscriptionList
from tuinews.screen_text import line

MAX_FOLDER_DEPTH: Final = 20

_LONGEST_NAME: Final = 500
_LONGEST_ATTRIBUTE: Final = 2_000
_MAX_ATTRIBUTES: Final = 50
_MAX_REASONS: Final = 1_000
_HIDDEN: Final = "tuinewsHidden"
_KNOWN: Final = frozenset({"text", "title", "type", "xmlurl", "htmlurl", "category", _HIDDEN.lower()})
_FEED_TYPES: Final = frozenset({"rss", "atom", "rdf", "feed", "link"})
_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_LOOSE_ENTITY: Final = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9A-Fa-f]{1,6});)(?:(\w{2,31};))?")
_DECLARATION: Final = re.compile(r"\A\s*<\?xml[^>]*>")
_NAMESPACED: Final = re.compile(r"\{([^{}]+)\}([\w.-]+)")
_ATTRIBUTE_NAME: Final = re.compile(r"[A-Za-z_][\w.-]*")


def read_opml(document: Document) -> SubscriptionList:
    """Return the feeds of an OPML list, and what in it is no feed on the web with the reason.

    Raises:
        FormatError: It is no OPML, or broken; the message names line and column, and nothing of it is read.
    """
    text = _ILLEGAL.sub("", _DECLARATION.sub("", decode_markup(document).lstrip("\ufeff")))
    text = _LOOSE_ENTITY.sub(_entity, text.strip())
    if not text:
        raise FormatError("The file is empty: it lists no feeds.")
    reader = _Reader()
    try:
        reader.read(text)
    except expat.ExpatError as error:
        reason = expat.ErrorString(error.code)
        raise FormatError(
            f"The OPML is broken at line {error.lineno}, column {error.offset + 1} ({reason}); nothing of it was read."
        ) from error
    return reader.result()


def write_opml(subscriptions: SubscriptionList) -> str:
    """Return a list of feeds as OPML 2.0, from which `read_opml` makes the same list."""
    prefixes = _prefixes(subscriptions)
    declared = "".join(f" xmlns:{prefix}={quoteattr(uri)}" for uri, prefix in prefixes.items())
    title = escape(line(subscriptions.title, _LONGEST_NAME))
    rows = ['<?xml version="1.0" encoding="UTF-8"?>', f'<opml version="2.0"{declared}>']
    rows += ["  <head>", f"    <title>{title}</title>", "  </head>", "  <body>"]
    folder: tuple[str, ...] = ()
    for subscription in subscriptions.subscriptions:
        rows += _folder_change(folder, subscription.folder)
        folder = subscription.folder
        rows.append(f"{_indent(folder)}<outline{_attributes(subscription, prefixes)}/>")
    rows += [*_folder_change(folder, ()), "  </body>", "</opml>", ""]
    return "\n".join(rows)


class _Reader:
    """Collects subscriptions while expat walks through the outlines, however deep they go."""

    def __init__(self) -> None:
        self._root = ""
        self._has_body = False
        self._is_in_title = False
        self._title: list[str] = []
        self._folders: list[str] = []
        self._opened: list[bool] = []
        """For each open outline, whether it added a folder."""
        self._found: list[Subscription] = []
        self._addresses: set[str] = set()
        self._skipped: list[str] = []

    def read(self, text: str) -> None:
        """Read a whole OPML text."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._data
        parser.EntityDeclHandler = self._refuse
        parser.Parse(text, True)

    def result(self) -> SubscriptionList:
        """Return what was found."""
        if not self._has_body:
            raise FormatError("The OPML has no body and lists no feeds.")
        title = line("".join(self._title), _LONGEST_NAME)
        return SubscriptionList(title, tuple(self._found), tuple(self._skipped[:_MAX_REASONS]))

    def _refuse(self, *_declaration: object) -> None:
        raise FormatError("The OPML declares XML entities of its own, which can be a trap, and was not read.")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(" ")[2].lower()
        if not self._root:
            self._root = name
            if name != "opml":
                raise FormatError("This is not OPML: it is XML of another kind.")
        elif name == "body":
            self._has_body = True
        elif name == "title" and not self._has_body:
            self._is_in_title = True
        elif name == "outline" and self._has_body:
            self._outline(attributes)

    def _end(self, name: str) -> None:
        name = name.rpartition(" ")[2].lower()
        self._is_in_title = False
        if name == "outline" and self._opened and self._opened.pop():
            self._folders.pop()

    def _data(self, text: str) -> None:
        if self._is_in_title:
            self._title.append(text)

    def _outline(self, attributes: dict[str, str]) -> None:
        told = {name.lower(): value for name, value in attributes.items()}
        title = line(told.get("title") or told.get("text", ""), _LONGEST_NAME)
        address = told.get("xmlurl")
        if address is None and told.get("type", "").lower() in _FEED_TYPES:
            address = told.get("url")
        is_folder = address is None and bool(title) and len(self._folders) < MAX_FOLDER_DEPTH
        self._opened.append(is_folder)
        if is_folder:
            self._folders.append(title)
        elif address is not None:
            self._subscribe(title, address, attributes, told)

    def _subscribe(self, title: str, told_address: str, attributes: dict[str, str], told: dict[str, str]) -> None:
        try:
            address = feed_address(told_address)
        except NotAFeedError as reason:
            self._skipped.append(f"{title}: {reason}" if title else str(reason))
            return
        key = _key(address)
        if key in self._addresses:
            self._skipped.append(f"{title or address}: it is in the list twice.")
            return
        self._addresses.add(key)
        self._found.append(
            Subscription(
                url=address,
                title=title if title not in (address, told_address) else "",
                site_url=told.get("htmlurl", "").strip(),
                folder=tuple(self._folders),
                tags=_tags(told.get("category", "")),
                is_hidden=told.get(_HIDDEN.lower(), "").lower() == "true",
                attributes=_unknown(attributes),
            )
        )


def _entity(match: re.Match[str]) -> str:
    """Return the character of an HTML entity, which XML does not know, or a plain ampersand."""
    known = html5.get(match[1] or "")
    return escape(known) if known else "&amp;" + (match[1] or "")


def _key(address: str) -> str:
    parts = urlsplit(address)
    return parts._replace(netloc=parts.netloc.lower(), fragment="").geturl()


def _tags(category: str) -> tuple[str, ...]:
    names = (line(name, _LONGEST_NAME).strip("/") for name in category.split(","))
    return tuple(dict.fromkeys(name.replace("%2C", ",").replace("%25", "%") for name in names if name))


def _unknown(attributes: dict[str, str]) -> tuple[tuple[str, str], ...]:
    kept = []
    for told, value in list(attributes.items())[:_MAX_ATTRIBUTES]:
        uri, _, name = told.rpartition(" ")
        is_odd_type = name.lower() == "type" and value.lower() not in {"", "rss"}
        if uri or is_odd_type or name.lower() not in _KNOWN:
            kept.append((f"{{{uri}}}{name}" if uri else name, line(value, _LONGEST_ATTRIBUTE)))
    return tuple(kept)


# ------------------------------------------------------------------------------------------------- writing


def _prefixes(subscriptions: SubscriptionList) -> dict[str, str]:
    """Return a prefix for each namespace of the attributes kept from elsewhere."""
    prefixes = dict[str, str]()
    for subscription in subscriptions.subscriptions:
        for name, _ in subscription.attributes:
            if match := _NAMESPACED.fullmatch(name):
                prefixes.setdefault(match[1], f"ns{len(prefixes) + 1}")
    return prefixes


def _attributes(subscription: Subscription, prefixes: dict[str, str]) -> str:
    title = subscription.title
    written = {"text": title or subscription.url, "title": title, "xmlUrl": subscription.url}
    if not any(name == "type" for name, _ in subscription.attributes):
        written = {"type": "rss"} | written
    if subscription.site_url:
        written["htmlUrl"] = subscription.site_url
    if subscription.tags:
        written["category"] = ",".join(tag.replace("%", "%25").replace(",", "%2C") for tag in subscription.tags)
    if subscription.is_hidden:
        written[_HIDDEN] = "true"
    for name, value in subscription.attributes:
        if match := _NAMESPACED.fullmatch(name):
            written[f"{prefixes[match[1]]}:{match[2]}"] = value
        elif _ATTRIBUTE_NAME.fullmatch(name):
            written[name] = value
    return "".join(f" {name}={quoteattr(_ILLEGAL.sub('', value))}" for name, value in written.items())


def _folder_change(old: tuple[str, ...], new: tuple[str, ...]) -> list[str]:
    shared = 0
    while shared < min(len(old), len(new)) and old[shared] == new[shared]:
        shared += 1
    closed = [f"{_indent(old[:depth])}</outline>" for depth in range(len(old) - 1, shared - 1, -1)]
    opened = []
    for depth in range(shared, len(new)):
        name = quoteattr(_ILLEGAL.sub("", new[depth]))
        opened.append(f"{_indent(new[:depth])}<outline text={name} title={name}>")
    return closed + opened


def _indent(folder: tuple[str, ...]) -> str:
    return "  " * (len(folder) + 2)
