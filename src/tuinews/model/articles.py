"""Articles as the archive holds them: a row of a list, and one whole."""

from __future__ import annotations

from datetime import datetime
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:  # a list needs none of them
    from tuinews.model.annotations import Annotation
    from tuinews.model.bodies import Body
    from tuinews.model.entries import Enclosure


class ArticleRow(NamedTuple):
    """What a headline list needs of an article."""

    id: int
    feed_id: int
    feed_title: str
    title: str
    title_is_derived: bool
    authors: tuple[str, ...]
    published: datetime | None
    added: datetime
    is_read: bool
    is_starred: bool
    is_later: bool
    snippet: str
    people: int | None
    """How many people it names; None until it is annotated."""
    quotes: int | None
    url: str = ""
    is_date_unclear: bool = False
    """True when its source states a date that cannot be meant."""
    replaced: datetime | None = None
    """When its source last put another text in the place of an earlier one; None while it never has."""
    sources: int = 0
    """How many feeds tell of the same event, its own included; 0 when it is the only article of it."""
    copies: int = 0
    """How many articles do."""


class TextSource(StrEnum):
    """Where the text of an article comes from."""

    FEED = "feed"
    """What the feed or the file said."""
    PAGE = "page"
    """What stands on the article's own page."""
    RAW = "raw"
    """The source of the feed's text, as it came."""
    OUTPUT = "output"
    """What a program of the reader's made of it; stored nowhere."""


class PageState(NamedTuple):
    """What is known of an article's page."""

    has_text: bool = False
    is_shown: bool = False
    is_wanted: bool = False
    """It was asked for while there was no network."""
    problem: str = ""
    """Why it gave no text."""


class Article(NamedTuple):
    """One article, whole."""

    row: ArticleRow
    guid: str
    updated: datetime | None
    language: str
    outlet: str
    body: Body | None
    """None until it has been cleaned."""
    text_sha: str
    enclosures: tuple[Enclosure, ...] = ()
    position: float = 0.0
    """Where reading stopped: an offset in the text."""
    source: TextSource = TextSource.FEED
    page: PageState | None = None
    """None when its page was never asked for."""


class Reading(NamedTuple):
    """What the reader shows: an article and, once made, its annotation."""

    article: Article
    annotation: Annotation | None


class Whereabouts(IntEnum):
    """Where an article is."""

    LISTED = 0
    LEFT = 1
    """Its feed was removed."""
    MUTED = 2
    ARCHIVED = 3
    """Out of the lists, still found by search."""
    DELETED = 4
    """Kept as a tombstone, so that a refresh does not bring it back."""
    FORGOTTEN = 5
    """A tombstone alone: a vacuum has taken what it held, and nothing brings it back."""
