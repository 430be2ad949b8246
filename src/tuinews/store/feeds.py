"""Feeds and folders in the archive."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from tuinews.errors import StoreError
from tuinews.model.scopes import ScopeKind
from tuinews.model.sources import Validators
from tuinews.model.subscriptions import Feed, FeedTree, SmartFolder, Subscription
from tuinews.store import folders, outlines
from tuinews.store.functions import without_login
from tuinews.store.rows import to_json, to_moment, to_seconds

if TYPE_CHECKING:
    from tuinews.model.entries import FeedInfo

NEVER = datetime(2900, 1, 1, tzinfo=UTC)
"""When a feed is due whose schedule has ended: its address is gone for good."""
_CLOCKS_DIFFER_S = 300
"""By so much the clocks of two machines with one archive may differ."""
WELCOME_URL = "tuinews:welcome"
FILES_URL = "tuinews:files"
_BUILTIN_TITLES = {WELCOME_URL: ("welcome", "Welcome"), FILES_URL: ("files", "Files")}

_COLUMNS = (
    "id, url, kind, title, user_title, site_url, folder_id, tags, etag, last_modified, body_sha, unread, total, "
    "last_success_at, next_refresh_at, failure, failing_since, failures_in_row, is_hidden"
)


def tree(connection: sqlite3.Connection, today: datetime) -> FeedTree:
    """Return the folders, the feeds and the smart folders' counts; `today` is when today began."""
    every_folder = folders.every(connection)
    counts = dict(connection.execute("SELECT name, n FROM counts"))
    files = connection.execute("SELECT unread FROM feeds WHERE url = ?", (FILES_URL,)).fetchone()
    unread_today = connection.execute(
        "SELECT count(*) FROM articles WHERE is_gone = 0 AND is_read = 0 AND sort_at >= ?",
        (to_seconds(today),),
    ).fetchone()[0]
    return FeedTree(
        every_folder,
        every(connection),
        (
            (ScopeKind.ALL, counts["unread"]),
            (ScopeKind.UNREAD, counts["unread"]),
            (ScopeKind.TODAY, unread_today),
            (ScopeKind.STARRED, counts["starred"]),
            (ScopeKind.LATER, counts["later"]),
            (ScopeKind.FILES, files[0] if files else 0),
            (ScopeKind.ARCHIVED, counts["archived"]),
            (ScopeKind.MUTED, counts["muted"]),
        ),
        smart_folders(connection),
        connection.execute(
            "SELECT count(*) FROM feeds WHERE is_hidden = 1 AND removed_at IS NULL AND failure <> ''"
        ).fetchone()[0],
    )


def smart_folders(connection: sqlite3.Connection) -> tuple[SmartFolder, ...]:
    """Return the smart folders; here, because the first paint needs no more of them than this."""
    rows = connection.execute(
        "SELECT s.id, s.name, s.query, coalesce(c.unread, 0), s.origin FROM smart_folders s "
        "LEFT JOIN smart_counts c ON c.folder_id = s.id ORDER BY s.position, s.id"
    )
    return tuple(SmartFolder(*row) for row in rows)


def every(connection: sqlite3.Connection) -> tuple[Feed, ...]:
    """Return the subscriptions in the user's order, built-in ones first."""
    return _feeds(connection, "removed_at IS NULL AND is_hidden = 0 ORDER BY kind = 'feed', position, id")


def with_hidden(connection: sqlite3.Connection) -> tuple[Feed, ...]:
    """Return the subscriptions in the user's order, those that are kept out of the list of feeds last."""
    return _feeds(connection, "removed_at IS NULL ORDER BY is_hidden, kind = 'feed', position, id")


def get(connection: sqlite3.Connection, feed_id: int) -> Feed | None:
    """Return a subscription, or None when there is none with this id."""
    found = _feeds(connection, "removed_at IS NULL AND id = ?", feed_id)
    return found[0] if found else None


