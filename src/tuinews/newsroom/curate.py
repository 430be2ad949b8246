"""Keeping queries: smart folders that show what they find, and mute rules that keep it out of the lists."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from tuinews.errors import UnstoredError, UsageError
from tuinews.model.subscriptions import MuteRule, SmartFolder
from tuinews.newsroom import Newsroom
from tuinews.newsroom.change import Change
from tuinews.newsroom.putting_back import put_mute_rule, put_smart_folder
from tuinews.query import EVERYTHING, parse, print_query
from tuinews.screen_text import line
from tuinews.store import asked, journal, muting, smart_folders

LOOKED_AT = 1000
"""How many of the newest articles are looked at before a rule is made."""


class Preview(NamedTuple):
    """What a query would do."""

    matching: int
    looked_at: int
    unread: int = 0


async def keep_smart_folder(newsroom: Newsroom, folder: SmartFolder) -> Change:
    """Keep a smart folder, new with id 0 or changed; raises UsageError when its query cannot be understood."""
    kept = folder._replace(name=_named(folder.name, folder.query), query=_canonical(folder.query))
    return await newsroom.database.writing(_keep_smart_folder, newsroom, kept)


async def drop_smart_folder(newsroom: Newsroom, folder_id: int) -> Change:
    """Forget a smart folder; its articles stay where they are."""
    return await newsroom.database.writing(_drop_smart_folder, newsroom, folder_id)


async def every_smart_folder(newsroom: Newsroom) -> tuple[SmartFolder, ...]:
    """Return the smart folders with counts that are right."""
    await recount(newsroom)
    return await newsroom.database.reading(smart_folders.every)


async def recount(newsroom: Newsroom) -> bool:
    """Count what is out of date, a folder at a time so that other changes get in between; return whether any was.

    Where nothing can be stored, the counts stay as they are.
    """
    stale = await newsroom.database.reading(smart_folders.stale, newsroom.today())
    try:
        for folder_id in stale:
            await newsroom.database.writing(smart_folders.recount, folder_id, newsroom.today())
    except UnstoredError:
        return False
    return bool(stale)


async def keep_mute_rule(newsroom: Newsroom, rule: MuteRule) -> Change:
    """Keep a mute rule, new with id 0 or changed, and mute what it matches; raises UsageError for no such query."""
    kept = rule._replace(name=_named(rule.name, rule.query), query=_canonical(rule.query))
    return await newsroom.database.writing(_keep_mute_rule, newsroom, kept)


async def drop_mute_rule(newsroom: Newsroom, rule_id: int) -> Change:
    """Forget a mute rule; what only it muted is back in the lists."""
    return await newsroom.database.writing(_drop_mute_rule, newsroom, rule_id)


async def every_mute_rule(newsroom: Newsroom) -> tuple[MuteRule, ...]:
    """Return the mute rules, each with how many articles it hides."""
    return await newsroom.database.reading(muting.every, newsroom.today())


async def preview_mute(newsroom: Newsroom, query: str) -> Preview:
    """Return how many of the newest articles a rule would hide; raises QueryError."""
    node = parse(query)
    hidden, looked_at = await newsroom.database.reading(muting.preview, node, newsroom.today(), LOOKED_AT)
    return Preview(hidden, looked_at)


async def preview_smart(newsroom: Newsroom, query: str) -> Preview:
    """Return how many articles a smart folder would have, and how many of them are unread; raises QueryError."""
    matching, unread, every = await newsroom.database.reading(asked.counts, parse(query), newsroom.today())
    return Preview(matching, every, unread)


def _canonical(query: str) -> str:
    node = parse(query)
    if node == EVERYTHING:
        raise UsageError("A query needs something to look for.", topic="queries")
    return print_query(node)


def _named(name: str, query: str) -> str:
    return line(name) or line(query)


def _keep_smart_folder(connection: sqlite3.Connection, newsroom: Newsroom, folder: SmartFolder) -> Change:
    before = smart_folders.get(connection, folder.id) if folder.id else None
    kept = folder._replace(id=smart_folders.save(connection, folder))
    smart_folders.recount(connection, kept.id, newsroom.today())
    label = f"Smart folder {kept.name} {'changed' if before else 'kept'}"
    return _noted(connection, newsroom, label, "smart_folder", before, kept)


def _drop_smart_folder(connection: sqlite3.Connection, newsroom: Newsroom, folder_id: int) -> Change:
    before = smart_folders.get(connection, folder_id)
    if before is None:
        return Change("")
    put_smart_folder(connection, before, None, newsroom.today())
    return _noted(connection, newsroom, f"Smart folder {before.name} removed", "smart_folder", before, None)


def _keep_mute_rule(connection: sqlite3.Connection, newsroom: Newsroom, rule: MuteRule) -> Change:
    before = muting.get(connection, rule.id) if rule.id else None
    kept = rule._replace(id=muting.save(connection, rule))
    put_mute_rule(connection, before, kept, newsroom.today())
    return _noted(
        connection, newsroom, f"Mute rule {kept.name} {'changed' if before else 'kept'}", "mute_rule", before, kept
    )


def _drop_mute_rule(connection: sqlite3.Connection, newsroom: Newsroom, rule_id: int) -> Change:
    before = muting.get(connection, rule_id)
    if before is None:
        return Change("")
    put_mute_rule(connection, before, None, newsroom.today())
    return _noted(connection, newsroom, f"Mute rule {before.name} removed", "mute_rule", before, None)


def _noted(
    connection: sqlite3.Connection,
    newsroom: Newsroom,
    label: str,
    kind: str,
    before: SmartFolder | MuteRule | None,
    after: SmartFolder | MuteRule | None,
) -> Change:
    payload: dict[str, object] = {"before": before and list(before), "after": after and list(after)}
    journal.write(connection, label, kind, payload, (), newsroom.clock())
    return Change(label, feeds_changed=True)
