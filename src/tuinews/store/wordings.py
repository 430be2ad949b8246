"""Quotes with the same words: the occurrences of a quote, those nearly like it, and where a quotation stands."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import Any, Final

from tuinews.model.sayings import Alike, Occurrence, Said, SameWords, Verdict, Verified
from tuinews.model.source_mix import QuoteSource
from tuinews.store.beginnings import phrase
from tuinews.store.rows import FEED_TITLE, to_moment
from tuinews.store.schema_wordings import SOURCE
from tuinews.wording import Word, alike, differences, fragments, holds, shared, words_of

_MOST_SAME: Final = 200
_MOST_NEAR: Final = 40
"""So many candidates are compared word by word."""
_MOST_UNQUOTED: Final = 5
_TELLING: Final = 6
"""So many words of a quote, the rarest, are looked up to find those like it."""
_COUNTED: Final = 300
"""Words that stand in more quotes tell nothing."""
_PARTIAL_SHARE: Final = 0.6
_FEWEST_SHARED: Final = 4
_AROUND: Final = 200
"""So many characters of the text around a quote are given with it."""

_COLUMNS: Final = f"a.id, a.title, {FEED_TITLE}, a.published_at, a.url, plain_text(b.text, b.packed)"
_WHERE: Final = "JOIN feeds f ON f.id = a.feed_id JOIN bodies b ON b.article_id = a.id WHERE a.is_gone IN (0, 3)"


def same_words(connection: sqlite3.Connection, quote_id: int) -> SameWords | None:
    """Return where a quote stands and which quotes are nearly like it; None when there is no such quote."""
    mine = next(iter(_said(connection, (quote_id,))), None)
    if mine is None:
        return None
    words = words_of(mine.text)
    same, near = {mine.quote_id: mine}, list[Occurrence]()
    for said in _candidates(connection, quote_id, mine.text):
        kind = alike(words, words_of(said.text), is_same_speaker=_is_same_speaker(mine, said))
        if kind is Alike.SAME:
            same[said.quote_id] = said
        elif kind is not None:
            near.append(Occurrence(said, kind, differences(mine.text, said.text)))
    parts = [one.said for one in near if one.alike is Alike.PART]
    longest = max((mine, *parts), key=lambda said: len(words_of(said.text)))
    return SameWords(
        longest, tuple(sorted(same.values(), key=_when)), tuple(sorted(near, key=lambda one: _when(one.said)))
    )


def quote_at(connection: sqlite3.Connection, article_id: int, start: int) -> int | None:
    """Return the quote of an article that begins at an offset of its text."""
    row = connection.execute("SELECT id FROM quoted WHERE article_id = ? AND start = ?", (article_id, start)).fetchone()
    return None if row is None else int(row[0])


def verify(connection: sqlite3.Connection, asked: str) -> Verified:
    """Return where a quotation stands in the archive, word by word or in part."""
    claimed = fragments(asked)
    words = tuple(word for stretch in claimed for word in stretch)
    if not words:
        return Verified(Verdict.ABSENT, unread=_unread(connection))
    exact = [
        Occurrence(said, Alike.SAME)
        for said in _said(connection, _matching(connection, _phrases(claimed), _MOST_SAME))
        if holds(words_of(said.text), claimed)
    ]
    unquoted = () if exact else tuple(_unquoted(connection, claimed))
    unread = _unread(connection)
    if exact:
        return Verified(Verdict.EXACT, tuple(sorted(exact, key=lambda one: _when(one.said))), unread=unread)
    partial = sorted(_in_part(connection, asked, words), key=lambda found: -found[0])
    verdict = Verdict.PARTIAL if partial or unquoted else Verdict.ABSENT
    return Verified(verdict, tuple(occurrence for _, occurrence in partial[:10]), unquoted, unread)


def fill(connection: sqlite3.Connection, limit: int) -> int:
    """Reckon digests and kinds of sources of some quotes that have none, the newest first; return how many were."""
    rows = connection.execute(
        "SELECT id, article_id, start FROM quoted WHERE digest IS NULL ORDER BY id DESC LIMIT ?", (limit,)
    ).fetchall()
    sources = dict[tuple[int, int], int]()
    for article_id in {row[1] for row in rows}:
        found = connection.execute(
            f"SELECT q.value ->> 'start', {SOURCE.format('q.value')} "
            "FROM annotations n, json_each(unpacked(n.body), '$.quotes') q WHERE n.article_id = ?",
            (article_id,),
        )
        sources |= {(article_id, start): source for start, source in found}
    connection.executemany(
        "UPDATE quoted SET source = coalesce(source, ?), "
        "digest = (SELECT words_digest(words) FROM quoted_source s WHERE s.id = quoted.id) WHERE id = ?",
        [(sources.get((article_id, start), QuoteSource.UNKNOWN.value), one) for one, article_id, start in rows],
    )
    return len(rows)


def is_due(connection: sqlite3.Connection) -> bool:
    """Return whether some quote has no digest, without counting them."""
    return connection.execute("SELECT 1 FROM quoted WHERE digest IS NULL LIMIT 1").fetchone() is not None


def undigested(connection: sqlite3.Connection) -> int:
    """Return how many quotes have no digest."""
    return int(connection.execute("SELECT count(*) FROM quoted WHERE digest IS NULL").fetchone()[0])


def _unread(connection: sqlite3.Connection) -> int:
    """Return how many articles wait to be looked through for quotes."""
    return int(connection.execute("SELECT count(*) FROM articles WHERE is_gone = 0 AND people IS NULL").fetchone()[0])


def _candidates(connection: sqlite3.Connection, quote_id: int, text: str) -> Iterator[Said]:
    """Yield the quotes that may be like one: those of the same words, and those that share its rare ones."""
    rows = connection.execute(
        "SELECT id FROM quoted WHERE digest <> 0 AND digest = (SELECT digest FROM quoted WHERE id = ?) AND id <> ? "
        "LIMIT ?",
        (quote_id, quote_id, _MOST_SAME),
    )
    ids = dict.fromkeys(row[0] for row in rows)
    ids |= dict.fromkeys(_sharing(connection, words_of(text)))
    ids.pop(quote_id, None)
    yield from _said(connection, tuple(ids))


def _sharing(connection: sqlite3.Connection, words: Sequence[Word]) -> list[int]:
    """Return the quotes that share rare words with these, or the whole of them where none is rare."""
    keys = list(dict.fromkeys(word.written for word in words))
    if not keys:
        return []
    longest = sorted(keys, key=len, reverse=True)[: 3 * _TELLING]
    counted = {key: _count(connection, key) for key in longest}
    rare = sorted((key for key, count in counted.items() if count < _COUNTED), key=counted.__getitem__)[:_TELLING]
    if len(rare) < 2:
        return _matching(connection, _phrases((words,)), _MOST_NEAR)
    pairs = " OR ".join(f"({phrase(one)} AND {phrase(other)})" for one, other in combinations(rare, 2))
    return _matching(connection, pairs, _MOST_NEAR, order="rank")


def _count(connection: sqlite3.Connection, key: str) -> int:
    (count,) = connection.execute(
        "SELECT count(*) FROM (SELECT 1 FROM quoted_index WHERE quoted_index MATCH ? LIMIT ?)", (phrase(key), _COUNTED)
    ).fetchone()
    return int(count)


def _phrases(stretches: Iterable[Sequence[Word]]) -> str:
    return " AND ".join(phrase(" ".join(word.written for word in stretch)) for stretch in stretches)


def _matching(connection: sqlite3.Connection, words: str, limit: int, order: str = "rowid") -> list[int]:
    rows = connection.execute(
        f"SELECT rowid FROM quoted_index WHERE quoted_index MATCH ? ORDER BY {order} LIMIT ?", (words, limit)
    )
    return [row[0] for row in rows]


def _in_part(connection: sqlite3.Connection, asked: str, words: Sequence[Word]) -> Iterator[tuple[float, Occurrence]]:
    for said in _said(connection, tuple(_sharing(connection, words))):
        share = shared(words, words_of(said.text))
        if share >= _PARTIAL_SHARE and share * len(words) >= min(_FEWEST_SHARED, len(words)):
            yield share, Occurrence(said, Alike.NEAR, differences(asked, said.text))


def _said(connection: sqlite3.Connection, quote_ids: Sequence[int]) -> Iterator[Said]:
    """Yield quotes where they stand, those of one article together."""
    wanted = ", ".join(map(str, quote_ids))
    rows = connection.execute(
        f"SELECT {_COLUMNS}, q.start, q.end, q.id, coalesce(n.name, '') FROM quoted q "
        f"JOIN articles a ON a.id = q.article_id LEFT JOIN names n ON n.id = q.name_id {_WHERE} "
        f"AND q.id IN ({wanted}) ORDER BY a.sort_at, q.id"
    )
    for *facts, start, end, quote_id, speaker in rows:
        yield _as_said(facts, start, end)._replace(quote_id=quote_id, speaker=speaker)


def _unquoted(connection: sqlite3.Connection, claimed: Sequence[Sequence[Word]]) -> Iterator[Said]:
    """Yield the articles whose text has the words outside what was taken for a quote."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM search s CROSS JOIN articles a ON a.id = s.rowid {_WHERE} "
        "AND search MATCH ? AND b.text IS NOT NULL ORDER BY s.rowid LIMIT ?",
        (f"text : ({_phrases(claimed)})", _MOST_UNQUOTED),
    )
    for facts in rows:
        span = _span(facts[-1], claimed)
        if span is not None:
            yield _as_said(facts, *span)


