"""Marks on articles: read, starred, read later. Every change says which rows it really changed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import Literal

MarkName = Literal["read", "starred", "later"]

_COLUMNS: dict[str, str] = {"read": "is_read", "starred": "is_starred", "later": "is_later"}


def set_mark(connection: sqlite3.Connection, article_ids: Sequence[int], mark: MarkName, value: bool) -> list[int]:
    """Give articles a mark, or take it; return the ids of those that changed."""
    column = _COLUMNS[mark]
    return [
        row[0]
        for row in connection.execute(
            f"UPDATE articles SET {column} = ?1 WHERE id IN (SELECT value FROM json_each(?2)) AND {column} <> ?1 "
            "RETURNING id",
            (int(value), json.dumps(list(article_ids))),
        )
    ]
