"""Ranked search over articles.

Of a common word only the newest articles are ranked, and the newest that have it in the headline: ranking all would
take longer than anybody waits, and nobody looks at the thousandth result. Newest are those that came last. A common
beginning of a word, which is all there is while it is typed, is not weighed: headlines come first, newest first.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import combinations
from typing import Final, NamedTuple, TypeGuard

from tuinews.model.found import HIT_BEGINS, HIT_ENDS, FoundArticle
from tuinews.query import And, Field, Node, Not, Or, Text
from tuinews.query.dates import first_moment
from tuinews.store import articles
from tuinews.store.beginnings import Beginnings, beginning, phrase, standing_in, without_marks
from tuinews.store.conditions import Condition
from tuinews.store.matching import Matcher, whereabouts
from tuinews.store.rows import to_seconds
from tuinews.store.snippets import patterns, snippet
from tuinews.store.whereabouts import at

_RANKED = 1500
_WEIGHED = 4000
_SAMPLE = 200
_COMMON = 15_000
_RANKED_BY_TITLE = 500
_TITLES_LOOKED_THROUGH = 20
"""Times as many articles that hold the words are looked through for headlines that do as are ranked."""
_MOST_SINCE = 60_000
"""Of more articles than this since a day it takes as long to learn which is the first as to look at those before."""
_MOST_FEED_WORDS = 3
_MANY_FEEDS = 10
_TITLE_HIT = 6.0
_WEIGHTS = "10.0, 4.0, 1.0"
"""How much a hit in the title, the byline and the text counts."""
_HALF_AS_NEW_DAYS = 60.0
"""An article of this age has lost a quarter of its score, an old one half."""
_SNIPPET_WORDS = 18
_NO_ID: Final = -(1 << 62)


def find_articles(
    connection: sqlite3.Connection, node: Node, now: datetime, today: datetime, limit: int
) -> tuple[FoundArticle, ...]:
    """Return the best articles of a query, each with its hits marked in a snippet."""
    beginnings = Beginnings(connection, "search")
    scores = _scores(connection, tuple(_variants(connection, node, today, beginnings)), now, beginnings)
    best = sorted(scores, key=lambda article_id: (-scores[article_id], -article_id))[:limit]
    rows = articles.rows(connection, best)
    marked = _snippets(connection, best, node)
    return tuple(
        FoundArticle(rows[article_id], marked.get(article_id, rows[article_id].snippet), scores[article_id])
        for article_id in best
        if article_id in rows
    )


def _snippets(connection: sqlite3.Connection, article_ids: Sequence[int], node: Node) -> dict[int, str]:
    """Return words around the hits of each article, the hits marked."""
    wanted = _positive(node)
    if not wanted:
        return {}
    looks, whole, found = patterns(wanted), [word for word in wanted if not word.is_prefix], dict[int, str]()
    texts = connection.execute(
        "SELECT id, text FROM search_source WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(article_ids)),),
    )
    for article_id, text in texts.fetchall():
        found[article_id] = snippet(text, looks)
        if whole and not found[article_id]:
            found[article_id] = _snippet_of_index(connection, article_id, whole)
    return {article_id: words for article_id, words in found.items() if words}


def _snippet_of_index(connection: sqlite3.Connection, article_id: int, wanted: Sequence[Text]) -> str:
    row = connection.execute(
        "SELECT snippet(search, 2, ?, ?, '…', ?) FROM search WHERE search MATCH ? AND rowid = ?",
        (HIT_BEGINS, HIT_ENDS, _SNIPPET_WORDS, " OR ".join(phrase(word.text) for word in wanted), article_id),
    ).fetchone()
    return row[0] or "" if row else ""


def _text(connection: sqlite3.Connection, article_id: int) -> str:
    row = connection.execute("SELECT text FROM search_source WHERE id = ?", (article_id,)).fetchone()
    return row[0] or "" if row else ""


def hits(connection: sqlite3.Connection, article_id: int, node: Node) -> tuple[tuple[int, int], ...]:
    """Return where the words of a query stand in an article's text; none while it has no text."""
    wanted = _positive(node)
    if not wanted:
        return ()
    row = connection.execute(
        "SELECT highlight(search, 2, ?, ?) FROM search WHERE search MATCH ? AND rowid = ? "
        "AND EXISTS (SELECT 1 FROM bodies WHERE article_id = search.rowid AND text IS NOT NULL)",
        (HIT_BEGINS, HIT_ENDS, standing_in(_text(connection, article_id), wanted), article_id),
    ).fetchone()
    return _places(row[0]) if row is not None and row[0] else ()


_INDEXES = ("search", "quoted_index", "names_index")


def is_whole(connection: sqlite3.Connection) -> bool:
    """Return whether the indexes hold what the articles do; needs the writing connection, and changes nothing."""
    try:
        for index in _INDEXES:
            connection.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")
    except sqlite3.DatabaseError:
        return False
    return True


