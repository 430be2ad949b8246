"""Speakers by name: who is meant by the mention a quote is attributed to, and how sure that is."""

from __future__ import annotations

from typing import NamedTuple

from tuinews.annotator.people.coreference import Cluster
from tuinews.annotator.people.naming import key_of
from tuinews.annotator.quotes.antecedents import Antecedents
from tuinews.annotator.quotes.descriptions import Descriptions, Meaning
from tuinews.annotator.quotes.indirect import Reported
from tuinews.annotator.quotes.picking import Pick
from tuinews.annotator.quotes.sources import Candidate, Kind
from tuinews.annotator.quotes.speaker_features import SpeakerFeatures
from tuinews.annotator.quotes.surroundings import LABEL, Surroundings
from tuinews.model.annotations import Certainty, How, Speaker, SpeakerType

# What a speaker must reach to be called certain. Set on the development articles so that of those called certain at
# least 97 in 100 are right.
_SURE_MENTION = 0.8
_SURE_SPEECH = 0.6
_SURE_MARGIN = 2.0
_UNTOLD = 0.7
"""At most how sure a speaker is whom no verb of speech names."""
_WHO_REACHES = 8
"""How many tokens "who" stands behind whom it means, what is in commas or brackets included."""
_CHAIN = 0.9
"""What a paragraph's distance from the named one leaves of the certainty."""


class Said(NamedTuple):
    """A quote with its speaker while the text is gone through."""

    pick: Pick
    speaker: Speaker | None
    sureness: float
    """How likely the speaker is the right one, 0 to 1."""


