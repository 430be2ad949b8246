"""The word lists behind the annotator: what a word may be, looked up once and remembered.

The lists are plain text beside this module, written for this project from general knowledge.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from tuinews.annotator.people.name_table import load_name_table

GIVEN = 1
FAMILY = 2
HONORIFIC = 4
TITLE = 8
MODIFIER = 16
ORGANISATION = 32
PLACE = 64
PEOPLE = 128
CALENDAR = 256
COMMON = 512
SAYING = 1024
"""A verb that reports speech wherever it stands ("said")."""
REPORTING = 2048
"""A verb that reports speech in some patterns only ("called")."""

_CASED = {
    "given": GIVEN,
    "family": FAMILY,
    "organisations": ORGANISATION,
    "places": PLACE,
    "peoples": PEOPLE,
    "calendar": CALENDAR,
}
_MOST_REMEMBERED = 20_000
_UNCASED = {"honorifics": HONORIFIC, "titles": TITLE, "modifiers": MODIFIER, "common": COMMON}


class Lexicon:
    """What the lists say of a word."""

    def __init__(self) -> None:
        """Read the lists from the package."""
        self._flags: dict[str, int] = {}
        self._cased: dict[str, int] = {}
        self._uncased: dict[str, int] = {}
        for name, flag in _CASED.items():
            _add(self._cased, _words_of(name), flag)
        for name, flag in _UNCASED.items():
            _add(self._uncased, (word.lower() for word in _words_of(name)), flag)
        for line in _lines_of("speech_verbs"):
            flag = SAYING if line.startswith("!") else REPORTING
            _add(self._uncased, line.removeprefix("!").split(), flag)
        self._women, self._men_in_a = (frozenset(line.removeprefix("-").split()) for line in _lines_of("feminine"))

    def flags(self, word: str) -> int:
        """Return what a word may be, as it is cased; a word in capitals is looked up as a title, too."""
        known = self._flags.get(word)
        if known is not None:
            return known
        found = self._look_up(word)
        if len(self._flags) < _MOST_REMEMBERED:
            self._flags[word] = found
        return found

    def _look_up(self, word: str) -> int:
        bare = word.rstrip(".")
        found = self._cased.get(bare, 0) | self._uncased.get(bare.lower(), 0)
        if not found and len(bare) > 1 and bare.isupper():
            found = self._cased.get(bare.title(), 0)
        return found

    def gender_of(self, given: str) -> str:
        """Return "f" or "m" for a given name, or nothing when the lists do not know it."""
        known = load_name_table().gender_of(given)
        if known:
            return known
        name = given.title() if given.isupper() else given
        if name in self._women:
            return "f"
        if not self._cased.get(name, 0) & GIVEN:
            return ""
        return "f" if name.endswith("a") and name not in self._men_in_a else "m"


@cache
def load_lexicon() -> Lexicon:
    """Return the lexicon, read on first use."""
    return Lexicon()


@cache
def word_set(name: str) -> frozenset[str]:
    """Return one of the small closed sets of words."""
    return _word_sets()[name]


@cache
def _word_sets() -> dict[str, frozenset[str]]:
    sets: dict[str, frozenset[str]] = {}
    name = ""
    for line in _lines_of("word_sets"):
        if line.startswith("["):
            name = line[1:-1]
        sets[name] = sets.get(name, frozenset()) | frozenset(() if line.startswith("[") else line.split())
    return sets


def _lines_of(name: str) -> list[str]:
    content = (Path(__file__).parent / f"{name}.txt").read_text(encoding="utf-8")
    return [line for line in content.splitlines() if line and not line.startswith("#")]


def _words_of(name: str) -> list[str]:
    return [word for line in _lines_of(name) for word in line.split()]


def _add(table: dict[str, int], words: Iterable[str], flag: int) -> None:
    for word in words:
        table[word] = table.get(word, 0) | flag
