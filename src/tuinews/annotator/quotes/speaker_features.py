"""Features of a candidate as the source of a quote, for the ranker.

Each is a short string; a model gives some of them weights. Those that depend only on the candidate and on the side of
the quote it stands on are made once and shared by all quotes near it.
"""

from __future__ import annotations

from typing import NamedTuple

from tuinews.annotator.names import TITLE, word_set
from tuinews.annotator.quotes.sources import Candidate, Kind
from tuinews.annotator.quotes.surroundings import QuoteFacts, Surroundings, bucket

_GROUPS = word_set("groups")
_DOCUMENTS = word_set("documents")
_PREPOSITIONS = word_set("prepositions")
_CUES = "SR"
_CUE_REACH_AFTER = 14
_CUE_REACH_BEFORE = 8


class Earlier(NamedTuple):
    """The quote before and whom it was given to."""

    candidate: Candidate | None
    frame: int
    line: int


class Cue(NamedTuple):
    """A verb of speech near a candidate."""

    place: int
    distance: int


class Shape(NamedTuple):
    """What is known of a candidate whatever the quote."""

    kind: str
    cue_after: Cue | None
    cue_before: Cue | None
    static: dict[str, list[str]]
    """The features that depend only on the side, by side."""


class SpeakerFeatures:
    """Makes the features of the candidates of one text."""

    def __init__(self, surroundings: Surroundings) -> None:
        """Prepare for a text."""
        self._around = surroundings
        self._scene = surroundings.scene
        self._shapes: dict[int, Shape] = {}

    def of_none(self, number: int) -> list[str]:
        """Return the features of there being no source."""
        facts = self._around.facts(number)
        return [
            "NONE",
            f"NONEb{facts.is_bare:d}{facts.opens_line:d}{facts.is_capital:d}",
            f"NONEw{bucket(len(facts.words))}",
            f"NONEs{self._around.attributions[number].strength:d}",
        ]

    def side_of(self, number: int, candidate: Candidate) -> str:
        """Return where a candidate stands: B and A before and after in the sentence, b and a before and after it."""
        index, place = self._around.places[number]
        if candidate.frame == index:
            return "B" if candidate.first_place < place else "A"
        return "b" if candidate.frame < index else "a"

    def of_side(self, candidate: Candidate, side: str) -> list[str]:
        """Return the features that depend only on a candidate and its side."""
        shape = self.shape(candidate)
        found = shape.static.get(side)
        if found is None:
            found = self._kind_features(candidate, shape, side) + self._near_features(candidate, shape, side)
            found += self._cue_features(candidate, shape, side)
            shape.static[side] = found
        return found

    def of_pair(self, number: int, candidate: Candidate, earlier: Earlier | None) -> list[str]:
        """Return the features of a candidate and a quote together."""
        index, place = self._around.places[number]
        facts, side, shape = self._around.facts(number), self.side_of(number, candidate), self.shape(candidate)
        position = self._position(index, candidate, side)
        found = self.of_position(number, candidate)
        if candidate.frame == index:
            found += self._gap_features(candidate, shape, side, place, facts)
        else:
            found += self._apart_features(candidate, shape, position, side, facts)
        found += self._rule_features(number, candidate, shape, position)
        if earlier is not None:
            found += self._earlier_features(index, candidate, shape, position, earlier, facts)
        return found

    def of_position(self, number: int, candidate: Candidate) -> list[str]:
        """Return the features of where a candidate stands to a quote."""
        index = self._around.places[number].frame
        facts, shape = self._around.facts(number), self.shape(candidate)
        position = self._position(index, candidate, self.side_of(number, candidate))
        return [
            "p=" + position,
            f"pk={position}{shape.kind}",
            f"pb={position}{facts.is_bare:d}{facts.opens_line:d}",
            f"pbk={position}{facts.is_bare:d}{facts.opens_line:d}{shape.kind}{facts.quotes > 1:d}",
        ]

    def _position(self, index: int, candidate: Candidate, side: str) -> str:
        lines = self._scene.frames[index].line - candidate.line
        return f"{side}{max(-1, min(lines, 3))}.{max(-2, min(index - candidate.frame, 4))}"

    def shape(self, candidate: Candidate) -> Shape:
        """Return what is known of a candidate whatever the quote."""
        found = self._shapes.get(id(candidate))
        if found is None:
            symbols = self._around.symbols(candidate.frame)
            found = Shape(_kind_of(candidate), _cue_after(symbols, candidate), _cue_before(symbols, candidate), {})
            self._shapes[id(candidate)] = found
        return found

    def _kind_features(self, candidate: Candidate, shape: Shape, side: str) -> list[str]:
        head, kind = candidate.head, candidate.kind
        first_word = self._scene.tokens[candidate.subject.first].text.lower()
        order = min(self._around.order_in_frame[id(candidate)], 3)
        found = [
            "kt=" + (f"pro:{head}" if kind is Kind.PRONOUN else kind),
            "side=" + side,
            f"first={side}{order}{shape.kind}",
            "det=" + (first_word if kind is Kind.PHRASE else ""),
            "hd=" + (head if kind is not Kind.NAME else ""),
        ]
        if kind in (Kind.PHRASE, Kind.OTHER):
            found += self._head_features(candidate, shape, side)
        subject, frame = candidate.subject, self._scene.frames[candidate.frame]
        titles = self._scene.title_length(subject)
        place = candidate.first_place - 1 - titles
        before = self._scene.word(frame, place)
        governor = self._scene.word(frame, place - 1)
        if kind is Kind.NAME:
            name = self._scene.names[subject.name]
            named = bucket(self._around.mentions[candidate.person])
            found += [
                "npre=" + before,
                f"ttl={titles > 0:d}",
                f"pcnt={named}{'z' if candidate.person == self._around.most_named else ''}",
                f"nlen={min(name.last - name.first, 2)}",
            ]
        is_governed = before in _PREPOSITIONS
        found.append(f"gov={is_governed:d}{side}")
        if is_governed:
            found.append(f"govt={before}{bool(self._scene.lexicon.flags(governor) & TITLE):d}{side}")
        return found

    def _head_features(self, candidate: Candidate, shape: Shape, side: str) -> list[str]:
        word, flags = candidate.head, self._scene.lexicon.flags
        if flags(word) & TITLE or (word.endswith("s") and flags(word[:-1]) & TITLE):
            sort = "t"
        else:
            sort = "g" if word in _GROUPS else "d" if word in _DOCUMENTS else "-"
        symbols = self._around.symbols(candidate.frame)
        before = symbols[candidate.first_place - 1] if candidate.first_place else "^"
        length = min(candidate.last_place - candidate.first_place, 6)
        near = f"{_is_near(shape.cue_after, 3):d}{_is_near(shape.cue_before, 2):d}"
        return [
            f"fl={sort}{side}",
            f"flk={sort}{candidate.kind}{before}",
            f"len={length}{candidate.kind}",
            f"flca={sort}{near}",
        ]

    def _near_features(self, candidate: Candidate, shape: Shape, side: str) -> list[str]:
        """Return the features of the words and marks beside a candidate."""
        index, first, last = candidate.frame, candidate.first_place, candidate.last_place
        symbols, around = self._around.symbols(index), self._around
        after = symbols[last + 1] if last + 1 < len(symbols) else "$"
        after2 = symbols[last + 2] if last + 2 < len(symbols) else "$"
        before = symbols[first - 1] if first else "^"
        before2 = symbols[first - 2] if first > 1 else "^"
        word_after, word_after2 = around.word_or_symbol(index, last + 1), around.word_or_symbol(index, last + 2)
        word_before = around.word_or_symbol(index, first - 1)
        if self._scene.tokens[candidate.subject.last].is_possessive:
            after = word_after = "'s"
        found = [
            f"nx={side}{after}",
            f"nx12={side}{after}{after2}",
            f"pv={side}{before}",
            f"pvnx={side}{before}|{after}",
            f"wn={side}{word_after}",
            f"wp={side}{word_before}",
            f"wn12={word_after}_{word_after2}",
            f"wpk={word_before}{shape.kind}",
            f"wnk={word_after}{shape.kind}",
            f"nxk={side}{after}{shape.kind}",
            f"pv2={side}{before2}{before}",
        ]
        if candidate.kind is not Kind.NAME and after == "N":
            found.append("abut" + candidate.kind)
        if before == "(":
            found.append(f"inpar{candidate.kind}{side}")
        if around.is_dash(index, first - 1):
            found.append(f"dash{side}{after}")
        return found

    def _cue_features(self, candidate: Candidate, shape: Shape, side: str) -> list[str]:
        """Return the features of the verbs of speech beside a candidate."""
        symbols, frame = self._around.symbols(candidate.frame), self._scene.frames[candidate.frame]
        after, before = shape.cue_after, shape.cue_before
        near = f"{_is_near(after, 3):d}{_is_near(before, 2):d}"
        found = [f"cacb={side}{near}{shape.kind}"]
        if after:
            pattern = "".join(_squeezed(symbols[candidate.last_place + 1 : after.place + 1]))[:10]
            distance = "0" if after.distance == 0 else "1" if after.distance < 3 else "2"
            found += [
                f"ca={side}{bucket(after.distance)}{symbols[after.place]}",
                f"cal={side}{self._scene.word(frame, after.place)}",
                f"cac={shape.kind}{distance}",
                f"capat={side}{pattern}",
            ]
        else:
            found.append("ca-" + side)
        if before:
            pattern = "".join(_squeezed(symbols[before.place : candidate.first_place]))[:10]
            found += [
                f"cb={side}{bucket(before.distance)}{symbols[before.place]}",
                f"cbl={side}{self._scene.word(frame, before.place)}",
                f"cbpat={side}{pattern}",
            ]
        else:
            found.append("cb-" + side)
        return found

    def _gap_features(self, candidate: Candidate, shape: Shape, side: str, place: int, facts: QuoteFacts) -> list[str]:
        """Return the features of what stands between a candidate and a quote in one sentence."""
        index = candidate.frame
        symbols = self._around.symbols(index)
        is_before = side == "B"
        first, last = (candidate.last_place + 1, place) if is_before else (place + 1, candidate.first_place)
        gap = _squeezed(symbols[first:last])
        spelled = "".join(symbol if len(symbol) < 2 else f"({symbol})" for symbol in gap)
        between = self._between(candidate, place)
        after = symbols[candidate.last_place + 1] if candidate.last_place + 1 < len(symbols) else "$"
        beside = after if not is_before else facts.before
        edge = (gap[-1] if is_before else gap[0]) if gap else "0"
        found = [
            f"gap={side}{spelled if len(gap) <= 7 else spelled[:8] + '~' + spelled[-8:]}",
            f"gapn={side}{bucket(max(0, last - first))}",
            f"gapk={side}{spelled if len(gap) <= 4 else 'L'}{shape.kind}",
            f"gapS={side}{gap.count('S')}{gap.count('R')}{'Q' in gap:d}",
            f"nb={side}{min(between, 5)}",
            f"nbk={side}{min(between, 3)}{shape.kind}",
            f"g1={side}{self._around.word_or_symbol(index, place - 1 if is_before else place + 1)}",
            f"gq={side}{edge}{facts.last in ',?!':d}",
            f"qend={side}{facts.last}{beside}{between == 0:d}",
        ]
        for letter, cue, near in (("a", shape.cue_after, 2), ("b", shape.cue_before, 1)):
            if cue:
                way = "<" if cue.place < place else ">"
                found.append(f"c{letter}q={bucket(abs(place - cue.place) - 1)}{way}{min(cue.distance, near)}")
        return found

    def _between(self, candidate: Candidate, place: int) -> int:
        """Return how many other candidates stand between a candidate and a quote."""
        return sum(
            candidate.last_place < other.first_place < place or place < other.first_place < candidate.first_place
            for other in self._around.in_frame.get(candidate.frame, ())
        )

    def _apart_features(
        self, candidate: Candidate, shape: Shape, position: str, side: str, facts: QuoteFacts
    ) -> list[str]:
        """Return the features of a candidate in another sentence."""
        symbols = self._around.symbols(candidate.frame)
        order = min(self._around.order_in_frame[id(candidate)], 2)
        return [
            f"qcont={facts.is_bare:d}{facts.opens_line:d}{facts.last}{side}",
            f"fpos={position}{order}",
            f"frq={position}{'Q' in symbols:d}",
            f"fend={position}{symbols[-1]}",
            f"fca={position}{_is_near(shape.cue_after, 4):d}{shape.kind}",
            f"flen={position}{bucket(len(symbols))}",
            f"turn={position}{facts.is_bare:d}{facts.opens_line:d}{'Q' in symbols:d}{order}{shape.kind}",
        ]

    def _rule_features(self, number: int, candidate: Candidate, shape: Shape, position: str) -> list[str]:
        """Return what the rules of attribution say of a candidate."""
        attribution = self._around.attributions[number]
        subject = attribution.subject
        if subject is None:
            return [f"rule-{attribution.is_bare:d}{position}"]
        own = candidate.subject
        is_same = subject.last == own.last and (subject.name >= 0) == (own.name >= 0)
        overlaps = subject.first <= own.last and own.first <= subject.last
        answer = f"{is_same:d}{overlaps:d}{attribution.strength:d}"
        found = ["rule=" + answer, f"rulek={answer}{shape.kind}"]
        if is_same:
            found.append(f"rulep={attribution.strength:d}{position}")
        return found

    def _earlier_features(
        self,
        index: int,
        candidate: Candidate,
        shape: Shape,
        position: str,
        earlier: Earlier,
        facts: QuoteFacts,
    ) -> list[str]:
        """Return how a candidate stands to the source of the quote before."""
        if earlier.candidate is None:
            return ["pv0"]
        lines = self._scene.frames[index].line - earlier.line
        is_same = earlier.candidate is candidate
        same_person = candidate.person >= 0 and candidate.person == earlier.candidate.person
        in_frame = f"{index == earlier.frame:d}"
        found = [
            f"pm={is_same:d}{same_person:d}{min(lines, 2)}{in_frame}{facts.is_bare:d}",
            f"pmk={is_same:d}{same_person:d}{shape.kind}{min(lines, 3)}{facts.opens_line:d}",
        ]
        if is_same:
            found.append(f"pms={position}{in_frame}{bool(shape.cue_after or shape.cue_before):d}")
        elif earlier.candidate.subject.first < candidate.subject.first:
            found.append(f"afterprev{lines == 0:d}")
        else:
            found.append(f"beforeprev{lines == 0:d}")
        return found


