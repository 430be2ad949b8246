"""Measure the people of a large archive: the list, a person's page, and indexing one new article.

usage: python -m tests.benchmarks.people HOME [--rounds 40] [--merge]

HOME is an archive of `tests.benchmarks.archive HOME --corpora CORPORA`; what of it is not indexed yet is left so. The
person of the page is the one with most quotes, and with `--merge` all of that name are made one first, so that the page
has some thousand statements. Times are of the wall clock and, in brackets, of the processor: on a machine that does
other things, too, the second is the one to believe. HOME is changed: measure on a copy.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from tuinews import annotator
from tuinews.config import Config
from tuinews.model.people import PeopleSort
from tuinews.newsroom import Newsroom, complete, identify, index_people, look_up, prepare
from tuinews.newsroom.offload import InlineOffload
from tuinews.newsroom.opening import open_newsroom
from tuinews.paths import find_paths
from tuinews.store import articles, people, people_index

_NOW = datetime(2026, 11, 20, 18, tzinfo=UTC)


def timed(what: str, act: Callable[[int], object], rounds: int) -> None:
    """Do something so many times and print how long it took."""
    wall, processor = list[float](), list[float]()
    for number in range(rounds):
        begun, used = time.perf_counter(), time.process_time()
        act(number)
        wall.append((time.perf_counter() - begun) * 1000)
        processor.append((time.process_time() - used) * 1000)
    print(f"{what:<52} {_figures(wall)} ms  ({_figures(processor)} ms)")


def _figures(times: list[float]) -> str:
    ranked = sorted(times)
    return f"median {statistics.median(ranked):6.1f}  p95 {ranked[min(len(ranked) - 1, int(0.95 * len(ranked)))]:6.1f}"


def measure(newsroom: Newsroom, rounds: int, *, merges: bool) -> None:
    """Print every figure."""
    asyncio.run(index_people.roll(newsroom))
    counts = newsroom.database.read(_counts)
    print("{:,} articles, {:,} of them indexed; {:,} people, {:,} appearances".format(*counts))
    for sort in PeopleSort:
        timed(f"people, {sort.value}, first {look_up.FIRST}", lambda _, sort=sort: _page(newsroom, sort, ""), rounds)  # type: ignore[misc]
    words = ("tru", "clin", "ber san", "haw", "a")
    timed("people filtered by a name", lambda n: _page(newsroom, PeopleSort.MENTIONS, words[n % 5]), rounds)
    person_id = most_quoted(newsroom, merges=merges)
    row = newsroom.database.read(people.row, person_id)
    assert row is not None
    print(f"the page of {row.name}: {row.articles:,} articles, {row.mentions:,} mentions, {row.quotes:,} quotes")
    timed("a page to its first paint: statements and card", lambda _: _first_paint(newsroom, person_id), rounds)
    timed("the card alone", lambda _: newsroom.database.read(people.card, person_id), rounds)
    _measure_indexing(newsroom, rounds)


def _page(newsroom: Newsroom, sort: PeopleSort, words: str) -> None:
    newsroom.database.read(people.page, sort, words, look_up.FIRST)


def _first_paint(newsroom: Newsroom, person_id: int) -> None:
    newsroom.database.read(people.statements, person_id, look_up.FIRST)
    newsroom.database.read(people.card, person_id)


def most_quoted(newsroom: Newsroom, *, merges: bool) -> int:
    """Return the person with most quotes; with `merges` all of that name are made one first."""
    found = newsroom.database.read(people.page, PeopleSort.QUOTES, "", 1).rows[0]
    if merges:
        for other in newsroom.database.read(people.called, found.name, 400):
            if other.id != found.id:
                asyncio.run(identify.merge(newsroom, other.id, found.id))
    return found.id


def _measure_indexing(newsroom: Newsroom, rounds: int) -> None:
    """Annotate and index articles that stand in the archive, once more from their texts, as if they had just come."""
    ids = newsroom.database.read(people_index.due, rounds) or tuple(range(1, rounds + 1))
    annotator.annotate("Warm.", "en")
    index_ms = list[float]()

    def make(number: int) -> None:
        article = newsroom.database.read(articles.get, ids[number])
        assert article is not None
        assert article.body is not None
        annotation = prepare.annotate_body(article.body, article.language)
        begun = time.process_time()
        newsroom.database.write(complete._save_annotation, ids[number], annotation, article.text_sha, newsroom)
        index_ms.append((time.process_time() - begun) * 1000)

    timed("one article annotated, stored and indexed", make, len(ids))
    print(f"{'  of that, storing and indexing':<52} ({_figures(index_ms)} ms)")


def _counts(connection: object) -> Iterator[int]:
    queries = ("articles", "article_topics", "people", "appearances")
    return iter([connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in queries])  # type: ignore[attr-defined]


def main() -> None:
    """Measure the archive of a home folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("home", type=Path)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--merge", action="store_true", help="make all of the most quoted person's name one")
    options = parser.parse_args()
    paths = find_paths(str(options.home))
    newsroom = open_newsroom(paths, Config(), InlineOffload(), lambda: _NOW)
    measure(newsroom, options.rounds, merges=options.merge)
    newsroom.close()


if __name__ == "__main__":
    main()
