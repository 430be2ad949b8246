"""Running pure functions on foreign input away from the event loop.

Parsing hostile bytes can take minutes or gigabytes, and `re` holds the interpreter lock meanwhile, so it happens in
worker processes with a limit on memory, each of which is killed when one call takes too long. The functions run here
are pure: the same arguments give the same result, and nothing is lost with the worker.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from queue import LifoQueue
from typing import IO, Any, ParamSpec, Protocol, TypeVar, cast

from tuinews.errors import FormatError, TuinewsError
from tuinews.newsroom import frames

P = ParamSpec("P")
T = TypeVar("T")

CALL_LIMIT_S = 10.0
MEMORY_LIMIT_BYTES = 2 << 30


class Offload(Protocol):
    """Somewhere to run a pure function."""

    async def run(self, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Return what `function` returns; raises the TuinewsError it raises.

        Raises:
            FormatError: it takes too long or, in a worker, fails in a way nobody foresaw.
        """
        ...

    def close(self) -> None:
        """Stop what is running."""
        ...


class InlineOffload:
    """Runs functions here and now: for one small text on the command line, and for tests."""

    async def run(self, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Return what `function` returns."""
        return function(*args, **kwargs)

    def close(self) -> None:
        """Do nothing."""


class WorkerOffload:
    """Runs functions in up to `workers` child processes, started when first needed and kept warm."""

    def __init__(self, workers: int = 1, *, niceness: int = 0, call_limit_s: float = CALL_LIMIT_S) -> None:
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="offload")
        self._idle: LifoQueue[_Worker] = LifoQueue()
        self._niceness = niceness
        self._call_limit_s = call_limit_s
        self._lock = threading.Lock()
        self._started: set[_Worker] = set()

    async def run(self, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Return what `function` returns; a worker that takes too long is killed and the next call gets a new one."""
        loop = asyncio.get_running_loop()
        return cast(T, await loop.run_in_executor(self._threads, self._call, function, args, kwargs))

    def warm(self) -> None:
        """Start a worker now, so that the first call need not wait for it."""
        self._idle.put(self._start())

    def close(self) -> None:
        """Stop the workers."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        with self._lock:
            for worker in self._started:
                worker.stop()
            self._started.clear()

    def _call(self, function: Callable[..., object], args: tuple[object, ...], kwargs: dict[str, object]) -> object:
        worker = self._start() if self._idle.empty() else self._idle.get()
        try:
            is_ok, result = worker.call((function, args, kwargs), self._call_limit_s)
        except (EOFError, OSError):
            with self._lock:
                self._started.discard(worker)
            worker.stop()
            raise FormatError("It took too long or too much memory to read and was given up.") from None
        self._idle.put(worker)
        if is_ok:
            return result
        error = cast(BaseException, result)
        if isinstance(error, TuinewsError):
            raise error
        # A parser that stumbles over one document is a fault of that document's, not of the forty beside it.
        logging.getLogger("tuinews").error("an unexpected error in a worker", exc_info=error)
        raise FormatError("It could not be read: tuinews met a fault of its own. The log has the details.") from error

    def _start(self) -> _Worker:
        worker = _Worker(self._niceness)
        with self._lock:
            self._started.add(worker)
        return worker


class _Worker:
    """One child process and the pipe to it."""

    def __init__(self, niceness: int) -> None:
        self._process = start_child("tuinews.newsroom.worker", str(niceness))

    def call(self, task: object, limit_s: float) -> tuple[bool, object]:
        """Send a task and wait for its answer; EOFError when the worker died or was killed for being slow."""
        watchdog = threading.Timer(limit_s, self._process.kill)
        watchdog.daemon = True
        watchdog.start()
        try:
            frames.send(cast(Any, self._process.stdin), task)
            answer: tuple[bool, object] = frames.receive(cast(Any, self._process.stdout))
        finally:
            watchdog.cancel()
        return answer

    def stop(self) -> None:
        """End the process."""
        self._process.kill()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        self._process.wait()


def start_child(
    module: str, *args: str, stderr: int | IO[bytes] | None = subprocess.DEVNULL
) -> subprocess.Popen[bytes]:
    """Start `python -m module` with pipes to its standard input and output, out of reach of the terminal's Ctrl+C."""
    own_group: dict[str, Any] = (
        {"creationflags": getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)}
        if os.name == "nt"
        else {"start_new_session": True}
    )
    return subprocess.Popen(
        [sys.executable, "-P", "-m", module, *args],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=stderr,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
        **own_group,
    )