def rebuild(connection: sqlite3.Connection) -> None:
    """Make the indexes anew from what the articles hold."""
    for index in _INDEXES:
        connection.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")


def _places(marked: str) -> tuple[tuple[int, int], ...]:
    found, at, start = list[tuple[int, int]](), 0, -1
    for character in marked:
        if character == HIT_BEGINS:
            start = at
        elif character == HIT_ENDS and start >= 0:
            found.append((start, at))
            start = -1
        else:
            at += 1
    return tuple(found)


class _Variant(NamedTuple):
    """One way in which articles can be what a query asks for."""

    words: str
    """For the full-text index; empty when it has nothing to look up."""
    every_word: str
    """The same with what `words` leaves out of a beginning; empty when it leaves out nothing."""
    wanted: tuple[Node, ...]
    """What these words were made of."""
    where: Condition
    places: tuple[int, ...]
    """Where the articles may be."""
    first: int
    """Articles with smaller ids are none of them."""


def _variants(
    connection: sqlite3.Connection, node: Node, today: datetime, beginnings: Beginnings
) -> Iterator[_Variant]:
    """Yield the ways in which a query can be met: each word may stand in the article or in the title of its feed.

    Asked for one by one, each is answered by an index; asked for together, none is.
    """
    matcher = Matcher(connection, today, looks_at_feeds=False, begins=beginnings.newest)
    exact = Matcher(connection, today, looks_at_feeds=False)
    nodes = _once(node.nodes if isinstance(node, And) else (node,))
    of_feeds = [inner for inner in nodes if isinstance(inner, Text) and matcher.feeds_titled(inner.text)]
    places = whereabouts(node, with_archived=True)
    first = _first_since(connection, nodes, places, today)
    for count in range(len(of_feeds[:_MOST_FEED_WORDS]) + 1):
        for in_title in combinations(of_feeds[:_MOST_FEED_WORDS], count):
            rest = tuple(inner for inner in nodes if inner not in in_title)
            words, wanted, condition = _split(matcher, exact, And(rest))
            every_word = exact.full_text(And(wanted)) if beginnings.leaves_out else ""
            if every_word and _excludes(node):  # what is left out of that would be found
                words, every_word = every_word, ""
            where = condition
            if in_title:
                feeds = set.intersection(*(set(matcher.feeds_titled(word.text)) for word in in_title))
                # Of many feeds the newest articles are found in order of time: the plus sign hides the other index.
                column = "+a.feed_id" if len(feeds) > _MANY_FEEDS else "a.feed_id"
                where = Condition(
                    f"{column} IN (SELECT value FROM json_each(?)) AND ({where.sql})",
                    (json.dumps(sorted(feeds)), *where.values),
                )
            yield _Variant(words, every_word, wanted, where, places, first)


