"""Words of the command line that steer a terminal, or are no text: stored and printed plain, or refused."""

from __future__ import annotations

import re

import pytest
from tests.cli.shell import Shell
from tests.newsstand import Newsstand

STEERING = "S\x1b[2J\u202e\x9b"
NO_TEXT = "a\udcff"
"""What Python makes of an argument that is no UTF-8."""
_ODD = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]|\\u[0d]0?[0-9a-f]|\\x1b")


@pytest.mark.parametrize("words", [STEERING, NO_TEXT])
def test_names_that_people_give_are_stored_and_told_as_plain_text(
    words: str, shell: Shell, newsstand: Newsstand
) -> None:
    newsstand.feed("/feed", "The Courier", ["One"])
    said = [
        shell("add", newsstand.url("/feed"), "--title", words, "--folder", f"{words}/x", "--tag", words),
        shell("smart", "add", words, "bridge"),
        shell("mute", "add", words, "football"),
        shell("edit", "1", "--title", f"{words} too", "--folder", words),
        *(shell(*command.split()) for command in ("smart list", "mute list", "feeds --json", "undo --list --json")),
        *(shell(*command.split()) for command in ("smart --json", "mute --json", "digest --json", "export --json")),
        shell("smart", "remove", "1"),
        shell("mute", "remove", "1"),
        shell("remove", "1"),
    ]

    for one in said:
        assert one.exit_code == 0, one.err
        assert not _ODD.search(one.out + one.err), one


def test_a_setting_is_told_as_plain_text(shell: Shell) -> None:
    said = [shell("config", "set", "view.theme", STEERING), shell("config", "get", "view.theme"), shell("config")]

    assert not any(_ODD.search(one.out + one.err) for one in said)
    assert shell("config", "get", "view.theme", "--json").json == {"view.theme": STEERING}


@pytest.mark.parametrize("key", ["view.theme", "notify.command"])
def test_a_setting_that_is_no_text_is_refused_by_its_name(key: str, shell: Shell) -> None:
    said = shell("config", "set", key, NO_TEXT)

    assert said.exit_code == 2
    assert key in said.err
    assert "unexpected" not in said.err


@pytest.mark.parametrize("address", [f"http://127.0.0.1/{NO_TEXT}", "http://127.0.0.1/\x1b[2J"])
def test_an_address_that_is_no_text_is_no_address(address: str, shell: Shell, newsstand: Newsstand) -> None:
    newsstand.feed("/feed", "The Courier", ["One"])
    shell("add", newsstand.url("/feed"))

    said = shell("edit", "1", "--url", address)

    assert said.exit_code == 2
    assert "is no web address" in said.err


@pytest.mark.parametrize(
    "address", ["http://me:s3cret@ho st/feed", "http://me:s3cret@[1/feed", "ftp://me:s3cret@host/"]
)
def test_what_is_no_address_is_named_without_the_password_in_it(address: str, shell: Shell) -> None:
    said = shell("add", address)

    assert said.exit_code == 2
    assert "is no web address" in said.err
    assert "s3cret" not in said.err
