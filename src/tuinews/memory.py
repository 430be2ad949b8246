"""What becomes of memory that is free, in a way that suits processes that are there for weeks.

By itself the GNU library gives each thread a store of its own and keeps what was freed there: some megabytes more in
each hour. Other systems and libraries are left as they are.
"""

from __future__ import annotations

import contextlib
import gc
import sys
from typing import Final

_M_ARENA_MAX: Final = -8
"""As in malloc.h. https://man7.org/linux/man-pages/man3/mallopt.3.html"""


def share_one_store() -> None:
    """Have all threads take from one store; to be called before there are any. Takes a millisecond or two."""
    _ask("mallopt", _M_ARENA_MAX, 1)


def give_back() -> None:
    """Forget the sources that tracebacks quote, and let the system have what was freed or is garbage.

    It takes some milliseconds, or tens of them. https://man7.org/linux/man-pages/man3/malloc_trim.3.html
    """
    import linecache

    linecache.clearcache()
    gc.collect()
    _ask("malloc_trim", 0)


def _ask(name: str, *values: int) -> None:
    if sys.platform == "linux":
        import ctypes

        with contextlib.suppress(OSError, AttributeError):  # another C library has nothing of the kind
            getattr(ctypes.CDLL(None), name)(*values)
