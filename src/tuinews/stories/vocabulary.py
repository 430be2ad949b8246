"""How rare words are in English news: the rarer a word that two articles share, the more it says.

`words.txt` has one line for each step of rarity, from words that stand in nearly every article to words that stand
in one of 150; a word that is not there is rarer still.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable
from importlib import resources
from typing import Final

RAREST: Final = 6.5
_YEAR: Final = re.compile(r"(?:19|20)\d\d\Z")
_NUMBER: Final = 4.5


@functools.lru_cache(1 << 14)
def stem(word: str) -> str:
    """Return a word as it is compared: lower case, no accents, no possessive, no plural."""
    found = word.casefold()
    if not found.isascii():
        found = unicodedata.normalize("NFKD", found.replace("’", "'"))
        found = "".join(character for character in found if not unicodedata.combining(character))
    found = found.removesuffix("'s").replace("'", "")
    return found[:-1] if len(found) > 3 and found[-1] == "s" and found[-2] != "s" else found


def rarity(stemmed: str) -> float:
    """Return how much a word says, from 0 for "the" to `RAREST`: the logarithm of how few articles have it."""
    known = _steps().get(stemmed)
    if known is not None:
        return known
    if stemmed.isdecimal():
        return 0.0 if len(stemmed) < 2 or _YEAR.match(stemmed) else _NUMBER
    return RAREST if len(stemmed) > 2 else 1.0


def common_among(stemmed: Iterable[str]) -> int:
    """Return how many of these words stand in many English articles."""
    return sum(map(_steps().__contains__, stemmed))


@functools.cache
def _steps() -> dict[str, float]:
    lines = resources.files("tuinews.stories").joinpath("words.txt").read_text("utf-8").splitlines()
    return {word: float(step) for step, line in enumerate(lines) for word in line.split()}
