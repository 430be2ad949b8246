"""The people model: two conditional random fields, the second trained on what the first finds in unknown texts."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from tuinews.annotator.people.candidates import find_candidates
from tuinews.annotator.people.crf import STAGES, TRANSITIONS, PeopleModel, pack
from tuinews.annotator.people.name_features import Line, Reading
from tuinews.annotator.people.name_finder import NameFinder
from tuinews.annotator.people.sorted_table import SortedTable
from tuinews.annotator.people.wordbook import Wordbook, load_wordbook
from tuinews.annotator.sentences import Token, split_tokens
from tuinews.annotator.train.corpora import (
    PEOPLE_DEV,
    PEOPLE_TRAIN,
    PeopleText,
    fragments_of,
    people_texts,
    without_eponyms,
)
from tuinews.annotator.train.job import Figures, Job
from tuinews.annotator.train.renaming import with_renamed
from tuinews.annotator.train.scoring import Score

_SCALE = 256
_RENAMED_EVERY = 2
"""Each so many texts are followed by a copy with other names."""
_FRAGMENTED_EVERY = 6
_FOLDS = 3
_SETTINGS = {"c1": 0.5, "c2": 0.01, "feature.possible_transitions": True}

_ITERATIONS = 160
_FOLD_ITERATIONS = 80

Weights = Mapping[tuple[str, str], float]
"""A weight by feature and label, or by label and next label."""


class Text(NamedTuple):
    """A training text with what is seen of it and what is right."""

    number: int
    """A text and its copy with other names have the same."""
    reading: Reading
    lines: list[Line]
    labels: dict[int, str]
    """B or I by token index; every other candidate is O."""


class Field(NamedTuple):
    """The weights of one trained stage."""

    states: Weights
    transitions: Weights


def build(job: Job) -> Figures:
    """Train both stages, write people.txt and measure it."""
    wordbook = load_wordbook(job.out)
    job.say("people: reading the corpora")
    marked = [without_eponyms(text) for name in PEOPLE_TRAIN for text in people_texts(job.corpora, name)]
    names = SortedTable.read(job.out / "names.txt")
    texts = [_text(number, text, wordbook) for number, text in _with_fragments(marked, names)]
    job.say(f"people: stage 1, {len(texts)} texts")
    first = _train(texts, [{}] * len(texts), _ITERATIONS)
    found = _found_by_others(texts, wordbook, job)
    job.say("people: stage 2")
    second = _train(texts, found, _ITERATIONS)
    content = model_text([first, second])
    (job.out / "people.txt").write_text(content, encoding="utf-8", newline="\n")
    job.say("people: measuring")
    finder = NameFinder(PeopleModel.read(job.out / "people.txt"), wordbook)
    measured = {name: _measure(finder, people_texts(job.corpora, name)) for name in (*PEOPLE_DEV, *PEOPLE_TRAIN)}
    return {**measured, "texts": len(texts), "features": content.count("\n"), "bytes": len(content.encode())}


def _with_fragments(marked: list[PeopleText], names: SortedTable) -> Iterator[tuple[int, PeopleText]]:
    """Yield the texts with copies under other names and, of some, their lines alone; each with the text's number.

    Without the lines the model comes to count on a text that names its people more than once.
    """
    for number, text in with_renamed(marked, names, _RENAMED_EVERY):
        yield number, text
        if number % _FRAGMENTED_EVERY == 0:
            yield from ((number, fragment) for fragment in fragments_of(text))


def _text(number: int, marked: PeopleText, wordbook: Wordbook) -> Text:
    tokens = split_tokens(marked.text)
    reading = Reading(tokens, find_candidates(tokens), wordbook)
    lines = [
        Line(
            line.candidates,
            [
                [sys.intern(feature) for feature in (*wordbook.facts(tokens[at].text).features, *features)]
                for at, features in zip(line.candidates, line.features, strict=True)
            ],
            [[sys.intern(feature) for feature in features] for features in line.gaps],
        )
        for line in reading.lines()
    ]
    return Text(number, reading, lines, _labels(tokens, marked.people))


def _labels(tokens: list[Token], people: list[tuple[int, int]]) -> dict[int, str]:
    """Return the label of each token of a name whose ends are ends of tokens."""
    start_of = {token.start: at for at, token in enumerate(tokens)}
    end_of = {token.end: at for at, token in enumerate(tokens)}
    labels: dict[int, str] = {}
    for start, end in people:
        if start in start_of and end in end_of:
            first, last = start_of[start], end_of[end]
            labels.update(dict.fromkeys(range(first + 1, last + 1), "I"))
            labels[first] = "B"
    return labels


def _train(texts: Iterable[Text], extra: Iterable[Mapping[int, list[str]]], iterations: int) -> Field:
    """Return the weights that a stage learns from some texts.

    Args:
        extra: What else is seen of each candidate, by token index, for each text.
    """
    import pycrfsuite

    trainer = pycrfsuite.Trainer(verbose=False)
    for text, seen in zip(texts, extra, strict=True):
        for line in text.lines:
            trainer.append(*_sequence(line, text.labels, seen))
    trainer.select("lbfgs")
    trainer.set_params({**_SETTINGS, "max_iterations": iterations})
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/people.crf"
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        info = tagger.info()
        tagger.close()
    return Field(info.state_features, info.transitions)


def _sequence(
    line: Line, labels: Mapping[int, str], extra: Mapping[int, list[str]]
) -> tuple[list[list[str]], list[str]]:
    """Return what is seen of a line's candidates and gaps in order, and their labels."""
    seen: list[list[str]] = []
    right: list[str] = []
    before = "g"
    for gap, at, features in zip(line.gaps, (*line.candidates, -1), (*line.features, []), strict=True):
        if gap:
            before = "p" if before in "BI" else "g"
            seen.append(gap)
            right.append(before)
        if at >= 0:
            label = labels.get(at, "O")
            before = "B" if label == "I" and before not in "BI" else label
            seen.append(features + extra.get(at, []))
            right.append(before)
    return seen, right