def is_subscribed(connection: sqlite3.Connection, feed_id: int) -> bool:
    """Return whether a feed is there and has not been removed."""
    return (
        connection.execute("SELECT 1 FROM feeds WHERE id = ? AND removed_at IS NULL", (feed_id,)).fetchone() is not None
    )


def by_url(connection: sqlite3.Connection, url: str) -> Feed | None:
    """Return the subscription to `url`, or None."""
    found = _feeds(connection, "removed_at IS NULL AND url = ?", url)
    return found[0] if found else None


def has(connection: sqlite3.Connection, url: str) -> bool:
    """Return whether there is a feed with this address, removed or not."""
    return connection.execute("SELECT 1 FROM feeds WHERE url = ?", (url,)).fetchone() is not None


def due(connection: sqlite3.Connection, now: datetime) -> tuple[Feed, ...]:
    """Return the feeds whose next refresh is due, never fetched ones first, then the longest waiting.

    One that was asked at a time that has not come yet is due as well: the clock was wrong then.
    """
    return _feeds(
        connection,
        "removed_at IS NULL AND kind = 'feed' AND "
        "(coalesce(next_refresh_at, 0) <= ?1 OR last_attempt_at > ?1 + ?2 AND next_refresh_at <> ?3) "
        "ORDER BY coalesce(next_refresh_at, 0), id",
        to_seconds(now),
        _CLOCKS_DIFFER_S,
        to_seconds(NEVER),
    )


def fetchable(connection: sqlite3.Connection) -> tuple[Feed, ...]:
    """Return every feed that has an address to fetch, due or not."""
    return _feeds(connection, "removed_at IS NULL AND kind = 'feed' ORDER BY position, id")


def asked_between(connection: sqlite3.Connection, moment: datetime, now: datetime) -> frozenset[int]:
    """Return the ids of the feeds that have been asked after a moment, and not at a time that has not come yet."""
    rows = connection.execute(
        "SELECT id FROM feeds WHERE last_attempt_at > ? AND last_attempt_at <= ? + ?",
        (to_seconds(moment), to_seconds(now), _CLOCKS_DIFFER_S),
    )
    return frozenset(row[0] for row in rows)


def add(connection: sqlite3.Connection, wanted: Subscription, now: datetime) -> tuple[Feed, bool]:
    """Subscribe; return the feed, and whether it is new (a removed one comes back with its articles)."""
    feed_id, is_new = ensure(connection, wanted, now)
    feed = get(connection, feed_id)
    if feed is None:
        raise StoreError(f"The feed {without_login(wanted.url)} could not be stored.")
    return feed, is_new


def ensure(connection: sqlite3.Connection, wanted: Subscription, now: datetime) -> tuple[int, bool]:
    """Subscribe; return the feed's id, and whether it is new: `add` for lists, which can be long."""
    there = connection.execute("SELECT id, removed_at IS NULL FROM feeds WHERE url = ?", (wanted.url,)).fetchone()
    if there is not None and there[1]:
        return there[0], False
    # Feeds are never deleted, so the highest id stands for the highest position, which has no index.
    row: tuple[int] = connection.execute(
        "INSERT INTO feeds (url, title, user_title, site_url, folder_id, tags, outline, is_hidden, added_at, position) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, (SELECT coalesce(max(id), 0) + 1 FROM feeds)) "
        "ON CONFLICT (url) DO UPDATE SET folder_id = excluded.folder_id RETURNING id",
        (
            wanted.url,
            without_login(wanted.own_title),  # lists give the address where a feed has no title
            without_login(wanted.title),
            wanted.site_url,
            folders.ensure(connection, wanted.folder),
            to_json(wanted.tags),
            outlines.pack(wanted.attributes, wanted.content),
            int(wanted.is_hidden),
            to_seconds(now),
        ),
    ).fetchone()
    if there is not None:
        restore(connection, row[0])
        outlines.set_places(connection, row[0], ())
        # One that was gone for good gets another chance when it is subscribed to again.
        connection.execute("UPDATE feeds SET next_refresh_at = NULL WHERE id = ?", (row[0],))
    return row[0], True


