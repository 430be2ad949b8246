"""Who a verb of speech belongs to: the subject before it, the one after it, the object of "according to"."""

from __future__ import annotations

from dataclasses import dataclass

from tuinews.annotator.names import REPORTING, SAYING, TITLE, Lexicon, word_set
from tuinews.annotator.people.candidates import is_capital
from tuinews.annotator.people.naming import Name
from tuinews.annotator.quotes.clauses import Frame
from tuinews.annotator.quotes.stretches import Quoted
from tuinews.annotator.sentences import Token

PRONOUNS = word_set("pronouns")
DETERMINERS = word_set("determiners")
_SKIPPED = word_set("skipped")
_BOUNDARIES = word_set("boundaries")
_PREPOSITIONS = word_set("prepositions")
_GOVERNORS = word_set("governors")
_NOUN_MAKERS = word_set("noun-makers")
_NO_SUBJECT = word_set("no-subject")
_PASSIVE = word_set("passive")
_FORWARD_STOPS = word_set("forward-stops")
_LETTERS = word_set("letters-after-names")
_OPEN_CHUNK = 24
_INSERTS = 5


@dataclass(frozen=True, slots=True)
class Subject:
    """A stretch of tokens that names who speaks, and the name in it if it is one."""

    first: int
    last: int
    """Token indexes, both inclusive."""
    name: int = -1
    """The number of the name; -1 when it is a pronoun or a description."""
    pronoun: str = ""


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything attribution looks at."""

    text: str
    tokens: list[Token]
    quoted: list[Quoted]
    frames: list[Frame]
    names: list[Name]
    name_at: dict[int, int]
    """For every token of a name, the number of the name."""
    lexicon: Lexicon
    words: list[str]
    """For every token its word in small letters; empty for a mark."""

    def word(self, frame: Frame, place: int) -> str:
        """Return a unit's word in small letters, or nothing where there is no word."""
        if not 0 <= place < len(frame.units):
            return ""
        unit = frame.units[place]
        return self.words[unit] if unit >= 0 else ""

    def begin(self, subject: Subject) -> int:
        """Return the token a subject begins with, the title before a name included."""
        return self.names[subject.name].title_first if subject.name >= 0 else subject.first

    def title_length(self, subject: Subject) -> int:
        """Return how many tokens of title stand before the name of a subject."""
        return self.names[subject.name].first - self.names[subject.name].title_first if subject.name >= 0 else 0

    def mark(self, frame: Frame, place: int) -> str:
        """Return a unit's mark, "“" for a quoted stretch, or nothing for a word and beyond the ends."""
        if not 0 <= place < len(frame.units):
            return ""
        unit = frame.units[place]
        if unit < 0:
            return "“"
        return "" if self.tokens[unit].is_word else self.tokens[unit].text

    def is_letters(self, frame: Frame, place: int) -> bool:
        """Say whether a unit is the letters of an office or honour right after a name: "Ruth Abernathy | KC"."""
        units = frame.units
        return (
            place > 0
            and units[place] >= 0
            and units[place - 1] in self.name_at
            and self.tokens[units[place]].text in _LETTERS
        )

    def is_cue(self, frame: Frame, place: int, wanted: int = SAYING | REPORTING) -> bool:
        """Say whether a unit is a verb of speech, not the noun it may look like ("a report")."""
        word = self.word(frame, place)
        if not word or not self.lexicon.flags(word) & wanted or frame.units[place] in self.name_at:
            return False
        token = self.tokens[frame.units[place]]
        if token.text[0].isupper() and place:
            return False
        before = self.word(frame, place - 1)
        if before == "a" and self.mark(frame, place - 2) in (",", "“"):
            return True  # French: « … », a déclaré X
        if before in _NOUN_MAKERS or (before and self.tokens[frame.units[place - 1]].is_possessive):
            return False
        return before not in _PASSIVE or word.endswith("ing")


def subject_of(scene: Scene, frame: Frame, cue: int) -> Subject | None:
    """Return the subject of a verb of speech: before it, or after it where a quoted stretch stands before."""
    place = _before_adverbs(scene, frame, cue - 1)
    mark = scene.mark(frame, place)
    if place < 0:
        return None
    if mark == "“" or (mark == "," and scene.mark(frame, place - 1) == "“"):
        return subject_after(scene, frame, cue)
    return subject_before(scene, frame, cue)


