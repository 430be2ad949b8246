"""What is known of a word before it is read in its place: how common it is as a name, as a place, in small letters."""

from __future__ import annotations

from functools import cache, lru_cache
from math import log
from pathlib import Path
from typing import NamedTuple

from tuinews.annotator.names import (
    CALENDAR,
    COMMON,
    FAMILY,
    GIVEN,
    HONORIFIC,
    MODIFIER,
    ORGANISATION,
    PEOPLE,
    PLACE,
    REPORTING,
    SAYING,
    TITLE,
    load_lexicon,
)
from tuinews.annotator.people.name_table import MODELS, fold, load_name_table
from tuinews.annotator.people.sorted_table import SortedTable

_FLAGS = (
    ("G", GIVEN),
    ("F", FAMILY),
    ("H", HONORIFIC),
    ("T", TITLE),
    ("M", MODIFIER),
    ("O", ORGANISATION),
    ("L", PLACE),
    ("P", PEOPLE),
    ("C", CALENDAR),
    ("W", COMMON),
    ("S", SAYING),
    ("R", REPORTING),
)
_MOST_WORDS = 1 << 13
"""How many words' facts are remembered."""
LONGEST_WORD = 40
"""No word of a list is longer, and a longer one is looked at no further than this."""


class WordFacts(NamedTuple):
    """What is known of one word."""

    folded: str
    """The word in small letters without accents."""
    lowered: str
    given: int
    family: int
    """How common it is as a given and as a family name: 0 for never, 9 for millions."""
    letters: str
    """What the lexicon says it may be, a letter each."""
    kind: str
    """A short code for what the word may be; many words share one."""
    is_title: bool
    is_saying: bool
    is_thing: bool
    """Whether it is a word of organisations, and no common name."""
    features: tuple[str, ...]


class Wordbook:
    """The word lists of the models, looked up once a word."""

    def __init__(self, folder: Path) -> None:
        """Read the lists from a folder."""
        self._names = load_name_table(folder)
        self._places = SortedTable.read(folder / "places.txt")
        self._words = SortedTable.read(folder / "words.txt")
        self._lexicon = load_lexicon()
        self._remembered = lru_cache(_MOST_WORDS)(self._facts)
        self.places_from = lru_cache(_MOST_WORDS)(self._places_from)

    def facts(self, word: str) -> WordFacts:
        """Return what is known of a word."""
        return self._remembered(word if len(word) < LONGEST_WORD else word[:LONGEST_WORD])

    def is_place(self, word: str) -> bool:
        """Return whether a city, a state or a country has this name."""
        return bool(self._places.get(fold(word)))

    def _facts(self, word: str) -> WordFacts:
        folded, lowered = fold(word), word.lower()
        name = self._names.value(folded.rstrip("."))
        given, family = name[0], name[1]
        flags = self._lexicon.flags(word)
        letters = "".join(letter for letter, flag in _FLAGS if flags & flag)
        smallness = self._words.get(lowered) or "-"
        place = self._places.get(folded) or "-"
        is_place = place != "-"
        features = (
            f"w={word}",
            f"l={lowered}",
            f"s={_shape(word)}",
            f"p2={lowered[:2]}",
            f"p3={lowered[:3]}",
            f"x2={lowered[-2:]}",
            f"x3={lowered[-3:]}",
            f"x4={lowered[-4:]}",
            f"fi={given}",
            f"la={family}",
            f"fl={given}{family}",
            f"lx={letters}",
            f"lo={smallness}",
            f"pl={place}",
            f"co={given > '0':d}{family > '0':d}{smallness[0]}{is_place:d}",
            f"ln={min(len(word), 10)}",
        )
        kind = f"{min(given, '2')}{min(family, '2')}{letters}{'p' if is_place else '-'}{'l' * (smallness[0] > '2')}"
        is_thing = bool(flags & ORGANISATION) and not flags & (GIVEN | FAMILY)
        is_title = bool(flags & (HONORIFIC | TITLE))
        return WordFacts(
            folded, lowered, int(given), int(family), letters, kind, is_title, bool(flags & SAYING), is_thing, features
        )

    def _places_from(self, folded: str) -> tuple[frozenset[str], int]:
        """Return the places of several words that begin with a word, and the most words one of them has."""
        places = self._places.keys_from(f"{folded} ")
        return frozenset(places), max((place.count(" ") + 1 for place in places), default=0)


@cache
def load_wordbook(folder: Path = MODELS) -> Wordbook:
    """Return the word lists of a folder, read on first use."""
    return Wordbook(folder)


def bucket_of_smallness(small: int, capital: int) -> str:
    """Return the digits for how often a word stands in small letters, and how often it has a capital without need."""
    return f"{min(9, int(log(small + 1, 3)))}{min(9, int(10 * capital / (small + capital)))}"


def _shape(word: str) -> str:
    """Return a word with every letter and digit replaced by its sort, a third of the same sort left out."""
    sorts = ""
    for letter in word:
        sort = "X" if letter.isupper() else "x" if letter.islower() else "d" if letter.isdigit() else letter
        if sorts[-2:] != sort * 2:
            sorts += sort
    return sorts
