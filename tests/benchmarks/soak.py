"""A long simulated reading: keys at random, refreshes against a server that misbehaves, resizes, a second tuinews.

    python -m tests.benchmarks.soak --minutes 30 [--seed 7] [--out soak.jsonl]

The reader runs in a pseudo-terminal on an archive of its own. Written every few seconds: the memory that is the
reader's own, and its child processes'. Told at the end: memory after the warm-up and at the end, how many keys,
refreshes and restarts there were, and every unhandled error that the log or an exit code shows. Exit code 1 when there
was one, or when the reader's memory grew by more than a tenth after the warm-up.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.benchmarks.terminal import Terminal
from tests.hostile.inputs import FEEDS
from tests.hostile.test_server import READ, REFUSED
from tests.newsstand import Answer, Item, Newsstand
from tuinews.keymap import ACTIONS

READER = (sys.executable, "-m", "tuinews")
CONFIG = """[fetch]
host_gap_s = 0.0
timeout_s = 3
first_byte_timeout_s = 1.0
[refresh]
interval_min = 5
[retention]
articles = 60
unread = true
"""
# Sent now and then in a prompt, or where a prompt was expected; the last ones take over a terminal that obeys them.
TYPED = ("storm", "is:unread", "2026-11", "said:", "[/]", "é東", "x" * 200, "\x1b[200~pasted [b]words\x1b[201~")
SPECIAL = {
    "enter": "\r", "escape": "\x1b", "space": " ", "up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C",
    "left": "\x1b[D", "pageup": "\x1b[5~", "pagedown": "\x1b[6~", "home": "\x1b[H", "end": "\x1b[F", "f1": "\x1bOP",
    "tab": "\t",
    "right_square_bracket": "]", "left_square_bracket": "[", "right_curly_bracket": "}", "left_curly_bracket": "{",
    "right_parenthesis": ")", "left_parenthesis": "(", "full_stop": ".", "slash": "/", "question_mark": "?",
    "equals_sign": "=", "colon": ":", "less_than_sign": "<", "greater_than_sign": ">", "backslash": "\\", "at": "@",
    "exclamation_mark": "!", "number_sign": "#",
}  # fmt: skip
FOREIGN = re.compile(rb"\x1b\](?:0|2|8);|\x1bP|\x1bk|\xc2[\x80-\x9f]|\x1bc")
SIZES = ((80, 24), (160, 45), (40, 12), (110, 30), (20, 6), (240, 70))


@dataclass
class Count:
    """What happened so far."""

    keys: int = 0
    resizes: int = 0
    restarts: int = 0
    beside: int = 0
    errors: list[str] = field(default_factory=list)
    memory: list[tuple[float, float, float]] = field(default_factory=list)
    """Seconds, MB of the reader, MB of its children."""


def keys() -> list[str]:
    """Return what can be pressed, but for what leaves."""
    found = []
    for action in ACTIONS:
        if action.id in {"app.back", "app.quit", "app.palette"}:  # the palette can quit, too
            continue
        for key in action.keys.split(","):
            if key.startswith("ctrl+"):
                found.append(chr(ord(key[-1]) - 96))
            elif key in SPECIAL or len(key) == 1:
                found.append(SPECIAL.get(key, key))
    often = ["j", "j", "j", "k", " ", " ", "n", "n", "\r", "\x1b", "\x1b", "\x1b", "\t", "R", "p", "u", "1", "2", "3"]
    return found + often * 2


def serve(newsstand: Newsstand, chance: random.Random) -> list[str]:
    """Serve good feeds whose articles change, and every bad answer that the tests know."""
    urls = []
    for number in range(12):
        urls.append(newsstand.feed(f"/good{number}", f"Good {number}", _stories(number, 0)))
    bad = [make() for make in REFUSED.values()] + [make() for make in READ.values()]
    bad += [Answer(one.body, one.media_type) for one in FEEDS if len(one.body) < 300_000]
    bad = [one for one in bad if one.delay_s < 5]
    for number in range(20):
        answers = [chance.choice(bad) for _ in range(300)]
        urls.append(newsstand.serve_in_turn(f"/bad{number}", *answers))
    return urls


def change(newsstand: Newsstand, turn: int) -> None:
    """Let some feeds have news, and change what they said before."""
    for number in range(turn % 3, 12, 3):
        newsstand.feed(f"/good{number}", f"Good {number}", _stories(number, turn))


def _stories(number: int, turn: int) -> list[Item]:
    return [
        Item(
            f"Storm {number}.{serial} closes harbour [/] <b>\x1b]0;taken\x07",
            "".join(
                f"<p>The harbour of Nell was closed on day {turn}, the port authority said.</p>"
                f"<p>“Nobody sails {part},” said harbour master Ada Okoro. Okoro has run it since {1900 + part}.</p>"
                for part in range(12)
            ),
            guid=f"{number}-{serial}",
            url=f"http://127.0.0.1:{1}/{number}/{serial}",
        )
        for serial in range(turn, turn + 15)
    ]


def memory_mb(pid: int) -> float:
    """Return the memory that is a process's own: what would be free if it ended."""
    try:
        rows = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except (OSError, ProcessLookupError):
        return 0.0
    return sum(int(row.split()[1]) for row in rows if row.startswith(("Private_Clean:", "Private_Dirty:"))) / 1024


