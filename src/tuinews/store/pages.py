"""The articles' own pages: what was found on them, what is still wanted, and which feeds want them."""

from __future__ import annotations

import sqlite3
import zlib
from datetime import datetime
from typing import NamedTuple

from tuinews.model.articles import PageState
from tuinews.store.rows import to_json, to_lines, to_seconds
from tuinews.store.whereabouts import THERE

_NEWEST = 3_000
"""How many of the newest articles are looked at for pages to fetch."""
_LAST_PAGES = 5
_LAST_ENTRIES = 20


class PackedPage(NamedTuple):
    """The article of a page."""

    packed: bytes
    """Its HTML, UTF-8, zlib."""
    base_url: str
    notices: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    language: str = ""
    image_url: str = ""
    whole: bytes = b""
    """All of the page as the server gave it, zlib; empty where it is too large to be kept."""


class PageTarget(NamedTuple):
    """An article whose page may be fetched."""

    article_id: int
    feed_id: int
    url: str
    choice: str
    """When its feed wants pages: always, cut or never; empty where the feed has no choice of its own."""
    is_wanted: bool
    is_known: bool
    """Its page was asked for since the feed last changed the article."""
    is_subscribed: bool
    """It came with a subscription, not as a file."""


_TARGET = (
    "SELECT a.id, a.feed_id, a.url, coalesce(c.choice, ''), coalesce(p.is_wanted, 0), "
    "p.article_id IS NOT NULL AND p.content_sha = a.content_sha, f.kind = 'feed' AND f.removed_at IS NULL "
    "FROM articles a JOIN feeds f ON f.id = a.feed_id "
    "LEFT JOIN full_text_choices c ON c.feed_id = a.feed_id LEFT JOIN pages p ON p.article_id = a.id "
)


def state(connection: sqlite3.Connection, article_id: int) -> PageState | None:
    """Return what is known of an article's page, or None when it was never asked for."""
    row = connection.execute(
        "SELECT packed IS NOT NULL, is_shown, is_wanted, problem FROM pages WHERE article_id = ?", (article_id,)
    ).fetchone()
    return PageState(bool(row[0]), bool(row[1]), bool(row[2]), row[3]) if row else None


def target(connection: sqlite3.Connection, article_id: int) -> PageTarget | None:
    """Return where an article's page is, or None when there is no such article."""
    row = connection.execute(_TARGET + f"WHERE a.id = ? AND a.is_gone IN ({THERE})", (article_id,)).fetchone()
    return _target(row) if row else None


def wanted(connection: sqlite3.Connection, limit: int) -> tuple[PageTarget, ...]:
    """Return the newest articles whose pages were asked for while there was no network."""
    rows = connection.execute(
        _TARGET + "WHERE a.id IN (SELECT article_id FROM pages WHERE is_wanted = 1) "
        f"AND a.is_gone IN ({THERE}) ORDER BY a.id DESC LIMIT ?",
        (limit,),
    )
    return tuple(map(_target, rows))


def fresh(connection: sqlite3.Connection, since: datetime) -> tuple[PageTarget, ...]:
    """Return the unread articles of subscriptions that came since then, or changed, the newest first."""
    rows = connection.execute(
        _TARGET + "WHERE a.id > (SELECT coalesce(max(id), 0) FROM articles) - ? AND a.added_at >= ? "
        "AND a.is_gone = 0 AND a.is_read = 0 AND f.kind = 'feed' AND f.removed_at IS NULL "
        "AND (p.article_id IS NULL OR p.content_sha <> a.content_sha) ORDER BY a.id DESC",
        (_NEWEST, to_seconds(since)),
    )
    return tuple(map(_target, rows))


def are_in_vain(connection: sqlite3.Connection, feed_id: int) -> bool:
    """Return whether the last pages of a feed gave no more than the feed itself does."""
    rows = connection.execute(
        "SELECT p.is_shown FROM pages p JOIN articles a ON a.id = p.article_id "
        "WHERE a.feed_id = ? AND p.is_wanted = 0 ORDER BY p.at DESC, p.article_id DESC LIMIT ?",
        (feed_id, _LAST_PAGES),
    ).fetchall()
    return len(rows) == _LAST_PAGES and not any(row[0] for row in rows)


