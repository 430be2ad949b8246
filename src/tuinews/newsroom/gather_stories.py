"""Putting articles into their stories, in the background: a refresh stores what came, and this goes on from there."""

from __future__ import annotations

from collections.abc import AsyncIterator

from tuinews.model.events import Gathered
from tuinews.newsroom import Newsroom
from tuinews.store import story_queue
from tuinews.store.story_index import Finder

_AT_ONCE = 40
"""Articles a transaction, at most: it holds the file for some milliseconds, for whoever marks one meanwhile.

Who waits to write goes first by saying so (`store.turns`).
"""
_TOLD_AFTER = 20
"""Transactions after which the progress is told."""


async def gather_stories(newsroom: Newsroom, most: int | None = None) -> AsyncIterator[Gathered]:
    """Put the articles that wait into their stories, the newest first; yield the progress now and then.

    Args:
        newsroom: where they are.
        most: how many articles are placed at most; all of them when None.
    """
    placed, turns, changed, finder = 0, 0, frozenset[int](), Finder()
    while most is None or placed < most:
        step = await newsroom.database.storing(story_queue.place_next, newsroom.clock(), _AT_ONCE, finder)
        if step.is_done:
            break
        placed, turns, changed = placed + step.articles, turns + 1, changed | step.changed
        if turns % _TOLD_AFTER == 0:
            yield Gathered(placed, await newsroom.database.reading(story_queue.waiting), changed)
            changed = frozenset()
    if placed:
        yield Gathered(placed, await newsroom.database.reading(story_queue.waiting), changed)