def newest(connection: sqlite3.Connection) -> int:
    """Return the id of the feed that was added last; 0 where there is none."""
    row: tuple[int] = connection.execute("SELECT coalesce(max(id), 0) FROM feeds").fetchone()
    return row[0]


def ensure_builtin(connection: sqlite3.Connection, url: str, now: datetime) -> int:
    """Return the id of a built-in feed, making it when it is not there."""
    kind, title = _BUILTIN_TITLES[url]
    connection.execute(
        "INSERT INTO feeds (url, kind, title, added_at) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (url) DO UPDATE SET removed_at = NULL",
        (url, kind, title, to_seconds(now)),
    )
    row: tuple[int] = connection.execute("SELECT id FROM feeds WHERE url = ?", (url,)).fetchone()
    return row[0]


def describe(connection: sqlite3.Connection, feed_id: int, info: FeedInfo) -> None:
    """Take over what the feed says of itself."""
    connection.execute(
        "UPDATE feeds SET title = CASE WHEN ? <> '' THEN ? ELSE title END, "
        "site_url = CASE WHEN ? <> '' THEN ? ELSE site_url END WHERE id = ?",
        (info.title, info.title, info.site_url, info.site_url, feed_id),
    )


def edit(
    connection: sqlite3.Connection,
    feed_id: int,
    *,
    title: str,
    folder: tuple[str, ...],
    further: Sequence[tuple[str, ...]] | None = None,
) -> None:
    """Give a feed the user's own title (empty, or the same: the feed's), a folder (empty: none) and further ones.

    Where nothing is said of further ones, it stays in those.
    """
    before = connection.execute("SELECT folder_id FROM feeds WHERE id = ?", (feed_id,)).fetchone()
    connection.execute(
        "UPDATE feeds SET user_title = CASE WHEN ?1 = title THEN '' ELSE ?1 END, folder_id = ?2 WHERE id = ?3",
        (title, folders.ensure(connection, folder), feed_id),
    )
    if further is not None:
        outlines.set_places(connection, feed_id, further)
    folders.drop_emptied(connection, before[0] if before else None)
    from tuinews.store import smart_folders  # it loads the query language, which the first paint does not need

    smart_folders.make_stale(connection)  # a query may ask for a folder or a title


def set_address(connection: sqlite3.Connection, feed_id: int, url: str) -> None:
    """Give a feed another address; its articles and marks stay, what was known of the old address goes."""
    connection.execute(
        "UPDATE feeds SET url = ?, etag = '', last_modified = '', body_sha = '', failure = '', failing_since = NULL, "
        "failures_in_row = 0, next_refresh_at = NULL WHERE id = ?",
        (url, feed_id),
    )
    connection.execute("UPDATE schedules SET moved_to = '', moved_times = 0 WHERE feed_id = ?", (feed_id,))


def own_title(connection: sqlite3.Connection, feed_id: int) -> str:
    """Return the title that the user gave a feed; empty when it is the feed's own."""
    row = connection.execute("SELECT user_title FROM feeds WHERE id = ?", (feed_id,)).fetchone()
    return row[0] if row else ""


def note_success(
    connection: sqlite3.Connection,
    feed_id: int,
    *,
    now: datetime,
    next_at: datetime,
    validators: Validators | None,
    body_sha: str = "",
) -> None:
    """Record a fetch that went well; `validators` None keeps the old ones, an empty `body_sha` the old digest."""
    connection.execute(
        "UPDATE feeds SET last_attempt_at = ?1, last_success_at = ?1, next_refresh_at = ?2, failure = '', "
        "failing_since = NULL, failures_in_row = 0 WHERE id = ?3",
        (to_seconds(now), to_seconds(next_at), feed_id),
    )
    if validators is not None:
        connection.execute(
            "UPDATE feeds SET etag = ?, last_modified = ? WHERE id = ?",
            (validators.etag, validators.last_modified, feed_id),
        )
    if body_sha:
        connection.execute("UPDATE feeds SET body_sha = ? WHERE id = ?", (body_sha, feed_id))