def subject_before(scene: Scene, frame: Frame, cue: int) -> Subject | None:
    """Return the subject that stands before a verb, an insertion between commas left out."""
    place = _before_adverbs(scene, frame, cue - 1)
    if place < 0:
        return None
    if scene.mark(frame, place) in (",", ")", "—", "–", "-", "―"):
        return _before_insertion(scene, frame, place)
    first = _chunk_start(scene, frame, place)
    return parse_subject(scene, frame, first, place)


def _before_adverbs(scene: Scene, frame: Frame, place: int) -> int:
    """Return the place left of a verb's auxiliaries and adverbs."""
    while place >= 0:
        word = scene.word(frame, place)
        if not word or frame.units[place] in scene.name_at:
            break
        if word not in _SKIPPED and not (word.endswith("ly") and len(word) > 4):
            break
        place -= 1
    return place


def _before_insertion(scene: Scene, frame: Frame, place: int) -> Subject | None:
    """Return the subject before ", aged 43," or " (D-Mo.)": the nearest name or pronoun, else the nearest phrase."""
    fallback: Subject | None = None
    for _ in range(_INSERTS):
        inside = place - 1
        first = _back_to_mark(scene, frame, inside)
        if first <= inside and scene.word(frame, first) not in ("who", "whose", "which"):
            found = parse_subject(scene, frame, _chunk_start(scene, frame, inside), inside)
            if found and (found.name >= 0 or found.pronoun) and found.last == frame.units[inside]:
                return found
            fallback = found or fallback
        place = first - 1
        if place < 0 or scene.mark(frame, place) in ("“", ":", ";", ""):
            break
    return fallback


def _back_to_mark(scene: Scene, frame: Frame, place: int) -> int:
    """Return the place after the nearest mark to the left."""
    stop = max(-1, place - _OPEN_CHUNK)
    while place > stop and (scene.word(frame, place) or frame.units[place] in scene.name_at):
        place -= 1
    return place + 1


def _chunk_start(scene: Scene, frame: Frame, place: int) -> int:
    """Return where the words before a verb begin that can be its subject."""
    stop = max(-1, place - _OPEN_CHUNK)
    start = place
    while start > stop:
        unit = frame.units[start]
        ends = not scene.word(frame, start) or scene.word(frame, start) in _BOUNDARIES
        if ends and unit not in scene.name_at and not _joins_capitals(scene, frame, start):
            break
        start -= 1
    return start + 1


def _joins_capitals(scene: Scene, frame: Frame, place: int) -> bool:
    """Say whether "and" stands between two names that are no person's: "analysts at Barclays and UBS"."""
    if scene.word(frame, place) not in ("and", "or") or place < 2 or place + 1 >= len(frame.units):
        return False
    beside = frame.units[place - 1], frame.units[place + 1]
    return all(
        unit >= 0 and unit not in scene.name_at and scene.tokens[unit].is_word and is_capital(scene.tokens[unit].text)
        for unit in beside
    )


def parse_subject(scene: Scene, frame: Frame, first: int, last: int) -> Subject | None:
    """Return what some words at the end of a clause name: a person, a pronoun, or a description."""
    while last > first and scene.is_letters(frame, last):
        last -= 1
    if first > last:
        return None
    unit = frame.units[last]
    number = scene.name_at.get(unit, -1)
    if number >= 0 and scene.names[number].last == unit and not scene.tokens[unit].is_possessive:
        return _name_or_phrase(scene, frame, first, last, number)
    word = scene.word(frame, last)
    if word == "who":
        return _before_insertion(scene, frame, last - 1 if scene.mark(frame, last - 1) else last)
    if word in PRONOUNS:
        return Subject(unit, unit, pronoun=word)
    return _phrase(scene, frame, first, last)


def _name_or_phrase(scene: Scene, frame: Frame, first: int, last: int, number: int) -> Subject | None:
    """Return the name, unless it only says whose spokesman or what group speaks."""
    name = scene.names[number]
    before = last - (frame.units[last] - name.title_first) - 1
    if before >= first and scene.word(frame, before) in _GOVERNORS:
        phrase = _phrase(scene, frame, first, last)
        if phrase and phrase.first < name.title_first - 1 and scene.word(frame, first) not in _PREPOSITIONS:
            return phrase
    return Subject(name.first, name.last, number)


