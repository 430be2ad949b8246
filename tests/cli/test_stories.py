"""`tuinews stories`."""

from pathlib import Path

import pytest
from tests.cli.shell import Shell
from tests.ui.frame.newsdesk import Story, open_archive, stock

ONE = "Rescuers searched the rubble in Bandirma on Friday after an earthquake toppled apartment blocks along the coast."
TWO = "An earthquake that toppled apartment blocks in Bandirma has sent rescuers into the rubble along the coast."


@pytest.fixture
def stocked(home: Path, shell: Shell) -> Shell:
    newsroom = open_archive(home)
    stock(newsroom, "Courier", [Story("Earthquake topples blocks in Bandirma", ONE)])
    stock(newsroom, "Herald", [Story("Bandirma earthquake: rescuers search rubble", TWO)])
    newsroom.close()
    return shell


def test_stories_are_listed(stocked: Shell) -> None:
    said = stocked("stories")

    assert "2 articles" in said.out
    assert "rescuers search rubble" in said.out


def test_a_feed_is_kept_out_and_undo_lets_it_in(stocked: Shell) -> None:
    off = stocked("stories", "off", "Courier")
    without = stocked("stories")
    stocked("undo")

    assert "1 feed kept out of stories" in off.out
    assert "No event" in without.out
    assert "2 articles" in stocked("stories").out


def test_switching_needs_a_feed(stocked: Shell) -> None:
    said = stocked("stories", "off")

    assert said.exit_code == 2
    assert "Which feed?" in said.err