def _span(text: str, claimed: Sequence[Sequence[Word]]) -> tuple[int, int] | None:
    """Return where the first stretch of words stands in a text."""
    wanted, at = [word.key for word in claimed[0]], 0
    for paragraph in text.split("\n"):
        words = words_of(paragraph)
        keys = [word.key for word in words]
        for place in range(len(keys) - len(wanted) + 1):
            if keys[place : place + len(wanted)] == wanted:
                return at + words[place].start, at + words[place + len(wanted) - 1].end
        at += len(paragraph) + 1
    return None


def _as_said(facts: Sequence[Any], start: int, end: int) -> Said:
    """Return words of an article, with what stands around them in their paragraph."""
    article_id, title, feed_title, published_at, url, text = facts
    text = text or ""
    begin = max(text.rfind("\n", 0, start) + 1, start - _AROUND)
    stop = text.find("\n", end)
    stop = min(len(text) if stop < 0 else stop, end + _AROUND)
    return Said(
        quote_id=0,
        article_id=article_id,
        article_title=title,
        feed_title=feed_title,
        published=to_moment(published_at),
        url=url,
        speaker="",
        text=text[start:end],
        start=start,
        end=end,
        before=text[begin:start],
        after=text[end:stop],
    )


def _is_same_speaker(one: Said, other: Said) -> bool:
    """Return whether the same person speaks, as far as names tell: the last words are the same."""
    first, second = words_of(one.speaker), words_of(other.speaker)
    return bool(first and second) and first[-1].key == second[-1].key


def _when(said: Said) -> tuple[float, int]:
    return (said.published.timestamp() if said.published else float("inf"), said.quote_id)
