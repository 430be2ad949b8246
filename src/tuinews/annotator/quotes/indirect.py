"""Reported speech without quotation marks: "X said that …", "…, X said", "according to X, …".

Only verbs that report speech wherever they stand count, and only content long enough to say something; what is in
quotation marks inside it belongs to the quotes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tuinews.annotator.names import SAYING, word_set
from tuinews.annotator.people.datelines import Dateline, find_datelines
from tuinews.annotator.quotes.attribution import own_subject
from tuinews.annotator.quotes.clauses import Frame
from tuinews.annotator.quotes.reporting import (
    CONTENT_OPENERS,
    before_apposition,
    is_noun,
    is_setting,
    is_told_at_end,
    opens_content,
    past_apposition,
    past_listener,
    place_of_that,
)
from tuinews.annotator.quotes.subjects import Scene, Subject, read_forward, subject_before

_FEWEST_WORDS = 4
_TAIL = 12
_CLAUSES = word_set("boundaries")
_ENDS = frozenset((";", "—", "–"))
_NEW_CLAUSE = frozenset(("and", "but", "while", "adding", "although", "though"))


class Reported(NamedTuple):
    """A stretch of indirect speech."""

    frame: int
    subject: Subject
    cue: int
    """The token of the verb, or of "according"."""
    start: int
    end: int
    """Offsets of the content in the text, end exclusive."""
    is_plain: bool
    """Whether "that" or "according to" leaves no doubt that it is reported."""


def find_reported(scene: Scene) -> list[Reported]:
    """Return the indirect speech of a text in order; stretches do not overlap each other or quoted stretches."""
    datelines = list(find_datelines(scene.tokens, bool))
    found = [reported for index, frame in enumerate(scene.frames) for reported in _in_frame(scene, index, frame)]
    found = [_without_dateline(scene, one, datelines) for one in found]
    kept: list[Reported] = []
    for reported in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or reported.start >= kept[-1].end:
            kept.append(reported)
    return kept


def _without_dateline(scene: Scene, reported: Reported, datelines: list[Dateline]) -> Reported:
    """Return content that begins after the place its report comes from: "HARLAN, Ky. (AP) — | Sea levels …"."""
    tokens = scene.tokens
    for dateline in datelines:
        content = dateline.last + 2
        if content < len(tokens) and tokens[dateline.first].start <= reported.start < tokens[content].start:
            return reported._replace(start=min(tokens[content].start, reported.end))
    return reported


def _in_frame(scene: Scene, index: int, frame: Frame) -> Iterator[Reported]:
    for place in range(len(frame.units)):
        if scene.word(frame, place) == "according" and scene.word(frame, place + 1) == "to":
            yield from _according(scene, index, frame, place)
        elif scene.is_cue(frame, place, SAYING) and not is_noun(scene, frame, place):
            yield from _after_verb(scene, index, frame, place)
            yield from _before_verb(scene, index, frame, place)


def _after_verb(scene: Scene, index: int, frame: Frame, cue: int) -> Iterator[Reported]:
    """Yield the content of "X said that …" and "X said …"."""
    first = place_of_that(scene, frame, cue)
    has_that = first < len(frame.units)
    if not has_that or first > cue + 1:
        # "said it was a shame that …": the clause begins before its "that"
        after = past_listener(scene, frame, cue)
        is_direct = opens_content(scene, frame, cue, after)
        if not is_direct and not has_that:
            return
        first, has_that = (after, False) if is_direct else (first, has_that)
    is_participle = scene.word(frame, cue).endswith("ing")
    subject = own_subject(scene, frame, cue) if is_participle else subject_before(scene, frame, cue)
    if subject is None:
        return
    last = _end_of_clause(scene, frame, first)
    yield from _made(scene, (index, frame, cue), subject, range(first, last), is_plain=has_that)


def _before_verb(scene: Scene, index: int, frame: Frame, cue: int) -> Iterator[Reported]:
    """Yield the content of "…, X said."."""
    if len(frame.units) - cue > _TAIL or any(unit < 0 for unit in frame.units[cue:]):
        return
    subject = subject_before(scene, frame, cue)
    if subject is None or subject.first not in frame.units:
        return
    comma = frame.units.index(subject.first) - 1
    while comma > 0 and scene.word(frame, comma):
        if scene.word(frame, comma) in _CLAUSES:
            return  # the comma opens another clause: "…, after a meeting in which X asked for quiet"
        comma -= 1
    if comma < _FEWEST_WORDS or scene.mark(frame, comma) != "," or _has_cue(scene, frame, comma):
        return
    after = scene.word(frame, cue + 1)
    if after in ("that", "to") or after in CONTENT_OPENERS:
        return
    if is_told_at_end(scene, frame, cue) and not is_setting(scene, frame, comma):
        content = range(before_apposition(scene, frame, comma))
        yield from _made(scene, (index, frame, cue), subject, content, is_plain=False)


def _has_cue(scene: Scene, frame: Frame, end: int) -> bool:
    """Say whether a verb of speech stands before a place: then the content is its own."""
    return any(scene.is_cue(frame, place, SAYING) for place in range(end))


def _according(scene: Scene, index: int, frame: Frame, place: int) -> Iterator[Reported]:
    """Yield the content of "according to X, …" and "…, according to X"."""
    subject = read_forward(scene, frame, place + 2)
    if subject is None or subject.last not in frame.units:
        return
    if place <= 1:
        first = frame.units.index(subject.last) + 1
        while first < len(frame.units) and scene.mark(frame, first) != ",":
            first += 1
        first = past_apposition(scene, frame, first)
        content = range(first + 1, _end_of_clause(scene, frame, first + 1))
    else:
        content = range(place - (scene.mark(frame, place - 1) == ","))
    if not _has_cue(scene, frame, place):
        yield from _made(scene, (index, frame, place), subject, content, is_plain=True)


def _end_of_clause(scene: Scene, frame: Frame, first: int) -> int:
    """Return the place after a clause: the sentence's end, or a new clause with a verb of its own."""
    for place in range(first + 1, len(frame.units)):
        mark, word = scene.mark(frame, place), scene.word(frame, place)
        if mark in _ENDS or (mark == "," and _only_tells(scene, frame, place + 1)):
            return place
        if (word, scene.word(frame, place + 1)) == ("even", "as") or (
            mark == "," and _another_speaks(scene, frame, place)
        ):
            return place  # what goes on meanwhile is told by the writer
        if word in _NEW_CLAUSE and (word == "adding" or scene.mark(frame, place - 1) == ","):
            follows = range(place, min(place + 6, len(frame.units)))
            if any(scene.is_cue(frame, other, SAYING) for other in follows):
                return place - (scene.mark(frame, place - 1) == ",")
    return len(frame.units)


