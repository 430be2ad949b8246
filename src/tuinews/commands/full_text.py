"""Full texts in the shell: one article's page for `show`, those of new articles for `refresh`."""

from __future__ import annotations

from tuinews.commands.session import tell
from tuinews.errors import UsageError
from tuinews.model.articles import Reading, TextSource
from tuinews.model.events import PageFetched
from tuinews.newsroom import Newsroom, complete, full_text, source_text
from tuinews.newsroom.ingest import manners
from tuinews.newsroom.read import load


async def fetch_full_texts(newsroom: Newsroom) -> int:
    """Fetch the pages that new articles want; return how many gave a text."""
    events = full_text.catch_up(newsroom, manners(newsroom.config))
    return sum([isinstance(event, PageFetched) and event.is_shown async for event in events])


async def read_article(newsroom: Newsroom, article_id: int, source: str | None, *, is_fetched: bool) -> Reading:
    """Return an article with its text and annotation.

    Args:
        source: feed, page or raw; None for the text that the reader shows.
        is_fetched: its page is fetched first, unless that was done before.
    """
    reading = _found(await complete.complete_reading(newsroom, article_id), article_id)
    if is_fetched and not (reading.article.page and reading.article.page.has_text):
        async for event in full_text.fetch_page(newsroom, article_id, manners(newsroom.config)):
            if isinstance(event, PageFetched) and event.problem:
                tell(f"tuinews: {event.problem}")
        reading = _found(await load(newsroom, article_id), article_id)
    if source == TextSource.RAW:
        return await source_text.load_source(newsroom, article_id) or reading
    if source is None:
        return reading
    return await full_text.read_as(newsroom, reading, TextSource(source))


def _found(reading: Reading | None, article_id: int) -> Reading:
    if reading is None:
        raise UsageError(f"There is no article {article_id}. `tuinews list` shows their numbers.")
    return reading
