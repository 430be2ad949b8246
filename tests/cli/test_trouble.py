"""`tuinews problems` and `tuinews edit`."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from tests.cli.shell import Shell
from tests.newsstand import HTML, Newsstand

PAGE = b'<html><head><link rel="alternate" type="application/rss+xml" href="/news.xml" title="News"></head></html>'


def test_without_problems_that_is_said(shell: Shell) -> None:
    said = shell("problems")

    assert (said.exit_code, said.out) == (0, "Nothing needs attention.\n")


def test_a_page_in_a_feeds_place_is_told_with_the_command_that_mends_it(shell: Shell, newsstand: Newsstand) -> None:
    newsstand.feed("/feed", "The Courier", ["One"])
    shell("add", newsstand.url("/feed"))
    newsstand.serve("/feed", PAGE, media_type=HTML)
    newsstand.feed("/news.xml", "The Courier", ["One", "Two"])
    shell("refresh", "--force")

    said = shell("problems")

    assert "1 feed fails" in said.out
    assert "A web page, not a feed, since " in said.out
    (command,) = (row.strip() for row in said.out.splitlines() if row.strip().startswith("tuinews edit"))
    assert shell(*command.split()[1:]).exit_code == 0
    assert "new 1" in shell("refresh", "--force").out.replace("new 1 ", "new 1")
    assert shell("problems").out == "Nothing needs attention.\n"


def test_a_command_to_copy_holds_an_address_as_one_word(shell: Shell, newsstand: Newsstand) -> None:
    link = "/news.xml?a=1&b=$(touch${IFS}/tmp/pwned);c='"
    newsstand.feed("/feed", "The Courier", ["One"])
    shell("add", newsstand.url("/feed"))
    newsstand.serve("/feed", PAGE.replace(b"/news.xml", link.replace("&", "&amp;").encode()), media_type=HTML)
    shell("refresh", "--force")

    (command,) = (row.strip() for row in shell("problems").out.splitlines() if row.strip().startswith("tuinews edit"))

    words = list(shlex.shlex(command, posix=True, punctuation_chars=True))
    assert [words[0], *words[1:3]] == ["tuinews", "edit", "1"]
    assert shlex.split(command)[-1].endswith("?a=1&b=$(touch${IFS}/tmp/pwned);c='")
    assert not {";", "&", "(", ")"} & set(words)
    assert "$(" not in re.sub(r"'[^']*'", "", command)


def test_where_a_site_may_have_another_feed_the_command_holds_its_address_as_one_word(
    shell: Shell, newsstand: Newsstand
) -> None:
    feed = newsstand.url("/feed")
    site = newsstand.url("/;touch${IFS}x")
    rss = (
        f"<rss version='2.0'><channel><title>C</title><link>{site}</link><item><title>1</title></item></channel></rss>"
    )
    newsstand.serve("/feed", rss.encode())
    shell("add", feed)
    newsstand.serve("/feed", b"", status=404)
    shell("refresh", "--force")

    (command,) = (row.strip() for row in shell("problems").out.splitlines() if row.strip().startswith("tuinews add"))

    assert command.partition("   ")[0] == f"tuinews add '{site}'"


def test_nobody_is_told_to_look_for_feeds_on_the_site_of_a_program(shell: Shell, home: Path) -> None:
    (home / "config").mkdir(parents=True, exist_ok=True)
    with (home / "config" / "config.toml").open("a", encoding="utf-8") as config:
        config.write('[[exec]]\nname = "Logs"\ncommand = "echo no feed"\n')
    shell("refresh")

    told = shell("problems").out

    assert "Logs" in told
    assert "tuinews add" not in told
    assert "the site" not in told
    assert shell("problems", "--json").json[0]["site_url"] == ""


def test_problems_as_json_hold_the_facts(shell: Shell, newsstand: Newsstand) -> None:
    newsstand.feed("/feed", "The Courier", ["One"])
    shell("add", newsstand.url("/feed"))
    newsstand.serve("/feed", b"", status=404)
    shell("refresh", "--force")

    (problem,) = shell("problems", "--json").json

    assert (problem["problem"], problem["kind"], problem["status"]) == ("failing", "not found", 404)
    assert problem["cause"] == "nothing at this address (404)"
    assert problem["last_success"] is not None


def test_edit_gives_a_feed_another_folder_and_leaves_its_title_to_the_feed(shell: Shell, newsstand: Newsstand) -> None:
    newsstand.feed("/feed", "The Courier", ["One"])
    shell("add", newsstand.url("/feed"))

    said = shell("edit", "Courier", "--folder", "World/Europe", "--json")
    newsstand.feed("/feed", "The New Courier", ["One"])
    shell("refresh", "--force")

    assert [feed["folder"] for feed in said.json] == ["World/Europe"]
    assert [feed["title"] for feed in shell("feeds", "--json").json] == ["The New Courier"]


def test_edit_wants_to_know_what_to_change(shell: Shell, newsstand: Newsstand) -> None:
    newsstand.feed("/feed", "The Courier", ["One"])
    shell("add", newsstand.url("/feed"))

    assert shell("edit", "1").exit_code == 2
    assert shell("edit", "1", "--url", "not an address").exit_code == 2


def test_what_one_edit_changes_one_undo_takes_back(shell: Shell, newsstand: Newsstand) -> None:
    newsstand.feed("/feed", "The Courier", ["One"])
    shell("add", newsstand.url("/feed"))
    before = facts(shell)
    wanted = ("--url", newsstand.url("/news.xml"), "--title", "Courier", "--folder", "World", "--full-text", "always")

    assert "`tuinews undo` takes it back" in shell("edit", "Courier", *wanted).out
    assert facts(shell) == (newsstand.url("/news.xml"), "Courier", "World", "always")
    shell("undo")
    assert facts(shell) == before


def test_a_feed_is_kept_out_of_stories_and_let_in_again(shell: Shell, newsstand: Newsstand) -> None:
    newsstand.feed("/feed", "The Courier", ["One"])
    shell("add", newsstand.url("/feed"))

    assert shell("edit", "Courier", "--stories", "off", "--json").json[0]["stories"] is False
    shell("undo")
    assert shell("edit", "Courier", "--title", "Mine", "--json").json[0]["stories"] is True


def facts(shell: Shell) -> tuple[str, ...]:
    (feed,) = shell("feeds", "--json").json
    return tuple(feed[name] for name in ("url", "title", "folder", "full_text"))


def test_an_edit_whose_address_another_feed_has_changes_nothing(shell: Shell, newsstand: Newsstand) -> None:
    for path, title in (("/feed", "The Courier"), ("/other", "The Tide")):
        newsstand.feed(path, title, ["One"])
        shell("add", newsstand.url(path))

    said = shell("edit", "Courier", "--folder", "World", "--url", newsstand.url("/other"))

    assert (said.exit_code, "The Tide has the address" in said.err) == (2, True)
    assert [feed["folder"] for feed in shell("feeds", "--json").json] == ["", ""]


def test_an_edit_of_several_feeds_is_one_change(shell: Shell, newsstand: Newsstand) -> None:
    for path, title in (("/feed", "The Courier"), ("/other", "The Tide")):
        newsstand.feed(path, title, ["One"])
        shell("add", newsstand.url(path))

    said = shell("edit", "Courier", "Tide", "--folder", "World")
    folders = [feed["folder"] for feed in shell("feeds", "--json").json]
    shell("undo")

    assert said.out == "2 feeds changed. `tuinews undo` takes it back.\n"
    assert folders == ["World", "World"]
    assert [feed["folder"] for feed in shell("feeds", "--json").json] == ["", ""]


def test_a_title_stays_the_feeds_own_where_only_the_folder_changes(shell: Shell, newsstand: Newsstand) -> None:
    shell("add", newsstand.feed("/feed", "The Courier", ["One"]))
    shell("edit", "Courier", "--folder", "World")
    newsstand.feed("/feed", "The New Courier", ["One", "Two"])

    shell("refresh", "--force")

    assert [feed["title"] for feed in shell("feeds", "--json").json] == ["The New Courier"]


def urls(shell: Shell) -> list[str]:
    return [feed["url"] for feed in shell("feeds", "--json").json]


@pytest.mark.parametrize("more", [(), ("--folder", "World")])
def test_an_address_comes_back_though_a_feed_was_added_at_it_and_taken_back(
    shell: Shell, newsstand: Newsstand, more: tuple[str, ...]
) -> None:
    old, new = newsstand.feed("/feed", "The Courier", ["One"]), newsstand.feed("/new", "The Courier", ["One"])
    shell("add", old)
    shell("edit", "Courier", "--url", new, *more)
    shell("add", old)
    both = urls(shell)

    shell("undo")
    shell("undo")
    before = urls(shell)
    shell("redo")
    shell("redo")

    assert before == [old]
    assert urls(shell) == both == [new, old]


def test_an_address_that_another_feed_was_moved_to_is_left_to_it(shell: Shell, newsstand: Newsstand) -> None:
    old, new = newsstand.feed("/feed", "The Courier", ["One"]), newsstand.feed("/new", "The Courier", ["One"])
    other = newsstand.feed("/other", "The Tide", ["One"])
    shell("add", other)
    shell("add", old)
    shell("edit", "Courier", "--url", new)
    # Twice in a row its server says that it has moved for good, which is no change of the user's and is not undone.
    newsstand.redirect("/other", old, 301)
    shell("refresh", "--force", "1")
    shell("refresh", "--force", "1")

    said = shell("undo")

    assert said.exit_code == 0
    assert "its address stays" in said.out
    assert sorted(urls(shell)) == sorted([old, new])
