"""The quotes of the archive in order, newest first, a page at a time.

A page is found in one of two ways. Where a query names a speaker or words that few quotes have, those few are taken
and put in order; else the articles are gone through in order of time, until enough quotes are found. Neither way
grows with the archive for what people ask.
"""

from __future__ import annotations

import heapq
import json
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from tuinews.model.statements import MOST_COPIES, QuoteKey
from tuinews.query import And, Field, Node, Not, Or, Text
from tuinews.query.fields import SOURCES
from tuinews.store.beginnings import beginning, phrase
from tuinews.store.conditions import Condition
from tuinews.store.matching import (
    Matcher,
    has_words,
    joined,
    like_pattern,
    people_meant,
    value_phrase,
    value_words,
    whereabouts,
)
from tuinews.store.rows import FEED_TITLE
from tuinews.store.speakers import SPEAKER, spoken_by, spoken_by_person
from tuinews.store.whereabouts import at

_COPIES = f"""iif(coalesce(q.digest, 0) = 0, 1, (SELECT count(*) FROM (SELECT 1 FROM quoted o JOIN articles oa
    ON oa.id = o.article_id AND oa.is_gone IN (0, 3) WHERE o.digest = q.digest LIMIT {MOST_COPIES})))"""
_FEW = 4000
"""So many quotes are put in order at once."""


class StoredQuote(NamedTuple):
    """A quote with what the archive knows of it."""

    key: QuoteKey
    end: int
    words: str
    speaker: str
    outlet: str
    title: str
    url: str
    published_at: int | None
    authors: str
    annotator_version: int | None
    annotation: bytes | str | None
    """As `annotated.from_json` reads it; None while there is none."""
    digest: int
    """What quotes of the same words share; 0 where it is not known."""
    copies: int
    """How many quotes of the same words there are, itself included, as far as they are counted."""


def page(
    connection: sqlite3.Connection, node: Node, today: datetime, limit: int, after: QuoteKey | None = None
) -> tuple[QuoteKey, ...]:
    """Return the first quotes of a query, or the first after one of them."""
    asked = _Asked(connection, node, today)
    beyond = _beyond(after)
    found = [
        connection.execute(
            f"SELECT a.sort_at, a.id, q.start, q.id FROM {source.sql} WHERE ({beyond.sql}) "
            "ORDER BY a.sort_at DESC, a.id DESC, q.start LIMIT ?",
            (*source.values, *beyond.values, limit),
        ).fetchall()
        for source in asked.sources()
    ]
    merged = heapq.merge(*found, key=lambda row: (-row[0], -row[1], row[2]))
    return tuple(QuoteKey(*row) for row, _ in zip(merged, range(limit), strict=False))


def count(connection: sqlite3.Connection, node: Node, today: datetime) -> int:
    """Return how many quotes a query has."""
    return sum(
        connection.execute(f"SELECT count(*) FROM {source.sql}", source.values).fetchone()[0]
        for source in _Asked(connection, node, today).sources()
    )


def stored(connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, StoredQuote]:
    """Return quotes by their ids; those that are gone meanwhile are left out."""
    rows = connection.execute(
        "SELECT a.sort_at, a.id, q.start, q.id, q.end, text_part(b.text, b.packed, q.start, q.end), "
        f"coalesce(n.name, ''), coalesce(nullif(a.outlet, ''), {FEED_TITLE}), "
        f"a.title, a.url, a.published_at, a.authors, t.annotator_version, t.body, coalesce(q.digest, 0), {_COPIES} "
        f"FROM quoted q JOIN articles a ON a.id = q.article_id JOIN feeds f ON f.id = a.feed_id {SPEAKER} "
        "LEFT JOIN bodies b ON b.article_id = a.id LEFT JOIN annotations t ON t.article_id = a.id "
        "WHERE q.id IN (SELECT value FROM json_each(?)) ORDER BY a.id",
        (json.dumps(list(ids)),),
    )
    found = (StoredQuote(QuoteKey(*row[:4]), row[4], row[5] or "", *row[6:]) for row in rows)
    return {quote.key.id: quote for quote in found}


def wanted_words(node: Node) -> list[Text]:
    """Return the words and phrases that a query looks for in what is said."""
    match node:
        case Text(text):
            return [node] if has_words(text) else []
        case Field("about", value):
            return [Text(value.rstrip("*") or value, value.endswith("*"))]
        case And(nodes) | Or(nodes):
            return list(dict.fromkeys(word for inner in nodes for word in wanted_words(inner)))
    return []


def _beyond(after: QuoteKey | None) -> Condition:
    if after is None:
        return Condition("1")
    sort_at, article_id, start, _ = after
    return Condition(
        "a.sort_at <= ? AND (a.sort_at < ? OR a.id < ? OR (a.id = ? AND q.start > ?))",
        (sort_at, sort_at, article_id, article_id, start),
    )


