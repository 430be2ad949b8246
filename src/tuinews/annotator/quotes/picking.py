"""Which quoted stretches are speech, and which mention each is attributed to, by the trained models."""

from __future__ import annotations

import math
from typing import NamedTuple

from tuinews.annotator.names import TITLE
from tuinews.annotator.quotes.paragraphs import find_runs
from tuinews.annotator.quotes.sources import Candidate, Kind
from tuinews.annotator.quotes.speaker_features import Earlier, SpeakerFeatures
from tuinews.annotator.quotes.speech_features import features_of_speech, is_nickname
from tuinews.annotator.quotes.surroundings import Surroundings
from tuinews.annotator.quotes.weights import Weights, load_weights

SPEECH_MODEL = "speech"
SPEAKER_MODEL = "speakers"
_IS_SPEECH = 0.52
_IS_SPEECH_ALONE = 0.4
"""For a whole paragraph in marks: the corpus leaves some transcripts out, readers would not."""
_ALONE = 5
_NEVER = 2.0
_FOR = frozenset(("for", "of", "to"))
_BESIDE = 3
_MOST_WEIGHED = 14
"""Candidates that are looked at closely; of more, the least likely are passed over."""


class Pick(NamedTuple):
    """A stretch taken for speech and the mention it is attributed to."""

    number: int
    """The number of the quoted stretch."""
    candidate: Candidate | None
    """None when no mention near it is its source."""
    probability: float
    """How sure the choice of the mention is."""
    speech: float
    """How sure it is that the stretch is speech."""


class Models(NamedTuple):
    """What picking goes by."""

    speech: Weights
    speakers: Weights


def shipped_models() -> Models:
    """Return the models that come with the package."""
    return Models(load_weights(SPEECH_MODEL), load_weights(SPEAKER_MODEL))


def pick_sources(around: Surroundings, models: Models | None = None) -> list[Pick]:
    """Return the stretches that are speech, in order, each with its source."""
    speech, speakers = models or shipped_models()
    ranker = Ranker(around, speakers)
    picks: list[Pick] = []
    earlier: Earlier | None = None
    runs, tied = find_runs(around), dict[int, tuple[Candidate | None, float]]()
    for number in sorted(around.places):
        chance = _sigmoid(speech.score(set(features_of_speech(around, number))))
        if chance < _least_chance(around, number):
            continue
        if number in runs:
            tied |= _tied(around, ranker, runs[number], earlier)
        candidate, probability = tied.get(number) or ranker.choose(number, earlier)
        picks.append(Pick(number, candidate, probability, chance))
        frame = around.places[number].frame
        earlier = Earlier(candidate, frame, around.scene.frames[frame].line)
    return picks


def _tied(
    around: Surroundings, ranker: Ranker, run: tuple[int, ...], earlier: Earlier | None
) -> dict[int, tuple[Candidate | None, float]]:
    """Return the one source of speech over paragraphs, and how sure that is: whom one of them names, if one does.

    Where somebody was named in the line before the first already, another named later speaks anew: a mark is missing.
    """
    first = ranker.choose(run[0], earlier)
    is_told = not around.facts(run[0]).opens_line
    for number in run:
        candidate, probability = first if number == run[0] else ranker.choose(number, earlier)
        if candidate is None or candidate.frame != around.places[number].frame:
            continue
        if is_told and first[0] is not None and candidate.person != first[0].person:
            return {other: (first[0], 1.0) for other in run if run[0] < other < number} | {run[0]: first}
        return {other: (candidate, probability if other <= number else 1.0) for other in run}
    return dict.fromkeys(run, (first[0], 1.0)) | {run[0]: first}


def _least_chance(around: Surroundings, number: int) -> float:
    """Return from what probability a stretch is taken for speech."""
    if is_nickname(around, number):
        return _NEVER
    facts = around.facts(number)
    has_enough = len(facts.words) >= _ALONE or around.scene.quoted[number].is_open
    is_alone = facts.is_bare and facts.opens_line and facts.is_capital and has_enough
    return _IS_SPEECH_ALONE if is_alone else _IS_SPEECH


class Ranker:
    """Chooses among the candidates of one text."""

    def __init__(self, around: Surroundings, weights: Weights) -> None:
        """Prepare for a text."""
        self._around = around
        self._features = SpeakerFeatures(around)
        self._weights = weights
        self._static: dict[tuple[int, str], float] = {}

    def choose(self, number: int, earlier: Earlier | None) -> tuple[Candidate | None, float]:
        """Return the source of a quote, None for none, and the probability of the choice."""
        candidates = self._promising(number)
        scores = [self._score(number, candidate, earlier) for candidate in candidates]
        scores.append(self._weights.score(self._features.of_none(number)))
        best = max(range(len(scores)), key=scores.__getitem__)
        total = sum(math.exp(score - scores[best]) for score in scores)
        chosen = candidates[best] if best < len(candidates) else None
        return chosen and (self._speaks_for(chosen) or chosen), 1.0 / total

    def _speaks_for(self, candidate: Candidate) -> Candidate | None:
        """Return who speaks for the person a name names: "a spokesman for X", "the lawyer of X"."""
        scene = self._around.scene
        if candidate.kind is not Kind.NAME:
            return None
        frame, subject = scene.frames[candidate.frame], candidate.subject
        place = candidate.first_place - 1 - scene.title_length(subject)
        if scene.word(frame, place) not in _FOR or not scene.lexicon.flags(scene.word(frame, place - 1)) & TITLE:
            return None
        fellows = self._around.in_frame[candidate.frame]
        return next((other for other in fellows if other.last_place == place - 1 and other.kind is Kind.PHRASE), None)

    def _promising(self, number: int) -> list[Candidate]:
        """Return the candidates near a quote without those far behind by what they are and where they stand alone."""
        place = self._around.places[number].frame
        candidates = [
            candidate
            for candidate in self._around.candidates_for(number)
            if abs(candidate.frame - place) <= 1 or self._stands_out(candidate)
        ]
        if len(candidates) <= _MOST_WEIGHED:
            return candidates
        at_first = {
            id(candidate): self._static_score(number, candidate)
            + self._weights.score(self._features.of_position(number, candidate))
            for candidate in candidates
        }
        least = sorted(at_first.values())[-_MOST_WEIGHED]
        return [c for c in candidates if at_first[id(c)] >= least or c.frame == place]

    def _stands_out(self, candidate: Candidate) -> bool:
        """Say whether a mention can be a source from afar: a person, or whoever a verb of speech stands beside."""
        if candidate.kind in (Kind.NAME, Kind.PRONOUN):
            return True
        shape = self._features.shape(candidate)
        return any(cue is not None and cue.distance < _BESIDE for cue in (shape.cue_after, shape.cue_before))

    def _score(self, number: int, candidate: Candidate, earlier: Earlier | None) -> float:
        return self._static_score(number, candidate) + self._weights.score(
            self._features.of_pair(number, candidate, earlier)
        )

    def _static_score(self, number: int, candidate: Candidate) -> float:
        side = self._features.side_of(number, candidate)
        key = id(candidate), side
        static = self._static.get(key)
        if static is None:
            static = self._static[key] = self._weights.score(self._features.of_side(candidate, side))
        return static


def _sigmoid(value: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-60.0, min(60.0, value))))
