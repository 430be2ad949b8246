"""Precision, recall and their mean, counted over many texts."""

from __future__ import annotations

from collections.abc import Collection

from tuinews.annotator.train.job import Figures


class Score:
    """Counts of what was found, what is there and what is both."""

    def __init__(self) -> None:
        """Begin with nothing counted."""
        self._found = self._there = self._right = 0

    def count(self, found: Collection[tuple[int, int]], there: Collection[tuple[int, int]]) -> None:
        """Add what was found in one text."""
        self._found += len(found)
        self._there += len(there)
        self._right += len(set(found) & set(there))

    def figures(self) -> Figures:
        """Return the score in hundredths."""
        precision = self._right / max(1, self._found)
        recall = self._right / max(1, self._there)
        mean = 2 * precision * recall / max(1e-9, precision + recall)
        return {
            "precision": round(100 * precision, 2),
            "recall": round(100 * recall, 2),
            "f1": round(100 * mean, 2),
            "marked": self._there,
        }
