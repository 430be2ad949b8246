"""Whether there is anything that was never fetched; asked before the program has loaded, so this loads little."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

_NEVER_FETCHED = "SELECT 1 FROM feeds WHERE kind = 'feed' AND removed_at IS NULL AND last_success_at IS NULL LIMIT 1"


def is_any_feed_new(archive: Path) -> bool:
    """Return whether an archive has a feed that never gave anything; False for one that cannot be read."""
    try:
        with contextlib.closing(sqlite3.connect(f"{archive.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            return connection.execute(_NEVER_FETCHED).fetchone() is not None
    except sqlite3.Error:
        return False  # whoever opens it next says why
