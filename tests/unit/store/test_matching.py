"""What queries find in a real archive."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.properties.test_queries import QUERIES
from tests.unit.store.library import add, matching

from tuinews.query import QueryError, parse
from tuinews.store import marks, tags
from tuinews.store.database import Database

BRIDGE = "Amina Haddad spoke. “The bridge is tired, not dangerous,” Haddad said. Noor Rahman listened."
STREET = "The councillors voted. “We will count every car on the bridge,” Noor Rahman said, and Amina Haddad agreed."


@pytest.fixture
def stocked(database: Database) -> Database:
    add(
        database, "Bridge costs rise", BRIDGE, author="Jane Doe", folder=("World", "Asia"), days_ago=40,
        people=("Amina Haddad", "Noor Rahman"), said=(("Amina Haddad", "“The bridge is tired, not dangerous,”"),),
    )  # fmt: skip
    add(
        database, "Streets are counted", STREET, feed="The Guardian", days_ago=3,
        people=("Noor Rahman", "Amina Haddad"),
        said=(("Noor Rahman", "“We will count every car on the bridge,”"),), tags=("town",),
    )  # fmt: skip
    add(database, "Der Müller spricht", "Über die Brücke reden alle.", feed="Zeitung", days_ago=0, language="de-CH")
    add(database, "Not yet read", None, feed="The Guardian", snippet="A summary about trams.", days_ago=0)
    return database


FOUND = [
    ("bridge", ["Bridge costs rise", "Streets are counted"]),
    ("bridges counting", ["Streets are counted"]),
    ("muller", ["Der Müller spricht"]),
    ("brucke", ["Der Müller spricht"]),
    ('"not dangerous"', ["Bridge costs rise"]),
    ('"dangerous not"', []),
    ("trams", ["Not yet read"]),
    ("guardian", ["Streets are counted", "Not yet read"]),
    ("guardian trams", ["Not yet read"]),
    ("counci*", ["Streets are counted"]),
    ("trams OR muller", ["Der Müller spricht", "Not yet read"]),
    ("bridge -tired", ["Streets are counted"]),
    ("-bridge", ["Der Müller spricht", "Not yet read"]),
    ("title:bridge", ["Bridge costs rise"]),
    ("author:doe", ["Bridge costs rise"]),
    ("feed:guardian", ["Streets are counted", "Not yet read"]),
    ("folder:world", ["Bridge costs rise"]),
    ("folder:World/Asia", ["Bridge costs rise"]),
    ("person:haddad", ["Bridge costs rise", "Streets are counted"]),
    ('person:"amina haddad"', ["Bridge costs rise", "Streets are counted"]),
    ("said:haddad", ["Bridge costs rise"]),
    ("about:bridge", ["Bridge costs rise", "Streets are counted"]),
    ("said:rahman about:bridge", ["Streets are counted"]),
    ("said:rahman about:dangerous", []),
    ("-said:haddad", ["Streets are counted", "Der Müller spricht"]),
    ("tag:town", ["Streets are counted", "Not yet read"]),
    ("lang:de", ["Der Müller spricht"]),
    ("since:yesterday", ["Der Müller spricht", "Not yet read"]),
    ("before:30d", ["Bridge costs rise"]),
    ("words:>14", ["Streets are counted"]),
    ("-words:>14", ["Bridge costs rise", "Der Müller spricht"]),
    ("people:2+", ["Bridge costs rise", "Streets are counted"]),
    ("has:quotes", ["Bridge costs rise", "Streets are counted"]),
    ("-has:quotes", ["Der Müller spricht"]),
    ("", ["Bridge costs rise", "Streets are counted", "Der Müller spricht", "Not yet read"]),
]


@pytest.mark.parametrize(("query", "titles"), FOUND)
def test_a_query_finds(stocked: Database, query: str, titles: list[str]) -> None:
    assert matching(stocked, query) == titles


@pytest.mark.parametrize(("query", "titles"), FOUND)
def test_articles_looked_at_one_by_one_match_the_same(stocked: Database, query: str, titles: list[str]) -> None:
    assert matching(stocked, query, is_single=True) == titles


def test_marks_and_tags_can_be_asked_for(stocked: Database) -> None:
    stocked.write(marks.set_mark, (1,), "read", True)
    stocked.write(marks.set_mark, (2,), "starred", True)
    stocked.write(tags.give, (3,), "Holiday")

    assert matching(stocked, "is:read OR is:starred") == ["Bridge costs rise", "Streets are counted"]
    assert matching(stocked, "tag:holiday") == ["Der Müller spricht"]
    assert matching(stocked, "has:tags") == ["Der Müller spricht"]


def test_scripts_without_blanks_are_looked_for_as_they_are(database: Database) -> None:
    add(database, "東京のニュース", None, snippet="今日は晴れ")

    assert matching(database, "ニュース") == ["東京のニュース"]
    assert matching(database, "晴れ") == ["東京のニュース"]
    assert matching(database, "title:東京") == ["東京のニュース"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(QUERIES, st.booleans())
def test_every_query_that_parses_runs(stocked: Database, query: str, is_single: bool) -> None:
    try:
        parse(query)
    except QueryError:
        return

    assert isinstance(matching(stocked, query, is_single=is_single), list)
