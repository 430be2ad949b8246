"""The mentions that could be who a quote is attributed to: names, pronouns, descriptions, names of other things.

Only what stands outside quotation marks counts. The list is generous; the ranker chooses from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tuinews.annotator.names import MODIFIER, REPORTING, SAYING, TITLE, word_set
from tuinews.annotator.quotes.clauses import Frame
from tuinews.annotator.quotes.subjects import DETERMINERS, PRONOUNS, Scene, Subject
from tuinews.annotator.sentences import Token

_STOPS = word_set("prepositions") | word_set("boundaries") | word_set("chunk-stops")
_SKIPPED = word_set("skipped")
_OPENERS = word_set("openers")
_HEADS = word_set("speaking-nouns")
_COLLECTIVES = word_set("groups") | word_set("documents") | {"family"}
_VERBS = word_set("plain-verbs")
_ALONE = frozenset(("one", "some", "many", "others", "another", "both"))
_LONGEST_PHRASE = 9
_LONGEST_NAME = 8


class Kind(StrEnum):
    """What a candidate is."""

    NAME = "name"
    """A person's name."""
    PRONOUN = "pro"
    PHRASE = "np"
    """A description: "the premier", "officials", "Scott's niece"."""
    OTHER = "org"
    """The name of something that is no person."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A mention that could be the source of a quote."""

    frame: int
    first_place: int
    last_place: int
    """Places among the frame's units, both inclusive."""
    subject: Subject
    kind: Kind
    person: int
    """The index of the person named; -1 when it is no person's name."""
    head: str
    """The last word, in small letters."""
    line: int


def find_candidates(scene: Scene, owner: list[int], subjects: list[tuple[int, Subject]]) -> list[Candidate]:
    """Return the candidates of a text in order.

    Args:
        owner: For every name of the scene, the index of its person.
        subjects: Descriptions that the rules of attribution found, each with its frame.
    """
    collector = _Collector(scene, owner)
    for number, frame in enumerate(scene.frames):
        collector.read_frame(number, frame)
    for number, subject in subjects:
        collector.add_subject(number, subject)
    return sorted(collector.found, key=lambda candidate: (candidate.subject.first, candidate.subject.last))


