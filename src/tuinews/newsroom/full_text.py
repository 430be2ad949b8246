"""Full texts: an article's own page, fetched when it is asked for or when the feed gives only a beginning.

The feed's text is always kept. The page's is shown when it says more, and either can be turned to. What could not be
fetched for want of a network is noted and fetched later.
"""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from tuinews import fetch
from tuinews.errors import FetchError, FormatError, UsageError
from tuinews.model.articles import Article, Reading, TextSource
from tuinews.model.events import Completed, FetchingPage, PageEvent, PageFetched
from tuinews.model.sources import NotModified
from tuinews.newsroom import Newsroom, complete
from tuinews.newsroom.cut_text import Cut, how_cut
from tuinews.newsroom.ingest import limits
from tuinews.newsroom.named_source import named_source
from tuinews.newsroom.page_text import PageText, read_page
from tuinews.store import articles, bodies, pages
from tuinews.store.pages import PageTarget

if TYPE_CHECKING:
    from tuinews.fetch.http import HttpClient
    from tuinews.fetch.politeness import Politeness

MOST_A_FEED: Final = 10
MOST_A_RUN: Final = 60
MOST_WHOLE: Final = 2_000
"""Whole pages take ten times the room of their articles (32 kB each, measured): so many are kept, the newest."""
_AT_ONCE: Final = 4
_NEWS_AGE: Final = timedelta(days=3)
_SUMMARY_BYTES: Final = 1_500
"""A feed whose entries are usually smaller than this, packed, gives summaries."""


async def fetch_page(newsroom: Newsroom, article_id: int, politeness: Politeness) -> AsyncIterator[PageEvent]:
    """Fetch an article's page because the reader asks for it; yield what came of it.

    Raises:
        UsageError: the article has no page.
    """
    target = await newsroom.database.reading(pages.target, article_id)
    if target is None or urlsplit(target.url).scheme not in {"http", "https"}:
        raise UsageError("This article has no address, so there is no page to fetch.", topic="reading")
    yield FetchingPage(article_id)
    async with _client(newsroom, politeness) as client:
        fetched = await _fetch(newsroom, target, client)
    if fetched.is_offline:
        await newsroom.database.writing(pages.want, article_id, newsroom.clock())
    yield fetched


async def open_page(newsroom: Newsroom, article_id: int, politeness: Politeness) -> AsyncIterator[PageEvent]:
    """Fetch the page of an article that is being opened, where its feed wants that and it was not done before."""
    target = await newsroom.database.reading(pages.target, article_id)
    if target is None or target.is_known or not await newsroom.database.reading(_wants, newsroom, target):
        return
    yield FetchingPage(article_id)
    async with _client(newsroom, politeness) as client:
        yield await _fetch(newsroom, target, client)


async def catch_up(newsroom: Newsroom, politeness: Politeness) -> AsyncIterator[PageEvent]:
    """Fetch the pages that are wanted still and those that new articles want: some of each feed, the newest first."""
    targets = await newsroom.database.reading(_choose, newsroom)
    if not targets:
        return
    run = _Run(newsroom)
    async with _client(newsroom, politeness) as client:
        tasks = [asyncio.create_task(run.fetch(target, client)) for target in targets]
        try:
            for task in asyncio.as_completed(tasks):
                fetched = await task
                if fetched is not None:
                    yield fetched
        finally:
            for pending in tasks:
                pending.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
    await newsroom.database.writing(pages.drop_old_wholes, MOST_WHOLE)


async def turn_to(newsroom: Newsroom, article_id: int, source: TextSource) -> AsyncIterator[Completed]:
    """Let an article's text be its page's or its feed's; yield when its text and annotation are stored."""
    is_page = source is TextSource.PAGE
    html = bodies.packed_by_page if is_page else bodies.packed_by_feed
    packed = await newsroom.database.reading(html, article_id)
    article = await newsroom.database.reading(articles.get, article_id)
    if packed is None or article is None or article.source is source:
        return
    body, annotation = await complete.made_from(newsroom, packed, article.language)

    def store(connection: sqlite3.Connection) -> None:
        pages.show(connection, article_id, is_page)
        complete.save(connection, article_id, body, annotation, newsroom)

    await newsroom.database.writing(store)
    yield Completed(article_id)


async def read_as(newsroom: Newsroom, reading: Reading, source: TextSource) -> Reading:
    """Return an article as its feed or its page has it; which of them is its text stays as it is.

    Raises:
        UsageError: its page was never fetched, or gave no text.
    """
    article = reading.article
    if article.source is source:
        return reading
    html = bodies.packed_by_page if source is TextSource.PAGE else bodies.packed_by_feed
    packed = await newsroom.database.reading(html, article.row.id)
    if packed is None:
        raise UsageError("The page of this article has not been fetched; --full-text does that.", topic="reading")
    body, annotation = await complete.made_from(newsroom, packed, article.language)
    return Reading(article._replace(body=body, source=source), annotation)


