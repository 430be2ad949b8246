"""The places where a text names a person.

A trained model reads the candidates of each line twice: first by what stands there, then also by what the first
reading found at the other places of the same words.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from tuinews.annotator.names import HONORIFIC, MODIFIER, PEOPLE, TITLE, Lexicon
from tuinews.annotator.people.candidates import is_capital
from tuinews.annotator.people.name_finder import load_name_finder
from tuinews.annotator.sentences import Token

_LONGEST_TITLE = 8

Key = tuple[str, ...]


class Name(NamedTuple):
    """A place where a person is named, before it is known who that is."""

    first: int
    last: int
    """Token indexes, both inclusive."""
    title_first: int
    """Where the title before it begins; `first` when there is none."""
    honorific: str
    probability: float = 1.0
    """How probable it is that just these words name a person."""


def key_of(word: str) -> str:
    """Return a word of a name in the form in which names are compared: small letters, no article, no dot."""
    folded = word.casefold().rstrip(".")
    if folded.startswith(("al-", "el-")) and len(folded) > 5:
        return folded[3:]
    return folded


def key_of_name(tokens: list[Token], first: int, last: int) -> Key:
    """Return the words of a name in the form in which names are compared, the marks of a nickname left out."""
    return tuple(key_of(tokens[i].text) for i in range(first, last + 1) if tokens[i].is_word)


def find_names(tokens: list[Token], lexicon: Lexicon) -> list[Name]:
    """Return the places where people are named, in order."""
    found = load_name_finder().find(tokens)
    families = _with_particles(tokens, found)
    return [
        Name(first, last, *_title_before(tokens, first, lexicon), probability)
        for first, last, probability in ((_begin(tokens, first, families), last, prob) for first, last, prob in found)
    ]


def _with_particles(tokens: list[Token], found: Iterable[tuple[int, int, float]]) -> dict[str, set[Key]]:
    """Return the small words that stand inside full names before a family name, by that: "silva" has ("da",)."""
    families: dict[str, set[Key]] = {}
    for first, last, _ in found:
        begin = last
        while begin - 1 > first and tokens[begin - 1].text.islower():
            begin -= 1
        if begin < last:
            small = tuple(token.text for token in tokens[begin:last])
            families.setdefault(key_of(tokens[last].text), set()).add(small)
    return families


def _begin(tokens: list[Token], first: int, families: dict[str, set[Key]]) -> int:
    """Return where a name begins, the small words before it taken in where a full name of the text has them."""
    for small in families.get(key_of(tokens[first].text), ()):
        at = first - len(small)
        if at >= 0 and tuple(token.text for token in tokens[at:first]) == small:
            return at
    return first


def _title_before(tokens: list[Token], first: int, lexicon: Lexicon) -> tuple[int, str]:
    """Return where the title right before a name begins, and the honorific it ends with."""
    at, honorific = first, ""
    while at > max(0, first - _LONGEST_TITLE):
        before = tokens[at - 1]
        if before.is_possessive or before.sentence != tokens[first].sentence or not is_capital(before.text):
            break
        flags = lexicon.flags(before.text)
        if not flags & (HONORIFIC | TITLE | MODIFIER | PEOPLE):
            break
        if flags & HONORIFIC and not honorific:
            honorific = before.text
        at -= 1
    return at, honorific
