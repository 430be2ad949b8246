"""The end of every transaction: what its changes mean for mute rules and smart folders.

Triggers note the articles that a transaction changed, whoever changed them and why; before it ends they are looked
at, so that nothing is ever shown that a rule mutes and no count is ever out of step.
"""

from __future__ import annotations

import sqlite3
from datetime import datetime

_MOST = 500
"""More changed articles than this are counted in the background, all of the archive's at a time."""

_MOST_MOVED = 30
"""More articles than this that came into the lists or left them are counted for their people in the background."""


def settle(connection: sqlite3.Connection, today: datetime) -> None:
    """Look at the articles that this transaction has changed."""
    if connection.execute("SELECT 1 FROM people_due WHERE is_moved = 1 LIMIT 1").fetchone() is not None:
        from tuinews.store import people_index

        people_index.look_again(connection, _MOST_MOVED)
    if connection.execute("SELECT 1 FROM changed_articles LIMIT 1").fetchone() is None:
        return
    from tuinews.store import muting, smart_folders  # an archive without rules and folders never needs them

    content = [row[0] for row in connection.execute("SELECT article_id FROM changed_articles WHERE is_content = 1")]
    if content:
        muting.apply(connection, content, today)
    changed = [row[0] for row in connection.execute("SELECT article_id FROM changed_articles LIMIT ?", (_MOST + 1,))]
    if len(changed) > _MOST:
        smart_folders.make_stale(connection)
    else:
        smart_folders.look_at(connection, changed, today)
    connection.execute("DELETE FROM changed_articles")
