"""A second opinion on where a page's article is: the innermost part that holds nearly all of the page's prose."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LONG: Final = 80
_NEARLY_ALL: Final = 0.75
_LEAST_PROSE: Final = 300
_MOST_LINKED: Final = 0.4
_APART: Final = (
    "nav",
    "header",
    "footer",
    "aside",
    "form",
    "script",
    "style",
    "noscript",
    "template",
    "iframe",
    "button",
)
_COMMENTS: Final = re.compile(
    r"(?:^|[\s_-])(?:comments?|disqus|respond|kommentare?|sidebar|footer)(?:$|[\s_-])", re.IGNORECASE
)
_BUILDER: Final = re.compile(r"(?:elementor|et_pb|vc|fl|fusion|wp-block)[-_]\S*")


def prose_of(element: HtmlElement) -> int:
    """Return how many characters there are in an element's paragraphs, those of links and lines left out."""
    return sum(_own_prose(part) for part in element.iter() if isinstance(part.tag, str))


def densest_part(root: HtmlElement) -> HtmlElement | None:
    """Return a copy of the innermost part of a page that holds nearly all of its prose; None when there is little."""
    amounts = _amounts(root)
    part = next(root.iter("body"), root)
    whole = amounts.get(part, 0)
    if whole < _LEAST_PROSE:
        return None
    while heirs := [child for child in part if amounts.get(child, 0) >= _NEARLY_ALL * whole and child.tag != "p"]:
        part = heirs[0]
    found = deepcopy(part)
    found.tail = None
    for element in list(found.iterdescendants()):
        if isinstance(element.tag, str) and _is_apart(element) and element.getparent() is not None:
            element.drop_tree()
    return found


def _amounts(root: HtmlElement) -> dict[HtmlElement, int]:
    """Return how much prose every element holds; what stands apart from an article counts nothing."""
    amounts: dict[HtmlElement, int] = {}
    apart: set[HtmlElement] = set()
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    for element in elements:
        if element.getparent() in apart or _is_apart(element):
            apart.add(element)
        else:
            amounts[element] = _own_prose(element)
    for element in reversed(elements):
        parent = element.getparent()
        if parent is not None and element in amounts and parent in amounts:
            amounts[parent] += amounts[element]
    return amounts


def forget_builders(root: HtmlElement) -> None:
    """Take the names away that page builders give to every box: "elementor-widget" says nothing of what is in it."""
    for element in root.iter():
        if isinstance(element.tag, str) and element.get("class"):
            element.set("class", _BUILDER.sub(" ", element.get("class", "")))


def open_noscript(root: HtmlElement) -> None:
    """Show what a page keeps for readers without scripts, where that is the most of its prose."""
    hidden = [element for element in root.iter("noscript") if prose_of(element) >= _LEAST_PROSE]
    for element in hidden:
        if 2 * prose_of(element) > prose_of(root):
            element.drop_tag()


def _own_prose(element: HtmlElement) -> int:
    """Return the length of an element's own text, where that is a paragraph's."""
    if element.tag == "p":
        text = element.text_content()
        linked = sum(len(link.text_content()) for link in element.iter("a"))
        return len(text) if len(text) >= _LONG and linked <= _MOST_LINKED * len(text) else 0
    if element.tag not in {"div", "td", "section", "article", "blockquote"}:
        return 0
    own = len((element.text or "").strip()) + sum(len((child.tail or "").strip()) for child in element)
    return own if own >= _LONG else 0


def _is_apart(element: HtmlElement) -> bool:
    if element.tag in _APART:
        return True
    names = f"{element.get('class', '')} {element.get('id', '')}"
    return element.tag not in {"html", "body", "main", "article"} and bool(_COMMENTS.search(names[:300]))