def _once(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    """Return the terms of a query without those that only say again what another does."""
    said = {node._replace(text=node.text.casefold()) if isinstance(node, Text) else node: node for node in nodes}
    return tuple(said.values())


def _split(matcher: Matcher, exact: Matcher, node: And) -> tuple[str, tuple[Node, ...], Condition]:
    """Return what the full-text index can look up of a query, of what it is made, and the condition for the rest."""
    whole = matcher.full_text(node)
    if whole:
        return whole, node.nodes, Condition("1")
    positive = tuple(inner for inner in node.nodes if matcher.full_text(inner))
    rest = tuple(inner for inner in node.nodes if inner not in positive)
    return matcher.full_text(And(positive)), positive, exact.condition(And(rest))


def _first_since(
    connection: sqlite3.Connection, nodes: tuple[Node, ...], places: tuple[int, ...], today: datetime
) -> int:
    """Return the first of the articles since the day a query names; the index need not look at any before it."""
    since = [to_seconds(first_moment(node.value, today)) or 0 for node in nodes if _is_since(node)]
    if not since:
        return _NO_ID
    found = [
        connection.execute(
            "SELECT count(*), min(id) FROM "
            f"(SELECT a.id FROM articles a WHERE {at(place)} AND a.sort_at >= ? LIMIT {_MOST_SINCE})",
            (max(since),),
        ).fetchone()
        for place in places
    ]
    is_known = all(count < _MOST_SINCE for count, _ in found)
    return min((first for _, first in found if first is not None), default=0) if is_known else _NO_ID


def _is_since(node: Node) -> TypeGuard[Field]:
    return isinstance(node, Field) and node.name == "since"


def _scores(
    connection: sqlite3.Connection, variants: Sequence[_Variant], now: datetime, beginnings: Beginnings
) -> dict[int, float]:
    times, by_title, is_much = dict[int, int](), dict[int, int](), False
    for variant in variants:
        newest = _newest(connection, variant, _RANKED)
        if variant.every_word and len(newest) < _RANKED:
            newest = _newest(connection, variant._replace(words=variant.every_word), _RANKED)
        times |= newest
        if variant.words and len(newest) == _RANKED:
            is_much = True
            by_title |= _titled(connection, variant, newest, is_wide=beginnings.is_wide)
    times |= by_title
    wanted = _positive(And(variants[0].wanted))  # what the others have is part of it
    weighed = [
        word for word in wanted if not (word.is_prefix and is_much) and not _is_common(connection, word, beginnings)
    ]
    ranks = _ranks(connection, variants, times, weighed)
    seconds = to_seconds(now) or 0
    scores = {}
    for article_id, sort_at in times.items():
        age_days = max(0, seconds - sort_at) / 86_400
        rank = ranks.get(article_id, 0.0) + (_TITLE_HIT if article_id in by_title else 1.0)
        scores[article_id] = rank * (0.5 + 0.5 / (1 + age_days / _HALF_AS_NEW_DAYS))
    return scores


def _newest(connection: sqlite3.Connection, variant: _Variant, limit: int) -> dict[int, int]:
    """Return the newest articles of a variant with their times."""
    words, _, _, where, places, first = variant
    if words:
        rows = connection.execute(
            f"SELECT s.rowid, a.sort_at FROM search s CROSS JOIN articles a ON a.id = s.rowid WHERE search MATCH ? "
            f"AND s.rowid >= ? AND a.is_gone IN ({', '.join(map(str, places))}) AND ({where.sql}) "
            "ORDER BY s.rowid DESC LIMIT ?",
            (words, first, *where.values, limit),
        )
        return dict(rows.fetchall())
    found = dict[int, int]()
    for place in places:  # one by one, for each has its own index in order of time
        rows = connection.execute(
            f"SELECT a.id, a.sort_at FROM articles a WHERE {at(place)} AND ({where.sql}) "
            "ORDER BY a.sort_at DESC, a.id DESC LIMIT ?",
            (*where.values, limit),
        )
        found.update(rows.fetchall())
    return found


def _titled(
    connection: sqlite3.Connection, variant: _Variant, newest: dict[int, int], *, is_wide: bool
) -> dict[int, int]:
    """Return the newest articles of a variant that have its words in the headline."""
    if is_wide:  # the index would go through the whole archive for each word that no headline has
        looks = patterns(_positive(And(variant.wanted)))
        rows = connection.execute(
            "SELECT id, title FROM articles WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(newest)),)
        )
        return {
            article_id: newest[article_id]
            for article_id, title in rows
            if all(look.search(without_marks(title)) for look in looks)
        }
    reach = (max(newest) - min(newest)) * _TITLES_LOOKED_THROUGH
    first = max(variant.first, max(newest) - reach)
    titled = variant._replace(words=f"title : ({variant.words})", first=first)
    return _newest(connection, titled, _RANKED_BY_TITLE)


def _ranks(
    connection: sqlite3.Connection, variants: Sequence[_Variant], times: dict[int, int], weighed: Sequence[Text]
) -> dict[int, float]:
    """Return the weights of those articles that hold words which are worth weighing."""
    if not weighed or not times:
        return {}
    # Where every word must be there, those articles are looked at that hold them all.
    is_all = len(variants) == 1 and all(isinstance(node, Text) for node in variants[0].wanted)
    rows = connection.execute(
        f"SELECT rowid, -bm25(search, {_WEIGHTS}) FROM search WHERE search MATCH ? AND rowid BETWEEN ? AND ? "
        "ORDER BY rowid DESC LIMIT ?",
        (
            (" AND " if is_all else " OR ").join(
                beginning(word.text) if word.is_prefix else phrase(word.text) for word in weighed
            ),
            min(times),
            max(times),
            _WEIGHED,
        ),
    )
    return {article_id: rank for article_id, rank in rows if article_id in times}


def _is_common(connection: sqlite3.Connection, word: Text, beginnings: Beginnings) -> bool:
    """Return whether a word stands in so many articles that it tells them not apart, and would take long to weigh.

    How far back its newest hits reach tells how many there are.
    """
    (last,) = connection.execute("SELECT coalesce(max(id), 0) FROM articles").fetchone()
    newest = connection.execute(
        "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT ?",
        (beginnings.newest(word.text) if word.is_prefix else phrase(word.text), _SAMPLE),
    ).fetchall()
    if len(newest) < _SAMPLE:
        return False
    reach = max(1, last - newest[-1][0])
    return bool(_SAMPLE * last / reach > _COMMON)


def _excludes(node: Node) -> bool:
    match node:
        case Not():
            return True
        case And(nodes) | Or(nodes):
            return any(map(_excludes, nodes))
    return False


def _positive(node: Node) -> list[Text]:
    """Return the words that a query looks for, without those it leaves out."""
    match node:
        case Text(text):
            return [node] if any(map(str.isalnum, text)) else []
        case Field("title" | "person" | "said" | "about", value):
            return [Text(value.rstrip("*") or value, value.endswith("*"))]
        case And(nodes) | Or(nodes):
            return list(dict.fromkeys(word for inner in nodes for word in _positive(inner)))
    return []
