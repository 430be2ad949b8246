"""Full texts in the shell: `show --full-text`, `show --source`, `refresh --full-text`, `edit`."""

from __future__ import annotations

import pytest
from tests.cli.shell import Shell
from tests.newsstand import HTML, Item, Newsstand
from tests.web.pages import SENTENCES, TEASER, page

WHOLE = SENTENCES[2][:40]


@pytest.fixture(autouse=True)
def _one_feed(shell: Shell, newsstand: Newsstand) -> None:
    newsstand.serve("/story", page(), media_type=HTML)
    newsstand.feed("/news", "The Example", [Item("Bridge reopens", TEASER, url=newsstand.url("/story"))])
    shell("add", newsstand.url("/news"))


def test_show_fetches_the_full_text_when_asked(shell: Shell, newsstand: Newsstand) -> None:
    assert WHOLE not in shell("show", "1").out
    assert not newsstand.requests("/story")

    assert WHOLE in shell("show", "1", "--full-text").out
    assert WHOLE in shell("show", "1").out


def test_a_text_that_is_here_is_not_fetched_again(shell: Shell, newsstand: Newsstand) -> None:
    for _ in range(2):
        shell("show", "1", "--full-text")

    assert len(newsstand.requests("/story")) == 1


def test_each_text_can_be_named(shell: Shell) -> None:
    shell("show", "1", "--full-text")

    assert "[…]" in shell("show", "1", "--source", "feed").out
    assert WHOLE in shell("show", "1", "--source", "page").out
    raw = shell("show", "1", "--source", "raw").out
    assert TEASER in raw
    assert "<footer>" in raw
    assert WHOLE in shell("show", "1").out


def test_json_has_the_text_that_was_named(shell: Shell) -> None:
    shell("show", "1", "--full-text")

    assert shell("show", "1", "--source", "feed", "--json").json["text"].endswith("[…]")


def test_a_page_that_was_not_fetched_cannot_be_shown(shell: Shell) -> None:
    said = shell("show", "1", "--source", "page")

    assert said.exit_code == 2
    assert "--full-text" in said.err


def test_a_failure_is_said_and_the_feed_s_text_shown(shell: Shell, newsstand: Newsstand) -> None:
    newsstand.serve("/story", status=403)

    said = shell("show", "1", "--full-text")

    assert "(403)" in said.err
    assert "[…]" in said.out


def test_refresh_fetches_the_full_texts_of_new_articles_when_asked(shell: Shell, newsstand: Newsstand) -> None:
    assert not shell("refresh", "--force").out.count("full texts")
    assert not newsstand.requests("/story")

    assert "full texts 1" in shell("refresh", "--force", "--full-text").out
    assert shell("refresh", "--full-text", "--json").json["full_texts"] == 0


def test_a_feed_s_choice_is_set_listed_and_undone(shell: Shell) -> None:
    feed_id = shell("feeds", "--json").json[0]["id"]
    assert shell("feeds", "--json").json[0]["full_text"] is None

    said = shell("edit", str(feed_id), "--full-text", "never")

    assert said.exit_code == 0
    assert "`tuinews undo` takes it back" in said.out
    assert shell("feeds", "--json").json[0]["full_text"] == "never"
    assert "full texts 0" in shell("refresh", "--full-text").out
    shell("undo")
    assert shell("feeds", "--json").json[0]["full_text"] is None


def test_edit_gives_a_title_and_a_folder(shell: Shell) -> None:
    shell("edit", "the example", "--title", "Courier", "--folder", "World/Europe")

    feed = shell("feeds", "--json").json[0]
    assert (feed["title"], feed["folder"]) == ("Courier", "World/Europe")


def test_edit_without_a_change_is_refused(shell: Shell) -> None:
    assert shell("edit", "the example").exit_code == 2
