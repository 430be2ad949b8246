"""Verifying: does a quotation stand in the archive, who said it, and where are the same words."""

from __future__ import annotations

from tuinews.model.sayings import SameWords, Verified
from tuinews.newsroom import Newsroom
from tuinews.store import wordings
from tuinews.store.database import SupersededError

LONGEST = 8_000
"""So many characters of a quotation are looked at."""

__all__ = ["SupersededError", "quote_at", "same_words", "verify", "verify_as_typed"]


async def verify(newsroom: Newsroom, asked: str) -> Verified:
    """Return where a quotation stands in the archive, word by word or in part."""
    return await newsroom.database.reading(wordings.verify, asked[:LONGEST])


async def verify_as_typed(newsroom: Newsroom, asked: str) -> Verified:
    """Return the same for a quotation that is still being typed; raises SupersededError when more was typed."""
    return await newsroom.database.searching(wordings.verify, asked[:LONGEST])


async def quote_at(newsroom: Newsroom, article_id: int, start: int) -> int | None:
    """Return the quote of an article that begins at an offset of its text."""
    return await newsroom.database.reading(wordings.quote_at, article_id, start)


async def same_words(newsroom: Newsroom, quote_id: int) -> SameWords | None:
    """Return all occurrences of a quote and those nearly like it; None when it is gone."""
    return await newsroom.database.reading(wordings.same_words, quote_id)
