"""An article's signature: what is compared of it, as numbers that an index can hold.

Each key is a hash with a weight. Words that are rare in news, names among them, come from the title and the first
sentences; once an article has its text, a sketch of it tells near-identical texts, its quotes tell who heard the
same sentence, and its people join the words.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from enum import IntEnum
from itertools import accumulate
from typing import Final, NamedTuple
from urllib.parse import urlsplit
from zlib import crc32

from tuinews.stories.vocabulary import common_among, rarity, stem

_TOKEN: Final = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)?")
_LEAD_WORDS: Final = 60
_MOST_WORDS: Final = 26
_MOST_NAMES: Final = 14
_LEAST_RARE: Final = 3.0
_TITLE_BONUS: Final = 1.4
_NAME_BONUS: Final = 1.2
_SKETCH: Final = 12
_SHINGLE: Final = 5
_QUOTE_SHINGLE: Final = 6
_MOST_QUOTE_KEYS: Final = 40
_FIGURES: Final = 0.16
_LEAST_TOKENS: Final = 12
_SCORE: Final = re.compile(
    r"(?i)\b(?:\d{1,3}-\d{1,3}|(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \d\d?)\b"
)
_LARGE_AFTER_WORD: Final = re.compile(r"(?<=[\w,;:)’'”\"] )[^\W_a-z\d][^\W_]*(?:['’][^\W\d_]+)?")
"""A word in the middle of a sentence, where a large letter makes it a name; small letters of ASCII are passed over."""


class Kind(IntEnum):
    """What a key stands for; words are told by the marks of `WORD` and those above it."""

    SCORE = 0
    """A score or a day in the title: two that differ are two games, or two days' issues."""
    ADDRESS = 1
    SKETCH = 2
    QUOTE = 3
    WORD = 4
    NAME = 5
    TITLE_WORD = 6
    TITLE_NAME = 7


class Facts(NamedTuple):
    """What is known of an article."""

    title: str
    lead: str = ""
    """Its first sentences, or a snippet of them."""
    url: str = ""
    people: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    """What was said, in the words of the text."""
    text: str = ""
    """All of its text; empty until it has been made."""


class Signature(NamedTuple):
    """What is compared of an article."""

    keys: dict[int, tuple[Kind, float]]
    """What each key stands for and how much it weighs."""
    words: dict[int, str]
    """The words behind the keys."""
    is_english: bool = True
    is_table: bool = False
    """It is mostly figures: results, standings, prices."""
    has_score: bool = False

    @property
    def norm(self) -> float:
        """The length of the vector of words."""
        return float(sum(weight * weight for kind, weight in self.keys.values() if kind >= Kind.WORD) ** 0.5)

    @property
    def title_words(self) -> int:
        """How many of the words stand in the title, figures aside."""
        return sum(kind >= Kind.TITLE_WORD and not self.words[key].isdecimal() for key, (kind, _) in self.keys.items())


def sign(facts: Facts) -> Signature:
    """Return an article's signature."""
    keys, words = dict[int, tuple[Kind, float]](), dict[int, str]()
    lead = _first_words(facts.lead)
    tokens: list[str] = _TOKEN.findall(lead)
    found, is_english = _words(facts, lead, tokens)
    for word, kind, weight in found:
        key = crc32(word.encode())
        keys[key] = (kind, weight)
        words[key] = word
    address = plain_address(facts.url)
    if address:
        keys[crc32(f"@{address}".encode())] = (Kind.ADDRESS, 0.0)
    for key in _sketch(facts.text):
        keys[key] = (Kind.SKETCH, 0.0)
    for key in quote_keys(facts.quotes):
        keys[key] = (Kind.QUOTE, 0.0)
    scores = _SCORE.findall(facts.title)
    for score in scores:
        keys[crc32(f"#{score.casefold()}".encode())] = (Kind.SCORE, 0.0)
    return Signature(keys, words, is_english, _is_table(tokens), bool(scores))


