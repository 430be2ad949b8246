"""The feeds whose articles do not fold with those of others."""

from __future__ import annotations

import sqlite3


def set_feed(connection: sqlite3.Connection, feed_id: int, *, is_on: bool) -> None:
    """Let a feed's articles fold with others, or stand by themselves; what was known of them is kept."""
    if is_on:
        connection.execute("DELETE FROM story_feeds_off WHERE feed_id = ?", (feed_id,))
        connection.execute(
            "INSERT OR IGNORE INTO story_waiting SELECT sort_at, id FROM articles WHERE feed_id = ?1 AND is_gone = 0 "
            "AND id NOT IN (SELECT article_id FROM story_articles WHERE feed_id = ?1)",
            (feed_id,),
        )
    else:
        connection.execute("INSERT OR IGNORE INTO story_feeds_off VALUES (?)", (feed_id,))


def feeds_off(connection: sqlite3.Connection) -> frozenset[int]:
    """Return the feeds whose articles stand by themselves."""
    return frozenset(row[0] for row in connection.execute("SELECT feed_id FROM story_feeds_off"))
