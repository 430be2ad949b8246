"""Taking site furniture out of an article that was found on a page: what repeats, what asks, what only leads away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_BLOCKS: Final = frozenset(
    (
        "p",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "div",
        "figcaption",
        "table",
        "ul",
        "ol",
        "blockquote",
        "pre",
        "figure",
    )
)
_FURNITURE: Final = re.compile(
    r"advert(?:isement)?s?|share (?:this|on|via)\b.{0,40}|share|tweet|print|e-?mail|comments?|tags?:?"
    r"|media playback is (?:un|not )supported on (?:your|this) device|image \d{1,3} of \d{1,3}"
    r"|(?:article|story) continues below.{0,40}|continue reading.{0,40}|this slideshow requires javascript\.?"
    r"|(?:image|media) (?:copyright|caption)\b.{0,60}|sign up (?:for|to|here)\b.{0,150}newsletters?\b.{0,100}"
    r"|(?:click|tap) here to (?:get|read|subscribe|download|sign)\b.{0,80}|more:?|read more:?|related:?|don['’]t miss:?"
    r"|\(?(?:image|photo|picture)(?: credit)?: .{0,80}\)?|subscribe (?:to|now|here|today)\b.{0,120}"
    r"|follow (?:us|@?\w{1,30}(?: \w{1,20})?) on (?:twitter|facebook|instagram)\b.{0,80}",
    re.IGNORECASE,
)
_LEADING_AWAY: Final = re.compile(
    r"(?:also |click to )?(?:read|see|watch|more|related)"
    r"(?: (?:more|also|next|now|on|in|stories|articles|coverage))?\s*[:|»>–-]",
    re.IGNORECASE,
)
_DATE: Final = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\b.{0,20}\b(?:19|20)\d\d\b|\b\d{1,2}[./]\d{1,2}[./](?:19|20)\d\d\b",
    re.IGNORECASE,
)
_SENTENCE_END: Final = re.compile(r"[.!?…][\"”’»)]*\s*$")
_LONG_WORDS: Final = 25
_SHORT_WORDS: Final = 14
_REPEATED_WORDS: Final = 8
_MOST_REPEATED: Final = 0.3
_QUOTES: Final = frozenset('"“”«»')


def keep_embedded_posts(root: HtmlElement) -> None:
    """Make quoted posts look like plain quotes, because the search for the article drops what is called "tweet"."""
    for quote in root.iter("blockquote"):
        quote.attrib.pop("class", None)
        quote.attrib.pop("id", None)


def tidy(article: HtmlElement, title: str, authors: tuple[str, ...]) -> None:
    """Remove the lines of an article that are no part of it; where that would be much of it, only the surest."""
    seen = set[str]()
    furniture: list[HtmlElement] = []
    repeated: list[HtmlElement] = []
    whole = repeated_length = 0
    is_opening = True
    for element, text in _lines(article):
        words = text.split()
        whole += len(text)
        key = _letters(text)
        is_furniture = _is_furniture(element, text, len(words))
        if is_opening:
            is_furniture = is_furniture or _is_of_the_head(text, words, title, authors)
            is_opening = len(words) < _LONG_WORDS or not _SENTENCE_END.search(text)
        if is_furniture:
            furniture.append(element)
        elif len(words) >= _REPEATED_WORDS and key in seen:
            repeated.append(element)
            repeated_length += len(text)
        seen.add(key)
    for element in furniture + (repeated if repeated_length <= _MOST_REPEATED * whole else []):
        element.drop_tree()


def _lines(article: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    """Return the innermost blocks and their text, each stretch of text once."""
    for element in article.iter(*_BLOCKS):
        if element.tag in ("pre", "table", "figure", "ul", "ol", "blockquote"):
            continue
        if any(child.tag in _BLOCKS for child in element.iterdescendants()):
            continue
        text = " ".join(element.text_content().split())
        if text:
            yield element, text


def _is_furniture(element: HtmlElement, text: str, words: int) -> bool:
    if words > 40 or (_QUOTES & set(text) and words > _SHORT_WORDS):
        return False
    if _FURNITURE.fullmatch(text):
        return True
    return bool(_LEADING_AWAY.match(text)) and _linked_share(element, text) > 0.4


def _linked_share(element: HtmlElement, text: str) -> float:
    linked = sum(len(" ".join(link.text_content().split())) for link in element.iter("a"))
    return linked / len(text)


def _is_of_the_head(text: str, words: list[str], title: str, authors: tuple[str, ...]) -> bool:
    """Say whether a line above the article only repeats its title, byline or date."""
    key = _letters(text)
    if key and key == _letters(title):
        return True
    if len(words) > _SHORT_WORDS or _SENTENCE_END.search(text):
        return False
    return bool(_DATE.search(text)) or any(_letters(author) in key for author in authors if len(author) > 3)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
