"""The words of the field as named tuples; standard library only.

Named tuples, because the reader needs forty of these classes before its first paint: a frozen dataclass takes half a
millisecond to make, a named tuple a sixth of that, and its instances are quicker to make and to send to a worker.

Times are timezone-aware UTC datetimes, ids are ints, sequences are tuples. Offsets are code points into an
article's plain text (`Body.text`), end exclusive: blocks, links, people, quotes and search hits all point
into that one text.
"""

from __future__ import annotations

from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any, NamedTuple

from tuinews.errors import FailureKind

# ---------------------------------------------------------------------------------------------- sources


class SourceKind(StrEnum):
    """What is expected behind a location; the content has the last word."""

    FEED = "feed"
    PAGE = "page"
    FILE = "file"


class Source(NamedTuple):
    """Where bytes come from: a URL, or the path of a local file (`-` is standard input)."""

    kind: SourceKind
    location: str


class Validators(NamedTuple):
    """The HTTP validators of a feed, to be echoed exactly."""

    etag: str = ""
    last_modified: str = ""


class Document(NamedTuple):
    """Bytes as they came from a source."""

    source: Source
    url: str
    """The address after redirects; for a local file its absolute path."""
    body: bytes
    media_type: str = ""
    """Lower case, without parameters; empty when unknown."""
    charset: str = ""
    """The charset the carrier declared; empty when it declared none."""
    validators: Validators = Validators()
    fresh_until: datetime | None = None
    """Until when the server says asking again is pointless."""
    moved_to: str = ""
    """The new address when every redirect on the way was permanent (301, 308)."""


class NotModified(NamedTuple):
    """The source has nothing new (304)."""

    source: Source
    validators: Validators = Validators()
    fresh_until: datetime | None = None
    moved_to: str = ""
    """The new address when every redirect on the way was permanent (301, 308)."""


# ---------------------------------------------------------------------------------------------- entries


class Enclosure(NamedTuple):
    """A media file that an entry points at."""

    url: str
    media_type: str = ""
    length_bytes: int | None = None


class Entry(NamedTuple):
    """One item as its source tells it: text fields are cleaned lines, HTML is still as it came."""

    guid: str = ""
    url: str = ""
    title: str = ""
    title_is_derived: bool = False
    """True when the source has no title and this one was made from its text, address or file name."""
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    updated: datetime | None = None
    summary_html: str = ""
    content_html: str = ""
    language: str = ""
    """A BCP 47 tag as declared; empty when not declared."""
    outlet: str = ""
    """Who publishes it, where the entry itself says so (a file or page has no feed to say it)."""
    image_url: str = ""
    enclosures: tuple[Enclosure, ...] = ()
    tags: tuple[str, ...] = ()
    is_date_unclear: bool = False
    """True when its source states a date that cannot be meant: far in the future, or before there were feeds."""


class Draft(NamedTuple):
    """An entry ready to be stored: what a headline needs, and its HTML packed until someone reads it."""

    identity: bytes
    """16 bytes: digest of the guid, else the address, else the content."""
    content_sha: bytes
    """16 bytes: digest of title and content, to tell an updated entry."""
    entry: Entry
    """The entry's facts, with its HTML taken out."""
    snippet: str
    packed: bytes
    """The HTML as it came, UTF-8, zlib."""
    base_url: str = ""
    is_trusted: bool = False
    """True when our own importer made the HTML, so its marks for hidden parts are honoured."""
    also_known: tuple[bytes, ...] = ()
    """The identities it has where its guid is spelled differently: with http for https, with a slash at its end."""


class FeedInfo(NamedTuple):
    """What a feed says of itself."""

    title: str = ""
    site_url: str = ""
    description: str = ""
    language: str = ""
    ttl_minutes: int | None = None
    """The rhythm the feed asks for (RSS ttl, sy:updatePeriod); None when it asks for none."""
    skipped_hours: tuple[int, ...] = ()
    """The hours (UTC) at which it asks not to be fetched."""
    skipped_days: tuple[int, ...] = ()
    """The days of the week at which it asks not to be fetched, Monday being 0."""


