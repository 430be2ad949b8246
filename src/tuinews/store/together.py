"""What waits to be stored: all that has come meanwhile goes into one transaction, which costs little more than one."""

from __future__ import annotations

import sqlite3
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, Final, NamedTuple

_LONGEST_S: Final = 0.015
"""No other is begun in a transaction that has taken this long: somebody's mark may be waiting for the file."""

Work = Callable[[sqlite3.Connection], Any]
Write = Callable[[Work], Any]
"""What runs a function in one transaction, whole or not at all."""


class _One(NamedTuple):
    work: Work
    future: Future[Any]


class Together:
    """Functions that wait to store something, the one that has waited longest first."""

    def __init__(self, settle: Work | None = None) -> None:
        self._waiting = deque[_One]()
        self._settle = settle

    def __len__(self) -> int:
        return len(self._waiting)

    def add(self, work: Work) -> Future[Any]:
        """Let a function wait; return what will have its result once that is stored."""
        future = Future[Any]()
        self._waiting.append(_One(work, future))
        return future

    def store(self, write: Write) -> None:
        """Store what waits, in one transaction; where that fails, each in its own, so that none spoils another's."""
        done = list[tuple[_One, Any]]()
        try:
            write(lambda connection: self._run_some(connection, done))
        except BaseException as error:
            if not done and (one := self._next()):
                one.future.set_exception(error)
            for one, _ in done:
                _store_alone(one, write)
        else:
            for one, result in done:
                one.future.set_result(result)

    def _run_some(self, connection: sqlite3.Connection, done: list[tuple[_One, Any]]) -> None:
        until = time.monotonic() + _LONGEST_S
        while one := self._next():
            done.append((one, None))
            result = one.work(connection)
            done[-1] = one, result
            if time.monotonic() > until:
                return
            if self._settle is not None and self._waiting:
                self._settle(connection)

    def _next(self) -> _One | None:
        """Return the next one whose result somebody still waits for."""
        while self._waiting:
            one = self._waiting.popleft()
            if one.future.set_running_or_notify_cancel():
                return one
        return None


def _store_alone(one: _One, write: Write) -> None:
    try:
        result = write(one.work)
    except BaseException as error:
        one.future.set_exception(error)
    else:
        one.future.set_result(result)
