"""First paint, key latency and memory of the reader on a big archive, beside an empty Textual app in the same run.

usage: python -m tests.benchmarks.paint [--runs 7] [--feeds 1000] [--entries 100]
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.archive import make_archive
from tests.benchmarks.terminal import Terminal

EMPTY_APP = """
from textual.app import App
from textual.widgets import Static
class Empty(App):
    def compose(self):
        yield Static("hellothere")
Empty().run()
"""
READER = (sys.executable, "-m", "tuinews")
HEADLINE = r"\[\d+\.\d+\]|Feed \d"


def first_paint(command: tuple[str, ...], pattern: str, home: str = "") -> tuple[float, tuple[float, float]]:
    """Return the seconds to the first paint, and the peak memory a second later."""
    with Terminal(command, home=home) as terminal:
        seconds = terminal.wait_for(pattern)
        terminal.drain(1.0)
        return seconds, terminal.memory_mb()


def key_latencies(home: str, count: int = 100) -> list[float]:
    """Return the milliseconds from each press of j to the first output after it, sorted."""
    with Terminal(READER, home=home) as terminal:
        terminal.wait_for(HEADLINE)
        terminal.drain(1.0)
        found = []
        for _ in range(count):
            if (seconds := terminal.press("j")) is not None:
                found.append(seconds * 1000)
            terminal.drain(0.08)
        return sorted(found)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--feeds", type=int, default=1000)
    parser.add_argument("--entries", type=int, default=100)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = f"{folder}/home"
        make_archive(Path(home), options.feeds, options.entries)
        empty = (sys.executable, "-c", EMPTY_APP)
        pairs = [(first_paint(READER, HEADLINE, home), first_paint(empty, "hellothere")) for _ in range(options.runs)]
        ratios = [ours[0] / base[0] for ours, base in pairs]
        print(f"first headline over an empty app: median {statistics.median(ratios):.2f} of {len(ratios)}")
        ours, base = pairs[-1][0][1], pairs[-1][1][1]
        print(f"peak memory: {ours[0]:.0f} MB over {base[0]:.0f} MB: {ours[0] / base[0]:.2f}")
        print(f"with children: {ours[1]:.0f} MB: {ours[1] / base[0]:.2f}")
        keys = key_latencies(home)
        print(f"j to paint: median {statistics.median(keys):.1f} ms, p95 {keys[int(len(keys) * 0.95) - 1]:.1f} ms")


if __name__ == "__main__":
    main()
