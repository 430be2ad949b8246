"""The subject each quoted stretch is attributed to, by the verbs of speech around it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from itertools import islice

from tuinews.annotator.names import REPORTING, SAYING
from tuinews.annotator.quotes.clauses import Frame, last_character
from tuinews.annotator.quotes.subjects import (
    PRONOUNS,
    Scene,
    Subject,
    read_forward,
    subject_after,
    subject_before,
    subject_of,
)

_ADVERB_GAP = 12
_SHORT = 14
_WEAK_REACH = 10
_REACH = 45
_CUES = 4
_ROLE = 7
_CLAUSE_WORDS = frozenset(("and", "but", "as", "while", "when", "or", "who", "which"))


class Strength(IntEnum):
    """How firmly a pattern ties a quoted stretch to its subject."""

    NONE = 0
    GUESS = 1
    """The sentence has no verb of speech; its subject is taken."""
    LOOSE = 2
    """A verb of speech stands somewhere in the sentence."""
    FIRM = 3
    """Verb and subject stand right beside the quoted stretch."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """What the words around a quoted stretch say of its speaker."""

    strength: Strength = Strength.NONE
    subject: Subject | None = None
    cue: int = -1
    """The token of the verb of speech; -1 when there is none."""
    is_bare: bool = False
    """Whether nothing stands around it in its sentence."""


def attribute(scene: Scene) -> dict[int, Attribution]:
    """Return the attribution of every quoted stretch, by its number."""
    found: dict[int, Attribution] = {}
    for index, frame in enumerate(scene.frames):
        for place, number in frame.quotes():
            found[number] = _attribute_one(scene, index, frame, place)
    return found


def _attribute_one(scene: Scene, index: int, frame: Frame, place: int) -> Attribution:
    for find in (_by_lead_in, _by_tail, _by_nearest_before, _by_end_of_sentence, _by_according):
        attribution = find(scene, frame, place)
        if attribution:
            return attribution
    if _is_bare(scene, frame):
        return _by_neighbours(scene, index, frame)
    return _by_sentence(scene, frame, place)


def _is_bare(scene: Scene, frame: Frame) -> bool:
    return not any(scene.word(frame, place) not in ("", "and", "but") for place in range(len(frame.units)))


def _made(strength: Strength, subject: Subject | None, frame: Frame, cue: int) -> Attribution | None:
    """Return an attribution if there is a subject for it."""
    return Attribution(strength, subject, frame.units[cue]) if subject else None


def _by_lead_in(scene: Scene, frame: Frame, place: int) -> Attribution | None:
    """Attribute `X said: “…”` and `X said that “…”`, unless a comma at the end shows that the verb comes after."""
    cue = place - 1
    while cue >= 0 and (scene.mark(frame, cue) in (",", ":", "—") or scene.word(frame, cue) == "that"):
        cue -= 1
    if cue < 0 or not scene.is_cue(frame, cue) or _wants_tail(scene, frame, place):
        return None
    return _made(Strength.FIRM, own_subject(scene, frame, cue), frame, cue)


def _wants_tail(scene: Scene, frame: Frame, place: int) -> bool:
    """Say whether a stretch ends on a comma with its verb of speech right after it."""
    number = ~frame.units[place]
    if last_character(scene.text, scene.quoted[number]) != ",":
        return False
    return _by_tail(scene, frame, place) is not None


def own_subject(scene: Scene, frame: Frame, cue: int) -> Subject | None:
    """Return a verb's own subject or, for "adding" and "to call", that of the verb or the sentence before it."""
    word = scene.word(frame, cue)
    if word.endswith("ing") and scene.word(frame, cue - 1) not in ("is", "was", "are", "were", "been", "’s", "keeps"):
        return _subject_of_sentence(scene, frame, cue)
    if scene.word(frame, cue - 1) in ("to", "and", "or", "by") or scene.mark(frame, cue - 1) == ",":
        own = subject_of(scene, frame, cue) if scene.mark(frame, cue - 1) == "," else None
        return own or _subject_of_sentence(scene, frame, cue)
    return subject_of(scene, frame, cue) or _subject_of_sentence(scene, frame, cue)


def _subject_of_sentence(scene: Scene, frame: Frame, stop: int) -> Subject | None:
    """Return the subject of the last verb of speech before a place, else the first name or pronoun of the sentence."""
    described: Subject | None = None
    cues = (
        cue
        for cue in range(stop - 1, max(-1, stop - _REACH), -1)
        if scene.is_cue(frame, cue) and not scene.word(frame, cue).endswith("ing")
    )
    for cue in islice(cues, _CUES):
        subject = subject_of(scene, frame, cue)
        if subject and (subject.name >= 0 or subject.pronoun):
            return subject
        described = described or subject
    return first_subject(scene, frame, stop) or described


def first_subject(scene: Scene, frame: Frame, stop: int) -> Subject | None:
    """Return the first name or pronoun before a place that is not possessive."""
    for place in range(min(stop, len(frame.units))):
        unit = frame.units[place]
        number = scene.name_at.get(unit, -1)
        if number >= 0 and not scene.tokens[scene.names[number].last].is_possessive:
            return Subject(scene.names[number].first, scene.names[number].last, number)
        if number < 0 and scene.word(frame, place) in PRONOUNS - {"i", "who", "it", "we"}:
            return Subject(unit, unit, pronoun=scene.word(frame, place))
    return None