def descendants(pid: int) -> Iterator[int]:
    """Yield the processes that a process started, and those that they started."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return
    for child in map(int, children):
        yield child
        yield from descendants(child)


class Soak:
    """One long reading."""

    def __init__(self, home: Path, newsstand: Newsstand, seed: int, pause_s: float) -> None:
        self.home = home
        self.newsstand = newsstand
        self.chance = random.Random(seed)
        self.pause_s = pause_s
        self.count = Count()
        self.keys = keys()
        self.feeds = home / "feeds.txt"

    def prepare(self) -> None:
        """Subscribe to the server's feeds."""
        (self.home / "config").mkdir(parents=True)
        (self.home / "config" / "config.toml").write_text(CONFIG, encoding="utf-8")
        urls = serve(self.newsstand, self.chance)
        self.feeds.write_text("\n".join(f'{url} "Soak"' for url in urls), encoding="utf-8")
        self.beside("import", str(self.feeds))
        self.beside("refresh", "--force")

    def beside(self, *words: str) -> None:
        """Run a command while the reader is open; an exit code above 1 is an error."""
        self.count.beside += 1
        done = subprocess.run(
            (*READER, "--data-dir", str(self.home), *words), capture_output=True, encoding="utf-8", check=False
        )
        if done.returncode not in {0, 1}:
            self.count.errors.append(f"tuinews {words[0]} ended with {done.returncode}: {done.stderr[-300:]}")

    def run(self, until: float, out: Path | None) -> None:
        """Read until that moment of the monotonic clock."""
        started = time.monotonic()
        os.environ.update(BROWSER="true", TUINEWS_HOME=str(self.home))
        while time.monotonic() < until:
            with Terminal(READER, columns=110, rows=30, home=str(self.home)) as terminal:
                terminal.drain(3)
                self._read(terminal, until, started, out)
            self.count.restarts += 1

    def _read(self, terminal: Terminal, until: float, started: float, out: Path | None) -> None:
        turn = 0
        while time.monotonic() < until:
            turn += 1
            try:
                for _ in range(25):
                    terminal.send(self._stroke())
                    self._watch(terminal.drain(self.pause_s))
            except OSError:
                self.count.errors.append(f"the reader went away: {terminal.ended()}")
                return
            if terminal.ended() is not None:
                if terminal.ended() != 0:
                    self.count.errors.append(f"the reader ended with {terminal.ended()}")
                return
            self._around(terminal, turn, started, out)

    def _around(self, terminal: Terminal, turn: int, started: float, out: Path | None) -> None:
        if turn % 7 == 0:
            terminal.resize(*self.chance.choice(SIZES))
            self.count.resizes += 1
        if turn % 10 == 0:
            change(self.newsstand, turn // 10)
        if turn % 60 == 30:
            self.beside("refresh", "--force")
        if turn % 120 == 0:
            self.beside("import", str(self.feeds))
        reader = memory_mb(terminal.pid)
        children = sum(map(memory_mb, descendants(terminal.pid)))
        self.count.memory.append((time.monotonic() - started, reader, children))
        if out is not None:
            with out.open("a", encoding="utf-8") as file:
                file.write(json.dumps(self.count.memory[-1]) + "\n")

    def _stroke(self) -> str:
        self.count.keys += 1
        return self.chance.choice(TYPED) if self.chance.random() < 0.02 else self.chance.choice(self.keys)

    def _watch(self, output: bytes) -> None:
        if FOREIGN.search(output):
            self.count.errors.append(f"foreign control in the output: {FOREIGN.search(output)!r}")

    def log_errors(self) -> list[str]:
        """Return the log's records of what was never expected."""
        found = []
        for log in (self.home / "state").glob("*.log*"):
            text = log.read_text(encoding="utf-8", errors="replace")
            records = re.split(r"^(?=\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} )", text, flags=re.MULTILINE)
            found += [one for one in records if re.search("an unexpected error|Something unexpected", one[:200])]
        return found


def report(count: Count, errors: list[str], warm_s: float) -> bool:
    """Print what was found; return whether all was well."""
    warm = [reader for at, reader, _ in count.memory if warm_s <= at <= warm_s + 120]
    last = count.memory[-1][0]
    end = [reader for at, reader, _ in count.memory if at >= last - 120]
    children = [one for at, _, one in count.memory if at >= last - 120]
    grown = statistics.median(end) / statistics.median(warm) - 1 if warm and end else 0.0
    print(
        f"{count.keys:,} keys, {count.resizes} resizes, {count.beside} commands beside, {count.restarts} starts, "
        f"{last / 60:.1f} minutes"
    )
    if warm and end:
        print(
            f"reader: {statistics.median(warm):.1f} MB after {warm_s / 60:.0f} minutes, "
            f"{statistics.median(end):.1f} MB at the end ({grown:+.1%}), "
            f"{max(reader for _, reader, _ in count.memory):.1f} MB at most; "
            f"its children {statistics.median(children):.1f} MB at the end"
        )
    for error in errors:
        print("ERROR", error[:200], "…", error[-1_500:])
    print(f"{len(errors)} unhandled errors")
    return not errors and grown <= 0.1


def main() -> int:
    """Run the soak."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=120)
    parser.add_argument("--warm", type=float, default=0, help="minutes of warm-up; a fifth when left out")
    parser.add_argument("--pause", type=float, default=0.1, help="seconds after each key")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, Newsstand() as newsstand:
        soak = Soak(Path(folder) / "home", newsstand, options.seed, options.pause)
        soak.prepare()
        soak.run(time.monotonic() + options.minutes * 60, options.out)
        errors = soak.count.errors + soak.log_errors()
        return 0 if report(soak.count, errors, (options.warm or options.minutes / 5) * 60) else 1


if __name__ == "__main__":
    sys.exit(main())
