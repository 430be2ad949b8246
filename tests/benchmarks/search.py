"""Measure how quickly an archive is searched, listed, marked and added to, and how large it is.

usage: python -m tests.benchmarks.search HOME [--queries 120] [--only search,beginnings,lists,smart,marks,insert,size]

HOME holds an archive made by `tests.benchmarks.archive`. Marks are taken back and what is added is taken out again,
but not compacted: measure the size on a fresh archive.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sqlite3
import statistics
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path

from tests.benchmarks.archive import NEWEST
from tuinews.config import Config
from tuinews.model.scopes import Scope, ScopeKind, Sort
from tuinews.model.subscriptions import SmartFolder
from tuinews.newsroom import Newsroom, find, mark, read
from tuinews.newsroom.offload import InlineOffload
from tuinews.newsroom.opening import open_newsroom
from tuinews.paths import find_paths
from tuinews.query import parse
from tuinews.store import bodies, search, smart_folders

NOW = NEWEST + timedelta(hours=1)


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("home", type=Path)
    parser.add_argument("--queries", type=int, default=120)
    parser.add_argument("--only", default="size,search,beginnings,lists,smart,marks,insert")
    options = parser.parse_args()
    paths = find_paths(str(options.home))
    newsroom = open_newsroom(paths, Config(), InlineOffload(), lambda: NOW, is_light=True)  # as the reader does
    chance = random.Random(11)
    for name in options.only.split(","):
        _MEASURES[name](newsroom, chance, options.queries)
    newsroom.close()


Times = tuple[float, float]
"""Seconds by the clock and of this process: on a machine with other work the second tells more."""


def _say(what: str, times: Sequence[Times]) -> None:
    clock, work = ([1000 * pair[place] for pair in times] for place in (0, 1))
    print(
        f"{what:<52} p50 {statistics.median(clock):6.1f}  p95 {_p95(clock):6.1f}  max {max(clock):6.1f} ms"
        f"   processor p50 {statistics.median(work):6.1f}  p95 {_p95(work):6.1f}   n {len(times)}"
    )


def _p95(values: Sequence[float]) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * 0.95))]


def _timed(act: Callable[[], object]) -> Times:
    started, worked = time.perf_counter(), time.process_time()
    act()
    return time.perf_counter() - started, time.process_time() - worked


def measure_size(newsroom: Newsroom, chance: random.Random, queries: int) -> None:
    """Say how large the file is beside the text it holds."""

    def sizes(connection: sqlite3.Connection) -> tuple[int, int]:
        row = connection.execute(
            "SELECT count(*), sum(length(CAST(plain_text(text, packed) AS BLOB))) FROM bodies"
        ).fetchone()
        return row[0], row[1] or 0

    count, text_bytes = newsroom.database.read(sizes)
    size = newsroom.paths.archive.stat().st_size
    ratio = size / max(1, text_bytes)
    print(
        f"{count:,} articles, {text_bytes / 1e6:,.0f} MB of text, file {size / 1e6:,.0f} MB: {ratio:.2f} times the text"
    )


class _Asking:
    """Searches for words of random articles."""

    def __init__(self, newsroom: Newsroom, chance: random.Random, queries: int) -> None:
        self._newsroom = newsroom
        self._chance = chance
        read = newsroom.database.read
        top = read(lambda connection: connection.execute("SELECT max(id) FROM articles").fetchone()[0])
        self.texts = list[str]()
        while len(self.texts) < queries:
            body, _ = read(bodies.get, chance.randint(1, top))
            if body is not None and len(body.text.split()) > 50:
                self.texts.append(body.text)

    def words(self, text: str, number: int) -> str:
        """Return words of a text that follow each other."""
        plain = [word for word in text.split() if word.isalpha() and len(word) > 2]
        at = self._chance.randrange(len(plain) - number)
        return " ".join(plain[at : at + number])

    def articles(self, query: str) -> object:
        """Search among articles."""
        newsroom = self._newsroom
        return newsroom.database.read(search.find_articles, parse(query), NOW, newsroom.today(), 50)

    def everything(self, query: str) -> object:
        """Search among articles, people and quotes."""
        return asyncio.run(find.find(self._newsroom, query))


def measure_search(newsroom: Newsroom, chance: random.Random, queries: int) -> None:
    """Search for words of random articles, and for phrases with two field filters."""
    asking = _Asking(newsroom, chance, queries)

    def phrase(text: str) -> str:
        plain = text.replace('"', " ").replace("“", " ").replace("”", " ").split()
        at = chance.randrange(len(plain) - 3)
        filters = ["is:unread", "since:1y", "has:quotes", "folder:Asia", "words:>300", "before:2026-06", "people:2+"]
        return f'"{" ".join(plain[at : at + 2])}" {" ".join(chance.sample(filters, 2))}'

    articles, words, texts = asking.articles, asking.words, asking.texts
    for number in (1, 2, 3):
        asked = [words(text, number) for text in texts]
        for query in asked:  # once to bring the file into memory
            articles(query)
        _say(f"articles, {number} word{'s' if number > 1 else ''}", [_timed(lambda q=q: articles(q)) for q in asked])
    common = ["said", "the", "government", "people", "new year", "the president said"]
    _say("articles, the most common words", [_timed(lambda q=q: articles(q)) for q in common * 3])
    asked = [phrase(text) for text in texts]
    _say("articles, a phrase and two fields", [_timed(lambda q=q: articles(q)) for q in asked])
    asked = [words(text, 1 + place % 2) for place, text in enumerate(texts)]
    _say("articles, people and quotes, 1 or 2 words", [_timed(lambda q=q: asking.everything(q)) for q in asked])


def measure_beginnings(newsroom: Newsroom, chance: random.Random, queries: int) -> None:
    """Search for one to three words of random articles while the last of them is being typed."""
    asking = _Asking(newsroom, chance, queries)

    def typed(number: int) -> list[str]:
        return [find.typed(unfinished(asking.words(text, number))) for text in asking.texts]

    def unfinished(query: str) -> str:
        *before, last = query.split()
        return " ".join([*before, last[: chance.randint(3, 7)]])

    for number in (1, 2, 3):
        before = f"{number - 1} word{'s' * (number > 2)} and " if number > 1 else ""
        _say(f"articles, {before}a beginning", [_timed(lambda q=q: asking.articles(q)) for q in typed(number)])
    _say("articles, people and quotes, a beginning", [_timed(lambda q=q: asking.everything(q)) for q in typed(1)])
    shortest = ["the*", "con*", "pro*", "com*", "pre*", "int*", "sta*", "mar*", "new pol*", "the pre*"]
    _say("articles, beginnings of very many words", [_timed(lambda q=q: asking.articles(q)) for q in shortest * 3])


def measure_lists(newsroom: Newsroom, chance: random.Random, queries: int) -> None:
    """Open folders and feeds in every order, and go to their ends."""
    tree = asyncio.run(read.feed_tree(newsroom))
    places = [Scope(kind) for kind in (ScopeKind.ALL, ScopeKind.UNREAD, ScopeKind.STARRED, ScopeKind.TODAY)]
    places += [Scope(ScopeKind.FOLDER, folder.id) for folder in chance.sample(tree.folders, min(8, len(tree.folders)))]
    places += [Scope(ScopeKind.FEED, feed.id) for feed in chance.sample(tree.feeds, min(12, len(tree.feeds)))]
    orders = {sort.value: {"sort": sort} for sort in Sort} | {"oldest": {"oldest_first": True}}
    for name, changes in orders.items():
        scopes = [scope._replace(**changes) for scope in places]  # type: ignore[arg-type]
        _say(f"first page, by {name}", [_timed(lambda s=s: _page(newsroom, s)) for s in scopes])
        _say(f"  all of it (the end), by {name}", [_timed(lambda s=s: _whole(newsroom, s)) for s in scopes])
    for words in ("climate", "government is:unread", "feed:courier -trump", "is:unread has:quotes"):
        scope = Scope(words=words)
        _say(f"first page, filter {words}", [_timed(lambda s=scope: _page(newsroom, s)) for _ in range(5)])
        _say("  all of it", [_timed(lambda s=scope: _whole(newsroom, s)) for _ in range(5)])


def _page(newsroom: Newsroom, scope: Scope) -> None:
    listing = asyncio.run(read.first_page(newsroom, scope))
    asyncio.run(read.rows(newsroom, listing.ids[:60]))


def _whole(newsroom: Newsroom, scope: Scope) -> None:
    listing = asyncio.run(read.whole(newsroom, scope))
    asyncio.run(read.rows(newsroom, listing.ids[-60:]))


_QUERIES = (
    "is:unread {w}", "{w} OR {v}", 'title:{w} -"{v} and"', "person:john {w}", "said:trump", "said:clinton about:{w}",
    "has:quotes people:3+ since:90d", "folder:Asia words:>500", "feed:courier {w}", "{w} {v}",
)  # fmt: skip


def measure_smart(newsroom: Newsroom, chance: random.Random, queries: int) -> None:
    """Keep the counts of 50 smart folders while single articles are read and marked unread again."""
    common = ("government", "election", "police", "president", "health", "market", "school", "water", "court", "war")
    made = [
        newsroom.database.write(
            smart_folders.save,
            SmartFolder(0, f"Folder {n}", _QUERIES[n % 10].format(w=chance.choice(common), v=chance.choice(common))),
        )
        for n in range(50)
    ]
    counts = [_timed(lambda f=f: newsroom.database.write(smart_folders.recount, f, newsroom.today())) for f in made]
    _say("counting a smart folder over the archive", counts)
    listing = asyncio.run(read.whole(newsroom, Scope(ScopeKind.UNREAD)))
    for value, name in ((True, "read"), (False, "unread")):
        chosen = chance.sample(list(listing.ids), 40) if value else chosen  # noqa: F821
        took = [
            _timed(lambda i=i, v=value: asyncio.run(mark.mark(newsroom, (i,), "read", v, is_journaled=False)))
            for i in chosen
        ]
        _say(f"50 smart folders kept, one article marked {name}", took)
        _say(
            "  and their counts read", [_timed(lambda: newsroom.database.read(smart_folders.every)) for _ in range(20)]
        )
    before = newsroom.database.read(smart_folders.every)
    for folder in made:
        newsroom.database.write(smart_folders.recount, folder, newsroom.today())
    after = newsroom.database.read(smart_folders.every)
    print("  kept counts are those of a full recount:", before == after)
    for folder in made:
        newsroom.database.write(smart_folders.drop, folder)


def measure_marks(newsroom: Newsroom, chance: random.Random, queries: int) -> None:
    """Mark everything read, and undo it."""
    _say("mark all read", [_timed(lambda: asyncio.run(mark.mark_scope_read(newsroom, Scope())))])
    _say("undo of it", [_timed(lambda: asyncio.run(mark.undo(newsroom)))])


def measure_insert(newsroom: Newsroom, chance: random.Random, queries: int) -> None:
    """Store 6,000 new entries of 60 feeds and put them into their stories, while another process reads."""
    from tests.benchmarks.inserting import insert_while_reading

    stored, waits = insert_while_reading(newsroom, newsroom.paths.data_dir.parent, 6_000, NOW)
    (seconds, work), (gathering_s, gathering_work) = stored.storing, stored.gathering
    print(
        f"6,000 new entries stored in {seconds:.2f} s (processor {work:.2f}), in stories after {gathering_s:.2f} s"
        f" more (processor {gathering_work:.2f}); the longest transaction {1000 * stored.longest_s:.0f} ms"
    )
    _say("  a read meanwhile", waits)


_MEASURES = {
    "size": measure_size,
    "search": measure_search,
    "beginnings": measure_beginnings,
    "lists": measure_lists,
    "smart": measure_smart,
    "marks": measure_marks,
    "insert": measure_insert,
}

if __name__ == "__main__":
    main()
