"""Telling a feed's cut text from a whole one."""

import pytest

from tuinews.newsroom.cut_text import Cut, how_cut

LONG = "<p>" + "The council met on Tuesday and nothing at all was decided there. " * 20 + "</p>"
FOOTER = "<p>The post <a href=x>Bridge reopens</a> appeared first on <a href=y>The Example</a>.</p>"


@pytest.mark.parametrize(
    "end",
    [
        "<p>The bridge reopened […]</p>",
        "<p>The bridge reopened [&#8230;]</p>",
        "<p>The bridge reopened...</p>",
        "<p>“The bridge reopened…”</p>",
        "<p>The bridge reopened.</p><p><a href=x>Read more</a></p>",
        "<p>The bridge reopened.</p><p><a href=x>Continue reading <span>Bridge reopens</span> →</a></p>",
        "<p>The bridge reopened… <a href=x>Weiterlesen</a></p>",
        "<p>The bridge reopened. <a href=x>[Read more]</a></p>",
        "<p>The bridge reopened […]</p>" + FOOTER,
        "<p>La suite.</p><a href=x>Lire la suite</a><script>track()</script>",
    ],
)
def test_a_text_that_ends_in_the_middle_is_cut(end: str) -> None:
    assert how_cut(end) is Cut.OPEN
    assert how_cut(LONG + end) is Cut.OPEN


@pytest.mark.parametrize("html", ["", "<p></p>", "<img src=a>", FOOTER])
def test_a_text_without_words_is_cut(html: str) -> None:
    assert how_cut(html) is Cut.OPEN


def test_a_short_text_is_told_from_one_that_ends_in_the_middle() -> None:
    assert how_cut("<p>The bridge reopened.</p>") is Cut.SHORT


@pytest.mark.parametrize("end", ["", FOOTER, "<p>“Wait… what?” she asked.</p>", "<p>More than 40 came.</p>"])
def test_a_long_text_that_ends_with_a_sentence_is_whole(end: str) -> None:
    assert how_cut(LONG + end) is Cut.NOT


def test_endless_html_is_read_at_its_end() -> None:
    assert how_cut("<p>" * 2_000_000 + "Read more") is Cut.OPEN