class _Run:
    """One catching up: it ends when there is no network, and leaves a host alone that refuses."""

    def __init__(self, newsroom: Newsroom) -> None:
        self._newsroom = newsroom
        self._gate = asyncio.Semaphore(_AT_ONCE)
        self._refusing: set[str] = set()
        self._is_offline = False

    async def fetch(self, target: PageTarget, client: HttpClient) -> PageFetched | None:
        """Fetch one page, unless that is in vain by now."""
        host = urlsplit(target.url).hostname or ""
        async with self._gate:
            if self._is_offline or host in self._refusing:
                return None
            fetched = await _fetch(self._newsroom, target, client, on_refusal=lambda: self._refusing.add(host))
        self._is_offline = self._is_offline or fetched.is_offline
        return None if fetched.is_offline else fetched


@contextlib.asynccontextmanager
async def _client(newsroom: Newsroom, politeness: Politeness) -> AsyncIterator[HttpClient]:
    sites = newsroom.config.sites
    async with await fetch.open_client(limits(newsroom), politeness=politeness, sites=sites) as client:
        yield client


async def _fetch(
    newsroom: Newsroom, target: PageTarget, client: HttpClient, *, on_refusal: Callable[[], object] | None = None
) -> PageFetched:
    article_id = target.article_id
    article = await newsroom.database.reading(articles.get, article_id)
    by_feed = await newsroom.database.reading(bodies.packed_by_feed, article_id)
    if article is None or by_feed is None:
        return PageFetched(article_id, False)
    try:
        document = await fetch.fetch(await named_source(newsroom, article_id, target.url), client=client)
        if isinstance(document, NotModified):
            raise FetchError("The server gave an odd answer (304).")
        found = await newsroom.offload.run(read_page, document, by_feed, article.language)
    except (FetchError, FormatError) as error:
        if isinstance(error, FetchError) and error.is_offline:
            return PageFetched(article_id, False, error.message, is_offline=True)
        if on_refusal is not None and isinstance(error, FetchError) and error.status:
            on_refusal()
        await newsroom.database.writing(pages.fail, article_id, error.message, newsroom.clock())
        return PageFetched(article_id, False, error.message)
    await newsroom.database.writing(_store, article, found, newsroom)
    return PageFetched(article_id, found.is_longer, found.problem)


def _store(connection: sqlite3.Connection, article: Article, found: PageText, newsroom: Newsroom) -> None:
    article_id, now = article.row.id, newsroom.clock()
    pages.save(connection, article_id, found.page, found.is_longer, now)
    pages.keep_whole(connection, article_id, found.page)
    if found.is_longer:
        complete.save(connection, article_id, found.body, found.annotation, newsroom)
        return
    if article.source is TextSource.PAGE:
        bodies.forget(connection, article_id)  # the page says less than it did: the feed's text is made again
    pages.note(connection, article_id, found.problem)


# ------------------------------------------------------------------------------------------------- choosing


def _choose(connection: sqlite3.Connection, newsroom: Newsroom) -> tuple[PageTarget, ...]:
    chosen = list(pages.wanted(connection, MOST_A_RUN))
    of_feed, looked_at = Counter[int](), Counter[int]()
    for target in pages.fresh(connection, newsroom.clock() - _NEWS_AGE):
        looked_at[target.feed_id] += 1
        if of_feed[target.feed_id] >= MOST_A_FEED or looked_at[target.feed_id] > 3 * MOST_A_FEED:
            continue
        if len(chosen) >= MOST_A_RUN:
            break
        if not target.is_wanted and _wants(connection, newsroom, target):
            of_feed[target.feed_id] += 1
            chosen.append(target)
    return tuple(chosen)


def _wants(connection: sqlite3.Connection, newsroom: Newsroom, target: PageTarget) -> bool:
    """Say whether an article's page is to be fetched without being asked for."""
    choice = target.choice or newsroom.config.fetch_full_text
    if choice == "never" or not target.is_subscribed or urlsplit(target.url).scheme not in {"http", "https"}:
        return False
    if choice == "always":
        return True
    packed = bodies.packed_by_feed(connection, target.article_id)
    cut = how_cut(packed.html) if packed else Cut.NOT
    if cut is Cut.SHORT and pages.usual_size(connection, target.feed_id) > _SUMMARY_BYTES:
        return False  # a short notice in a feed of whole articles
    return cut is not Cut.NOT and not pages.are_in_vain(connection, target.feed_id)
