"""Finding: what a query means in this archive, ranked, with the hits marked."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from tuinews.model.found import Found
from tuinews.newsroom import Newsroom
from tuinews.query import EVERYTHING, Node, parse
from tuinews.query.completion import Vocabulary
from tuinews.query.tree import And, Text
from tuinews.store import search, search_said, vocabulary
from tuinews.store.database import SupersededError

MOST = 50
_MOST_PEOPLE = 5
_MOST_NAMES = 100
_MOST_QUOTES = 8

__all__ = ["SupersededError", "find", "find_as_typed", "hits", "known_words", "people_called", "typed"]


async def find(newsroom: Newsroom, query: str, limit: int = MOST) -> Found:
    """Return the best articles, people and quotes of a query; raises QueryError when it cannot be understood."""
    return await newsroom.database.reading(_find, newsroom, parse(query), limit)


async def find_as_typed(newsroom: Newsroom, query: str) -> Found:
    """Return what a query that is still being typed finds, and stop the search before it.

    Raises:
        QueryError: the query cannot be understood.
        SupersededError: more was typed meanwhile.
    """
    return await newsroom.database.searching(_find, newsroom, parse(typed(query)), MOST)


async def hits(newsroom: Newsroom, article_id: int, query: str) -> tuple[tuple[int, int], ...]:
    """Return where the words of a query stand in an article's text, as far as it has one."""
    return await newsroom.database.reading(search.hits, article_id, parse(query))


async def known_words(newsroom: Newsroom) -> Vocabulary:
    """Return the names that a query of this archive may use."""
    return await newsroom.database.reading(vocabulary.known)


async def people_called(newsroom: Newsroom, words: Sequence[str]) -> tuple[str, ...]:
    """Return the names that hold words which begin so, those that most articles have first."""
    wanted = tuple(Text(word, is_prefix=True) for word in words if any(map(str.isalnum, word)))
    if not wanted:
        return ()
    found = await newsroom.database.reading(search_said.find_people, And(wanted), _MOST_NAMES)
    return tuple(person.name for person in found)


def typed(query: str) -> str:
    """Return a query as it is meant while it is typed: its last word may go on."""
    last = query.rsplit(maxsplit=1)[-1] if query.split() else ""
    is_whole = query != query.rstrip() or len(last) < 3 or not last[-1].isalnum() or ":" in last or '"' in query
    return query if is_whole or last == "OR" else f"{query}*"


def _find(connection: sqlite3.Connection, newsroom: Newsroom, node: Node, limit: int) -> Found:
    if node == EVERYTHING:
        return Found()
    return Found(
        search.find_articles(connection, node, newsroom.clock(), newsroom.today(), limit),
        search_said.find_people(connection, node, _MOST_PEOPLE),
        search_said.find_quotes(connection, node, _MOST_QUOTES),
    )
