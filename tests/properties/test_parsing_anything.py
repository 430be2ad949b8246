"""What holds for the formats whatever bytes they are given."""

import contextlib

from hypothesis import given
from hypothesis import strategies as st
from tests.documents import FEED_URL, NOW, atom, rss

from tuinews import formats
from tuinews.errors import FormatError
from tuinews.formats.feed import read_any_feed
from tuinews.formats.shaping import shape_feed
from tuinews.formats.wellformed import read_feed
from tuinews.model.entries import Parsed
from tuinews.model.sources import Document, Source, SourceKind
from tuinews.screen_text import line

STARTS = [b"", b"<?xml version='1.0'?>", b"<rss version='2.0'><channel>", b"<feed xmlns='http://www.w3.org/2005/Atom'>"]
STARTS += [b"<!doctype html><html><body>", b'{"version":"https://jsonfeed.org/version/1.1","items":[', b"<opml><body>"]
PIECES = [
    b"<item>",
    b"</item>",
    b"<entry>",
    b"<title>",
    b"</title>",
    b"<link>",
    b"<p>",
    b"<!DOCTYPE",
    b"<![CDATA[",
    b"]]>",
]
PIECES += [
    b"&amp;",
    b"&#27;",
    b'{"id": 1}',
    b",",
    b"]}",
    b"\xff",
    b"\x00",
    b"https://a.example/",
    b"<outline xmlUrl='",
    b"'/>",
]
BYTES = st.builds(
    lambda start, parts: start + b"".join(parts),
    st.sampled_from(STARTS),
    st.lists(st.one_of(st.sampled_from(PIECES), st.binary(max_size=8)), max_size=30),
)
MARKUP = [
    "plain",
    "<b>",
    "</b>",
    "&",
    "<",
    ">",
    "&amp;",
    "]]>",
    "\n",
    " ",
    "é",
    "“q”",
    "<p>",
    "</p>",
    "<br/>",
    "&#8217;",
]
WORDS = st.lists(st.sampled_from(MARKUP), max_size=6).map("".join)


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@given(BYTES, st.sampled_from([SourceKind.FEED, SourceKind.PAGE, SourceKind.FILE]))
def test_any_bytes_give_something_to_read_or_a_sentence(body: bytes, kind: SourceKind) -> None:
    document = Document(Source(kind, FEED_URL), FEED_URL, body)

    with contextlib.suppress(FormatError):
        assert isinstance(formats.parse(document, now=NOW), Parsed)


@given(BYTES)
def test_any_bytes_give_a_list_of_feeds_or_a_sentence(body: bytes) -> None:
    with contextlib.suppress(FormatError):
        formats.read_subscriptions(Document(Source(SourceKind.FILE, "x"), "x", body))


@given(BYTES)
def test_any_bytes_may_be_searched_for_feeds(body: bytes) -> None:
    for found in formats.find_feed_links(Document(Source(SourceKind.PAGE, FEED_URL), FEED_URL, body)):
        assert found.url.startswith(("http://", "https://"))


@given(title=WORDS, summary=WORDS, author=WORDS, tag=WORDS)
def test_lines_are_safe_for_the_screen(title: str, summary: str, author: str, tag: str) -> None:
    told = f"<title>{escaped(title)}</title><author>{escaped(author)}</author><category>{escaped(tag)}</category>"
    body = rss(f"<item>{told}<description>{escaped(summary)}</description></item>").encode()

    (entry,) = formats.parse(Document(Source(SourceKind.FEED, FEED_URL), FEED_URL, body), now=NOW).entries

    for row in (entry.title, *entry.authors, *entry.tags):
        assert line(row, 2_000) == row


@given(title=WORDS, summary=WORDS, content=WORDS, kind=st.sampled_from(["text", "html"]))
def test_both_readers_of_feeds_agree(title: str, summary: str, content: str, kind: str) -> None:
    title, summary, content = escaped(title), escaped(summary), escaped(content)
    for body in (
        rss(f"<item><guid>1</guid><title>{title}</title><description>{summary}</description></item>"),
        atom(f"<entry><id>1</id><title type='{kind}'>{title}</title><summary type='html'>{summary}</summary></entry>"),
        atom(f"<entry><id>1</id><content type='html'>{content}</content></entry>"),
    ):
        ours = read_feed(body)

        assert ours is not None
        assert shape_feed(ours, FEED_URL, NOW) == shape_feed(read_any_feed(body), FEED_URL, NOW)
