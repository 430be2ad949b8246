"""OPML, both ways."""

import pytest
from tests.documents import file_document

from tuinews.errors import FormatError
from tuinews.formats.opml import MAX_FOLDER_DEPTH, read_opml, write_opml
from tuinews.model import Subscription, SubscriptionList


def opml(body: str, head: str = '<?xml version="1.0" encoding="UTF-8"?>') -> str:
    return f'{head}<opml version="2.0"><head><title>Mine</title></head><body>{body}</body></opml>'


def outline(url: str, title: str = "Feed") -> str:
    return f'<outline type="rss" text="{title}" xmlUrl="{url}"/>'


def read(body: str | bytes) -> SubscriptionList:
    return read_opml(file_document(body, "feeds.opml"))


def only(outline: str) -> Subscription:
    (subscription,) = read(opml(outline)).subscriptions
    return subscription


def test_nested_outlines_are_folders() -> None:
    found = read(
        opml(f'<outline text="News"><outline text="World">{outline("https://a.example/f")}</outline></outline>')
    )

    assert found.title == "Mine"
    assert found.subscriptions[0].folder == ("News", "World")


def test_names_of_attributes_and_elements_may_be_written_in_any_case() -> None:
    found = read(
        opml('<OUTLINE TEXT="a" XMLURL="https://a.example/1"/><Outline Title="b" xmlurl="https://a.example/2"/>')
    )

    assert [(one.title, one.url) for one in found.subscriptions] == [
        ("a", "https://a.example/1"),
        ("b", "https://a.example/2"),
    ]


def test_a_feed_without_type_is_a_feed() -> None:
    assert only('<outline text="a" xmlUrl="https://a.example/1"/>').url == "https://a.example/1"


def test_categories_are_tags() -> None:
    assert only('<outline text="a" xmlUrl="https://a.example/1" category="/tech,world news"/>').tags == (
        "tech",
        "world news",
    )


def test_the_site_is_kept() -> None:
    told = '<outline text="a" xmlUrl="https://a.example/1" htmlUrl="https://a.example/"/>'

    assert only(told).site_url == "https://a.example/"


@pytest.mark.parametrize(
    ("told", "url"),
    [
        ("feed:https://a.example/f", "https://a.example/f"),
        ("feed://a.example/f", "http://a.example/f"),
        (" https://a.example/f ", "https://a.example/f"),
        ("https://user:secret@a.example/f", "https://user:secret@a.example/f"),
    ],
)
def test_addresses_are_read_as_they_are_meant(told: str, url: str) -> None:
    assert only(outline(told)).url == url


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ("exec:id", "runs a program"),
        ("|id", "runs a program"),
        ("filter:sort:https://a.example/f", "runs a program"),
        ("file:///etc/passwd", "is a file"),
        ("/etc/passwd", "is a file"),
        ("javascript:x", "is no web address"),
        ("ftp://a.example/f", "is no web address"),
        ("", "is no web address"),
    ],
)
def test_what_is_no_feed_on_the_web_is_skipped_with_its_reason(told: str, reason: str) -> None:
    found = read(opml(outline(told, "Odd") + outline("https://a.example/f")))

    assert len(found.subscriptions) == 1
    assert found.skipped[0].startswith("Odd: ")
    assert reason in found.skipped[0]


def test_a_password_is_not_told_with_the_reason() -> None:
    found = read(opml(outline("ftp://user:s3cret@a.example/f")))

    assert "s3cret" not in found.skipped[0]


def test_a_feed_that_is_listed_twice_is_taken_once() -> None:
    found = read(opml(outline("https://a.example/f") + outline("https://A.EXAMPLE/f")))

    assert len(found.subscriptions) == 1
    assert "twice" in found.skipped[0]


def test_attributes_that_we_do_not_know_are_kept() -> None:
    told = '<outline text="a" xmlUrl="https://a.example/1" xmlns:f="urn:f" f:priority="9" filterMode="hide"/>'

    assert only(told).attributes == (("{urn:f}priority", "9"), ("filterMode", "hide"))


def test_bare_ampersands_and_html_entities_are_repaired() -> None:
    found = read(opml(outline("https://a.example/?a=1&b=2", "Q&A caf&eacute; &amp; more")))

    assert found.subscriptions[0].url == "https://a.example/?a=1&b=2"
    assert found.subscriptions[0].title == "Q&A café & more"


def test_a_byte_order_mark_and_two_byte_text_are_read() -> None:
    text = opml(outline("https://a.example/f", "Café"), '<?xml version="1.0" encoding="utf-16"?>')

    assert read(b"\xff\xfe" + text.encode("utf-16-le")).subscriptions[0].title == "Café"


def test_escape_sequences_in_names_are_dropped() -> None:
    assert only(outline("https://a.example/f", "F\x1b]0;pwned\x07 &#x9b;2J")).title.isprintable()


def test_a_broken_file_names_the_place_and_gives_nothing() -> None:
    body = opml(outline("https://a.example/f")).replace("<body>", "<body>\n  <outline")

    with pytest.raises(FormatError, match=r"line 2, column \d+.*nothing of it was read"):
        read(body)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("", "empty"),
        ('<opml version="1.0"><head/></opml>', "no body"),
        ('<rss version="2.0"><channel/></rss>', "not OPML"),
        ('<!DOCTYPE opml [<!ENTITY a "x">]>' + opml("", ""), "entities"),
    ],
)
def test_what_is_no_list_is_refused_with_a_sentence(body: str, message: str) -> None:
    with pytest.raises(FormatError, match=message):
        read(body)


def test_a_list_without_feeds_is_empty() -> None:
    assert read(opml('<outline text="only a folder"/>')).subscriptions == ()


def test_fifty_thousand_nested_folders_are_folded_into_twenty() -> None:
    body = opml('<outline text="f">' * 50_000 + outline("https://a.example/f") + "</outline>" * 50_000)

    assert read(body).subscriptions[0].folder == ("f",) * MAX_FOLDER_DEPTH


def test_what_is_written_is_what_was_read() -> None:
    subscriptions = SubscriptionList(
        'Mine & "yours"',
        (
            Subscription("https://a.example/f", "A <b> & c", "https://a.example/", ("News", "World"), ("x, y", "50%")),
            Subscription("https://b.example/f?a=1&b=2", is_hidden=True),
            Subscription(
                "https://c.example/f", "C", folder=("News",), attributes=(("{urn:f}p", "9"), ("type", "atom"))
            ),
        ),
    )

    assert read(write_opml(subscriptions)) == subscriptions
