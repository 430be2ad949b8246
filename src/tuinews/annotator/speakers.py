"""Speakers by name: whom pronouns, roles and descriptions mean, and who says quotes that name nobody."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from tuinews.annotator.attribution import Attribution, Strength, first_subject
from tuinews.annotator.candidates import is_capital
from tuinews.annotator.clauses import Frame
from tuinews.annotator.coreference import Cluster
from tuinews.annotator.names import CALENDAR, COMMON, PEOPLE, PLACE, word_set
from tuinews.annotator.people import key_of
from tuinews.annotator.roles import head_of, same_role
from tuinews.annotator.subjects import DETERMINERS, Scene, Subject
from tuinews.model import Certainty, How, Speaker, SpeakerType

_GROUPS = word_set("groups")
_DOCUMENTS = word_set("documents")
_LABEL = re.compile(r"[\"“]([A-Z][A-Z.'’\- ]{1,30}):\s")
_INDEFINITE = word_set("indefinite")
_FRAMES_BACK = 14
_MENTIONS_BACK = 200
_PLAIN = 7


@dataclass(slots=True)
class Cast:
    """What is known of the speakers while the quotes are gone through in order."""

    scene: Scene
    people: list[Cluster]
    owner: list[int]
    """For every name, the index of its person."""
    attributions: dict[int, Attribution]
    """By the number of the quoted stretch."""
    spoken: list[Speaker] = field(default_factory=list)
    last_spoken: tuple[int, int] | None = None
    """The person who spoke last and the frame."""
    last_quote: tuple[int, Speaker | None] = (-2, None)
    """The line of the last quote and its speaker."""
    described: dict[str, str] = field(default_factory=dict)
    """The first description that turned on a noun, by that noun: "source" -> "a source close to the group"."""
    by_family: dict[str, int] = field(init=False)
    """The first person of a family name, as names are compared."""
    titled: list[tuple[int, int]] = field(init=False)
    """The first token of every mention of a person with a role, and that person's index."""

    def __post_init__(self) -> None:
        """Index the people."""
        self.by_family = {cluster.key[-1]: index for index, cluster in reversed(list(enumerate(self.people)))}
        self.titled = [
            (name.first, person)
            for name, person in zip(self.scene.names, self.owner, strict=True)
            if self.people[person].role
        ]

    def note(self, frame_index: int, line: int, speaker: Speaker | None) -> None:
        """Remember who spoke."""
        self.last_quote = (line, speaker)
        if speaker:
            self.spoken.append(speaker)
        if speaker and speaker.person is not None:
            self.last_spoken = (speaker.person, frame_index)


def speaker_of(cast: Cast, frame_index: int, number: int) -> Speaker | None:
    """Return the speaker of a quote: as attributed, else as before, else as after, else a guess."""
    attribution = cast.attributions[number]
    labelled = by_label(cast, cast.scene.quoted[number].start)
    if labelled:
        return labelled
    if attribution.strength > Strength.GUESS:
        speaker = resolve(cast, frame_index, attribution)
        if speaker:
            return speaker
    line, before = cast.last_quote
    lines_apart = cast.scene.frames[frame_index].line - line
    if before and lines_apart == 0 and attribution.is_bare and _names_another(cast, frame_index, before):
        return guess(cast, frame_index)
    if before and (lines_apart == 0 or (lines_apart == 1 and attribution.is_bare)):
        return repeat(before, attribution.is_bare)
    if attribution.strength == Strength.GUESS:
        return resolve(cast, frame_index, attribution)
    return _ahead(cast, frame_index) or (guess(cast, frame_index) if attribution.is_bare else None)


def _names_another(cast: Cast, frame_index: int, before: Speaker) -> bool:
    """Say whether the sentence before a bare quote, quoting nothing itself, is about somebody new."""
    previous = cast.scene.frames[frame_index - 1] if frame_index else None
    if previous is None or previous.line != cast.scene.frames[frame_index].line or any(previous.quotes()):
        return False
    subject = first_subject(cast.scene, previous, len(previous.units))
    return subject is not None and subject.name >= 0 and cast.owner[subject.name] != before.person


def _ahead(cast: Cast, frame_index: int) -> Speaker | None:
    """Return the speaker of the next firmly attributed quote of the same paragraph."""
    frames = cast.scene.frames
    for later in range(frame_index + 1, min(frame_index + 4, len(frames))):
        if frames[later].line != frames[frame_index].line:
            return None
        for _, number in frames[later].quotes():
            if cast.attributions[number].strength == Strength.FIRM:
                speaker = resolve(cast, later, cast.attributions[number])
                return repeat(speaker, False) if speaker else None
    return None


def resolve(cast: Cast, frame_index: int, attribution: Attribution) -> Speaker | None:
    """Return the speaker an attribution means, or None when it cannot be told."""
    subject = attribution.subject
    if subject is None:
        return None
    sure = attribution.strength == Strength.FIRM
    if subject.name >= 0:
        return _person(cast, cast.owner[subject.name], subject, How.EXPLICIT, sure)
    if subject.pronoun:
        return _by_pronoun(cast, frame_index, subject, sure)
    return _by_description(cast, frame_index, subject, sure)


