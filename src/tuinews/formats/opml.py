"""Reading OPML lists of feeds. http://opml.org/spec2.opml"""

from __future__ import annotations

import re
from enum import Enum, auto
from html.entities import html5
from typing import Final
from urllib.parse import urlsplit
from xml.parsers import expat
from xml.sax.saxutils import escape

from tuinews.errors import FormatError
from tuinews.formats.addresses import NotAFeedError, feed_address
from tuinews.formats.decoding import decode_markup
from tuinews.formats.opml_writing import (
    HIDDEN,
    ILLEGAL,
    LONGEST_NAME,
    NAMESPACE,
    OWN_TITLE,
    SMART_FOLDER,
    Attributes,
    category_of,
    tags_of,
    write_opml,
)
from tuinews.model.sources import Document
from tuinews.model.subscriptions import FolderOutline, SmartFolder, Subscription, SubscriptionList
from tuinews.screen_text import line

__all__ = ["MAX_FOLDER_DEPTH", "read_opml", "write_opml"]

MAX_FOLDER_DEPTH: Final = 20

_LONGEST_ATTRIBUTE: Final = 2_000
_MAX_ATTRIBUTES: Final = 50
_MAX_HEADS: Final = 20
_MAX_REASONS: Final = 1_000
_MAX_FOLDERS_KEPT: Final = 1_000
_KNOWN: Final = frozenset({"text", "title", "type", "xmlurl", "htmlurl", "category", HIDDEN.lower(), OWN_TITLE.lower()})
_KNOWN_OF_FOLDERS: Final = frozenset({"text", "title"})
_FEED_TYPES: Final = frozenset({"rss", "atom", "rdf", "feed", "link"})
_PASSING_HEADS: Final = re.compile(r"title|datemodified|expansionstate|vertscrollstate|window\w*", re.IGNORECASE)
"""What the head says of the file and of a window it was once shown in."""
_LOOSE_ENTITY: Final = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9A-Fa-f]{1,6});)(?:(\w{2,31};))?")
_HEAD: Final = re.compile(r"\A\ufeff?\s*(?:<\?xml[^>]*>)?\s*")
_LINE_END: Final = re.compile(r"\r\n|\r|\n")
_REPAIRED: Final = re.compile(f"{ILLEGAL.pattern}|{_LOOSE_ENTITY.pattern}")


def read_opml(document: Document) -> SubscriptionList:
    """Return the feeds of an OPML list, and what in it is no feed on the web with the reason.

    Raises:
        FormatError: It is no OPML, or broken; the message names line and column, and nothing of it is read.
    """
    told = decode_markup(document)
    head = _HEAD.match(told)
    start = head.end() if head else 0
    text = _LOOSE_ENTITY.sub(_entity, ILLEGAL.sub("", told[start:].rstrip()))
    if not text:
        raise FormatError("The file is empty: it lists no feeds.")
    reader = _Reader()
    try:
        reader.read(text)
    except expat.ExpatError as error:
        reason = expat.ErrorString(error.code)
        row, column = _place(told, start, error.lineno, error.offset)
        raise FormatError(
            f"The OPML is broken at line {row}, column {column} ({reason}); nothing of it was read."
        ) from error
    return reader.result()


class _Open(Enum):
    """What an outline is whose end has not come yet."""

    FOLDER = auto()
    OTHER = auto()
    COMMENT = auto()


