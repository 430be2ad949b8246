"""Articles as Markdown and HTML."""

import pytest

from tuinews.cleaning import clean
from tuinews.cleaning.export import to_html, to_markdown

BASE = "https://news.example/"


def markdown(html: str) -> str:
    return to_markdown("", clean(html, BASE)).rstrip("\n")


def html(source: str) -> str:
    return to_html("", clean(source, BASE))


@pytest.mark.parametrize(
    ("source", "written"),
    [
        ("<h2>A <b>b</b></h2>", "## A **b**"),
        ("<p>a<br>b</p><p>c</p>", "a\\\nb\n\nc"),
        (
            "<p><a href='/x'>a</a> <i>b</i> <code>c</code> <s>d</s></p>",
            "[a](https://news.example/x) *b* <code>c</code> ~~d~~",
        ),
        ("<p><a href='/x_(y)'>a</a></p>", "[a](<https://news.example/x_(y)>)"),
        ("<ul><li>a<ol><li>b</ol><li>c</ul>", "- a\n    1. b\n- c"),
        ("<blockquote><p>a</p><blockquote>b</blockquote></blockquote>", "> a\n\n> > b"),
        ("<pre>a `` b</pre>", "```\na `` b\n```"),
        ("<pre>```</pre>", "````\n```\n````"),
        ("<table><tr><th>A<th>B<tr><td>1|2<td>3</table>", "| A | B |\n| --- | --- |\n| 1\\|2 | 3 |"),
        ("<img src='/i.jpg' alt='A [b]'>", "![A \\[b\\]](https://news.example/i.jpg)"),
        ("<p>a</p><hr><p>b</p>", "a\n\n---\n\nb"),
    ],
)
def test_blocks_become_markdown(source: str, written: str) -> None:
    assert markdown(source) == written


@pytest.mark.parametrize(
    ("source", "written"),
    [
        ("<p># no heading</p>", "\\# no heading"),
        ("<p>1. no list</p>", "1\\. no list"),
        ("<p>- no list</p>", "\\- no list"),
        ("<p>*no* _style_ `code` [link] &lt;b&gt;</p>", "\\*no\\* \\_style\\_ \\`code\\` \\[link\\] \\<b>"),
        ("<p>&amp;lt; AT&amp;T</p>", "\\&lt; AT&T"),
    ],
)
def test_what_looks_like_markdown_is_escaped(source: str, written: str) -> None:
    assert markdown(source) == written


def test_the_title_is_the_first_heading() -> None:
    assert to_markdown("A *b*", clean("<p>x</p>")) == "# A \\*b\\*\n\nx\n"


def test_html_is_a_whole_page_with_everything_escaped() -> None:
    page = to_html("1 < 2", clean("<p>a &lt;script&gt; &amp;</p><img src='/i.jpg' alt='\"'>", BASE))

    assert page.startswith("<!DOCTYPE html>\n<html>")
    assert "<title>1 &lt; 2</title>" in page
    assert "<p>a &lt;script&gt; &amp;</p>" in page
    assert 'alt="&quot;"' in page


def test_runs_that_overlap_are_nested_in_html() -> None:
    assert "<strong>a<em>b</em></strong><em>c</em>" in html("<p><b>a<i>b</b>c</i></p>")


def test_lists_are_nested_in_html() -> None:
    page = html("<ul><li>a<ol><li>b</ol><li>c</ul>").replace("\n", "")

    assert '<ul><li>a<ol><li value="1">b</li></ol></li><li>c</li></ul>' in page


def test_hidden_furniture_is_left_out() -> None:
    body = clean("<p>a</p><p data-tuinews-hidden>b</p>", trusted_marks=True)

    assert "b" not in to_markdown("", body)
    assert "<p>b</p>" not in to_html("", body)
