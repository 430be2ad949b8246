"""Capitalised runs of a text, cut into stretches that could be a person's name.

A run is broken at a mark, a small-letter word or a possessive ’s; inside it, titles, nationalities, organisation words
and calendar words are told apart from what may be a name.
"""

from __future__ import annotations

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
    TITLE,
    Lexicon,
    word_set,
)
from tuinews.annotator.sentences import Token

NAME = GIVEN | FAMILY
PARTICLES = word_set("particles")
_PREFIXES = (
    "al-",
    "el-",
    "ul-",
    "ur-",
    "ash-",
    "as-",
    "ad-",
    "an-",
    "ar-",
    "at-",
    "az-",
    "d'",
    "d’",
    "l'",
    "l’",
    "bin-",
    "bel-",
)
_LOWER_TAILS = word_set("lower-tails")
_SUFFIXES = word_set("suffixes")
_OPENERS = "\"“‘'("
_CLOSERS = "\"”’')"
_PLACE_PREFIXES = word_set("place-prefixes")
_MOST_WORDS = 8


class Stretch(NamedTuple):
    """Neighbouring tokens that could be one person's name."""

    first: int
    last: int
    """Token indexes, both inclusive."""
    title_first: int
    """Where the title before it begins; `first` when there is none."""
    honorific: str
    is_followed: bool
    """Whether the run goes on after it with a word that belongs to an organisation or a thing."""
    is_preceded: bool
    """Whether such a word stands right before it."""


def is_capital(word: str) -> bool:
    """Say whether a word is written the way names are: "Haniyeh", "al-Sisi", "d’Estaing"."""
    if word[0].isupper():
        tail = word.rpartition("-")[2]
        return not (tail != word and tail.islower() and tail in _LOWER_TAILS)
    if word[0].islower() and word.startswith(_PREFIXES):
        return any(letter.isupper() for letter in word[2:5])
    return False


def find_stretches(tokens: list[Token], lexicon: Lexicon, lower_words: frozenset[str]) -> list[Stretch]:
    """Return the stretches that could be names, in order."""
    stretches: list[Stretch] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if not token.is_word or not is_capital(token.text):
            at += 1
            continue
        end = _end_of_run(tokens, at)
        stretches += _cut(tokens, range(at, end), lexicon, lower_words)
        at = end
    return stretches


def _opens_sentence(tokens: list[Token], at: int) -> bool:
    """Say whether a token is the first word of its sentence, of a quotation or of what follows a colon."""
    if at == 0 or tokens[at - 1].sentence != tokens[at].sentence:
        return True
    before = tokens[at - 1]
    return not before.is_word and before.text in "\"“‘'«„:•*>|-–—("


def _end_of_run(tokens: list[Token], at: int) -> int:
    """Return the index after the run of capitals that begins at a token."""
    end = at + 1
    while end < len(tokens) and not tokens[end - 1].is_possessive:
        if tokens[end].sentence != tokens[at].sentence:
            break
        step = _step(tokens, end)
        if not step:
            break
        end += step
    return end


def _step(tokens: list[Token], at: int) -> int:
    """Return how many tokens a run goes on by: a capital, particles and a capital, or a nickname in marks; else 0."""
    token = tokens[at]
    if token.is_word:
        if is_capital(token.text):
            return 1
        ahead = at
        while ahead < len(tokens) and ahead < at + 3 and tokens[ahead].text in PARTICLES:
            ahead += 1
        if ahead > at and _is_capital_at(tokens, ahead):
            return ahead - at + 1
        return 0
    if token.text in _OPENERS:
        for close in (at + 2, at + 3):
            if (
                close < len(tokens)
                and tokens[close].text in _CLOSERS
                and all(_is_capital_at(tokens, inner) for inner in range(at + 1, close))
                and _is_capital_at(tokens, close + 1)
                and tokens[close].end < tokens[close + 1].start
                and tokens[at].start > tokens[at - 1].end
                and tokens[close + 1].line == token.line
                and tokens[close].text == _CLOSERS[_OPENERS.index(token.text)]
            ):
                return close - at + 2
    return 0