def by_label(cast: Cast, start: int) -> Speaker | None:
    """Return the speaker a transcript names inside the marks: “PENCE: Well, look …”."""
    found = _LABEL.match(cast.scene.text, start)
    if not found:
        return None
    label = found.group(1)
    person = cast.by_family.get(key_of(label.split()[-1]))
    return Speaker(
        name=label if person is None else cast.people[person].name,
        type=SpeakerType.PERSON,
        how=How.EXPLICIT,
        certainty=Certainty.LIKELY,
        person=person,
        start=found.start(1),
        end=found.end(1),
    )


def repeat(speaker: Speaker, is_sure: bool) -> Speaker:
    """Return a speaker who goes on speaking without being named again."""
    is_sure = is_sure and speaker.certainty == Certainty.CERTAIN
    return speaker._replace(how=How.IMPLICIT, certainty=Certainty.CERTAIN if is_sure else Certainty.LIKELY)


def guess(cast: Cast, frame_index: int) -> Speaker | None:
    """Return the subject of the sentence before as the likely speaker of a quote without any attribution."""
    before = cast.scene.frames[frame_index - 1] if frame_index else None
    if before is None:
        return None
    subject = first_subject(cast.scene, before, len(before.units))
    if subject is None:
        return None
    speaker = resolve(cast, frame_index - 1, Attribution(Strength.GUESS, subject))
    return repeat(speaker, False) if speaker else None


def _person(cast: Cast, person: int, subject: Subject, how: How, is_sure: bool) -> Speaker:
    return Speaker(
        name=cast.people[person].name,
        type=SpeakerType.PERSON,
        how=how,
        certainty=Certainty.CERTAIN if is_sure else Certainty.LIKELY,
        person=person,
        start=cast.scene.tokens[subject.first].start,
        end=cast.scene.tokens[subject.last].end,
    )


def _other(cast: Cast, name: str, kind: SpeakerType, subject: Subject, how: How, is_sure: bool) -> Speaker:
    return Speaker(
        name=name,
        type=kind,
        how=how,
        certainty=Certainty.CERTAIN if is_sure else Certainty.LIKELY,
        start=cast.scene.tokens[subject.first].start,
        end=cast.scene.tokens[subject.last].end,
    )


def _by_pronoun(cast: Cast, frame_index: int, subject: Subject, is_sure: bool) -> Speaker | None:
    """Return whom "he", "she", "they" or "it" means."""
    if subject.pronoun in ("he", "she"):
        if unnamed := _unnamed_before(cast, frame_index, subject.first):
            return _other(cast, unnamed, SpeakerType.UNNAMED, subject, How.PRONOUN, False)
        person, margin = _antecedent(cast, frame_index, subject.first, "m" if subject.pronoun == "he" else "f")
        return None if person < 0 else _person(cast, person, subject, How.PRONOUN, is_sure and margin >= 4)
    if subject.pronoun in ("they", "it"):
        for speaker in reversed(cast.spoken[-2:]):
            if speaker.type != SpeakerType.PERSON:
                return _other(cast, speaker.name, speaker.type, subject, How.PRONOUN, False)
    return None


def _unnamed_before(cast: Cast, frame_index: int, before: int) -> str:
    """Return the unnamed source who spoke last, if that was just before and nobody has been named since."""
    if not cast.spoken or cast.spoken[-1].type != SpeakerType.UNNAMED or cast.spoken[-1].start is None:
        return ""
    said_at = cast.spoken[-1].start
    words = cast.spoken[-1].name.lower().split()
    if words[0] not in ("a", "an", "another", "one", "the") or words[-1].endswith("s"):
        return ""
    for index in range(frame_index, max(-1, frame_index - 4), -1):
        units = cast.scene.frames[index].units
        if any(0 <= unit < before and unit in cast.scene.name_at for unit in units):
            return ""
        if any(unit >= 0 and cast.scene.tokens[unit].start == said_at for unit in units):
            return cast.spoken[-1].name
    return ""


def _antecedent(cast: Cast, frame_index: int, before: int, gender: str) -> tuple[int, float]:
    """Return the person a pronoun means (-1 for nobody) and by how many points the choice is ahead of the next."""
    points: dict[int, float] = {}
    for back in range(_FRAMES_BACK):
        if frame_index - back < 0:
            break
        for person, value in _named_in(cast, cast.scene.frames[frame_index - back], before):
            if cast.people[person].gender in ("", gender):
                known = 1.5 if cast.people[person].gender else 0.0
                points[person] = max(points.get(person, -9.0), value + known - 1.5 * back)
    if cast.last_spoken and cast.people[cast.last_spoken[0]].gender in ("", gender):
        person, frame = cast.last_spoken
        if frame_index - frame <= _FRAMES_BACK:
            points[person] = max(points.get(person, 0.0), 1.0 - (frame_index - frame)) + 3.0
    if not points:
        return -1, 0.0
    ranked = sorted(points.items(), key=lambda item: -item[1])
    return ranked[0][0], ranked[0][1] - ranked[1][1] if len(ranked) > 1 else 9.0


