"""What commands share that put articles into their stories."""

from __future__ import annotations

import contextlib
import sys

from tuinews.commands.session import run, tell
from tuinews.errors import UnstoredError
from tuinews.newsroom import Newsroom
from tuinews.newsroom.gather_stories import gather_stories

SOME = 1000
"""Waiting articles that a command looks at besides what it brought itself: a second or two."""


def gather(newsroom: Newsroom, most: int | None) -> int:
    """Put waiting articles into their stories; return how many still wait. Where nothing can be stored, they all do."""
    with contextlib.suppress(UnstoredError):
        return run(_gather(newsroom, most))
    return 0


def tell_waiting(waiting: int) -> None:
    """Say that articles wait, where some do."""
    if waiting:
        tell(f"{waiting:,} older articles are still to be put into stories; the open reader does it by and by, "
             "`tuinews refresh --index` at once.")  # fmt: skip


async def _gather(newsroom: Newsroom, most: int | None) -> int:
    waiting = 0
    async for event in gather_stories(newsroom, most):
        waiting = event.waiting
        if sys.stderr.isatty():
            print(f"\r\x1b[K⟳ stories of {event.placed:,} articles", end="", file=sys.stderr, flush=True)
    if sys.stderr.isatty():
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)
    return waiting
