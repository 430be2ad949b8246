"""Looking people up: who is in the news, who someone is, what they said and where they are named."""

from __future__ import annotations

import re
import sqlite3
from typing import NamedTuple

from tuinews.model.annotations import QuoteKind
from tuinews.model.people import Appearance, Card, PeopleSort, PersonRow, Statement
from tuinews.newsroom import Newsroom, correct
from tuinews.query import EVERYTHING, And, Node, Text, parse
from tuinews.store import bodies, people
from tuinews.store.conditions import Condition
from tuinews.store.database import SupersededError as SupersededError
from tuinews.store.matching import Matcher, whereabouts
from tuinews.store.people import Place as Place

FIRST = 60
"""How many rows a list shows at first; more come when they are scrolled to."""
_SENTENCE_ENDS = re.compile(r"[.!?…][\"”’')\]]*\s+(?=[^\sa-z])|\n+")
_LONGEST_SENTENCE = 400


class People(NamedTuple):
    """A page of a list of people."""

    rows: tuple[PersonRow, ...]
    has_more: bool
    is_counted_over: bool = False
    """Whether the numbers are of the articles of a query only."""


class FirstLook(NamedTuple):
    """What a person's page shows first: the numbers, and the latest of what they said."""

    row: PersonRow
    said: tuple[Statement, ...]
    next: Place | None
    """Where the next statements begin; None at the end."""


class Mentioned(NamedTuple):
    """A sentence that names a person, or what they say."""

    article_id: int
    start: int
    end: int
    sentence: str
    sentence_start: int
    mentions: int = 1
    """How often the sentence names them; 0 for what they say."""
    kind: QuoteKind | None = None
    """How it is said; None for a sentence that names them."""


async def find_people(newsroom: Newsroom, query: str, sort: PeopleSort, limit: int = FIRST, offset: int = 0) -> People:
    """Return people: words are of their names, fields say which articles are counted.

    Raises:
        QueryError: the query cannot be understood.
        SupersededError: another was asked for meanwhile.
    """
    words, node = split(parse(query))
    if node == EVERYTHING:
        found = await newsroom.database.searching(people.page, sort, words, limit, offset)
        return People(*found)
    return await newsroom.database.searching(_find, newsroom, node, words, sort, limit, offset)


async def first_look(newsroom: Newsroom, person_id: int, limit: int, query: str = "") -> FirstLook | None:
    """Return what a person's page shows first, of the articles of a query; None when there is nobody of this id."""
    return await newsroom.database.reading(_first_look, newsroom, person_id, limit, query)


async def card(newsroom: Newsroom, person_id: int) -> Card | None:
    """Return who a person is; None when there is nobody of this id."""
    return await newsroom.database.reading(people.card, person_id)


async def row(newsroom: Newsroom, person_id: int) -> PersonRow | None:
    """Return a person as a list shows them; None when there is nobody of this id."""
    return await newsroom.database.reading(people.row, person_id)


async def called(newsroom: Newsroom, name: str, limit: int = FIRST) -> tuple[PersonRow, ...]:
    """Return the people a name can mean, those named most often first."""
    return await newsroom.database.reading(people.called, name, limit)


async def in_article(newsroom: Newsroom, article_id: int, name: str) -> int | None:
    """Return which person of the archive an article means by a name."""
    return await newsroom.database.reading(people.in_article, article_id, name)


async def statements(
    newsroom: Newsroom, person_id: int, limit: int = FIRST, after: Place | None = None, *, query: str = ""
) -> tuple[tuple[Statement, ...], Place | None]:
    """Return what a person said, in the articles of a query alone, the latest first, and where the next ones begin."""
    return await newsroom.database.reading(_statements, newsroom, person_id, limit, after, query)


async def appearances(
    newsroom: Newsroom, person_id: int, limit: int = FIRST, after: Place | None = None, *, only: Only | None = None
) -> tuple[tuple[Appearance, ...], Place | None]:
    """Return the articles that name a person, or those of them that are wanted, and where the next ones begin."""
    return await newsroom.database.reading(_appearances, newsroom, person_id, limit, after, only or Only())


class Only(NamedTuple):
    """Which of a person's articles are wanted: with this role or name, of this feed, with this other person."""

    role: str = ""
    name: str = ""
    feed_id: int = 0
    other_id: int = 0
    since: int = 0
    """From when on, in seconds since 1970."""
    unread_in: int = 0
    """Of which smart folder the unread ones."""
    is_quoting: bool = False
    query: str = ""
    """The articles of a query."""


