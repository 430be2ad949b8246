"""Key to paint in the headline list while the reader refreshes many feeds and then catches up with their people.

usage: python -m tests.benchmarks.keys_while_refreshing [--feeds 200] [--entries 30] [--delay 0.0] [--texts]

The archive holds half of the feeds beforehand, so that there is a list to move in from the first second on; the other
half is new. A press of j counts to the first output after it, from the press of R until the refresh is done; with
--texts also while articles are read for people and quotes after it.
"""

from __future__ import annotations

import argparse
import multiprocessing
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.refresh import PORT, make_feeds, serve
from tests.benchmarks.terminal import Terminal

READER = (sys.executable, "-m", "tuinews")
_GAP_S = 0.08
_LONGEST_S = 120.0


def _shell(home: str, *arguments: str) -> None:
    subprocess.run([*READER, *arguments, "--data-dir", home], check=True, capture_output=True)


def _waiting(home: str, question: str) -> int:
    with sqlite3.connect(f"file:{Path(home) / _archive(home)}?mode=ro", uri=True) as archive:
        return int(archive.execute(question).fetchone()[0])


def _archive(home: str) -> Path:
    return next(Path(home).rglob("*.db"))


_NEVER_FETCHED = "SELECT count(*) FROM feeds WHERE last_success_at IS NULL AND url LIKE 'http%'"
_WITHOUT_TEXT = "SELECT count(*) FROM bodies WHERE text IS NULL"


def presses(terminal: Terminal, home: str, question: str, *, until: int = 0) -> list[float]:
    """Return the milliseconds of each press of j while `question` of the archive gives more than `until`."""
    found, started = [], time.perf_counter()
    while _waiting(home, question) > until and time.perf_counter() - started < _LONGEST_S:
        if (seconds := terminal.press("j")) is not None:
            found.append(seconds * 1000)
        terminal.drain(_GAP_S)
    return sorted(found)


def _tell(what: str, found: list[float]) -> None:
    if not found:
        print(f"{what}: no press was timed")
        return
    median, p95 = found[len(found) // 2], found[max(0, int(len(found) * 0.95) - 1)]
    print(f"{what}: {len(found)} presses, median {median:.1f} ms, p95 {p95:.1f} ms, most {found[-1]:.1f} ms")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--feeds", type=int, default=200)
    parser.add_argument("--entries", type=int, default=30)
    parser.add_argument("--delay", type=float, default=0.0)
    parser.add_argument("--texts", action="store_true", help="press on while people and quotes are found")
    options = parser.parse_args()
    bodies = make_feeds(2 * options.feeds, options.entries)
    urls = [f"http://127.0.1.{number % 250 + 1}:{PORT}/f{number}.xml" for number in range(2 * options.feeds)]
    hosts = sorted({url.split("/")[2].split(":")[0] for url in urls})
    server = multiprocessing.get_context("spawn").Process(
        target=serve, args=(bodies, hosts, options.delay), daemon=True
    )
    server.start()
    try:
        with tempfile.TemporaryDirectory() as folder:
            _measure(folder, urls, options.feeds, with_texts=options.texts)
    finally:
        server.terminate()


def _measure(folder: str, urls: list[str], count: int, *, with_texts: bool) -> None:
    home = f"{folder}/home"
    Path(folder, "old").write_text("\n".join(urls[count:]) + "\n")
    Path(folder, "new").write_text("\n".join(urls[:count]) + "\n")
    _shell(home, "config", "set", "refresh.on_start", "false")
    _shell(home, "import", f"{folder}/old")
    _shell(home, "refresh", "--force", "--no-index")
    _shell(home, "import", f"{folder}/new")
    with Terminal((*READER, "--data-dir", home)) as terminal:
        terminal.wait_for(re.escape("Headline ["))
        terminal.drain(1.5)
        terminal.press("R")
        _tell("while refreshing", presses(terminal, home, _NEVER_FETCHED))
        terminal.drain(3.0)
        if with_texts:
            _tell("while catching up", presses(terminal, home, _WITHOUT_TEXT))
        own, family = terminal.memory_mb()
        print(f"peak memory {own:.0f} MB, with its children {family:.0f} MB")


if __name__ == "__main__":
    main()