class Parsed(NamedTuple):
    """What a document holds: a feed with its entries, or one entry without a feed (a page, a file)."""

    feed: FeedInfo | None
    entries: tuple[Entry, ...]
    warnings: tuple[str, ...] = ()
    """Sentences for the user: "1,000 of 35,112 entries kept"."""


class FeedLink(NamedTuple):
    """A feed that a web page advertises, or that was found where such sites keep it."""

    url: str
    title: str = ""
    entries: int | None = None
    """How many it has; None until it has been looked at."""
    newest: datetime | None = None
    is_of_comments: bool = False


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


class FolderOutline(NamedTuple):
    """A folder of a subscription list with what the list says of it besides its name."""

    path: tuple[str, ...]
    attributes: tuple[tuple[str, str], ...]


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
    head: tuple[tuple[str, str], ...] = ()
    """What the head of the list says of its owner."""
    smart_folders: tuple[SmartFolder, ...] = ()
    untranslated: tuple[str, ...] = ()
    """Searches of another reader's that cannot be smart folders, each with its reason."""


# --------------------------------------------------------------------------------------- article bodies


class BlockKind(StrEnum):
    """What a block is set as."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    CODE = "code"
    TABLE = "table"
    IMAGE = "image"
    CAPTION = "caption"
    RULE = "rule"


class RunStyle(StrEnum):
    """What a stretch inside a block is set as."""

    STRONG = "strong"
    EMPHASIS = "emphasis"
    CODE = "code"
    LINK = "link"
    STRIKE = "strike"
    SUPER = "super"
    SUB = "sub"


class Run(NamedTuple):
    """A styled stretch of the text; runs may nest and overlap."""

    start: int
    end: int
    style: RunStyle
    href: str = ""
    """The absolute http(s) or mailto address of a link; empty otherwise."""


class Block(NamedTuple):
    """A stretch of the text that is set as one piece.

    Blocks are in order, do not overlap and, with the separators between them, cover the whole text. A table's
    text has one row a line, cells told apart by a tab; an image's text is its alternative text.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    """A heading's level (1-6); a list item's depth (1 and up); a table's number of heading rows."""
    marker: str = ""
    """What stands before a list item: "•" or "3."."""
    quote_depth: int = 0
    """How many block quotes it stands in."""
    runs: tuple[Run, ...] = ()
    href: str = ""
    """An image's address."""
    is_hidden: bool = False
    """Site furniture the importer hid: kept, not analysed, shown on request."""


class Body(NamedTuple):
    """An article's text and how it is set."""

    text: str
    blocks: tuple[Block, ...]
    language: str = ""
    notices: tuple[str, ...] = ()
    """Sentences for the reader: "Cut here: the page is very long"."""


# ------------------------------------------------------------------------------------ people and quotes


class SpeakerType(StrEnum):
    """What kind of source speaks."""

    PERSON = "person"
    ORGANISATION = "organisation"
    DOCUMENT = "document"
    UNNAMED = "unnamed"


class How(StrEnum):
    """What an attribution rests on."""

    EXPLICIT = "explicit"
    PRONOUN = "pronoun"
    ROLE = "role"
    IMPLICIT = "implicit"
    CORRECTED = "corrected"
    """The reader said so."""


class Certainty(StrEnum):
    """How sure an attribution is."""

    CERTAIN = "certain"
    LIKELY = "likely"


class QuoteKind(StrEnum):
    """How speech is reported."""

    SPEECH = "speech"
    INDIRECT = "indirect"


class Person(NamedTuple):
    """A human being named in an article."""

    name: str
    """The fullest form in this article, without honorific."""
    aliases: tuple[str, ...] = ()
    """The other forms in this article, in order of appearance."""
    role: str = ""
    """The role as printed ("Iranian Foreign Minister"); empty when the text gives none."""


class Mention(NamedTuple):
    """One place where a person is named."""

    start: int
    end: int
    person: int
    """Index into `Annotation.people`."""


