"""A pseudo-terminal whose other end is the test: it answers as terminals do, and takes every byte."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

_DEADLINE_S = 20.0
_STALL_S = 5.0
_LOOKS = 20
_TELL_MORE = frozenset(
    ("COLUMNS", "LINES", "NO_COLOR", "TMUX", "STY", "ZELLIJ", "TERM_PROGRAM", "LC_TERMINAL", "KITTY_WINDOW_ID")
)
"""What would say more of the terminal than it does."""


class PseudoTerminal:
    """A program's terminal."""

    def __init__(self, fd: int, pid: int) -> None:
        self._fd = fd
        self._pid = pid
        self.written = b""
        """All that the program has written."""

    def answer(self, answer: bytes) -> None:
        """Write what a terminal answers, or what is typed."""
        os.write(self._fd, answer)

    def resize(self, columns: int, rows: int, width: int = 0, height: int = 0) -> None:
        """Make the window another size, in cells and in pixels."""
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, width, height))

    def signal(self, name: str) -> None:
        """Send the program a signal by its name: "TERM", "HUP", "QUIT"."""
        os.kill(self._pid, getattr(signal, f"SIG{name}"))

    def stall(self, keys: bytes) -> None:
        """Press keys without taking what the program draws for them, until it does nothing but wait for that."""
        deadline, looks = time.monotonic() + _STALL_S, 0
        while time.monotonic() < deadline and looks < _LOOKS:
            looks = looks + 1 if "futex" in self._waits_in() else 0  # for a moment it waits there for other things, too
            if select.select([], [self._fd], [], 0)[1]:
                os.write(self._fd, keys)
            time.sleep(0.005)  # or many are answered with one picture

    def _waits_in(self) -> str:
        try:
            return Path(f"/proc/{self._pid}/wchan").read_text()
        except OSError:  # a system that does not tell
            return ""

    def ends(self) -> bool:
        """Wait until the program has ended, without taking what it writes; return whether it has, or it is too late."""
        deadline = time.monotonic() + _DEADLINE_S
        while time.monotonic() < deadline:
            # It is not taken from the system's list yet: `run_in_terminal` does that.
            if os.waitid(os.P_PID, self._pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None:
                return True
            time.sleep(0.02)
        os.kill(self._pid, signal.SIGKILL)
        return False

    def until(self, is_enough: Callable[[bytes], bool]) -> bytes:
        """Take what the program writes until it is enough or too late, and return all that it wrote."""
        deadline = time.monotonic() + _DEADLINE_S
        while time.monotonic() < deadline and not is_enough(self.written):
            if select.select([self._fd], [], [], 0.1)[0]:
                self.written += os.read(self._fd, 65536)
        return self.written


@contextlib.contextmanager
def run_in_terminal(command: Sequence[str], environ: Mapping[str, str]) -> Iterator[PseudoTerminal]:
    """Run a command in a terminal of its own and end it afterwards."""
    pid, fd = pty.fork()
    if pid == 0:  # the child
        kept = {name: value for name, value in os.environ.items() if name not in _TELL_MORE}
        told = {"COLORTERM": "truecolor", "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", **environ}
        # Not the environment as the C library has it: readline may have put a size there, where it was imported.
        os.execve(command[0], command, kept | told)
    terminal = PseudoTerminal(fd, pid)
    terminal.resize(120, 40)
    try:
        yield terminal
    finally:
        with contextlib.suppress(OSError):
            os.kill(pid, signal.SIGTERM)
            while select.select([fd], [], [], 5)[0] and os.read(fd, 65536):
                pass
        os.waitpid(pid, 0)
        os.close(fd)
