"""Search among people and quotes."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable

from tuinews.model.found import HIT_BEGINS, HIT_ENDS, FoundPerson, FoundQuote
from tuinews.query import And, Node, Text
from tuinews.store.beginnings import Beginnings, beginning, phrase, standing_in
from tuinews.store.rows import FEED_TITLE, to_moment

_RANKED = 300


def find_people(connection: sqlite3.Connection, node: Node, limit: int) -> tuple[FoundPerson, ...]:
    """Return the people whose names hold every word of a query, the most named first."""
    words = _every(_plain_words(node), lambda text: phrase(text, is_prefix=True))
    if not words:
        return ()
    rows = connection.execute(
        "SELECT n.name, n.articles, (SELECT count(*) FROM quoted q WHERE q.name_id = n.id) FROM names n "
        "WHERE n.id IN (SELECT rowid FROM names_index WHERE names_index MATCH ?) AND n.articles > 0 "
        "ORDER BY n.articles DESC, n.name LIMIT ?",
        (words, limit),
    )
    return tuple(FoundPerson(*row) for row in rows)


def find_quotes(connection: sqlite3.Connection, node: Node, limit: int) -> tuple[FoundQuote, ...]:
    """Return the best of the newest quotes that hold every word of a query."""
    words = _plain_words(node)
    if not words:
        return ()
    best = _best(connection, words)
    digests, found, seen = _digests(connection, best), dict[str, FoundQuote](), set[int]()
    for quote_id in best:
        digest = digests[quote_id]
        quote = _quote(connection, quote_id, words) if digest not in seen else None  # feeds copy one another
        if quote is not None:
            found.setdefault(quote.words, quote)
            seen |= {digest} - {0}
        if len(found) == limit:
            break
    return tuple(found.values())


def _digests(connection: sqlite3.Connection, quote_ids: list[int]) -> dict[int, int]:
    """Return the numbers that quotes of the same words share, 0 where none is known."""
    rows = connection.execute(
        "SELECT id, coalesce(digest, 0) FROM quoted WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(quote_ids),),
    )
    return dict(rows.fetchall())


def _best(connection: sqlite3.Connection, words: tuple[Text, ...]) -> list[int]:
    """Return the newest quotes, the best first; of a beginning that stands in many it is told nothing but how new."""
    beginnings = Beginnings(connection, "quoted_index")
    newest = _newest(connection, _every(words, beginnings.newest))
    if len(newest) < _RANKED and beginnings.leaves_out:
        newest = _newest(connection, _every(words, beginning))
    weighed = words if len(newest) < _RANKED else tuple(word for word in words if not word.is_prefix)
    if not weighed or not newest:
        return newest
    ranks = dict(
        connection.execute(
            "SELECT rowid, bm25(quoted_index) FROM quoted_index WHERE quoted_index MATCH ? AND rowid >= ?",
            (_every(weighed, beginning), newest[-1]),
        ).fetchall()
    )
    return sorted(newest, key=lambda quote_id: (ranks.get(quote_id, 0.0), -quote_id))


def _newest(connection: sqlite3.Connection, words: str) -> list[int]:
    rows = connection.execute(
        "SELECT rowid FROM quoted_index WHERE quoted_index MATCH ? ORDER BY rowid DESC LIMIT ?", (words, _RANKED)
    )
    return [row[0] for row in rows]


def _quote(connection: sqlite3.Connection, quote_id: int, words: tuple[Text, ...]) -> FoundQuote | None:
    row = connection.execute(
        f"SELECT q.article_id, a.title, {FEED_TITLE}, a.published_at, "
        "coalesce(n.name, ''), q.start, q.end, s.words FROM quoted q JOIN articles a ON a.id = q.article_id "
        "JOIN feeds f ON f.id = a.feed_id JOIN quoted_source s ON s.id = q.id LEFT JOIN names n ON n.id = q.name_id "
        "WHERE q.id = ? AND a.is_gone IN (0, 3)",
        (quote_id,),
    ).fetchone()
    if row is None:
        return None
    article_id, title, feed_title, published_at, speaker, start, end, text = row
    marked = connection.execute(
        "SELECT highlight(quoted_index, 0, ?, ?) FROM quoted_index WHERE quoted_index MATCH ? AND rowid = ?",
        (HIT_BEGINS, HIT_ENDS, standing_in(text, words), quote_id),
    ).fetchone()
    shown = marked[0] if marked and marked[0] else text
    return FoundQuote(article_id, title, feed_title, to_moment(published_at), speaker, shown, start, end)


def _plain_words(node: Node) -> tuple[Text, ...]:
    """Return the words of a query of words alone; none of any other."""
    nodes = node.nodes if isinstance(node, And) else (node,)
    texts = tuple(inner for inner in nodes if isinstance(inner, Text))
    return texts if len(texts) == len(nodes) else ()


def _every(words: tuple[Text, ...], begins: Callable[[str], str]) -> str:
    return " AND ".join(begins(word.text) if word.is_prefix else phrase(word.text) for word in words)
