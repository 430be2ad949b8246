"""A linear-chain conditional random field over the candidates of a line, in plain Python.

Each candidate is outside a name, begins one or continues one; a gap between candidates ends the name before it. What
cannot follow upon what ("continues" upon "outside", or over a gap) has no weight at all.
"""

from __future__ import annotations

import json
from itertools import repeat
from math import exp
from pathlib import Path
from typing import NamedTuple

STAGES = 2
FIELD_BITS = 20
"""Each feature's weights are fields of one whole number, so that one sum adds them all."""
_HALF = 1 << (FIELD_BITS - 1)
_MASK = (1 << FIELD_BITS) - 1
_BIAS = sum(_HALF << (FIELD_BITS * field) for field in range(2 * STAGES))
_HIGHEST = 50.0
"""Scores are cut off here, far from where a floating-point number overflows."""

TRANSITIONS = ("gO", "gB", "Og", "OO", "OB", "BO", "BB", "BI", "Bp", "IO", "IB", "II", "Ip", "pO", "pB")
"""What may follow upon what: O outside, B begins, I continues; g a gap after no name, p a gap after a name."""


_Step = tuple[float, float, float, float, float, float, float, float]
"""Factors from one candidate to the next: OO, OB, BO, BB, BI, IO, IB, II."""


class Chain(NamedTuple):
    """The candidates of one line: how much likelier than outside each label is, and the ways between them."""

    begins: list[float]
    continues: list[float]
    start: tuple[float, float, float]
    """How likely each label of the first candidate is by what stands before it."""
    steps: list[_Step]
    end: tuple[float, float, float]
    """How likely what stands behind the last candidate is after each label."""


class Marginal(NamedTuple):
    """How probable each label of one candidate is."""

    begins: float
    continues: float
    goes_on: float
    """How probable it is that a name that has this candidate has the next one, too."""


class PeopleModel:
    """The weights of the two stages: the first reads the text, the second also what the first found elsewhere in it."""

    def __init__(self, scale: float, transitions: list[dict[str, float]], weights: dict[str, int]) -> None:
        """Take weights as packed by `pack`, `scale` of them to one."""
        self._scale = scale
        self._weights = weights
        self.stages = [Stage(given) for given in transitions]

    @classmethod
    def read(cls, path: Path) -> PeopleModel:
        """Return the model in a file."""
        return cls.parse(path.read_text(encoding="utf-8"))

    @classmethod
    def parse(cls, content: str) -> PeopleModel:
        """Return the model that the content of a file tells: settings, features and weights, blank lines between."""
        head, features, numbers = content.split("\n\n")
        settings = json.loads(head)
        weights = dict(zip(features.split("\n"), map(int, numbers.split()), strict=True))
        return cls(settings["scale"], settings["transitions"], weights)

    def score(self, features: list[str] | tuple[str, ...]) -> int:
        """Return the sum of the weights of some features, still packed."""
        return sum(map(self._weights.get, features, repeat(0)))

    def factors(self, packed: int, stage: int) -> tuple[float, float]:
        """Return the two factors of a stage that a packed sum stands for."""
        fields = (packed + _BIAS) >> (2 * FIELD_BITS * stage)
        first = ((fields & _MASK) - _HALF) / self._scale
        second = ((fields >> FIELD_BITS & _MASK) - _HALF) / self._scale
        return exp(first if first < _HIGHEST else _HIGHEST), exp(second if second < _HIGHEST else _HIGHEST)


def pack(fields: list[int]) -> int:
    """Return the weights of a feature as one number."""
    return sum(field << (FIELD_BITS * place) for place, field in enumerate(fields))


class Stage:
    """The transitions of one stage and what they make of a chain."""

    def __init__(self, transitions: dict[str, float]) -> None:
        """Take the weight of each transition."""
        factor = {name: exp(weight) for name, weight in transitions.items()}
        self._factor = factor
        out = factor["OO"], factor["OB"]
        begin = factor["BO"], factor["BB"], factor["BI"]
        self._beside: _Step = (*out, *begin, factor["IO"], factor["IB"], factor["II"])
        self._across = (factor["Og"] * factor["gO"], factor["Og"] * factor["gB"], factor["Bp"], factor["Ip"])

    def chain(self, begins: list[float], continues: list[float], gaps: list[float]) -> Chain:
        """Return a line as a chain.

        Args:
            gaps: For before each candidate and after the last: 0 when there is no gap, else how much likelier the gap
                is after a name than after none.
        """
        factor = self._factor
        start = (factor["gO"], factor["gB"] * begins[0], 0.0) if gaps[0] else (1.0, begins[0], 0.0)
        last = gaps[-1]
        end = (factor["Og"], factor["Bp"] * last, factor["Ip"] * last) if last else (1.0, 1.0, 1.0)
        return Chain(begins, continues, start, [self._step(gap) if gap else self._beside for gap in gaps[1:-1]], end)

    def _step(self, gap: float) -> _Step:
        """Return the ways from a candidate to the next over a gap."""
        out, begin, from_begin, from_continue = self._across
        return (
            out,
            begin,
            from_begin * gap * self._factor["pO"],
            from_begin * gap * self._factor["pB"],
            0.0,
            from_continue * gap * self._factor["pO"],
            from_continue * gap * self._factor["pB"],
            0.0,
        )


