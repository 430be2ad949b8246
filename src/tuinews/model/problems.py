"""What is known of the feeds that need attention."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from tuinews.errors import FailureKind
from tuinews.model.entries import FeedLink
from tuinews.model.subscriptions import Feed


class Failure(NamedTuple):
    """What is known of why a feed fails: advice is made from these facts, not from the sentence."""

    kind: FailureKind = FailureKind.UNKNOWN
    status: int | None = None
    """The HTTP status, None where no answer came."""
    host: str = ""
    retry_at: datetime | None = None
    """When the server asked to be left alone until."""
    expires_at: datetime | None = None
    """When the server's certificate expires, or has."""
    names: tuple[str, ...] = ()
    """The hosts that the server's certificate is for."""
    feeds: tuple[FeedLink, ...] = ()
    """The feeds that the page at the address names instead."""
    moved_to: str = ""
    """The new address, where the old one points on for good or to where it is not followed."""
    found: str = ""
    """What came instead of a feed: "a web page"."""
    limit_bytes: int = 0
    seconds: float = 0.0
    line: int = 0
    """Where a broken feed is broken; 0 when unknown."""
    column: int = 0


class Problem(NamedTuple):
    """A feed that needs attention: it fails, or nothing new has come for long."""

    feed: Feed
    failure: Failure | None
    """None for a stale feed."""
    newest_at: datetime | None = None
    """When its newest article is from; None when it has none."""


class Problems(NamedTuple):
    """The feeds that need attention, those that fail apart from those that only rest."""

    failing: tuple[Problem, ...] = ()
    stale: tuple[Problem, ...] = ()
