"""Measure how soon a person's page shows what they said: from Enter in the People view to the first statement.

usage: python -m tests.benchmarks.person_page HOME [--sessions 3] [--openings 8] [--merge]

HOME is an archive of `tests.benchmarks.archive HOME --corpora CORPORA`; it is changed: measure on a copy. The program
runs in a real pseudo-terminal and ends after each session, so that the first opening of each, which loads the page's
styles, counts too. The person is the one with most quotes; with `--merge` all of that name are made one. The time is
from the key to the arrival of the first words of the first statement; the bar is 80 ms. On a machine that does other
things, too, the processor's time of the program's event loop says more than the clock's.
"""

from __future__ import annotations

import argparse
import re
import statistics
from datetime import UTC, datetime
from pathlib import Path

from tests.benchmarks.paint import READER
from tests.benchmarks.people import most_quoted
from tests.benchmarks.terminal import Terminal
from tuinews.config import Config
from tuinews.model.people import PersonRow
from tuinews.newsroom.offload import InlineOffload
from tuinews.newsroom.opening import open_newsroom
from tuinews.paths import find_paths
from tuinews.screen_text import line
from tuinews.store import people

_BAR_MS = 80
_LETTERS = 18
"""So much of a statement is waited for: it stands in one piece in the output."""
_TO_MOST_QUOTES = "lll"


def person_of(home: Path, *, merges: bool) -> tuple[PersonRow, str]:
    """Return the person whose page is opened, and how their latest statement begins."""
    newsroom = open_newsroom(find_paths(str(home)), Config(), InlineOffload(), lambda: datetime.now(UTC))
    try:
        row = newsroom.database.read(people.row, most_quoted(newsroom, merges=merges))
        assert row is not None
        said, _ = newsroom.database.read(people.statements, row.id, 1)
        return row, line(said[0].words, 600)[:_LETTERS]
    finally:
        newsroom.close()


def session(home: Path, begin: str, openings: int) -> list[tuple[float, float]]:
    """Open the page of the most quoted so many times in one program; return the milliseconds of clock and processor."""
    took = list[tuple[float, float]]()
    with Terminal((*READER, "--data-dir", str(home)), home=str(home)) as terminal:
        terminal.wait_for("Headlines")
        terminal.settle(1)
        terminal.answer("P", "rising this week")
        terminal.settle()
        terminal.answer(_TO_MOST_QUOTES, "most quotes")
        terminal.settle()
        for _ in range(openings):
            used = terminal.loop_s()
            waited = terminal.answer("\r", re.escape(begin))
            took.append((1000 * waited, 1000 * (terminal.loop_s() - used)))
            terminal.settle()
            terminal.answer("\x1b", "most quotes")
            terminal.settle()
    return took


def main() -> None:
    """Measure the archive of a home folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("home", type=Path)
    parser.add_argument("--sessions", type=int, default=3)
    parser.add_argument("--openings", type=int, default=8, help="in each session")
    parser.add_argument("--merge", action="store_true", help="make all of the most quoted person's name one")
    options = parser.parse_args()
    row, begin = person_of(options.home, merges=options.merge)
    print(f"the page of {row.name}: {row.articles:,} articles, {row.mentions:,} mentions, {row.quotes:,} quotes")
    sessions = [session(options.home, begin, options.openings) for _ in range(options.sessions)]
    every = [one for some in sessions for one in some]
    print(f"Enter to the first statement, {len(every)} openings; the bar is {_BAR_MS} ms")
    for what, place in (("clock", 0), ("event loop's processor", 1)):
        took = sorted(one[place] for one in every)
        p95 = took[min(len(took) - 1, int(0.95 * len(took)))]
        first = ", ".join(f"{some[0][place]:.0f}" for some in sessions)
        print(
            f"  {what}: median {statistics.median(took):.0f} ms, p95 {p95:.0f} ms; the first of each session {first} ms"
        )
        print(f"    {' '.join(f'{one:.0f}' for one in took)}")


if __name__ == "__main__":
    main()
