"""`tuinews search`, and queries in the shell."""

import asyncio
from pathlib import Path

import pytest
from tests.cli.shell import Shell
from tests.ui.frame.newsdesk import Story, open_archive, stock

from tuinews.newsroom import complete

BRIDGE = "“The bridge is tired, not dangerous,” Amina Haddad said on Tuesday. The council listened."


@pytest.fixture
def stocked(home: Path, shell: Shell) -> Shell:
    """A shell beside an archive of two articles whose text and people are known."""

    async def fill() -> None:
        newsroom = open_archive(home)
        stock(newsroom, "Courier", [Story("Bridge costs rise", BRIDGE), Story("Trams return", "Trams are back.")])
        async for _ in complete.complete(newsroom, (1, 2)):
            pass
        newsroom.close()

    asyncio.run(fill())
    return shell


def test_search_prints_articles_with_their_hits_then_quotes(stocked: Shell) -> None:
    said = stocked("search", "bridges")

    assert said.exit_code == 0
    assert said.out.startswith("Bridge costs rise\n")
    assert "The [bridge] is tired" in said.out
    assert "Quotes\n" in said.out
    assert "Amina Haddad (2)" in said.out


def test_search_gives_json(stocked: Shell) -> None:
    found = stocked("search", "haddad", "--json").json

    assert [article["title"] for article in found["articles"]] == ["Bridge costs rise"]
    assert found["people"] == [{"name": "Amina Haddad", "articles": 1, "quotes": 1}]


def test_search_that_finds_nothing_says_so(stocked: Shell) -> None:
    said = stocked("search", "zeppelin")

    assert (said.exit_code, said.out, said.err) == (0, "", "Nothing was found.\n")


def test_a_wrong_query_is_shown_with_its_place(stocked: Shell) -> None:
    said = stocked("search", "bridge", "is:red")

    assert said.exit_code == 2
    assert "  bridge is:red\n         ^" in said.err


def test_list_takes_the_same_queries(stocked: Shell) -> None:
    listed = stocked("list", "said:haddad about:bridge -is:read", "--json").json

    assert [article["title"] for article in listed] == ["Bridge costs rise"]


def test_the_shells_quotation_marks_hold_a_fields_words_together(stocked: Shell) -> None:
    listed = stocked("list", "person:Amina Haddad", "--json").json

    assert len(listed) == 1


def test_the_doctor_mends_the_search_index(home: Path, stocked: Shell) -> None:
    newsroom = open_archive(home)
    newsroom.database.write(lambda connection: connection.execute("INSERT INTO search (search) VALUES ('delete-all')"))
    newsroom.close()

    assert "has been made anew" in stocked("doctor").out
    assert "Bridge costs rise" in stocked("search", "bridge").out


def test_smart_folders_are_kept_listed_exported_and_removed(stocked: Shell) -> None:
    assert "Smart folder Bridges kept" in stocked("smart", "add", "Bridges", "bridge", "is:unread").out

    assert stocked("smart", "--json").json == [
        {"id": 1, "name": "Bridges", "query": "bridge is:unread", "unread": 1, "origin": ""}
    ]
    assert stocked("export", "--json").json["smart_folders"] == [{"name": "Bridges", "query": "bridge is:unread"}]
    assert "Bridges" in stocked("smart").out
    assert stocked("smart", "remove", "bridges").exit_code == 0
    assert stocked("smart").err.startswith("There are no smart folders.")
    assert "Smart folder Bridges removed" in stocked("undo", "--list").out
    assert stocked("undo").out == "Undone: Smart folder Bridges removed\n"
    assert stocked("smart", "remove", "nothing").exit_code == 2


def test_mute_rules_tell_first_what_they_would_hide(stocked: Shell) -> None:
    assert stocked("mute", "add", "No trams", "trams", "--dry-run").out == "Would hide 1 of the last 2 articles.\n"
    assert len(stocked("list", "--json").json) == 2

    assert "hides 1 of the last 2 articles" in stocked("mute", "add", "No trams", "trams").out
    assert [article["title"] for article in stocked("list", "--json").json] == ["Bridge costs rise"]
    assert [article["title"] for article in stocked("list", "is:muted", "--json").json] == ["Trams return"]
    assert stocked("mute", "--json").json == [{"id": 1, "name": "No trams", "query": "trams", "hidden": 1}]
    assert "No trams" in stocked("mute").out
    assert stocked("mute", "remove", "1").exit_code == 0
    assert len(stocked("list", "--json").json) == 2


def test_a_kept_query_needs_a_name_and_a_query(stocked: Shell) -> None:
    assert stocked("smart", "add", "Bridges").exit_code == 2
    assert stocked("mute", "add", "Bridges", "is:red").exit_code == 2
