"""What one article of a story has that the others lack: people and quotes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from tuinews.stories.signature import quote_keys
from tuinews.stories.vocabulary import stem

_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)?")
_LEAST_WORDS: Final = 5
"""A shorter quote is a word or two that anybody may use."""


class Telling(NamedTuple):
    """Who and what stands in an article."""

    people: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    text: str = ""


def only_people(mine: Telling, others: Iterable[Telling]) -> tuple[str, ...]:
    """Return the people whom no other article names, by their last names."""
    rest = tuple(others)
    theirs = {_last_name(name) for other in rest for name in other.people}
    words = {stem(word) for other in rest for word in _WORD.findall(other.text)}
    return tuple(name for name in mine.people if _last_name(name) not in theirs | words)


def only_quotes(mine: Telling, others: Iterable[Telling]) -> tuple[str, ...]:
    """Return the quotes that no other article has, not even in other marks or as a part of a longer one."""
    texts = [f" {_plain(other.text)} " for other in others]
    found = list[str]()
    for quote in mine.quotes:
        words = _plain(quote)
        if len(words.split()) >= _LEAST_WORDS and not any(_has(text, words) for text in texts):
            found.append(quote)
    return tuple(found)


def shared_quotes(mine: Telling, theirs: Telling) -> tuple[str, ...]:
    """Return the quotes that two articles both have, in the words of the first."""
    keys = set(quote_keys(theirs.quotes))
    return tuple(quote for quote in mine.quotes if keys.intersection(quote_keys((quote,))))


def _has(text: str, words: str) -> bool:
    """Return whether most of what was said stands in a text: outlets cut a quote at one end or the other."""
    if f" {words} " in text:
        return True
    said = words.split()
    half = max(_LEAST_WORDS, len(said) * 6 // 10)
    starts = range(0, len(said) - half + 1, max(1, (len(said) - half) // 4))
    return any(f" {' '.join(said[at : at + half])} " in text for at in starts)


def _plain(text: str) -> str:
    return " ".join(stem(word) for word in _WORD.findall(text))


def _last_name(name: str) -> str:
    words = _WORD.findall(name)
    return stem(words[-1]) if words else ""
