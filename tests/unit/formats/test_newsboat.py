"""newsboat's urls file."""

import pytest
from tests.documents import file_document

from tuinews.errors import FormatError
from tuinews.formats.newsboat import read_urls
from tuinews.model.subscriptions import SmartFolder, Subscription, SubscriptionList


def read(body: str) -> SubscriptionList:
    return read_urls(file_document(body, "urls"))


def only(row: str) -> Subscription:
    (subscription,) = read(row).subscriptions
    return subscription


def test_tags_follow_the_address() -> None:
    assert only('https://a.example/f news "two words" news').tags == ("news", "two words")


def test_a_tag_with_a_tilde_is_the_title() -> None:
    found = only('https://a.example/f tech "~My Title"')

    assert (found.title, found.tags) == ("My Title", ("tech",))


@pytest.mark.parametrize("row", ["https://a.example/f !", 'https://a.example/f "!hidden"', "!https://a.example/f"])
def test_an_exclamation_mark_hides_the_feed(row: str) -> None:
    found = only(row)

    assert (found.url, found.is_hidden) == ("https://a.example/f", True)


def test_comments_and_empty_lines_are_left_out() -> None:
    found = read("# all mine\n\n  \nhttps://a.example/f # the first\n")

    assert [one.url for one in found.subscriptions] == ["https://a.example/f"]
    assert found.subscriptions[0].tags == ()


def test_escapes_in_quotes_are_read() -> None:
    assert only(r'https://a.example/f "a \"b\" \\ # c"').tags == (r'a "b" \ # c',)


def test_an_open_quote_ends_with_the_line() -> None:
    assert [one.tags for one in read('https://a.example/f "open\nhttps://b.example/f').subscriptions] == [("open",), ()]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ('"exec:~/bin/feed.sh" x', "runs a program"),
        ("filter:~/bin/f:https://a.example/f", "runs a program"),
        ("file:///home/a/f.xml", "is a file"),
        ("gopher://a.example/", "is no web address"),
    ],
)
def test_lines_that_are_no_web_feed_are_skipped_with_number_and_reason(row: str, reason: str) -> None:
    found = read(f"https://a.example/f\n{row}\n")

    assert len(found.subscriptions) == 1
    assert found.skipped[0].startswith("Line 2: ")
    assert reason in found.skipped[0]


def test_a_query_feed_is_a_smart_folder_with_the_line_it_came_from() -> None:
    told = r'"query:Ferries today:title =~ \"ferry\" and age < 1" smart'

    (folder,) = read(f"https://a.example/f\n{told}\n").smart_folders

    assert folder == SmartFolder(
        0, "Ferries today", "title:ferry since:1d", origin='query:Ferries today:title =~ "ferry" and age < 1'
    )


def test_a_query_that_cannot_be_said_is_told_with_its_reason() -> None:
    found = read('https://a.example/f\n"query:Marked:flags # \\"s\\""\nquery:Empty\n')

    assert found.smart_folders == ()
    assert found.untranslated == (
        "Line 2: “Marked” cannot be a smart folder: flags are newsboat's own.",
        "Line 3: “Empty” cannot be a smart folder: it ends where a condition was expected.",
    )


def test_a_feed_that_is_listed_twice_is_taken_once() -> None:
    found = read("https://a.example/f news\nhttps://a.example/f\n")

    assert [one.tags for one in found.subscriptions] == [("news",)]
    assert found.repeated == ("Line 2: a.example/f is in the list twice.",)


def test_a_text_is_no_list() -> None:
    with pytest.raises(FormatError, match="no list of feeds"):
        read("The council met on Monday.\n")
