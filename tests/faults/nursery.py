"""The process that works are forked from, so that a kill costs no start: `python -m tests.faults.nursery`.

It reads `{"home": …, "work": …, "stop": [kind, at]}` a line and answers how the work ended and what it had promised.
Kinds of stops: "statement" (before the Nth statement that SQLite runs), "write" (in the middle of the Nth write to an
archive's file; needs the preloaded library), "time" (after so many seconds) and "never", which counts.
"""

from __future__ import annotations

import ctypes
import json
import os
import select
import signal
import sqlite3
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.faults.works import WORKS, Promises

LONGEST_S = 60.0


def main() -> None:
    """Serve until the input ends."""
    for line in sys.stdin:
        told = json.loads(line)
        print(json.dumps(_run(Path(told["home"]), told["work"], *told["stop"])), flush=True)


def _run(home: Path, work: str, kind: str, at: float) -> dict[str, Any]:
    receiver, sender = os.pipe()
    started = time.monotonic()
    child = os.fork()
    if child == 0:
        os.close(receiver)
        _work(home, work, kind, int(at), sender)
    os.close(sender)
    said = _listen(child, receiver, at if kind == "time" else LONGEST_S)
    _, status = os.waitpid(child, 0)
    lines = [json.loads(line) for line in said.decode().splitlines() if line.endswith("]")]
    ended = "killed" if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL else "done"
    if not os.WIFSIGNALED(status) and os.WEXITSTATUS(status):
        ended = "failed"
    return {"ended": ended, "promises": lines, "seconds": time.monotonic() - started}


def _listen(child: int, receiver: int, seconds: float) -> bytes:
    said, until = b"", time.monotonic() + seconds
    while True:
        left = until - time.monotonic()
        if left <= 0:
            os.kill(child, signal.SIGKILL)
            until = time.monotonic() + LONGEST_S
            continue
        if select.select([receiver], [], [], left)[0]:
            part = os.read(receiver, 65536)
            if not part:
                os.close(receiver)
                return said
            said += part


def _work(home: Path, work: str, kind: str, at: int, sender: int) -> None:
    code = 1
    try:
        statements = _watch_statements(at if kind == "statement" else 0)
        writes = _watch_writes(at if kind == "write" else 0)
        WORKS[work](home, Promises(sender))
        os.write(sender, (json.dumps(["count", statements(), writes(), 0]) + "\n").encode())
        code = 0
    except BaseException:
        os.write(sender, (json.dumps(["failed", traceback.format_exc(), "", 0]) + "\n").encode())
    finally:
        os._exit(code)


def _watch_statements(last: int) -> Callable[[], int]:
    """Count what SQLite runs on every connection from here on, and end the process before the last one."""
    count = 0

    def note(_: str) -> None:
        nonlocal count
        count += 1
        if count == last:
            os.kill(os.getpid(), signal.SIGKILL)

    connect = sqlite3.connect

    def watched(*args: Any, **kwargs: Any) -> sqlite3.Connection:
        connection = connect(*args, **kwargs)
        connection.set_trace_callback(note)
        return connection

    sqlite3.connect = watched  # type: ignore[assignment]
    return lambda: count


def _watch_writes(last: int) -> Callable[[], int]:
    library = ctypes.CDLL(None)
    if not hasattr(library, "kill_at_begin"):
        return lambda: 0
    library.kill_at_begin(ctypes.c_long(last))
    return lambda: int(library.kill_at_count())


if __name__ == "__main__":
    main()
