"""What stands around the quoted stretches of a text, read once for all of them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from functools import cached_property
from typing import NamedTuple

from tuinews.annotator.names import REPORTING, SAYING, word_set
from tuinews.annotator.quotes.attribution import attribute
from tuinews.annotator.quotes.clauses import Frame, last_character
from tuinews.annotator.quotes.sources import Candidate, find_candidates
from tuinews.annotator.quotes.subjects import PRONOUNS, Scene, Subject

_LINES_BACK = 3
_FRAMES_AHEAD = 2
_MOST_CANDIDATES = 60
"""A quote looks at no more than these, so that time stays linear whatever the text."""
_MARKS = frozenset(",:;.()—–-?!")
_SPELLED = word_set("spelled-in-patterns")
_DASHES = frozenset("—–-―")
_WORDS = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
LABEL = re.compile(r"[\"“]([A-Z][A-Z.'’\- ]{1,30}):\s")
"""A transcript's speaker, named inside the marks."""


class Place(NamedTuple):
    """Where a quoted stretch stands."""

    frame: int
    place: int


class QuoteFacts(NamedTuple):
    """What a quoted stretch looks like, and its sentence."""

    words: tuple[str, ...]
    last: str
    """The last character inside: ",", "." or the like, else "x"."""
    is_bare: bool
    """Whether nothing but quoted stretches stands in its sentence."""
    opens_line: bool
    is_capital: bool
    """Whether it begins like a sentence."""
    before: str
    """The symbol before it; "^" at the beginning of the sentence."""
    after: str
    quotes: int
    """How many quoted stretches the sentence has."""


class Surroundings:
    """The frames, candidates and rule-made attributions of a text, and symbols for the words of each frame."""

    def __init__(self, scene: Scene, owner: list[int]) -> None:
        """Read a scene.

        Args:
            owner: For every name of the scene, the index of its person.
        """
        self.scene = scene
        self.attributions = attribute(scene)
        self.places = {
            number: Place(index, place) for index, frame in enumerate(scene.frames) for place, number in frame.quotes()
        }
        self._owner = owner
        self.mentions = Counter(owner)
        self.most_named = self.mentions.most_common(1)[0][0] if owner else -1
        self.repeats = Counter(key_of_quote(scene.text[quoted.start : quoted.end]) for quoted in scene.quoted)
        self.singles = sum(quoted.is_single for quoted in scene.quoted)
        self._symbols: dict[int, list[str]] = {}
        self._facts: dict[int, QuoteFacts] = {}

    @cached_property
    def candidates(self) -> list[Candidate]:
        """All mentions that could be sources, in order; found when first asked for."""
        return find_candidates(self.scene, self._owner, self._described())

    @cached_property
    def in_frame(self) -> dict[int, list[Candidate]]:
        """The candidates of each frame that has any."""
        found: dict[int, list[Candidate]] = {}
        for candidate in self.candidates:
            found.setdefault(candidate.frame, []).append(candidate)
        return found

    @cached_property
    def order_in_frame(self) -> dict[int, int]:
        """For each candidate, by its identity, how many stand before it in its frame."""
        return {id(candidate): order for fellows in self.in_frame.values() for order, candidate in enumerate(fellows)}

    @cached_property
    def _lines(self) -> list[int]:
        return [candidate.line for candidate in self.candidates]

    def candidates_for(self, number: int) -> list[Candidate]:
        """Return the candidates near a quoted stretch: from three paragraphs before it to the next one."""
        place = self.places[number]
        line = self.scene.frames[place.frame].line
        first = bisect_left(self._lines, line - _LINES_BACK)
        last = bisect_right(self._lines, line + 1)
        near = [c for c in self.candidates[first:last] if c.frame <= place.frame + _FRAMES_AHEAD]
        if len(near) > _MOST_CANDIDATES:
            near.sort(key=lambda c: abs(c.frame - place.frame))
            near = sorted(near[:_MOST_CANDIDATES], key=lambda c: c.subject.first)
        return near

    def symbols(self, index: int) -> list[str]:
        """Return a letter or word for every unit of a frame: what patterns are made of."""
        found = self._symbols.get(index)
        if found is None:
            frame = self.scene.frames[index]
            found = [self._symbol(frame, place) for place in range(len(frame.units))]
            self._symbols[index] = found
        return found

    def facts(self, number: int) -> QuoteFacts:
        """Return what a quoted stretch looks like."""
        found = self._facts.get(number)
        if found is None:
            found = self._facts[number] = self._read_facts(number)
        return found

    def word_or_symbol(self, index: int, place: int) -> str:
        """Return the word at a place, else its symbol, or "^" and "$" beyond the ends."""
        symbols = self.symbols(index)
        if place < 0:
            return "^"
        if place >= len(symbols):
            return "$"
        return self.scene.word(self.scene.frames[index], place) or symbols[place]

    def is_dash(self, index: int, place: int) -> bool:
        """Say whether a dash of any length stands at a place."""
        return self.scene.mark(self.scene.frames[index], place) in _DASHES if place >= 0 else False

    def _described(self) -> list[tuple[int, Subject]]:
        found: list[tuple[int, Subject]] = []
        for number, attribution in self.attributions.items():
            subject = attribution.subject
            if subject is not None and subject.name < 0 and not subject.pronoun:
                centre = self.places[number].frame
                near = range(max(0, centre - 2), min(len(self.scene.frames), centre + 3))
                found += [(index, subject) for index in near if subject.first in self.scene.frames[index].units]
        return found

    def _symbol(self, frame: Frame, place: int) -> str:
        unit = frame.units[place]
        if unit < 0:
            return "Q"
        token = self.scene.tokens[unit]
        if not token.is_word:
            return token.text if token.text in _MARKS else "*"
        if unit in self.scene.name_at:
            return "N"
        if self.scene.is_cue(frame, place, SAYING):
            return "S"
        if self.scene.is_cue(frame, place, REPORTING):
            return "R"
        word = token.text.lower()
        if word in PRONOUNS:
            return "P"
        if word in _SPELLED:
            return word
        return "C" if token.text[0].isupper() else "w"

    def _read_facts(self, number: int) -> QuoteFacts:
        index, place = self.places[number]
        frame, symbols = self.scene.frames[index], self.symbols(index)
        quoted = self.scene.quoted[number]
        inside = self.scene.text[quoted.start : quoted.end]
        bare_inside = inside.strip("\"“”'‘’ ")
        last = last_character(self.scene.text, quoted)
        return QuoteFacts(
            words=tuple(_WORDS.findall(inside)),
            last=last if last in ",.?!…" else "x",
            is_bare=not any(self.scene.word(frame, other) for other in range(len(frame.units))),
            opens_line=place == 0 and (index == 0 or self.scene.frames[index - 1].line != frame.line),
            is_capital=bool(bare_inside) and bare_inside[0].isupper(),
            before=symbols[place - 1] if place else "^",
            after=symbols[place + 1] if place + 1 < len(symbols) else "$",
            quotes=symbols.count("Q"),
        )


def key_of_quote(text: str) -> str:
    """Return the words of a quoted stretch in the form in which two are compared."""
    return " ".join(_WORDS.findall(text)).lower()


def bucket(count: int) -> int:
    """Return a count made coarse, for features."""
    for limit in (4, 6, 9, 14, 25):
        if count < limit:
            return count if limit == 4 else _FLOORS[limit]
    return 25


_FLOORS = {6: 4, 9: 6, 14: 9, 25: 14}
