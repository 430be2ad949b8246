"""What was said: a quote with all that is needed to show and to cite it."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from tuinews.model.annotations import Certainty, How, QuoteKind, SpeakerType

MOST_COPIES = 100
"""The same words are counted no further."""
_STOCK = 5
"""Fewer words than these are said by many."""


class QuoteKey(NamedTuple):
    """Where a quote stands in the order of quotes: the newest article first, in an article as they come."""

    sort_at: int
    article_id: int
    start: int
    id: int


class Statement(NamedTuple):
    """A quote of the archive, with who says it, where and when."""

    key: QuoteKey
    words: str
    """As the article has them, quotation marks included."""
    end: int
    speaker: str
    """Empty when it cannot be told."""
    outlet: str
    title: str
    """Of the article."""
    url: str
    published: datetime | None
    role: str = ""
    """As the article prints it."""
    type: SpeakerType | None = None
    certainty: Certainty | None = None
    """None when it cannot be told who speaks, or is not known how sure it is."""
    how: How | None = None
    kind: QuoteKind = QuoteKind.SPEECH
    cue: str = ""
    authors: tuple[str, ...] = ()
    hits: tuple[tuple[int, int], ...] = ()
    """Where in the words stands what was looked for."""
    digest: int = 0
    """What quotes of the same words share; 0 where it is not known."""
    copies: int = 1
    """In how many places the same words stand, as far as they are counted."""

    @property
    def fold(self) -> tuple[int, str]:
        """What quotes share that are one statement; a stock phrase is one only of the same person."""
        return self.digest, self.speaker.rpartition(" ")[2] if self.is_stock else ""

    @property
    def is_stock(self) -> bool:
        """Whether these are so few words that many say them: the same words elsewhere may be another statement."""
        return len(self.words.split()) < _STOCK

    @property
    def article_id(self) -> int:
        """The article that has it."""
        return self.key.article_id

    @property
    def start(self) -> int:
        """Where in the article's text it begins."""
        return self.key.start


class Statements(NamedTuple):
    """Some statements of a list, and where it goes on."""

    found: tuple[Statement, ...] = ()
    last: QuoteKey | None = None
    """After which quote the list goes on; None at its end."""
