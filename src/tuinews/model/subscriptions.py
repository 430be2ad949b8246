"""Feeds, folders and smart folders: as the archive holds them, and as lists of them come in and go out."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from tuinews.model.scopes import ScopeKind
from tuinews.model.sources import Validators


class Element(NamedTuple):
    """A piece of a subscription list that tuinews has no use for, kept for export as it came."""

    name: str
    """With its namespace in braces before it, where it has one."""
    attributes: tuple[tuple[str, str], ...] = ()
    content: tuple[str | Element, ...] = ()


class Subscription(NamedTuple):
    """One feed as a subscription list (OPML, newsboat's urls) names it."""

    url: str
    title: str = ""
    """The user's own title, empty to use the feed's."""
    site_url: str = ""
    folder: tuple[str, ...] = ()
    """Folder names from the outside in; empty at the top level."""
    tags: tuple[str, ...] = ()
    is_hidden: bool = False
    attributes: tuple[tuple[str, str], ...] = ()
    """Outline attributes we do not know, kept for export."""
    own_title: str = ""
    """The feed's own title, where the list tells it from the user's."""
    content: tuple[Element, ...] = ()
    """Outlines inside the feed's that are no feeds, such as the episodes that some programs list; kept for export."""


class FolderOutline(NamedTuple):
    """A folder of a subscription list with what the list says of it besides its name."""

    path: tuple[str, ...]
    attributes: tuple[tuple[str, str], ...]


class OtherOutline(NamedTuple):
    """An outline of a subscription list besides the first of each feed: another place of a feed, or no feed at all."""

    folder: tuple[str, ...]
    """Where it stands. One without an address and attributes is that folder itself, in which nothing is."""
    after: int
    """How many subscriptions stand before it in the list."""
    url: str = ""
    """The feed that stands here, too; empty when it is none."""
    attributes: tuple[tuple[str, str], ...] = ()
    """All of them; of a feed, those that say something else than its first outline does."""
    content: tuple[Element, ...] = ()


class SmartFolder(NamedTuple):
    """A query with a name, shown among the feeds."""

    id: int
    """0 while it is not in the archive."""
    name: str
    query: str
    unread: int = 0
    origin: str = ""
    """The line of another reader's that it was made from."""


class SubscriptionList(NamedTuple):
    """Feeds to subscribe to, and the lines that could not be taken, each with its reason."""

    title: str
    subscriptions: tuple[Subscription, ...]
    skipped: tuple[str, ...] = ()
    """Lines that are no feeds on the web."""
    repeated: tuple[str, ...] = ()
    """Feeds that stand in the list more than once, and where."""
    folders: tuple[FolderOutline, ...] = ()
    """The folders of which something is to be kept, in the order of the list."""
    head: tuple[Element, ...] = ()
    """What the head of the list says, its title included."""
    smart_folders: tuple[SmartFolder, ...] = ()
    untranslated: tuple[str, ...] = ()
    """Searches of another reader's that cannot be smart folders, each with its reason."""
    others: tuple[OtherOutline, ...] = ()

    def only(self, chosen: tuple[Subscription, ...]) -> SubscriptionList:
        """Return the list with some of its subscriptions alone, and whatever is about none of the others."""
        kept = {feed.url for feed in chosen}
        before = [0]
        for feed in self.subscriptions:
            before.append(before[-1] + (feed.url in kept))
        others = (one for one in self.others if not one.url or one.url in kept)
        return self._replace(
            subscriptions=chosen, others=tuple(one._replace(after=before[one.after]) for one in others)
        )


class Feed(NamedTuple):
    """A subscription as the archive holds it."""

    id: int
    url: str
    title: str
    """The user's title, else the feed's, else its address."""
    site_url: str = ""
    folder: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    is_builtin: bool = False
    """True for Welcome and Files, which are never fetched."""
    validators: Validators = Validators()
    body_sha: str = ""
    unread: int = 0
    total: int = 0
    last_success_at: datetime | None = None
    next_refresh_at: datetime | None = None
    failure: str = ""
    """The last error in words; empty when the last fetch went well."""
    failing_since: datetime | None = None
    failures_in_row: int = 0
    is_hidden: bool = False
    """Kept out of the list of feeds; its articles stand in smart folders and in All."""
    further: tuple[tuple[str, ...], ...] = ()
    """Other folders that it is in, too."""

    @property
    def places(self) -> tuple[tuple[str, ...], ...]:
        """Every folder that it is in, first the one that it is filed under; one without names is the top level."""
        return (self.folder, *self.further)


class Folder(NamedTuple):
    """A folder of feeds."""

    id: int
    parent_id: int | None
    name: str


class MuteRule(NamedTuple):
    """A query whose articles are kept out of the lists."""

    id: int
    name: str
    query: str
    hidden: int = 0
    """How many articles it hides now."""


class FeedTree(NamedTuple):
    """Everything the feeds pane shows."""

    folders: tuple[Folder, ...]
    feeds: tuple[Feed, ...]
    counts: tuple[tuple[ScopeKind, int], ...]
    """For each built-in folder the number beside it: unread articles, or all of them for Starred and Read later."""
    smart: tuple[SmartFolder, ...] = ()
    hidden_failing: int = 0
    """How many feeds fail that are not shown."""
