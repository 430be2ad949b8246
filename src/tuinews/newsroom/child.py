"""Starting a child process of our own; light, because a command may start one before it loads anything else."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
from typing import IO, Any, Protocol, cast

_PIPE_BYTES = 1 << 20
"""Where pipes can be made larger (Linux), a feed goes through in one piece, not in five with a wait between them."""

_FEW_ARENAS = {"MALLOC_ARENA_MAX": "2"}
"""Else the GNU library keeps memory of its own for each thread, which a child that works for hours has a dozen of.
https://man7.org/linux/man-pages/man3/mallopt.3.html"""


class Child(Protocol):
    """A child process that answers: one of `subprocess`, or a copy of this one."""

    @property
    def stdin(self) -> IO[bytes] | None:
        """What it is asked by."""
        ...

    @property
    def stdout(self) -> IO[bytes] | None:
        """What it answers by."""
        ...

    def kill(self) -> None:
        """End it at once."""
        ...

    def wait(self) -> object:
        """Wait until it has ended."""
        ...


def can_fork() -> bool:
    """Return whether this process may be copied: macOS allows few to be, and of several threads a copy has but one."""
    return sys.platform == "linux" and threading.active_count() == 1


def start_worker(niceness: int = 0, *modules: str) -> subprocess.Popen[bytes]:
    """Start a process for `offload.WorkerOffload`, which loads these modules before its first task comes."""
    return start_child("tuinews.newsroom.worker", str(niceness), *modules)


def start_child(
    module: str, *args: str, stderr: int | IO[bytes] | None = subprocess.DEVNULL
) -> subprocess.Popen[bytes]:
    """Start `python -m module` with pipes to its standard input and output, out of reach of the terminal's Ctrl+C."""
    own_group: dict[str, Any] = (
        {"creationflags": getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)}
        if os.name == "nt"
        else {"start_new_session": True}
    )
    child = subprocess.Popen(
        [sys.executable, "-P", "-m", module, *args],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=stderr,
        env={**_FEW_ARENAS, **os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
        **own_group,
    )
    for stream in (child.stdin, child.stdout):
        widen(cast("IO[bytes]", stream))
    return child


def widen(pipe: IO[bytes]) -> None:
    """Let a pipe hold a whole feed, where that can be had."""
    if sys.platform == "linux":
        import fcntl

        with contextlib.suppress(OSError):  # somebody with very many pipes is allowed small ones only
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)
