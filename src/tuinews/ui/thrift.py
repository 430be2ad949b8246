"""What Textual and Rich remember of what was painted, and may forget in a reader that stays open for weeks.

Both keep answers by what was asked, up to thousands of them: a style for every place on the screen that it was ever
painted at, and every pair of places that was ever compared. That makes the next paint a little faster and the program
larger by the hour.
"""

from __future__ import annotations

import contextlib
import linecache
import sys
from typing import Final

from rich.segment import Segment
from textual._styles_cache import StylesCache
from textual.geometry import Region
from textual.strip import Strip

_MOST_KEPT: Final = 2000
"""Some screens full; each is half a kilobyte or more."""


def forget_windows() -> None:
    """Let go of what was painted: this keeps the last thousand widgets, with all their lines."""
    StylesCache.get_inner_outer.cache_clear()


def forget_paints() -> None:
    """Let go of styles and cut texts once they are many; the next paint makes anew those that it needs."""
    for remembered in (Strip.render_ansi, Segment._split_cells, Region.intersection, Region.__contains__):
        if remembered.cache_info().currsize > _MOST_KEPT:
            remembered.cache_clear()


def give_back() -> None:
    """Forget the sources that the log's tracebacks quote, and let the system have what was freed.

    The GNU library keeps what its threads freed for later, some megabytes in each hour of reading.
    https://man7.org/linux/man-pages/man3/malloc_trim.3.html
    """
    linecache.clearcache()
    if sys.platform == "linux":
        import ctypes  # long after the first paint

        with contextlib.suppress(OSError, AttributeError):  # another C library has nothing of the kind
            ctypes.CDLL(None).malloc_trim(0)
