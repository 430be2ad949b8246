"""The index of stories: which recent articles share keys with a new one, found in bounded time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from tuinews.stories.comparing import Overlap, Pair, Verdict, norm_of, verdict, worth_of
from tuinews.stories.signature import Kind, Signature, outlet_of

_PERIOD_S = 3 * 86_400
_KEPT_PERIODS = 4
_MOST_POSTINGS = 60
"""Of a key that more articles have, the newest so many are looked at."""
_LEAST_WORTH = 2.0
_MOST_CANDIDATES = 40
_NORM_KEY = 0
_FIRST_PERIOD = -(1 << 40)


class Neighbour(NamedTuple):
    """An article that shares keys with another one."""

    article_id: int
    verdict: Verdict


def period_of(moment: int) -> int:
    """Return the period of a moment in seconds."""
    return moment // _PERIOD_S


def add(connection: sqlite3.Connection, article_id: int, moment: int, signature: Signature) -> None:
    """Put an article into the index."""
    period = period_of(moment)
    rows = [
        (period, key, article_id, int(kind), round(weight, 2)) for key, (kind, weight) in signature.keys.items() if key
    ]
    mark = signature.is_english | signature.is_table << 1 | signature.has_score << 2
    rows.append((period, _NORM_KEY, article_id, mark, round(signature.norm, 2)))
    connection.executemany("INSERT OR REPLACE INTO story_keys VALUES (?, ?, ?, ?, ?)", rows)


def forget(connection: sqlite3.Connection, now: int, kept: int | None, limit: int) -> int:
    """Take some of what can find nothing any more out of the index; return how much that was.

    Args:
        connection: where the index is.
        now: the present moment, whose last days stay.
        kept: a period whose articles, and those of the periods beside it, are being placed.
        limit: how many entries are taken out at most.
    """
    found = connection.execute(
        "DELETE FROM story_keys WHERE (period, key, article_id) IN "
        "(SELECT period, key, article_id FROM story_keys WHERE period > ? AND period < ? LIMIT ?)",
        (_FIRST_PERIOD if kept is None else kept + 1, period_of(now) - _KEPT_PERIODS, limit),
    )
    return found.rowcount


def is_placeable(moment: int, now: int) -> bool:
    """Return whether an article can be of a story: one from the future has a wrong date."""
    return period_of(moment) <= period_of(now) + 1


class Finder:
    """Finds neighbours; what it learns of a period is kept for the next article."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._sizes: dict[int, int] = {}
        self._common: dict[int, float] = {}

    def neighbours(self, article_id: int, moment: int, signature: Signature) -> list[Neighbour]:
        """Return the articles that belong with this one, the most alike first."""
        overlaps, worths = self._overlaps(article_id, period_of(moment), signature)
        if not overlaps:
            return []
        best = sorted(overlaps, key=lambda other: -_promise(overlaps[other]))[:_MOST_CANDIDATES]
        promising = [other for other in best if _is_promising(overlaps[other])]
        if not promising:
            return []
        mine = (signature, norm_of(signature, worths))
        found = list[Neighbour]()
        for other, pair in self._pairs(article_id, moment, promising, mine):
            told = verdict(overlaps[other], pair)
            if told.reason:
                found.append(Neighbour(other, told))
        return sorted(found, key=lambda one: -one.verdict.likeness)

    def _overlaps(
        self, article_id: int, period: int, signature: Signature
    ) -> tuple[dict[int, Overlap], dict[int, float]]:
        size = sum(map(self._size, (period - 1, period, period + 1)))
        overlaps, worths = dict[int, Overlap](), dict[int, float]()
        for key, (kind, weight) in signature.keys.items():
            if key in self._common:
                worths[key] = self._common[key]
                continue
            rows = self._connection.execute(
                "SELECT article_id, mark, weight FROM story_keys WHERE period IN (?, ?, ?) AND key = ? "
                "ORDER BY period DESC, article_id DESC LIMIT ?",
                (period, period - 1, period + 1, key, _MOST_POSTINGS),
            ).fetchall()
            worth = worth_of(weight, _having(rows, size), size) if kind >= Kind.WORD else 0.0
            worths[key] = worth
            if kind >= Kind.WORD and worth < _LEAST_WORTH:
                self._common[key] = worth  # these days it tells nobody from anybody
                continue
            for other, mark, their_weight in rows:
                if other != article_id:
                    overlap = overlaps.get(other)
                    if overlap is None:
                        overlap = overlaps[other] = Overlap()
                    overlap.add(key, (kind, weight), (_KINDS[mark], their_weight), worth)
        return overlaps, worths

    def _size(self, period: int) -> int:
        size = self._sizes.get(period)
        if size is None:
            row = self._connection.execute(
                "SELECT count(*) FROM story_keys WHERE period = ? AND key = ?", (period, _NORM_KEY)
            ).fetchone()
            size = self._sizes[period] = int(row[0])
        return size

    def _pairs(
        self, article_id: int, moment: int, others: Iterable[int], my: tuple[Signature, float]
    ) -> Iterable[tuple[int, Pair]]:
        (signature, my_norm), title_words = my, my[0].title_words
        mine = self._connection.execute("SELECT feed_id, url FROM articles WHERE id = ?", (article_id,)).fetchone()
        outlet = outlet_of(mine[1])
        for other in others:
            row = self._connection.execute(
                "SELECT a.feed_id, a.url, a.sort_at, k.weight, k.mark FROM articles a JOIN story_keys k "
                "ON k.period = a.sort_at / ? AND k.key = ? AND k.article_id = a.id "
                "WHERE a.id = ? AND a.is_gone NOT IN (1, 4)",
                (_PERIOD_S, _NORM_KEY, other),
            ).fetchone()
            if row is not None:
                is_one_outlet = row[0] == mine[0] or bool(outlet and outlet == outlet_of(row[1]))
                hours = abs(row[2] - moment) / 3600
                is_english = signature.is_english and bool(row[4] & 1)
                is_table = signature.is_table or bool(row[4] & 2)
                have_scores = signature.has_score and bool(row[4] & 4)
                yield (
                    other,
                    Pair(my_norm, row[3], hours, is_one_outlet, is_english, is_table, title_words, have_scores),
                )


_KINDS = {int(kind): kind for kind in Kind}


def _having(rows: list[tuple[int, int, float]], size: int) -> int:
    """Return about how many of the last `size` articles have a key, told from the newest that do."""
    if len(rows) < _MOST_POSTINGS:
        return len(rows)
    # Ids grow with time, so the span of the newest tells how dense they stand.
    span = max(len(rows), rows[0][0] - min(row[0] for row in rows) + 1)
    return min(size, round(len(rows) * max(size, span) / span))


def _promise(overlap: Overlap) -> float:
    return overlap.who + overlap.what + 10 * overlap.quotes + 10 * overlap.sketch + 1000 * overlap.has_address


def _is_promising(overlap: Overlap) -> bool:
    return overlap.has_address or overlap.sketch >= 6 or overlap.who + overlap.what >= 9