def _named_in(cast: Cast, frame: Frame, before: int) -> list[tuple[int, float]]:
    """Return the people a sentence names before a token, the subject with the most points."""
    found: list[tuple[int, float]] = []
    seen = -1
    for unit in frame.units:
        number = cast.scene.name_at.get(unit, -1) if 0 <= unit < before else -1
        if number < 0 or number == seen:
            continue
        seen = number
        is_possessive = cast.scene.tokens[cast.scene.names[number].last].is_possessive
        found.append((cast.owner[number], (2.5 if not found else 0.5) - 1.0 * is_possessive))
    return found


def _by_description(cast: Cast, frame_index: int, subject: Subject, is_sure: bool) -> Speaker | None:
    """Return whom "the premier", "the group", "a source close to the group" or "AIATSIS" means."""
    scene = cast.scene
    words = [scene.tokens[i].text for i in range(subject.first, subject.last + 1) if scene.tokens[i].is_word]
    if not words:
        return None
    spelled = " ".join(scene.text[scene.tokens[subject.first].start : scene.tokens[subject.last].end].split())
    head = head_of(spelled)
    first = words[0].lower()
    if first not in _INDEFINITE:
        found = _by_role(cast, subject, spelled, is_sure) or _earlier(cast, frame_index, subject, head, first, is_sure)
        if found:
            return found
    name = " ".join(spelled.split()[1:]) if first == "the" and len(words) > 1 and is_capital(words[1]) else spelled
    kind = _kind_of(words, head)
    is_sure = is_sure and len(words) <= _PLAIN
    if kind == SpeakerType.UNNAMED:
        name = spelled
        cast.described.setdefault(head, spelled)
    return _other(cast, name, kind, subject, How.EXPLICIT, is_sure)


def _by_role(cast: Cast, subject: Subject, spelled: str, is_sure: bool) -> Speaker | None:
    """Return the person whose printed role a description repeats, the one named last if there are several."""
    end = bisect_left(cast.titled, (subject.first, -1))
    for _, person in reversed(cast.titled[max(0, end - _MENTIONS_BACK) : end]):
        if same_role(spelled, cast.people[person].role):
            return _person(cast, person, subject, How.ROLE, is_sure)
    return None


def _earlier(cast: Cast, frame_index: int, subject: Subject, head: str, first: str, is_sure: bool) -> Speaker | None:
    """Return the source described before, the organisation "the group" means, or whom "the woman" means."""
    if first not in ("the", "that", "this", "his", "her", "its"):
        return None
    if head in cast.described:
        return _other(cast, cast.described[head], SpeakerType.UNNAMED, subject, How.ROLE, is_sure)
    is_short = subject.last - subject.first <= 1
    if head in _GROUPS and is_short:
        organisation = _organisation_before(cast, frame_index, subject.first)
        if organisation:
            return _other(cast, organisation, SpeakerType.ORGANISATION, subject, How.ROLE, is_sure)
    if head in ("man", "woman") and is_short:
        person, _ = _antecedent(cast, frame_index, subject.first, "m" if head == "man" else "f")
        return _person(cast, person, subject, How.ROLE, False) if person >= 0 else None
    return None


def _organisation_before(cast: Cast, frame_index: int, before: int) -> str:
    """Return the last name of something that is no person, place or day before a token."""
    scene = cast.scene
    refused = PLACE | PEOPLE | CALENDAR | COMMON
    for index in range(frame_index, max(-1, frame_index - _FRAMES_BACK), -1):
        found = ""
        units = scene.frames[index].units
        at = 0
        while at < len(units):
            end = at
            while end < len(units) and _is_other_name(scene, units[end], before):
                end += 1
            tokens = [scene.tokens[unit] for unit in units[at:end]]
            if tokens and any(not scene.lexicon.flags(token.text) & refused for token in tokens):
                found = " ".join(token.text for token in tokens)
            at = end + 1
        if found:
            return found
    return ""


def _is_other_name(scene: Scene, unit: int, before: int) -> bool:
    """Say whether a unit is a capital that belongs to no person's name."""
    if not 0 <= unit < before or unit in scene.name_at or not scene.tokens[unit].is_word:
        return False
    token = scene.tokens[unit]
    opens = unit == 0 or scene.tokens[unit - 1].sentence != token.sentence
    return is_capital(token.text) and not (opens and scene.lexicon.flags(token.text) & COMMON)


def _kind_of(words: list[str], head: str) -> SpeakerType:
    """Return what a description that is no person's name names."""
    core = words[1:] if words[0].lower() in DETERMINERS else words
    if head in _DOCUMENTS:
        return SpeakerType.DOCUMENT
    if head in _GROUPS or (core and all(is_capital(word) or word in ("of", "for", "and", "the") for word in core)):
        return SpeakerType.ORGANISATION
    return SpeakerType.UNNAMED