class _Reader:
    """Collects subscriptions while expat walks through the outlines, however deep they go."""

    def __init__(self) -> None:
        self._root = ""
        self._has_body = False
        self._head_name = ""
        self._heads: dict[str, str] = {}
        self._folders: list[str] = []
        self._opened: list[_Open] = []
        self._kept_of_folders: dict[tuple[str, ...], Attributes] = {}
        self._smart: list[SmartFolder] = []
        self._found: list[Subscription] = []
        self._folder_by_key: dict[str, tuple[str, ...]] = {}
        self._skipped: list[str] = []
        self._repeated: list[str] = []

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
        heads = {name: line(text, LONGEST_NAME) for name, text in self._heads.items()}
        title = next((text for name, text in heads.items() if name.lower() == "title"), "")
        return SubscriptionList(
            title,
            tuple(self._found),
            tuple(self._skipped[:_MAX_REASONS]),
            tuple(self._repeated[:_MAX_REASONS]),
            tuple(FolderOutline(path, kept) for path, kept in self._folders_to_keep()),
            tuple((name, text) for name, text in heads.items() if text and not _PASSING_HEADS.fullmatch(name)),
            tuple(self._smart),
        )

    def _folders_to_keep(self) -> list[tuple[tuple[str, ...], Attributes]]:
        """Return the folders of which something is said, and those that nothing but themselves tells of."""
        filled = {feed.folder[:depth] for feed in self._found for depth in range(1, len(feed.folder) + 1)}
        inner = {path[:-1] for path in self._kept_of_folders}
        return [
            (path, kept)
            for path, kept in self._kept_of_folders.items()
            if kept or (path not in filled and path not in inner)
        ]

    def _refuse(self, *_declaration: object) -> None:
        raise FormatError("The OPML declares XML entities of its own, which can be a trap, and was not read.")

    def _start(self, told: str, attributes: dict[str, str]) -> None:
        name = told.rpartition(" ")[2]
        if not self._root:
            self._root = name.lower()
            if self._root != "opml":
                raise FormatError("This is not OPML: it is XML of another kind.")
        elif name.lower() == "body":
            self._has_body = True
        elif name.lower() == "outline" and self._has_body:
            self._outline(attributes)
        elif not self._has_body and told == f"{NAMESPACE} {SMART_FOLDER}":
            self._keep_smart_folder(attributes)
        elif not self._has_body and name.lower() != "head" and " " not in told and len(self._heads) < _MAX_HEADS:
            self._head_name = name
            self._heads.setdefault(name, "")

    def _end(self, name: str) -> None:
        self._head_name = ""
        if name.rpartition(" ")[2].lower() == "outline" and self._opened and self._opened.pop() is _Open.FOLDER:
            self._folders.pop()

    def _data(self, text: str) -> None:
        if self._head_name and len(self._heads[self._head_name]) < LONGEST_NAME:
            self._heads[self._head_name] += text

    def _outline(self, attributes: dict[str, str]) -> None:
        told = {name.lower(): value for name, value in attributes.items()}
        is_commented = bool(self._opened) and self._opened[-1] is _Open.COMMENT
        if is_commented or told.get("iscomment", "").lower() == "true":
            self._opened.append(_Open.COMMENT)
            return
        title = line(told.get("text") or told.get("title", ""), LONGEST_NAME)
        address = told.get("xmlurl")
        kind = told.get("type", "").lower()
        if address is None and _is_elsewhere(kind, told.get("url", "")):
            self._skipped.append(f"{title or 'An outline'}: it is a list of feeds somewhere else, not a feed.")
            self._opened.append(_Open.OTHER)
            return
        if address is None and kind in _FEED_TYPES:
            address = told.get("url")
        is_folder = address is None and bool(title) and len(self._folders) < MAX_FOLDER_DEPTH
        self._opened.append(_Open.FOLDER if is_folder else _Open.OTHER)
        if is_folder:
            self._folders.append(title)
            self._keep_of_folder(attributes, told)
        elif address is not None:
            self._subscribe(title, address, attributes, told)

    def _keep_of_folder(self, attributes: dict[str, str], told: dict[str, str]) -> None:
        kept = _unknown(attributes, _KNOWN_OF_FOLDERS)
        title = line(told.get("title", ""), LONGEST_NAME)
        if title and title != self._folders[-1]:
            kept = (*kept, ("title", title))
        if len(self._kept_of_folders) < _MAX_FOLDERS_KEPT:
            path = tuple(self._folders)
            self._kept_of_folders[path] = self._kept_of_folders.get(path) or kept

    def _keep_smart_folder(self, attributes: dict[str, str]) -> None:
        name, query, origin = (line(attributes.get(key, ""), _LONGEST_ATTRIBUTE) for key in ("name", "query", "origin"))
        if name and query and len(self._smart) < _MAX_FOLDERS_KEPT:
            self._smart.append(SmartFolder(0, name[:LONGEST_NAME], query, origin=origin))

    def _subscribe(self, title: str, told_address: str, attributes: dict[str, str], told: dict[str, str]) -> None:
        try:
            address = feed_address(told_address)
        except NotAFeedError as reason:
            self._skipped.append(f"{title}: {reason}" if title else str(reason))
            return
        folder, key = tuple(self._folders), _key(address)
        if key in self._folder_by_key:
            self._repeated.append(_told_twice(title or address, self._folder_by_key[key], folder))
            return
        self._folder_by_key[key] = folder
        user_title, own_title = _titles(title, told)
        self._found.append(
            Subscription(
                url=address,
                title=user_title if user_title not in (address, told_address) else "",
                site_url=told.get("htmlurl", "").strip(),
                folder=folder,
                tags=tags_of(told.get("category", "")),
                is_hidden=told.get(HIDDEN.lower(), "").lower() == "true",
                attributes=_of_feed(attributes, told),
                own_title=own_title,
            )
        )


