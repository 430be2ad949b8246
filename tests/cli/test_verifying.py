"""`tuinews verify`."""

import asyncio
from pathlib import Path

import pytest
from tests.cli.shell import Shell
from tests.ui.frame.newsdesk import Story, open_archive, stock

from tuinews.newsroom import complete

BRIDGE = "“The bridge is tired, not dangerous,” Amina Haddad said on Tuesday. The council listened."


@pytest.fixture
def stocked(home: Path, shell: Shell) -> Shell:
    """A shell beside an archive of one article whose people and quotes are known."""

    async def fill() -> None:
        newsroom = open_archive(home)
        stock(newsroom, "Courier", [Story("Bridge costs rise", BRIDGE)])
        async for _ in complete.complete(newsroom, (1,)):
            pass
        newsroom.close()

    asyncio.run(fill())
    return shell


def test_a_quotation_that_stands_in_the_archive_is_told_with_who_said_it_where(stocked: Shell) -> None:
    said = stocked("verify", "the bridge is tired, not dangerous")

    assert said.exit_code == 0
    assert said.out.startswith("In your archive, word by word, in 1 place:\n")
    assert "— Amina Haddad · Courier · " in said.out


def test_a_changed_quotation_shows_its_differences(stocked: Shell) -> None:
    said = stocked("verify", "the", "bridge", "is", "tired,", "not", "rusty")

    assert said.exit_code == 1
    assert said.out.startswith("In your archive only in part, in 1 place:\n")
    assert "not [-rusty-] {+dangerous+}" in said.out


def test_what_is_not_there_is_not_called_false(stocked: Shell) -> None:
    said = stocked("verify", "trams are a thing of the past")

    assert (said.exit_code, said.out) == (1, "Not in your archive.\n")


def test_the_quotation_may_come_by_standard_input(stocked: Shell) -> None:
    known = stocked("verify", "--json", stdin="“The bridge is … not dangerous”\n").json

    assert known["verdict"] == "exact"
    assert known["found"][0]["speaker"] == "Amina Haddad"


def test_nothing_to_look_for_is_wrong_usage(stocked: Shell) -> None:
    assert stocked("verify", "…").exit_code == 2
