"""Linear models fitted to examples of string features: one choice among several, and yes or no."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
import scipy.optimize
import scipy.sparse

from tuinews.annotator.train.lessons import Rows

Objective = Callable[[Any], tuple[float, Any]]


def fit_choice(
    groups: Sequence[tuple[Rows, Sequence[bool]]], *, rarest: int, l2: float, rounds: int
) -> dict[str, float]:
    """Return the weights by which the right row of each group gets the highest score.

    Args:
        groups: For each decision the features of its options, and which of them are right (at least one).
        rarest: Features of fewer rows are left out.
        l2: The penalty on squared weights.
        rounds: L-BFGS iterations at most.
    """
    table, matrix = _matrix((row for rows, _ in groups for row in rows), rarest)
    right = np.array([float(answer) for _, answers in groups for answer in answers])
    sizes = np.array([len(answers) for _, answers in groups])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    group = np.repeat(np.arange(len(sizes)), sizes)
    transposed = matrix.T.tocsr()

    def objective(weights: Any) -> tuple[float, Any]:
        scores = matrix @ weights
        raised = np.exp(scores - np.maximum.reduceat(scores, starts)[group])
        total = np.add.reduceat(raised, starts)
        good = np.add.reduceat(raised * right, starts)
        loss = -(np.log(good) - np.log(total)).sum() + l2 * (weights @ weights)
        slope = transposed @ (raised / total[group] - raised * right / good[group])
        return loss, slope + 2 * l2 * weights

    return _named(table, _minimised(objective, matrix.shape[1], rounds))


def fit_yes_or_no(rows: Rows, answers: Sequence[bool], *, rarest: int, l2: float, rounds: int) -> dict[str, float]:
    """Return the weights whose sum is the log-odds of yes (logistic regression)."""
    table, matrix = _matrix(rows, rarest)
    yes = np.array([float(answer) for answer in answers])
    transposed = matrix.T.tocsr()

    def objective(weights: Any) -> tuple[float, Any]:
        scores = matrix @ weights
        loss = np.logaddexp(0, -scores) @ yes + np.logaddexp(0, scores) @ (1 - yes) + l2 * (weights @ weights)
        return loss, transposed @ (1 / (1 + np.exp(-scores)) - yes) + 2 * l2 * weights

    return _named(table, _minimised(objective, matrix.shape[1], rounds))


def _matrix(rows: Iterable[list[str]], rarest: int) -> tuple[dict[str, int], Any]:
    """Return the column of each feature kept, and one matrix row of zeros and ones for each row."""
    table: dict[str, int] = {}
    columns: list[int] = []
    ends = [0]
    for row in rows:
        columns += sorted({table.setdefault(feature, len(table)) for feature in row})
        ends.append(len(columns))
    matrix = scipy.sparse.csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(ends) - 1, len(table)))
    counts = np.asarray(matrix.sum(axis=0)).ravel()
    kept = np.flatnonzero(counts >= rarest)
    place = {int(column): index for index, column in enumerate(kept)}
    return {feature: place[column] for feature, column in table.items() if column in place}, matrix[:, kept].tocsr()


def _minimised(objective: Objective, size: int, rounds: int) -> Any:
    options = {"maxiter": rounds}
    return scipy.optimize.minimize(objective, np.zeros(size), jac=True, method="L-BFGS-B", options=options).x


def _named(table: dict[str, int], weights: Any) -> dict[str, float]:
    return {feature: float(weights[column]) for feature, column in table.items()}
