"""The places where a text names a person.

Every name-like stretch gets points for what its words are and for where it stands; the points of equal stretches are
put together over the whole text, and a family name alone counts once the full name has been accepted.
"""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from tuinews.annotator.evidence import points_of_place, points_of_words
from tuinews.annotator.headlines import is_headline, names_in_headline
from tuinews.annotator.name_runs import Stretch, find_stretches
from tuinews.annotator.names import COMMON, FAMILY, GIVEN, ORGANISATION, PLACE, Lexicon
from tuinews.annotator.sentences import Token

_ENOUGH = 1.4

Key = tuple[str, ...]


class Name(NamedTuple):
    """A place where a person is named, before it is known who that is."""

    first: int
    last: int
    """Token indexes, both inclusive."""
    title_first: int
    """Where the title before it begins; `first` when there is none."""
    honorific: str


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
    headlines = _headlines(tokens)
    lower_words = frozenset(token.text for token in tokens if token.is_word and token.text[0].islower())
    stretches = [
        stretch
        for stretch in find_stretches(tokens, lexicon, lower_words)
        if tokens[stretch.first].line not in headlines
    ]
    keys = [key_of_name(tokens, stretch.first, stretch.last) for stretch in stretches]
    token_keys = [key_of(token.text) for token in tokens] if headlines else []
    paired = {
        key_of_name(tokens, first, last): tuple(tokens[i].text for i in range(first, last + 1))
        for line in headlines.values()
        for first, last in names_in_headline(tokens, line, frozenset(), lexicon, token_keys)
    }
    accepted = _accepted(tokens, stretches, keys, lexicon, paired)
    names = [
        Name(stretch.first, stretch.last, stretch.title_first, stretch.honorific)
        for stretch, key in zip(stretches, keys, strict=True)
        if key in accepted and _stands_as_name(tokens, stretch, lexicon)
    ]
    for line in headlines.values():
        names += [
            Name(first, last, first, "")
            for first, last in names_in_headline(tokens, line, accepted, lexicon, token_keys)
        ]
    return sorted(names)


def _stands_as_name(tokens: list[Token], stretch: Stretch, lexicon: Lexicon) -> bool:
    """Say whether an accepted name is one where it stands; a single word may be a place or a thing there."""
    if stretch.is_followed or stretch.first != stretch.last:
        return not stretch.is_followed
    if not lexicon.flags(tokens[stretch.first].text) & (PLACE | ORGANISATION | COMMON):
        return True
    return points_of_place(tokens, stretch, lexicon) >= 0.0


def _headlines(tokens: list[Token]) -> dict[int, range]:
    """Return the lines set in title case or capitals, each with its tokens."""
    lines: dict[int, range] = {}
    at = 0
    while at < len(tokens):
        end = at
        while end < len(tokens) and tokens[end].line == tokens[at].line:
            end += 1
        if is_headline(tokens, range(at, end)):
            lines[tokens[at].line] = range(at, end)
        at = end
    return lines


def _accepted(
    tokens: list[Token], stretches: list[Stretch], keys: list[Key], lexicon: Lexicon, paired: dict[Key, Key]
) -> frozenset[Key]:
    """Return the keys of the stretches that name a person.

    Args:
        paired: The words of the names that a headline gives in full, by their key.
    """
    places: dict[Key, list[float]] = defaultdict(list)
    words: dict[Key, tuple[str, ...]] = {}
    for stretch, key in zip(stretches, keys, strict=True):
        places[key].append(points_of_place(tokens, stretch, lexicon))
        words.setdefault(
            key, tuple(tokens[i].text for i in range(stretch.first, stretch.last + 1) if tokens[i].is_word)
        )
    alone = {key[0]: _together(points) for key, points in places.items() if len(key) == 1}
    accepted: set[Key] = set(paired)
    for key, points in places.items():
        total = points_of_words(words[key], lexicon) + _together(points)
        if len(key) > 1 and key[-1] in alone and not lexicon.flags(words[key][-1]) & (PLACE | ORGANISATION | COMMON):
            total += 1.0 + max(0.0, alone[key[-1]])
        if total >= _ENOUGH:
            accepted.add(key)
    return frozenset(accepted | _short_forms(accepted, paired | words, lexicon))


def _together(points: list[float]) -> float:
    """Return the points of several places taken as one."""
    return 0.35 * sum(points) / len(points) + 0.65 * max(points)


def _short_forms(accepted: set[Key], words: dict[Key, tuple[str, ...]], lexicon: Lexicon) -> set[Key]:
    """Return what accepted people may be called for short: by family name, given name, or both without a middle."""
    short: set[Key] = set()
    for key in accepted:
        if len(key) < 2:
            continue
        for at in {0, len(key) - 1}:
            flags = lexicon.flags(words[key][at])
            if (
                len(key[at]) > 1
                and (at or flags & (GIVEN | FAMILY))
                and not (flags & PLACE and not flags & (GIVEN | FAMILY))
            ):
                short.add((key[at],))
        short.add((key[0], key[-1]))
    return short