def _is_capital_at(tokens: list[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].is_word and is_capital(tokens[at].text)


# What a token of a run is taken for.
_W, _T, _H, _N, _X, _O = "word", "title", "honorific", "people", "other", "opener"


def _cut(tokens: list[Token], run: range, lexicon: Lexicon, lower_words: frozenset[str]) -> list[Stretch]:
    """Return the name-like stretches of one run."""
    kinds = _kinds_of(tokens, run, lexicon, lower_words)
    stretches = []
    at = 0
    while at < len(run):
        if kinds[at] != _W:
            at += 1
            continue
        end = at
        while end < len(run) and kinds[end] == _W:
            end += 1
        if end - at <= _MOST_WORDS:
            stretches.append(_stretch(tokens, run, kinds, at, end))
        at = end
    return stretches


def _stretch(tokens: list[Token], run: range, kinds: list[str], at: int, end: int) -> Stretch:
    title = at
    while title > 0 and kinds[title - 1] in (_T, _H, _N):
        title -= 1
    honorifics = [tokens[run[i]].text for i in range(title, at) if kinds[i] == _H]
    return Stretch(
        first=run[at],
        last=run[end - 1],
        title_first=run[title],
        honorific=honorifics[-1] if honorifics else "",
        is_followed=end < len(run) and kinds[end] == _X,
        is_preceded=title > 0 and kinds[title - 1] == _X,
    )


def _kinds_of(tokens: list[Token], run: range, lexicon: Lexicon, lower_words: frozenset[str]) -> list[str]:
    """Return what each token of a run is taken for."""
    flags = [lexicon.flags(tokens[i].text) if tokens[i].is_word else 0 for i in run]
    kinds: list[str] = []
    for at, index in enumerate(run):
        is_first = at == 0 and _opens_sentence(tokens, index)
        next_flags = flags[at + 1] if at + 1 < len(run) else -1
        previous = kinds[-1] if kinds else ""
        if is_first and _is_plain_word(tokens[index].text, flags[at], next_flags, lower_words):
            kinds.append(_O)
        elif not tokens[index].is_word or (previous == _W and tokens[index - 1].text in PARTICLES):
            kinds.append(_W)
        else:
            kinds.append(_kind(tokens[index].text, flags[at], next_flags, previous, flags[at - 1] if at else 0))
    _break_at_marks([tokens[i].is_word for i in run], kinds)
    return kinds


def _break_at_marks(are_words: list[bool], kinds: list[str]) -> None:
    """Let a pair of marks break the run unless it holds a nickname between two names."""
    marks = [at for at, is_word in enumerate(are_words) if not is_word]
    for opening, closing in zip(marks[::2], marks[1::2], strict=True):
        if any(kind != _W for kind in kinds[opening - 1 : closing + 2]):
            kinds[opening] = kinds[closing] = _X


def _is_plain_word(word: str, flags: int, next_flags: int, lower_words: frozenset[str]) -> bool:
    """Say whether a capital at the beginning of a sentence is only that."""
    if flags & COMMON and not (flags & NAME and next_flags > 0 and next_flags & NAME):
        return not flags & (TITLE | MODIFIER) or next_flags < 0
    return word.lower() in lower_words and not flags & (NAME | TITLE | HONORIFIC | MODIFIER)


def _kind(word: str, flags: int, next_flags: int, previous: str, previous_flags: int) -> str:
    """Return what a capitalised word inside a run is taken for."""
    after_given = previous == _W and bool(previous_flags & GIVEN)
    is_last = next_flags < 0
    if word in PARTICLES or (word in _SUFFIXES and previous == _W):
        return _W
    if flags & HONORIFIC and previous == _W:
        return _W if is_last or flags & NAME else _H
    if flags & HONORIFIC and not (flags & GIVEN and next_flags > 0 and next_flags & FAMILY):
        return _X if is_last and not flags & NAME else _H
    if flags & (TITLE | MODIFIER) and not _is_name_here(flags, next_flags, previous, after_given):
        return _T
    if flags & PEOPLE and not (after_given and is_last):
        return _N
    if flags & CALENDAR and not (flags & GIVEN and next_flags > 0 and next_flags & FAMILY):
        return _X
    if flags & PLACE and not flags & NAME and word not in _PLACE_PREFIXES and previous != _W and not is_last:
        return _X
    if flags & (ORGANISATION | COMMON):
        is_name = (flags & GIVEN and not is_last) or (flags & FAMILY and after_given)
        return (
            _W
            if is_name or (flags & NAME and not flags & COMMON and not flags & ORGANISATION)
            else _name_or_other(flags, previous)
        )
    return _W


def _is_name_here(flags: int, next_flags: int, previous: str, after_given: bool) -> bool:
    """Say whether a word that can be a title ("Baker", "Dean", "King") is a name where it stands."""
    if previous == _W:
        return after_given or bool(flags & NAME)
    if not flags & NAME:
        return False
    if flags & GIVEN and next_flags > 0:
        return bool(next_flags & FAMILY) and not flags & TITLE
    return next_flags < 0 and bool(flags & FAMILY) and previous in (_T, _H)


def _name_or_other(flags: int, previous: str) -> str:
    """Return what a word is that is both common and a family name: a name after a title or alone ("Brown said")."""
    if flags & FAMILY and (previous in (_T, _H) or not previous):
        return _W
    return _X
