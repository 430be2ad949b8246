"""Saying who is who across articles: two people are one, some articles are about somebody else; undoable."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import cast

from tuinews.newsroom import Newsroom
from tuinews.newsroom.change import Change
from tuinews.screen_text import line
from tuinews.store import journal, people, people_changes, people_resolving
from tuinews.store.people_changes import Parted

MERGE, PART = "people_merge", "people_part"
"""What these changes are called in the journal."""


async def merge(newsroom: Newsroom, person_id: int, into_id: int) -> Change:
    """Say that a person is another one; later annotations obey."""
    return await newsroom.database.writing(_merge, newsroom, person_id, into_id)


async def part(newsroom: Newsroom, person_id: int, article_ids: Sequence[int]) -> Change:
    """Say that these articles are about a namesake of a person; later annotations of them obey."""
    return await newsroom.database.writing(_part, newsroom, person_id, article_ids)


async def unmerge(newsroom: Newsroom, person_id: int, base_id: int) -> Change:
    """Say that someone who was merged into a person is another one after all."""
    return await newsroom.database.writing(_unmerge, newsroom, person_id, base_id)


def put_back(connection: sqlite3.Connection, record: journal.JournalRecord, *, is_undo: bool) -> bool:
    """Take a recorded change of people back, or make it again; return whether it is one."""
    payload = record.payload
    if record.kind == MERGE:
        bases = cast("list[int]", payload["bases"])
        source, target = int(str(payload["source"])), int(str(payload["target"]))
        if is_undo:
            source, target = target, source
        people_changes.note_changed(connection, people_resolving.move_bases(connection, bases, source, target))
        return True
    if record.kind == PART:
        parted = [Parted(*one) for one in cast("list[tuple[int, int, str]]", payload["parted"])]
        (people_changes.take_back if is_undo else people_changes.give)(connection, parted, int(str(payload["person"])))
        people_changes.note_changed(connection, record.article_ids)
        return True
    return False


def _merge(connection: sqlite3.Connection, newsroom: Newsroom, person_id: int, into_id: int) -> Change:
    source, target = people_changes.root_of(connection, person_id), people_changes.root_of(connection, into_id)
    if source is None or target is None or source == target:
        return Change("")
    names = [people.name_of(connection, one) for one in (source, target)]
    bases = people_resolving.bases_of(connection, source)
    return _moved(connection, newsroom, f"{names[0]} merged into {names[1]}", bases, source, target)


def _unmerge(connection: sqlite3.Connection, newsroom: Newsroom, person_id: int, base_id: int) -> Change:
    if base_id == person_id or people_changes.root_of(connection, base_id) != person_id:
        return Change("")
    name = people.name_of(connection, base_id)
    label = f"{name} told apart from {people.name_of(connection, person_id)}"
    return _moved(connection, newsroom, label, (base_id,), person_id, base_id)


def _moved(
    connection: sqlite3.Connection,
    newsroom: Newsroom,
    label: str,
    bases: Sequence[int],
    source: int,
    target: int,
) -> Change:
    articles = people_resolving.move_bases(connection, bases, source, target)
    people_changes.note_changed(connection, articles)
    label = line(label, 200)
    payload: dict[str, object] = {"bases": list(bases), "source": source, "target": target}
    journal.write(connection, label, MERGE, payload, (), newsroom.clock())
    return Change(label, feeds_changed=True)


def _part(connection: sqlite3.Connection, newsroom: Newsroom, person_id: int, article_ids: Sequence[int]) -> Change:
    parted = people_changes.appearances_in(connection, person_id, article_ids)
    if not parted:
        return Change("")
    name = people.name_of(connection, person_id)
    other = people_changes.new_person(connection, name)
    people_changes.give(connection, parted, other)
    ids = tuple(dict.fromkeys(one.article_id for one in parted))
    people_changes.note_changed(connection, ids)
    articles = "1 article" if len(ids) == 1 else f"{len(ids):,} articles"
    label = line(f"{articles} told to be about another {name}", 200)
    payload: dict[str, object] = {"person": other, "parted": [list(one) for one in parted]}
    journal.write(connection, label, PART, payload, ids, newsroom.clock())
    return Change(label, ids, feeds_changed=True)
