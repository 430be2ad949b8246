"""Which articles a list is about, and in which order."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class ScopeKind(StrEnum):
    """What a headline list is about."""

    ALL = "all"
    UNREAD = "unread"
    STARRED = "starred"
    LATER = "later"
    TODAY = "today"
    FILES = "files"
    FOLDER = "folder"
    FEED = "feed"
    SMART = "smart"
    ARCHIVED = "archived"
    MUTED = "muted"


class Sort(StrEnum):
    """How a list is ordered; within each the newest come first."""

    TIME = "time"
    FEED = "feed"
    TITLE = "title"
    UNREAD = "unread"
    PEOPLE = "people"
    WORDS = "words"


class Scope(NamedTuple):
    """The articles of one headline list."""

    kind: ScopeKind = ScopeKind.ALL
    id: int = 0
    """The id of the feed, the folder or the smart folder; 0 for the others."""
    unread_only: bool = False
    words: str = ""
    """A query that its articles match besides; empty to leave it open."""
    oldest_first: bool = False
    """The other way round, where the order is that of time."""
    sort: Sort = Sort.TIME
    by_day: bool = False
    """Where the order is that of time: the places where another day begins are wanted, too."""
