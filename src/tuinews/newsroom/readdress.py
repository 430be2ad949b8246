"""Giving a feed another address: its articles and marks stay with it, and undo gives the old one back."""

from __future__ import annotations

import sqlite3

from tuinews.errors import UsageError
from tuinews.model.subscriptions import Feed
from tuinews.newsroom import Newsroom
from tuinews.newsroom.addresses import web_address
from tuinews.newsroom.change import Change
from tuinews.screen_text import short_url
from tuinews.store import feeds, journal, moving

KIND = "change_address"
"""What another address is called in the journal."""


async def change_address(newsroom: Newsroom, feed: Feed, address: str) -> Change:
    """Fetch a feed from another address from now on; an empty label says that it is the same one.

    Raises:
        UsageError: it is no web address, or another feed has it.
    """
    url = web_address(address)
    if url == feed.url:
        return Change("")
    return await newsroom.database.writing(_change_address, newsroom, feed, url)


def move(connection: sqlite3.Connection, feed: Feed, url: str) -> None:
    """Let a feed be fetched from another address; raises UsageError when another feed has it."""
    if feeds.has(connection, url):
        there = feeds.by_url(connection, url)
        if there is not None:
            raise UsageError(f"{there.title} has the address {short_url(url, 80)} already.", topic="feeds")
        raise UsageError(
            f"A feed with the address {short_url(url, 80)} was removed; adding it brings it back.", topic="feeds"
        )
    feeds.set_address(connection, feed.id, url)


def apply(connection: sqlite3.Connection, newsroom: Newsroom, record: journal.JournalRecord, is_undo: bool) -> Change:
    """Take another address of the journal back, or give it again."""
    payload = record.payload
    address = str(payload["before" if is_undo else "after"])
    remark = put_address(connection, int(str(payload["feed_id"])), address)
    return Change(record.label + remark, feeds_changed=True)


def put_address(connection: sqlite3.Connection, feed_id: int, url: str) -> str:
    """Give a feed an address of the journal; return a remark where another feed has taken it meanwhile."""
    there = feeds.by_url(connection, url)
    if there is not None and there.id != feed_id:
        return f", but its address stays: {there.title} has {short_url(url, 80)} now"
    moving.trade_with_removed(connection, feed_id, url)
    feeds.set_address(connection, feed_id, url)
    return ""


def _change_address(connection: sqlite3.Connection, newsroom: Newsroom, feed: Feed, url: str) -> Change:
    move(connection, feed, url)
    label = f"{feed.title} has another address"
    payload: dict[str, object] = {"feed_id": feed.id, "before": feed.url, "after": url}
    journal.write(connection, label, KIND, payload, (), newsroom.clock())
    return Change(label, feeds_changed=True)