def _found_by_others(texts: list[Text], wordbook: Wordbook, job: Job) -> list[dict[int, list[str]]]:
    """Return what a first stage that was not trained on a text shows its second stage, for each text."""
    found: list[dict[int, list[str]]] = [{} for _ in texts]
    for fold in range(_FOLDS):
        job.say(f"people: stage 1 without part {fold + 1} of {_FOLDS}")
        rest = [text for text in texts if text.number % _FOLDS != fold]
        model = PeopleModel.parse(model_text([_train(rest, [{}] * len(rest), _FOLD_ITERATIONS)] * STAGES))
        finder = NameFinder(model, wordbook)
        for at, text in enumerate(texts):
            if text.number % _FOLDS != fold:
                continue
            others = finder.first_reading(text.reading)
            found[at] = {
                place: [sys.intern(feature) for feature in others.features(place)]
                for line in text.lines
                for place in line.candidates
            }
    return found


def model_text(stages: list[Field]) -> str:
    """Return the content of the file of a model: settings, features and their packed weights, a blank line between."""
    weights: dict[str, list[int]] = {}
    for stage, field in enumerate(stages):
        for (feature, label), weight in field.states.items():
            for place, sign in _PLACES_OF[label]:
                fields = weights.setdefault(feature, [0] * (2 * STAGES))
                fields[2 * stage + place] += sign * round(weight * _SCALE)
    kept = {feature: pack(weights[feature]) for feature in sorted(weights) if any(weights[feature])}
    settings = {
        "scale": _SCALE,
        "transitions": [
            {name: round(field.transitions.get((name[0], name[1]), 0.0), 4) for name in TRANSITIONS} for field in stages
        ],
    }
    return "\n\n".join([json.dumps(settings), "\n".join(kept), " ".join(map(str, kept.values()))]) + "\n"


_PLACES_OF = {"B": [(0, 1)], "I": [(1, 1)], "O": [(0, -1), (1, -1)], "p": [(0, 1)], "g": [(0, -1)]}
"""Which fields of a feature a label's weight goes to, and with which sign: all are told from outside."""


def _measure(finder: NameFinder, texts: Iterable[PeopleText]) -> Figures:
    score = Score()
    for text in texts:
        tokens = split_tokens(text.text)
        found = [(tokens[span.first].start, tokens[span.last].end) for span in finder.find(tokens)]
        score.count(found, text.people)
    return score.figures()
