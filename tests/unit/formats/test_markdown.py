"""Markdown files become the same article as plain text, with their structure kept."""

from datetime import UTC, datetime

from tests.text_files import FERRY, MAYOR, STORY, document, hidden

from tuinews.formats.text import parse_markdown
from tuinews.model.entries import Entry


def entry(text: str) -> Entry:
    return parse_markdown(document(text, "/home/ana/notes.md")).entries[0]


def test_the_first_heading_is_the_title_and_not_said_twice() -> None:
    first = entry(f"# Bridge *closed*\n\n{STORY}")

    assert first.title == "Bridge closed"
    assert "<h1>" not in first.content_html


def test_front_matter_goes_before_the_heading() -> None:
    first = entry(f"---\ntitle: The bridge\ndate: 2023-05-12\nauthor: Ana Lopes\n---\n\n# Part one\n\n{STORY}")

    assert (first.title, first.authors) == ("The bridge", ("Ana Lopes",))
    assert first.published == datetime(2023, 5, 12, tzinfo=UTC)
    assert "<h1>Part one</h1>" in first.content_html


def test_toml_front_matter_is_read() -> None:
    assert entry(f'+++\ntitle = "The bridge"\n+++\n\n{STORY}').title == "The bridge"


def test_front_matter_is_kept_hidden() -> None:
    assert ("header", ["title: The bridge", "draft: false"]) in hidden(
        entry(f"---\ntitle: The bridge\ndraft: false\n---\n\n{STORY}").content_html
    )


def test_html_inside_is_shown_as_text() -> None:
    content = entry(f'{MAYOR}\n\n<div data-tuinews-hidden="x"><script>alert(1)</script></div>').content_html

    assert "&lt;script&gt;" in content
    assert "<script" not in content
    assert "<div" not in content


def test_a_script_link_is_no_link() -> None:
    assert 'href="javascript' not in entry(f"{MAYOR} [x](javascript:alert(1))").content_html


def test_links_lists_and_tables_are_kept() -> None:
    content = entry(f"{MAYOR}\n\n* [bridge](https://a.example/)\n\n| a | b |\n|---|---|\n| 1 | 2 |\n").content_html

    assert '<a href="https://a.example/">bridge</a>' in content
    assert "<td>2</td>" in content


def test_a_byline_and_a_date_under_the_heading_are_read() -> None:
    first = entry(f"# Bridge closed\n\n*By Ana Lopes*\n\n12 May 2023\n\n{STORY}")

    assert (first.authors, first.published) == (("Ana Lopes",), datetime(2023, 5, 12, tzinfo=UTC))


def test_furniture_is_hidden_block_by_block() -> None:
    content = entry(f"# Bridge closed\n\n{STORY}\n\n## Leave a Reply\n\nPlease enter your comment!").content_html

    assert '<div data-tuinews-hidden="comment form"><h2>Leave a Reply</h2></div>' in content


def test_a_text_without_heading_gets_a_derived_title() -> None:
    told = parse_markdown(document(f"{MAYOR}\n\n{FERRY}", "/home/ana/notes.md"))

    assert told.entries[0].title_is_derived
    assert told.warnings == ("title derived from the text", "no date")


def test_a_very_long_text_is_set_as_plain_text() -> None:
    assert "**" in entry(f"**bold** {MAYOR}\n\n" * 4_000).content_html
