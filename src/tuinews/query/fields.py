"""The fields of the query language: what each takes, in which form it is kept, and what it is about."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from tuinews.query import dates

IS = ("unread", "read", "starred", "later", "updated", "today", "muted", "archived")
SOURCES = ("person", "organisation", "document", "unnamed", "unknown")
"""What kind of source a quote is from, in the order of `QuoteSource`."""
HAS = ("quotes", "people", "enclosure", "tags")


class FieldSpec(NamedTuple):
    """A field."""

    name: str
    help: str
    """What stands behind the colon, for the help and the README."""
    example: str
    expected: str
    """What it takes, for an error."""
    canonical: Callable[[str], str | None]
    """Return a value in the form that is kept, or None when the field does not take it."""
    choices: tuple[str, ...] = ()
    """The values to offer, where they are the same in every archive."""


def _text(value: str) -> str | None:
    return value or None


def _choice(choices: tuple[str, ...]) -> Callable[[str], str | None]:
    return lambda value: value.lower() if value.lower() in choices else None


def _language(value: str) -> str | None:
    return value.lower() if re.fullmatch(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*", value) else None


_NUMBER = re.compile(r"(?:(?P<sign>>=|<=|>|<)(?P<bound>\d{1,9})|(?P<low>\d{1,9})(?:(?P<open>\+)|-(?P<high>\d{1,9}))?)")


def _numbers(value: str) -> str | None:
    found = _NUMBER.fullmatch(value)
    if found is None:
        return None
    if found["sign"]:
        return f"{found['sign']}{int(found['bound'])}"
    if found["open"]:
        return f"{int(found['low'])}+"
    return f"{int(found['low'])}-{int(found['high'])}" if found["high"] else str(int(found["low"]))


def number_range(value: str) -> tuple[int, int | None]:
    """Return the least and the most (None: no limit) that a number field takes."""
    sign = value.rstrip("0123456789")
    if sign in {">", ">=", "<", "<="}:
        bound = int(value[len(sign) :])
        return {">": (bound + 1, None), ">=": (bound, None), "<": (0, bound - 1), "<=": (0, bound)}[sign]
    if value.endswith("+"):
        return int(value[:-1]), None
    low, _, high = value.partition("-")
    return int(low), int(high or low)


def _words(choices: tuple[str, ...]) -> str:
    return f"{', '.join(choices[:-1])} or {choices[-1]}"


_NUMBERS = "a number such as 3, 3+, >800, <=200 or 2-5"
_NAME = "a word, or a phrase in quotation marks"

FIELDS: dict[str, FieldSpec] = {
    spec.name: spec
    for spec in (
        FieldSpec("is", _words(IS), "is:unread", _words(IS), _choice(IS), IS),
        FieldSpec("has", _words(HAS), "has:quotes", _words(HAS), _choice(HAS), HAS),
        FieldSpec("feed", "a feed's title or a part of it, its number or address", "feed:guardian", _NAME, _text),
        FieldSpec("folder", "a folder of feeds, with the folders in it", "folder:world", _NAME, _text),
        FieldSpec("title", "words of the headline", 'title:"rate cut"', _NAME, _text),
        FieldSpec("author", "the byline", "author:smith", _NAME, _text),
        FieldSpec("person", "a person the article names", "person:haddad", _NAME, _text),
        FieldSpec("said", "who is quoted in it", 'said:"grace oyelaran"', _NAME, _text),
        FieldSpec(
            "about", "words that are quoted; beside said: the same quote", "said:haddad about:bridge", _NAME, _text
        ),
        FieldSpec(
            "source", "what kind of source is quoted", "source:unnamed", _words(SOURCES), _choice(SOURCES), SOURCES
        ),
        FieldSpec("who", "a person of the archive, by number or name", "who:42", "a number, or a name", _text),
        FieldSpec("tag", "a tag of the article or of its feed", "tag:work", _NAME, _text),
        FieldSpec("lang", "a language", "lang:de", "a language such as en, de or pt-BR", _language),
        FieldSpec("since", "from this day on", "since:30d", dates.EXPECTED, dates.canonical_day),
        FieldSpec("before", "before this day", "before:2026-10", dates.EXPECTED, dates.canonical_day),
        FieldSpec("words", "how long the text is", "words:>800", _NUMBERS, _numbers),
        FieldSpec("people", "how many people it names", "people:2+", _NUMBERS, _numbers),
        FieldSpec("quotes", "how many quotes it holds", "quotes:0", _NUMBERS, _numbers),
    )
}
