"""Quotes over the whole archive: who said what, where and when, in the query language."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import AsyncIterator, Sequence

from tuinews.model.annotations import Annotation, Quote
from tuinews.model.statements import QuoteKey, Statement, Statements
from tuinews.newsroom import Newsroom, find
from tuinews.newsroom.corrected import corrected
from tuinews.query import And, Field, Node, Not, Or, Text, parse, print_query
from tuinews.store import annotated, bodies, corrections, quotes
from tuinews.store.database import SupersededError
from tuinews.store.quotes import StoredQuote
from tuinews.store.rows import from_lines, to_moment
from tuinews.store.snippets import patterns

PAGE = 50

__all__ = ["PAGE", "SupersededError", "asking", "count_as_typed", "every", "page", "page_as_typed", "typed"]


def asking(query: str, speaker: str = "", about: str = "", since: str = "", feed: str = "") -> str:
    """Return a query that asks for all of this; raises QueryError when one of them cannot be understood.

    Args:
        about: Words and phrases that must stand in the quote itself.
    """
    nodes: list[Node] = [parse(query)] if query.strip() else []
    nodes += [Field("said", speaker)] if speaker else []
    nodes += [_about(parse(about))] if about.strip() else []
    nodes += [parse(f'{name}:"{value}"') for name, value in (("since", since), ("feed", feed)) if value]
    return print_query(And(tuple(inner for node in nodes for inner in _members(node))))


def typed(query: str) -> str:
    """Return a query as it is meant while it is typed: its last word may go on, also that of a speaker or subject."""
    return f"{query}*" if _UNFINISHED.search(query) else find.typed(query)


_UNFINISHED = re.compile(r"(?:^|[\s(])-?(?:said|about):[^\s\"“”():*]{2,}(?<=\w)$")


def _members(node: Node) -> tuple[Node, ...]:
    return node.nodes if isinstance(node, And) else (node,)


def _about(node: Node) -> Node:
    """Return a tree in which plain words are words of the quote itself."""
    match node:
        case Text(text, is_prefix):
            return Field("about", f"{text}*" if is_prefix else text)
        case And(nodes):
            return And(tuple(map(_about, nodes)))
        case Or(nodes):
            return Or(tuple(map(_about, nodes)))
        case Not(inner):
            return Not(_about(inner))
        case _:
            return node


async def page(newsroom: Newsroom, query: str, after: QuoteKey | None = None, limit: int = PAGE) -> Statements:
    """Return the newest statements of a query, or the next after one of them.

    Raises:
        QueryError: the query cannot be understood.
    """
    return await newsroom.database.reading(_page, newsroom, parse(query), after, limit)


async def page_as_typed(newsroom: Newsroom, query: str, limit: int = PAGE) -> Statements:
    """Return the newest statements of a query that is still being typed, and stop the one before it.

    Raises:
        QueryError: the query cannot be understood.
        SupersededError: more was typed meanwhile.
    """
    return await newsroom.database.searching(_page, newsroom, parse(typed(query)), None, limit)


async def count_as_typed(newsroom: Newsroom, query: str) -> int:
    """Return how many statements a query has; raises SupersededError when more was typed meanwhile."""
    return await newsroom.database.searching(quotes.count, parse(typed(query)), newsroom.today())


async def every(newsroom: Newsroom, query: str) -> AsyncIterator[Statement]:
    """Yield all statements of a query, newest first, without holding more than a page of them."""
    after: QuoteKey | None = None
    while True:
        some = await page(newsroom, query, after, 200)
        for one in some.found:
            yield one
        if some.last is None:
            return
        after = some.last


def _page(
    connection: sqlite3.Connection, newsroom: Newsroom, node: Node, after: QuoteKey | None, limit: int
) -> Statements:
    keys = quotes.page(connection, node, newsroom.today(), limit, after)
    found = _statements(connection, [key.id for key in keys], patterns(quotes.wanted_words(node)))
    return Statements(tuple(found), keys[-1] if len(keys) == limit else None)


def _statements(
    connection: sqlite3.Connection, ids: Sequence[int], wanted: Sequence[re.Pattern[str]] = ()
) -> list[Statement]:
    by_id = quotes.stored(connection, ids)
    annotations = dict[int, Annotation | None]()
    found = list[Statement]()
    for quote in (by_id[one] for one in ids if one in by_id):
        article_id = quote.key.article_id
        if article_id not in annotations:
            annotations[article_id] = _annotation(connection, quote)
        found.append(_statement(quote, annotations[article_id], wanted))
    return found


def _annotation(connection: sqlite3.Connection, quote: StoredQuote) -> Annotation | None:
    """Return the annotation that a quote stands in, as the reader corrected it."""
    if quote.annotation is None or quote.annotator_version is None:
        return None
    annotation = annotated.from_json(quote.annotator_version, quote.annotation)
    told = corrections.of(connection, quote.key.article_id)
    if not told:
        return annotation
    body, _ = bodies.get(connection, quote.key.article_id)
    return annotation if body is None else corrected(annotation, body.text, told)


def _statement(stored: StoredQuote, annotation: Annotation | None, wanted: Sequence[re.Pattern[str]]) -> Statement:
    hits = sorted({match.span() for pattern in wanted for match in pattern.finditer(stored.words)})
    statement = Statement(
        key=stored.key,
        words=stored.words,
        end=stored.end,
        speaker=stored.speaker,
        outlet=stored.outlet,
        title=stored.title,
        url=stored.url,
        published=to_moment(stored.published_at),
        authors=from_lines(stored.authors),
        hits=tuple(hits),
        digest=stored.digest,
        copies=stored.copies,
    )
    quote = _quote_at(annotation, stored.key.start, stored.end)
    if annotation is None or quote is None:
        return statement
    return with_speaker(statement, annotation, quote)


def with_speaker(statement: Statement, annotation: Annotation, quote: Quote) -> Statement:
    """Return a statement with all that an annotation knows of its quote and of who speaks."""
    speaker, statement = quote.speaker, statement._replace(kind=quote.kind, cue=quote.cue)
    if speaker is None:
        return statement._replace(speaker="")
    role = annotation.people[speaker.person].role if speaker.person is not None else ""
    return statement._replace(
        speaker=speaker.name, role=role, type=speaker.type, certainty=speaker.certainty, how=speaker.how
    )


def _quote_at(annotation: Annotation | None, start: int, end: int) -> Quote | None:
    if annotation is None:
        return None
    return next((quote for quote in annotation.quotes if (quote.start, quote.end) == (start, end)), None)
