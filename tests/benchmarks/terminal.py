"""A program in a real pseudo-terminal, for timing what a user sees and measuring what it takes."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Sequence
from pathlib import Path

_ESCAPES = re.compile(rb"\x1b\[[0-9;?<>=]*[a-zA-Z]|\x1b[()][AB0]|\x1b[=>]")


class Terminal:
    """A child on a pseudo-terminal of `columns` by `rows`; its end is certain."""

    def __init__(self, command: Sequence[str], *, columns: int = 160, rows: int = 40, home: str = "") -> None:
        self.started = time.perf_counter()
        self._exit_code: int | None = None
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            os.environ.update(TERM="xterm-256color", COLORTERM="truecolor", **({"TUINEWS_HOME": home} if home else {}))
            os.execvp(command[0], list(command))
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGTERM)
        self.drain(0.5)
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        with contextlib.suppress(ChildProcessError):
            os.waitpid(self.pid, 0)
        os.close(self._fd)

    def wait_for(self, pattern: str, timeout_s: float = 30) -> float:
        """Return the seconds from exec until the pattern stood in the output."""
        wanted, seen = re.compile(pattern.encode()), b""
        while time.perf_counter() - self.started < timeout_s:
            seen += self._read(0.05)
            if wanted.search(_ESCAPES.sub(b"", seen)):
                return time.perf_counter() - self.started
        raise TimeoutError(f"{pattern} never appeared; the end of the output was {seen[-500:]!r}")

    def answer(self, keys: str, pattern: str, timeout_s: float = 10) -> float:
        """Type keys; return the seconds until the pattern stood in what came after them."""
        wanted, seen = re.compile(pattern.encode()), b""
        pressed = time.perf_counter()
        os.write(self._fd, keys.encode())
        while time.perf_counter() - pressed < timeout_s:
            seen += self._read(0.05)
            if wanted.search(_ESCAPES.sub(b"", seen)):
                return time.perf_counter() - pressed
        raise TimeoutError(f"{pattern} never came after {keys!r}; the end of the output was {seen[-500:]!r}")

    def settle(self, quiet_s: float = 0.3, timeout_s: float = 10) -> None:
        """Wait until nothing has come for so long."""
        end = time.perf_counter() + timeout_s
        while self._read(quiet_s) and time.perf_counter() < end:
            pass

    def press(self, key: str) -> float | None:
        """Press a key; return the seconds until the first output after it, None when there was none in 0.5 s."""
        pressed = time.perf_counter()
        os.write(self._fd, key.encode())
        return time.perf_counter() - pressed if self._read(0.5) else None

    def drain(self, seconds: float) -> bytes:
        """Read what comes in the next seconds; return it."""
        end, seen = time.perf_counter() + seconds, b""
        while (left := end - time.perf_counter()) > 0:
            seen += self._read(left)
        return seen

    def answers(self, timeout_s: float) -> bool:
        """Return whether anything comes in that time; what came is taken."""
        return bool(self._read(timeout_s))

    def send(self, text: str) -> None:
        """Type a text; raises OSError when the program has gone."""
        os.write(self._fd, text.encode())

    def resize(self, columns: int, rows: int) -> None:
        """Make the terminal another size."""
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def ended(self) -> int | None:
        """Return the exit code of the program, negative where a signal ended it; None while it runs."""
        if self._exit_code is None:
            with contextlib.suppress(ChildProcessError):
                pid, status = os.waitpid(self.pid, os.WNOHANG)
                if pid:
                    self._exit_code = os.waitstatus_to_exitcode(status)
        return self._exit_code

    def memory_mb(self) -> tuple[float, float]:
        """Return the peak resident megabytes of the program alone, and the sum with its descendants (Linux)."""
        own = _peak_mb(self.pid)
        return own, own + sum(_peak_mb(child) for child in _descendants(self.pid))

    def loop_s(self) -> float:
        """Return the processor's seconds that the program's first thread, its event loop, has had (Linux)."""
        return int(Path(f"/proc/{self.pid}/schedstat").read_text().split()[0]) / 1e9

    def _read(self, timeout_s: float) -> bytes:
        if select.select([self._fd], [], [], timeout_s)[0]:
            with contextlib.suppress(OSError):
                return os.read(self._fd, 65536)
        return b""


def _descendants(pid: int) -> list[int]:
    found = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            found += [int(child), *_descendants(int(child))]
    return found


def _peak_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    match = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(match[1]) / 1024 if match else 0.0
