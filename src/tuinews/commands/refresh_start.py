"""`refresh` begins: where feeds are new, what reads them loads while the rest of the program does."""

from __future__ import annotations

import argparse
import gc
from typing import TYPE_CHECKING

from tuinews.newsroom.child import can_fork, start_worker
from tuinews.newsroom.worker import GARBAGE_AT
from tuinews.paths import find_paths
from tuinews.store.first_fetch import is_any_feed_new

if TYPE_CHECKING:
    from tuinews.newsroom.child import Child

_PARSERS = 2
_NEEDED = ("tuinews.newsroom.prepare", "tuinews.formats.wellformed", "zstandard")


def start_refresh(options: argparse.Namespace) -> int:
    """Fetch what is due and count what is new."""
    gc.set_threshold(GARBAGE_AT)
    is_new = is_any_feed_new(find_paths(options.data_dir).archive)
    parsers: list[Child] = []
    if is_new and not can_fork():
        parsers += [start_worker(0, *_NEEDED) for _ in range(_PARSERS)]
    from tuinews.commands.refreshing import refresh_command  # a tenth of a second, in which the parsers load, too

    gc.freeze()  # what is loaded stays
    if is_new and not parsers:
        from tuinews.newsroom.forking import ForkedWorker

        parsers += [ForkedWorker(_NEEDED) for _ in range(_PARSERS)]
    return refresh_command(options, parsers)
