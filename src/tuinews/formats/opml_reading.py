"""What the outlines of an OPML list are: feeds, further places of them, folders, and what is only kept for export."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Final
from xml.parsers import expat

from tuinews.errors import FormatError
from tuinews.formats.addresses import NotAFeedError, feed_address
from tuinews.formats.opml_collecting import Collected, said_of_folder
from tuinews.formats.opml_elements import MAX_DEPTH, Growing, clark, kept_attributes
from tuinews.formats.opml_writing import LONGEST_NAME, NAMESPACE, SMART_FOLDER
from tuinews.model.subscriptions import Element, SubscriptionList
from tuinews.screen_text import line

_MAX_HEADS: Final = 1_000
_FEED_TYPES: Final = frozenset({"rss", "atom", "rdf", "feed"})


class _Kind(Enum):
    """What an outline is whose end has not come yet."""

    UNDECIDED = auto()
    """A folder once something is in it; else it is kept as it is."""
    FOLDER = auto()
    FEED = auto()
    AROUND = auto()
    """What is in it stands where it stands itself."""
    COMMENT = auto()


@dataclass(slots=True)
class _Open:
    kind: _Kind
    attributes: Mapping[str, str]
    told: Mapping[str, str]
    """The attributes by their names in small letters."""
    title: str
    content: list[Element] = field(default_factory=list)
    """Of a feed, what is in it and no feed; of a comment, itself at its end."""
    growing: Growing | None = None


class OutlineReader:
    """Collects a list while expat walks through its outlines, however deep they go."""

    def __init__(self) -> None:
        self._home: str | None = None
        self._has_body = False
        self._growing: list[Growing] = []
        self._heads: list[Element] = []
        self._head_count = 0
        self._open: list[_Open] = []
        self._list = Collected()

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
        return self._list.as_list(tuple(self._heads))

    def _refuse(self, *_declaration: object) -> None:
        raise FormatError("The OPML declares XML entities of its own, which can be a trap, and was not read.")

    def _start(self, told: str, attributes: dict[str, str]) -> None:
        uri, _, name = told.rpartition(" ")
        if self._home is None:
            self._home = uri
            if name.lower() != "opml":
                raise FormatError("This is not OPML: it is XML of another kind.")
        elif self._has_body:
            if name.lower() == "outline":
                self._outline(attributes)
        elif name.lower() == "body" and not self._growing:
            self._has_body = True
        elif told == f"{NAMESPACE} {SMART_FOLDER}":
            self._list.keep_smart_folder(attributes)
            self._growing.append(Growing(""))
        elif name.lower() != "head" or self._growing:
            self._growing.append(Growing(clark(told, self._home), kept_attributes(attributes)))

    def _end(self, told: str) -> None:
        if self._has_body:
            if told.rpartition(" ")[2].lower() == "outline" and self._open:
                self._close(self._open.pop())
        elif self._growing:
            element = self._growing.pop().done()
            self._head_count += 1
            if not element.name or self._head_count > _MAX_HEADS or len(self._growing) > MAX_DEPTH:
                return
            if self._growing:
                self._growing[-1].add(element)
            elif element.content or element.attributes:
                self._heads.append(element)

    def _data(self, text: str) -> None:
        if self._growing and not self._has_body:
            self._growing[-1].add(text)

    # ---------------------------------------------------------------------------------------- outlines

    def _outline(self, attributes: dict[str, str]) -> None:
        told = {name.lower(): value for name, value in attributes.items()}
        title = line(told.get("text") or told.get("title", ""), LONGEST_NAME)
        around = self._open[-1] if self._open else None
        if around is not None and around.kind is _Kind.UNDECIDED:
            self._open_folder(around)
        opened = _Open(_Kind.UNDECIDED, attributes, told, title)
        if (around is not None and around.kind is _Kind.COMMENT) or told.get("iscomment", "").lower() == "true":
            opened.kind = _Kind.COMMENT
            opened.growing = Growing("outline", kept_attributes(attributes))
        else:
            address = _address(told)
            if address is not None:
                opened.kind = _Kind.FEED
                self._list.take_feed(title, address, attributes, told, opened.content)
        self._open.append(opened)

    def _open_folder(self, outline: _Open) -> None:
        """Let an outline be a folder, for there is something in it."""
        is_folder = bool(outline.title) and len(self._list.folder) < MAX_DEPTH
        outline.kind = _Kind.FOLDER if is_folder else _Kind.AROUND
        if is_folder:
            self._list.open_folder(outline.title, said_of_folder(outline.title, outline.attributes))

    def _close(self, outline: _Open) -> None:
        around = self._open[-1] if self._open else None
        match outline.kind:
            case _Kind.FOLDER:
                self._list.close_folder()
            case _Kind.COMMENT:
                assert outline.growing is not None
                element = outline.growing.done()
                if _runs(outline.told) or len(self._open) > 2 * MAX_DEPTH:
                    return
                if around is not None and around.growing is not None:
                    if self._list.has_room():
                        around.growing.add(element)
                else:
                    self._list.keep(element.attributes, element.content)
            case _Kind.UNDECIDED:
                if around is not None and around.kind is _Kind.FEED:
                    if self._list.has_room():
                        around.content.append(Element("outline", kept_attributes(outline.attributes)))
                else:
                    self._list.take_leaf(outline.title, outline.attributes, outline.told)


def _address(told: Mapping[str, str]) -> str | None:
    """Return the address that makes an outline a feed's."""
    if "xmlurl" in told:
        return told["xmlurl"]
    return told.get("url") if told.get("type", "").lower() in _FEED_TYPES else None


def _runs(told: Mapping[str, str]) -> bool:
    """Return whether an outline names what other programs would run."""
    try:
        feed_address(told.get("xmlurl") or told.get("url", ""))
    except NotAFeedError as reason:
        return reason.runs
    return False
