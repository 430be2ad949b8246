"""`refresh` begins: where feeds are new, what reads them loads while the rest of the program does."""

from __future__ import annotations

import argparse

from tuinews.newsroom.child import start_worker
from tuinews.paths import find_paths
from tuinews.store.first_fetch import is_any_feed_new

_PARSERS = 2
_NEEDED = ("tuinews.newsroom.prepare", "tuinews.formats.wellformed", "zstandard")


def start_refresh(options: argparse.Namespace) -> int:
    """Fetch what is due and count what is new."""
    is_new = is_any_feed_new(find_paths(options.data_dir).archive)
    parsers = [start_worker(0, *_NEEDED) for _ in range(_PARSERS)] if is_new else []
    from tuinews.commands.refreshing import refresh_command  # a tenth of a second, in which the parsers load, too

    return refresh_command(options, parsers)