class _Asked:
    """What a query asks of quotes: words are those of the quote itself, or of its speaker's name."""

    def __init__(self, connection: sqlite3.Connection, node: Node, today: datetime) -> None:
        self._connection = connection
        self._node = node
        self._articles = Matcher(connection, today)
        self._places = whereabouts(node, with_archived=True)

    def sources(self) -> Iterable[Condition]:
        """Return what follows FROM, with `articles a` and `quoted q` in it; one for each place articles may be in."""
        members = self._node.nodes if isinstance(self._node, And) else (self._node,)
        places = ", ".join(map(str, self._places))
        for leading in _leading(members):
            ids = self._few(leading)
            if ids is None:
                continue
            rest = self.condition(And(tuple(member for member in members if member not in leading)))
            yield Condition(
                "json_each(?) c CROSS JOIN quoted q ON q.id = c.value CROSS JOIN articles a ON a.id = q.article_id "
                f"AND a.is_gone IN ({places}) AND ({rest.sql})",
                (json.dumps(ids), *rest.values),
            )
            return
        whole = self.condition(self._node)
        for place in self._places:  # one by one, for the index in order of time is one of those in the lists
            yield Condition(
                f"articles a CROSS JOIN quoted q ON q.article_id = a.id AND {at(place)} AND ({whole.sql})",
                whole.values,
            )

    def _few(self, leading: Sequence[Node]) -> list[int] | None:
        """Return the quotes that meet these terms, where they are few."""
        found = self._ids(leading)
        rows = self._connection.execute(f"SELECT DISTINCT id FROM ({found.sql} LIMIT {_FEW + 1})", found.values)
        ids = [row[0] for row in rows]
        return ids if len(ids) <= _FEW else None

    def _ids(self, leading: Sequence[Node]) -> Condition:
        if isinstance(leading[0], Text):
            text, is_prefix = leading[0]
            word = beginning(text) if is_prefix else phrase(text)
            speaks = spoken_by(phrase(text, is_prefix=is_prefix))
            return Condition(
                "SELECT rowid AS id FROM quoted_index WHERE quoted_index MATCH ? "
                f"UNION ALL SELECT q.id FROM quoted q WHERE {speaks.sql}",
                (word, *speaks.values),
            )
        if isinstance(leading[0], Field) and leading[0].name == "who":
            people = people_meant(leading[0].value)
            return Condition(
                "SELECT q.id AS id FROM appearances w JOIN quoted q ON q.article_id = w.article_id "
                f"AND q.name_id = w.name_id WHERE w.person_id IN ({people.sql}) AND w.quotes > 0",
                people.values,
            )
        if all(isinstance(node, Field) and node.name == "about" for node in leading):
            return Condition(
                "SELECT rowid AS id FROM quoted_index WHERE quoted_index MATCH ?", (_about_phrase(leading),)
            )
        both = self._all(leading)
        return Condition(f"SELECT q.id AS id FROM quoted q WHERE {both.sql}", both.values)

    def condition(self, node: Node) -> Condition:
        """Return the condition that quotes `q` in articles `a` meet."""
        match node:
            case And(nodes):
                return self._all(nodes)
            case Or(nodes):
                return joined(" OR ", [self.condition(inner) for inner in nodes])
            case Not(inner):
                found = self.condition(inner)
                # Of a quote without speaker it is not known whether somebody said it: it is none of theirs.
                return Condition(f"NOT coalesce(({found.sql}), 0)", found.values)
            case Text(text, is_prefix):
                return _worded(text, is_prefix=is_prefix)
            case Field("said", value):
                return spoken_by(value_phrase(value))
            case Field("who", value):
                return spoken_by_person(people_meant(value))
            case Field("source", value):
                return Condition("q.source = ?", (SOURCES.index(value),))
            case Field("about", value):
                return _in_quote(value_words(value))
            case _:
                found = self._articles.condition(node)
                return Condition(f"({found.sql})", found.values)

    def _all(self, nodes: Sequence[Node]) -> Condition:
        about = _about_phrase(nodes)
        rest = [node for node in nodes if not (isinstance(node, Field) and node.name == "about")]
        found = [self.condition(node) for node in rest]
        if about:
            found.append(_in_quote(about))  # all of them at once: the index is better at it
        if not found:
            return Condition("1")
        every = joined(" AND ", found)
        return Condition(f"({every.sql})", every.values)


def _leading(members: Sequence[Node]) -> Iterable[tuple[Node, ...]]:
    """Yield the terms by which quotes may be looked up, the most telling first."""
    for node in members:
        if isinstance(node, Field) and node.name == "who":
            yield (node,)
    fields = tuple(node for node in members if isinstance(node, Field) and node.name in {"said", "about"})
    if fields:
        yield fields
    for node in members:
        if isinstance(node, Text) and has_words(node.text):
            yield (node,)


def _about_phrase(nodes: Sequence[Node]) -> str:
    """Return what the quotes' own words are to hold, for the full-text index."""
    return " AND ".join(value_words(node.value) for node in nodes if isinstance(node, Field) and node.name == "about")


def _in_quote(words: str) -> Condition:
    # The plus sign hides the key: else every article would be held against every quote that has the words.
    return Condition("+q.id IN (SELECT rowid FROM quoted_index WHERE quoted_index MATCH ?)", (words,))


def _worded(text: str, *, is_prefix: bool) -> Condition:
    if not has_words(text):
        # Signs, and scripts without blanks between words, are looked for as they are.
        source = "SELECT 1 FROM quoted_source s WHERE s.id = q.id AND s.words LIKE ? ESCAPE '\\'"
        return Condition(f"EXISTS ({source})", (like_pattern(text),))
    inside = _in_quote(beginning(text) if is_prefix else phrase(text))
    speaks = spoken_by(phrase(text, is_prefix=is_prefix))
    return Condition(f"({inside.sql} OR {speaks.sql})", (*inside.values, *speaks.values))