def _phrase(scene: Scene, frame: Frame, first: int, last: int) -> Subject | None:
    """Return the description some words make, an introduction such as "on Monday" left out."""
    start = first
    for place in range(first, last):
        if scene.word(frame, place + 1) in DETERMINERS and scene.is_cue(frame, place, SAYING):
            start = place + 1  # "Ms Tran said | the defendant had told her"
    while start <= last and _is_introduction(scene, frame, start):
        start += 1
    if start <= last and scene.word(frame, start) in _PREPOSITIONS | {"according"}:
        inner = [place for place in range(start + 1, last + 1) if scene.word(frame, place) in DETERMINERS]
        later = [place for place in inner if scene.word(frame, place - 1) not in _PREPOSITIONS]
        if not later and not inner:
            return None
        start = (later or inner)[-1]
    if start > last:
        return None
    start = max(start, last - 14)
    words = [scene.word(frame, place) for place in range(start, last + 1)]
    if len(words) == 1 and not _can_stand_alone(scene, frame, start):
        return None
    return Subject(frame.units[start], frame.units[last])


def _is_introduction(scene: Scene, frame: Frame, place: int) -> bool:
    word = scene.word(frame, place)
    return (
        frame.units[place] not in scene.name_at
        and (word in _SKIPPED or (word.endswith("ly") and len(word) > 4))
        and word != "all"
    )


def _can_stand_alone(scene: Scene, frame: Frame, place: int) -> bool:
    """Say whether a single word can be who speaks: a name of something, a role, a plural."""
    word = scene.tokens[frame.units[place]].text
    if word.lower() in DETERMINERS or word.lower() in ("you", "there", "reading", "here"):
        return word.lower() in ("one", "another", "some", "many", "others", "both")
    return is_capital(word) or bool(scene.lexicon.flags(word) & TITLE) or word.endswith("s") or word == "police"


def subject_after(scene: Scene, frame: Frame, cue: int) -> Subject | None:
    """Return the subject that stands after a verb: "said Obama", "said a source close to the group"."""
    first = cue + 1
    while scene.word(frame, first) in ("also", "then", "later"):
        first += 1
    word = scene.word(frame, first)
    if not word or word in _NO_SUBJECT or scene.word(frame, cue) in ("told", "tell", "tells", "telling"):
        return None
    if word in ("he", "she"):
        return Subject(frame.units[first], frame.units[first], pronoun=word)
    return read_forward(scene, frame, first)


def read_forward(scene: Scene, frame: Frame, first: int) -> Subject | None:
    """Return the name or description that begins at a place."""
    last = first - 1
    while last + 1 < len(frame.units) and last - first < _OPEN_CHUNK and _goes_forward(scene, frame, last + 1):
        last += 1
    if last < first:
        return None
    for place in range(first, last + 1):
        number = scene.name_at.get(frame.units[place], -1)
        if number < 0:
            continue
        name = scene.names[number]
        if scene.tokens[name.last].is_possessive:
            break
        governed = any(scene.word(frame, before) in _GOVERNORS for before in range(first, place))
        if not governed:
            return Subject(name.first, name.last, number)
        break
    return _apposed_name(scene, frame, last) or _phrase(scene, frame, first, last)


def _goes_forward(scene: Scene, frame: Frame, place: int) -> bool:
    """Say whether a description read from left to right goes on with a unit."""
    if frame.units[place] in scene.name_at:
        return True
    word = scene.word(frame, place)
    return bool(word) and word not in _BOUNDARIES and word not in _FORWARD_STOPS and not word.endswith("day")


def _apposed_name(scene: Scene, frame: Frame, last: int) -> Subject | None:
    """Return the name after "the group's leader, "."""
    if scene.mark(frame, last + 1) != "," or last + 2 >= len(frame.units):
        return None
    number = scene.name_at.get(frame.units[last + 2], -1)
    if number < 0 or not scene.lexicon.flags(scene.word(frame, last)) & TITLE:
        return None
    return Subject(scene.names[number].first, scene.names[number].last, number)
