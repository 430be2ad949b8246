"""Changes of stories taken back, or made again, from their journal records."""

from __future__ import annotations

import sqlite3
from typing import cast

from tuinews.store import stories, story_feeds
from tuinews.store.journal import JournalRecord


def put_back(connection: sqlite3.Connection, record: JournalRecord, *, is_undo: bool) -> bool:
    """Take back a recorded change, or make it again; return whether it is one of stories."""
    payload = record.payload
    if record.kind == "story":
        article_id = int(str(payload["article"]))
        if is_undo:
            stories.unsplit(connection, article_id, cast("list[int]", payload["others"]))
        else:
            stories.split(connection, article_id)
    elif record.kind == "story_feeds":
        for feed_id in cast("list[int]", payload["feeds"]):
            story_feeds.set_feed(connection, feed_id, is_on=bool(payload["is_on"]) is not is_undo)
    else:
        return False
    return True
