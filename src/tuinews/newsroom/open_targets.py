"""Opening what the user names: files, folders, standard input and addresses. What each is, its content tells."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Iterator, Sequence
from pathlib import Path

from tuinews.errors import TuinewsError, UsageError
from tuinews.model.entries import FeedInfo
from tuinews.model.events import FeedChoices, Opened, OpenedFeed, OpenedList, OpenEvent, TargetFailed
from tuinews.model.sources import Document, SourceKind
from tuinews.newsroom import Newsroom
from tuinews.newsroom.complete import complete_one
from tuinews.newsroom.ingest import store_article
from tuinews.newsroom.prepare import Examined, examine
from tuinews.newsroom.targets import STDIN, fetch_target, is_web_address, local_path
from tuinews.screen_text import line, short_url
from tuinews.web_address import web_address

_ARTICLE_ENDINGS = {".txt", ".text", ".html", ".htm", ".xhtml", ".md", ".markdown", ".eml", ".rtf"}
MOST_FILES_IN_A_FOLDER = 5000


async def open_targets(newsroom: Newsroom, targets: Sequence[str], stdin: bytes = b"") -> AsyncIterator[OpenEvent]:
    """Open each target; yield what it turned out to be. Articles are stored, with text and annotation, at once.

    One that cannot be opened yields `TargetFailed`; the others are opened all the same. `stdin` stands for "-".
    """
    for target in targets:
        for name in _expanded(target):
            try:
                yield await _open_one(newsroom, name, stdin)
            except TuinewsError as error:
                yield TargetFailed(name, error.message)


def _expanded(target: str) -> Iterator[str]:
    """Yield the article files of a folder, in order of name; anything else as it is. Links are not followed."""
    place = local_path(target)
    if target == STDIN or is_web_address(target) or not os.path.isdir(place):
        yield target
        return
    count = 0
    for folder, folders, names in os.walk(place):
        folders.sort()
        for name in sorted(names):
            path = Path(folder, name)
            if path.suffix.lower() in _ARTICLE_ENDINGS and not path.is_symlink() and count < MOST_FILES_IN_A_FOLDER:
                count += 1
                yield str(path)
    if not count:
        yield target


async def _open_one(newsroom: Newsroom, target: str, stdin: bytes) -> OpenEvent:
    if target != STDIN and not is_web_address(target) and os.path.isdir(local_path(target)):
        endings = ", ".join(sorted(_ARTICLE_ENDINGS))
        raise UsageError(f"There are no articles in {line(target, 200)}: no file there ends in {endings}.")
    document = await fetch_target(newsroom.config, target, stdin)
    examined: Examined = await newsroom.offload.run(examine, document)
    if examined.subscriptions is not None:
        return OpenedList(target, examined.subscriptions)
    prepared = examined.prepared
    if prepared is None:
        return FeedChoices(document.url, examined.links)
    if prepared.feed is not None:
        address = _address_of(prepared.feed, document)
        return OpenedFeed(address, prepared.feed.title or short_url(address, 200), len(prepared.drafts))
    stored = await store_article(newsroom, document, prepared)
    await complete_one(newsroom, stored.article_id)
    return Opened(stored.article_id, stored.title, stored.notices)


def _address_of(feed: FeedInfo, document: Document) -> str:
    """Return what to subscribe to: where a feed came from, for a copy on the disk the site that it names."""
    if document.source.kind is not SourceKind.FILE:
        return document.url
    address = web_address(feed.site_url)
    if not address:
        raise UsageError(
            f"{line(os.path.basename(document.url), 80)} is a copy of a feed that does not say where it is from. "
            "To subscribe, give its address."
        )
    return address
