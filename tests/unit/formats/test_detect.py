"""What a document is, told from its content first."""

import pytest
from tests.documents import atom, feed_document, file_document, page_document, rss

from tuinews.formats.detect import Kind, detect
from tuinews.formats.magic import Binary

ARTICLE = "The council met on Monday.\n\nIt voted to keep the old bridge, the mayor said.\n"


@pytest.mark.parametrize("body", [rss("<item/>"), atom("<entry/>"), "<rdf:RDF xmlns:rdf='x'/>", "\n\n  " + rss("")])
def test_the_root_element_makes_a_feed(body: str) -> None:
    assert detect(feed_document(body)) is Kind.FEED


def test_a_feed_behind_the_warnings_of_a_broken_script_is_a_feed() -> None:
    body = "<br />\n<b>Warning</b>: cannot connect in /var/www/x.php on line 3<br />\n" + rss("<item/>")

    assert detect(feed_document(body, media_type="application/rss+xml")) is Kind.FEED


def test_a_page_that_shows_the_source_of_a_feed_is_a_page() -> None:
    body = "<!doctype html><html><body><pre>&lt;rss version='2.0'></pre></body></html>"

    assert detect(page_document(body)) is Kind.HTML


def test_a_document_type_longer_than_what_is_looked_at_still_names_a_feed() -> None:
    body = '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY q "' + "Q" * 100_000 + '">]><rss version="2.0"/>'

    assert detect(feed_document(body)) is Kind.FEED


def test_the_version_makes_a_json_feed_wherever_it_stands() -> None:
    body = '{"title": "T", "items": [], "version": "https:\\/\\/jsonfeed.org\\/version\\/1.1"}'

    assert detect(feed_document(body)) is Kind.JSON_FEED


def test_other_json_is_no_feed() -> None:
    assert detect(feed_document('{"error": "rate limited"}', media_type="application/json")) is Kind.JSON


def test_opml_is_told_by_its_root() -> None:
    assert detect(file_document('<?xml version="1.0"?><opml version="2.0"><body/></opml>')) is Kind.OPML


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n....", Binary.PNG),
        (b"%PDF-1.7 ...", Binary.PDF),
        (b"PK\x03\x04....word/document.xml", Binary.WORD),
        (b"PK\x03\x04....", Binary.ZIP),
        (b"\x1f\x8b\x08....", Binary.GZIP),
        (b"RIFF....WEBPVP8 ", Binary.WEBP),
        (b"....ftypmp42", Binary.MP4),
        (b"\x7fELF\x02\x01\x01", Binary.PROGRAM),
    ],
)
def test_a_binary_file_is_called_by_its_name_whatever_it_is_named(body: bytes, kind: Binary) -> None:
    assert detect(file_document(body, "article.txt")) is kind


def test_words_that_begin_like_a_signature_stay_text() -> None:
    assert detect(file_document("BMW and MZ are makers of motorcycles. ID3 tags are something else.")) is Kind.TEXT


def test_random_bytes_are_binary() -> None:
    assert detect(file_document(bytes(range(256)) * 4)) is Kind.BINARY


def test_two_byte_text_is_text() -> None:
    assert detect(file_document(ARTICLE.encode("utf-16-be"))) is Kind.TEXT


def test_text_in_a_legacy_charset_is_text() -> None:
    assert detect(file_document("Новости города и области. ".encode("koi8-r") * 10)) is Kind.TEXT


def test_a_text_with_escape_sequences_is_text() -> None:
    assert detect(file_document("Title\x1b]0;pwned\x07\n\n" + ARTICLE)) is Kind.TEXT


@pytest.mark.parametrize("body", [b"", b" \r\n\t\n", b"\xef\xbb\xbf\n"])
def test_nothing_but_blanks_is_empty(body: bytes) -> None:
    assert detect(file_document(body)) is Kind.EMPTY


def test_a_page_named_txt_is_a_page() -> None:
    assert detect(file_document(f"<!doctype html><html><body><p>{ARTICLE}</p></body></html>", "a.txt")) is Kind.HTML


def test_a_fragment_of_html_is_a_page() -> None:
    assert detect(file_document("<p>One.</p><p>Two.</p>", "a.html")) is Kind.HTML


def test_text_that_quotes_a_tag_is_text() -> None:
    assert detect(file_document("<antirez> replied that Redis needs no <b> tag.\n")) is Kind.TEXT


def test_rich_text_named_txt_is_rich_text() -> None:
    assert detect(file_document("{\\rtf1\\ansi Hello}", "a.txt")) is Kind.RTF


def test_mail_headers_make_mail() -> None:
    body = (
        "Received: from a by b\nFrom: Ann <ann@a.example>\nSubject: Hello\nDate: Mon, 5 Jan 2026 10:00:00 +0000\n\nHi."
    )

    assert detect(file_document(body, "a.txt")) is Kind.EMAIL


def test_the_header_of_an_article_is_no_mail() -> None:
    assert detect(file_document(f"Title: A bridge\nDate: 2026-01-05\nAuthor: Ann\n\n{ARTICLE}")) is Kind.TEXT


def test_lines_of_addresses_are_a_list_of_feeds() -> None:
    body = '# mine\nhttps://a.example/feed news "long tag"\n\n"query:Unread:unread = \\"yes\\""\n'

    assert detect(file_document(body, "urls")) is Kind.URLS


def test_an_article_under_its_address_is_an_article() -> None:
    assert detect(file_document(f"https://news.example/2022/07/25/a-bridge\n\n{ARTICLE}")) is Kind.TEXT


def test_the_name_breaks_the_tie_between_markdown_and_text() -> None:
    assert detect(file_document(ARTICLE, "a.md")) is Kind.MARKDOWN
    assert detect(file_document(ARTICLE, "a.txt")) is Kind.TEXT


def test_markdown_without_a_name_is_known_by_its_signs() -> None:
    body = f"# A bridge\n\n{ARTICLE}\nSee [the plan](https://news.example/plan).\n"

    assert detect(file_document(body, "-")) is Kind.MARKDOWN


def test_a_list_in_a_text_file_does_not_make_it_markdown() -> None:
    assert detect(file_document(f"{ARTICLE}\n- one\n- two\n> quoted\n", "a.txt")) is Kind.TEXT
