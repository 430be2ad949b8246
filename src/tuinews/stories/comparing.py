"""Whether two articles tell of the same event: what they share, and whether that is enough. Precision comes first.

A word counts by how rare it is, in news at large and in the last days: a candidate's name in an election month says
next to nothing. Names alone never make a story, for the same people act again tomorrow.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple

from tuinews.stories.signature import Kind, Signature
from tuinews.stories.vocabulary import RAREST

SAME_TEXT: Final = 8
"""Of the twelve keys of a text's sketch."""
_MUCH_OF_TEXT: Final = 5
"""So many keys, where the words are alike, too: a text taken over in part, or written on."""
_ALIKE_WITH_TEXT: Final = 0.4
WINDOW_HOURS: Final = 72.0
"""Articles further apart tell of other events, however alike they are."""
_PRIOR: Final = 100.0
"""How many articles' worth of trust the rarity in news at large has against the last days'."""
_ALIKE: Final = 0.37
_ALIKE_LATER: Final = 0.5
_ALIKE_ELSEWHERE: Final = 0.6
_EVIDENCE: Final = 17.0
_EVIDENCE_WITH_QUOTE: Final = 13.0
_ALIKE_WITH_QUOTE: Final = 0.2
_WHAT_WITH_QUOTE: Final = 3.0
_LONG_QUOTE: Final = 6
"""So many runs of six words said in both: eleven words in one piece."""
_WHAT: Final = 7.5
_WHAT_UNDER_TITLE: Final = 5.0
_ALIKE_UNDER_TITLE: Final = 0.27
_EVIDENCE_UNDER_TITLE: Final = 20.0
_WHO_UNDER_TITLE: Final = 7.0
_MUCH: Final = 16.0
_TITLE_SHARE: Final = 0.45
NAME_SHARE: Final = 0.7
"""First and last name come together, so each counts less."""
_ALIKE_WITH_MUCH: Final = 0.25
_EVIDENCE_WITH_MUCH: Final = 25.0
_WORDS_WITH_MUCH: Final = 6
_SAME_OUTLET: Final = 0.8
_ONE_ISSUE_HOURS: Final = 9.0
"""Columns and tables that come again are further apart."""
_SAME_TITLE: Final = 0.75

Reason = Literal["", "address", "text", "event"]
Marked = tuple[Kind, float]


class Verdict(NamedTuple):
    """Whether two articles belong to one story, and how alike they are."""

    reason: Reason
    """Empty when they do not."""
    likeness: float = 0.0


@dataclass(slots=True)
class Overlap:
    """What two articles share."""

    dot: float = 0.0
    loss: float = 0.0
    """By how much the square of the other's norm shrinks, as its words are less rare these days."""
    who: float = 0.0
    what: float = 0.0
    words: int = 0
    titles: int = 0
    """Words that stand in both titles."""
    quotes: int = 0
    sketch: int = 0
    scores: int = 0
    has_address: bool = False
    keys: list[int] = field(default_factory=list)

    def add(self, key: int, mine: Marked, theirs: Marked, worth: float) -> None:
        """Take a key that both have; `worth` is how much it says these days."""
        kind, other = mine[0], theirs[0]
        self.keys.append(key)
        if kind is Kind.ADDRESS:
            self.has_address = True
        elif kind is Kind.SKETCH:
            self.sketch += 1
        elif kind is Kind.QUOTE:
            self.quotes += 1
        elif kind is Kind.SCORE:
            self.scores += 1
        else:
            self._add_word(mine, theirs, worth, is_name=kind in _NAMES or other in _NAMES)

    def _add_word(self, mine: Marked, theirs: Marked, worth: float, *, is_name: bool) -> None:
        share = worth / min(mine[1], theirs[1], RAREST)
        self.dot += mine[1] * theirs[1] * share * share
        self.loss += theirs[1] * theirs[1] * (1 - share * share)
        self.words += 1
        self.titles += mine[0] >= Kind.TITLE_WORD and theirs[0] >= Kind.TITLE_WORD
        says = worth * NAME_SHARE if is_name else worth
        if is_name:
            self.who += says
        else:
            self.what += says


_NAMES: Final = frozenset({Kind.NAME, Kind.TITLE_NAME})


def worth_of(weight: float, having: int, looked_at: int) -> float:
    """Return how much a word says when `having` of the last `looked_at` articles have it."""
    rare = min(weight, RAREST)
    rate = (having + _expected(rare)) / (looked_at + _PRIOR)
    return max(0.1, min(rare, -math.log(rate)))


@functools.lru_cache(1 << 10)
def _expected(rare: float) -> float:
    return math.exp(-rare) * _PRIOR


def norm_of(signature: Signature, worths: Mapping[int, float]) -> float:
    """Return the length of an article's vector of words with what they are worth these days."""
    total = 0.0
    for key, (kind, weight) in signature.keys.items():
        if kind >= Kind.WORD:
            share = worths.get(key, weight) / min(weight, RAREST)
            total += (weight * min(share, 1.0)) ** 2
    return math.sqrt(total)