def usual_size(connection: sqlite3.Connection, feed_id: int) -> int:
    """Return how many bytes the middle one of a feed's last entries has, packed."""
    sizes = [
        len(zlib.compress(zlib.decompress(row[0]), 1))
        for row in connection.execute(
            "SELECT b.packed FROM bodies b WHERE b.article_id IN "
            "(SELECT id FROM articles WHERE feed_id = ? AND is_gone = 0 ORDER BY sort_at DESC, id DESC LIMIT ?)",
            (feed_id, _LAST_ENTRIES),
        )
    ]
    return sorted(sizes)[len(sizes) // 2] if sizes else 0


def save(connection: sqlite3.Connection, article_id: int, page: PackedPage, is_shown: bool, now: datetime) -> None:
    """Store the article of a page; facts that the feed left out are taken from it."""
    _write(connection, article_id, now)
    connection.execute(
        "UPDATE pages SET is_shown = ?, base_url = ?, notices = ?, packed = ? WHERE article_id = ?",
        (int(is_shown), page.base_url, to_json(page.notices), page.packed, article_id),
    )
    connection.execute(
        "UPDATE articles SET authors = iif(authors = '', ?, authors), language = iif(language = '', ?, language), "
        "image_url = iif(image_url = '', ?, image_url), published_at = coalesce(published_at, ?) WHERE id = ?",
        (to_lines(page.authors), page.language, page.image_url, to_seconds(page.published), article_id),
    )


def keep_whole(connection: sqlite3.Connection, article_id: int, page: PackedPage) -> None:
    """Keep a page as the server gave it, where the article came with a feed: a file's own bytes stay what they are."""
    if page.whole:
        connection.execute(
            "INSERT OR REPLACE INTO originals (article_id, media_type, packed) SELECT a.id, 'text/html', ? "
            "FROM articles a JOIN feeds f ON f.id = a.feed_id WHERE a.id = ? AND f.kind = 'feed'",
            (page.whole, article_id),
        )


def whole(connection: sqlite3.Connection, article_id: int) -> bytes | None:
    """Return an article's page as the server gave it, None where it was not kept."""
    row = connection.execute(
        "SELECT o.packed FROM originals o JOIN articles a ON a.id = o.article_id JOIN feeds f ON f.id = a.feed_id "
        "WHERE o.article_id = ? AND f.kind = 'feed'",
        (article_id,),
    ).fetchone()
    return zlib.decompress(row[0]) if row else None


def drop_old_wholes(connection: sqlite3.Connection, most: int) -> None:
    """Let go of whole pages but those of the newest articles; what was found on them stays."""
    connection.execute(
        "DELETE FROM originals WHERE article_id IN (SELECT o.article_id FROM originals o JOIN articles a "
        "ON a.id = o.article_id JOIN feeds f ON f.id = a.feed_id WHERE f.kind = 'feed' "
        "ORDER BY o.article_id DESC LIMIT -1 OFFSET ?)",
        (most,),
    )


def fail(connection: sqlite3.Connection, article_id: int, problem: str, now: datetime) -> None:
    """Note why a page gave no text; a text it gave before stays."""
    _write(connection, article_id, now)
    note(connection, article_id, problem)


def note(connection: sqlite3.Connection, article_id: int, problem: str) -> None:
    """Note what is wrong with a page."""
    connection.execute("UPDATE pages SET problem = ? WHERE article_id = ?", (problem, article_id))


def want(connection: sqlite3.Connection, article_id: int, now: datetime) -> None:
    """Note that a page is to be fetched when there is a network again."""
    _write(connection, article_id, now)
    connection.execute("UPDATE pages SET is_wanted = 1 WHERE article_id = ?", (article_id,))


def _write(connection: sqlite3.Connection, article_id: int, now: datetime) -> None:
    connection.execute(
        "INSERT INTO pages (article_id, at) VALUES (?, ?) "
        "ON CONFLICT (article_id) DO UPDATE SET at = excluded.at, is_wanted = 0, problem = ''",
        (article_id, to_seconds(now)),
    )
    connection.execute(
        "UPDATE pages SET content_sha = (SELECT content_sha FROM articles WHERE id = pages.article_id) "
        "WHERE article_id = ?",
        (article_id,),
    )


def show(connection: sqlite3.Connection, article_id: int, is_shown: bool) -> None:
    """Let an article's text be its page's, or the feed's again."""
    connection.execute("UPDATE pages SET is_shown = ? WHERE article_id = ?", (int(is_shown), article_id))


def choices(connection: sqlite3.Connection) -> dict[int, str]:
    """Return when each feed wants its articles' pages, for those that have a choice of their own."""
    return dict(connection.execute("SELECT feed_id, choice FROM full_text_choices"))


def choose(connection: sqlite3.Connection, feed_id: int, choice: str) -> None:
    """Give a feed its choice: always, cut or never; empty to follow the configuration."""
    if choice:
        connection.execute("INSERT OR REPLACE INTO full_text_choices VALUES (?, ?)", (feed_id, choice))
    else:
        connection.execute("DELETE FROM full_text_choices WHERE feed_id = ?", (feed_id,))


def _target(row: tuple[int, int, str, str, int, int, int]) -> PageTarget:
    return PageTarget(*row[:4], *map(bool, row[4:]))