def note_failure(
    connection: sqlite3.Connection, feed_id: int, *, now: datetime, next_at: datetime | None, message: str
) -> None:
    """Record a fetch that failed; articles and validators are untouched."""
    connection.execute(
        "UPDATE feeds SET last_attempt_at = ?1, next_refresh_at = ?2, failure = ?3, "
        "failing_since = coalesce(failing_since, ?1), failures_in_row = failures_in_row + 1 WHERE id = ?4",
        (to_seconds(now), to_seconds(next_at), message, feed_id),
    )


def remove(connection: sqlite3.Connection, feed_id: int, now: datetime) -> list[int]:
    """Unsubscribe; return the ids of the articles that left the lists. Starred and kept ones stay in theirs."""
    gone = [
        row[0]
        for row in connection.execute(
            "UPDATE articles SET is_gone = 1 WHERE feed_id = ? AND is_gone = 0 AND is_starred = 0 AND is_later = 0 "
            "RETURNING id",
            (feed_id,),
        )
    ]
    connection.execute("UPDATE feeds SET removed_at = ? WHERE id = ?", (to_seconds(now), feed_id))
    return gone


def restore(connection: sqlite3.Connection, feed_id: int) -> None:
    """Bring a removed feed back with its articles."""
    connection.execute("UPDATE feeds SET removed_at = NULL WHERE id = ?", (feed_id,))
    connection.execute("UPDATE articles SET is_gone = 0 WHERE feed_id = ? AND is_gone = 1", (feed_id,))


def subscriptions(connection: sqlite3.Connection) -> tuple[Subscription, ...]:
    """Return every feed as a subscription list names it, for export."""
    paths = folders.paths(connection)
    found = []
    for row in connection.execute(
        "SELECT url, user_title, title, site_url, folder_id, tags, is_hidden, outline FROM feeds "
        "WHERE kind = 'feed' AND removed_at IS NULL ORDER BY position, id"
    ):
        url, user_title, title, site_url, folder_id, tags, is_hidden, outline = row
        attributes, content = outlines.unpack(outline)
        found.append(
            Subscription(
                url=url,
                title=user_title,
                own_title=title if title != user_title else "",
                site_url=site_url,
                folder=paths.get(folder_id, ()),
                tags=tuple(json.loads(tags)),
                is_hidden=bool(is_hidden),
                attributes=attributes,
                content=content,
            )
        )
    return tuple(found)


def _feeds(connection: sqlite3.Connection, condition: str, *values: object) -> tuple[Feed, ...]:
    paths, places = folders.paths(connection), outlines.places(connection)
    rows = connection.execute(f"SELECT {_COLUMNS} FROM feeds WHERE {condition}", values)
    found = tuple(_feed(row, paths) for row in rows)
    if not places:
        return found
    further = {feed_id: tuple(paths.get(one, ()) for one in there) for feed_id, there in places.items()}
    return tuple(
        feed._replace(further=tuple(one for one in further[feed.id] if one != feed.folder))
        if feed.id in further
        else feed
        for feed in found
    )


def _feed(row: tuple[Any, ...], paths: dict[int, tuple[str, ...]]) -> Feed:
    (
        feed_id, url, kind, title, user_title, site_url, folder_id, tags, etag, last_modified, body_sha, unread, total,
        last_success_at, next_refresh_at, failure, failing_since, failures_in_row, is_hidden,
    ) = row  # fmt: skip
    # By position: this runs a thousand times before the first paint of a reader with a thousand feeds.
    return Feed(
        feed_id,
        url,
        user_title or title or without_login(url),
        site_url,
        paths.get(folder_id, ()),
        tuple(json.loads(tags)) if tags != "[]" else (),
        kind != "feed",
        Validators(etag, last_modified),
        body_sha,
        unread,
        total,
        to_moment(last_success_at),
        to_moment(next_refresh_at),
        failure,
        to_moment(failing_since),
        failures_in_row,
        bool(is_hidden),
    )