def _titles(text: str, told: dict[str, str]) -> tuple[str, str]:
    """Return the user's title and the feed's own: `text` is what is shown, `title` what the feed calls itself.

    Most programs write the same twice, and then it is the user's, for it may be.
    """
    title = line(told.get("title", ""), LONGEST_NAME)
    if told.get(OWN_TITLE.lower(), "").lower() == "true":
        return "", title or text
    return text, title if title != text else ""


def _told_twice(title: str, first: tuple[str, ...], second: tuple[str, ...]) -> str:
    if first == second:
        return f"{title}: it is in the list twice."
    places = ["/".join(folder) or "the top level" for folder in (first, second)]
    return f"{title}: it is in the list twice, in {places[0]} and in {places[1]}. It was taken in {places[0]}."


def _is_elsewhere(kind: str, url: str) -> bool:
    return kind == "include" or (kind == "link" and urlsplit(url[:_LONGEST_ATTRIBUTE]).path.lower().endswith(".opml"))


def _entity(match: re.Match[str]) -> str:
    """Return the character of an HTML entity, which XML does not know, or a plain ampersand."""
    known = html5.get(match[1] or "")
    return escape(known) if known else "&amp;" + (match[1] or "")


def _place(told: str, start: int, row: int, offset: int) -> tuple[int, int]:
    """Return the line and column in the file of a place in the repaired text that was cut out of it."""
    before = _LINE_END.split(told[:start])
    rows = _LINE_END.split(told[start:])
    raw = rows[row - 1] if row <= len(rows) else ""
    column = (len(before[-1].lstrip("\ufeff")) if row == 1 else 0) + _raw_column(raw, offset) + 1
    return len(before) - 1 + row, column


def _raw_column(raw: str, offset: int) -> int:
    """Return where in a line a place stood before the line was repaired."""
    made = at = 0
    for match in _REPAIRED.finditer(raw):
        plain = match.start() - at
        if made + plain >= offset:
            break
        made += plain + len("" if ILLEGAL.match(match[0]) else _entity(match))
        at = match.end()
    return max(at, at + offset - made)


def _key(address: str) -> str:
    parts = urlsplit(address)
    return parts._replace(netloc=parts.netloc.lower(), fragment="").geturl()


def _of_feed(attributes: dict[str, str], told: dict[str, str]) -> Attributes:
    kept = _unknown(attributes, _KNOWN)
    category = line(told.get("category", ""), _LONGEST_ATTRIBUTE)
    if category and category != category_of(tags_of(category)):
        kept = (*kept, ("category", category))
    return kept


def _unknown(attributes: dict[str, str], known: frozenset[str]) -> Attributes:
    kept = []
    for told, value in list(attributes.items())[:_MAX_ATTRIBUTES]:
        uri, _, name = told.rpartition(" ")
        is_odd_type = name.lower() == "type" and value.lower() not in {"", "rss"}
        if uri or is_odd_type or name.lower() not in known:
            kept.append((f"{{{uri}}}{name}" if uri else name, line(value, _LONGEST_ATTRIBUTE)))
    return tuple(kept)
