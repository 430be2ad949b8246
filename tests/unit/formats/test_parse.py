"""The door to all formats."""

import pytest
from tests.documents import NOW, feed_document, file_document, page_document, rss

from tuinews import formats
from tuinews.errors import FormatError
from tuinews.model.sources import Document


@pytest.mark.parametrize(
    ("document", "message"),
    [
        (feed_document(b"\x89PNG\r\n\x1a\n"), "The address gives a PNG image, not a feed."),
        (
            feed_document("<!doctype html><html><body>Sign in</body></html>"),
            "The address gives a web page, not a feed.",
        ),
        (feed_document(b""), "The address gives an empty answer, not a feed."),
        (feed_document("/etc/passwd"), "The address gives plain text, not a feed."),
        (feed_document('<opml version="2.0"/>'), "The address gives a list of feeds (OPML), not a feed."),
        (page_document(b"%PDF-1.7"), "This is a PDF document, not a feed or an article."),
        (file_document(b""), "The file is empty."),
        (file_document(bytes(range(256))), "This file does not look like text."),
        (file_document('{"a": 1}', "a.json"), "This is JSON data, not a feed or an article."),
        (file_document('<opml version="2.0"/>'), "`tuinews import` reads it"),
    ],
)
def test_a_wrong_document_is_called_what_it_is(document: Document, message: str) -> None:
    with pytest.raises(FormatError) as caught:
        formats.parse(document, now=NOW)

    assert message in caught.value.message


def test_a_feed_is_read_wherever_it_was_expected() -> None:
    for document in (feed_document(rss("<item/>")), page_document(rss("<item/>")), file_document(rss("<item/>"))):
        assert formats.parse(document, now=NOW).feed is not None


@pytest.mark.parametrize(("body", "is_own"), [("Plain words.\n", True), ("<!doctype html><html></html>", False)])
def test_only_html_that_we_wrote_is_trusted(body: str, is_own: bool) -> None:
    assert formats.is_own_html(file_document(body)) is is_own


@pytest.mark.parametrize(
    "body", ['<opml version="2.0"><body><outline xmlUrl="https://a.example/f"/></body></opml>', "https://a.example/f\n"]
)
def test_both_kinds_of_lists_are_read(body: str) -> None:
    assert [one.url for one in formats.read_subscriptions(file_document(body)).subscriptions] == ["https://a.example/f"]


def test_a_feed_is_no_list_of_feeds() -> None:
    with pytest.raises(FormatError, match="This is a feed, not a list of feeds"):
        formats.read_subscriptions(file_document(rss("<item/>")))


def test_feeds_are_looked_for_on_pages_only() -> None:
    assert formats.find_feed_links(feed_document(rss("<item/>"))) == ()
