"""Subscribing, listing and unsubscribing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.shell import Shell
from tests.newsstand import HTML, Ending, Newsstand

Write = Callable[..., str]


def test_adding_a_feed_tells_its_title_and_entries(shell: Shell, address: str) -> None:
    said = shell("add", address)

    assert (said.exit_code, said.out, said.err) == (0, "Added The Example, 2 entries.\n", "")


def test_adding_a_feed_asks_its_server_once(shell: Shell, newsstand: Newsstand, address: str) -> None:
    shell("add", address)

    assert len(newsstand.requests("/news")) == 1


def test_adding_a_feed_twice_says_that_it_is_there(shell: Shell, address: str) -> None:
    shell("add", address)

    said = shell("add", address)

    assert said.exit_code == 0
    assert said.out.startswith("Already there: The Example")
    assert len(shell("feeds", "--json").json) == 1


def test_folder_title_and_tags_are_kept(shell: Shell, address: str) -> None:
    shell("add", address, "--folder", "World/Europe", "--title", "Mine", "--tag", "a", "--tag", "b")

    (feed,) = shell("feeds", "--json").json

    assert (feed["title"], feed["folder"], feed["tags"]) == ("Mine", "World/Europe", ["a", "b"])


def test_a_site_with_several_feeds_offers_them(shell: Shell, newsstand: Newsstand) -> None:
    links = "".join(f'<link rel="alternate" type="application/rss+xml" title="{n}" href="/{n}">' for n in ("a", "b"))
    newsstand.serve("/", f"<!doctype html><html><head>{links}</head><body>Hi</body></html>".encode(), media_type=HTML)

    newsstand.feed("/a", "The Courier", ["One"])
    newsstand.feed("/b", "The Courier", ["Two", "Three"])

    said = shell("add", "--json", newsstand.url("/"))

    assert said.exit_code == 2
    choices = said.json[0]["choices"]
    assert [(one["url"], one["title"], one["entries"]) for one in choices] == [
        (newsstand.url("/a"), "a", 1),
        (newsstand.url("/b"), "b", 2),
    ]
    assert f"\n  b (2 entries)\n    tuinews add {newsstand.url('/b')}\n" in said.err


def test_the_command_for_a_feed_of_a_site_holds_its_address_as_one_word_and_nothing_else(
    shell: Shell, newsstand: Newsstand
) -> None:
    links = "".join(
        f'<link rel="alternate" type="application/rss+xml" title="$(touch {n})" href="/{n}?x&amp;y;touch${{IFS}}z">'
        for n in ("a", "b")
    )
    newsstand.serve("/", f"<!doctype html><html><head>{links}</head><body>Hi</body></html>".encode(), media_type=HTML)
    newsstand.feed("/a", "The Courier", ["One"])
    newsstand.feed("/b", "The Courier", ["Two"])

    said = shell("add", newsstand.url("/")).err

    commands = [row.strip() for row in said.splitlines() if "tuinews add" in row]
    assert commands == [f"tuinews add '{newsstand.url(f'/{n}?x&y;touch${{IFS}}z')}'" for n in ("a", "b")]


def test_all_feeds_of_a_site_are_taken_on_request(shell: Shell, newsstand: Newsstand) -> None:
    links = "".join(f'<link rel="alternate" type="application/rss+xml" title="{n}" href="/{n}">' for n in ("a", "b"))
    newsstand.serve("/", f"<!doctype html><html><head>{links}</head><body>Hi</body></html>".encode(), media_type=HTML)
    newsstand.feed("/a", "The Courier", ["One"])
    newsstand.feed("/b", "The Sport", ["Two"])

    said = shell("add", "--all", newsstand.url("/"))

    assert (said.exit_code, said.out) == (0, "Added The Courier, 1 entry.\nAdded The Sport, 1 entry.\n")
    assert len(newsstand.requests("/a")) == len(newsstand.requests("/b")) == 1


def test_a_feed_of_comments_beside_the_only_other_one_is_left_out(shell: Shell, newsstand: Newsstand) -> None:
    links = "".join(
        f'<link rel="alternate" type="application/rss+xml" title="{title}" href="{path}">'
        for title, path in (("Harbour » Comments Feed", "/comments/feed/"), ("Harbour » Feed", "/feed/"))
    )
    newsstand.serve("/", f"<!doctype html><html><head>{links}</head><body>Hi</body></html>".encode(), media_type=HTML)
    newsstand.feed("/feed/", "Harbour News", ["One"])
    newsstand.feed("/comments/feed/", "Comments on Harbour News", ["Two"])

    assert shell("add", newsstand.url("/")).out == "Added Harbour News, 1 entry.\n"


def test_a_password_in_an_address_is_said_to_be_kept(shell: Shell, newsstand: Newsstand) -> None:
    address = newsstand.feed("/news", "The Example", ["One"])

    said = shell("add", address.replace("http://", "http://me:secret@"))

    assert "[[site]]" in said.err
    assert "secret" not in said.err + said.out


def test_a_feed_is_listed_and_found_without_the_password_in_its_address(shell: Shell, newsstand: Newsstand) -> None:
    address = newsstand.feed("/news", "The Example", ["One"])
    shell("add", address.replace("http://", "http://me:secret@"))
    newsstand.serve("/news", b"", status=404)
    shell("refresh", "--force")

    said = [shell(*words, "--json") for words in (("feeds",), ("problems",), ("remove", address))]

    assert all("secret" not in one.out + one.err for one in said)
    assert all(f'"url": "{address}"' in one.out for one in said)


@pytest.mark.parametrize("text", ["file:///etc/hosts", "http://[::1", "http://host:99999/", "http://", "two words"])
def test_what_is_no_web_address_is_refused(shell: Shell, text: str) -> None:
    said = shell("add", text)

    assert said.exit_code == 2
    assert "is no web address" in said.err


@pytest.mark.parametrize(
    ("body", "media_type", "sentence"),
    [
        (b"", "application/xml", "The address gives an empty answer, not a feed."),
        (b"\x89PNG\r\n\x1a\n123", "image/png", "The address gives a PNG image, not a feed."),
        (b"<!doctype html><html><body>Hi</body></html>", HTML, "is a web page that names no feed"),
    ],
)
def test_an_address_without_a_feed_is_one_sentence(
    shell: Shell, newsstand: Newsstand, body: bytes, media_type: str, sentence: str
) -> None:
    newsstand.serve("/x", body, media_type=media_type)

    said = shell("add", newsstand.url("/x"))

    assert (said.exit_code, said.out) == (2, "")
    assert sentence in said.err
    assert said.err.count("\n") == 1


def test_a_server_that_does_not_answer_is_given_up(shell: Shell, newsstand: Newsstand) -> None:
    newsstand.serve_raw("/x", b"", ending=Ending.HANG)

    said = shell("add", newsstand.url("/x"))

    assert said.exit_code == 2
    assert "did not answer within 1 s" in said.err


def test_what_could_be_added_is_added(shell: Shell, newsstand: Newsstand, address: str) -> None:
    said = shell("add", newsstand.url("/none"), address, "--json")

    assert said.exit_code == 1
    assert "has nothing at this address (404)" in said.json[0]["error"]
    assert said.json[1]["title"] == "The Example"


def test_the_log_has_what_failed(shell: Shell, newsstand: Newsstand, home: Path) -> None:
    shell("add", newsstand.url("/none"))

    assert "nothing at this address (404)" in (home / "state" / "tuinews.log").read_text(encoding="utf-8")


# -------------------------------------------------------------------------------------- remove and undo


def test_undo_brings_a_removed_feed_back_with_its_articles(shell: Shell, address: str) -> None:
    shell("add", address)
    before = shell("list", "--json").json
    removed = shell("remove", "The Example")
    without = shell("list", "--json").json

    undone = shell("undo")

    assert removed.out == "The Example removed. `tuinews undo` brings it back.\n"
    assert without == []
    assert undone.out == "Undone: The Example removed\n"
    assert shell("list", "--json").json == before


def test_with_nothing_to_undo_undo_says_so(shell: Shell) -> None:
    assert shell("undo").out == "There is nothing to undo.\n"


def test_a_name_that_fits_several_feeds_removes_none(shell: Shell, write: Write) -> None:
    shell("import", write("urls", 'http://127.0.0.1:9/a "~News A"\nhttp://127.0.0.1:9/b "~News B"\n'))

    said = shell("remove", "news")

    assert said.exit_code == 2
    assert "could be any of 2 feeds (1 News A, 2 News B)" in said.err
    assert len(shell("feeds", "--json").json) == 2


def test_smart_folders_are_listed_beside_the_feeds(shell: Shell, newsstand: Newsstand) -> None:
    shell("add", newsstand.feed("/news", "The Example", ["One"]))
    shell("smart", "add", "Bridges", "bridge")

    listed = shell("feeds", "--json").json

    assert [(one["kind"], one["title"], one.get("query")) for one in listed] == [
        ("feed", "The Example", None),
        ("smart folder", "Bridges", "bridge"),
    ]
