"""People over the whole archive: who they are, what they said when, and with whom they are named."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple


class PeopleSort(StrEnum):
    """How people are ordered; the most or latest come first."""

    RISING = "rising"
    """By how much more they are named this week than in a usual one."""
    RECENT = "recent"
    MENTIONS = "mentions"
    QUOTES = "quotes"
    LAST = "last"
    NAME = "name"


class PersonRow(NamedTuple):
    """A person as a list shows them."""

    id: int
    name: str
    role: str
    """The last one printed; empty when there is none."""
    articles: int
    mentions: int
    quotes: int
    recent: int
    """Mentions in the last seven days."""
    recent_quotes: int
    before: int
    """Mentions in the four weeks before."""
    first_seen: datetime | None
    last_seen: datetime | None
    is_new: bool = False
    """First seen in the last seven days."""
    is_followed: bool = False
    weeks: tuple[int, ...] = ()
    """Mentions by week, the last seven days last."""


class DatedRole(NamedTuple):
    """A role as printed, and from when to when."""

    role: str
    first: datetime | None
    last: datetime | None
    articles: int


class NameForm(NamedTuple):
    """What a person is called at fullest in so many articles."""

    name: str
    articles: int


class Companion(NamedTuple):
    """Someone who is named in the same articles."""

    id: int
    name: str
    articles: int


class Outlet(NamedTuple):
    """A feed that names a person."""

    feed_id: int
    title: str
    articles: int
    quotes: int


class Statement(NamedTuple):
    """A quote of a person's."""

    article_id: int
    start: int
    end: int
    words: str
    title: str
    """The article's."""
    outlet: str
    at: datetime | None
    is_read: bool
    """Whether the article is."""


class Appearance(NamedTuple):
    """An article that names a person."""

    article_id: int
    title: str
    outlet: str
    at: datetime | None
    name: str
    """What it calls them."""
    role: str
    mentions: int
    quotes: int
    is_read: bool


class Unread(NamedTuple):
    """How many unread articles name a person, and how many of them quote them."""

    mentioned: int
    quoted: int


class Card(NamedTuple):
    """Who a person is, as far as the archive tells."""

    row: PersonRow
    forms: tuple[NameForm, ...] = ()
    roles: tuple[DatedRole, ...] = ()
    """In order of time."""
    company: tuple[Companion, ...] = ()
    """Those most often named in the same of the latest articles."""
    company_of: int = 0
    """How many of the latest articles were looked at for them."""
    outlets: tuple[Outlet, ...] = ()
    unread: Unread | None = None
    """None for someone who is not followed."""
    is_announced: bool = False
    parts: tuple[tuple[int, str], ...] = ()
    """Those whom the reader merged into this person: id and name."""
    folder_id: int = 0
    """The smart folder of someone who is followed; 0 for others."""
    week_at: int = 0
    """When the seven days begin that the numbers of this week are of, in seconds since 1970."""