class Speaker(NamedTuple):
    """Who a quote is attributed to."""

    name: str
    """The person's fullest name, else the organisation or the description as written."""
    type: SpeakerType
    how: How
    certainty: Certainty
    person: int | None = None
    """Index into `Annotation.people`; None when the speaker is no person named in the text."""
    start: int | None = None
    """The nearest mention the decision rests on (a pronoun or "the premier" included)."""
    end: int | None = None


class Quote(NamedTuple):
    """A stretch of reported speech, quotation marks included."""

    start: int
    end: int
    kind: QuoteKind = QuoteKind.SPEECH
    speaker: Speaker | None = None
    """None when it cannot be told."""
    cue: str = ""
    """The words that report the speech ("said", "told"); empty when there are none."""


class Annotation(NamedTuple):
    """The people and quotes of one text."""

    annotator_version: int
    people: tuple[Person, ...] = ()
    mentions: tuple[Mention, ...] = ()
    """In order of start, not overlapping."""
    quotes: tuple[Quote, ...] = ()
    """In order of start, not overlapping."""
    language: str = ""
    """The primary BCP 47 tag of the language the text is in; empty when it cannot be told."""


# ------------------------------------------------------------------------------------------- corrections


class QuotePlace(NamedTuple):
    """Which quote of an article is meant, in words that another text or annotation of it can be searched for."""

    words: str
    """The quote's letters and digits, folded: no marks, no blanks."""
    before: str = ""
    """The letters and digits before it."""
    after: str = ""
    offset: int = 0
    """Where it began; a hint where the same words stand there twice."""


class SpeakerSet(NamedTuple):
    """The reader says who speaks a quote."""

    place: QuotePlace
    name: str = ""
    """Empty when it cannot be told."""
    type: SpeakerType = SpeakerType.PERSON
    forms: tuple[str, ...] = ()
    """The other names of that person in the article, so that another annotation's person is known again."""
    kind: QuoteKind = QuoteKind.SPEECH
    """What the quote is, should another annotation not have it."""


class NotSpeech(NamedTuple):
    """The reader says that a quote is no speech."""

    place: QuotePlace


class SamePerson(NamedTuple):
    """The reader says who a person is: another person of the article, or of another name."""

    forms: tuple[str, ...]
    """What the person is called in the article, the fullest name first."""
    name: str
    others: tuple[str, ...] = ()
    """What the other person is called in the article; empty when `name` is one that the reader gave."""


class NotPerson(NamedTuple):
    """The reader says that what was taken for a person is none."""

    forms: tuple[str, ...]


Correction = SpeakerSet | NotSpeech | SamePerson | NotPerson


# -------------------------------------------------------------------------------------------- the archive


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


class FoundArticle(NamedTuple):
    """An article that a search found."""

    row: ArticleRow
    snippet: str
    """Words around the hits, each hit between `HIT_BEGINS` and `HIT_ENDS`."""
    score: float
    """The higher the better."""


class FoundPerson(NamedTuple):
    """A person whose name a search found."""

    name: str
    articles: int
    quotes: int


class FoundQuote(NamedTuple):
    """A quote that a search found."""

    article_id: int
    article_title: str
    feed_title: str
    published: datetime | None
    speaker: str
    """Empty when it cannot be told."""
    words: str
    """The quote with its hits marked."""
    start: int
    end: int


class Found(NamedTuple):
    """What a search found, the best first in each group."""

    articles: tuple[FoundArticle, ...] = ()
    people: tuple[FoundPerson, ...] = ()
    quotes: tuple[FoundQuote, ...] = ()


HIT_BEGINS, HIT_ENDS = "\x02", "\x03"
"""Around a hit; cleaned text holds no control characters, so these are told from its own."""


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


# ------------------------------------------------------------------------------------------- refreshing


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


# ------------------------------------------------------------------------------- adding and opening things


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


def as_facts(record: object) -> Any:
    """Return a record as plain values for JSON: records become objects, tuples lists; the rest stays."""
    if isinstance(record, tuple):
        names: tuple[str, ...] | None = getattr(record, "_fields", None)
        if names is None:
            return [as_facts(value) for value in record]
        return {name: as_facts(value) for name, value in zip(names, record, strict=True)}
    return record
