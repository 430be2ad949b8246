"""Record a short session of the running program as an asciicast, to be played with `asciinema play`.

usage: python screenshots/record.py

The program runs in a terminal of its own on an archive made for the occasion and is driven by keys. What it writes is
kept as it came; the time between two keys is the one of the script, so that a slow machine makes no slow film.
https://docs.asciinema.org/manual/asciicast/v2/
"""

from __future__ import annotations

import asyncio
import codecs
import fcntl
import json
import os
import pty
import select
import struct
import sys
import tempfile
import termios
import time
from collections.abc import Iterator
from pathlib import Path

import archive

from tuinews.config import Config
from tuinews.newsroom.offload import InlineOffload
from tuinews.newsroom.opening import open_newsroom
from tuinews.paths import find_paths

TARGET = Path(__file__).parent / "session.cast"
COLUMNS, ROWS = 110, 32
_QUIET_S = 0.6
"""When nothing has come for so long, a key has had its effect."""
_LONGEST_S = 12.0
_PAINTING_S = 0.25
"""In the film the effect of a key takes no longer."""

# (seconds to look before it, keys)
SCRIPT: tuple[tuple[float, str], ...] = (
    (2.5, "j"),
    (0.5, "j"),
    (0.5, "j"),
    (1.2, "\r"),
    (1.8, "}"),
    (0.9, "}"),
    (0.9, "}"),
    (1.6, "p"),
    (2.2, "j"),
    (0.8, "j"),
    (1.8, "p"),
    (1.0, "P"),
    (2.4, "j"),
    (0.9, "\r"),
    (2.6, "\x1b"),
    (0.8, "\x1b"),
    (0.9, "F"),
    *((0.12, sign) for sign in "ferry"),
    (2.2, "\x1b"),
    (0.8, "#"),
    (3.0, "\x1b"),
    (0.8, "2"),
    *((0.35, "j") for _ in range(4)),
    (0.8, "\r"),
    (1.0, "I"),
    (3.0, "T"),
    (1.0, "j"),
    (1.0, "j"),
    (1.6, "\r"),
    (2.5, "\x11"),
)


def play(home: str) -> Iterator[tuple[float, str]]:
    """Run the program by the script and yield when it wrote what."""
    pid, fd = pty.fork()
    if pid == 0:  # the child
        for name in ("NO_COLOR", "TMUX", "TERM_PROGRAM", "KITTY_WINDOW_ID", "LC_TERMINAL", "COLUMNS", "LINES"):
            os.environ.pop(name, None)
        os.environ.update(TUINEWS_HOME=home, COLORTERM="truecolor", TERM="xterm-256color", LC_ALL="C.UTF-8")
        os.execv(sys.executable, [sys.executable, "-m", "tuinews"])
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    now = 0.0
    for pause_s, keys in ((0.0, ""), *SCRIPT):
        now += pause_s
        if keys:
            os.write(fd, keys.encode())
        for after_s, written in _effect(fd):
            yield now + min(after_s, _PAINTING_S), decoder.decode(written)
        now += _PAINTING_S
    os.close(fd)
    os.waitpid(pid, 0)


def _effect(fd: int) -> Iterator[tuple[float, bytes]]:
    """Yield what is written until nothing comes any more, and how long after the key."""
    begun = time.monotonic()
    has_painted = False
    while time.monotonic() - begun < _LONGEST_S:
        if select.select([fd], [], [], _QUIET_S)[0]:
            try:
                written = os.read(fd, 65536)
            except OSError:  # it has ended
                return
            if not written:
                return
            has_painted = has_painted or len(written) > 1000
            yield time.monotonic() - begun, written
        elif has_painted or time.monotonic() - begun > 2 * _QUIET_S:
            return


def main() -> None:
    """Record the session."""
    with tempfile.TemporaryDirectory() as home:
        newsroom = open_newsroom(find_paths(home), Config(), InlineOffload())
        asyncio.run(archive.fill(newsroom))
        newsroom.close()
        head = {"version": 2, "width": COLUMNS, "height": ROWS, "title": "tuinews",
                "env": {"TERM": "xterm-256color", "SHELL": "/bin/sh"}}  # fmt: skip
        lines = [
            json.dumps(head),
            *(json.dumps([round(at, 3), "o", text], ensure_ascii=False) for at, text in play(home) if text),
        ]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(TARGET.name, f"{TARGET.stat().st_size >> 10} kB, {json.loads(lines[-1])[0]:.0f} s")


if __name__ == "__main__":
    main()
