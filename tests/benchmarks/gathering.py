"""Measure how long articles take to be put into their stories in the background, and what others feel of it.

usage: python -m tests.benchmarks.gathering HOME [--most 2000] [--all]

HOME holds an archive made by `tests.benchmarks.archive`, whose articles wait. With --all every waiting article is
placed, in large transactions and without measuring reads, to make the archive ready for other measurements.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import threading
import time
from pathlib import Path

from tests.benchmarks.search import NOW, _say
from tuinews.config import Config
from tuinews.model.scopes import Scope
from tuinews.newsroom import Newsroom, gather_stories
from tuinews.newsroom.offload import InlineOffload
from tuinews.newsroom.opening import open_newsroom
from tuinews.paths import find_paths
from tuinews.store import articles, story_queue
from tuinews.store.story_index import Finder


def main() -> None:
    """Place articles and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("home", type=Path)
    parser.add_argument("--most", type=int, default=2000)
    parser.add_argument("--all", action="store_true")
    options = parser.parse_args()
    newsroom = open_newsroom(find_paths(str(options.home)), Config(), InlineOffload(), lambda: NOW)
    started, worked = time.perf_counter(), time.process_time()
    placed = place_all(newsroom) if options.all else place_while_others_work(newsroom, options.most)
    seconds, work = time.perf_counter() - started, time.process_time() - worked
    print(f"{placed:,} articles in {seconds:.1f} s, {1000 * work / max(1, placed):.2f} ms of processor each")
    print(f"{newsroom.database.read(story_queue.waiting):,} still wait")
    newsroom.close()


def place_all(newsroom: Newsroom) -> int:
    """Place every waiting article."""
    placed, finder = 0, Finder()
    while not (step := newsroom.database.write(story_queue.place_next, NOW, 200, finder)).is_done:
        placed += step.articles
        print(f"  {placed:,}", end="\r", file=sys.stderr)
    return placed


def place_while_others_work(newsroom: Newsroom, most: int) -> int:
    """Place some as the reader's desk does, while another connection reads the first page and one writes."""
    other = open_newsroom(newsroom.paths, Config(), InlineOffload(), lambda: NOW)
    reads, writes, is_done = list[tuple[float, float]](), list[tuple[float, float]](), threading.Event()

    def work() -> None:
        while not is_done.is_set():
            for times, act in ((reads, _read), (writes, _write)):
                started, worked = time.perf_counter(), time.thread_time()
                act(other)
                times.append((time.perf_counter() - started, time.thread_time() - worked))
            is_done.wait(0.02)

    thread = threading.Thread(target=work)
    thread.start()
    try:
        placed = asyncio.run(_gather(newsroom, most))
    finally:
        is_done.set()
        thread.join()
        other.close()
    _say("a read meanwhile", reads)
    _say("a write of another process meanwhile", writes)
    return placed


async def _gather(newsroom: Newsroom, most: int) -> int:
    placed = 0
    async for event in gather_stories.gather_stories(newsroom, most):
        placed = event.placed
    return placed


def _read(newsroom: Newsroom) -> None:
    newsroom.database.read(articles.page, Scope(), newsroom.today(), 100)


def _write(newsroom: Newsroom) -> None:
    newsroom.database.write(lambda connection: connection.execute("UPDATE counts SET n = n WHERE name = 'all'"))


if __name__ == "__main__":
    main()
