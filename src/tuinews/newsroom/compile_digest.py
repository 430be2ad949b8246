"""A digest: what has come since a moment, by folder and story, and first what certain people said."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from tuinews.model.articles import ArticleRow
from tuinews.newsroom import Newsroom, complete, read
from tuinews.store import arrived, articles, feeds, following, story_lists


class DigestStory(NamedTuple):
    """An event, by the article that tells of it first in the list and the others."""

    lead: ArticleRow
    others: tuple[ArticleRow, ...] = ()


class DigestFolder(NamedTuple):
    """The stories of a folder; its name is empty for feeds that are in none."""

    name: str
    stories: tuple[DigestStory, ...]

    @property
    def articles(self) -> int:
        """How many articles they are."""
        return sum(1 + len(story.others) for story in self.stories)


class Statement(NamedTuple):
    """What one of the people asked for said."""

    speaker: str
    words: str
    row: ArticleRow


class Digest(NamedTuple):
    """What is new."""

    since: datetime
    until: datetime
    folders: tuple[DigestFolder, ...]
    statements: tuple[Statement, ...] = ()
    is_whole: bool = True
    """False when there is more than fits."""

    @property
    def articles(self) -> int:
        """How many articles it has."""
        return sum(folder.articles for folder in self.folders)


async def compile_digest(
    newsroom: Newsroom, since: datetime, *, query: str = "", people: Sequence[str] = (), limit: int = 200
) -> Digest:
    """Return what has come since a moment; raises QueryError when the query cannot be understood.

    Args:
        newsroom: where it is.
        since: when it must have come.
        query: what it must match.
        people: whose statements come first; those the reader follows when there are none.
        limit: how many articles it has at most.
    """
    folders, rows = await newsroom.database.reading(_folders, newsroom, since, query, limit)
    wanted = tuple(people) or await newsroom.database.reading(following.names)
    statements: tuple[Statement, ...] = ()
    if wanted and rows:
        ids = [row.id for row in rows]
        await complete.complete_together(newsroom, ids)  # nobody may have looked for people there yet
        read_by_now = await read.rows(newsroom, ids)
        statements = await _statements(newsroom, [read_by_now[one] for one in ids if one in read_by_now], wanted)
    return Digest(since, newsroom.clock(), folders, statements, is_whole=len(rows) < limit)


def _folders(
    connection: sqlite3.Connection, newsroom: Newsroom, since: datetime, query: str, limit: int
) -> tuple[tuple[DigestFolder, ...], tuple[ArticleRow, ...]]:
    ids = arrived.arrived_since(connection, since, query, newsroom.today(), limit)
    rows = articles.rows(connection, ids)
    folded = story_lists.fold(connection, ids)
    place = {feed.id: "/".join(feed.folder) for feed in feeds.every(connection)}
    stories: dict[str, list[DigestStory]] = {name: [] for name in place.values()}
    for lead in folded.ids:
        if lead in rows:
            others = tuple(rows[one] for one in folded.behind.get(lead, ()) if one in rows)
            stories.setdefault(place.get(rows[lead].feed_id, ""), []).append(DigestStory(rows[lead], others))
    # What several feeds tell of comes first, then the newest; the sort keeps that order.
    found = [
        DigestFolder(name, tuple(sorted(some, key=lambda story: -len(story.others))))
        for name, some in stories.items()
        if some
    ]
    return tuple(sorted(found, key=lambda folder: not folder.name)), tuple(rows[one] for one in ids if one in rows)


async def _statements(newsroom: Newsroom, rows: Sequence[ArticleRow], people: Sequence[str]) -> tuple[Statement, ...]:
    wanted, found, seen = [name.casefold() for name in people], list[tuple[int, Statement]](), set[str]()
    for row in rows:
        if row.quotes == 0:
            continue
        reading = await read.load(newsroom, row.id)
        if reading is None or reading.annotation is None or reading.article.body is None:
            continue
        for quote in reading.annotation.quotes:
            name = quote.speaker.name.casefold() if quote.speaker else ""
            at = next((place for place, one in enumerate(wanted) if one in name), -1)
            words = " ".join(reading.article.body.text[quote.start : quote.end].split())
            if at >= 0 and quote.speaker and words not in seen:  # feeds copy one another
                seen.add(words)
                found.append((at, Statement(quote.speaker.name, words, row)))
    return tuple(statement for _, statement in sorted(found, key=lambda one: one[0]))
