"""Whose words are quoted: by feed, month and speaker."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple


class QuoteSource(IntEnum):
    """What kind of source a quote is from."""

    PERSON = 0
    ORGANISATION = 1
    DOCUMENT = 2
    UNNAMED = 3
    UNKNOWN = 4
    """It cannot be told who speaks."""


class Mix(NamedTuple):
    """One bar of the picture: so many quotes from each kind of source."""

    title: str
    counts: tuple[int, ...]
    """By `QuoteSource`."""
    query: str
    """What finds the quotes that it counts."""
    feed_id: int | None = None

    @property
    def quotes(self) -> int:
        """How many quotes there are."""
        return sum(self.counts)

    @property
    def named(self) -> int:
        """How many of them have a named source: a person, an organisation or a document."""
        return sum(self.counts[: QuoteSource.UNNAMED])


class SourceMix(NamedTuple):
    """What was counted."""

    whole: Mix
    feeds: tuple[Mix, ...] = ()
    """The one that quotes most first; none where one feed was asked for."""
    months: tuple[Mix, ...] = ()
    """The newest first."""
    speakers: tuple[Mix, ...] = ()
    """Of one feed, the one quoted most first."""
    waiting: int = 0
    """Quotes of an older archive that are not counted yet."""
