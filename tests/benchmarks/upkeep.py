"""Measure how long taking stock and looking for what retention lets go take, and giving room back.

usage: python -m tests.benchmarks.upkeep HOME [--runs 5] [--compact]

HOME holds an archive made by `tests.benchmarks.archive`. Nothing is let go; with --compact the indexes are merged and
the file's holes given back, while another connection writes.
"""

from __future__ import annotations

import argparse
import asyncio
import sqlite3
import time
from pathlib import Path

from tests.benchmarks.search import NOW, _say, _timed
from tuinews.config import Config
from tuinews.newsroom import Newsroom, expire, take_stock
from tuinews.newsroom.offload import InlineOffload
from tuinews.newsroom.opening import open_newsroom
from tuinews.paths import find_paths

_RULES = (
    ("by age", Config(retention_days=300)),
    ("by number a feed", Config(retention_articles=100)),
    ("by size", Config(retention_feed_mb=1, retention_total_mb=200)),
)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("home", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--compact", action="store_true")
    options = parser.parse_args()
    newsroom = open_newsroom(find_paths(str(options.home)), Config(), InlineOffload(), lambda: NOW)
    for days in (7, 30, 365, None):
        take = [_timed(lambda d=days: asyncio.run(take_stock.take_stock(newsroom, d))) for _ in range(options.runs)]
        _say(f"statistics of {days or 'all'} days", take)
    for name, config in _RULES:
        bounded = newsroom._replace(config=config)
        look = [_timed(lambda n=bounded: asyncio.run(expire.look(n))) for _ in range(options.runs)]
        _say(f"what retention {name} lets go", look)
    if options.compact:
        asyncio.run(_compact(newsroom))
    newsroom.close()


async def _compact(newsroom: Newsroom) -> None:
    other = sqlite3.connect(newsroom.paths.archive, timeout=60, isolation_level=None)
    waits, started = list[tuple[float, float]](), time.perf_counter()
    async for _ in expire.compact(newsroom):
        waits.append(_timed(lambda: other.execute("UPDATE counts SET n = n WHERE name = 'all'")))
    other.close()
    print(f"compacted in {time.perf_counter() - started:.1f} s")
    _say("  a write of another process meanwhile", waits)


if __name__ == "__main__":
    main()
