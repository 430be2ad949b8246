"""The chain's probabilities and its best reading are those of all readings gone through one by one."""

from itertools import pairwise, product
from math import exp, isclose

from hypothesis import given, settings
from hypothesis import strategies as st

from tuinews.annotator.people.crf import TRANSITIONS, Stage, best_names, marginals_of, pack

WEIGHTS = st.floats(-4, 4)
STAGES = st.lists(WEIGHTS, min_size=len(TRANSITIONS), max_size=len(TRANSITIONS))
CANDIDATES = st.lists(st.tuples(WEIGHTS, WEIGHTS, st.none() | WEIGHTS), min_size=1, max_size=5)
Reading = tuple[str, ...]


def scores_of(
    transitions: dict[str, float], candidates: list[tuple[float, float, float | None]]
) -> dict[Reading, float]:
    """Return the score of each allowed reading of candidates, each with the gap before it; no gap behind the last."""
    scores: dict[Reading, float] = {}
    for labels in product("OBI", repeat=len(candidates)):
        row: list[str] = []
        score = 0.0
        for label, (begins, continues, gap) in zip(labels, candidates, strict=True):
            if gap is not None:
                after_name = bool(row) and row[-1] in "BI"
                row.append("p" if after_name else "g")
                score += gap if after_name else 0.0
            row.append(label)
            score += {"O": 0.0, "B": begins, "I": continues}[label]
        steps = [f"{before}{after}" for before, after in pairwise(row)]
        if row[0] != "I" and all(step in transitions for step in steps):
            scores[labels] = exp(score + sum(transitions[step] for step in steps))
    return scores


@given(STAGES, CANDIDATES)
@settings(deadline=None, max_examples=60)
def test_the_marginals_are_those_of_all_readings(
    weights: list[float], candidates: list[tuple[float, float, float | None]]
) -> None:
    transitions = dict(zip(TRANSITIONS, weights, strict=True))
    scores = scores_of(transitions, candidates)
    total = sum(scores.values())

    marginals = marginals_of(chain_of(transitions, candidates))

    for at, marginal in enumerate(marginals):
        begins = sum(score for labels, score in scores.items() if labels[at] == "B") / total
        inside = sum(score for labels, score in scores.items() if labels[at] != "O")
        on = sum(s for labels, s in scores.items() if labels[at] != "O" and labels[at + 1 : at + 2] == ("I",))
        assert isclose(marginal.begins, begins, abs_tol=1e-9)
        assert isclose(marginal.begins + marginal.continues, inside / total, abs_tol=1e-9)
        assert isclose(marginal.goes_on, on / inside, abs_tol=1e-9)


@given(STAGES, CANDIDATES)
@settings(deadline=None, max_examples=60)
def test_the_best_names_are_those_of_the_likeliest_reading(
    weights: list[float], candidates: list[tuple[float, float, float | None]]
) -> None:
    transitions = dict(zip(TRANSITIONS, weights, strict=True))
    scores = scores_of(transitions, candidates)

    names = best_names(chain_of(transitions, candidates))

    labels = ["O"] * len(candidates)
    for first, last in names:
        labels[first : last + 1] = ["B"] + ["I"] * (last - first)
    assert isclose(scores[tuple(labels)], max(scores.values()), rel_tol=1e-9)


def test_extreme_scores_give_numbers() -> None:
    stage = Stage(dict.fromkeys(TRANSITIONS, 0.0))

    chain = stage.chain([exp(50.0), exp(-700.0)] * 200, [exp(-700.0), exp(50.0)] * 200, [0.0] * 401)

    assert all(0.0 <= m.begins + m.continues <= 1.0 + 1e-9 for m in marginals_of(chain))
    assert len(best_names(chain)) == 200


def test_packed_weights_add_up_field_by_field() -> None:
    assert pack([1, -2, 3, -4]) + pack([10, 20, -30, 40]) == pack([11, 18, -27, 36])


def chain_of(transitions: dict[str, float], candidates: list[tuple[float, float, float | None]]):  # type: ignore[no-untyped-def]
    gaps = [0.0 if gap is None else exp(gap) for _, _, gap in candidates]
    begins = [exp(begin) for begin, _, _ in candidates]
    return Stage(transitions).chain(begins, [exp(proceed) for _, proceed, _ in candidates], [*gaps, 0.0])
