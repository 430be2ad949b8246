"""Two programs at one archive: how long a mark and a list wait while `tuinews refresh` stores many articles.

python -m tests.benchmarks.beside [--feeds 30] [--articles 200]
"""

from __future__ import annotations

import argparse
import asyncio
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.newsstand import Item, Newsstand
from tuinews.config import Config
from tuinews.model.scopes import Scope
from tuinews.newsroom import Newsroom, mark, read
from tuinews.newsroom.offload import InlineOffload
from tuinews.newsroom.opening import open_newsroom
from tuinews.paths import find_paths

BODY = "<p>" + "The ferry sailed again on Tuesday after eleven days of storm, the captain said. " * 40 + "</p>"


def serve(newsstand: Newsstand, feeds: int, articles: int, turn: int) -> None:
    """Let every feed have all its articles anew."""
    for feed in range(feeds):
        newsstand.feed(
            f"/{feed}", f"Feed {feed}", [Item(f"{turn} {feed} {n}", BODY, guid=f"{turn}-{n}") for n in range(articles)]
        )


async def measure(newsroom: Newsroom, is_over: Callable[[], bool]) -> dict[str, list[float]]:
    """Mark and list until the other program has ended; return how long each took."""
    waits: dict[str, list[float]] = {"mark": [], "list": [], "counts": []}
    value = False
    while not is_over():
        value = not value
        for name, act in (
            ("mark", mark.mark(newsroom, (1,), "starred", value)),
            ("list", read.first_page(newsroom, Scope())),
            ("counts", read.feed_tree(newsroom)),
        ):
            started = time.perf_counter()
            await act
            waits[name].append((time.perf_counter() - started) * 1000)
        await asyncio.sleep(0.005)
    return waits


def main() -> None:
    """Measure a first refresh and one in which every feed has new articles."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--feeds", type=int, default=30)
    parser.add_argument("--articles", type=int, default=200)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, Newsstand() as newsstand:
        home = Path(folder) / "home"
        (home / "config").mkdir(parents=True)
        (home / "config" / "config.toml").write_text("[fetch]\nhost_gap_s = 0.0\n", encoding="utf-8")
        urls = Path(folder) / "urls"
        urls.write_text("\n".join(newsstand.url(f"/{feed}") for feed in range(options.feeds)), encoding="utf-8")
        tuinews = (sys.executable, "-m", "tuinews", "--data-dir", str(home))
        subprocess.run((*tuinews, "import", str(urls)), check=True, capture_output=True)
        newsroom = open_newsroom(find_paths(str(home)), Config(), InlineOffload())
        for turn, words in enumerate((("refresh", "--force"), ("refresh", "--force", "--index"), ("vacuum",))):
            serve(newsstand, options.feeds, options.articles, turn)
            started = time.perf_counter()
            other = subprocess.Popen((*tuinews, *words), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            waits = asyncio.run(measure(newsroom, lambda other=other: other.poll() is not None))
            print(f"beside tuinews {' '.join(words)}: {time.perf_counter() - started:.1f} s, exit {other.returncode}")
            for name, all_of in waits.items():
                ordered = sorted(all_of)
                print(
                    f"  {name:<7} {len(ordered):>6} times, median {ordered[len(ordered) // 2]:6.1f} ms, "
                    f"99 % {ordered[len(ordered) * 99 // 100]:7.1f} ms, longest {ordered[-1]:7.1f} ms"
                )
        newsroom.close()


if __name__ == "__main__":
    main()
