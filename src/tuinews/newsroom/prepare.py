"""From a document to drafts ready to be stored: the pure half of ingesting, run in a worker process."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from tuinews import cleaning, formats
from tuinews.annotator import annotate
from tuinews.errors import FormatError
from tuinews.model.annotations import Annotation
from tuinews.model.bodies import Block, BlockKind, Body
from tuinews.model.entries import Draft, Entry, FeedInfo, FeedLink
from tuinews.model.sources import Document, SourceKind
from tuinews.model.subscriptions import SubscriptionList
from tuinews.store import packing
from tuinews.store.bodies import PackedBody
from tuinews.web_address import spellings


@dataclass(frozen=True, slots=True)
class Prepared:
    """What a document gave."""

    feed: FeedInfo | None
    drafts: tuple[Draft, ...]
    warnings: tuple[str, ...] = ()
    body_sha: str = ""
    """The digest of the document's bytes."""


def prepare(document: Document) -> Prepared:
    """Parse a document and make a draft of each entry; raises FormatError when it holds none of our formats."""
    parsed = formats.parse(document)
    is_trusted = parsed.feed is None and formats.is_own_html(document)
    drafts = tuple(make_draft(entry, entry.url or document.url, is_trusted=is_trusted) for entry in parsed.entries)
    return Prepared(parsed.feed, drafts, parsed.warnings, body_digest(document.body))


def body_digest(body: bytes) -> str:
    """Return what tells whether a document is, byte for byte, the one that was stored last."""
    return hashlib.blake2b(body, digest_size=16).hexdigest()


def make_draft(entry: Entry, base_url: str, *, is_trusted: bool = False) -> Draft:
    """Return the draft of one entry: identity, digest, snippet, and its HTML packed."""
    html = entry.content_html or entry.summary_html
    content = html.encode("utf-8", "replace")
    snippet = cleaning.snippet(entry.summary_html or html)
    if not entry.title:
        entry = entry._replace(title=_title_from(snippet, entry.url), title_is_derived=True)
    return Draft(
        identity=_identity(entry, content),
        also_known=tuple(digest("guid", guid) for guid in spellings(entry.guid)),
        content_sha=digest(entry.title, content),
        entry=entry._replace(content_html="", summary_html=""),
        snippet=snippet,
        packed=packing.pack(content, packing.FAST),
        base_url=base_url.encode("utf-8", "replace").decode("utf-8"),  # the name of a file may be no text
        is_trusted=is_trusted,
    )


def complete(html: str, base_url: str, is_trusted: bool, language: str) -> tuple[Body, Annotation]:
    """Clean an article's HTML and annotate its text."""
    body = cleaning.clean(html, base_url, trusted_marks=is_trusted)
    return body, annotate_body(body, language or body.language)


def complete_all(packed: Sequence[PackedBody], languages: Sequence[str]) -> list[tuple[Body, Annotation]]:
    """Clean and annotate several articles."""
    return [
        complete(one.html, one.base_url, one.is_trusted, language)
        for one, language in zip(packed, languages, strict=True)
    ]


def annotate_body(body: Body, language: str = "") -> Annotation:
    """Return the people and quotes of a body; hidden furniture and code are not read."""
    return annotate(_readable(body.text, body.blocks), language)


def _readable(text: str, blocks: tuple[Block, ...]) -> str:
    """Return the text with what is not prose blanked out, so that every offset stays true."""
    pieces, at = [], 0
    for block in blocks:
        if block.is_hidden or block.kind is BlockKind.CODE:
            pieces += [text[at : block.start], "\n" * (block.end - block.start)]
            at = block.end
    return "".join(pieces) + text[at:] if pieces else text


def _identity(entry: Entry, content: bytes) -> bytes:
    if entry.guid:
        return digest("guid", entry.guid)
    if entry.url:
        return digest("url", entry.url)
    return digest("content", entry.title, content)


def digest(*parts: str | bytes) -> bytes:
    """Return 16 bytes that tell texts apart, which may be given in UTF-8."""
    hashed = hashlib.blake2b(digest_size=16)
    gap = b""
    for part in parts:
        hashed.update(gap)
        hashed.update(part if isinstance(part, bytes) else part.encode("utf-8", "replace"))
        gap = b"\0"
    return hashed.digest()


def _title_from(snippet: str, url: str) -> str:
    words = snippet[:90].rsplit(" ", 1)[0] + "…" if len(snippet) > 90 else snippet
    return words or url or "(no title)"


@dataclass(frozen=True, slots=True)
class Examined:
    """What a document turned out to be: exactly one of the first two, or neither and only links."""

    prepared: Prepared | None = None
    subscriptions: SubscriptionList | None = None
    links: tuple[FeedLink, ...] = ()
    """The feeds a web page advertises."""


def examine(document: Document) -> Examined:
    """Tell what a document is by its content, and read it; raises FormatError when it is nothing of ours."""
    kind = formats.detect(document)
    if kind in {formats.Kind.OPML, formats.Kind.URLS}:
        return Examined(subscriptions=formats.read_subscriptions(document))
    if kind is not formats.Kind.HTML:
        return Examined(prepare(document))
    links = formats.find_feed_links(document)
    # A site's front page has text enough to be taken for an article; its address tells it from one.
    is_front_page = document.source.kind is not SourceKind.FILE and urlsplit(document.url).path in {"", "/"}
    if links and is_front_page:
        return Examined(links=links)
    try:
        return Examined(prepare(document), links=links)
    except FormatError:
        if links:
            return Examined(links=links)
        raise
