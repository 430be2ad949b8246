"""Measure how quickly a quotation is verified, and the occurrences of a quote are found.

usage: python -m tests.benchmarks.verifying HOME [--quotes 200]

HOME holds an archive made by `tests.benchmarks.archive`. Quotations are real quotes of it: whole, cut, with a word
changed, and made up. Times are of the clock and of this process.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.search import NOW, Times, _say
from tuinews.config import Config
from tuinews.newsroom import Newsroom
from tuinews.newsroom.offload import InlineOffload
from tuinews.newsroom.opening import open_newsroom
from tuinews.paths import find_paths
from tuinews.store import wordings
from tuinews.wording import words_of


def main() -> None:
    """Measure everything."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("home", type=Path)
    parser.add_argument("--quotes", type=int, default=200)
    options = parser.parse_args()
    newsroom = open_newsroom(find_paths(str(options.home)), Config(), InlineOffload(), lambda: NOW)
    chance = random.Random(5)
    ids, texts = _quotes(newsroom, chance, options.quotes)
    read = newsroom.database.read
    _say("occurrences of a quote", [_timed(lambda one=one: read(wordings.same_words, one)) for one in ids])
    for name, change in (("whole", _whole), ("cut", _cut), ("changed", _changed), ("made up", _made_up)):
        asked = [change(text, chance) for text in texts]
        _say(f"verified, {name}", [_timed(lambda one=one: read(wordings.verify, one)) for one in asked])
    _fill(newsroom)
    newsroom.close()


def _quotes(newsroom: Newsroom, chance: random.Random, count: int) -> tuple[list[int], list[str]]:
    def find(connection: object) -> list[tuple[int, str]]:
        (last,) = connection.execute("SELECT max(id) FROM quoted").fetchone()  # type: ignore[attr-defined]
        ids = sorted(chance.sample(range(1, last + 1), min(count, last)))
        wanted = ", ".join(map(str, ids))
        rows = connection.execute(  # type: ignore[attr-defined]
            f"SELECT id, words FROM quoted_source WHERE id IN ({wanted})"
        )
        return [(row[0], row[1]) for row in rows if len(words_of(row[1])) > 3]

    found = newsroom.database.read(find)
    return [one for one, _ in found], [text for _, text in found]


def _whole(text: str, _: random.Random) -> str:
    return text


def _cut(text: str, chance: random.Random) -> str:
    words = text.split()
    start = chance.randrange(max(1, len(words) // 2))
    return " ".join(words[start : start + max(4, len(words) // 2)])


def _changed(text: str, chance: random.Random) -> str:
    words = text.split()
    words[chance.randrange(len(words))] = "zeppelin"
    return " ".join(words)


def _made_up(text: str, chance: random.Random) -> str:
    words = text.split()
    chance.shuffle(words)
    return " ".join(words)


def _fill(newsroom: Newsroom) -> None:
    filled, times = 0, list[Times]()
    while True:
        began = time.perf_counter(), time.process_time()
        count = newsroom.database.write(wordings.fill, 200)
        if not count or filled > 20_000:
            break
        filled += count
        times.append((time.perf_counter() - began[0], time.process_time() - began[1]))
    if times:
        _say("200 digests reckoned", times)


def _timed(run: Callable[[], object]) -> Times:
    clock, work = time.perf_counter(), time.process_time()
    run()
    return time.perf_counter() - clock, time.process_time() - work


if __name__ == "__main__":
    main()
