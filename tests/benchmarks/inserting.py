"""Store many new entries while somebody reads."""

from __future__ import annotations

import random
import threading
import time
from datetime import datetime, timedelta

from tuinews.model.entries import Draft, Entry
from tuinews.model.scopes import Scope
from tuinews.newsroom import Newsroom
from tuinews.newsroom.prepare import make_draft
from tuinews.store import articles, feeds, saving

_SENTENCE = "the council delayed a vote over bridge costs after residents asked for quiet and an engineer"
_WORDS = tuple(_SENTENCE.split())


def insert_while_reading(
    newsroom: Newsroom, count: int, feed_count: int, now: datetime
) -> tuple[float, list[tuple[float, float]]]:
    """Return how long storing took, and how long each read of a first page took meanwhile."""
    chance = random.Random(5)
    every = newsroom.database.read(feeds.fetchable)[:feed_count]
    batches = [
        tuple(_draft(chance, f"{feed.id}.{number}", now) for number in range(count // len(every))) for feed in every
    ]
    waits, is_done = list[tuple[float, float]](), threading.Event()

    def read() -> None:
        while not is_done.is_set():
            started, worked = time.perf_counter(), time.thread_time()
            newsroom.database.read(articles.page, Scope(), newsroom.today(), 100)
            waits.append((time.perf_counter() - started, time.thread_time() - worked))
            is_done.wait(0.01)

    reader = threading.Thread(target=read)
    reader.start()
    started = time.perf_counter()
    added = list[int]()
    for feed, drafts in zip(every, batches, strict=True):
        added += newsroom.database.write(saving.save_drafts, feed.id, drafts, now)[0]
    seconds = time.perf_counter() - started
    is_done.set()
    reader.join()
    newsroom.database.write(
        lambda connection: connection.executemany("DELETE FROM articles WHERE id = ?", [(id_,) for id_ in added])
    )
    return seconds, waits


def _draft(chance: random.Random, key: str, now: datetime) -> Draft:
    title = " ".join(chance.choice(_WORDS) for _ in range(9))
    text = " ".join(chance.choice(_WORDS) for _ in range(400))
    entry = Entry(
        guid=f"tag:new,2026:{key}", title=title, published=now - timedelta(seconds=chance.randint(0, 80_000)),
        content_html=f"<p>{text}</p>",
    )  # fmt: skip
    return make_draft(entry, "http://127.0.1.1/new")
