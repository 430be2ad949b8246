"""Names in the form in which they are compared across articles, and how two of them can be one person's.

Diacritics, dots, hyphens, articles and titles make no difference; middle names may be left out or shortened, which
says less; another middle name or another generation says that it is somebody else.
"""

from __future__ import annotations

import re
import unicodedata
from enum import IntEnum
from typing import NamedTuple

_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ð": "d", "þ": "th", "ħ": "h"}
)
_APOSTROPHES = re.compile(r"['’‘ʼʻ`´]")
_NICKNAMES = re.compile(r"[\"“”«»(][^\"“”«»()]*[\"“”«»)]")
_WORDS = re.compile(r"[^\W_]+")

_SUFFIXES = {"jr": "jr", "junior": "jr", "sr": "sr", "senior": "sr", "ii": "ii", "iii": "iii", "iv": "iv"}
_TITLES_WORDS = """
mr mrs ms miss mx dr doctor prof professor sir dame lord lady hon rev reverend fr father sister brother judge
justice sen senator rep representative congressman congresswoman gov governor mayor president minister premier
chancellor secretary gen general col colonel maj major capt captain lt lieutenant sgt sergeant cpl admiral
commander inspector officer coach ambassador archbishop bishop cardinal imam rabbi ayatollah mullah chief
comrade engr barrister alhaji hajj haji señor signor monsieur madame herr frau former ex democrat republican
libertarian
"""
_TITLES = frozenset(_TITLES_WORDS.split())
_STYLES_WORDS = """
pope king queen prince princess sheikh shaikh sheik emir sultan emperor empress saint st mother duke duchess
count baron
"""
_STYLES = frozenset(_STYLES_WORDS.split())
"""Before a single name these are as good as a first name: Pope Francis, Sheikh Hasina."""
_ARTICLES = frozenset(("al", "el", "ul", "ad", "an", "as", "ar", "az", "ash"))
_SAME_FIRST = (
    "mohammed muhammad mohamed mohammad mohamad muhammed mohamud muhammadu",
    "ahmed ahmad ahmet",
    "hussein husain hossein hussain husayn",
    "yusuf yousef youssef yusef yousuf yussuf",
    "ibrahim ebrahim",
    "robert bob bobby rob robbie",
    "william bill billy will willie",
    "james jim jimmy jamie",
    "john johnny jack jon",
    "joseph joe joey",
    "michael mike mick mickey",
    "richard dick rick rich ricky",
    "thomas tom tommy",
    "charles charlie chuck",
    "edward ed eddie ted teddy ned",
    "david dave",
    "daniel dan danny",
    "stephen steven steve",
    "christopher chris",
    "matthew matt",
    "anthony antony tony",
    "andrew andy drew",
    "benjamin ben benny",
    "samuel sam sammy",
    "timothy tim",
    "kenneth ken kenny",
    "lawrence laurence larry",
    "jeffrey geoffrey jeff geoff",
    "gregory greg",
    "ronald ron ronnie",
    "donald don donnie",
    "gerald jerry gerry",
    "patrick pat paddy",
    "peter pete",
    "philip phillip phil",
    "nicholas nicolas nick",
    "alexander alex",
    "alexei aleksei alexey",
    "sergei sergey",
    "yury yuri",
    "bernard bernie",
    "elizabeth liz beth betty lizzie eliza",
    "katherine catherine kathryn kate kathy cathy katie",
    "margaret maggie peggy meg",
    "susan sue susie",
    "deborah debbie deb",
    "jennifer jen jenny",
    "barbara barb",
    "nancy nan",
    "francis frank",
    "raymond ray",
    "walter walt",
    "zachary zach",
    "joshua josh",
    "nathaniel nathan nate",
)
_GROUP = {name: group.split()[0] for group in _SAME_FIRST for name in group.split()}


class FullName(NamedTuple):
    """A name of at least two words, folded."""

    first: str
    middle: tuple[str, ...]
    last: str
    suffix: str = ""
    is_style: bool = False
    """Whether its first word is a style: "pope francis"."""

    @property
    def whole(self) -> str:
        """The name as one string."""
        return " ".join(part for part in (self.first, *self.middle, self.last, self.suffix) if part)

    @property
    def is_initial(self) -> bool:
        """Whether the first name is given by its letter, or by two: "j kennedy", "jd vance"."""
        return len(self.first) == 1 or (len(self.first) == 2 and not set(self.first) & set("aeiouy"))


class Likeness(IntEnum):
    """How two names are alike, the less the better."""

    SAME = 0
    INITIAL = 1
    """The one leaves out or spells out the other's middle initial."""
    STYLE = 2
    """Both are the same, but a style and one name: "Prince William"."""
    MIDDLE = 3
    """The one leaves out the other's middle name."""
    NICKNAME = 4
    """The first names are forms of one name."""
    SUFFIX = 5
    """Only one says of which generation."""
    LETTER = 6
    """Only the first letter of the one's first name is known."""


