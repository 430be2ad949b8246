"""Measure how quickly the quotes of an archive are found.

usage: python -m tests.benchmarks.quotes HOME [--queries 120]

HOME holds an archive made by `tests.benchmarks.archive`. Nothing in it is changed. Each page is the first 50 quotes
with all that the screen shows of them; the bar is 60 ms at the 95th percentile for a speaker and two words, with
100,000 articles. On a machine with other work the processor's time tells more than the clock's.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sqlite3
from datetime import timedelta
from pathlib import Path

from tests.benchmarks.archive import NEWEST
from tests.benchmarks.search import _say, _timed
from tuinews.config import Config
from tuinews.model.statements import QuoteKey
from tuinews.newsroom import Newsroom, quotes
from tuinews.newsroom.offload import InlineOffload
from tuinews.newsroom.opening import open_newsroom
from tuinews.paths import find_paths
from tuinews.query import And, Field, Text, parse, print_query
from tuinews.store import quotes as stored_quotes


def main() -> None:
    """Measure pages of quotes by speaker and words."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("home", type=Path)
    parser.add_argument("--queries", type=int, default=120)
    options = parser.parse_args()
    now = NEWEST + timedelta(hours=1)
    newsroom = open_newsroom(find_paths(str(options.home)), Config(), InlineOffload(), lambda: now)
    try:
        _measure(newsroom, random.Random(11), options.queries)
    finally:
        newsroom.close()


def _measure(newsroom: Newsroom, chance: random.Random, number: int) -> None:
    spoken = newsroom.database.read(_spoken, chance, number)
    asked: dict[str, list[str]] = {
        "a speaker and two words": [],
        "a speaker": [],
        "two words": [],
        "as it is typed": [],
    }
    for name, words in spoken:
        two = chance.sample(words, 2)
        about = [Field("about", word) for word in two]
        asked["a speaker and two words"].append(print_query(And((Field("said", name), *about))))
        asked["a speaker"].append(print_query(Field("said", name)))
        asked["two words"].append(print_query(And(tuple(about))))
        asked["as it is typed"].append(print_query(Text(two[0][: chance.randint(3, len(two[0]))], is_prefix=True)))
    busiest = newsroom.database.read(_busiest)
    asked["the most quoted and two words of theirs"] = [
        print_query(And((Field("said", name), *(Field("about", word) for word in chance.sample(words, 2)))))
        for name, words in newsroom.database.read(_spoken, chance, number // 2, busiest)
    ]
    for what, queries in asked.items():
        for query in queries:  # once to bring the file into memory
            _page(newsroom, query)
        _say(f"50 quotes: {what}", [_timed(lambda q=query: _page(newsroom, q)) for query in queries])
    _say("50 quotes: all", [_timed(lambda: _page(newsroom, "")) for _ in range(20)])
    last = _deep(newsroom)
    _say("50 quotes: further on", [_timed(lambda: _page(newsroom, "", last)) for _ in range(20)])


def _page(newsroom: Newsroom, query: str, after: QuoteKey | None = None) -> object:
    return asyncio.run(quotes.page(newsroom, query, after))


def _deep(newsroom: Newsroom) -> QuoteKey:
    keys = newsroom.database.read(stored_quotes.page, parse(""), newsroom.today(), 20_000)
    return keys[-1]


def _spoken(
    connection: sqlite3.Connection, chance: random.Random, number: int, names: tuple[int, ...] = ()
) -> list[tuple[str, list[str]]]:
    """Return speakers with words of a quote of theirs; of these names, where some are given."""
    (top,) = connection.execute("SELECT max(id) FROM quoted").fetchone()
    found = list[tuple[str, list[str]]]()
    (last,) = connection.execute("SELECT max(id) FROM articles").fetchone()
    while len(found) < number:
        where, values = "q.id >= ?", [chance.randint(1, top)]
        if names:
            where, values = "q.name_id = ? AND q.article_id >= ?", [chance.choice(names), chance.randint(1, last)]
        row = connection.execute(
            "SELECT n.name, text_part(b.text, b.packed, q.start, q.end) FROM quoted q JOIN names n ON n.id = q.name_id "
            f"JOIN bodies b ON b.article_id = q.article_id WHERE {where} LIMIT 1",
            values,
        ).fetchone()
        words = [word for word in row[1].split() if word.isalpha() and len(word) > 3] if row else []
        if len(set(words)) > 1:
            found.append((row[0], sorted(set(words))))
    return found


def _busiest(connection: sqlite3.Connection) -> tuple[int, ...]:
    rows = connection.execute(
        "SELECT name_id FROM quoted WHERE name_id IS NOT NULL GROUP BY name_id ORDER BY count(*) DESC LIMIT 10"
    )
    return tuple(row[0] for row in rows)


if __name__ == "__main__":
    main()
