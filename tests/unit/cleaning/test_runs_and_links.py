"""Styles and links inside the blocks."""

import pytest

from tuinews.cleaning import clean
from tuinews.cleaning.links import absolute

BASE = "https://news.example/world/story.html"


def runs(html: str) -> list[tuple[str, str, str]]:
    body = clean(html, BASE)
    return [(body.text[run.start : run.end], run.style.value, run.href) for block in body.blocks for run in block.runs]


@pytest.mark.parametrize(
    ("name", "style"),
    [
        ("b", "strong"),
        ("strong", "strong"),
        ("em", "emphasis"),
        ("cite", "emphasis"),
        ("code", "code"),
        ("kbd", "code"),
        ("del", "strike"),
        ("sup", "super"),
        ("sub", "sub"),
    ],
)
def test_each_style_has_its_run(name: str, style: str) -> None:
    assert runs(f"<p>a <{name}>b</{name}> c</p>") == [("b", style, "")]


def test_a_run_holds_no_blanks_at_its_ends() -> None:
    assert runs("<p>a<b> b </b>c</p>") == [("b", "strong", "")]


def test_runs_may_nest() -> None:
    assert runs("<p><b>a <i>b</i></b></p>") == [("a b", "strong", ""), ("b", "emphasis", "")]


def test_a_style_told_twice_is_one_run() -> None:
    assert runs("<p><b><strong>a</strong></b><b>b</b></p>") == [("ab", "strong", "")]


def test_an_empty_run_is_none() -> None:
    assert runs("<p>a<b> </b>b<i></i></p>") == []


def test_a_style_around_blocks_holds_in_each() -> None:
    assert runs("<b><p>a</p><p>b</p></b>") == [("a", "strong", ""), ("b", "strong", "")]


def test_a_style_left_open_ends_with_its_paragraph() -> None:
    assert runs("<p><b>a</p><p>b</p>") == [("a", "strong", "")]


def test_styles_closed_in_the_wrong_order_still_end() -> None:
    assert runs("<p><b>a<i>b</b>c</i>d</p>") == [("ab", "strong", ""), ("bc", "emphasis", "")]


def test_a_link_is_whole_and_without_tracking() -> None:
    assert runs('<p><a href="/x?utm_source=a&amp;b=1">a</a></p>') == [("a", "link", "https://news.example/x?b=1")]


def test_a_new_link_ends_the_one_before() -> None:
    assert runs('<a href="/1">a <a href="/2">b</a>') == [
        ("a", "link", "https://news.example/1"),
        ("b", "link", "https://news.example/2"),
    ]


def test_a_base_in_the_html_counts_when_it_is_of_the_web() -> None:
    assert runs('<base href="https://b.example/x/"><a href="y">a</a>') == [("a", "link", "https://b.example/x/y")]
    assert runs('<base href="file:///etc/"><a href="y">a</a>') == [("a", "link", "https://news.example/world/y")]


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "&#106;avascript:x",
        "data:text/html,x",
        "file:///etc/passwd",
        "vbscript:x",
        "#note",
        "",
        "tel:1",
    ],
)
def test_links_that_lead_nowhere_safe_are_plain_text(href: str) -> None:
    assert runs(f'<p><a href="{href}">a</a></p>') == []


def test_a_mail_address_is_a_link() -> None:
    assert absolute("MAILTO:a@a.example?subject=x y", BASE) == "mailto:a@a.example?subject=x%20y"


def test_offsets_hold_where_characters_are_dropped() -> None:
    assert runs("<p>so\xadft \u200b\x1b[31m<b>bo\u200bld</b> end</p>") == [("bold", "strong", "")]


def test_code_blocks_have_no_runs() -> None:
    assert runs("<pre><b>a</b> <i>b</i></pre>") == []
