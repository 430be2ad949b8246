"""Following people: a smart folder for each, back over the whole archive, and word of what they newly said."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from tuinews.model.subscriptions import SmartFolder
from tuinews.newsroom import Newsroom
from tuinews.newsroom.change import Change
from tuinews.newsroom.putting_back import put_smart_folder
from tuinews.screen_text import line
from tuinews.store import following, journal, people, people_changes, smart_folders


class News(NamedTuple):
    """What people who are followed newly said."""

    statements: int
    people: tuple[str, ...]
    """Who said them, the most first."""

    @property
    def sentence(self) -> str:
        """The news in one line; empty when there is none."""
        if not self.statements:
            return ""
        several = "1 new statement" if self.statements == 1 else f"{self.statements:,} new statements"
        if len(self.people) == 1:
            return f"{several} by {self.people[0]}, whom you follow"
        return f"{several} by people you follow"


async def follow(newsroom: Newsroom, person_id: int) -> Change:
    """Follow a person, or no longer; undo takes it back."""
    return await newsroom.database.writing(_toggle, newsroom, person_id)


async def announce(newsroom: Newsroom, person_id: int) -> bool:
    """Let new statements of a person who is followed go to the desktop, or no longer; return whether they do now."""
    return await newsroom.database.writing(following.toggle_announced, person_id)


async def news(newsroom: Newsroom) -> News:
    """Return what people who are followed said since this was asked last, and note that it was told."""
    spoken = await newsroom.database.reading(following.spoken)
    if not any(one.statements for one in spoken):
        return News(0, ())
    await newsroom.database.writing(following.note_told, newsroom.clock())
    ranked = sorted((one for one in spoken if one.statements), key=lambda one: -one.statements)
    return News(sum(one.statements for one in ranked), tuple(line(one.name, 60) for one in ranked))


async def folder_of(newsroom: Newsroom, person_id: int) -> int | None:
    """Return the smart folder of a person who is followed."""
    return await newsroom.database.reading(following.folder_of, person_id)


def query_of(person_id: int) -> str:
    """Return the query of a person's articles."""
    return f"who:{person_id}"


def _toggle(connection: sqlite3.Connection, newsroom: Newsroom, person_id: int) -> Change:
    root = people_changes.root_of(connection, person_id)
    if root is None:
        return Change("")
    name = line(people.name_of(connection, root), 120)
    kept = following.folder_of(connection, root)
    before = smart_folders.get(connection, kept) if kept is not None else None
    if before is not None:
        put_smart_folder(connection, before, None, newsroom.today())
        return _noted(connection, newsroom, f"{name} is no longer followed", (before, None))
    after = SmartFolder(0, name, query_of(root))
    after = after._replace(id=smart_folders.save(connection, after))
    smart_folders.recount(connection, after.id, newsroom.today())
    following.note_told(connection, newsroom.clock(), root)
    return _noted(connection, newsroom, f"{name} is followed", (None, after))


def _noted(
    connection: sqlite3.Connection, newsroom: Newsroom, label: str, change: Sequence[SmartFolder | None]
) -> Change:
    before, after = change
    payload: dict[str, object] = {"before": before and list(before), "after": after and list(after)}
    journal.write(connection, label, "smart_folder", payload, (), newsroom.clock())
    return Change(label, feeds_changed=True)
