"""`feeds`."""

from __future__ import annotations

import argparse
from datetime import datetime

from tuinews.commands.session import opened, print_json, tell
from tuinews.commands.tables import print_columns, room_for_tables
from tuinews.model.subscriptions import Feed, SmartFolder
from tuinews.newsroom.list_feeds import every_feed
from tuinews.newsroom.name_folders import folder_words
from tuinews.newsroom.read import full_text_choices, smart_folders
from tuinews.screen_text import short_url
from tuinews.store.feeds import NEVER
from tuinews.web_address import without_login

WIDE = 120
"""From this width on, `feeds` has room for the addresses."""


def feeds(options: argparse.Namespace) -> int:
    """List the subscriptions."""
    with opened(options.data_dir) as newsroom:
        every, choices, smart = every_feed(newsroom), full_text_choices(newsroom), smart_folders(newsroom)
        now = newsroom.clock()
    if options.json:
        print_json(
            [_feed_facts(feed) | {"full_text": choices.get(feed.id)} for feed in every]
            + [_smart_facts(folder) for folder in smart]
        )
        return 0
    if not every:
        tell("There are no feeds yet. `tuinews add URL` subscribes to one.")
        return 0
    is_wide = room_for_tables() >= WIDE
    print_columns(
        ("id", "title", "folder", "unread", "last success", "next", "state", *(["url"] if is_wide else [])),
        [
            (
                str(feed.id),
                feed.title,
                folder_words(feed.places),
                f"{feed.unread:,}",
                "–" if feed.is_builtin else _when(feed.last_success_at, now),
                "–" if feed.is_builtin else _due(feed, now),
                "failed" if feed.failure else "hidden" if feed.is_hidden else "ok",
                *(["" if feed.is_builtin else short_url(feed.url)] if is_wide else []),
            )
            for feed in every
        ],
        flexible=(1, 2, *([7] if is_wide else [])),
        numbers=(0, 3),
        notes={number: feed.failure for number, feed in enumerate(every) if feed.failure},
    )
    if smart:
        print("\nSmart folders")
        print_columns(("name", "query"), [(folder.name, folder.query) for folder in smart], flexible=(0, 1))
    return 0


def _feed_facts(feed: Feed) -> dict[str, object]:
    return {
        "kind": "feed",
        "id": feed.id,
        "title": feed.title,
        "url": without_login(feed.url),
        "site_url": without_login(feed.site_url),
        "folder": "/".join(feed.folder),
        "folders": ["/".join(path) for path in feed.places],
        "tags": feed.tags,
        "is_hidden": feed.is_hidden,
        "unread": feed.unread,
        "total": feed.total,
        "last_success": _iso(feed.last_success_at),
        "last_error": feed.failure or None,
        "failing_since": _iso(feed.failing_since),
        "next_refresh": None if feed.next_refresh_at == NEVER else _iso(feed.next_refresh_at),
    }


def _smart_facts(folder: SmartFolder) -> dict[str, object]:
    return {
        "kind": "smart folder",
        "id": folder.id,
        "title": folder.name,
        "query": folder.query,
        "unread": folder.unread,
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _due(feed: Feed, now: datetime) -> str:
    return "never" if feed.next_refresh_at == NEVER else _when(feed.next_refresh_at, now, past="due")


def _when(moment: datetime | None, now: datetime, past: str = "") -> str:
    if moment is None:
        return past or "never"
    if past and moment <= now:
        return past
    minutes = round(abs((moment - now).total_seconds()) / 60)
    if not minutes:
        return "just now"
    words = f"{minutes} min" if minutes < 60 else f"{round(minutes / 60)} h"
    words = words if minutes < 24 * 60 else f"{round(minutes / 60 / 24)} d"
    return f"in {words}" if moment > now else f"{words} ago"
