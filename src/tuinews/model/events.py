"""What happens while feeds are refreshed, pages fetched and things added and opened."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from tuinews.model.annotations import Annotation
from tuinews.model.bodies import Body
from tuinews.model.entries import FeedLink
from tuinews.model.subscriptions import SubscriptionList


class Refreshed(NamedTuple):
    """A feed gave new or changed entries, or the same ones again."""

    feed_id: int
    title: str
    new: int
    updated: int
    warnings: tuple[str, ...] = ()


class Unchanged(NamedTuple):
    """A feed has not changed since last time."""

    feed_id: int
    title: str
    warnings: tuple[str, ...] = ()


class Failed(NamedTuple):
    """A feed could not be fetched or read; its articles are untouched."""

    feed_id: int
    title: str
    message: str
    is_offline: bool = False


FeedOutcome = Refreshed | Unchanged | Failed


class Started(NamedTuple):
    """A refresh knows how many feeds it is going to ask."""

    feeds: int


class Subscribed(NamedTuple):
    """A feed is in the archive; its first refresh follows."""

    feed_id: int
    title: str
    url: str
    is_new: bool


class FeedsNamed(NamedTuple):
    """A site has several feeds, as it says; each is being looked at."""

    url: str
    links: tuple[FeedLink, ...]


class FeedSeen(NamedTuple):
    """A feed of a site has been looked at."""

    link: FeedLink
    same_as: str = ""
    """The address of one seen before it with the same entries; empty for a feed of its own."""


class FeedMissing(NamedTuple):
    """What a site calls a feed cannot be read."""

    url: str
    reason: str


class FeedChoices(NamedTuple):
    """A site has several feeds, the one most people mean first; the user chooses."""

    url: str
    links: tuple[FeedLink, ...]


class Imported(NamedTuple):
    """A subscription list has been taken over."""

    added: int
    already_there: int
    skipped: tuple[str, ...] = ()
    repeated: tuple[str, ...] = ()
    smart_folders: int = 0
    untranslated: tuple[str, ...] = ()
    hidden: int = 0
    """How many of those added are hidden from the list of feeds; their articles stand in smart folders and All."""
    places: int = 0
    """In how many folders feeds stand besides their first ones."""
    kept: int = 0
    """How many outlines are no feeds and are kept for export: notes, links, empty folders."""


class Sent(NamedTuple):
    """Articles were sent to where their reader keeps them."""

    articles: int
    problems: tuple[str, ...] = ()


class Downloading(NamedTuple):
    """A file is coming."""

    done: int
    """Bytes."""
    total: int
    """0 when it is not known."""
    is_anew: bool = False
    """What had come before could not be gone on with."""


class Downloaded(NamedTuple):
    """A file is on the disk."""

    path: str


DownloadEvent = Downloading | Downloaded


class Opened(NamedTuple):
    """A file or page is in the archive as an article, ready to be read."""

    article_id: int
    title: str
    notices: tuple[str, ...] = ()


class OpenedFeed(NamedTuple):
    """A target turned out to be a feed: what it is called and its address, to subscribe to if wanted."""

    url: str
    title: str
    entries: int


class OpenedList(NamedTuple):
    """A target turned out to be a subscription list."""

    target: str
    subscriptions: SubscriptionList


class TargetFailed(NamedTuple):
    """A target could not be opened; the others are."""

    target: str
    message: str


class Completed(NamedTuple):
    """An article has its text and its annotation now."""

    article_id: int
    body: Body | None = None
    """The text, where it could not be stored and is here alone."""
    annotation: Annotation | None = None


class CaughtUp(NamedTuple):
    """Some articles that waited have their texts and annotations now; none, when none waited."""

    article_ids: tuple[int, ...]
    left: int
    """How many wait still."""


class Compared(NamedTuple):
    """What has changed in an article since it came."""

    body: Body
    """The changed places, what was taken out and what was put in marked in the text."""
    added: datetime
    changed: datetime
    """When the last change came."""
    changes: int


class FetchingPage(NamedTuple):
    """An article's page is being fetched for its whole text."""

    article_id: int


class PageFetched(NamedTuple):
    """An article's page was asked for; what it gave is in the archive."""

    article_id: int
    is_shown: bool
    """Whether the article's text is the page's now."""
    problem: str = ""
    """Why it is not."""
    is_offline: bool = False
    """There is no network: it is fetched when there is one again."""


PageEvent = FetchingPage | PageFetched


OpenEvent = Opened | OpenedFeed | OpenedList | FeedChoices | TargetFailed


FindEvent = FeedsNamed | FeedSeen | FeedMissing | FeedChoices


AddEvent = Subscribed | FindEvent | Refreshed | Unchanged | Failed


class RefreshTotals(NamedTuple):
    """Counts over the outcomes of one refresh."""

    feeds: int = 0
    new: int = 0
    updated: int = 0
    unchanged: int = 0
    failed: int = 0
    failures: tuple[Failed, ...] = ()


class Gathered(NamedTuple):
    """Articles were put into their stories."""

    placed: int
    """How many have been looked at so far."""
    waiting: int
    """How many are still to be looked at."""
    changed: frozenset[int]
    """The articles of stories that grew since this was last told."""
