"""`extract`: the article of pages, alone."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from tests.cli.shell import Shell
from tests.newsstand import HTML, Newsstand

Write = Callable[..., str]

PAGE = (
    '<!doctype html><html lang="en"><head><title>Bridge reopens</title><meta name="author" content="Mia Lund">'
    '<meta property="article:published_time" content="2026-03-02T10:00:00Z"></head><body>'
    "<article><h1>Bridge reopens</h1>"
    + "<p>The bridge over the river reopened on Monday after nine long months of repairs, the city said.</p>" * 5
    + "</article></body></html>"
)


def test_json_is_an_array_with_the_facts_of_each_page(shell: Shell, write: Write) -> None:
    (page,) = shell("extract", "--json", "--url", "http://news.example/a", write("page.html", PAGE)).json

    assert list(page) == ["title", "byline", "published", "language", "text"]
    assert (page["title"], page["byline"]) == ("Bridge reopens", "Mia Lund")
    assert page["published"] == "2026-03-02T10:00:00+00:00"
    assert page["text"].startswith("The bridge over the river")


def test_the_text_is_set_for_people(shell: Shell, write: Write) -> None:
    rows = shell("extract", write("page.html", PAGE)).out.splitlines()

    assert rows[0] == "Bridge reopens"
    assert rows[2] == ""
    assert max(map(len, rows)) <= 72


def test_lines_of_pages_become_lines_of_articles(shell: Shell) -> None:
    lines = [{"id": "p", "url": "http://news.example/a", "html": PAGE}, {"id": "q", "url": "", "html": "<p>hi"}]

    said = shell("extract", "--jsonl", stdin="".join(json.dumps(line) + "\n" for line in lines))
    first, second = (json.loads(line) for line in said.out.splitlines())

    assert list(first) == ["id", "title", "byline", "published", "text"]
    assert (first["id"], first["title"]) == ("p", "Bridge reopens")
    assert second == {"id": "q", "title": "", "byline": "", "published": None, "text": ""}


def test_a_page_on_the_web_is_fetched(shell: Shell, newsstand: Newsstand) -> None:
    newsstand.serve("/a", PAGE.encode(), media_type=HTML)

    (page,) = shell("extract", "--json", newsstand.url("/a")).json

    assert page["title"] == "Bridge reopens"


def test_a_page_without_an_article_is_one_sentence(shell: Shell, newsstand: Newsstand) -> None:
    newsstand.serve("/a", b"<!doctype html><html><body><nav><a href=/>Home</a></nav></body></html>", media_type=HTML)

    said = shell("extract", newsstand.url("/a"))

    assert (said.exit_code, said.out) == (2, "")
    assert "No article text was found on this page" in said.err


def test_a_feed_is_no_page(shell: Shell, newsstand: Newsstand) -> None:
    newsstand.feed("/news", "The Example", ["First story"])

    said = shell("extract", newsstand.url("/news"))

    assert said.exit_code == 2
    assert "is a feed, not a page" in said.err


@pytest.mark.parametrize("command", ["extract", "annotate"])
def test_a_password_in_an_address_is_not_repeated(shell: Shell, newsstand: Newsstand, command: str) -> None:
    address = newsstand.url("/none").replace("http://", "http://mia:secret@")

    said = shell(command, address)

    assert said.exit_code == 2
    assert "secret" not in said.err


def test_one_address_cannot_belong_to_two_files(shell: Shell) -> None:
    assert shell("extract", "a.html", "b.html", "--url", "http://news.example/").exit_code == 2
