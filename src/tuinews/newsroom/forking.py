"""Starting workers as copies of this process, which have loaded already what both need."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from typing import IO

from tuinews.newsroom.child import widen
from tuinews.newsroom.worker import work

try:
    import fcntl
except ImportError:  # Windows, where nothing is forked
    fcntl = None  # type: ignore[assignment]

_STANDARD = 3
"""So many files every process has: input, output, errors."""
_MOST_FILES = 1 << 16


class ForkedWorker:
    """A copy of this process that is a worker; to be made only where `child.can_fork`."""

    def __init__(self, modules: Sequence[str]) -> None:
        """Start it; it loads these modules before its first task comes."""
        tasks, to_tasks = os.pipe()
        from_answers, answers = os.pipe()
        self._process: BaseProcess = get_context("fork").Process(
            target=_work, args=(tasks, answers, modules), daemon=True
        )
        # Until the copy is out of its reach, a Ctrl+C is for the program alone.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            self._process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        os.close(tasks)
        os.close(answers)
        self.stdin: IO[bytes] = os.fdopen(to_tasks, "wb")
        self.stdout: IO[bytes] = os.fdopen(from_answers, "rb")
        widen(self.stdin)
        widen(self.stdout)

    def kill(self) -> None:
        """End the process at once."""
        self._process.kill()

    def wait(self) -> None:
        """Wait until the process has ended."""
        self._process.join()


def _work(tasks: int, answers: int, modules: Sequence[str]) -> None:
    """Be a worker: with nothing of the other's files but the two pipes, and out of reach of the terminal's Ctrl+C."""
    os.setsid()
    nothing = os.open(os.devnull, os.O_RDWR)
    tasks, answers, nothing = (fcntl.fcntl(file, fcntl.F_DUPFD, _STANDARD) for file in (tasks, answers, nothing))
    for standard in range(_STANDARD):
        os.dup2(nothing, standard)
    # A pipe ends for its reader when the last that could write to it has let go.
    before = _STANDARD
    for kept in sorted((tasks, answers)):
        os.closerange(before, kept)
        before = kept + 1
    os.closerange(before, _MOST_FILES)
    work(os.fdopen(tasks, "rb"), os.fdopen(answers, "wb"), modules)
