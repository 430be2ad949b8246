"""The models of speech and its sources, learned from the quotes corpus."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tuinews.annotator.names import word_set
from tuinews.annotator.picking import SPEAKER_MODEL, SPEECH_MODEL, Models, Pick, pick_sources
from tuinews.annotator.quotes import Quoted
from tuinews.annotator.scenes import read_scene
from tuinews.annotator.sources import Candidate, Kind
from tuinews.annotator.speaker_features import Earlier, SpeakerFeatures
from tuinews.annotator.speech_features import features_of_speech
from tuinews.annotator.surroundings import Surroundings
from tuinews.annotator.train.fitting import Rows, fit_choice, fit_yes_or_no
from tuinews.annotator.train.job import Figures, Job
from tuinews.annotator.weights import Weights, load_weights, pack, unpack

_MARKS = "\"'“”‘’`«»"
_WORD = re.compile(r"\S+")
_PHRASE_ENDS = word_set("phrase-ends")
_BRITISH_EVERY = 3
_SHORT_EVERY = 4
_LINE = re.compile(r"[^\n]+")
_ANY_MARK = re.compile(r"[\"“”]")
_TO_SINGLE = str.maketrans('“”"‘', "‘’'“")
_ENOUGH = 0.8
"""Two stretches are the same from this ratio of common to joint length, marks left out."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """One article of the corpus, read, with the annotators' answers."""

    around: Surroundings
    gold: dict[int, dict[str, Any]]
    """For each quoted stretch that is speech, what the corpus says of it."""
    missed: int
    """Quotes of the corpus that no quoted stretch fits."""


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


def _measured(job: Job, models: Models, figure: str, weights: dict[str, float]) -> Figures:
    """Return the figures of a model on the corpus it learned from and on the development split."""
    figures: Figures = {"weights": len(unpack(pack(weights)))}
    for split in ("train", "dev"):
        lessons = read_lessons(job.corpora / "quotes" / f"{split}.jsonl")
        counted = count_right([(lesson, pick_sources(lesson.around, models)) for lesson in lessons])
        figures[split] = {figure: round(counted[figure], 4)}
        job.say(f"{split}: {figures[split]}")
    return figures


def read_lessons(path: Path) -> Iterator[Lesson]:
    """Yield the articles of a file of the quotes corpus."""
    for record in _records(path):
        yield _lesson(record["text"], record["quotes"])


def read_british_lessons(path: Path) -> Iterator[Lesson]:
    """Yield some of the articles with their speech in single marks, which the corpus has not, but news often has."""
    for index, record in enumerate(_records(path)):
        if index % _BRITISH_EVERY == 0:
            yield _lesson(in_single_marks(record["text"]), record["quotes"])


def read_short_lessons(path: Path) -> Iterator[Lesson]:
    """Yield paragraphs of some of the articles as texts of their own: a feed's summary is often no longer."""
    for index, record in enumerate(_records(path)):
        if index % _SHORT_EVERY == 1:
            for start, end in paragraphs_of(record["text"]):
                touching = [quote for quote in record["quotes"] if quote["start"] < end and quote["end"] > start]
                # Without its source, a quote would be taught as no speech.
                if all(_is_inside(quote, start, end) for quote in touching):
                    yield _lesson(record["text"][start:end], [_moved(quote, -start) for quote in touching])


def paragraphs_of(text: str) -> list[tuple[int, int]]:
    """Return the stretches of a text between line breaks that have quotation marks."""
    return [line.span() for line in _LINE.finditer(text) if _ANY_MARK.search(line.group())]


def _is_inside(quote: dict[str, Any], start: int, end: int) -> bool:
    """Say whether a quote stands in a stretch together with its source."""
    spans = [quote, quote["source"]] if quote.get("source") else [quote]
    return all(start <= span["start"] and span["end"] <= end for span in spans)


def _moved(record: dict[str, Any], by: int) -> dict[str, Any]:
    """Return a record of the corpus with all its offsets moved."""
    moved: dict[str, Any] = {}
    for key, value in record.items():
        if isinstance(value, dict):
            moved[key] = _moved(value, by)
        else:
            moved[key] = value + by if key in ("start", "end") else value
    return moved


def in_single_marks(text: str) -> str:
    """Return a text with its double quotation marks made single, and the single opening ones double."""
    return text.translate(_TO_SINGLE)


