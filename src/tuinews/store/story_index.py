"""The index of stories: which articles of the days around share keys with a new one.

In the file stands one row for each article, its keys packed into one value: written at once, read at once. From keys
to articles leads an index in memory, made of the rows of the days around the articles that are being placed; it is
kept for as long as they are, and followed by what else is written meanwhile.
"""

from __future__ import annotations

import sqlite3
import struct
from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from tuinews.stories.comparing import NAME_SHARE, Marked, Overlap, Pair, Verdict, may_belong, norm_of, verdict, worth_of
from tuinews.stories.signature import Kind, Signature, outlet_of

_PERIOD_S = 3 * 86_400
_KEPT_PERIODS = 4
_MOST_POSTINGS = 40
"""Of a key that more articles have, the newest so many are looked at."""
_LEAST_WORTH = 2.0
_MOST_CANDIDATES = 40
_FIRST_PERIOD = -(1 << 40)
_KEY: Final = struct.Struct("<IBH")
"""A key, what it stands for, and its weight in hundredths."""
_KIND_BITS: Final = 3
_KIND: Final = (1 << _KIND_BITS) - 1
_NAMES: Final = frozenset({int(Kind.NAME), int(Kind.TITLE_NAME)})
_KINDS: Final = {int(kind): kind for kind in Kind}


class Neighbour(NamedTuple):
    """An article that shares keys with another one."""

    article_id: int
    verdict: Verdict


class _Known(NamedTuple):
    """What the index knows of an article."""

    article_id: int
    mark: int
    norm: float
    keys: bytes


def period_of(moment: int) -> int:
    """Return the period of a moment in seconds."""
    return moment // _PERIOD_S


def forget(connection: sqlite3.Connection, now: int, kept: int | None, limit: int) -> int:
    """Take some of what can find nothing any more out of the index; return how many articles those were.

    Args:
        connection: where the index is.
        now: the present moment, whose last days stay.
        kept: a period whose articles, and those of the periods beside it, are being placed.
        limit: how many articles are taken out at most.
    """
    found = connection.execute(
        "DELETE FROM story_signatures WHERE id IN "
        "(SELECT id FROM story_signatures WHERE period > ? AND period < ? LIMIT ?)",
        (_FIRST_PERIOD if kept is None else kept + 1, period_of(now) - _KEPT_PERIODS, limit),
    )
    return found.rowcount


def is_placeable(moment: int, now: int) -> bool:
    """Return whether an article can be of a story: one from the future has a wrong date."""
    return period_of(moment) <= period_of(now) + 1