def marginals_of(chain: Chain) -> list[Marginal]:
    """Return how probable the labels of each candidate are, all readings of the line taken together."""
    out, begins, continues = chain.start
    marginals: list[Marginal] = []
    for at, (ahead_out, ahead_begins, ahead_continues, from_begin, from_continue) in enumerate(_backward(chain)):
        if at:
            oo, ob, bo, bb, bi, io, ib, ii = chain.steps[at - 1]
            out, begins, continues = (
                out * oo + begins * bo + continues * io,
                (out * ob + begins * bb + continues * ib) * chain.begins[at],
                (begins * bi + continues * ii) * chain.continues[at],
            )
        total = out + begins + continues
        out, begins, continues = out / total, begins / total, continues / total
        likely_begins, likely_continues = begins * ahead_begins, continues * ahead_continues
        inside = likely_begins + likely_continues
        total = out * ahead_out + inside
        goes_on = (likely_begins * from_begin + likely_continues * from_continue) / inside if inside else 0.0
        marginals.append(Marginal(likely_begins / total, likely_continues / total, goes_on))
    return marginals


def best_names(chain: Chain) -> list[tuple[int, int]]:
    """Return the names of the likeliest reading, each as the places of its first and last candidate."""
    out, begins, continues = chain.start
    back: list[tuple[int, int, int]] = []
    for at, (oo, ob, bo, bb, bi, io, ib, ii) in enumerate(chain.steps, 1):
        ways_out = (out * oo, begins * bo, continues * io)
        ways_begin = (out * ob, begins * bb, continues * ib)
        from_begin, from_continue = begins * bi, continues * ii
        best_out, best_begin = max(ways_out), max(ways_begin)
        back.append((ways_out.index(best_out), ways_begin.index(best_begin), 2 if from_continue > from_begin else 1))
        begins = best_begin * chain.begins[at]
        continues = max(from_begin, from_continue) * chain.continues[at]
        total = best_out + begins + continues
        out, begins, continues = best_out / total, begins / total, continues / total
    finals = [score * end for score, end in zip((out, begins, continues), chain.end, strict=True)]
    label = finals.index(max(finals))
    labels = [label]
    for origins in reversed(back):
        label = origins[label]
        labels.append(label)
    return _names_of(labels[::-1])


def _backward(chain: Chain) -> list[tuple[float, float, float, float, float]]:
    """Return for each candidate how likely the rest of the line is after each label, up to a common factor.

    The last two tell how likely it is that a name goes on from a candidate that begins or continues it.
    """
    out, begins, continues = chain.end
    ahead = [(out, begins, continues, 0.0, 0.0)]
    for at in range(len(chain.steps), 0, -1):
        oo, ob, bo, bb, bi, io, ib, ii = chain.steps[at - 1]
        begins *= chain.begins[at]
        continues *= chain.continues[at]
        begin_on, continue_on = bi * continues, ii * continues
        after_out = oo * out + ob * begins
        after_begin = bo * out + bb * begins + begin_on
        after_continue = io * out + ib * begins + continue_on
        total = after_out + after_begin + after_continue
        out, begins, continues = after_out / total, after_begin / total, after_continue / total
        ahead.append((out, begins, continues, begin_on / after_begin, continue_on / after_continue))
    ahead.reverse()
    return ahead


def _names_of(labels: list[int]) -> list[tuple[int, int]]:
    """Return the first and last place of each name in a row of labels: 0 outside, 1 begins, 2 continues."""
    names: list[tuple[int, int]] = []
    for at, label in enumerate(labels):
        if label == 1:
            names.append((at, at))
        elif label == 2 and names:
            names[-1] = (names[-1][0], at)
    return names