def _by_tail(scene: Scene, frame: Frame, place: int) -> Attribution | None:
    """Attribute `“…,” said X` and `“…,” X said`."""
    first = place + 1
    while scene.mark(frame, first) in (",", "—", "–", "-", "―", "."):
        first += 1
    if scene.mark(frame, first - 1) in ("—", "–", "-", "―") and _is_signature(scene, frame, first):
        return Attribution(Strength.FIRM, read_forward(scene, frame, first))
    if scene.word(frame, first) in ("a", "ha", "hat") and scene.is_cue(frame, first + 1):
        first += 1
    if scene.is_cue(frame, first):
        return _made(Strength.FIRM, subject_after(scene, frame, first), frame, first)
    if not scene.word(frame, first):
        return None
    for cue in range(first + 1, min(first + _ADVERB_GAP + 10, len(frame.units))):
        if scene.mark(frame, cue) in ("“", ":", ";"):
            return None
        if scene.is_cue(frame, cue, SAYING):
            subject = subject_before(scene, frame, cue)
            if subject and _begins_at(scene, frame, subject, first):
                return _made(Strength.FIRM, subject, frame, cue)
            return None
    return None


def _is_signature(scene: Scene, frame: Frame, first: int) -> bool:
    """Say whether what follows a dash is a name that ends the line or is set off: `“…” ― Veronica Cruz`."""
    number = scene.name_at.get(frame.units[first], -1) if first < len(frame.units) else -1
    if number < 0:
        return False
    after = first + scene.names[number].last - scene.names[number].first + 1
    return after == len(frame.units) or scene.mark(frame, after) in (",", ".", "(")


def _begins_at(scene: Scene, frame: Frame, subject: Subject, first: int) -> bool:
    """Say whether a subject, its title included, begins where a clause does."""
    begin = scene.begin(subject)
    here = frame.units[first]
    if begin <= here:
        return True
    between = scene.tokens[here:begin]
    if len(between) > _ROLE or any(token.text in _CLAUSE_WORDS for token in between):
        return False
    return all(token.is_word or token.text == "," for token in between) and not scene.is_cue(frame, first)


def _cues_before(scene: Scene, frame: Frame, place: int) -> Iterator[int]:
    for cue in range(place - 1, max(-1, place - _REACH), -1):
        gap = place - cue - 1
        if scene.is_cue(frame, cue, SAYING if gap > _WEAK_REACH else SAYING | REPORTING):
            yield cue


def _by_nearest_before(scene: Scene, frame: Frame, place: int) -> Attribution | None:
    """Attribute `X called it a “…”` and `X said he would not “…”`."""
    for cue in islice(_cues_before(scene, frame, place), _CUES):
        subject = own_subject(scene, frame, cue)
        if subject:
            return _made(Strength.LOOSE, subject, frame, cue)
    return None


def _by_end_of_sentence(scene: Scene, frame: Frame, place: int) -> Attribution | None:
    """Attribute `It was a “…” step towards peace, X said.`"""
    cues = (cue for cue in range(len(frame.units) - 1, place, -1) if scene.is_cue(frame, cue, SAYING))
    for cue in islice(cues, _CUES):
        subject = subject_of(scene, frame, cue)
        if subject:
            return _made(Strength.LOOSE, subject, frame, cue)
    return None


def _by_according(scene: Scene, frame: Frame, place: int) -> Attribution | None:
    """Attribute `“…,” according to X`."""
    for cue in range(len(frame.units) - 2):
        if scene.word(frame, cue) == "according" and scene.word(frame, cue + 1) == "to":
            near = Strength.FIRM if abs(cue - place) <= 2 else Strength.LOOSE
            return _made(near, read_forward(scene, frame, cue + 2), frame, cue)
    return None


def _by_neighbours(scene: Scene, index: int, frame: Frame) -> Attribution:
    """Attribute a bare stretch by the sentence before it, if that ends on a colon: `He said this:` `“…”`."""
    after = scene.frames[index + 1] if index + 1 < len(scene.frames) else None
    if after and after.line == frame.line and len(after.units) <= _SHORT and not any(after.quotes()):
        told = _told_alone(scene, after)
        if told:
            return told
    before = scene.frames[index - 1] if index else None
    if before is None or scene.mark(before, len(before.units) - 1) != ":":
        return Attribution(is_bare=True)
    end = len(before.units)
    for cue in islice(_cues_before(scene, before, end - 1), _CUES):
        subject = own_subject(scene, before, cue)
        if subject:
            return Attribution(Strength.FIRM, subject, before.units[cue], is_bare=True)
    subject = first_subject(scene, before, end) or (read_forward(scene, before, 0) if end <= 8 else None)
    return Attribution(Strength.LOOSE if subject else Strength.NONE, subject, is_bare=True)


def _told_alone(scene: Scene, frame: Frame) -> Attribution | None:
    """Attribute `“….” Obama said.`, where the verb has no object but the stretch before it."""
    for cue in range(1, len(frame.units)):
        if scene.is_cue(frame, cue, SAYING):
            subject = subject_before(scene, frame, cue) if len(frame.units) - cue <= _ADVERB_GAP // 2 else None
            is_open = scene.word(frame, cue + 1) in ("that", "he", "she", "it", "they", "there", "the")
            return _made(Strength.FIRM, subject, frame, cue) if not is_open else None
    return None


def _by_sentence(scene: Scene, frame: Frame, place: int) -> Attribution:
    """Attribute a fragment in a sentence without a verb of speech to the sentence's subject."""
    subject = first_subject(scene, frame, place)
    return Attribution(Strength.GUESS if subject else Strength.NONE, subject)
