"""Catching up with the same words: quotes that were found before they were compared.

It goes in small steps, each a transaction of its own: it can be killed at any moment and goes on where it was.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from tuinews.newsroom import Newsroom
from tuinews.newsroom.index_people import Indexed
from tuinews.store import wordings

_STEP = 50
_PAUSE_S = 0.01


async def index_wordings(newsroom: Newsroom, most: int | None = None) -> AsyncIterator[Indexed]:
    """Reckon what makes quotes of the same words found by each other, of so many at most; yield how far it has come."""
    done, of = 0, await newsroom.database.reading(wordings.undigested)
    while done < (of if most is None else min(of, most)):
        count = await newsroom.database.writing(wordings.fill, _STEP)
        if not count:
            return
        done += count
        yield Indexed(done, max(of, done), "comparing quotes")
        await asyncio.sleep(_PAUSE_S)
