"""What the GNU library does with memory, asked for in a way that suits a reader that stays open for weeks.

By itself it gives each thread a store of its own and keeps what was freed there: some megabytes more in each hour.
Other systems and libraries are left as they are.
"""

from __future__ import annotations

import contextlib
import sys
from typing import Final

_M_ARENA_MAX: Final = -8
"""As in malloc.h. https://man7.org/linux/man-pages/man3/mallopt.3.html"""


def share_one_store() -> None:
    """Have all threads take from one store; to be called before there are any. Takes a millisecond or two."""
    _ask("mallopt", _M_ARENA_MAX, 1)


def give_back() -> None:
    """Let the system have what was freed. https://man7.org/linux/man-pages/man3/malloc_trim.3.html"""
    _ask("malloc_trim", 0)


def _ask(name: str, *values: int) -> None:
    if sys.platform == "linux":
        import ctypes

        with contextlib.suppress(OSError, AttributeError):  # another C library has nothing of the kind
            getattr(ctypes.CDLL(None), name)(*values)
