"""Changes of kept queries, of tags and of where articles are, made again or taken back from their journal records."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from datetime import datetime
from typing import cast

from tuinews.model.subscriptions import MuteRule, SmartFolder
from tuinews.newsroom import identify
from tuinews.store import muting, retention, smart_folders, tags, undone_stories, whereabouts
from tuinews.store.journal import JournalRecord
from tuinews.store.retention import FeedRule


def put_back(connection: sqlite3.Connection, record: JournalRecord, today: datetime, *, is_undo: bool) -> bool:
    """Take back a recorded change, or make it again; return whether it is of a kind that is known here."""
    payload = record.payload
    before, after = payload.get("before"), payload.get("after")
    if is_undo:
        before, after = after, before
    match record.kind:
        case "smart_folder":
            put_smart_folder(connection, _folder(before), _folder(after), today)
        case "mute_rule":
            put_mute_rule(connection, _rule(before), _rule(after), today)
        case "tag":
            _put_tags(connection, record, is_undo=is_undo)
        case "expire":
            _put_expired(connection, record, is_undo=is_undo)
        case "retention":
            rule = FeedRule(*cast("Sequence[int]", after))  # type: ignore[arg-type]
            retention.set_own_rule(connection, int(str(payload["feed_id"])), rule)
        case "place":
            whereabouts.move(connection, record.article_ids, int(str(before)), int(str(after)))
        case _:
            is_of_people = identify.put_back(connection, record, is_undo=is_undo)
            return is_of_people or undone_stories.put_back(connection, record, is_undo=is_undo)
    return True


def _put_tags(connection: sqlite3.Connection, record: JournalRecord, *, is_undo: bool) -> None:
    payload = record.payload
    # One tag alone is of all the articles of the record.
    several = payload.get("tags") or [(payload["tag"], payload["value"], record.article_ids)]
    in_order = cast("Sequence[tuple[str, bool, Sequence[int]]]", several)
    for name, value, article_ids in reversed(in_order) if is_undo else in_order:
        (tags.give if bool(value) is not is_undo else tags.take)(connection, article_ids, name)


def put_smart_folder(
    connection: sqlite3.Connection, before: SmartFolder | None, after: SmartFolder | None, today: datetime
) -> None:
    """Make a smart folder what it was, or forget it."""
    if after is not None:
        smart_folders.recount(connection, smart_folders.save(connection, after), today)
    elif before is not None:
        smart_folders.drop(connection, before.id)


def put_mute_rule(
    connection: sqlite3.Connection, before: MuteRule | None, after: MuteRule | None, today: datetime
) -> None:
    """Make a mute rule what it was, or forget it; articles are muted and brought back as the rules now say."""
    if after is not None:
        muting.save(connection, after)
        muting.apply(connection, None, today)
    elif before is not None:
        muting.drop(connection, before.id)
    if before is not None:
        muting.release(connection, today)


def _put_expired(connection: sqlite3.Connection, record: JournalRecord, *, is_undo: bool) -> None:
    """Bring articles back that old age took, and let it not take them again; or let them go after all."""
    before, after = int(str(record.payload["before"])), int(str(record.payload["after"]))
    ids = json.dumps(list(record.article_ids))
    if is_undo:
        whereabouts.move(connection, record.article_ids, after, before)
        retention.spare(connection, ids)
    else:
        retention.spare_no_longer(connection, ids)
        whereabouts.move(connection, record.article_ids, before, after)


def _folder(facts: object) -> SmartFolder | None:
    return SmartFolder(*cast("Sequence[str]", facts)) if facts else None  # type: ignore[arg-type]


def _rule(facts: object) -> MuteRule | None:
    return MuteRule(*cast("Sequence[str]", facts)) if facts else None  # type: ignore[arg-type]
