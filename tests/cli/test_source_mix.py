"""`tuinews stats --sources`: who is quoted, named against unnamed."""

import asyncio
from pathlib import Path

import pytest
from tests.cli.shell import Shell
from tests.ui.frame.newsdesk import Story, open_archive, stock

from tuinews.newsroom import complete

NAMED = "“The bridge is tired, not dangerous,” Amina Haddad said on Tuesday. “It will hold,” she said."
UNNAMED = "“The bridge was never inspected at all,” a source close to the council said on Friday."


@pytest.fixture
def stocked(home: Path, shell: Shell) -> Shell:
    """A shell beside two feeds, one of which quotes a source without a name."""

    async def fill() -> None:
        newsroom = open_archive(home)
        stock(newsroom, "Courier", [Story("Bridge costs rise", NAMED)])
        stock(newsroom, "Herald", [Story("Bridge in doubt", UNNAMED)])
        async for _ in complete.complete(newsroom, (1, 2)):
            pass
        newsroom.close()

    asyncio.run(fill())
    return shell


def test_quotes_are_counted_by_feed_month_and_kind_of_source(stocked: Shell) -> None:
    mix = stocked("stats", "--sources", "--since", "all", "--json").json

    assert mix["altogether"][0]["quotes"] == 3
    assert [(one["title"], one["person"], one["unnamed"], one["named"]) for one in mix["feeds"]] == [
        ("Courier", 2, 0, 2),
        ("Herald", 0, 1, 0),
    ]
    assert [one["title"] for one in mix["months"]] == ["2026-11"]


def test_every_number_leads_to_the_quotes_it_counts(stocked: Shell) -> None:
    mix = stocked("stats", "--sources", "--since", "all", "--json").json

    for one in (*mix["feeds"], *mix["months"]):
        assert len(stocked("quotes", *one["query"].split(), "--json").json) == one["quotes"]
    (found,) = stocked("quotes", "source:unnamed", "--json").json
    assert found["title"] == "Bridge in doubt"


def test_a_feeds_speakers_are_told(stocked: Shell) -> None:
    said = stocked("stats", "--sources", "--since", "all", "--feed", "Courier").out

    assert "Amina Haddad" in said
    assert "100 % named" in said


def test_articles_are_found_by_the_kind_of_source_they_quote(stocked: Shell) -> None:
    assert [one["title"] for one in stocked("list", "source:unnamed", "--json").json] == ["Bridge in doubt"]


def test_a_time_without_quotes_says_so(shell: Shell) -> None:
    assert shell("stats", "--sources").err == "Nobody is quoted in this time.\n"
