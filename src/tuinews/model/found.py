"""What a search found."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from tuinews.model.articles import ArticleRow


class FoundArticle(NamedTuple):
    """An article that a search found."""

    row: ArticleRow
    snippet: str
    """Words around the hits, each hit between `HIT_BEGINS` and `HIT_ENDS`."""
    score: float
    """The higher the better."""


class FoundPerson(NamedTuple):
    """A person whose name a search found."""

    name: str
    articles: int
    quotes: int


class FoundQuote(NamedTuple):
    """A quote that a search found."""

    article_id: int
    article_title: str
    feed_title: str
    published: datetime | None
    speaker: str
    """Empty when it cannot be told."""
    words: str
    """The quote with its hits marked."""
    start: int
    end: int


class Found(NamedTuple):
    """What a search found, the best first in each group."""

    articles: tuple[FoundArticle, ...] = ()
    people: tuple[FoundPerson, ...] = ()
    quotes: tuple[FoundQuote, ...] = ()


HIT_BEGINS, HIT_ENDS = "\x02", "\x03"
"""Around a hit; cleaned text holds no control characters, so these are told from its own."""