async def mentioned(newsroom: Newsroom, person_id: int, article_id: int) -> tuple[Mentioned, ...]:
    """Return the sentences of an article that name a person, then what they say in it: quotes, and what is reported."""
    return await newsroom.database.reading(_mentioned, person_id, article_id)


def split(node: Node) -> tuple[str, Node]:
    """Return the words of a query on people, which are of their names, and what is left: which articles count."""
    nodes = node.nodes if isinstance(node, And) else (node,)
    words = " ".join(one.text for one in nodes if isinstance(one, Text))
    rest = tuple(one for one in nodes if not isinstance(one, Text))
    return words, rest[0] if len(rest) == 1 else And(rest)


def _first_look(
    connection: sqlite3.Connection, newsroom: Newsroom, person_id: int, limit: int, query: str
) -> FirstLook | None:
    row = people.row(connection, person_id)
    return None if row is None else FirstLook(row, *_statements(connection, newsroom, row.id, limit, None, query))


def _statements(
    connection: sqlite3.Connection,
    newsroom: Newsroom,
    person_id: int,
    limit: int,
    after: Place | None,
    query: str,
) -> tuple[tuple[Statement, ...], Place | None]:
    return people.statements(connection, person_id, limit, after, _within(connection, newsroom, query))


def _appearances(
    connection: sqlite3.Connection,
    newsroom: Newsroom,
    person_id: int,
    limit: int,
    after: Place | None,
    only: Only,
) -> tuple[tuple[Appearance, ...], Place | None]:
    wanted = only._asdict()
    within = _within(connection, newsroom, wanted.pop("query"))
    narrowed = people.narrowed(person_id, wanted)
    condition = Condition(f"{narrowed.sql} AND {within.sql}", (*narrowed.values, *within.values))
    return people.appearances(connection, person_id, limit, after, condition)


def _within(connection: sqlite3.Connection, newsroom: Newsroom, query: str) -> Condition:
    """Return the condition of the articles that a query on people counts over; its words are of their names."""
    node = split(parse(query))[1]
    return people.ALL if node == EVERYTHING else _articles_of(connection, newsroom, node)


def _articles_of(connection: sqlite3.Connection, newsroom: Newsroom, node: Node) -> Condition:
    condition = Matcher(connection, newsroom.today()).condition(node)
    places = ", ".join(map(str, whereabouts(node, with_archived=True)))
    return condition._replace(sql=f"(a.is_gone IN ({places}) AND ({condition.sql}))")


def _find(
    connection: sqlite3.Connection,
    newsroom: Newsroom,
    node: Node,
    words: str,
    sort: PeopleSort,
    limit: int,
    offset: int,
) -> People:
    within = _articles_of(connection, newsroom, node)
    return People(*people.page_of(connection, sort, words, within, limit, offset), is_counted_over=True)


def _mentioned(connection: sqlite3.Connection, person_id: int, article_id: int) -> tuple[Mentioned, ...]:
    annotation = correct.latest(connection, article_id)
    body, _ = bodies.get(connection, article_id)
    if annotation is None or body is None:
        return ()
    names = people.names_in(connection, person_id, article_id)
    meant = {index for index, person in enumerate(annotation.people) if person.name in names}
    found = dict[int, Mentioned]()
    for mention in annotation.mentions:
        if mention.person in meant:
            start, end = sentence_around(body.text, mention.start, mention.end)
            known = found.get(start)
            found[start] = (
                Mentioned(article_id, mention.start, mention.end, body.text[start:end], start)
                if known is None
                else known._replace(mentions=known.mentions + 1)
            )
    said = [quote for quote in annotation.quotes if quote.speaker is not None and quote.speaker.name in names]
    said.sort(key=lambda quote: quote.kind is QuoteKind.INDIRECT)
    spoken = (
        Mentioned(article_id, one.start, one.end, body.text[one.start : one.end], one.start, 0, one.kind)
        for one in said
    )
    return (*found.values(), *spoken)


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the sentence that a stretch of a text stands in begins and ends."""
    low, high = max(0, start - _LONGEST_SENTENCE), min(len(text), end + _LONGEST_SENTENCE)
    first = low
    for found in _SENTENCE_ENDS.finditer(text, low, start + 1):
        first = found.end()
    last = _SENTENCE_ENDS.search(text, end, high)
    return first, len(text[: last.end()].rstrip()) if last else high
