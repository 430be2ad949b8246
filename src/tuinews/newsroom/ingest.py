"""THE path: source -> fetch -> parse -> clean -> store, for feeds, pages and files alike."""

from __future__ import annotations

import contextlib
import errno
import logging
import sqlite3
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tuinews import fetch
from tuinews.config import Config
from tuinews.errors import FetchError, FormatError, ShortageError, TuinewsError
from tuinews.fetch.limits import Limits
from tuinews.fetch.politeness import Politeness
from tuinews.model.entries import Draft
from tuinews.model.events import Failed, FeedOutcome, Refreshed, Unchanged
from tuinews.model.sources import Document, NotModified, Validators
from tuinews.model.subscriptions import Feed
from tuinews.newsroom import Newsroom
from tuinews.newsroom.compare import read_alike
from tuinews.newsroom.diagnose import diagnose, in_words
from tuinews.newsroom.feed_source import feed_bytes
from tuinews.newsroom.prepare import Prepared, body_digest, prepare
from tuinews.newsroom.rhythm import next_refresh, next_try
from tuinews.screen_text import short_url
from tuinews.store import bodies, failures, feeds, packing, revisions, saving, schedules
from tuinews.store.moving import move_feed

if TYPE_CHECKING:
    from tuinews.fetch.http import HttpClient

_log = logging.getLogger("tuinews")
_USED_UP: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EMFILE, errno.ENFILE, errno.ENOMEM})


@contextlib.asynccontextmanager
async def web_client(config: Config, politeness: Politeness | None = None) -> AsyncIterator[HttpClient]:
    """Open the client that one use case fetches with, bounded and polite as configured.

    Args:
        politeness: the manners to keep together with other use cases; without them, its own.
    """
    kept = politeness or manners(config)
    async with await fetch.open_client(limits_of(config), politeness=kept, sites=config.sites) as client:
        yield client


def manners(config: Config) -> Politeness:
    """Return the manners to fetch with; who does several things shares them, so that no host is asked in haste."""
    return Politeness(config.fetch_host_gap_s, config.refresh_connections)


def limits(newsroom: Newsroom) -> Limits:
    """Return the fetcher's limits as configured."""
    return limits_of(newsroom.config)


def limits_of(config: Config) -> Limits:
    """Return the fetcher's limits that a configuration asks for."""
    return Limits(
        max_wire_bytes=config.fetch_max_feed_mb << 20,
        max_body_bytes=config.fetch_max_unpacked_mb << 20,
        max_page_bytes=config.fetch_max_page_mb << 20,
        max_file_bytes=config.fetch_max_file_mb << 20,
        connect_timeout_s=config.fetch_connect_timeout_s,
        first_byte_timeout_s=config.fetch_first_byte_timeout_s,
        total_timeout_s=float(config.fetch_timeout_s),
        max_redirects=config.fetch_max_redirects,
        allows_private=config.fetch_private_addresses,
    )


async def refresh_feed(
    newsroom: Newsroom,
    feed: Feed,
    client: HttpClient,
    *,
    document: Document | None = None,
    is_unconditional: bool = False,
) -> FeedOutcome:
    """Fetch one feed and store what is new; whatever is wrong with it is an outcome, not an exception.

    Args:
        newsroom: where it is stored.
        feed: as it stands in the archive.
        client: what to fetch with.
        document: the feed as it was fetched a moment ago, where it was.
        is_unconditional: leave out the validators, for a server that says "not modified" whatever happens.
    """
    # Without articles a 304 would leave the feed empty for ever, so ask for everything.
    validators = Validators() if is_unconditional or not feed.total else feed.validators
    try:
        answer = document or await feed_bytes(newsroom, feed, validators, client)
        return await _take(newsroom, feed, answer)
    except FetchError as error:
        if error.is_offline or isinstance(error, ShortageError):
            # That is no fault of the feed's: its error count and its schedule stay as they are.
            return Failed(feed.id, feed.title, error.message, is_offline=error.is_offline)
        return await _failed(newsroom, feed, error)
    except FormatError as error:
        return await _failed(newsroom, feed, error)
    except TuinewsError:
        raise  # the archive's
    except Exception as error:
        if _is_of_this_machine(error):
            _log.error("%s: it could not be read", short_url(feed.url, 200), exc_info=error)
            words = "It could not be read for want of something on this machine. The log has the details."
            return Failed(feed.id, feed.title, words)
        return await _failed(newsroom, feed, _of_our_own(error))


def _is_of_this_machine(error: Exception) -> bool:
    """Tell whether memory, disk or files ran out, or the program is ending, so that no feed is to blame."""
    if isinstance(error, OSError):
        return error.errno in _USED_UP
    is_ending = isinstance(error, RuntimeError) and "after shutdown" in str(error)  # of an executor
    return is_ending or isinstance(error, MemoryError | sqlite3.OperationalError)


