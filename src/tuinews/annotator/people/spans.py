"""The names that were found, before it is known whose they are."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """A name that was found."""

    first: int
    last: int
    """Token indexes, both inclusive."""
    probability: float
