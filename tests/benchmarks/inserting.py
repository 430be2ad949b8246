"""Store many new entries and put them into their stories, while another process reads.

The reader has a child process that fetches, stores and gathers; so has this: the one here reads the first page of all
articles again and again, as the screen does, and measures how long it waits.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

from tuinews.config import Config
from tuinews.model.entries import Draft, Entry
from tuinews.model.scopes import Scope
from tuinews.newsroom import Newsroom, gather_stories
from tuinews.newsroom.offload import InlineOffload
from tuinews.newsroom.opening import open_newsroom
from tuinews.newsroom.prepare import make_draft
from tuinews.paths import find_paths
from tuinews.store import articles, bodies, feeds, saving

Times = tuple[float, float]


class Stored(NamedTuple):
    """What storing took, each by the clock and of the processor, in seconds."""

    storing: Times
    gathering: Times
    longest_s: float
    """The longest single transaction of those that stored."""
    added: tuple[int, ...]


def insert_while_reading(newsroom: Newsroom, home: Path, count: int, now: datetime) -> tuple[Stored, list[Times]]:
    """Return what storing new entries took, and how long each read of a first page took meanwhile."""
    waits = list[Times]()
    with ProcessPoolExecutor(1, get_context("spawn")) as child:
        child.submit(int).result()  # it has begun
        work = child.submit(_store, home, count, now)
        while not work.done():
            waits.append(_timed(lambda: newsroom.database.read(articles.page, Scope(), newsroom.today(), 100)))
            time.sleep(0.005)
        stored = work.result()
    newsroom.database.write(
        lambda connection: connection.executemany("DELETE FROM articles WHERE id = ?", [(id_,) for id_ in stored.added])
    )
    return stored, waits


def _timed(act: Callable[[], object]) -> Times:
    started, worked = time.perf_counter(), time.process_time()
    act()
    return time.perf_counter() - started, time.process_time() - worked


def _store(home: Path, count: int, now: datetime) -> Stored:
    newsroom = open_newsroom(find_paths(str(home)), Config(), InlineOffload(), lambda: now)
    _gather(newsroom)  # what waits already
    every = newsroom.database.read(feeds.fetchable)[:60]
    batches = _batches(newsroom, count // len(every), len(every), now)
    added, longest = list[int](), 0.0

    def store() -> None:
        nonlocal longest
        for feed, drafts in zip(every, batches, strict=True):
            started = time.perf_counter()
            added.extend(newsroom.database.write(saving.save_drafts, feed.id, drafts, now)[0])
            longest = max(longest, time.perf_counter() - started)

    storing = _timed(store)
    gathering = _timed(lambda: _gather(newsroom))
    newsroom.close()
    return Stored(storing, gathering, longest, tuple(added))


def _gather(newsroom: Newsroom) -> None:
    async def gather() -> None:
        async for _ in gather_stories.gather_stories(newsroom):
            pass

    asyncio.run(gather())


def _batches(newsroom: Newsroom, size: int, number: int, now: datetime) -> list[tuple[Draft, ...]]:
    """Return new entries for some feeds, put together from the sentences of the archive's own articles."""
    chance = random.Random(5)
    top = newsroom.database.read(lambda connection: connection.execute("SELECT max(id) FROM articles").fetchone()[0])
    sentences = list[str]()
    while len(sentences) < 20_000:
        body, _ = newsroom.database.read(bodies.get, chance.randint(1, top))
        sentences += [part for part in body.text.replace("\n", " ").split(". ") if len(part) > 40] if body else []
    return [
        tuple(_draft(chance, sentences, f"{feed}.{position}", now) for position in range(size))
        for feed in range(number)
    ]


def _draft(chance: random.Random, sentences: list[str], key: str, now: datetime) -> Draft:
    title = " ".join(chance.choice(sentences).split()[:10])
    text = ". ".join(chance.choice(sentences) for _ in range(16))
    entry = Entry(
        guid=f"tag:new,{time.time_ns()}:{key}", url=f"http://127.0.1.1/new/{key}", title=title,
        published=now - timedelta(seconds=chance.randint(0, 80_000)), content_html=f"<p>{text}</p>",
    )  # fmt: skip
    return make_draft(entry, "http://127.0.1.1/new")
