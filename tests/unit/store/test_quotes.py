"""The quotes of the archive, in order and by query."""

import pytest
from tests.unit.store.library import NOW, TODAY, add

from tuinews.model.statements import QuoteKey
from tuinews.query import parse
from tuinews.store import articles, quotes, whereabouts
from tuinews.store.database import Database

BRIDGE = "“The bridge is tired,” Amina Haddad said. “Trams are loud,” Otto Brandt said. “Nobody asked us,” it was said."


@pytest.fixture
def stocked(database: Database) -> Database:
    """An archive of two articles with five quotes."""
    add(
        database,
        "Bridge closes",
        BRIDGE,
        days_ago=3,
        people=("Amina Haddad", "Otto Brandt"),
        said=(
            ("Amina Haddad", "“The bridge is tired,”"),
            ("Otto Brandt", "“Trams are loud,”"),
            ("", "“Nobody asked us,”"),
        ),
    )
    add(
        database,
        "Trams return",
        "“Trams cross the bridge again,” Otto Brandt said. “Prisoners built it,” Amina Haddad said.",
        feed="Tribune",
        days_ago=1,
        said=(("Otto Brandt", "“Trams cross the bridge again,”"), ("Amina Haddad", "“Prisoners built it,”")),
    )
    return database


def words(database: Database, query: str, limit: int = 50, after: QuoteKey | None = None) -> list[str]:
    keys = database.read(quotes.page, parse(query), TODAY, limit, after)
    found = database.read(quotes.stored, [key.id for key in keys])
    return [found[key.id].words.strip("“,”") for key in keys]


def test_quotes_come_newest_article_first_and_in_an_article_as_they_stand(stocked: Database) -> None:
    assert words(stocked, "") == [
        "Trams cross the bridge again",
        "Prisoners built it",
        "The bridge is tired",
        "Trams are loud",
        "Nobody asked us",
    ]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("said:brandt about:bridge", ["Trams cross the bridge again"]),
        ("about:bridge", ["Trams cross the bridge again", "The bridge is tired"]),
        ("about:bridge about:again", ["Trams cross the bridge again"]),
        ("bridge haddad", ["The bridge is tired"]),
        ("haddad", ["Prisoners built it", "The bridge is tired"]),
        ("feed:tribune", ["Trams cross the bridge again", "Prisoners built it"]),
        ("since:2d haddad", ["Prisoners built it"]),
        ("-said:brandt -said:haddad", ["Nobody asked us"]),
        ("said:brandt OR about:nobody", ["Trams cross the bridge again", "Trams are loud", "Nobody asked us"]),
        ("about:bri*", ["Trams cross the bridge again", "The bridge is tired"]),
        ("about:zeppelin", []),
    ],
)
def test_a_query_is_about_the_quotes_own_words_and_speaker(stocked: Database, query: str, found: list[str]) -> None:
    assert words(stocked, query) == found
    assert stocked.read(quotes.count, parse(query), TODAY) == len(found)


@pytest.mark.parametrize("query", ["", "bridge OR trams OR nobody OR prisoners", "-about:zeppelin since:30d"])
def test_pages_make_up_the_whole_list(stocked: Database, query: str) -> None:
    whole, after, pieces = words(stocked, query), None, list[str]()
    while page := words(stocked, query, 2, after):
        pieces += page
        after = stocked.read(quotes.page, parse(query), TODAY, 2, after)[-1]

    assert pieces == whole
    assert len(whole) == 5


def test_common_words_find_the_same_quotes_by_going_through_the_articles(
    stocked: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = words(stocked, "said:haddad about:bridge"), words(stocked, "bridge")
    monkeypatch.setattr(quotes, "_FEW", 0)

    assert (words(stocked, "said:haddad about:bridge"), words(stocked, "bridge")) == few


def test_archived_articles_keep_their_place_and_deleted_ones_have_none(stocked: Database) -> None:
    ids = list(articles.rows(stocked.read(lambda connection: connection), [1, 2]))
    stocked.write(whereabouts.move, ids[:1], 0, 3)
    stocked.write(whereabouts.move, ids[1:], 0, 4)

    assert words(stocked, "") == ["The bridge is tired", "Trams are loud", "Nobody asked us"]


def test_a_quote_knows_its_speaker_outlet_and_day(stocked: Database) -> None:
    (key,) = stocked.read(quotes.page, parse("about:prisoners"), TODAY, 5)
    quote = stocked.read(quotes.stored, [key.id])[key.id]

    assert (quote.speaker, quote.outlet, quote.title) == ("Amina Haddad", "Tribune", "Trams return")
    assert quote.published_at == int(NOW.timestamp()) - 86_400
