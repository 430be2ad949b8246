"""Giving a feed another address, also one that another feed has already."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from tuinews.store import bodies
from tuinews.store.rows import to_seconds


def move_feed(connection: sqlite3.Connection, feed_id: int, url: str, now: datetime) -> bool:
    """Give a feed another address; return whether it has become one with the feed that had it.

    The feed that was there first goes on with the articles of both, and nothing that was read, starred or kept is
    forgotten. Of a feed that was unsubscribed, only the articles live on.
    """
    there = connection.execute("SELECT id, removed_at FROM feeds WHERE url = ?", (url,)).fetchone()
    if there is not None and there[0] != feed_id:
        other_id, removed_at = there
        if removed_at is None:
            _join(connection, feed_id, into=other_id)
            _inherit(connection, feed_id, other_id)
            connection.execute("UPDATE feeds SET removed_at = ? WHERE id = ?", (to_seconds(now), feed_id))
            connection.execute("DELETE FROM schedules WHERE feed_id = ?", (feed_id,))
            return True
        _join(connection, other_id, into=feed_id)
        connection.execute("DELETE FROM feeds WHERE id = ?", (other_id,))
    connection.execute("UPDATE feeds SET url = ? WHERE id = ?", (url, feed_id))
    connection.execute("UPDATE schedules SET moved_to = '', moved_times = 0 WHERE feed_id = ?", (feed_id,))
    return False


def trade_with_removed(connection: sqlite3.Connection, feed_id: int, url: str) -> None:
    """Let a removed feed that has this address trade it for the feed's own; nothing happens where none has it.

    A feed that was added at an address after another had left it stands in the way when both changes are undone.
    """
    row = connection.execute("SELECT id FROM feeds WHERE url = ? AND removed_at IS NOT NULL", (url,)).fetchone()
    if row is None or row[0] == feed_id:
        return
    (own,) = connection.execute("SELECT url FROM feeds WHERE id = ?", (feed_id,)).fetchone()
    # No two feeds may have one address, not even for a moment.
    for holder, address in ((row[0], f"traded:{row[0]}"), (feed_id, url), (row[0], own)):
        connection.execute("UPDATE feeds SET url = ? WHERE id = ?", (address, holder))


def _join(connection: sqlite3.Connection, feed_id: int, *, into: int) -> None:
    """Give a feed's articles to another; of an article that both have, the other's stays, with the marks of both."""
    twins = connection.execute(
        "SELECT a.id, b.id, a.is_read, a.is_starred, a.is_later FROM articles a JOIN articles b "
        "ON b.feed_id = ? AND b.identity = a.identity WHERE a.feed_id = ?",
        (into, feed_id),
    ).fetchall()
    for twin_id, kept_id, is_read, is_starred, is_later in twins:
        connection.execute(
            "UPDATE articles SET is_read = max(is_read, ?), is_starred = max(is_starred, ?), "
            "is_later = max(is_later, ?) WHERE id = ?",
            (is_read, is_starred, is_later, kept_id),
        )
        connection.execute(
            "INSERT OR IGNORE INTO article_tags SELECT tag, ? FROM article_tags WHERE article_id = ?",
            (kept_id, twin_id),
        )
        _hand_down(connection, twin_id, kept_id)
        connection.execute("DELETE FROM articles WHERE id = ?", (twin_id,))
    # The counts follow `is_gone`, not `feed_id`: an article leaves the one feed before it joins the other.
    moved = connection.execute("SELECT id, is_gone FROM articles WHERE feed_id = ?", (feed_id,)).fetchall()
    for article_id, is_gone in moved:
        connection.execute("UPDATE articles SET is_gone = 1 WHERE id = ?", (article_id,))
        connection.execute("UPDATE articles SET feed_id = ? WHERE id = ?", (into, article_id))
        connection.execute("UPDATE articles SET is_gone = ? WHERE id = ?", (is_gone, article_id))
    connection.execute(
        "INSERT OR IGNORE INTO tombstones SELECT ?, t.identity FROM tombstones t WHERE t.feed_id = ? "
        "AND NOT EXISTS (SELECT 1 FROM articles a WHERE a.feed_id = ? AND a.identity = t.identity)",
        (into, feed_id, into),
    )


def _hand_down(connection: sqlite3.Connection, twin_id: int, kept_id: int) -> None:
    """Give an article the page and the corrections of its twin, where it has none of its own."""
    pages = connection.execute(
        "UPDATE pages SET article_id = ?1, content_sha = (SELECT content_sha FROM articles WHERE id = ?1) "
        "WHERE article_id = ?2 AND NOT EXISTS (SELECT 1 FROM pages WHERE article_id = ?1)",
        (kept_id, twin_id),
    )
    corrections = connection.execute(
        "UPDATE corrections SET article_id = ?1 WHERE article_id = ?2 "
        "AND NOT EXISTS (SELECT 1 FROM corrections WHERE article_id = ?1)",
        (kept_id, twin_id),
    )
    if pages.rowcount or corrections.rowcount:
        bodies.forget(connection, kept_id)  # the text may be another now, and who speaks in it


def _inherit(connection: sqlite3.Connection, feed_id: int, heir_id: int) -> None:
    """Give a feed the other's title, folders and choice of full texts where it has none of its own from the user."""
    connection.execute(
        "INSERT OR IGNORE INTO outlines (feed_id, folder_id, position, outline) "
        "SELECT heir.id, o.folder_id, o.position, o.outline FROM outlines o JOIN feeds heir ON heir.id = ? "
        "WHERE o.feed_id = ? AND o.is_gone = 0 AND heir.folder_id IS NULL",
        (heir_id, feed_id),
    )
    connection.execute(
        "UPDATE feeds SET (user_title, folder_id) = ("
        "SELECT CASE WHEN feeds.user_title <> '' THEN feeds.user_title ELSE o.user_title END, "
        "coalesce(feeds.folder_id, o.folder_id) FROM feeds o WHERE o.id = ?) WHERE id = ?",
        (feed_id, heir_id),
    )
    connection.execute(
        "INSERT OR IGNORE INTO full_text_choices SELECT ?, choice FROM full_text_choices WHERE feed_id = ?",
        (heir_id, feed_id),
    )
