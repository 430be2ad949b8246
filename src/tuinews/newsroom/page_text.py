"""From an article's page to its text: the pure half of fetching a full text, run in a worker process."""

from __future__ import annotations

import zlib
from typing import NamedTuple

from tuinews import cleaning, formats
from tuinews.errors import FormatError
from tuinews.model.annotations import Annotation
from tuinews.model.bodies import Body
from tuinews.model.sources import Document
from tuinews.newsroom.prepare import complete
from tuinews.store.bodies import PackedBody
from tuinews.store.pages import PackedPage

_PACKING_LEVEL = 1  # six times as fast as the default for a tenth more bytes
_KEEPING_LEVEL = 9
_LARGEST_WHOLE = 1_000_000
"""A page of more bytes is not kept as it came: it would be ten thousand lines of scripts for one article."""
NO_LONGER = "The page says no more than the feed does."

_MUCH_LONGER = 1.05
"""A page whose text is hardly longer is the feed's own text with a caption or two."""


class PageText(NamedTuple):
    """The article of a page, beside what the feed gave of it."""

    page: PackedPage
    body: Body
    annotation: Annotation
    is_longer: bool
    """Whether it says more than the feed's text."""
    problem: str
    """Why the feed's text is the better one; empty when it is not."""


def read_page(document: Document, by_feed: PackedBody, language: str) -> PageText:
    """Find the article of a page and compare it with the feed's text; raises FormatError when there is none."""
    parsed = formats.parse(document)
    if parsed.feed is not None or not parsed.entries:
        raise FormatError("The address gives a feed, not the article's page.")
    entry = parsed.entries[0]
    base_url = entry.url or document.url
    body, annotation = complete(entry.content_html, base_url, False, language or entry.language)
    before = cleaning.clean(by_feed.html, by_feed.base_url, trusted_marks=by_feed.is_trusted)
    is_longer = _letters(body.text) > _MUCH_LONGER * _letters(before.text)
    page = PackedPage(
        packed=zlib.compress(entry.content_html.encode("utf-8", "replace"), _PACKING_LEVEL),
        base_url=base_url,
        notices=parsed.warnings,
        authors=entry.authors,
        published=entry.published,
        language=entry.language,
        image_url=entry.image_url,
        whole=zlib.compress(document.body, _KEEPING_LEVEL) if len(document.body) <= _LARGEST_WHOLE else b"",
    )
    problem = "" if is_longer else next(iter(parsed.warnings), NO_LONGER)
    return PageText(page, body._replace(notices=parsed.warnings + body.notices), annotation, is_longer, problem)


def _letters(text: str) -> int:
    return len("".join(text.split()))