def _of_our_own(error: Exception) -> FormatError:
    """Return the error for a fault that nobody foresaw: the other feeds are not to go without for it."""
    told = FormatError("It could not be read: tuinews met a fault of its own. The log has the details.")
    told.__cause__ = error
    return told


async def _take(newsroom: Newsroom, feed: Feed, answer: Document | NotModified) -> FeedOutcome:
    if isinstance(answer, NotModified):
        return await _unchanged(newsroom, feed, answer)
    if feed.body_sha and feed.total and body_digest(answer.body) == feed.body_sha:
        return await _unchanged(newsroom, feed, answer)
    prepared = await newsroom.offload.run(prepare, answer)
    if prepared.feed is None:
        raise FormatError("The address gives a web page or a text, not a feed.")
    return await _store(newsroom, feed, answer, prepared)


async def _unchanged(newsroom: Newsroom, feed: Feed, answer: Document | NotModified) -> Unchanged:
    notices = await newsroom.database.storing(_conclude, newsroom, feed, answer)
    return Unchanged(feed.id, feed.title, notices)


async def _store(newsroom: Newsroom, feed: Feed, document: Document, prepared: Prepared) -> Refreshed | Unchanged:
    info = prepared.feed
    assert info is not None
    alike = await _alike(newsroom, feed, prepared) if feed.total else frozenset[bytes]()

    def save(connection: sqlite3.Connection) -> Refreshed | Unchanged:
        if not feeds.is_subscribed(connection, feed.id):
            # It was removed meanwhile. Nothing is noted: should it come back, its entries are fetched then.
            return Unchanged(feed.id, feed.title)
        # The validators go in with the entries they vouch for: saved alone before a crash, the server would
        # answer 304 and the entries be lost.
        added, updated = saving.save_drafts(connection, feed.id, prepared.drafts, newsroom.clock(), alike)
        feeds.describe(connection, feed.id, info)
        schedules.note_wishes(connection, feed.id, info)
        warnings = prepared.warnings + _conclude(connection, newsroom, feed, document, prepared.body_sha)
        return Refreshed(feed.id, info.title or feed.title, len(added), len(updated), warnings)

    return await newsroom.database.storing(save)


async def _alike(newsroom: Newsroom, feed: Feed, prepared: Prepared) -> frozenset[bytes]:
    """Return the identities of the entries that changed without a word of them being another: those are no news."""
    before = await newsroom.database.reading(revisions.about_to_change, feed.id, prepared.drafts)
    if not before:
        return frozenset()
    drafts = {draft.identity: draft for draft in prepared.drafts}
    pairs = [(_unpacked(there.title, there.packed), _unpacked_draft(drafts[there.identity])) for there in before]
    alike = await newsroom.offload.run(read_alike, pairs)
    return frozenset(there.identity for there, is_alike in zip(before, alike, strict=True) if is_alike)


def _unpacked(title: str, packed: bytes) -> revisions.Version:
    return revisions.Version(title, packing.unpack(packed).decode("utf-8", "replace"), "")


def _unpacked_draft(draft: Draft) -> revisions.Version:
    return _unpacked(draft.entry.title, draft.packed)


def _conclude(
    connection: sqlite3.Connection,
    newsroom: Newsroom,
    feed: Feed,
    answer: Document | NotModified,
    body_sha: str = "",
) -> tuple[str, ...]:
    """Note that a feed answered: when it is due again, and where it lives now; return what the user should know."""
    now = newsroom.clock()
    schedule = schedules.get(connection, feed.id)
    next_at = next_refresh(schedule, answer.fresh_until, newsroom.config, now, feed.id)
    feeds.note_success(connection, feed.id, now=now, next_at=next_at, validators=answer.validators, body_sha=body_sha)
    if not schedules.note_move(connection, feed.id, answer.moved_to):
        return ()
    is_one = move_feed(connection, feed.id, answer.moved_to, now)
    shown = short_url(answer.moved_to, 200)
    notice = (
        f"moved to {shown}, where you are subscribed already; the two are one now" if is_one else f"moved to {shown}"
    )
    _log.info("%s %s", short_url(feed.url, 200), notice)
    return (f"It has {notice}.",)


async def _failed(newsroom: Newsroom, feed: Feed, error: FetchError | FormatError) -> Failed:
    failure = await diagnose(error)
    message = in_words(error, failure)
    now = newsroom.clock()
    next_at = next_try(feed.failures_in_row, failure.retry_at, newsroom.config, now, feed.id)
    if isinstance(error, FetchError) and error.is_gone:
        next_at = feeds.NEVER
        message = f"{message} It is not asked any more; its articles stay."
    _log.error("%s: %s", short_url(feed.url, 200), message, exc_info=error.__cause__)

    def note(connection: sqlite3.Connection) -> None:
        feeds.note_failure(connection, feed.id, now=now, next_at=next_at, message=message)
        failures.save(connection, feed.id, failure, now)

    await newsroom.database.storing(note)
    return Failed(feed.id, feed.title, message)


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
