"""What the first reading of a text found at the other places of a word, as seen by the second reading."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tuinews.annotator.people.crf import Marginal
from tuinews.annotator.people.wordbook import WordFacts
from tuinews.annotator.sentences import Token

_STEPS = 4.99
"""Probabilities are told apart in fifths."""


@dataclass(slots=True)
class _Found:
    """How probable a word is as part of a name, all its places together."""

    count: int = 0
    total: float = 0.0
    total_continues: float = 0.0
    highest: float = 0.0
    second: float = 0.0
    names: int = 0
    """How many names of several words have it."""
    first_in: int = 0
    last_in: int = 0


class OtherPlaces:
    """What a first reading found, by word."""

    def __init__(
        self,
        tokens: list[Token],
        facts: list[WordFacts | None],
        marginals: Mapping[int, Marginal],
        names: Iterable[tuple[int, int]],
    ) -> None:
        """Go through what was found once.

        Args:
            marginals: By token index.
            names: The first and last token of each name found.
        """
        self._marginals = marginals
        self._words = {at: known.folded for at in marginals if tokens[at].is_word and (known := facts[at])}
        self._found: dict[str, _Found] = defaultdict(_Found)
        self._name_at: dict[int, tuple[int, int]] = {}
        for at, word in self._words.items():
            self._note_place(word, marginals[at])
        for first, last in names:
            if last > first:
                self._note_name(first, last)

    def features(self, at: int) -> list[str]:
        """Return what is seen of a candidate: how it was first read, and how its word was elsewhere."""
        word = self._words.get(at)
        if word is None:
            return []
        here = self._marginals[at]
        probability = here.begins + here.continues
        mine = int(probability * _STEPS)
        features = [f"m{mine}", f"mb{int(here.begins * _STEPS)}"]
        features += self._seen_elsewhere(self._found[word], here, probability, mine)
        features += self._seen_in_names(at, word, mine)
        for step in (-1, 1):
            beside = self._marginals.get(at + step)
            if beside is not None:
                features.append(f"nb{step}:{int((beside.begins + beside.continues) * _STEPS)}")
        return features

    def _note_place(self, word: str, marginal: Marginal) -> None:
        found = self._found[word]
        probability = marginal.begins + marginal.continues
        found.count += 1
        found.total += probability
        found.total_continues += marginal.continues
        if probability > found.highest:
            found.highest, found.second = probability, found.highest
        else:
            found.second = max(found.second, probability)

    def _note_name(self, first: int, last: int) -> None:
        words = {self._words[at] for at in range(first, last + 1) if at in self._words}
        for word in words:
            self._found[word].names += 1
        for at, counter in ((first, "first_in"), (last, "last_in")):
            if at in self._words:
                found = self._found[self._words[at]]
                setattr(found, counter, getattr(found, counter) + 1)
        self._name_at.update(dict.fromkeys(range(first, last + 1), (first, last)))

    def _seen_elsewhere(self, found: _Found, here: Marginal, probability: float, mine: int) -> list[str]:
        others = found.count - 1
        if not others:
            return ["o-", f"o-m{mine}"]
        average = int(max(0.0, found.total - probability) / others * _STEPS)
        continues = int(max(0.0, found.total_continues - here.continues) / others * _STEPS)
        highest = int((found.second if probability >= found.highest else found.highest) * _STEPS)
        return [f"oa{average}", f"ox{highest}", f"oi{continues}", f"om{average}{mine}", f"oxm{highest}{mine}"]

    def _seen_in_names(self, at: int, word: str, mine: int) -> list[str]:
        """Return whether a word stands in other names of several words, and whether first or last."""
        found = self._found[word]
        names, first_in, last_in = found.names, found.first_in, found.last_in
        if at in self._name_at:
            first, last = self._name_at[at]
            names -= 1
            first_in -= self._words.get(first) == word
            last_in -= self._words.get(last) == word
        if names <= 0:
            return []
        return [f"mu{last_in > 0:d}{first_in > 0:d}", f"mum{last_in > 0:d}{first_in > 0:d}{mine}"]