def _another_speaks(scene: Scene, frame: Frame, comma: int) -> bool:
    """Say whether somebody else's words follow: ", with the head of the association warning of “a collapse”"."""
    reach = range(comma + 2, min(comma + _TAIL, len(frame.units)))
    return scene.word(frame, comma + 1) == "with" and any(
        scene.is_cue(frame, place, SAYING) and scene.word(frame, place).endswith("ing") for place in reach
    )


def _only_tells(scene: Scene, frame: Frame, first: int) -> bool:
    """Say whether a sentence ends on nothing but who says so: ", the sources said."."""
    cues = [place for place in range(first, min(first + 8, len(frame.units))) if scene.is_cue(frame, place, SAYING)]
    return bool(cues) and len(frame.units) - cues[0] <= _FEWEST_WORDS and cues[0] > first


def _made(
    scene: Scene, where: tuple[int, Frame, int], subject: Subject, content: range, *, is_plain: bool
) -> Iterator[Reported]:
    """Yield the pieces of some content outside its quoted stretches, if there is enough of it."""
    index, frame, cue = where
    piece: list[int] = []
    for place in [*content, -1]:
        unit = frame.units[place] if place >= 0 else -1
        if unit >= 0:
            piece.append(unit)
            continue
        words = _trimmed(scene, piece)
        if sum(scene.tokens[inner].is_word for inner in words) >= _FEWEST_WORDS:
            start, end = scene.tokens[words[0]].start, scene.tokens[words[-1]].end
            yield Reported(index, subject, frame.units[cue], start, end, is_plain)
        piece = []


def _trimmed(scene: Scene, units: list[int]) -> list[int]:
    """Return units without the marks at either end."""
    first, last = 0, len(units)
    while first < last and not scene.tokens[units[first]].is_word:
        first += 1
    if first < last and scene.tokens[units[first]].text == "and":
        first += 1
    while last > first and not scene.tokens[units[last - 1]].is_word:
        last -= 1
    return units[first:last]
