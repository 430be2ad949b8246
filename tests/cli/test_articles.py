"""`list` and `show`."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from tests.cli.shell import Shell
from tests.newsstand import Item, Newsstand

BODY = (
    "<p>The bridge over the Lune reopened on Monday after nine months of repairs, and the city is pleased.</p>"
    "<h2>What comes next</h2><ul><li>Paint</li><li>Lamps</li></ul><pre>a  =  1\n  b</pre>"
    "<p>“It is finally safe,” said Mia Lund, the mayor.</p>"
)


@pytest.fixture(autouse=True)
def _one_feed(shell: Shell, newsstand: Newsstand) -> None:
    bridge = Item("Bridge reopens", BODY, published=datetime(2026, 3, 2, 10, tzinfo=UTC))
    rain = Item("Rain " * 40, "<p>It rained.</p>", published=datetime(2026, 3, 1, 10, tzinfo=UTC))
    newsstand.feed("/news", "The Example", [bridge, rain])
    shell("add", newsstand.url("/news"))


def test_articles_are_listed_newest_first(shell: Shell) -> None:
    said = shell("list")

    assert [row.split()[4:6] for row in said.out.splitlines()[1:]] == [["The", "Example"], ["The", "Example"]]
    assert said.out.index("Bridge reopens") < said.out.index("Rain Rain")


def test_a_row_fits_the_terminal(shell: Shell) -> None:
    assert max(map(len, shell("list").out.splitlines())) <= 80


def test_a_list_for_another_program_is_not_cut(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS")

    assert "…" not in shell("list").out


def test_json_has_the_facts_of_the_contract(shell: Shell) -> None:
    first = shell("list", "--limit", "1", "--json").json[0]

    assert {"id", "title", "feed", "author", "published", "url", "read", "starred", "people", "quotes"} <= set(first)
    assert first["published"] == "2026-03-02T10:00:00+00:00"


@pytest.mark.parametrize(("query", "count"), [("bridge", 1), ("is:unread", 2), ("is:starred", 0), ("feed:example", 2)])
def test_a_query_chooses(shell: Shell, query: str, count: int) -> None:
    assert len(shell("list", query, "--json").json) == count


def test_a_feed_s_name_may_hold_blanks(shell: Shell) -> None:
    assert len(shell("list", "feed:the example", "--json").json) == 2


@pytest.mark.parametrize("query", ["is:purple", "words:many", "(trams"])
def test_a_query_that_cannot_be_is_refused(shell: Shell, query: str) -> None:
    said = shell("list", query)

    assert (said.exit_code, said.out) == (2, "")


def test_an_empty_list_is_said_to_the_person_not_to_the_pipe(shell: Shell) -> None:
    said = shell("list", "zeppelin")

    assert (said.exit_code, said.out, said.err) == (0, "", "No article matches.\n")


def test_an_article_is_shown_as_it_is_set(shell: Shell) -> None:
    number = shell("list", "bridge", "--json").json[0]["id"]

    rows = shell("show", str(number)).out.splitlines()

    assert rows[0] == "Bridge reopens"
    assert {"• Paint", "• Lamps", "    a  =  1", "      b"} <= set(rows)
    assert max(map(len, rows)) <= 72


@pytest.mark.parametrize(("form", "sign"), [("md", "## What comes next"), ("html", "<li>"), ("json", '"people"')])
def test_an_article_has_other_forms(shell: Shell, form: str, sign: str) -> None:
    number = shell("list", "bridge", "--json").json[0]["id"]

    assert sign in shell("show", str(number), "--format", form).out


def test_an_article_that_is_not_there_is_said(shell: Shell) -> None:
    said = shell("show", "999")

    assert (said.exit_code, said.err) == (
        2,
        "tuinews: There is no article 999. `tuinews list` shows their numbers. `tuinews help shell` tells more.\n",
    )


def test_what_changed_in_an_article_is_printed(shell: Shell, newsstand: Newsstand) -> None:
    number = str(next(row["id"] for row in shell("list", "--json").json if row["title"] == "Bridge reopens"))
    before = shell("show", number, "--diff")
    newsstand.feed("/news", "The Example", [Item("Bridge reopens", BODY.replace("Monday", "Friday"))])
    shell("refresh", "--force")

    after = shell("show", number, "--diff")

    assert (before.out, before.err) == ("", "This article has not changed since it came.\n")
    assert "reopened on [-Monday-]{+Friday+} after" in " ".join(after.out.split())
    assert "unchanged paragraph" in after.out
    assert shell("show", number, "--json").json["updated"]
