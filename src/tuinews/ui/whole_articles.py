"""Articles that something outside is to have: with their texts and people, made first where they are missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuinews.model.articles import Reading
from tuinews.newsroom import read

if TYPE_CHECKING:
    from tuinews.ui.reader_screen import ReaderScreen


async def whole_article(screen: ReaderScreen, article_id: int) -> Reading | None:
    """Return an article with its text and its people; None when it is gone."""
    reading = await read.load(screen.newsroom, article_id)
    if reading is not None and (reading.article.body is None or reading.annotation is None):
        done = [one async for one in screen.desk.complete((article_id,))]
        reading = await read.load(screen.newsroom, article_id)
        if reading is not None and done:
            reading = read.with_unstored(reading, done[0])
    return reading
