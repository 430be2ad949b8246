"""THE path: source -> fetch -> parse -> clean -> store, for feeds, pages and files alike."""

from __future__ import annotations

import contextlib
import hashlib
import logging
import sqlite3
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from tuinews import fetch
from tuinews.config import Config
from tuinews.errors import FetchError, FormatError
from tuinews.fetch.limits import Limits
from tuinews.fetch.politeness import Politeness
from tuinews.model import (
    Document,
    Failed,
    Feed,
    FeedOutcome,
    NotModified,
    Refreshed,
    Source,
    SourceKind,
    Unchanged,
    Validators,
)
from tuinews.newsroom import Newsroom
from tuinews.newsroom.diagnose import diagnose, in_words
from tuinews.newsroom.prepare import Prepared, prepare
from tuinews.screen_text import short_url
from tuinews.store import bodies, failures, feeds, saving

if TYPE_CHECKING:
    from tuinews.fetch.http import HttpClient

LONGEST_WAIT = timedelta(hours=24)


@contextlib.asynccontextmanager
async def web_client(config: Config) -> AsyncIterator[HttpClient]:
    """Open the client that one use case fetches with, bounded and polite as configured."""
    async with await fetch.open_client(limits_of(config), politeness=Politeness(config.fetch_host_gap_s)) as client:
        yield client


def limits(newsroom: Newsroom) -> Limits:
    """Return the fetcher's limits as configured."""
    return limits_of(newsroom.config)


def limits_of(config: Config) -> Limits:
    """Return the fetcher's limits that a configuration asks for."""
    return Limits(
        max_wire_bytes=config.fetch_max_feed_mb << 20,
        max_body_bytes=2 * config.fetch_max_feed_mb << 20,
        total_timeout_s=float(config.fetch_timeout_s),
        max_file_bytes=config.fetch_max_file_mb << 20,
    )


async def refresh_feed(
    newsroom: Newsroom, feed: Feed, client: HttpClient, *, document: Document | None = None
) -> FeedOutcome:
    """Fetch one feed and store what is new; a fault of the feed's is an outcome, not an exception.

    `document` is the feed as it was fetched a moment ago, where it was.
    """
    try:
        return await _refresh_feed(newsroom, feed, client, document)
    except FetchError as error:
        if error.is_offline:
            # No network is no fault of the feed's: its error count and its schedule stay as they are.
            return Failed(feed.id, feed.title, error.message, is_offline=True)
        return await _failed(newsroom, feed, error, error.retry_at)
    except FormatError as error:
        return await _failed(newsroom, feed, error, None)


async def _refresh_feed(newsroom: Newsroom, feed: Feed, client: HttpClient, document: Document | None) -> FeedOutcome:
    # Without articles a 304 would leave the feed empty for ever, so ask for everything.
    validators = Validators() if not feed.total else feed.validators
    answer = document or await fetch.fetch(Source(SourceKind.FEED, feed.url), validators, client=client)
    next_at = next_refresh(newsroom, feed, answer.fresh_until)
    if isinstance(answer, NotModified):
        await newsroom.database.writing(
            feeds.note_success, feed.id, now=newsroom.clock(), next_at=next_at, validators=None
        )
        return Unchanged(feed.id, feed.title)
    body_sha = hashlib.blake2b(answer.body, digest_size=16).hexdigest()
    if body_sha == feed.body_sha and feed.total:
        await newsroom.database.writing(
            feeds.note_success, feed.id, now=newsroom.clock(), next_at=next_at, validators=answer.validators
        )
        return Unchanged(feed.id, feed.title)
    prepared = await newsroom.offload.run(prepare, answer)
    if prepared.feed is None:
        raise FormatError("The address gives a web page or a text, not a feed.")
    return await _store(newsroom, feed, answer, prepared, body_sha, next_at)


async def _store(
    newsroom: Newsroom, feed: Feed, document: Document, prepared: Prepared, body_sha: str, next_at: datetime
) -> Refreshed:
    now = newsroom.clock()
    info = prepared.feed
    assert info is not None

    def save(connection: sqlite3.Connection) -> tuple[list[int], list[int]]:
        # The validators go in with the entries they vouch for: saved alone before a crash, the server would
        # answer 304 and the entries be lost.
        stored = saving.save_drafts(connection, feed.id, prepared.drafts, now)
        feeds.describe(connection, feed.id, info)
        feeds.note_success(
            connection, feed.id, now=now, next_at=next_at, validators=document.validators, body_sha=body_sha
        )
        return stored

    added, updated = await newsroom.database.writing(save)
    return Refreshed(feed.id, info.title or feed.title, len(added), len(updated), prepared.warnings)


async def _failed(newsroom: Newsroom, feed: Feed, error: FetchError | FormatError, retry_at: datetime | None) -> Failed:
    failure = await diagnose(error)
    message = in_words(error, failure)
    now = newsroom.clock()
    wait = timedelta(minutes=newsroom.config.refresh_interval_min) * 2 ** min(feed.failures_in_row, 6)
    next_at: datetime | None = max(now + min(wait, LONGEST_WAIT), retry_at or now)
    if isinstance(error, FetchError) and error.is_gone:
        next_at = now + timedelta(days=365)
    logging.getLogger("tuinews").error("%s: %s", short_url(feed.url, 200), message, exc_info=error.__cause__)

    def note(connection: sqlite3.Connection) -> None:
        feeds.note_failure(connection, feed.id, now=now, next_at=next_at, message=message)
        failures.save(connection, feed.id, failure, now)

    await newsroom.database.writing(note)
    return Failed(feed.id, feed.title, message)


def next_refresh(newsroom: Newsroom, feed: Feed, fresh_until: datetime | None) -> datetime:
    """Return when a feed is due again: the configured interval, later when the server asks for it."""
    now = newsroom.clock()
    interval = timedelta(minutes=newsroom.config.refresh_interval_min)
    # A spread of a tenth, fixed per feed, so that a hundred feeds do not fall due in the same second.
    spread = interval * (feed.id * 2654435761 % 1000) / 10000
    due = now + interval + spread
    if fresh_until is not None:
        due = max(due, min(fresh_until, now + LONGEST_WAIT))
    return due


@dataclass(frozen=True, slots=True)
class Stored:
    """An article that came from a page or a file."""

    article_id: int
    title: str
    notices: tuple[str, ...]


async def store_article(newsroom: Newsroom, document: Document, prepared: Prepared) -> Stored:
    """Store a page or file as an article of the Files feed; the same content twice is one article."""
    now = newsroom.clock()
    draft = prepared.drafts[0]
    if not draft.entry.url and Path(document.url).is_absolute():
        # Told after its identity was taken: the same text from another place is the same article.
        draft = draft._replace(entry=draft.entry._replace(url=Path(document.url).as_uri()))

    def save(connection: sqlite3.Connection) -> int:
        files = feeds.ensure_builtin(connection, feeds.FILES_URL, now)
        saving.save_drafts(connection, files, (draft,), now)
        article_id = saving.find(connection, files, draft.identity)
        assert article_id is not None
        bodies.save_original(connection, article_id, document.media_type, document.body)
        return article_id

    article_id = await newsroom.database.writing(save)
    return Stored(article_id, draft.entry.title, prepared.warnings)
