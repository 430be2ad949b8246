"""Single lines out of what feeds and pages say in plain text, in HTML, or in one that looks like the other."""

from __future__ import annotations

import html
import re
from enum import StrEnum
from typing import Final

from tuinews import entities
from tuinews.screen_text import line

TITLE_LIMIT: Final = 2_000
NAME_LIMIT: Final = 200

_READ: Final = 4 * TITLE_LIMIT
"""How much of a field is looked at: it is cut first, so that no pattern sees a megabyte."""


class Markup(StrEnum):
    """What a field is written in, as far as its format says."""

    PLAIN = "plain"
    HTML = "html"
    EITHER = "either"


_DROPPED: Final = re.compile(r"<(script|style)\b[^<>]*>.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL | re.IGNORECASE)
_ANY_TAG: Final = re.compile(r"</?([A-Za-z][\w:-]*)[^<>]*>")
_INLINE_NAMES: Final = (
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark q ruby s samp small span strike strong"
    " sub sup time tt u var wbr"
)
_BREAKING_NAMES: Final = (
    "article aside blockquote body br center div dd dl dt embed figcaption figure footer form h1 h2 h3 h4 h5 h6 head"
    " header hr html iframe img input li link main meta nav object ol p picture pre script section style svg table"
    " tbody td th thead title tr ul video audio"
)
_INLINE: Final = frozenset(_INLINE_NAMES.split())
_BREAKING: Final = frozenset(_BREAKING_NAMES.split())


def one_line(text: str, markup: Markup = Markup.PLAIN, limit: int = TITLE_LIMIT) -> str:
    """Return a field as one clean line.

    Text of unsure kind loses the tags that HTML knows and keeps all else in angle brackets, so that
    "1 < 2" and "<antirez> replied" survive. https://github.com/newsboat/newsboat/issues/796
    """
    text = text[:_READ]
    if markup is not Markup.PLAIN:
        if "<" in text:
            text = _DROPPED.sub(" ", text)
            text = _ANY_TAG.sub(_without_tag if markup is Markup.HTML else _without_known_tag, text)
        if "&" in text:
            text = entities.unescape(text)
    return line(text, limit)


def person_name(text: str) -> str:
    """Return the name out of a byline: without mail address, brackets and a leading "By"."""
    name = one_line(text, Markup.EITHER, NAME_LIMIT)
    if "@" in name:
        name = _without_address(name)
    if name[:3].lower() == "by " and len(name) > 3:
        name = name[3:].lstrip()
    return name


def as_html(text: str) -> str:
    """Return plain text as HTML that says the same."""
    return html.escape(text, quote=False)


def _without_tag(match: re.Match[str]) -> str:
    return "" if match[1].lower() in _INLINE else " "


def _without_known_tag(match: re.Match[str]) -> str:
    name = match[1].lower()
    if name in _INLINE:
        return ""
    return " " if name in _BREAKING else match[0]


def _without_address(name: str) -> str:
    """Return "Jane Doe" for the ways RSS writes her: "jane@example.org (Jane Doe)", "Jane Doe <jane@…>"."""
    words = []
    for word in name.replace("(", " ").replace(")", " ").split():
        if "@" not in word:
            words.append(word)
    return " ".join(words) or name.strip("<>() ")
