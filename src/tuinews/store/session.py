"""What the screen remembers from one start to the next: small values by name."""

import json
import sqlite3

from tuinews.store.rows import to_json


def load(connection: sqlite3.Connection) -> dict[str, object]:
    """Return every remembered value by its name."""
    return {key: json.loads(value) for key, value in connection.execute("SELECT key, value FROM session")}


def save(connection: sqlite3.Connection, values: dict[str, object]) -> None:
    """Remember these values; others stay as they are."""
    connection.executemany(
        "INSERT OR REPLACE INTO session (key, value) VALUES (?, ?)",
        [(key, to_json(value)) for key, value in values.items()],
    )