class Finder:
    """Finds neighbours among the articles of the days around."""

    def __init__(self) -> None:
        self._period: int | None = None
        self._last = (0, 0)
        """The row that was read or written last: its id, and of which article it is."""
        self._articles = list[_Known | None]()
        self._places = dict[int, int]()
        """Where each article stands in them."""
        self._having: dict[int, array[int]] = defaultdict(lambda: array("Q"))
        """For each key the articles that have it: where they stand, and what it stands for there."""

    def begin(self, connection: sqlite3.Connection) -> None:
        """Learn what was written since, by whomever; to be called in each transaction before the others."""
        if self._period is None:
            return
        row = connection.execute("SELECT article_id FROM story_signatures WHERE id = ?", self._last[:1]).fetchone()
        if row is not None and row[0] == self._last[1]:
            self._read(connection, self._last[0])
        else:  # the transaction that wrote it was taken back, or its days are forgotten
            self._period = None

    def neighbours(
        self, connection: sqlite3.Connection, article_id: int, moment: int, signature: Signature
    ) -> list[Neighbour]:
        """Return the articles that belong with this one, the most alike first."""
        self._turn_to(connection, period_of(moment))
        promising, worths = self._promising(article_id, signature)
        if not promising:
            return []
        mine = _Mine(signature, norm_of(signature, worths), signature.title_words)
        telling = {
            key: marked
            for key, marked in signature.keys.items()
            if marked[0] < Kind.WORD or worths[key] >= _LEAST_WORTH
        }
        overlaps = [(known, _overlap(telling, known, worths)) for known in promising]
        others = [(known, overlap) for known, overlap in overlaps if may_belong(overlap, _pair(mine, known))]
        found = list[Neighbour]()
        for (known, overlap), pair in _pairs(connection, article_id, moment, others, mine):
            told = verdict(overlap, pair)
            if told.reason:
                found.append(Neighbour(known.article_id, told))
        return sorted(found, key=lambda one: -one.verdict.likeness)

    def add(self, connection: sqlite3.Connection, article_id: int, moment: int, signature: Signature) -> None:
        """Put an article into the index, in the place of what it was before."""
        period = period_of(moment)
        self._turn_to(connection, period)
        mark = signature.is_english | signature.is_table << 1 | signature.has_score << 2
        packed = b"".join(_KEY.pack(key, kind, round(100 * weight)) for key, (kind, weight) in signature.keys.items())
        norm = round(signature.norm, 2)
        row: tuple[int] = connection.execute(
            "INSERT OR REPLACE INTO story_signatures (article_id, period, mark, norm, keys) VALUES (?, ?, ?, ?, ?) "
            "RETURNING id",
            (article_id, period, mark, norm, packed),
        ).fetchone()
        self._take(_Known(article_id, mark, norm, packed))
        self._last = (row[0], article_id)

    def _turn_to(self, connection: sqlite3.Connection, period: int) -> None:
        if period != self._period:
            self._period = period
            self._articles.clear()
            self._places.clear()
            self._having.clear()
            last = connection.execute("SELECT id, article_id FROM story_signatures ORDER BY id DESC LIMIT 1").fetchone()
            self._last = last or (0, 0)
            self._read(connection, None)

    def _read(self, connection: sqlite3.Connection, after: int | None) -> None:
        assert self._period is not None
        source = "INDEXED BY story_signatures_in" if after is None else "NOT INDEXED"
        rows = connection.execute(
            f"SELECT id, article_id, mark, norm, keys FROM story_signatures {source} "
            "WHERE period BETWEEN ? AND ? AND id > ? ORDER BY id",
            (self._period - 1, self._period + 1, after or 0),
        )
        for row_id, *known in rows:
            self._take(_Known(*known))
            self._last = max(self._last, (row_id, known[0]))

    def _take(self, known: _Known) -> None:
        before = self._places.get(known.article_id)
        if before is not None:
            self._articles[before] = None
        place = self._places[known.article_id] = len(self._articles)
        self._articles.append(known)
        for key, kind, _ in _KEY.iter_unpack(known.keys):
            self._having[key].append(place << _KIND_BITS | kind)

    def _promising(self, article_id: int, signature: Signature) -> tuple[list[_Known], dict[int, float]]:
        """Return the articles that share enough to be compared, and what each word is worth these days."""
        size, worths = len(self._places), dict[int, float]()
        said, alike = dict[int, float](), dict[int, int]()
        sum_before = said.get
        for key, (kind, weight) in signature.keys.items():
            having = self._having.get(key, ())
            if kind < Kind.WORD:
                share = _PROMISE.get(kind, 0)
                for posting in having[-_MOST_POSTINGS:] if share else ():
                    alike[posting >> _KIND_BITS] = alike.get(posting >> _KIND_BITS, 0) + share
                continue
            worth = worths[key] = worth_of(weight, len(having), size)
            if worth < _LEAST_WORTH:
                continue  # these days it tells nobody from anybody
            named = worth * NAME_SHARE
            plain = named if kind in _NAMES else worth
            says = (plain, plain, plain, plain, plain, named, plain, named)  # for each kind that it may be there
            for posting in having[-_MOST_POSTINGS:]:
                place = posting >> _KIND_BITS
                said[place] = sum_before(place, 0.0) + says[posting & _KIND]
        mine = self._places.get(article_id)
        enough = [place for place, sum_ in said.items() if sum_ >= _ENOUGH_SAID]
        enough += [
            place for place, sum_ in alike.items() if sum_ >= _ENOUGH_ALIKE and said.get(place, 0) < _ENOUGH_SAID
        ]
        enough.sort(key=lambda place: -said.get(place, 0.0) - alike.get(place, 0))
        there = (self._articles[place] for place in enough[:_MOST_CANDIDATES] if place != mine)
        return [known for known in there if known is not None], worths


_ENOUGH_SAID: Final = 12.0
"""The words that an event needs say more than this (`comparing`)."""
_PROMISE: Final = {Kind.ADDRESS: 1000, Kind.SKETCH: 10}
_ENOUGH_ALIKE: Final = 60
"""An address, or half of a sketch."""


def _overlap(telling: Mapping[int, Marked], known: _Known, worths: Mapping[int, float]) -> Overlap:
    overlap = Overlap()
    for key, kind, weight in _KEY.iter_unpack(known.keys):
        if key in telling:
            overlap.add(key, telling[key], (_KINDS[kind], weight / 100), worths.get(key, 0.0))
    return overlap


class _Mine(NamedTuple):
    """What is known of the article that is being placed."""

    signature: Signature
    norm: float
    title_words: int


def _pair(mine: _Mine, other: _Known) -> Pair:
    """Return what is known of two articles without looking at them: the most that can be said for them."""
    signature = mine.signature
    return Pair(
        mine.norm,
        other.norm,
        hours_apart=0.0,
        is_one_outlet=False,
        is_english=signature.is_english and bool(other.mark & 1),
        is_table=signature.is_table or bool(other.mark & 2),
        my_title_words=mine.title_words,
        have_scores=signature.has_score and bool(other.mark & 4),
    )


def _pairs(
    connection: sqlite3.Connection,
    article_id: int,
    moment: int,
    others: Sequence[tuple[_Known, Overlap]],
    mine: _Mine,
) -> Iterator[tuple[tuple[_Known, Overlap], Pair]]:
    if not others:
        return
    feed_id, url = connection.execute("SELECT feed_id, url FROM articles WHERE id = ?", (article_id,)).fetchone()
    outlet = outlet_of(url)
    for other in others:
        row = connection.execute(
            "SELECT feed_id, url, sort_at FROM articles WHERE id = ? AND is_gone NOT IN (1, 4)", (other[0].article_id,)
        ).fetchone()
        if row is not None:
            is_one_outlet = row[0] == feed_id or bool(outlet and outlet == outlet_of(row[1]))
            hours = abs(row[2] - moment) / 3600
            yield other, _pair(mine, other[0])._replace(hours_apart=hours, is_one_outlet=is_one_outlet)