def compare(
    mine: Signature,
    theirs: Signature,
    *,
    hours_apart: float,
    is_one_outlet: bool,
    worths: Mapping[int, float] | None = None,
) -> tuple[Verdict, Overlap]:
    """Return whether two articles belong to one story, and what they share."""
    known, overlap = worths or {}, Overlap()
    for key, marked in mine.keys.items():
        other = theirs.keys.get(key)
        if other is not None:
            overlap.add(key, marked, other, known.get(key, min(marked[1], other[1], RAREST)))
    pair = Pair(
        norm_of(mine, known),
        theirs.norm,
        hours_apart,
        is_one_outlet,
        mine.is_english and theirs.is_english,
        mine.is_table or theirs.is_table,
        mine.title_words,
        mine.has_score and theirs.has_score,
    )
    return verdict(overlap, pair), overlap


class Pair(NamedTuple):
    """What else is known of two articles."""

    my_norm: float
    their_norm: float
    hours_apart: float
    is_one_outlet: bool
    is_english: bool = True
    is_table: bool = False
    """One of them is mostly figures."""
    my_title_words: int = 0
    have_scores: bool = False
    """Both titles give scores."""


def may_belong(overlap: Overlap, pair: Pair) -> bool:
    """Return whether two articles belong together if the pair's outlets and hours are the best there can be."""
    told = verdict(overlap, pair)
    return bool(told.reason) or told.likeness >= _SAME_OUTLET


def verdict(overlap: Overlap, pair: Pair) -> Verdict:
    """Return whether what two articles share is enough."""
    lengths = pair.my_norm * math.sqrt(max(1.0, pair.their_norm**2 - overlap.loss))
    likeness = min(1.0, overlap.dot / lengths) if lengths else 0.0
    # An outlet may give all its articles one address (its front page, a live page); then their words decide.
    if overlap.has_address and (not pair.is_one_outlet or likeness >= _ALIKE or overlap.sketch >= SAME_TEXT):
        return Verdict("address", 1.0)
    if overlap.sketch >= SAME_TEXT:
        return Verdict("text", 1.0)
    if pair.hours_apart > WINDOW_HOURS:
        return Verdict("", likeness)
    if overlap.sketch >= _MUCH_OF_TEXT and likeness >= _ALIKE_WITH_TEXT and not _is_form(overlap, pair):
        return Verdict("text", likeness)
    if pair.is_one_outlet:
        is_next_table = pair.is_table and pair.hours_apart > _ONE_ISSUE_HOURS
        if likeness >= _SAME_OUTLET and overlap.words >= 6 and pair.hours_apart <= 24 and not is_next_table:
            return Verdict("text", likeness)
        return Verdict("", likeness)
    return Verdict("event" if _is_one_event(overlap, pair, likeness) else "", likeness)


def _is_one_event(overlap: Overlap, pair: Pair, likeness: float) -> bool:
    if pair.have_scores and not overlap.scores:
        return False
    is_later = pair.hours_apart > _ONE_ISSUE_HOURS
    if is_later and _is_form(overlap, pair):
        return False
    evidence = overlap.who + overlap.what
    says_what = overlap.what >= _WHAT or (overlap.what >= _WHAT_UNDER_TITLE and overlap.titles >= 3)
    if (
        overlap.quotes >= _LONG_QUOTE
        and overlap.what >= _WHAT_WITH_QUOTE
        and evidence >= _EVIDENCE_WITH_QUOTE
        and likeness >= _ALIKE_WITH_QUOTE
    ):
        return True
    least = _ALIKE_LATER if is_later else _ALIKE
    if pair.is_table or not pair.is_english:
        least = _ALIKE_ELSEWHERE
    if likeness >= least and evidence >= _EVIDENCE and says_what and overlap.words >= 4:
        return True
    if _says_much(overlap, pair, likeness):
        return True
    return (
        pair.is_english
        and not pair.is_table
        and not is_later
        and likeness >= _ALIKE_UNDER_TITLE
        and overlap.titles >= max(2, _TITLE_SHARE * pair.my_title_words)
        and evidence >= _EVIDENCE_UNDER_TITLE
        and overlap.who >= _WHO_UNDER_TITLE
        and overlap.what >= _MUCH
    )


def _says_much(overlap: Overlap, pair: Pair, likeness: float) -> bool:
    """Return whether so many rare words are shared in one issue that the rest may differ, as in a later report."""
    return (
        pair.is_english
        and not pair.is_table
        and pair.hours_apart <= _ONE_ISSUE_HOURS
        and likeness >= _ALIKE_WITH_MUCH
        and overlap.words >= _WORDS_WITH_MUCH
        and overlap.what >= _MUCH
        and overlap.who + overlap.what >= _EVIDENCE_WITH_MUCH
    )


def _is_form(overlap: Overlap, pair: Pair) -> bool:
    """Return whether two articles may be alike in their form alone."""
    return pair.is_table or _is_one_column(overlap, pair)


def _is_one_column(overlap: Overlap, pair: Pair) -> bool:
    """Return whether two articles have one title: results, prices, a briefing, which come again each day."""
    return pair.my_title_words > 0 and overlap.titles >= _SAME_TITLE * pair.my_title_words
