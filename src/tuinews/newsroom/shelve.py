"""Shelving articles: tags, the archive, and deleting."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence

from tuinews.model.articles import Whereabouts
from tuinews.newsroom import Newsroom
from tuinews.newsroom.change import Change
from tuinews.newsroom.mark import articles_in_words
from tuinews.store import journal, tags, whereabouts


async def tag(newsroom: Newsroom, article_ids: Sequence[int], name: str, value: bool) -> Change:
    """Give articles a tag or take it from them."""
    return await newsroom.database.writing(_retag, newsroom, article_ids, {name: value})


async def retag(newsroom: Newsroom, article_ids: Sequence[int], wanted: Mapping[str, bool]) -> Change:
    """Give articles tags, or take those from them that they are not to have: one change, all of it or nothing."""
    return await newsroom.database.writing(_retag, newsroom, article_ids, wanted)


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


def _retag(
    connection: sqlite3.Connection, newsroom: Newsroom, article_ids: Sequence[int], wanted: Mapping[str, bool]
) -> Change:
    done = [
        (name, value, ids)
        for name, value in wanted.items()
        if (ids := (tags.give if value else tags.take)(connection, article_ids, name))
    ]
    if not done:
        return Change("")
    changed = tuple(dict.fromkeys(article_id for *_, ids in done for article_id in ids))
    words = [f"{does} {', '.join(names)}" for does, names in _names_by_word(done).items()]
    label = f"{articles_in_words(len(changed))} {', '.join(words)}"
    name, value, _ = done[0]
    payload: dict[str, object] = {"tag": name, "value": value} if len(done) == 1 else {"tags": done}
    journal.write(connection, label, "tag", payload, changed, newsroom.clock())
    return Change(label, changed)


def _names_by_word(done: Sequence[tuple[str, bool, Sequence[int]]]) -> dict[str, list[str]]:
    names = {"tagged": [name for name, value, _ in done if value]}
    names["no longer tagged"] = [name for name, value, _ in done if not value]
    return {does: of for does, of in names.items() if of}


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
