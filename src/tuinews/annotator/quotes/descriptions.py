"""Whom a description means: "the premier", "the group", "a source close to the group", "Liberal leader X"."""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from tuinews.annotator.names import CALENDAR, COMMON, HONORIFIC, PEOPLE, PLACE, REPORTING, SAYING, TITLE, word_set
from tuinews.annotator.people.candidates import is_capital
from tuinews.annotator.people.coreference import Cluster
from tuinews.annotator.people.roles import head_of, same_role
from tuinews.annotator.quotes.subjects import DETERMINERS, Scene, Subject
from tuinews.model.annotations import SpeakerType

_GROUPS = word_set("groups")
_DOCUMENTS = word_set("documents")
_INDEFINITE = word_set("indefinite")
_DEFINITE = frozenset(("the", "that", "this", "his", "her", "its", "their"))
_FRAMES_BACK = 14
_MENTIONS_BACK = 200
_SMALL = frozenset(("of", "for", "and", "the", "in", "on", "at"))
_COMPLEMENT_OPENERS = frozenset(("of", "for", "close", "familiar", "from", "in", "at", "with", "inside", "near", "by"))
_VERBS = word_set("plain-verbs") | word_set("chunk-stops") - {"to", "who"}
_LONGEST_COMPLEMENT = 12
_LONGEST_TITLE = 5
_HONOURED = {
    "the doctor": frozenset(("dr", "doctor")),
    "the physician": frozenset(("dr", "doctor")),
    "the surgeon": frozenset(("dr", "doctor")),
    "the professor": frozenset(("prof", "professor")),
    "the priest": frozenset(("fr", "father", "rev", "revd", "reverend")),
}
"""Descriptions of whoever was named with one of these before the name."""


class Meaning(NamedTuple):
    """What a description means."""

    name: str
    type: SpeakerType
    person: int = -1
    """The index of the person meant; -1 for none."""
    by_role: bool = False
    """Whether it only repeats what the text has said before."""