def fold(word: str) -> str:
    """Return a word in small letters without diacritics."""
    if word.isascii():
        return word.casefold()  # most are, and nothing of theirs would change
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).translate(_LETTERS)


def words_of(name: str) -> list[str]:
    """Return the words of a name, folded, without nicknames between the others."""
    without = _NICKNAMES.sub(" ", name) if len(_NICKNAMES.sub(" ", name).split()) > 1 else name
    return _WORDS.findall(_APOSTROPHES.sub("", fold(without)))


def full_name(name: str) -> FullName | None:
    """Return a name folded, or None where it is but one word and a title: a surname alone is nobody in particular."""
    words = _joined_initials(words_of(name))
    suffix = ""
    if len(words) > 2 and words[-1] in _SUFFIXES:
        suffix = _SUFFIXES[words.pop()]
    while len(words) > 1 and words[0] in _TITLES:
        del words[0]
    is_style = False
    if len(words) > 1 and words[0] in _STYLES:
        if len(words) > 2:
            del words[0]
        else:
            is_style = True
    words = [word for place, word in enumerate(words) if word not in _ARTICLES or place in (0, len(words) - 1)]
    if len(words) < 2 or len(words[-1]) < 2:
        return None
    return FullName(words[0], tuple(words[1:-1]), words[-1], suffix, is_style)


def likeness(one: FullName, other: FullName) -> Likeness | None:
    """Return how two names can be one person's, or None where they cannot."""
    if one.last != other.last or (one.suffix and other.suffix and one.suffix != other.suffix):
        return None
    found = [Likeness.STYLE if one.is_style or other.is_style else Likeness.SAME]
    if bool(one.suffix) is not bool(other.suffix):
        found.append(Likeness.SUFFIX)
    if one.first != other.first:
        first = _first_likeness(one, other)
        if first is None:
            return None
        found.append(first)
        if _is_spelled_out(one, other) or _is_spelled_out(other, one):
            return max(found)
    middle = _middle_likeness(one.middle, other.middle)
    if middle is None:
        return None
    return max(*found, middle)


def is_contradicted(one: FullName, other: FullName) -> bool:
    """Say whether two names of the same first and last word are two people's: another middle name or generation."""
    is_near = one.last == other.last and _group(one.first) == _group(other.first)
    return is_near and likeness(one, other) is None


def first_names(name: FullName) -> tuple[str, ...]:
    """Return the first names under which the same person can stand in an index."""
    letter = (name.first[0],) if not name.is_initial else ()
    both = (name.first[0] + name.middle[0][0],) if name.middle and not name.is_initial else ()
    group = _GROUP.get(name.first)
    several = [other for other, own in _GROUP.items() if own == group] if group else []
    return tuple(dict.fromkeys((name.first, *several, *letter, *both)))


def _joined_initials(words: list[str]) -> list[str]:
    """Return the words with the letters at the beginning as one word: "j", "d", "vance" are "jd", "vance"."""
    letters = 0
    while letters < len(words) - 1 and len(words[letters]) == 1:
        letters += 1
    return ["".join(words[:letters]), *words[letters:]] if letters > 1 else words


def _first_likeness(one: FullName, other: FullName) -> Likeness | None:
    if _group(one.first) == _group(other.first):
        return Likeness.NICKNAME
    if _is_spelled_out(one, other) or _is_spelled_out(other, one):
        return Likeness.LETTER
    short, long = (one, other) if one.is_initial else (other, one)
    return Likeness.LETTER if len(short.first) == 1 and long.first.startswith(short.first) else None


def _is_spelled_out(short: FullName, long: FullName) -> bool:
    """Say whether two letters stand for a first and a middle name: "jd vance", "james david vance"."""
    letters = short.first
    return (
        len(letters) == 2
        and short.is_initial
        and bool(long.middle)
        and long.first[0] + long.middle[0][0] == letters
        and _middle_likeness(short.middle, long.middle[1:]) is not None
    )


def _middle_likeness(one: tuple[str, ...], other: tuple[str, ...]) -> Likeness | None:
    if one == other:
        return Likeness.SAME
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    rest, found, left_out = iter(long), Likeness.SAME, list[str]()
    for word in short:
        for candidate in rest:
            if word == candidate:
                break
            if _is_initial_of(word, candidate):
                found = Likeness.INITIAL
                break
            left_out.append(candidate)
        else:
            return None
    left_out += rest
    if any(len(word) > 1 for word in left_out):
        return Likeness.MIDDLE
    return Likeness.INITIAL if left_out else found


def _is_initial_of(word: str, other: str) -> bool:
    return (len(word) == 1 and other.startswith(word)) or (len(other) == 1 and word.startswith(other))


def _group(first: str) -> str:
    return _GROUP.get(first, first)