def _records(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def _lesson(text: str, quotes: list[dict[str, Any]]) -> Lesson:
    read = read_scene(text)
    around = Surroundings(read.scene, read.owner)
    matched = _matched(text, quotes, read.scene.quoted)
    return Lesson(around, matched, len(quotes) - len(matched))


def learn_speech(lessons: list[Lesson]) -> dict[str, float]:
    """Return the weights that tell speech from other quoted stretches."""
    rows: Rows = []
    answers: list[bool] = []
    for lesson in lessons:
        for number in sorted(lesson.around.places):
            rows.append(features_of_speech(lesson.around, number))
            answers.append(number in lesson.gold)
    return fit_yes_or_no(rows, answers, rarest=2, l2=1.0, rounds=300)


def learn_speakers(lessons: list[Lesson]) -> dict[str, float]:
    """Return the weights that rank the sources of a quote."""
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
        shared = _shared(start, end, first, last)
        fit.append(shared / (end - start + last - first - shared) + 2 * (candidate.kind is Kind.NAME))
    best = max(fit, default=0.0)
    return [best > 0 and value == best for value in fit]


def core_of(text: str, source: dict[str, Any]) -> tuple[int, int]:
    """Return the stretch that names a source: its first noun phrase, or the one that holds its head name.

    The training split gives no cores; this rule finds 596 of the development split's 599.
    """
    if "core" in source:
        return source["core"]["start"], source["core"]["end"]
    start, end = source["start"], source["end"]
    head = source.get("head") or ""
    while start < end:
        stop = _end_of_phrase(text, start, end)
        if head in text[start:stop] or stop >= end:
            return start, stop
        start = stop
        while start < end and not text[start].isalnum():
            start += 1
        following = _WORD.match(text, start, end)
        if following and stop > source["start"] and following.group().lower().strip(",") in _PHRASE_ENDS:
            start = following.end()
    return source["start"], source["end"]


def _end_of_phrase(text: str, start: int, end: int) -> int:
    """Return where the noun phrase that begins at an offset ends: at a mark, a preposition or a participle."""
    stop = start
    for word in _WORD.finditer(text, start, end):
        spelled = word.group()
        if word.start() > start and (spelled.lower().strip(",") in _PHRASE_ENDS or spelled[0] in '(—–-―“"'):
            return stop
        stop = word.end()
        if spelled[-1] in ",:;":
            return stop - 1
    return stop


def is_source(around: Surroundings, candidate: Candidate, source: dict[str, Any] | None) -> bool:
    """Say whether a candidate is the mention that names a source, as the corpus gives it.

    A name must hold the source's head name; anything else must reach the end of the source's core or cover half of
    it, so that "Trump" is not right for "a spokesman for Trump".
    """
    if source is None:
        return False
    tokens = around.scene.tokens
    start, end = tokens[candidate.subject.first].start, tokens[candidate.subject.last].end
    if _shared(start, end, source["start"], source["end"]) <= 0:
        return False
    first, last = core_of(around.scene.text, source)
    shared = _shared(start, end, first, last)
    if source.get("head"):
        pattern = rf"(?<!\w){re.escape(source['head'])}(?!\w)"
        return shared > 0 and re.search(pattern, around.scene.text[start:end]) is not None
    return shared > 0 and (end >= last or 2 * shared >= last - first)


def _matched(text: str, golds: list[dict[str, Any]], quoted: list[Quoted]) -> dict[int, dict[str, Any]]:
    """Return the gold quote of each stretch that has one, best overlap first, one to one."""
    ours = [_bare(text, stretch.start, stretch.end) for stretch in quoted]
    pairs = []
    for index, gold in enumerate(golds):
        start, end = _bare(text, gold["start"], gold["end"])
        for number, (first, last) in enumerate(ours):
            shared = _shared(start, end, first, last)
            joint = (end - start) + (last - first) - shared
            if joint > 0 and shared / joint >= _ENOUGH:
                pairs.append((-shared / joint, index, number))
    found: dict[int, dict[str, Any]] = {}
    taken: set[int] = set()
    for _, index, number in sorted(pairs):
        if index not in taken and number not in found:
            taken.add(index)
            found[number] = golds[index]
    return found


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a stretch without its marks, the spaces about it and the comma or stop that ends it."""
    while start < end and (text[start].isspace() or text[start] in _MARKS):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _MARKS + ",.;"):
        end -= 1
    return start, end


def _shared(start: int, end: int, other_start: int, other_end: int) -> int:
    return max(0, min(end, other_end) - max(start, other_start))


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