class Descriptions:
    """Finds whom the descriptions of one text mean, and remembers the sources it has met."""

    def __init__(self, scene: Scene, people: list[Cluster], owner: list[int]) -> None:
        """Prepare for a text."""
        self._scene = scene
        self._people = people
        self._owner = owner
        self._met: dict[str, str] = {}
        self._titled = [
            (name.first, person, name.honorific.lower().rstrip("."))
            for name, person in zip(scene.names, owner, strict=True)
            if people[person].role or name.honorific
        ]

    def meaning_of(self, frame: int, subject: Subject) -> Meaning | None:
        """Return what a description means; None when it has no word."""
        spelled = self.spelled(subject)
        words = [token.text for token in self._scene.tokens[subject.first : subject.last + 1] if token.is_word]
        if not words:
            return None
        beside = self._named_beside(subject)
        if beside >= 0:
            return self._person(beside, by_role=False)
        official = self._official(subject)
        if official:
            return Meaning(official, SpeakerType.ORGANISATION)
        head, first = head_of(spelled), words[0].lower()
        kind = _type_of(words, head)
        if kind is SpeakerType.ORGANISATION and head not in _GROUPS and self._scene.lexicon.flags(head) & TITLE:
            kind = SpeakerType.UNNAMED  # "the Prime Minister" is somebody
        if first not in _INDEFINITE:
            is_named = kind is SpeakerType.ORGANISATION and is_capital(words[-1])
            by_role = None if is_named else self._by_role(subject, spelled)
            found = by_role or self._met_before(frame, subject, head, first)
            if found:
                return found
        name = self._with_complement(subject, spelled)
        if kind is SpeakerType.UNNAMED:
            self._met.setdefault(head, name)
        elif first == "the" and len(words) > 1 and is_capital(words[1]):
            name = name[len(words[0]) :].lstrip()
        return Meaning(name, kind)

    def _official(self, subject: Subject) -> str:
        """Return a name that goes on over "to", or nothing: "the Committee | to Protect Journalists"."""
        tokens, last = self._scene.tokens, subject.last
        if last + 2 >= len(tokens) or tokens[last + 1].text != "to" or not is_capital(tokens[last].text):
            return ""
        end = last + 1
        while end + 1 < len(tokens) and tokens[end + 1].is_word and is_capital(tokens[end + 1].text):
            end += 1
        if end == last + 1 or tokens[end].line != tokens[last].line:
            return ""
        first = subject.first + (tokens[subject.first].text.lower() == "the")
        return self.spelled(Subject(first, end))

    def spelled(self, subject: Subject) -> str:
        """Return a description as the text has it, on one line."""
        tokens = self._scene.tokens
        return " ".join(self._scene.text[tokens[subject.first].start : tokens[subject.last].end].split())

    def last_organisation(self, frame: int, before: int) -> str:
        """Return the last name of something that is no person, place or day before a token."""
        refused = PLACE | PEOPLE | CALENDAR | COMMON
        for index in range(frame, max(-1, frame - _FRAMES_BACK), -1):
            found = ""
            for tokens in self._runs(self._scene.frames[index].units, before):
                if any(not self._scene.lexicon.flags(text) & refused for text in tokens):
                    found = " ".join(tokens)
            if found:
                return found
        return ""

    def _with_complement(self, subject: Subject, spelled: str) -> str:
        """Return a description with what belongs to it: "a source | close to the group", "a spokesman | for X"."""
        tokens, last = self._scene.tokens, subject.last
        openers = _COMPLEMENT_OPENERS | {"on"} if tokens[last].text.endswith("ed") else _COMPLEMENT_OPENERS
        if last + 1 >= len(tokens) or tokens[last + 1].text not in openers:
            return spelled
        for unit in range(last + 1, min(last + _LONGEST_COMPLEMENT, len(tokens))):
            token = tokens[unit]
            if token.sentence != tokens[subject.last].sentence or not token.is_word or self._is_verb(unit):
                break
            last = unit
        while tokens[last].text in _SMALL or tokens[last].text in DETERMINERS:
            last -= 1
        return self.spelled(Subject(subject.first, max(last, subject.last)))

    def _is_verb(self, unit: int) -> bool:
        """Say whether a token is a verb that ends a description."""
        word = self._scene.tokens[unit].text.lower()
        flags = self._scene.lexicon.flags(word)
        return word in _VERBS or bool(flags & (SAYING | REPORTING) and not flags & TITLE)

    def _person(self, person: int, *, by_role: bool) -> Meaning:
        return Meaning(self._people[person].name, SpeakerType.PERSON, person, by_role)

    def _named_beside(self, subject: Subject) -> int:
        """Return the person named right after a description, or before it with a comma; -1 for none."""
        tokens, name_at = self._scene.tokens, self._scene.name_at
        after = subject.last + 1
        if after < len(tokens) and tokens[subject.last].sentence == tokens[after].sentence:
            named = self._named_in_commas(after)
            if named >= 0:
                return self._owner[named]
            if after in name_at and not tokens[subject.last].is_possessive and self._is_title_of(after):
                return self._owner[name_at[after]]
        before = subject.first - 1
        while before > 0 and tokens[before].text in DETERMINERS:
            before -= 1
        if before > 0 and tokens[before].text == ",":
            before -= 1
            if tokens[before].text == ")":
                while before > 0 and tokens[before].text != "(" and subject.first - before < 8:
                    before -= 1
                before -= 1
            if before in name_at and tokens[before].sentence == tokens[subject.first].sentence:
                return self._owner[name_at[before]]
        return -1

    def _named_in_commas(self, comma: int) -> int:
        """Return the name set off by commas, a title before it left out, or -1: "her aide, the scholar Li Wei,"."""
        tokens, name_at = self._scene.tokens, self._scene.name_at
        if tokens[comma].text != ",":
            return -1
        for at in range(comma + 1, min(comma + 2 + _LONGEST_TITLE, len(tokens))):
            if at in name_at:
                begins = self._scene.names[name_at[at]].title_first <= comma + 1 or self._is_titled(comma + 1, at)
                return name_at[at] if begins and self._closes(self._name_end(at) + 1) else -1
            if not tokens[at].is_word or tokens[at].is_possessive or self._is_verb(at):
                return -1
        return -1

    def _is_titled(self, first: int, name: int) -> bool:
        """Say whether an article and a title are what stands between two places: "the postdoctoral researcher"."""
        if first == name:
            return True
        tokens = self._scene.tokens
        return tokens[first].text == "the" and bool(self._scene.lexicon.flags(tokens[name - 1].text) & TITLE)

    def _is_title_of(self, first: int) -> bool:
        """Say whether what stands before a name is the title the name was read with."""
        return self._scene.names[self._scene.name_at[first]].first == first

    def _name_end(self, unit: int) -> int:
        return self._scene.names[self._scene.name_at[unit]].last

    def _closes(self, after: int) -> bool:
        tokens = self._scene.tokens
        return after >= len(tokens) or tokens[after].text in ",.;:—–)"

    def _by_role(self, subject: Subject, spelled: str) -> Meaning | None:
        """Return the person whose printed role a description repeats, the one named last if there are several."""
        end = bisect_left(self._titled, (subject.first,))
        honorifics = _HONOURED.get(spelled.lower(), frozenset())
        for _, person, honorific in reversed(self._titled[max(0, end - _MENTIONS_BACK) : end]):
            role = self._people[person].role
            if honorific in honorifics or (role and same_role(spelled, role)):
                return self._person(person, by_role=True)
        return None

    def _met_before(self, frame: int, subject: Subject, head: str, first: str) -> Meaning | None:
        """Return the source described before, or the organisation that "the group" means."""
        if first not in _DEFINITE:
            return None
        if head in self._met:
            return Meaning(self._met[head], SpeakerType.UNNAMED, by_role=True)
        if head in _GROUPS and subject.last - subject.first <= 1:
            organisation = self.last_organisation(frame, subject.first)
            if organisation:
                return Meaning(organisation, SpeakerType.ORGANISATION, by_role=True)
        return None

    def _runs(self, units: tuple[int, ...], before: int) -> list[list[str]]:
        """Return the runs of capitals before a token that belong to no person's name."""
        runs: list[list[str]] = []
        is_open = False
        for unit in units:
            if self._is_other_name(unit, before):
                if not is_open:
                    runs.append([])
                runs[-1].append(self._scene.tokens[unit].text)
                is_open = True
            else:
                is_open = False
        return runs

    def _is_other_name(self, unit: int, before: int) -> bool:
        """Say whether a unit is a capital that belongs to no person's name."""
        scene = self._scene
        if not 0 <= unit < before or unit in scene.name_at or not scene.tokens[unit].is_word:
            return False
        token = scene.tokens[unit]
        if scene.lexicon.flags(token.text) & HONORIFIC:
            return False
        opens = unit == 0 or scene.tokens[unit - 1].sentence != token.sentence
        return is_capital(token.text) and not (opens and scene.lexicon.flags(token.text) & COMMON)


def _type_of(words: list[str], head: str) -> SpeakerType:
    """Return what a description that is no person's name names."""
    core = words[1:] if words[0].lower() in DETERMINERS else words
    if head in _DOCUMENTS:
        return SpeakerType.DOCUMENT
    if head in _GROUPS or (core and all(is_capital(word) or word in _SMALL for word in core)):
        return SpeakerType.ORGANISATION
    return SpeakerType.UNNAMED
