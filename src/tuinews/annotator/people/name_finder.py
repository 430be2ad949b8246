"""Names found by a trained model, which reads the candidates of a text twice.

The first reading goes by what stands in each line; the second also by what the first found at the other places of the
same words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import chain, repeat
from math import prod
from pathlib import Path
from typing import NamedTuple

from tuinews.annotator.people.candidates import find_candidates
from tuinews.annotator.people.crf import Chain, Marginal, PeopleModel, best_names, marginals_of
from tuinews.annotator.people.datelines import find_datelines
from tuinews.annotator.people.name_features import Line, Reading
from tuinews.annotator.people.name_table import MODELS
from tuinews.annotator.people.other_places import OtherPlaces
from tuinews.annotator.people.spans import Span
from tuinews.annotator.people.things import without_things
from tuinews.annotator.people.trimming import bare_name, without_headline_words
from tuinews.annotator.people.wordbook import LONGEST_WORD, Wordbook, load_wordbook
from tuinews.annotator.sentences import Token

_MOST_WORDS = 1 << 13
"""How many words' scores are remembered."""
_MOST_TOKENS = 12
_PRONOUN_AND_VERB = re.compile(r"(?:i|you|he|she|it|we|they|who|that|there)['’](?:m|ve|d|ll|re)", re.IGNORECASE)
_NAMED_AFTER = frozenset(("Airport", "Avenue", "Boulevard", "Expressway", "Highway", "Parkway", "University"))
"""What is named after people and is nobody's family name."""
_SEAT = re.compile("(?:R|D|I)-[A-Z]")
"""What an American member of Congress is followed by: "Lisa Murkowski, R-Alaska"."""
_NEVER_INSIDE = frozenset({"and", "or", "with", "from", "for"})
"""No name goes on with these, not even in a line in capitals."""


class _Scored(NamedTuple):
    """One line with the packed scores of its candidates and gaps."""

    line: Line
    candidates: list[int]
    gaps: list[int | None]
    may_continue: list[bool]
    """Whether a name can go on with each candidate: not over a possessive, into another sentence or with "and"."""


class NameFinder:
    """Finds the names of texts with a model and the word lists it was trained with."""

    def __init__(self, model: PeopleModel, wordbook: Wordbook) -> None:
        """Take a model and its word lists."""
        self._model = model
        self._wordbook = wordbook
        self._score_of_word = lru_cache(_MOST_WORDS)(lambda word: model.score(wordbook.facts(word).features))

    def find(self, tokens: list[Token]) -> list[Span]:
        """Return the names of a text in order."""
        reading = Reading(tokens, find_candidates(tokens), self._wordbook)
        lines = [self._scored(reading, line) for line in reading.lines()]
        others = self._others(reading, lines)
        spans = chain.from_iterable(self._second_reading(line, others) for line in lines)
        names = [span for span in (bare_name(tokens, span) for span in spans) if _may_be_name(tokens, span)]
        names = without_headline_words(tokens, names, self._wordbook.facts)
        return self._without_datelines(tokens, without_things(tokens, names))

    def _without_datelines(self, tokens: list[Token], spans: list[Span]) -> list[Span]:
        """Leave out the place that a report comes from, and the same word alone elsewhere."""
        datelines = tuple(find_datelines(tokens, self._wordbook.is_place))
        inside = {at for one in datelines for at in range(one.first, one.last + 1)}
        places = {one.place.casefold() for one in datelines}
        places -= {
            token.text.casefold()
            for span in spans
            if span.first < span.last and span.first not in inside
            for token in tokens[span.first : span.last + 1]
        }
        return [
            span
            for span in spans
            if span.first not in inside
            and not (span.first == span.last and tokens[span.first].text.casefold() in places)
        ]

    def first_reading(self, reading: Reading) -> OtherPlaces:
        """Return what the first reading of a text finds."""
        return self._others(reading, [self._scored(reading, line) for line in reading.lines()])

    def _scored(self, reading: Reading, line: Line) -> _Scored:
        score, tokens = self._model.score, reading.tokens
        candidates = [
            self._score_of_word(tokens[at].text[:LONGEST_WORD]) + score(features)
            for at, features in zip(line.candidates, line.features, strict=True)
        ]
        gaps = [score(features) if features else None for features in line.gaps]
        return _Scored(line, candidates, gaps, [_may_continue(tokens, at) for at in line.candidates])

    def _others(self, reading: Reading, lines: Iterable[_Scored]) -> OtherPlaces:
        marginals: dict[int, Marginal] = {}
        names: list[tuple[int, int]] = []
        for scored in lines:
            factors = self._chain(scored, scored.candidates, 0)
            places = scored.line.candidates
            marginals.update(zip(places, marginals_of(factors), strict=True))
            names += [(places[first], places[last]) for first, last in best_names(factors)]
        return OtherPlaces(reading.tokens, reading.facts, marginals, names)

    def _second_reading(self, scored: _Scored, others: OtherPlaces) -> list[Span]:
        score, places = self._model.score, scored.line.candidates
        candidates = [packed + score(others.features(at)) for at, packed in zip(places, scored.candidates, strict=True)]
        factors = self._chain(scored, candidates, 1)
        names = best_names(factors)
        if not names:
            return []
        marginals = marginals_of(factors)
        return [Span(places[first], places[last], _probability(marginals[first : last + 1])) for first, last in names]

    def _chain(self, scored: _Scored, candidates: list[int], stage: int) -> Chain:
        factors = self._model.factors
        pairs = list(map(factors, candidates, repeat(stage)))
        return self._model.stages[stage].chain(
            [begins for begins, _ in pairs],
            [
                continues if may_continue else 0.0
                for (_, continues), may_continue in zip(pairs, scored.may_continue, strict=True)
            ],
            [0.0 if packed is None else factors(packed, stage)[0] for packed in scored.gaps],
        )


@cache
def load_name_finder(folder: Path = MODELS) -> NameFinder:
    """Return the finder of the model in a folder, read on first use."""
    return NameFinder(PeopleModel.read(folder / "people.txt"), load_wordbook(folder))


def _may_be_name(tokens: list[Token], span: Span) -> bool:
    """Say whether a span is neither a whole line in capitals nor letters alone ("Gen Z"), nor "I've", nor a street."""
    words = tokens[span.first : span.last + 1]
    if len(words) > 1 and words[-1].text in _NAMED_AFTER:
        return False
    if len(words) == 1 and (_PRONOUN_AND_VERB.fullmatch(words[0].text) or _SEAT.match(words[0].text)):
        return False
    return len(words) <= _MOST_TOKENS and any(len(token.text.rstrip(".")) > 1 for token in words)


def _may_continue(tokens: list[Token], at: int) -> bool:
    before, token = tokens[at - 1], tokens[at]
    return (
        at > 0
        and not before.is_possessive
        and before.sentence == token.sentence
        and token.text.lower() not in _NEVER_INSIDE
    )


def _probability(marginals: list[Marginal]) -> float:
    """Return how probable it is that a name has just these candidates."""
    *inner, last = marginals
    return marginals[0].begins * prod(marginal.goes_on for marginal in inner) * (1.0 - last.goes_on)
