"""The journal: whatever changes the archive can be undone step by step and done again, across restarts."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.ui.frame.newsdesk import NOW, open_archive, stock

from tuinews.model.scopes import Scope
from tuinews.model.subscriptions import (
    Element,
    FolderOutline,
    MuteRule,
    OtherOutline,
    SmartFolder,
    Subscription,
    SubscriptionList,
)
from tuinews.newsroom import Newsroom, curate, expire, mark, shelve, subscribe
from tuinews.newsroom.expire import FeedRule
from tuinews.store import feeds

TABLES = {
    "articles": "SELECT id, is_read, is_starred, is_later, is_gone FROM articles ORDER BY id",
    "tags": "SELECT tag, article_id FROM article_tags ORDER BY 1, 2",
    "smart folders": "SELECT name, query FROM smart_folders ORDER BY id",
    "mute rules": "SELECT name, query FROM mute_rules ORDER BY id",
    "retention": "SELECT * FROM retention ORDER BY feed_id",
    "feeds": "SELECT f.id, f.user_title, d.name FROM feeds f LEFT JOIN folders d ON d.id = f.folder_id "
    "WHERE f.removed_at IS NULL ORDER BY f.id",
    "outlines": "SELECT o.feed_id, d.name, o.outline FROM outlines o LEFT JOIN folders d ON d.id = o.folder_id "
    "WHERE o.is_gone = 0 ORDER BY o.id",
    "folders": "SELECT attributes FROM folder_outlines WHERE is_gone = 0 ORDER BY folder_id",
    "head": "SELECT value FROM session WHERE key = 'opml.head' AND value <> '[]'",
}


def state(newsroom: Newsroom) -> dict[str, Any]:
    """Return everything of the archive that a user can change."""
    return {name: newsroom.database.read(lambda c, sql=sql: c.execute(sql).fetchall()) for name, sql in TABLES.items()}


def changes(newsroom: Newsroom, feed_id: int) -> list[Any]:
    """Return one change of every kind."""
    feed = newsroom.database.read(feeds.get, feed_id)
    assert feed is not None

    async def let_go() -> None:
        await expire.let_go(newsroom, (await expire.look(newsroom)).plan)

    return [
        lambda: mark.mark(newsroom, (1,), "starred", True),
        lambda: mark.mark(newsroom, (2,), "later", True),
        lambda: mark.mark_scope_read(newsroom, Scope()),
        lambda: mark.mark(newsroom, (4,), "read", False),
        lambda: shelve.tag(newsroom, (3,), "work", True),
        lambda: shelve.archive(newsroom, (4,)),
        lambda: shelve.delete(newsroom, (5,)),
        lambda: curate.keep_smart_folder(newsroom, SmartFolder(0, "B", "bridge")),
        lambda: curate.keep_mute_rule(newsroom, MuteRule(0, "M", "title:muted")),
        lambda: expire.keep(newsroom, feed, FeedRule(articles=4)),
        let_go,
        lambda: mark.edit_feeds(newsroom, (feed,), mark.FeedEdit(title="Mine", folders=(("World",), ("Sea",)))),
        lambda: subscribe.import_list(
            newsroom,
            SubscriptionList(
                "",
                (Subscription("http://a.example/f"), Subscription("http://b.example/f")),
                folders=(FolderOutline(("World",), (("icon", "globe"),)),),
                head=(Element("ownerName", (), ("Kim",)),),
                others=(OtherOutline(("Sea",), 2, "http://a.example/f"), OtherOutline((), 1, "", (("text", "---"),))),
            ),
        ),
        lambda: mark.remove_feed(newsroom, feed_id),
    ]


def test_every_kind_of_change_is_undone_and_done_again_after_a_restart(tmp_path: Path) -> None:
    newsroom = open_archive(tmp_path, retention_days=30)
    feed_id = stock(newsroom, "Courier", [f"Story {n}" for n in range(8)] + ["Muted story", "Bridge"])
    newsroom.database.write(
        lambda c: c.execute("UPDATE articles SET added_at = ? WHERE id > 6", (int((NOW - timedelta(90)).timestamp()),))
    )
    states = [state(newsroom)]
    for change in changes(newsroom, feed_id):
        asyncio.run(change())
        states.append(state(newsroom))
        assert states[-1] != states[-2], f"change {len(states) - 1} changed nothing"
    newsroom.close()

    newsroom = open_archive(tmp_path, retention_days=30)
    for expected in reversed(states[:-1]):
        assert asyncio.run(mark.undo(newsroom)).label
        assert state(newsroom) == expected
    assert asyncio.run(mark.undo(newsroom)).label == ""
    newsroom.close()

    newsroom = open_archive(tmp_path, retention_days=30)
    for expected in states[1:]:
        assert asyncio.run(mark.redo(newsroom)).label
        assert state(newsroom) == expected
    assert len(asyncio.run(mark.last_changes(newsroom, 50))) == len(states) - 1
    newsroom.close()