class _Collector:
    """Reads frames from left to right and keeps what could speak."""

    def __init__(self, scene: Scene, owner: list[int]) -> None:
        self.found: list[Candidate] = []
        self._scene = scene
        self._owner = owner
        self._seen: set[tuple[int, int]] = set()

    def read_frame(self, number: int, frame: Frame) -> None:
        """Keep the candidates of one frame."""
        place = 0
        while place < len(frame.units):
            unit = frame.units[place]
            if unit < 0 or not self._scene.tokens[unit].is_word:
                place += 1
            elif unit in self._scene.name_at:
                place = self._read_name(number, frame, place)
            elif self._scene.tokens[unit].text.lower() in PRONOUNS:
                self._add(number, frame, place, place, Kind.PRONOUN)
                place += 1
            else:
                place = self._read_phrase(number, frame, place)

    def add_subject(self, number: int, subject: Subject) -> None:
        """Keep a description found elsewhere, unless it is known."""
        units, tokens = self._scene.frames[number].units, self._scene.tokens
        words = [token.text for token in tokens[subject.first + 1 : subject.last + 1]]
        has_verb = any(word in _VERBS or word.endswith("ed") for word in words)
        if subject.first in units and subject.last in units and not has_verb:
            first, last = units.index(subject.first), units.index(subject.last)
            self._add(number, self._scene.frames[number], first, last, Kind.PHRASE)

    def _add(self, number: int, frame: Frame, first: int, last: int, kind: Kind) -> None:
        key = frame.units[first], frame.units[last]
        if key in self._seen:
            return
        self._seen.add(key)
        name = self._scene.name_at[key[0]] if kind is Kind.NAME else -1
        head = self._scene.tokens[key[1]].text.lower()
        subject = Subject(*key, name, head if kind is Kind.PRONOUN else "")
        person = self._owner[name] if name >= 0 else -1
        self.found.append(Candidate(number, first, last, subject, kind, person, head, frame.line))

    def _token(self, frame: Frame, place: int) -> Token | None:
        """Return the word at a place when it is neither a mark nor part of a person's name."""
        if place >= len(frame.units) or frame.units[place] < 0 or frame.units[place] in self._scene.name_at:
            return None
        token = self._scene.tokens[frame.units[place]]
        return token if token.is_word else None

    def _read_name(self, number: int, frame: Frame, place: int) -> int:
        """Keep a person's name and, after a possessive, what belongs to the person: "Scott's niece"."""
        name = self._scene.name_at[frame.units[place]]
        last = place
        while last + 1 < len(frame.units) and self._scene.name_at.get(frame.units[last + 1], -1) == name:
            last += 1
        self._add(number, frame, place, last, Kind.NAME)
        if self._scene.tokens[frame.units[last]].is_possessive and self._token(frame, last + 1):
            end = self._trimmed(frame, last + 1, self._extended(frame, last + 1, 6))
            if end > last:
                self._add(number, frame, place, end, Kind.PHRASE)
        return last + 1

    def _read_phrase(self, number: int, frame: Frame, place: int) -> int:
        """Keep the description or the name of something that begins at a place; return where reading goes on."""
        token = self._scene.tokens[frame.units[place]]
        word = token.text.lower()
        if word in DETERMINERS:
            return self._read_determined(number, frame, place)
        if token.text[0].isupper():
            if self._is_opener(frame, place, word) or self._scene.is_letters(frame, place):
                return place + 1
            return self._read_capitals(number, frame, place)
        flags = self._scene.lexicon.flags(word)
        is_modifier = bool(flags & (TITLE | MODIFIER))
        if is_modifier or self._can_head(word) or (word.endswith("s") and len(word) > 4 and not _is_cue(flags)):
            last = self._extended(frame, place, _LONGEST_PHRASE) if is_modifier else place
            self._add(number, frame, place, self._trimmed(frame, place, last), Kind.PHRASE)
            return last + 1
        return place + 1

    def _is_opener(self, frame: Frame, place: int, word: str) -> bool:
        """Say whether a capital only opens its sentence: "If", "Meanwhile", "Even China", "Tell them"."""
        if place + 1 >= len(frame.units) or (place and self._token(frame, place - 1) is not None):
            return False
        flags, after = self._scene.lexicon.flags, self._token(frame, place + 1)
        if _is_cue(flags(word)) and not flags(word) & TITLE and after is not None and after.text[0].islower():
            return not _is_cue(flags(after.text))
        return word in _STOPS or word in _SKIPPED or word in _OPENERS or word.endswith("ly")

    def _read_determined(self, number: int, frame: Frame, place: int) -> int:
        """Keep "the Israeli premier", the name inside "the White House", and "the former lady and senator"."""
        last = self._extended(frame, place, _LONGEST_PHRASE)
        first_word = self._scene.tokens[frame.units[place]].text.lower()
        if last == place and first_word not in _ALONE:
            return place + 1
        end = self._trimmed(frame, place, last)
        self._add(number, frame, place, end, Kind.PHRASE)
        self._add_inner_name(number, frame, place, end)
        after = self._token(frame, end + 2)
        if self._scene.word(frame, end + 1) == "and" and after is not None:
            further = self._extended(frame, end + 2, 6)
            if self._can_head(self._scene.word(frame, further)):
                self._add(number, frame, place, further, Kind.PHRASE)
        return last + 1

    def _add_inner_name(self, number: int, frame: Frame, place: int, end: int) -> None:
        capital = place + 1
        while capital <= end and not self._is_capital(frame, capital):
            capital += 1
        if capital <= end and all(self._is_capital(frame, inner) for inner in range(capital, end + 1)):
            self._add(number, frame, capital, end, Kind.OTHER)

    def _read_capitals(self, number: int, frame: Frame, place: int) -> int:
        """Keep a run of capitals and, with the small words after it, a description: "Boston police officials"."""
        last = place
        while last - place < _LONGEST_NAME and not self._scene.tokens[frame.units[last]].is_possessive:
            if self._is_capital(frame, last + 1):
                last += 1
            elif self._scene.word(frame, last + 1) in ("of", "for") and self._is_capital(frame, last + 2):
                last += 2
            else:
                break
        end = self._trimmed(frame, place, last)
        self._add(number, frame, place, end, Kind.OTHER)
        for further in range(self._extended(frame, end, 4), end, -1):
            word = self._scene.word(frame, further)
            if self._can_head(word) or word in _COLLECTIVES or word.endswith("s"):
                self._add(number, frame, place, further, Kind.PHRASE)
                break
        return last + 1

    def _is_capital(self, frame: Frame, place: int) -> bool:
        token = self._token(frame, place)
        return token is not None and token.text[0].isupper()

    def _extended(self, frame: Frame, place: int, most: int) -> int:
        """Return the last place of the phrase that begins at a place."""
        first = self._scene.tokens[frame.units[place]]
        is_determined = first.text.lower() in DETERMINERS
        is_led = is_determined or first.text[0].isupper()
        last = place
        while last - place < most:
            token = self._token(frame, last + 1)
            if self._joins_capitals(frame, place, last):
                last += 2
                continue
            if token is None or self._ends_phrase(token, last > place or not is_determined):
                break
            if self._scene.tokens[frame.units[last]].is_possessive and not is_led:
                break
            last += 1
        return last

    def _joins_capitals(self, frame: Frame, first: int, last: int) -> bool:
        """Say whether a name of something goes on: "Ministry | of Electronics", "of Electronics | and Technology"."""
        word = self._scene.word(frame, last + 1)
        has_of = any(self._scene.word(frame, place) == "of" for place in range(first + 1, last))
        joins = word in ("of", "for") or (word == "and" and has_of)
        return joins and self._is_capital(frame, last) and self._is_capital(frame, last + 2)

    def _ends_phrase(self, token: Token, is_inside: bool) -> bool:
        """Say whether a word can stand in no description; `is_inside` when the phrase has a noun already."""
        word = token.text.lower()
        flags = self._scene.lexicon.flags(word)
        if word in _STOPS or word in _VERBS or (_is_cue(flags) and not flags & TITLE):
            return True
        return is_inside and word.endswith("ed") and token.text[0].islower() and not flags & (TITLE | MODIFIER)

    def _trimmed(self, frame: Frame, first: int, last: int) -> int:
        """Return the end of a phrase without the adverbs after it."""
        while last > first:
            word = self._scene.word(frame, last)
            if not word.endswith("ly") and word not in _SKIPPED:
                break
            last -= 1
        return last

    def _can_head(self, word: str) -> bool:
        """Say whether a small word can be who speaks: a role, its plural, "police"."""
        flags = self._scene.lexicon.flags
        return bool(flags(word) & TITLE) or (word.endswith("s") and bool(flags(word[:-1]) & TITLE)) or word in _HEADS


def _is_cue(flags: int) -> bool:
    return bool(flags & (SAYING | REPORTING))
