"""Garbage is looked for while nobody presses a key.

A closed window is a thousand objects that hold each other, which only a full look of Python finds. It takes some tens
of milliseconds in which no key is answered; by itself Python takes them in the middle of what the user does. (From 3.14
on it looks in small steps; it counts no smaller looks then, and nothing here adds to them.)
"""

from __future__ import annotations

import asyncio
import gc
import time
from typing import Final

from tuinews import memory

_QUIET_S: Final = 0.08
"""A longer pause than between two signs of a key that is held down; who types makes some longer ones."""
_WORTH_IT: Final = 3
"""After so many of Python's smaller looks there may be a window's worth of garbage."""
_AT_LAST: Final = 100
"""After so many it looks by itself: somebody holds down a key."""


class Tidying:
    """Looks for garbage in the pauses."""

    def __init__(self) -> None:
        self._next: asyncio.TimerHandle | None = None
        self._is_giving_back = False
        self._last = 0.0

    @property
    def quiet_s(self) -> float:
        """For how many seconds nobody has pressed a key."""
        return time.monotonic() - self._last

    def begin(self) -> None:
        """Have Python look for garbage from now on, but not through what is there now: it stays."""
        young, middle, _ = gc.get_threshold()
        gc.set_threshold(young, middle, _AT_LAST)
        gc.collect()
        gc.freeze()
        gc.enable()

    def wait(self) -> None:
        """Look in the next pause; this one has just ended."""
        self._last = time.monotonic()
        self._wait()

    def _wait(self) -> None:
        if self._next is not None:
            self._next.cancel()
        self._next = asyncio.get_running_loop().call_later(_QUIET_S, self._tidy)

    def give_back(self) -> None:
        """Let the system have what is free, in the next pause."""
        self._is_giving_back = True
        self._wait()

    def _tidy(self) -> None:
        self._next = None
        if self._is_giving_back:
            self._is_giving_back = False
            memory.give_back()
        elif gc.isenabled() and gc.get_count()[2] >= _WORTH_IT:
            gc.collect()