def _kind_of(candidate: Candidate) -> str:
    if candidate.kind is not Kind.PRONOUN:
        return candidate.kind
    return "pp" if candidate.head in ("he", "she") else "p:" + candidate.head


def _is_near(cue: Cue | None, limit: int) -> bool:
    return cue is not None and cue.distance < limit


def _cue_after(symbols: list[str], candidate: Candidate) -> Cue | None:
    first = candidate.last_place + 1
    for place in range(first, min(len(symbols), first + _CUE_REACH_AFTER)):
        if symbols[place] in _CUES:
            return Cue(place, place - first)
        if symbols[place] in ("Q", ".", ";", ":"):
            return None
    return None


def _cue_before(symbols: list[str], candidate: Candidate) -> Cue | None:
    first = candidate.first_place - 1
    for place in range(first, max(-1, first - _CUE_REACH_BEFORE), -1):
        if symbols[place] in _CUES:
            return Cue(place, first - place)
        if symbols[place] in ("Q", ",", ";", ":", "."):
            return None
    return None


def _squeezed(symbols: list[str]) -> list[str]:
    """Return symbols with each run of plain words, names or capitals made one."""
    kept: list[str] = []
    for symbol in symbols:
        if not (kept and kept[-1] == symbol and symbol in "wNC"):
            kept.append(symbol)
    return kept
