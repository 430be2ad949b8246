"""Shelving articles: tags, the archive, and deleting."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from tuinews.model.articles import Whereabouts
from tuinews.newsroom import Newsroom
from tuinews.newsroom.change import Change
from tuinews.newsroom.mark import articles_in_words
from tuinews.store import journal, tags, whereabouts


async def tag(newsroom: Newsroom, article_ids: Sequence[int], name: str, value: bool) -> Change:
    """Give articles a tag or take it from them."""
    return await newsroom.database.writing(_tag, newsroom, article_ids, name, value)


async def archive(newsroom: Newsroom, article_ids: Sequence[int]) -> Change:
    """Take articles out of the lists; search still finds them. Those that are archived come back."""
    return await newsroom.database.writing(_archive, newsroom, article_ids)


async def delete(newsroom: Newsroom, article_ids: Sequence[int]) -> Change:
    """Take articles out of the archive's sight for good; a refresh does not bring them back, undo does."""
    return await newsroom.database.writing(_delete, newsroom, article_ids)


async def known_tags(newsroom: Newsroom) -> tuple[tuple[str, int], ...]:
    """Return every tag with how many articles have it, the most used first."""
    return await newsroom.database.reading(tags.every)


async def tags_of(newsroom: Newsroom, article_id: int) -> tuple[str, ...]:
    """Return an article's tags."""
    return await newsroom.database.reading(tags.of_article, article_id)


def _tag(
    connection: sqlite3.Connection, newsroom: Newsroom, article_ids: Sequence[int], name: str, value: bool
) -> Change:
    changed = (tags.give if value else tags.take)(connection, article_ids, name)
    if not changed:
        return Change("")
    label = f"{articles_in_words(len(changed))} {'tagged' if value else 'no longer tagged'} {name}"
    journal.write(connection, label, "tag", {"tag": name, "value": value}, changed, newsroom.clock())
    return Change(label, tuple(changed))


def _archive(connection: sqlite3.Connection, newsroom: Newsroom, article_ids: Sequence[int]) -> Change:
    places = whereabouts.of(connection, article_ids)
    if places.get(Whereabouts.LISTED):
        return _move(connection, newsroom, article_ids, Whereabouts.LISTED, Whereabouts.ARCHIVED, "archived")
    return _move(connection, newsroom, article_ids, Whereabouts.ARCHIVED, Whereabouts.LISTED, "back in the lists")


def _delete(connection: sqlite3.Connection, newsroom: Newsroom, article_ids: Sequence[int]) -> Change:
    changes = [
        _move(connection, newsroom, article_ids, place, Whereabouts.DELETED, "deleted")
        for place in (Whereabouts.MUTED, Whereabouts.ARCHIVED, Whereabouts.LISTED)
        if whereabouts.of(connection, article_ids).get(place)
    ]
    return changes[-1] if changes else Change("")


def _move(
    connection: sqlite3.Connection,
    newsroom: Newsroom,
    article_ids: Sequence[int],
    source: Whereabouts,
    target: Whereabouts,
    done: str,
) -> Change:
    moved = whereabouts.move(connection, article_ids, source, target)
    if not moved:
        return Change("")
    label = f"{articles_in_words(len(moved))} {done}"
    payload: dict[str, object] = {"before": int(source), "after": int(target)}
    journal.write(connection, label, "place", payload, moved, newsroom.clock())
    return Change(label, tuple(moved), list_changed=True)
