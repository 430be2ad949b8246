"""A long simulated reading: keys at random, refreshes against a server that misbehaves, resizes, a second tuinews.

    python -m tests.benchmarks.soak --minutes 30 [--seed 7] [--out soak.jsonl]

The reader runs in a pseudo-terminal on an archive of its own. Written to the file as it happens, a JSON object a line:
every start; every few seconds the memory that is the reader's own, and its child processes'; every unhandled error that
the log, an exit code or a screen that stands still shows. A reader that went away is started again, so the time is
always full. Told at the end: memory after the warm-up and at the end of the longest reading, how many keys, refreshes
and restarts there were, and the errors. Exit code 1 when there was one, when the reader had to be started again, or
when its memory grew by more than a tenth after the warm-up. TERM ends it early, with its report.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

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
UNEXPECTED = re.compile("an unexpected error|Something unexpected|a fault while")
STILL_S = 20.0
"""A reader that draws nothing for so long after it was made another size stands still."""
SIZES = ((80, 24), (160, 45), (40, 12), (110, 30), (20, 6), (240, 70))


@dataclass
class Count:
    """What happened so far."""

    keys: int = 0
    resizes: int = 0
    restarts: int = 0
    beside: int = 0
    errors: list[str] = field(default_factory=list)
    memory: list[tuple[int, float, float, float]] = field(default_factory=list)
    """Process, seconds, MB of the reader, MB of its children."""


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


def _is_stopped(pid: int) -> bool:
    """Say whether a Ctrl+Z stopped the reader while another program had the terminal; a shell brings it back by fg."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] == "T"
    return False


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

    def __init__(self, home: Path, newsstand: Newsstand, seed: int, pause_s: float, out: Path | None) -> None:
        self.home = home
        self.out = out
        self.started = time.monotonic()
        self.newsstand = newsstand
        self.chance = random.Random(seed)
        self.pause_s = pause_s
        self.count = Count()
        self.logged: set[str] = set()
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
        """Run a command while the reader is open; an exit code above 1 is an error, and so is one that never ends."""
        self.count.beside += 1
        try:
            done = subprocess.run(
                (*READER, "--data-dir", str(self.home), *words),
                capture_output=True,
                encoding="utf-8",
                check=False,
                timeout=300,
            )
        except subprocess.TimeoutExpired:
            self._failed(f"tuinews {words[0]} took more than 5 minutes")
            return
        if done.returncode not in {0, 1}:
            self._failed(f"tuinews {words[0]} ended with {done.returncode}: {done.stderr[-300:]}")

    def run(self, until: float) -> None:
        """Read until that moment of the monotonic clock, with a new reader whenever one went away."""
        os.environ.update(
            BROWSER="true", EDITOR="true", VISUAL="true", PAGER="true", TUINEWS_HOME=str(self.home), HOME=str(self.home)
        )
        os.chdir(self.home)  # what the keys save goes there
        while time.monotonic() < until:
            with Terminal(READER, columns=110, rows=30, home=str(self.home)) as terminal:
                self._write(start=terminal.pid)
                terminal.drain(3)
                try:
                    self._read(terminal, until)
                except OSError:
                    terminal.drain(1)
                    self._failed(f"the reader went away: {terminal.ended()}")
                except Exception:  # the soak's own trouble must not end the two hours unseen
                    self._failed(traceback.format_exc())
            self.look_at_log()
            self.count.restarts += 1

    def _read(self, terminal: Terminal, until: float) -> None:
        turn = 0
        while time.monotonic() < until:
            turn += 1
            seen = b""
            for _ in range(25):
                terminal.send(self._stroke())
                seen += terminal.drain(self.pause_s)
            self._watch(seen)
            if terminal.ended() is not None:
                if terminal.ended() != 0:
                    self._failed(f"the reader ended with {terminal.ended()}")
                return
            if _is_stopped(terminal.pid):  # perhaps with a terminal that echoes what is typed
                os.kill(terminal.pid, signal.SIGCONT)
            elif not seen and self._stands_still(terminal):
                self._failed(f"the reader stood still for {STILL_S:.0f} s")
                return
            self._around(terminal, turn)

    def _stands_still(self, terminal: Terminal) -> bool:
        for size in ((100, 30), (101, 31)):
            terminal.resize(*size)
            if terminal.answers(STILL_S / 2):
                return False
        return True

    def _around(self, terminal: Terminal, turn: int) -> None:
        if turn % 7 == 0:
            terminal.resize(*self.chance.choice(SIZES))
            self.count.resizes += 1
        if turn % 10 == 0:
            change(self.newsstand, turn // 10)
            self.look_at_log()
        if turn % 60 == 30:
            self.beside("refresh", "--force")
        if turn % 120 == 0:
            self.beside("import", str(self.feeds))
        reader = memory_mb(terminal.pid)
        children = sum(map(memory_mb, descendants(terminal.pid)))
        at = time.monotonic() - self.started
        self.count.memory.append((terminal.pid, at, reader, children))
        self._write(pid=terminal.pid, at=round(at), reader=round(reader, 1), children=round(children, 1), turn=turn)

    def _stroke(self) -> str:
        self.count.keys += 1
        return self.chance.choice(TYPED) if self.chance.random() < 0.02 else self.chance.choice(self.keys)

    def _watch(self, output: bytes) -> None:
        if found := FOREIGN.search(output):
            self._failed(f"foreign control in the output: {output[max(0, found.start() - 80) : found.end() + 40]!r}")

    def look_at_log(self) -> None:
        """Take the log's records of what was never expected for errors, each once."""
        for log in (self.home / "state").glob("*.log*"):
            text = log.read_text(encoding="utf-8", errors="replace")
            for record in re.split(r"^(?=\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} )", text, flags=re.MULTILINE):
                if UNEXPECTED.search(record[:200]) and record not in self.logged:
                    self.logged.add(record)
                    self._failed(record)

    def _failed(self, what: str) -> None:
        self.count.errors.append(what)
        self._write(error=what, at=round(time.monotonic() - self.started), keys=self.count.keys)

    def _write(self, **record: object) -> None:
        if self.out is not None:
            with self.out.open("a", encoding="utf-8") as file:
                file.write(json.dumps(record) + "\n")


def report(count: Count, warm_s: float) -> bool:
    """Print what was found; return whether all was well."""
    readers = {pid for pid, *_ in count.memory}
    longest = max(readers, key=lambda pid: sum(one[0] == pid for one in count.memory), default=0)
    own = [one for one in count.memory if one[0] == longest]
    print(
        f"{count.keys:,} keys, {count.resizes} resizes, {count.beside} commands beside, {count.restarts} starts, "
        f"{count.memory[-1][1] / 60 if count.memory else 0:.1f} minutes"
    )
    grown = 0.0
    if own and own[-1][1] - own[0][1] > warm_s + 120:
        first, last = own[0][1] + warm_s, own[-1][1]
        warm = statistics.median(reader for _, at, reader, _ in own if first <= at <= first + 120)
        end = statistics.median(reader for _, at, reader, _ in own if at >= last - 120)
        children = statistics.median(one for _, at, _, one in own if at >= last - 120)
        grown = end / warm - 1
        print(
            f"the longest reading, {(last - own[0][1]) / 60:.1f} minutes: "
            f"{warm:.1f} MB after {warm_s / 60:.0f} minutes, {end:.1f} MB at the end ({grown:+.1%}), "
            f"{max(one[2] for one in own):.1f} MB at most; its children {children:.1f} MB at the end"
        )
    for error in count.errors:
        print("ERROR", error[:200], "…", error[-1_500:])
    print(f"{len(count.errors)} unhandled errors")
    return not count.errors and count.restarts == 1 and grown <= 0.1


def main() -> int:
    """Run the soak."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=120)
    parser.add_argument("--warm", type=float, default=0, help="minutes of warm-up; a fifth when left out")
    parser.add_argument("--pause", type=float, default=0.1, help="seconds after each key")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--out", type=lambda name: Path(name).absolute())
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, _end_early)
    with tempfile.TemporaryDirectory() as folder, Newsstand() as newsstand:
        soak = Soak(Path(folder) / "home", newsstand, options.seed, options.pause, options.out)
        try:
            soak.prepare()
            soak.run(time.monotonic() + options.minutes * 60)
        finally:
            soak.look_at_log()
            well = report(soak.count, (options.warm or options.minutes / 5) * 60)
        return 0 if well else 1


def _end_early(*_: object) -> NoReturn:
    raise SystemExit(1)


if __name__ == "__main__":
    sys.exit(main())
