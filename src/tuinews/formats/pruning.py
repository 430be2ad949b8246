"""Taking out of a page, before the article is looked for, what its own names say is no part of it.

Sites name their parts for their style sheets: "share-bar", "post-tags", "wp-caption-text". Such names are the surest
sign there is, as long as what they name is small beside the page: "has-sidebar" may be said of all of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_WORD: Final = re.compile(r"[a-z]+|[A-Z]+(?![a-z])|[A-Z][a-z]*")
_LONGEST_NAMES: Final = 500
_MOST_OF_PAGE: Final = 0.3
_MOST_PROSE: Final = 1_000
"""What has more than a few long paragraphs is written to be read, whatever its name: "sharing" heads a chapter, too."""
_LONGEST_CAPTION: Final = 900
_LONGEST_LINE: Final = 300
_LONG_PARAGRAPH: Final = 120
_MOST_LOOKED_AT: Final = 200_000
"""Elements inside of named parts; boxes of that name in one another would take for ever."""
_KEPT: Final = frozenset({"html", "body", "article", "main", "head", "h1", "pre", "code", "table", "tbody", "tr"})
_TEXT_BOXES: Final = frozenset({"span", "em", "i", "small", "p", "div"})
_UNSEEN: Final = frozenset({"script", "style", "noscript", "template"})


class Part(Enum):
    """What a name says of a part of a page."""

    PART = "part"
    """It is none of the article: sharing, tags, related articles."""
    LINE = "line"
    """A line above the article: its byline or date."""
    DECK = "deck"
    """A sentence or two between the title and the text."""
    CAPTION = "caption"
    CREDIT = "credit"


def prune(root: HtmlElement) -> None:
    """Remove the parts of a page that are named as what no article has in it, and mark its captions as such."""
    for figure in list(root.iter("figure")):
        _mark_captions(figure)
    page = _Page(_MOST_OF_PAGE * _length(root), min(_MOST_PROSE, _MOST_OF_PAGE * _prose(root)))
    looked_at = 0
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or element.tag in _KEPT:
            continue
        part = part_named(f"{element.get('class', '')} {element.get('id', '')}")
        if part is None or element.getroottree().getroot() is not root:
            continue
        looked_at += sum(1 for _ in element.iter())
        if looked_at > _MOST_LOOKED_AT:
            return
        _take_out(element, part, page)


@dataclass(frozen=True, slots=True)
class _Page:
    """How much of a page a part may be, in characters."""

    most_text: float
    most_prose: float


def _take_out(element: HtmlElement, part: Part, page: _Page) -> None:
    length = _length(element)
    match part:
        case Part.CAPTION | Part.CREDIT:
            if length <= _LONGEST_CAPTION:
                _mark_caption(element)
        case Part.DECK:
            if length <= _LONGEST_CAPTION and not _stands_among_paragraphs(element):
                element.drop_tree()
        case Part.LINE:
            if length <= _LONGEST_LINE:
                element.drop_tree()
        case Part.PART:
            if length <= page.most_text and _prose(element) <= page.most_prose:
                element.drop_tree()


@cache
def _names() -> dict[str, Part]:
    named: dict[str, Part] = {}
    part = Part.PART
    for row in files("tuinews.formats").joinpath("part_names.txt").read_text("utf-8").splitlines():
        if row.startswith("["):
            part = Part(row.strip("[]"))
        elif row and not row.startswith("#"):
            named[row] = part
    return named


@lru_cache(maxsize=4_096)
def part_named(names: str) -> Part | None:
    """Return what the classes and the id of an element, with blanks between them, call it."""
    known = _names()
    for name in names[:_LONGEST_NAMES].split():
        words = [word.lower() for word in _WORD.findall(name)]
        told = [known[word] for word in (*words, *map("-".join, pairwise(words))) if word in known]
        for part in Part:
            # "credit-card" is no credit, "photo-credit" is.
            if part in told and (part is not Part.CREDIT or known.get(words[-1]) is Part.CREDIT):
                return part
    return None


# ------------------------------------------------------------------------------------------------- captions


def _mark_captions(figure: HtmlElement) -> None:
    """Make a caption of every word beside a picture."""
    if not _has(figure, "img", "picture") or _has(figure, "table", "pre", "blockquote"):
        return
    if _length(figure) > _LONGEST_CAPTION:
        return
    for element in list(figure.iterdescendants("span", "div", "p", "small", "cite")):
        if not _holds_more(element) and next(element.iterancestors("figcaption"), None) is None:
            element.tag = "figcaption"


def _mark_caption(element: HtmlElement) -> None:
    """Make a caption of an element, or of what stands beside the picture in it."""
    parts = [element]
    if _holds_more(element):
        has_picture = _has(element, "img", "picture")
        parts = [part for part in element if has_picture and part.tag in _TEXT_BOXES and not _holds_more(part)]
    for part in parts:
        part.tag = "figcaption"
        part.attrib.pop("class", None)


def _holds_more(element: HtmlElement) -> bool:
    """Say whether what is named a caption holds the picture, or an article."""
    return _has(element, "img", "picture", "video", "iframe", "article", "h1", "h2", "table", "blockquote")


def _has(element: HtmlElement, *tags: str) -> bool:
    return next(element.iter(*tags), None) is not None


def _stands_among_paragraphs(element: HtmlElement) -> bool:
    """Say whether an article's own paragraphs stand beside it: then it is a part of the text, whatever its name."""
    return any(len(paragraph.text_content()) >= _LONG_PARAGRAPH for paragraph in element.itersiblings("p"))


# ------------------------------------------------------------------------------------------------ measuring


def _length(element: HtmlElement) -> int:
    """Return how many characters of text an element shows."""
    length = len((element.text or "").strip())
    for part in element.iterdescendants():
        if isinstance(part.tag, str) and part.tag not in _UNSEEN:
            length += len((part.text or "").strip())
        length += len((part.tail or "").strip())
    return length


def _prose(element: HtmlElement) -> int:
    """Return how many characters there are in paragraphs that are long enough for an article's."""
    lengths = (len(paragraph.text_content()) for paragraph in element.iter("p"))
    return sum(length for length in lengths if length >= _LONG_PARAGRAPH)
