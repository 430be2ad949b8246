"""What holds for every file that is imported as text."""

import html
import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuinews.errors import FormatError
from tuinews.formats.email import parse_email
from tuinews.formats.text import parse_markdown, parse_text
from tuinews.model.entries import Parsed
from tuinews.model.sources import Document, Source, SourceKind

ROWS = (
    "",
    "",
    "The mayor said on Monday that the bridge over the river would stay closed for at least two more weeks.",
    "“We will not open it before it is safe,” Ana Lopes told reporters after the meeting of the council.",
    "Bridge stays closed for long",
    "What comes next",
    "By Ana Lopes",
    "RUI REIS",
    "12 May 2023",
    "https://portoalto.example/2023/05/12/bridge-stays-closed",
    "Title: Bridge closed",
    "Source: The Tide",
    "---",
    "===",
    "title: Bridge",
    "# Heading one",
    "- item one",
    "> quoted words",
    "LEAVE A REPLY",
    "Please enter your comment!",
    "Related Articles",
    "Share",
    "Tweet",
    "Advertisement",
    "ALSO READ: Ferry sinks",
    "Photo: Reuters",
    "© Rui Reis",
    "    indented row of words that goes on for a while and then some more words",
    "a row of text that was broken at about seventy characters by a mailer that",
    "- ",
    "— Ana Lopes / GNA",
)
texts = st.lists(st.one_of(st.sampled_from(ROWS), st.text(max_size=30)), min_size=1, max_size=25).map("\n".join)
PARSERS: tuple[Callable[[Document], Parsed], ...] = (parse_text, parse_markdown, parse_email)


def document(body: bytes) -> Document:
    return Document(Source(SourceKind.FILE, "/home/ana/notes.txt"), "/home/ana/notes.txt", body)


def said(parse: Callable[[Document], Parsed], body: bytes) -> str:
    """Return the title of the one entry, or the sentence that refuses the file."""
    try:
        (entry,) = parse(document(body)).entries
    except FormatError as refusal:
        return refusal.message
    return entry.title


def words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]{2,}", text.casefold()))


@pytest.mark.parametrize("parse", PARSERS)
@settings(deadline=None)
@given(body=st.binary(max_size=300))
def test_any_bytes_give_a_titled_article_or_a_plain_refusal(parse: Callable[[Document], Parsed], body: bytes) -> None:
    assert said(parse, body)


@pytest.mark.parametrize("parse", PARSERS)
@settings(deadline=None)
@given(text=texts)
def test_any_text_gives_a_titled_article(parse: Callable[[Document], Parsed], text: str) -> None:
    assert said(parse, text.encode("utf-8", "replace"))


@settings(deadline=None)
@given(st.lists(st.sampled_from(ROWS), min_size=1, max_size=25).map("\n".join))
def test_no_word_of_a_text_is_lost(text: str) -> None:
    try:
        entry = parse_text(document(text.encode())).entries[0]
    except FormatError:
        return

    kept = html.unescape(re.sub(r"<[^<>]*>", " ", entry.content_html)) + " " + entry.url
    title = "" if entry.title_is_derived else entry.title
    assert words(text) <= words(f"{kept} {title}") | {"title"}


@settings(deadline=None)
@given(texts)
def test_imported_html_holds_only_our_own_tags(text: str) -> None:
    try:
        content = parse_text(document(text.encode("utf-8", "replace"))).entries[0].content_html
    except FormatError:
        return

    tags = set(re.findall(r"<[^<>]*>", content))
    own = r"</?(?:p|h2|ul|ol|li|blockquote|figure|figcaption|div)>|<[hb]r>"
    ours = own + r'|<ol start="\d+">|<div data-tuinews-hidden="[a-z ]+">'
    assert all(re.fullmatch(ours, tag) for tag in tags)
