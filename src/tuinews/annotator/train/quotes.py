"""The models of speech and its sources, learned from the quotes corpus."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from tuinews.annotator.quotes.picking import SPEAKER_MODEL, SPEECH_MODEL, Models, Pick, pick_sources
from tuinews.annotator.quotes.sources import Candidate, Kind
from tuinews.annotator.quotes.speaker_features import Earlier, SpeakerFeatures
from tuinews.annotator.quotes.speech_features import features_of_speech
from tuinews.annotator.quotes.surroundings import Surroundings
from tuinews.annotator.quotes.weights import Weights, load_weights, pack, unpack
from tuinews.annotator.train.job import Figures, Job
from tuinews.annotator.train.lessons import (
    Lesson,
    Rows,
    core_of,
    in_common,
    read_british_lessons,
    read_lessons,
    read_short_lessons,
)


def build_speech(job: Job) -> Figures:
    """Learn what is speech, write the model, and return how well it does."""
    job.say("speech: reading")
    path = job.corpora / "quotes" / "train.jsonl"
    lessons = [*read_lessons(path), *read_british_lessons(path), *read_short_lessons(path)]
    job.say(f"speech: learning from {len(lessons)} texts")
    weights = learn_speech(lessons)
    (job.out / f"{SPEECH_MODEL}.weights").write_bytes(pack(weights))
    return _measured(job, Models(Weights(weights), load_weights(SPEAKER_MODEL)), "quotes found, F1", weights)


def build_speakers(job: Job) -> Figures:
    """Learn which mention a quote is attributed to, write the model, and return how well it does."""
    job.say("speakers: reading")
    path = job.corpora / "quotes" / "train.jsonl"
    lessons = [*read_lessons(path), *read_short_lessons(path)]
    job.say(f"speakers: learning from {len(lessons)} texts")
    weights = learn_speakers(lessons)
    (job.out / f"{SPEAKER_MODEL}.weights").write_bytes(pack(weights))
    speech = Weights(unpack((job.out / f"{SPEECH_MODEL}.weights").read_bytes()))
    return _measured(job, Models(speech, Weights(weights)), "found with the right mention, F1", weights)


def learn_speech(lessons: list[Lesson]) -> dict[str, float]:
    """Return the weights that tell speech from other quoted stretches."""
    from tuinews.annotator.train.fitting import fit_yes_or_no

    rows: Rows = []
    answers: list[bool] = []
    for lesson in lessons:
        for number in sorted(lesson.around.places):
            rows.append(features_of_speech(lesson.around, number))
            answers.append(number in lesson.gold)
    return fit_yes_or_no(rows, answers, rarest=2, l2=1.0, rounds=300)


def learn_speakers(lessons: list[Lesson]) -> dict[str, float]:
    """Return the weights that rank the sources of a quote."""
    from tuinews.annotator.train.fitting import fit_choice

    groups = [group for lesson in lessons for group in _decisions(lesson)]
    return fit_choice(groups, rarest=3, l2=2.0, rounds=200)


def _decisions(lesson: Lesson) -> Iterator[tuple[Rows, list[bool]]]:
    """Yield each quote's options, with those that are right; the source before is the right one, too."""
    around, features = lesson.around, SpeakerFeatures(lesson.around)
    earlier: Earlier | None = None
    for number in sorted(lesson.gold):
        source = lesson.gold[number].get("source")
        candidates = around.candidates_for(number)
        right = _sharpest(around, candidates, source)
        answers = [*right, source is None]
        if any(answers):
            rows = [
                features.of_side(candidate, features.side_of(number, candidate))
                + features.of_pair(number, candidate, earlier)
                for candidate in candidates
            ]
            yield [*rows, features.of_none(number)], answers
        frame = around.places[number].frame
        best = next((candidate for candidate, is_right in zip(candidates, right, strict=True) if is_right), None)
        earlier = Earlier(best, frame, around.scene.frames[frame].line)


def _sharpest(around: Surroundings, candidates: list[Candidate], source: dict[str, Any] | None) -> list[bool]:
    """Say of each candidate whether it is the one that fits a source best: the name itself, the noun phrase itself."""
    tokens = around.scene.tokens
    fit = []
    for candidate in candidates:
        if source is None or not is_source(around, candidate, source):
            fit.append(0.0)
            continue
        start, end = tokens[candidate.subject.first].start, tokens[candidate.subject.last].end
        first, last = core_of(around.scene.text, source)
        shared = in_common(start, end, first, last)
        fit.append(shared / (end - start + last - first - shared) + 2 * (candidate.kind is Kind.NAME))
    best = max(fit, default=0.0)
    return [best > 0 and value == best for value in fit]


def is_source(around: Surroundings, candidate: Candidate, source: dict[str, Any] | None) -> bool:
    """Say whether a candidate is the mention that names a source, as the corpus gives it.

    A name must hold the source's head name; anything else must reach the end of the source's core or cover half of
    it, so that "Trump" is not right for "a spokesman for Trump".
    """
    if source is None:
        return False
    tokens = around.scene.tokens
    start, end = tokens[candidate.subject.first].start, tokens[candidate.subject.last].end
    if in_common(start, end, source["start"], source["end"]) <= 0:
        return False
    first, last = core_of(around.scene.text, source)
    shared = in_common(start, end, first, last)
    if source.get("head"):
        pattern = rf"(?<!\w){re.escape(source['head'])}(?!\w)"
        return shared > 0 and re.search(pattern, around.scene.text[start:end]) is not None
    return shared > 0 and (end >= last or 2 * shared >= last - first)


def count_right(lessons: list[tuple[Lesson, list[Pick]]]) -> dict[str, float]:
    """Return how far picks agree with the corpus: F1 of quotes found, and of quotes found with the right mention."""
    gold = predicted = found = right = 0
    for lesson, picks in lessons:
        gold += len(lesson.gold) + lesson.missed
        predicted += len(picks)
        for pick in picks:
            answer = lesson.gold.get(pick.number)
            if answer is None:
                continue
            found += 1
            source = answer.get("source")
            if source is None:
                right += pick.candidate is None
            elif pick.candidate is not None:
                right += is_source(lesson.around, pick.candidate, source)
    total = gold + predicted
    return {"quotes found, F1": 2 * found / total, "found with the right mention, F1": 2 * right / total}


def _measured(job: Job, models: Models, figure: str, weights: dict[str, float]) -> Figures:
    """Return the figures of a model on the corpus it learned from and on the development split."""
    figures: Figures = {"weights": len(unpack(pack(weights)))}
    for split in ("train", "dev"):
        lessons = read_lessons(job.corpora / "quotes" / f"{split}.jsonl")
        counted = count_right([(lesson, pick_sources(lesson.around, models)) for lesson in lessons])
        figures[split] = {figure: round(counted[figure], 4)}
        job.say(f"{split}: {figures[split]}")
    return figures