class Cast:
    """Names the speakers of one text, quote by quote, in order."""

    def __init__(self, around: Surroundings, people: list[Cluster], owner: list[int]) -> None:
        """Prepare for a text."""
        self._around = around
        self._scene = around.scene
        self._people = people
        self._owner = owner
        self._antecedents = Antecedents(around, SpeakerFeatures(around), people)
        self._descriptions = Descriptions(around.scene, people, owner)
        self._by_family = {cluster.key[-1]: index for index, cluster in reversed(list(enumerate(people)))}
        self._last: Said | None = None
        self._last_spoken: tuple[Candidate, int] | None = None

    def name(self, pick: Pick) -> Speaker | None:
        """Return the speaker of the next quote; None when it cannot be told."""
        speaker, sureness = self._labelled(pick) or self._told(pick)
        if speaker is not None:
            is_sure = sureness >= _SURE_MENTION and pick.speech >= _SURE_SPEECH
            speaker = speaker._replace(certainty=Certainty.CERTAIN if is_sure else Certainty.LIKELY)
        self._last = Said(pick, speaker, sureness)
        if speaker is not None and pick.candidate is not None:
            self._last_spoken = pick.candidate, self._around.places[pick.number].frame
        return speaker

    def reporter(self, reported: Reported) -> Speaker | None:
        """Return who is reported to have said something without quotation marks."""
        candidate = self._as_candidate(reported)
        speaker, sureness = self._meant(Pick(-1, candidate, 1.0, 1.0), candidate, False)
        if speaker is None:
            return None
        is_sure = reported.is_plain and candidate.kind is Kind.NAME and sureness >= _SURE_MENTION
        return speaker._replace(certainty=Certainty.CERTAIN if is_sure else Certainty.LIKELY)

    def _as_candidate(self, reported: Reported) -> Candidate:
        """Return the subject of indirect speech as a candidate, to be understood like one."""
        subject, frame = reported.subject, self._scene.frames[reported.frame]
        kind = Kind.NAME if subject.name >= 0 else Kind.PRONOUN if subject.pronoun else Kind.PHRASE
        person = self._owner[subject.name] if subject.name >= 0 else -1
        head = self._scene.words[subject.last]
        first, last = (frame.units.index(unit) if unit in frame.units else 0 for unit in (subject.first, subject.last))
        return Candidate(reported.frame, first, last, subject, kind, person, head, frame.line)

    def _told(self, pick: Pick) -> tuple[Speaker | None, float]:
        """Return the speaker as attributed, else the one who goes on speaking."""
        last = self._last
        is_bare = self._around.facts(pick.number).is_bare
        if last is not None and last.speaker is not None and self._goes_on(pick, last.pick, is_bare):
            how = How.IMPLICIT if is_bare else self._how_named(pick, last.speaker)
            kept = last.sureness * (pick.probability if pick.candidate is not None else _CHAIN)
            if is_bare and self._somebody_new(pick, last.pick):
                kept = min(kept, _UNTOLD)
            return last.speaker._replace(how=how), kept if is_bare else min(last.sureness, pick.probability)
        if pick.candidate is None:
            return None, 0.0
        return self._meant(pick, pick.candidate, is_bare)

    def _how_named(self, pick: Pick, speaker: Speaker) -> How:
        """Return how the words beside a quote tell a speaker whom the one before it has, too."""
        if speaker.how is not How.IMPLICIT or pick.candidate is None:
            return speaker.how
        return How.PRONOUN if pick.candidate.kind is Kind.PRONOUN else How.EXPLICIT

    def _goes_on(self, pick: Pick, before: Pick, is_bare: bool) -> bool:
        """Say whether a quote rests on the same mention as the one before, or on none and follows it directly."""
        if pick.candidate is not None:
            return pick.candidate is before.candidate
        frames, places = self._scene.frames, self._around.places
        lines = frames[places[pick.number].frame].line - frames[places[before.number].frame].line
        return is_bare and lines <= 1

    def _somebody_new(self, pick: Pick, before: Pick) -> bool:
        """Say whether the sentence before a quote is about another person: "X said. Y shook his head. “…”"."""
        index = self._around.places[pick.number].frame - 1
        fellows = self._around.in_frame.get(index, ())
        if not fellows or fellows[0].kind is not Kind.NAME or "Q" in self._around.symbols(index):
            return False
        return before.candidate is not None and fellows[0].person != before.candidate.person

    def _meant(self, pick: Pick, candidate: Candidate, is_bare: bool) -> tuple[Speaker | None, float]:
        """Return whom the mention means that a quote is attributed to."""
        is_apart = is_bare and candidate.frame != self._around.places[pick.number].frame
        probability = pick.probability
        if is_apart and not self._antecedents.speaks(candidate):
            probability = min(probability, _UNTOLD)
        person = candidate.person if candidate.kind is Kind.NAME else self._family_alone(candidate)
        if person >= 0:
            how = How.IMPLICIT if is_apart else How.EXPLICIT
            return self._person(person, candidate, how), probability
        if candidate.kind is Kind.PRONOUN:
            return self._by_pronoun(candidate, probability)
        meaning = self._descriptions.meaning_of(candidate.frame, candidate.subject)
        if meaning is None:
            return None, 0.0
        how = How.IMPLICIT if is_apart else How.ROLE if meaning.by_role else How.EXPLICIT
        return self._as_meant(meaning, candidate, how), probability

    def _family_alone(self, candidate: Candidate) -> int:
        """Return whose family name a capital word is that was taken for no name: "Frame" for Nicola Frame; else -1."""
        if candidate.kind is not Kind.OTHER or candidate.subject.first != candidate.subject.last:
            return -1
        person = self._by_family.get(key_of(self._scene.tokens[candidate.subject.last].text), -1)
        return person if person >= 0 and len(self._people[person].key) > 1 else -1

    def _by_pronoun(self, candidate: Candidate, probability: float) -> tuple[Speaker | None, float]:
        """Return whom "he", "she", "they" or "it" means."""
        first, word = candidate.subject.first, candidate.head
        if word == "who":
            return self._by_relative(candidate, probability)
        if word in ("he", "she"):
            gender = "m" if word == "he" else "f"
            found = self._antecedents.of_person(candidate.frame, first, gender, self._last_spoken)
        elif word in ("they", "it"):
            found = self._antecedents.of_thing(candidate.frame, first, is_plural=word == "they")
        else:
            found = None
        if found is None:
            return None, 0.0
        sureness = probability * min(1.0, 0.5 + found.margin / (2 * _SURE_MARGIN))
        meant = found.candidate
        if meant.kind is Kind.NAME:
            return self._person(meant.person, candidate, How.PRONOUN), sureness
        meaning = self._descriptions.meaning_of(meant.frame, meant.subject)
        if meaning is None:
            return None, 0.0
        return self._as_meant(meaning, candidate, How.PRONOUN), min(sureness, 0.7)

    def _by_relative(self, candidate: Candidate, probability: float) -> tuple[Speaker | None, float]:
        """Return whom "who" means: the name before it in its sentence, else the description."""
        first = candidate.subject.first
        before = [
            other
            for other in self._around.in_frame[candidate.frame]
            if first - _WHO_REACHES <= other.subject.last < first and other.kind in (Kind.NAME, Kind.PHRASE)
        ]
        named = [other for other in before if other.kind is Kind.NAME] or before
        return self._meant(Pick(-1, named[-1], probability, 1.0), named[-1], False) if named else (None, probability)

    def _labelled(self, pick: Pick) -> tuple[Speaker | None, float] | None:
        """Return the speaker a transcript names inside the marks: “PENCE: Well, look …”."""
        found = LABEL.match(self._scene.text, self._scene.quoted[pick.number].start)
        if not found:
            return None
        label = found.group(1)
        person = self._by_family.get(key_of(label.split()[-1]))
        return (
            Speaker(
                name=label if person is None else self._people[person].name,
                type=SpeakerType.PERSON,
                how=How.EXPLICIT,
                certainty=Certainty.LIKELY,
                person=person,
                start=found.start(1),
                end=found.end(1),
            ),
            0.7,
        )

    def _person(self, person: int, candidate: Candidate, how: How) -> Speaker:
        meaning = Meaning(self._people[person].name, SpeakerType.PERSON, person)
        return self._as_meant(meaning, candidate, how)

    def _as_meant(self, meaning: Meaning, candidate: Candidate, how: How) -> Speaker:
        tokens = self._scene.tokens
        return Speaker(
            name=meaning.name,
            type=meaning.type,
            how=how,
            certainty=Certainty.LIKELY,
            person=meaning.person if meaning.person >= 0 else None,
            start=tokens[candidate.subject.first].start,
            end=tokens[candidate.subject.last].end,
        )
