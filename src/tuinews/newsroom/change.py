"""What a change of the user's did, and how one in the journal is taken back."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import NamedTuple

from tuinews.newsroom import Newsroom
from tuinews.store.journal import JournalRecord


class Change(NamedTuple):
    """What a mark, a correction, an undo or a redo did."""

    label: str
    """In the past tense, for a toast: "18 articles marked read"; empty when nothing changed."""
    article_ids: tuple[int, ...] = ()
    feeds_changed: bool = False
    annotation_changed: bool = False
    """Whether people and quotes of these articles are others now."""


Applier = Callable[[sqlite3.Connection, Newsroom, JournalRecord, bool], Change]
"""Takes a change back (the last argument is true) or does it again."""
