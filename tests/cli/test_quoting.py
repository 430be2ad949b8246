"""`tuinews quotes`."""

import asyncio
import csv
import io
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.cli.shell import Shell
from tests.ui.frame.newsdesk import Story, open_archive, stock

from tuinews.newsroom import complete

BRIDGE = "“The bridge is tired, not dangerous,” Mayor Amina Haddad said on Tuesday. The council listened."
PAST = "“We never had prisoners here,” Otto Brandt said on Monday. The mayor was silent."


@pytest.fixture
def stocked(home: Path, shell: Shell) -> Shell:
    """A shell beside an archive whose quotes are known."""

    async def fill() -> None:
        newsroom = open_archive(home)
        stock(
            newsroom,
            "Courier",
            [
                Story("Bridge costs rise", BRIDGE),
                Story("A look back", PAST, published=datetime.now(UTC) - timedelta(days=40)),
            ],
        )
        async for _ in complete.complete(newsroom, (1, 2)):
            pass
        newsroom.close()

    asyncio.run(fill())
    return shell


def test_quotes_tell_who_said_what_and_where(stocked: Shell) -> None:
    said = stocked("quotes")

    assert said.exit_code == 0
    assert said.out.index("Amina Haddad") < said.out.index("The bridge is tired") < said.out.index("Otto Brandt")
    assert "Courier" in said.out


def test_options_and_the_query_are_all_asked_for(stocked: Shell) -> None:
    found = stocked("quotes", "--speaker", "brandt", "--about", "prisoners here", "--json").json

    assert [(one["speaker"], one["title"]) for one in found] == [("Otto Brandt", "A look back")]
    assert stocked("quotes", "--speaker", "brandt", "--since", "30d").err.startswith(
        "Nothing was found. `tuinews search"
    )
    assert stocked("quotes", "--speaker", "haddad", "--about", "prisoners", "--json").json == []
    assert stocked("quotes", "said:brandt", "--feed", "courier", "--json").json == found


def test_a_table_has_a_row_for_each_quote(stocked: Shell) -> None:
    rows = list(csv.reader(io.StringIO(stocked("quotes", "--csv").out)))

    assert rows[0][:3] == ["speaker", "role", "quote"]
    assert [row[0] for row in rows[1:]] == ["Amina Haddad", "Otto Brandt"]


@pytest.mark.parametrize(("form", "beginning"), [("--markdown", "# Quotes\n\n> “The"), ("--html", "<!doctype html>")])
def test_pages_hold_the_quotes(stocked: Shell, form: str, beginning: str) -> None:
    page = stocked("quotes", form).out

    assert page.startswith(beginning)
    assert page.count("Amina Haddad") == 1


def test_a_limit_says_that_there_is_more(stocked: Shell) -> None:
    said = stocked("quotes", "--limit", "1")

    assert "Otto Brandt" not in said.out
    assert "There are more" in said.err


def test_a_wrong_day_is_wrong_usage(stocked: Shell) -> None:
    said = stocked("quotes", "--since", "soon")

    assert said.exit_code == 2
    assert "`since:` takes" in said.err
