"""Whom a pronoun means: the mention before it that stands out most, by who has just spoken, grammar and distance.

The points follow what salience-based resolvers have in common (Lappin and Leass, 1994: subjects before objects, near
before far); their sizes were tuned on the development articles.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from tuinews.annotator.names import CALENDAR, PLACE, TITLE, word_set
from tuinews.annotator.people.coreference import Cluster
from tuinews.annotator.quotes.sources import Candidate, Kind
from tuinews.annotator.quotes.speaker_features import SpeakerFeatures
from tuinews.annotator.quotes.subjects import Scene
from tuinews.annotator.quotes.surroundings import Surroundings

_FRAMES_BACK = 14
_PREPOSITIONS = word_set("prepositions")
_GROUPS = word_set("groups")
_DOCUMENTS = word_set("documents")
_MALE = word_set("male") | word_set("male-roles") | {"man", "boy", "gentleman", "he"}
_FEMALE = word_set("female") | word_set("female-roles") | {"woman", "girl", "she"}
_PERSON_NOUNS = word_set("person-nouns")
_NEAR_CUE = 3
_WORD = re.compile(r"[^\W\d_]+")
_OF_OTHERS = {"m": frozenset({"he", "him", "his", "himself"}), "f": frozenset({"she", "her", "hers", "herself"})}


@dataclass(frozen=True, slots=True)
class Antecedent:
    """Whom or what a pronoun means."""

    candidate: Candidate
    margin: float
    """By how many points it is ahead of the next one; 9 when there is no other."""


class Antecedents:
    """Finds what the pronouns of one text mean."""

    def __init__(self, around: Surroundings, features: SpeakerFeatures, people: list[Cluster]) -> None:
        """Prepare for a text."""
        self._around = around
        self._features = features
        self._people = people
        self._descriptions: dict[int, Candidate | None] = {}

    @cached_property
    def _firsts(self) -> list[int]:
        return [candidate.subject.first for candidate in self._around.candidates]

    def of_person(
        self, frame: int, before: int, gender: str, last_spoken: tuple[Candidate, int] | None
    ) -> Antecedent | None:
        """Return whom "he" or "she" at a token means.

        Args:
            frame: The pronoun's frame.
            before: The pronoun's token.
            gender: "m" or "f".
            last_spoken: The mention of whoever spoke last, and its quote's frame.
        """
        return self._best(frame, before, lambda candidate: self._fits_person(candidate, gender), last_spoken)

    def of_thing(self, frame: int, before: int, *, is_plural: bool) -> Antecedent | None:
        """Return what "it" or "they" at a token means: an organisation, a document, a group of people."""
        return self._best(frame, before, lambda candidate: self._fits_thing(candidate, is_plural), None)

    def _best(
        self, frame: int, before: int, fits: Callable[[Candidate], bool], last_spoken: tuple[Candidate, int] | None
    ) -> Antecedent | None:
        points: dict[object, float] = {}
        mention: dict[object, Candidate] = {}
        nearest_speaks = False
        subjects = set[int]()
        for candidate in self._before(frame, before):
            if not fits(candidate):
                continue
            key = candidate.person if candidate.person >= 0 else ("", candidate.head)
            value = self._salience(candidate, frame)
            if self._is_topic(candidate, frame, subjects):
                value += 3.0
            if self._opens_sentence(candidate) or self.speaks(candidate):
                subjects.add(candidate.person)
            if not nearest_speaks and self.speaks(candidate):
                nearest_speaks = True
                if last_spoken and not self._is_one(candidate, last_spoken[0]) and candidate.frame > last_spoken[1]:
                    last_spoken = None
            if last_spoken and self._is_one(candidate, last_spoken[0]):
                value += max(0.0, 2.0 - 0.5 * (frame - last_spoken[1]))
            if value > points.get(key, -99.0):
                points[key], mention[key] = value, candidate
        if not points:
            return None
        ranked = sorted(points, key=lambda key: -points[key])
        margin = points[ranked[0]] - points[ranked[1]] if len(ranked) > 1 else 9.0
        return Antecedent(mention[ranked[0]], margin)

    def _before(self, frame: int, before: int) -> list[Candidate]:
        """Return the mentions before a token, as far back as a pronoun reaches."""
        end = bisect_left(self._firsts, before)
        found = []
        for candidate in reversed(self._around.candidates[max(0, end - 120) : end]):
            if frame - candidate.frame > _FRAMES_BACK:
                break
            if candidate.subject.last < before:
                found.append(candidate)
        return found

    def _salience(self, candidate: Candidate, frame: int) -> float:
        scene = self._around.scene
        back = frame - candidate.frame
        value = 1.0 if back == 0 else -1.5 * back
        if self.speaks(candidate):
            value += 2.5
        if self._opens_sentence(candidate):
            value += 1.5
        first = scene.begin(candidate.subject)
        if candidate.kind is Kind.NAME:
            value += 1.0 + (0.5 if self._people[candidate.person].gender else 0.0)
        if first and scene.tokens[first - 1].text.lower() in _PREPOSITIONS:
            value -= 1.0
        if scene.tokens[candidate.subject.last].is_possessive:
            value -= 0.7
        return value

    def speaks(self, candidate: Candidate) -> bool:
        """Say whether a mention tells what is said: "X said", "X (R-Ga.) said", "X, 43, said", "according to X"."""
        scene, frame = self._around.scene, self._around.scene.frames[candidate.frame]
        described = self._described(candidate)
        begin = described.first_place if described else candidate.first_place - scene.title_length(candidate.subject)
        if (scene.word(frame, begin - 2), scene.word(frame, begin - 1)) == ("according", "to"):
            return True
        before = self._features.shape(candidate).cue_before
        if before is not None and before.distance < _NEAR_CUE:
            return True
        symbols = self._around.symbols(candidate.frame)
        place = candidate.last_place + 1
        if symbols[place : place + 2] in ([",", "S"], [",", "R"]):
            return True
        for opening, closing in (("(", ")"), (",", ",")):
            if place < len(symbols) and symbols[place] == opening and closing in symbols[place + 1 : place + 12]:
                place = symbols.index(closing, place + 1) + 1
        return any(symbol in ("S", "R") for symbol in symbols[place : place + _NEAR_CUE])

    def _opens_sentence(self, candidate: Candidate) -> bool:
        """Say whether a mention is the first of its sentence, its own title left out."""
        fellows = self._around.in_frame[candidate.frame]
        return fellows[0] is candidate or fellows[0].subject.first >= self._begin(candidate)

    def _begin(self, candidate: Candidate) -> int:
        """Return the token a mention begins with, with who that is: "Reis's wife, Ana Reis, wept"."""
        described = self._described(candidate)
        return described.subject.first if described else self._around.scene.begin(candidate.subject)

    def _described(self, candidate: Candidate) -> Candidate | None:
        """Return the description before a name with a comma: "the president of the port, | Ana Reis".

        One that only sets the scene counts, too: "in an interview, | Ana Reis said" is her sentence.
        """
        if candidate.kind is not Kind.NAME:
            return None
        if id(candidate) not in self._descriptions:
            self._descriptions[id(candidate)] = self._find_description(candidate)
        return self._descriptions[id(candidate)]

    def _find_description(self, candidate: Candidate) -> Candidate | None:
        scene, first = self._around.scene, self._around.scene.begin(candidate.subject)
        if first < 2 or scene.tokens[first - 1].text != ",":
            return None
        for other in self._around.in_frame[candidate.frame]:
            between = scene.tokens[other.subject.last + 1 : max(first - 1, other.subject.last + 1)]
            is_before = other.kind is Kind.PHRASE and other.subject.last < first - 1
            if is_before and (not between or (self._is_person(other) and all(token.is_word for token in between))):
                return other
        return None

    def _is_topic(self, candidate: Candidate, frame: int, later: set[int]) -> bool:
        """Say whether a name begins the paragraph of a frame, which then is about that person: "Ruiz smiled. She …".

        Not in its own sentence: in "Ruiz was right, he said" another speaks.

        Args:
            later: Who begins the sentences between, or speaks in them; whoever is another takes the place.
        """
        scene = self._around.scene
        if candidate.kind is not Kind.NAME or candidate.frame == frame or later - {candidate.person}:
            return False
        if candidate.line != scene.frames[frame].line:
            return False
        first = self._begin(candidate)
        opens = first == 0 or scene.tokens[first - 1].line != candidate.line
        is_subject = not scene.tokens[candidate.subject.last].is_possessive
        return opens and is_subject and not _speaks_of(scene, frame, self._people[candidate.person].gender)

    def _fits_person(self, candidate: Candidate, gender: str) -> bool:
        if candidate.kind is Kind.NAME:
            described = self._described(candidate)
            known = self._people[candidate.person].gender
            return known in ("", gender) and not (described and not known and self._is_other(described, gender))
        if candidate.kind is not Kind.PHRASE or _is_plural(candidate.head):
            return False
        return self._is_person(candidate) and not (
            self._is_other(candidate, gender) or self._stands_for_name(candidate)
        )

    def _is_other(self, candidate: Candidate, gender: str) -> bool:
        """Say whether a description is of the other gender: "the girl" is no "he"."""
        tokens = self._around.scene.tokens[candidate.subject.first : candidate.subject.last + 1]
        return bool({token.text.lower() for token in tokens} & (_FEMALE if gender == "m" else _MALE))

    def _is_person(self, candidate: Candidate) -> bool:
        """Say whether a description is of a person."""
        return bool(self._around.scene.lexicon.flags(candidate.head) & TITLE) or candidate.head in _PERSON_NOUNS

    def _stands_for_name(self, candidate: Candidate) -> bool:
        """Say whether a name follows that says who it is: "Witness Claire Ross", "a critic, Laurence Tribe"."""
        symbols = self._around.symbols(candidate.frame)
        if symbols[candidate.last_place + 1 : candidate.last_place + 2] == ["N"]:
            return True
        fellows = self._around.in_frame[candidate.frame]
        return any(self._described(other) is candidate for other in fellows)

    def _fits_thing(self, candidate: Candidate, is_plural: bool) -> bool:
        if candidate.kind is Kind.OTHER:
            return not self._is_all(candidate, CALENDAR | PLACE if is_plural else CALENDAR)
        if candidate.kind is not Kind.PHRASE:
            return False
        second = self._around.scene.tokens[candidate.subject.first + 1].text
        is_group = candidate.head in _GROUPS or candidate.head in _DOCUMENTS or second[0].isupper()
        return is_group or (is_plural and candidate.head.endswith("s"))

    def _is_all(self, candidate: Candidate, kinds: int) -> bool:
        """Say whether every word of a name is of some kinds: "they" are neither New York nor May."""
        scene = self._around.scene
        words = scene.tokens[candidate.subject.first : candidate.subject.last + 1]
        return all(scene.lexicon.flags(token.text) & kinds for token in words)

    def _is_one(self, candidate: Candidate, other: Candidate) -> bool:
        if candidate.person >= 0 or other.person >= 0:
            return candidate.person == other.person
        return candidate is other or candidate.head == other.head


def _is_plural(word: str) -> bool:
    return word.endswith("s") and not word.endswith("ss")


def _speaks_of(scene: Scene, frame: int, gender: str) -> bool:
    """Say whether the quotes of a frame may be about a person and not by them: "Ruiz fell. “He was hurt,” he said"."""
    wanted = _OF_OTHERS.get(gender, _OF_OTHERS["m"] | _OF_OTHERS["f"])
    quotes = (scene.quoted[number] for _, number in scene.frames[frame].quotes())
    return any(wanted & set(_WORD.findall(scene.text[quote.start : quote.end].casefold())) for quote in quotes)
