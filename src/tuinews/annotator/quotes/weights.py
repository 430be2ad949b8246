"""Linear models as they are shipped: features with a weight each, read once and summed."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

SCALE = 100
"""Weights are stored as whole hundredths: coarser than they were learned, without a measurable difference."""
_FOLDER = Path(__file__).parents[1] / "models"


class Weights:
    """What features add to a score."""

    def __init__(self, table: dict[str, float]) -> None:
        """Take the weight of every feature that has one."""
        self._get = table.get

    def score(self, features: Iterable[str]) -> float:
        """Return the sum of the features' weights; a feature without one adds nothing."""
        return sum(filter(None, map(self._get, features)))


@cache
def load_weights(name: str) -> Weights:
    """Return a shipped model."""
    return Weights(unpack((_FOLDER / f"{name}.weights").read_bytes()))


def pack(table: dict[str, float]) -> bytes:
    """Return weights as they are stored, the same bytes for the same weights.

    Those that round to nothing are left out.
    """
    whole = sorted((feature, round(weight * SCALE)) for feature, weight in table.items())
    lines = (f"{weight}\t{feature}" for feature, weight in whole if weight)
    return zlib.compress("\n".join(lines).encode("utf-8"), 9)


def unpack(packed: bytes) -> dict[str, float]:
    """Return the weights that were stored."""
    table = {}
    for line in zlib.decompress(packed).decode("utf-8").split("\n"):
        weight, _, feature = line.partition("\t")
        if feature:
            table[feature] = int(weight) / SCALE
    return table