def plain_address(url: str) -> str:
    """Return an address without what differs between links to one page: scheme, www, query of feeds, fragment."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or parts.path in {"", "/"}:
        return ""
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.").removeprefix("amp.")
    query = "&".join(part for part in sorted(parts.query.split("&")) if _KEEPS.match(part))
    path = parts.path.rstrip("/").removesuffix("/amp").removesuffix(".amp")
    return f"{host}{path}?{query}"


_KEEPS: Final = re.compile(r"(?i)(?:id|p|story|article|articleid|storyid|nid|sid|aid|newsid|v|item)=")


def outlet_of(url: str) -> str:
    """Return the site of an address, without its subdomains."""
    found = _HOST.match(url)
    return _site_of(found[1].lower()) if found else ""


_HOST: Final = re.compile(r"[A-Za-z][\w+.-]*://(?:[^/?#]*@)?(\[[^]]*\]|[^/?#:]*)")
"""The whole of `urlsplit` takes ten times as long, and this is asked of every pair."""


@functools.lru_cache(1 << 10)
def _site_of(host: str) -> str:
    labels = host.split(".")
    is_long = len(labels) > 2 and len(labels[-1]) == 2 and len(labels[-2]) <= 3
    return ".".join(labels[-3:] if is_long else labels[-2:])


def quote_keys(quotes: Iterable[str]) -> list[int]:
    """Return keys of what was said: of every six words in a row."""
    keys = list[int]()
    for quote in quotes:
        said = [stem(word) for word in _TOKEN.findall(quote)]
        keys += _shingles(said, _QUOTE_SHINGLE, "q")
    return keys[:_MOST_QUOTE_KEYS]


def _words(facts: Facts, lead: str, lead_tokens: list[str]) -> tuple[list[tuple[str, Kind, float]], bool]:
    title_tokens: list[str] = _TOKEN.findall(facts.title)
    names = {stem(token) for person in facts.people[:12] for token in _TOKEN.findall(person) if len(token) > 2}
    names.update(_names(lead))
    if not _is_in_title_case(title_tokens):
        names.update(_names(facts.title))
    in_title = dict.fromkeys(map(stem, title_tokens))
    in_lead = list(map(stem, lead_tokens))
    found = list[tuple[str, Kind, float]]()
    for word in dict.fromkeys([*in_title, *in_lead, *sorted(names)]):
        weight = rarity(word)
        if weight < _LEAST_RARE:
            continue
        is_name = word in names
        if word in in_title:
            kind, weight = _IN_TITLE[is_name], weight * _TITLE_BONUS
        else:
            kind = _IN_LEAD[is_name]
        found.append((word, kind, weight * _NAME_BONUS if is_name else weight))
    found.sort(key=lambda one: -one[2])
    is_english = 2 * common_among([*in_title, *in_lead]) >= len(in_title) + len(in_lead)
    names_only = [one for one in found if one[0] in names][:_MOST_NAMES]
    others = [one for one in found if one[0] not in names][: _MOST_WORDS - len(names_only)]
    return names_only + others, is_english


_IN_TITLE: Final = (Kind.TITLE_WORD, Kind.TITLE_NAME)
_IN_LEAD: Final = (Kind.WORD, Kind.NAME)


def _is_table(tokens: list[str]) -> bool:
    """Return whether the beginning of an article is mostly figures, as in results, standings and prices."""
    return len(tokens) >= _LEAST_TOKENS and sum(token[0].isdecimal() for token in tokens) >= _FIGURES * len(tokens)


def _first_words(lead: str) -> str:
    parts = lead.split(None, _LEAD_WORDS)
    return " ".join(parts[:_LEAD_WORDS])


def _names(text: str) -> set[str]:
    return {stem(token) for token in _LARGE_AFTER_WORD.findall(text) if token[0].isupper()}


def _is_in_title_case(tokens: list[str]) -> bool:
    long = [token for token in tokens if len(token) > 3]
    return sum(token[0].isupper() for token in long) > 0.7 * len(long)


def _sketch(text: str) -> list[int]:
    """Return the smallest hashes of five words in a row: texts that share most of them are near-identical."""
    tokens: list[str] = _TOKEN.findall(text[:20_000].casefold())
    return sorted(set(_shingles(tokens, _SHINGLE, "t")))[:_SKETCH] if len(tokens) >= 40 else []


def _shingles(tokens: list[str], length: int, mark: str) -> list[int]:
    """Return a hash of the mark and every so many tokens in a row, all cut from one value."""
    words = [token.encode("utf-8", "replace") for token in tokens]
    joined, begun = b" ".join(words), crc32(f"{mark} ".encode())
    starts = list(accumulate(map(len, words), lambda at, size: at + size + 1, initial=0))
    return [crc32(joined[start : after - 1], begun) for start, after in zip(starts, starts[length:], strict=False)]
