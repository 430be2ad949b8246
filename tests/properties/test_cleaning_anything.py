"""What holds for the cleaner whatever HTML it is given."""

import re

from hypothesis import given
from hypothesis import strategies as st

from tuinews.cleaning import clean, snippet
from tuinews.cleaning.export import to_html, to_markdown
from tuinews.screen_text import block, line

BASE = "https://news.example/"
ALL_NAMES = (
    "p div b i a ul ol li table tr td th thead caption br hr img pre blockquote h1 h3 span q code figure figcaption"
    " dl dt dd form input script style svg sup ruby rt article noscript base"
)
NAMES = ALL_NAMES.split(" ")
ATTRIBUTES = [
    "",
    " href='/x?utm_source=a'",
    " href=javascript:alert(1)",
    " src=i.png alt='An alt' onerror=alert(1)",
    " alt=words",
    " hidden",
    " start=3",
    " colspan=2 rowspan=3",
    ' style="display:none"',
    " data-tuinews-hidden",
    " a='>",
    " /",
]
TAGS = st.builds(
    lambda name, end, told: f"<{end}{name}{told}>",
    st.sampled_from(NAMES),
    st.sampled_from(["", "/"]),
    st.sampled_from(ATTRIBUTES),
)
PLAIN = ["word", "two words", " ", "\n", "\n\n", "\t", "&amp;", "&nbsp;", "&lt;b>", "<", "<!--", "-->", "<![CDATA["]
ODD = ["&#27;[31m", "\x1b[31m", "\u202e", "e\u0301", "\u200d", "\u05d0\u200f", "👩\u200d👧", "\u0e01\u0e33", "ক্ষ"]
WORDS = st.sampled_from(PLAIN + ODD)
HTML = st.lists(st.one_of(TAGS, WORDS, st.text(max_size=12)), max_size=40).map("".join)


@given(HTML)
def test_blocks_are_in_order_and_cover_the_text_up_to_the_separators(html: str) -> None:
    body = clean(html, BASE)

    place = 0
    for number, one in enumerate(body.blocks):
        assert body.text[place : one.start] in (("\n", "\n\n") if number else ("",))
        assert one.start <= one.end
        place = one.end
    assert place == len(body.text)


@given(HTML)
def test_runs_lie_within_their_block_and_begin_and_end_with_a_letter(html: str) -> None:
    body = clean(html, BASE)

    for one in body.blocks:
        for run in one.runs:
            assert one.start <= run.start < run.end <= one.end
            assert not body.text[run.start].isspace()
            assert not body.text[run.end - 1].isspace()


@given(HTML)
def test_the_text_is_safe_for_the_screen(html: str) -> None:
    text = clean(html, BASE).text.replace("\t", " ")  # the cells of a table

    assert block(text) == text


@given(HTML)
def test_no_script_and_no_event_handler_is_left(html: str) -> None:
    body = clean(html, BASE)

    for one in body.blocks:
        for href in (one.href, *(run.href for run in one.runs)):
            assert not href or href.startswith(("https://", "http://", "mailto:"))
    for tag in re.findall("<[a-zA-Z][^>]*>", to_html("", body)):
        assert tag.startswith(("<script", "<style", "<iframe")) is False
        assert " on" not in re.sub('"[^"]*"', "", tag)


@given(HTML)
def test_cleaning_what_was_cleaned_changes_nothing(html: str) -> None:
    body = clean(html, BASE)

    assert clean(to_html("", body), BASE).text == body.text


@given(HTML)
def test_every_article_can_be_written_as_markdown(html: str) -> None:
    assert to_markdown("T", clean(html, BASE)).endswith("\n")


@given(HTML, st.integers(min_value=1, max_value=300))
def test_a_snippet_is_one_safe_line(html: str, limit: int) -> None:
    row = snippet(html, limit)

    assert len(row) <= limit
    assert line(row, limit) == row
