"""Running pure functions on foreign input away from the event loop.

Parsing hostile bytes can take minutes or gigabytes, and `re` holds the interpreter lock meanwhile, so it happens in
worker processes with a limit on memory, each of which is killed when one call takes too long. The functions run here
are pure: the same arguments give the same result, and nothing is lost with the worker.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from queue import LifoQueue
from typing import Any, ParamSpec, Protocol, TypeVar, cast

from tuinews.errors import FormatError, TuinewsError
from tuinews.newsroom import frames
from tuinews.newsroom.child import Child, start_worker

P = ParamSpec("P")
T = TypeVar("T")

CALL_LIMIT_S = 10.0


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

    def __init__(
        self,
        workers: int = 1,
        *,
        niceness: int = 0,
        call_limit_s: float = CALL_LIMIT_S,
        started: Iterable[Child] = (),
    ) -> None:
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="offload")
        self._idle: LifoQueue[_Worker] = LifoQueue()
        self._niceness = niceness
        self._watchdog = _Watchdog(call_limit_s)
        self._lock = threading.Lock()
        self._started: set[_Worker] = set()
        for process in started:
            self._idle.put(self._take(process))

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
            with self._watchdog.watching(worker):
                is_ok, result = worker.call((function, args, kwargs))
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
        return self._take(start_worker(self._niceness))

    def _take(self, process: Child) -> _Worker:
        worker = _Worker(process)
        with self._lock:
            self._started.add(worker)
        return worker


class _Watchdog:
    """Kills workers whose call takes too long: one thread for all of them, while any call runs."""

    def __init__(self, limit_s: float) -> None:
        self._limit_s = limit_s
        self._lock = threading.Lock()
        self._overdue_at: dict[_Worker, float] = {}
        self._is_awake = False

    @contextlib.contextmanager
    def watching(self, worker: _Worker) -> Iterator[None]:
        """Let a call of a worker's take so long and no longer."""
        with self._lock:
            self._overdue_at[worker] = time.monotonic() + self._limit_s
            if not self._is_awake:
                self._is_awake = True
                threading.Thread(target=self._watch, name="offload-watchdog", daemon=True).start()
        try:
            yield
        finally:
            with self._lock:
                self._overdue_at.pop(worker, None)

    def _watch(self) -> None:
        # Every call may take equally long, so no call that begins during the sleep is overdue before it ends.
        while (pause_s := self._look()) is not None:
            time.sleep(pause_s)

    def _look(self) -> float | None:
        """Kill what is overdue; return how many seconds nothing else will be, or None when nothing runs."""
        with self._lock:
            now = time.monotonic()
            for worker in [worker for worker, at in self._overdue_at.items() if at <= now]:
                del self._overdue_at[worker]
                worker.kill()
            if not self._overdue_at:
                self._is_awake = False
                return None
            return min(self._overdue_at.values()) - now


class _Worker:
    """One child process and the pipe to it."""

    def __init__(self, process: Child) -> None:
        self._process = process

    def call(self, task: object) -> tuple[bool, object]:
        """Send a task and wait for its answer; EOFError when the worker died or was killed for being slow."""
        frames.send(cast(Any, self._process.stdin), task)
        answer: tuple[bool, object] = frames.receive(cast(Any, self._process.stdout))
        return answer

    def kill(self) -> None:
        """End the process in the middle of a call, which then fails."""
        self._process.kill()

    def stop(self) -> None:
        """End the process."""
        self._process.kill()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        self._process.wait()
