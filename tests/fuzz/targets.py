"""What is fuzzed: each target takes any bytes and fails only on a fault of ours.

A target that is added here is run on its corpus by the tests and can be named to `tests.fuzz.run`.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Mapping
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from tests.documents import NOW, feed_document, file_document, page_document
from tuinews import formats
from tuinews.annotator import annotate
from tuinews.cleaning import clean, snippet
from tuinews.cleaning.export import to_html, to_markdown
from tuinews.config import parse_config
from tuinews.errors import ConfigError, FormatError
from tuinews.formats.rtf import strip_rtf
from tuinews.formats.text import parse_markdown, parse_text
from tuinews.formats.wellformed import parse_well_formed
from tuinews.model.entries import Parsed
from tuinews.model.sources import Document
from tuinews.newsroom.prepare import make_draft
from tuinews.query import QueryError, canonical, parse, print_query
from tuinews.query.tree import is_same
from tuinews.screen_text import block, display_host, line, short_url
from tuinews.web_address import web_address, without_tracking

STEERING: Final = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def _checked(parsed: Parsed) -> None:
    for entry in parsed.entries[:20]:
        for row in (entry.title, *entry.authors, *entry.tags):
            assert "\n" not in row
            assert not STEERING.search(row)
        assert not entry.url or entry.url.startswith(("http://", "https://", "file:"))
        draft = make_draft(entry, entry.url)
        assert not STEERING.search(draft.snippet)
        assert draft.entry.title
        draft.entry.title.encode()
        draft.entry.guid.encode()
        text = clean(entry.content_html or entry.summary_html, entry.url).text
        assert not STEERING.search(text)
        text.encode()
    if parsed.feed is not None:
        assert not STEERING.search(parsed.feed.title)


def _parse(document: Document) -> None:
    with contextlib.suppress(FormatError):
        _checked(formats.parse(document, now=NOW))


def fuzz_feed(data: bytes) -> None:
    """A feed, by our reader or by feedparser."""
    _parse(feed_document(data))


def fuzz_well_formed(data: bytes) -> None:
    """A feed by our own reader only, which is the fast one."""
    with contextlib.suppress(FormatError):
        parsed = parse_well_formed(feed_document(data), NOW)
        if parsed is not None:
            _checked(parsed)


def fuzz_jsonfeed(data: bytes) -> None:
    """A JSON feed."""
    _parse(feed_document(data, media_type="application/feed+json"))


def fuzz_page(data: bytes) -> None:
    """A web page, and the feeds it names."""
    _parse(page_document(data))
    for found in formats.find_feed_links(page_document(data)):
        assert web_address(found.url)


def fuzz_file(data: bytes) -> None:
    """A file of any kind."""
    _parse(file_document(data, "file"))


def fuzz_text(data: bytes) -> None:
    """A text file."""
    with contextlib.suppress(FormatError):
        _checked(parse_text(file_document(data)))


def fuzz_markdown(data: bytes) -> None:
    """A Markdown file."""
    with contextlib.suppress(FormatError):
        _checked(parse_markdown(file_document(data, "note.md")))


def fuzz_email(data: bytes) -> None:
    """A mail."""
    from tuinews.formats.email import parse_email

    with contextlib.suppress(FormatError):
        _checked(parse_email(file_document(data, "mail.eml")))


def fuzz_rtf(data: bytes) -> None:
    """A rich text file."""
    strip_rtf(data).encode("utf-8", "surrogatepass")
    _parse(file_document(b"{\\rtf1 " + data, "note.rtf"))


def fuzz_subscriptions(data: bytes) -> None:
    """A list of feeds, OPML or newsboat's."""
    with contextlib.suppress(FormatError):
        told = formats.read_subscriptions(file_document(data, "feeds"))
        for feed in told.subscriptions:
            assert feed.url.startswith(("http://", "https://"))
            assert not STEERING.search(feed.title + feed.url + "".join(feed.folder) + "".join(feed.tags))
        written = formats.write_opml(told)
        again = formats.read_subscriptions(file_document(written, "feeds.opml"))
        # OPML takes two addresses for one that differ in what no server sees.
        assert {feed.url for feed in again.subscriptions} <= {feed.url for feed in told.subscriptions}
        assert bool(again.subscriptions) == bool(told.subscriptions)


def fuzz_cleaning(data: bytes) -> None:
    """The HTML of an article."""
    html = data.decode("utf-8", "surrogateescape")
    body = clean(html, "https://news.example/")
    place = 0
    for number, one in enumerate(body.blocks):
        assert body.text[place : one.start] in (("\n", "\n\n") if number else ("",))
        for run in one.runs:
            assert one.start <= run.start < run.end <= one.end
        place = one.end
    assert place == len(body.text)
    assert not STEERING.search(body.text)
    assert clean(to_html("", body), "https://news.example/").text == body.text
    to_markdown("T", body)
    assert len(snippet(html, 200)) <= 200


def fuzz_screen(data: bytes) -> None:
    """Any text on its way to the screen."""
    text = data.decode("utf-8", "surrogateescape")
    for shown in (line(text), block(text).replace("\n", ""), short_url(text, 80), display_host(text)):
        assert not STEERING.search(shown)
    assert line(line(text)) == line(text)
    assert block(block(text)) == block(text)


def fuzz_address(data: bytes) -> None:
    """An address as strangers write it."""
    text = data.decode("utf-8", "surrogateescape")
    found = web_address(text, "https://news.example/a/b")
    assert not found or (found.startswith(("http://", "https://")) and not re.search(r"[\s\x00-\x20]", found))
    assert web_address(found) == found
    without_tracking(text)


def fuzz_query(data: bytes) -> None:
    """A query."""
    text = data.decode("utf-8", "surrogateescape")
    try:
        node = parse(text)
    except QueryError as error:
        place = error.start, error.end
        node = None
    if node is None:
        assert 0 <= place[0] <= len(text)
        assert place[0] < place[1]
        return
    assert is_same(parse(print_query(node)), node)
    assert canonical(canonical(text)) == canonical(text)


def fuzz_annotator(data: bytes) -> None:
    """The text of an article."""
    text = block(data.decode("utf-8", "replace"))[:20_000]
    found = annotate(text)
    for several in (found.mentions, found.quotes):
        assert all(0 <= one.start < one.end <= len(text) for one in several)
        assert all(a.start <= b.start for a, b in pairwise(several))
    assert all(a.end <= b.start for a, b in pairwise(found.mentions))
    assert all(0 <= mention.person < len(found.people) for mention in found.mentions)
    for quote in found.quotes:
        if quote.speaker is not None and quote.speaker.person is not None:
            assert 0 <= quote.speaker.person < len(found.people)


def fuzz_config(data: bytes) -> None:
    """A configuration file."""
    with contextlib.suppress(ConfigError):
        parse_config(data.decode("utf-8", "surrogateescape"))


TARGETS: Final[Mapping[str, Callable[[bytes], None]]] = MappingProxyType(
    {name.removeprefix("fuzz_"): target for name, target in list(globals().items()) if name.startswith("fuzz_")}
)
"""Every target by its name."""
