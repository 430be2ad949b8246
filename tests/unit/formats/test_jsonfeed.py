"""JSON Feed, with fields of every type."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from tests.documents import NOW, feed_document

from tuinews.errors import FormatError
from tuinews.formats.jsonfeed import parse_json_feed
from tuinews.model.entries import Entry, Parsed

VERSION = "https://jsonfeed.org/version/1.1"


def parse(items: Any, **feed: Any) -> Parsed:
    return parse_json_feed(feed_document(json.dumps({"version": VERSION, "items": items} | feed)), NOW)


def only(**item: Any) -> Entry:
    (entry,) = parse([item]).entries
    return entry


def test_a_feed_says_its_title_site_and_language() -> None:
    feed = parse([], title="A & B", home_page_url="https://a.example/", language="en-GB").feed

    assert feed is not None
    assert (feed.title, feed.site_url, feed.language) == ("A & B", "https://a.example/", "en-GB")


def test_an_item_becomes_an_entry() -> None:
    entry = only(
        id="1",
        url="https://a.example/1?utm_source=x",
        title="<b>literal</b>",
        content_html="<p>Hi</p>",
        date_published="2026-01-05T10:00:00Z",
        authors=[{"name": "Ann"}, {"name": "Ben"}],
        tags=["x"],
        attachments=[{"url": "https://a.example/a.mp3", "mime_type": "audio/mpeg", "size_in_bytes": 12}],
    )

    assert (entry.guid, entry.url, entry.title) == ("1", "https://a.example/1", "<b>literal</b>")
    assert (entry.content_html, entry.authors, entry.tags) == ("<p>Hi</p>", ("Ann", "Ben"), ("x",))
    assert entry.published == datetime(2026, 1, 5, 10, tzinfo=UTC)
    assert entry.enclosures[0].length_bytes == 12


def test_plain_content_becomes_html_that_says_the_same() -> None:
    assert only(id="1", content_text="1 < 2").content_html == "1 &lt; 2"


def test_the_single_author_of_version_one_counts() -> None:
    assert only(id="1", author={"name": "Ann"}).authors == ("Ann",)


def test_an_item_without_authors_has_those_of_the_feed() -> None:
    assert parse([{"id": "1"}], authors=[{"name": "Ann"}]).entries[0].authors == ("Ann",)


@pytest.mark.parametrize(("told", "guid"), [(7, "7"), (1.5, "1.5"), ("x", "x")])
def test_an_id_may_be_a_number(told: Any, guid: str) -> None:
    assert only(id=told).guid == guid


def test_fields_of_wrong_type_count_as_missing() -> None:
    parsed = parse(
        [
            {
                "id": True,
                "title": None,
                "url": ["https://a.example/"],
                "content_text": 3,
                "authors": "bob",
                "tags": {"a": 1},
            },
            "no item",
            None,
        ]
    )

    assert len(parsed.entries) == 1
    assert parsed.entries[0].authors == ()


def test_half_a_surrogate_pair_becomes_a_replacement_character() -> None:
    items = '[{"id": "1", "title": "a\\udfffb \\ud83d\\ude00"}]'
    body = f'{{"version": "{VERSION}", "title": "\\ud800 lone", "items": {items}}}'

    parsed = parse_json_feed(feed_document(body), NOW)

    assert parsed.feed is not None
    assert parsed.feed.title == "\ufffd lone"
    assert parsed.entries[0].title == "a\ufffdb 😀"


def test_a_number_of_thousands_of_digits_is_a_name() -> None:
    body = f'{{"version": "{VERSION}", "items": [{{"id": {"9" * 5000}, "title": "n"}}]}}'

    assert parse_json_feed(feed_document(body), NOW).entries[0].title == "n"


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ('{"version": "https://jsonfeed.org/version/1", "items": {}}', "no list of items"),
        ('{"version": "https://jsonfeed.org/version/1", "items":' + "[" * 100_000, "damaged"),
        ('{"items": [}', "line 1, column 12"),
        ("[]", "not a feed"),
        (b"\xff\xfe\x00", "damaged"),
    ],
)
def test_what_is_no_json_feed_is_refused_with_a_sentence(body: str | bytes, message: str) -> None:
    with pytest.raises(FormatError, match=message):
        parse_json_feed(feed_document(body), NOW)
