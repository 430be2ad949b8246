"""Pieces of a list's XML that are kept as they came: how they grow while the list is read, and how they are written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from tuinews.model.subscriptions import Element

MAX_DEPTH: Final = 20
"""Deeper than this nothing is kept."""
LONGEST_VALUE: Final = 10_000
_MAX_ATTRIBUTES: Final = 50
ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
# Legal, but a list may be written to a terminal.
_STEERING: Final = re.compile("[\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_NAMESPACED: Final = re.compile(r"\{([^{}]+)\}([^\W\d][\w.-]*)")
_NAME: Final = re.compile(r"[^\W\d][\w.-]*")
_OF_XML: Final = "http://www.w3.org/XML/1998/namespace"
"""What `xml:lang` and its like belong to; no other prefix may stand for it."""

Attributes = tuple[tuple[str, str], ...]


class Growing:
    """An element whose end has not come yet."""

    def __init__(self, name: str, attributes: Attributes = ()) -> None:
        self._name = name
        self._attributes = attributes
        self._content: list[str | Element] = []
        self._room = LONGEST_VALUE

    def add(self, part: str | Element) -> None:
        """Take in text or an element; of very long text only the beginning."""
        if not isinstance(part, str):
            self._content.append(part)
        elif kept := plain(part)[: self._room]:
            self._room -= len(kept)
            if self._content and isinstance(self._content[-1], str):
                kept = self._content.pop() + kept  # type: ignore[operator]
            self._content.append(kept)

    def done(self) -> Element:
        """Return the whole element, without the blanks that only set its parts apart."""
        parts = [part for part in self._content if not isinstance(part, str) or part.strip()]
        if len(parts) == 1 and isinstance(parts[0], str):
            parts = [parts[0].strip()]
        return Element(self._name, self._attributes, tuple(parts))


def clark(told: str, home: str = "") -> str:
    """Return a name as expat tells it with its namespace in braces; in that of the list, `home`, it has none."""
    uri, _, name = told.rpartition(" ")
    return name if not uri or uri == home else f"{{{uri}}}{name}"


def kept_attributes(told: Mapping[str, str]) -> Attributes:
    """Return attributes as they are kept, of very many the first."""
    return tuple((clark(name), plain(value)[:LONGEST_VALUE]) for name, value in list(told.items())[:_MAX_ATTRIBUTES])


def plain(text: str) -> str:
    """Return a text without what XML does not allow and what steers a terminal."""
    return _STEERING.sub("", ILLEGAL.sub("", text))


class Prefixes:
    """The prefixes of the namespaces in a list."""

    def __init__(self) -> None:
        self._by_uri = {_OF_XML: "xml"}

    def add_attributes(self, attributes: Attributes) -> None:
        """Make prefixes for the namespaces of these attributes."""
        for name, _ in attributes:
            self._add(name)

    def add_elements(self, elements: Iterable[str | Element]) -> None:
        """Make prefixes for the namespaces of these elements and of what is in them."""
        for element in elements:
            if isinstance(element, Element):
                self._add(element.name)
                self.add_attributes(element.attributes)
                self.add_elements(element.content)

    def _add(self, name: str) -> None:
        if match := _NAMESPACED.fullmatch(name):
            self._by_uri.setdefault(match[1], f"ns{len(self._by_uri)}")

    def qualified(self, name: str) -> str:
        """Return a name as it is written; empty where it cannot be."""
        if match := _NAMESPACED.fullmatch(name):
            return f"{self._by_uri[match[1]]}:{match[2]}"
        return name if _NAME.fullmatch(name) else ""

    def declared(self) -> str:
        """Return the declarations of all of them."""
        told = ((prefix, uri) for uri, prefix in self._by_uri.items() if prefix != "xml")
        return "".join(f" xmlns:{prefix}={quoteattr(uri)}" for prefix, uri in told)


def written_attributes(attributes: Iterable[tuple[str, str]], prefixes: Prefixes) -> str:
    """Return attributes as they are written; of two with one name the last."""
    named = {prefixes.qualified(name): value for name, value in attributes}
    return "".join(f" {name}={quoteattr(plain(value))}" for name, value in named.items() if name)


def written(element: Element, prefixes: Prefixes) -> str:
    """Return an element as it is written; empty when its name cannot be."""
    name = prefixes.qualified(element.name)
    if not name:
        return ""
    opened = f"<{name}{written_attributes(element.attributes, prefixes)}"
    content = written_content(element.content, prefixes)
    return f"{opened}>{content}</{name}>" if content else f"{opened}/>"


def written_content(content: Sequence[str | Element], prefixes: Prefixes) -> str:
    """Return text and elements as they are written."""
    return "".join(
        escape(plain(part), {"\r": "&#13;"}) if isinstance(part, str) else written(part, prefixes) for part in content
    )
