"""Letting old articles go: what the rules take, shown before it goes the first time, in small steps, undoable."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Sequence
from datetime import timedelta
from typing import NamedTuple

from tuinews.model.articles import Whereabouts
from tuinews.model.subscriptions import Feed
from tuinews.newsroom import Newsroom
from tuinews.newsroom.bounds import rules_of as rules_of
from tuinews.newsroom.change import Change
from tuinews.newsroom.mark import articles_in_words
from tuinews.store import compacting, journal, retention, whereabouts
from tuinews.store.compacting import Room as Room
from tuinews.store.retention import FeedRule as FeedRule
from tuinews.store.retention import Leaving as Leaving
from tuinews.store.retention import Plan as Plan
from tuinews.store.retention import Rules as Rules

MOST_AT_ONCE = 0.2
"""A larger share of the articles goes only when the user says so: a clock may have jumped."""
_STEP = 500
_FORGET_STEP = 100
_PAUSE_S = 0.005


class Due(NamedTuple):
    """What a refresh leaves to be done about old articles."""

    plan: Plan
    is_agreed: bool
    """Whether the user has seen what the rules do."""

    @property
    def is_too_much(self) -> bool:
        """Whether it is more than may go without being told."""
        return self.plan.articles > MOST_AT_ONCE * self.plan.of

    @property
    def wants_word(self) -> bool:
        """Whether the user has to be asked first."""
        return self.plan.articles > 0 and (not self.is_agreed or self.is_too_much)


class Step(NamedTuple):
    """How far something long has come."""

    what: str
    done: int
    of: int


async def look(newsroom: Newsroom) -> Due:
    """Return what the rules let go now; nothing changes."""
    return await newsroom.database.reading(_look, newsroom)


async def let_go(newsroom: Newsroom, plan: Plan) -> Change:
    """Let the articles of a plan go, which the user has seen; undo brings them back until a vacuum."""
    await newsroom.database.writing(retention.agree, rules_of(newsroom), newsroom.clock())
    return await _expire(newsroom, plan)


async def after_refresh(newsroom: Newsroom) -> tuple[Due, Change]:
    """Let go what the rules take, unless the user has to be asked first or is about to redo something."""
    due = await look(newsroom)
    if not due.plan.articles or due.wants_word or await newsroom.database.reading(_is_redoing, newsroom):
        return due, Change("")
    return due, await _expire(newsroom, due.plan)


async def own_rules(newsroom: Newsroom) -> dict[int, FeedRule]:
    """Return the feeds that have a rule of their own."""
    return await newsroom.database.reading(retention.own_rules)


async def keep(newsroom: Newsroom, feed: Feed, rule: FeedRule) -> Change:
    """Give a feed a rule of its own; an empty one follows the configuration again."""
    return await newsroom.database.writing(_keep, newsroom, feed, rule)


async def room(newsroom: Newsroom) -> Room:
    """Return how the room of the archive's file is used."""
    return await newsroom.database.reading(compacting.room)


async def forget_deleted(newsroom: Newsroom) -> AsyncIterator[Step]:
    """Leave only tombstones of deleted articles; they cannot be brought back after that."""
    ids = await newsroom.database.reading(compacting.deleted)
    for start in range(0, len(ids), _FORGET_STEP):
        await newsroom.database.writing(compacting.forget, ids[start : start + _FORGET_STEP])
        yield Step("forgotten", min(start + _FORGET_STEP, len(ids)), len(ids))
    await newsroom.database.writing(compacting.drop_vain_records)
    await newsroom.database.writing(compacting.drop_unused_names)


async def compacts_in_steps(newsroom: Newsroom) -> bool:
    """Return whether compacting leaves room for others between its steps."""
    return await newsroom.database.reading(compacting.gives_back_in_steps)


async def compact(newsroom: Newsroom) -> AsyncIterator[Step]:
    """Merge the indexes and give the file's holes back, in steps between which a reader that is open can write.

    A file that was made before this could be done in steps is written anew once, which takes it in one piece.
    """
    for done, index in enumerate(compacting.INDEXES):
        yield Step("indexes merged", done, len(compacting.INDEXES))
        is_first = True
        while await newsroom.database.writing(compacting.merge_some, index, is_first=is_first):
            is_first = False
            await asyncio.sleep(_PAUSE_S)
    if not await newsroom.database.reading(compacting.gives_back_in_steps):
        await newsroom.database.compacting()
        return
    holes = left = 0
    while left := await newsroom.database.writing(compacting.give_back):
        holes = max(holes, left)
        yield Step("holes given back", holes - left, holes)
        await asyncio.sleep(_PAUSE_S)


async def _expire(newsroom: Newsroom, plan: Plan) -> Change:
    """Move the articles out in small transactions, all under one record a place, which grows with each step."""
    gone = list[int]()
    for source, ids in ((Whereabouts.MUTED, plan.muted), (Whereabouts.LISTED, plan.listed)):
        record: int | None = None
        for start in range(0, len(ids), _STEP):
            record, moved = await newsroom.database.writing(_move, newsroom, ids[start : start + _STEP], source, record)
            gone += moved
    return Change(_label(len(gone)), tuple(gone), list_changed=True) if gone else Change("")


def _move(
    connection: sqlite3.Connection,
    newsroom: Newsroom,
    article_ids: Sequence[int],
    source: Whereabouts,
    record: int | None,
) -> tuple[int | None, list[int]]:
    moved = whereabouts.move(connection, article_ids, source, Whereabouts.DELETED)
    if not moved:
        return record, moved
    if record is None:
        payload: dict[str, object] = {"before": int(source), "after": int(Whereabouts.DELETED)}
        return journal.write(connection, _label(len(moved)), "expire", payload, moved, newsroom.clock()), moved
    journal.extend(connection, record, moved, _label)
    return record, moved


def _look(connection: sqlite3.Connection, newsroom: Newsroom) -> Due:
    rules = rules_of(newsroom)
    plan = retention.plan(connection, rules, newsroom.clock())
    return Due(plan, retention.is_agreed(connection, rules))


def _is_redoing(connection: sqlite3.Connection, newsroom: Newsroom) -> bool:
    """Return whether something was undone today, which a new record would keep from being done again."""
    undone = [entry for entry in journal.latest(connection, 1) if entry.is_undone and entry.at is not None]
    return any(entry.at is not None and newsroom.clock() - entry.at < timedelta(days=1) for entry in undone)


def _keep(connection: sqlite3.Connection, newsroom: Newsroom, feed: Feed, rule: FeedRule) -> Change:
    before = retention.own_rule(connection, feed.id)
    if before == rule:
        return Change("")
    retention.set_own_rule(connection, feed.id, rule)
    payload: dict[str, object] = {"feed_id": feed.id, "before": list(before), "after": list(rule)}
    label = f"What is kept of {feed.title} changed"
    journal.write(connection, label, "retention", payload, (), newsroom.clock())
    return Change(label, feeds_changed=True)


def _label(count: int) -> str:
    return f"{articles_in_words(count)} let go by age, number or size"
