"""`stats`."""

from __future__ import annotations

from pathlib import Path

from tests.cli.shell import Shell
from tests.cli.test_room import fill


def test_the_pictures_are_printed_without_colour_for_a_file(shell: Shell, home: Path) -> None:
    fill(home, 1, 3)

    said = shell("stats")

    assert said.exit_code == 0
    assert "Articles a day" in said.out
    assert "█" in said.out
    assert "\x1b" not in said.out


def test_the_numbers_can_be_had_as_json(shell: Shell, home: Path) -> None:
    fill(home, 1, 3)

    assert shell("stats", "--json").json["articles"] == 3
    assert shell("stats", "--since", "all", "--feed", "courier", "--json").json["feeds"][0]["arrived"] == 4


def test_an_empty_archive_has_nothing_to_count(shell: Shell) -> None:
    assert shell("stats").out.startswith("Nothing to count yet")


def test_a_day_that_is_none_is_refused(shell: Shell) -> None:
    said = shell("stats", "--since", "soon")

    assert said.exit_code == 2
    assert "soon is no day" in said.err
