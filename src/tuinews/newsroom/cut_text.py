"""Telling whether a feed gives an article whole or only its beginning."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import Final

from tuinews import entities

SHORT_WORDS: Final = 120
"""A text of fewer words is no whole article where its feed never gives more."""

_LAST_LOOK: Final = 60_000
_LONGEST_FOOTER: Final = 300
_DROPPED: Final = re.compile(
    r"<(script|style|noscript)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL | re.IGNORECASE
)
_BREAK: Final = re.compile(r"</?(?:p|div|br|li|ul|ol|h[1-6]|blockquote|tr|table|figure|hr)\b[^>]*>", re.IGNORECASE)
_TAG: Final = re.compile(r"<[^<>]*>")
_MORE: Final = (
    r"(?:continue|keep) reading\b.{0,80}|read (?:more|on|the rest|(?:the )?full (?:story|article|post))\b.{0,80}"
    r"|(?:view|see) (?:the )?(?:full|whole|original) (?:story|article|post)\b.{0,40}|full (?:story|article)|more"
    r"|weiterlesen|mehr(?: lesen| dazu)?|lire la suite|lire plus|en savoir plus|leer más|seguir leyendo"
    r"|leia mais|continue lendo"
    r"|leggi tutto|continua a leggere|lees (?:meer|verder)|läs mer|les mer|læs mere|lue lisää|czytaj (?:dalej|więcej)"
    r"|číst dál|читать далее|подробнее|続きを読む|阅读全文|阅读更多"
)
_MORE_ROW: Final = re.compile(rf"[\[(]?\W*(?:{_MORE})\W*[\])]?", re.IGNORECASE)
_MORE_END: Final = re.compile(
    r"(?:…|\.\.\.|\[…\]|\[\.\.\.\])\W*"
    r"(?:continue reading|read more|read on|weiterlesen|lire la suite|leer más|more)\b.{0,80}\Z"
    r"|[\[(]\W*(?:continue reading|read more|more)\W*[\])]\W*\Z",
    re.IGNORECASE,
)
_OPEN_END: Final = re.compile(r"(?:…|\.\.\.)\s*[\])”\"’']*\s*\Z")
# WordPress puts this below every entry, cut or whole.
_FOOTER: Final = re.compile(
    r"(?:the post|der beitrag|l['’]article|la entrada|o post|l['’]articolo|het bericht|this (?:article|post|story))\b"
    r".{1,250}"
    r"\b(?:appeared first on|first appeared (?:on|in)|erschien zuerst|est apparu en premier|se publicó primero"
    r"|apareceu primeiro|proviene da|verscheen eerst)\b.{0,200}",
    re.IGNORECASE,
)


class Cut(Enum):
    """What tells that a text is only a beginning."""

    NOT = auto()
    SHORT = auto()
    """It is short, which a note of three lines is too."""
    OPEN = auto()
    """It ends in the middle, or in "Read more"."""


def how_cut(html: str) -> Cut:
    """Return what tells that the HTML of a feed's entry is only the beginning of its article."""
    rows = _rows(html[-_LAST_LOOK:])
    while rows and len(rows[-1]) <= _LONGEST_FOOTER and _FOOTER.fullmatch(rows[-1]):
        rows.pop()
    if not rows:
        return Cut.OPEN
    if _OPEN_END.search(rows[-1]) or _MORE_END.search(rows[-1]) or _MORE_ROW.fullmatch(rows[-1]):
        return Cut.OPEN
    return Cut.SHORT if len(html) < _LAST_LOOK and sum(len(row.split()) for row in rows) < SHORT_WORDS else Cut.NOT


def _rows(html: str) -> list[str]:
    text = _TAG.sub("", _BREAK.sub("\n", _DROPPED.sub(" ", html)))
    return [row for row in (" ".join(row.split()) for row in entities.unescape(text).split("\n")) if row]
