"""The source mix: who is quoted by which feed in which month, named against unnamed."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime, timedelta

from tuinews.model.source_mix import Mix, QuoteSource, SourceMix
from tuinews.newsroom import Newsroom
from tuinews.query import And, Field, Node, print_query
from tuinews.store import feeds, sources, wordings
from tuinews.store.rows import to_seconds

_MOST_SPEAKERS = 15


async def source_mix(newsroom: Newsroom, days: int | None = 365, feed_id: int | None = None) -> SourceMix:
    """Return whose words were quoted in the last days, None is ever; of all feeds or of one."""
    return await newsroom.database.reading(_source_mix, newsroom, days, feed_id)


def only(query: str, source: QuoteSource) -> str:
    """Return a query for those of its quotes that are from one kind of source."""
    return f"{query} source:{source.name.lower()}".strip()


def _source_mix(connection: sqlite3.Connection, newsroom: Newsroom, days: int | None, feed_id: int | None) -> SourceMix:
    begin = None if days is None else newsroom.today() - timedelta(days=days - 1)
    since = to_seconds(begin) or 0
    offset = newsroom.clock().astimezone().utcoffset() or timedelta()
    rows = sources.by_month(connection, since, int(offset.total_seconds()), feed_id)
    titles = {feed.id: feed.title for feed in feeds.every(connection)}
    base: tuple[Node, ...] = () if begin is None else (Field("since", f"{begin:%Y-%m-%d}"),)
    base += () if feed_id is None else (Field("feed", str(feed_id)),)
    months = tuple(
        Mix(month, _added([row for row in rows if row[1] == month]), _query((*base, *_in_month(month))), feed_id)
        for month in sorted({row[1] for row in rows}, reverse=True)
    )
    whole = Mix("All feeds" if feed_id is None else titles.get(feed_id, ""), _added(rows), _query(base), feed_id)
    waiting = wordings.undigested(connection)
    if feed_id is not None:
        told = sources.by_speaker(connection, feed_id, since, _MOST_SPEAKERS)
        speakers = tuple(_speaker(*row, base, feed_id) for row in told)
        return SourceMix(whole, (), months, speakers, waiting)
    every = [
        Mix(titles[one], _added([row for row in rows if row[0] == one]), _query((*base, Field("feed", str(one)))), one)
        for one in {row[0] for row in rows}
        if one in titles
    ]
    by_count = tuple(sorted(every, key=lambda mix: (-mix.quotes, mix.title)))
    return SourceMix(whole, by_count, months, (), waiting)


def _speaker(name: str, source: int, quotes: int, base: tuple[Node, ...], feed_id: int) -> Mix:
    counts = tuple(quotes if one == source else 0 for one in QuoteSource)
    return Mix(name, counts, only(_query((*base, Field("said", name))), QuoteSource(source)), feed_id)


def _added(rows: Sequence[tuple[int, str, int, int]]) -> tuple[int, ...]:
    return tuple(sum(row[3] for row in rows if row[2] == source) for source in QuoteSource)


def _query(nodes: tuple[Node, ...]) -> str:
    return print_query(And(nodes)) if nodes else ""


def _in_month(month: str) -> tuple[Node, ...]:
    year, number = map(int, month.split("-"))
    following = datetime(year + number // 12, number % 12 + 1, 1)
    return (Field("since", month), Field("before", f"{following:%Y-%m}"))
