"""`tuinews people` and `tuinews person`."""

import asyncio
import json
from pathlib import Path

import pytest
from tests.cli.shell import Shell
from tests.ui.frame.newsdesk import Story, open_archive, stock

from tuinews.newsroom import complete

STORIES = [
    Story("Bridge costs rise", "“The bridge is tired, not dangerous,” said Amina Haddad, the city engineer."),
    Story("Cup final", "Samir Haddad, a striker, scored for Utrecht."),
]


@pytest.fixture
def stocked(home: Path, shell: Shell) -> Shell:
    """A shell beside an archive of two articles whose people are known."""

    async def fill() -> None:
        newsroom = open_archive(home)
        stock(newsroom, "Courier", STORIES)
        async for _ in complete.complete(newsroom, (1, 2)):
            pass
        newsroom.close()

    asyncio.run(fill())
    return shell


def test_people_are_listed_with_their_numbers(stocked: Shell) -> None:
    said = stocked("people", "--json")

    assert said.exit_code == 0
    assert {(row["name"], row["mentions"], row["quotes"]) for row in json.loads(said.out)} == {
        ("Amina Haddad", 1, 1),
        ("Samir Haddad", 1, 0),
    }
    assert "Amina Haddad" in stocked("people").out


def test_fields_of_a_query_say_which_articles_count(stocked: Shell) -> None:
    rows = json.loads(stocked("people", "title:cup", "--json").out)

    assert [row["name"] for row in rows] == ["Samir Haddad"]
    assert json.loads(stocked("people", "amina", "since:1d", "before:2020", "--json").out) == []


def test_a_person_is_told_of_with_statements(stocked: Shell) -> None:
    told = json.loads(stocked("person", "amina", "--json").out)

    assert told["name"] == "Amina Haddad"
    assert [one["role"] for one in told["roles"]] == ["city engineer"]
    assert [one["words"] for one in told["statements"]] == ["“The bridge is tired, not dangerous,”"]
    assert "The bridge is tired" in stocked("person", str(told["id"])).out


def test_a_name_that_means_several_is_told_with_the_choices(stocked: Shell) -> None:
    said = stocked("person", "haddad")

    assert said.exit_code == 2
    assert "haddad can be any of these. Please give the number." in said.err
    assert "Amina Haddad, city engineer, 1 article" in said.err
    assert "Samir Haddad" in said.err


def test_a_person_is_followed_from_the_shell_once_and_no_longer(stocked: Shell) -> None:
    assert stocked("person", "amina", "--follow").out == "Amina Haddad is followed. `tuinews undo` takes it back.\n"
    assert stocked("person", "amina", "--follow").out == "Amina Haddad is followed already.\n"
    assert "Amina Haddad" in stocked("smart").out
    said = stocked("digest", "--since", "2020", "--json").json["statements"]
    assert [one["speaker"] for one in said] == ["Amina Haddad"]

    assert "is no longer followed" in stocked("person", "amina", "--no-follow").out
    assert stocked("person", "amina", "--no-follow").out == "Amina Haddad is not followed.\n"
    assert "Amina Haddad" not in stocked("smart").out


def test_nobody_of_a_name_is_said_so(stocked: Shell) -> None:
    assert "Nobody called Zorro is in the archive" in stocked("person", "Zorro").err
    assert stocked("person", "999").exit_code == 2
