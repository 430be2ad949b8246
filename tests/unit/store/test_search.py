"""Ranked search: what is found, in which order, and that the index follows every change."""

import asyncio
import sqlite3
import threading
import zlib

import pytest
from hypothesis import HealthCheck, given, settings
from tests.properties.test_queries import QUERIES
from tests.unit.store.library import NOW, TODAY, add, complete, matching

from tuinews.model.articles import Whereabouts
from tuinews.model.found import HIT_BEGINS, HIT_ENDS
from tuinews.query import QueryError, parse
from tuinews.store import articles, bodies, feeds, known_articles, revisions, search, search_said, whereabouts
from tuinews.store.database import Database, SupersededError


def titles(database: Database, query: str) -> list[str]:
    found = database.read(search.find_articles, parse(query), NOW, TODAY, 50)
    return [article.row.title for article in found]


def shown(marked: str) -> str:
    return marked.replace(HIT_BEGINS, "[").replace(HIT_ENDS, "]")


def test_a_hit_in_the_title_comes_before_one_in_the_text(database: Database) -> None:
    add(database, "Markets", "Talk of a ceasefire moved the markets on Monday.")
    add(database, "Ceasefire agreed", "The two sides signed a paper.")

    assert titles(database, "ceasefire") == ["Ceasefire agreed", "Markets"]


def test_of_two_like_hits_the_newer_comes_first(database: Database) -> None:
    add(database, "Old vote", "The vote was held in the morning.", days_ago=700)
    add(database, "New vote", "The vote was held in the evening.", days_ago=1)

    assert titles(database, "vote") == ["New vote", "Old vote"]


def test_a_word_may_stand_in_the_feeds_title(database: Database) -> None:
    add(database, "A storm", "Rain fell.", feed="The Guardian")
    add(database, "Another storm", "Rain fell.", feed="Courier")

    assert titles(database, "guardian storm") == ["A storm"]
    assert titles(database, "guardian") == ["A storm"]


def test_the_text_is_found_once_it_is_made_and_the_snippet_before(database: Database) -> None:
    article_id = add(database, "Bridge", snippet="Costs have risen.")
    assert titles(database, "costs") == ["Bridge"]
    assert titles(database, "engineer") == []

    complete(database, article_id, "An engineer spoke.")

    assert titles(database, "engineer") == ["Bridge"]
    assert titles(database, "costs") == []


def test_a_changed_text_is_found_by_its_new_words_only(database: Database) -> None:
    article_id = add(database, "Bridge", "The old words.", said=(("", "old"),))

    complete(database, article_id, "The fresh words.", said=(("", "fresh"),))

    assert (titles(database, "old"), titles(database, "fresh")) == ([], ["Bridge"])
    assert not database.read(search_said.find_quotes, parse("old"), 5)
    assert database.read(search_said.find_quotes, parse("fresh"), 5)[0].words == f"{HIT_BEGINS}fresh{HIT_ENDS}"


def test_articles_that_are_gone_are_not_found(database: Database) -> None:
    add(database, "Bridge", "The engineer spoke.", feed="Courier")
    feed = database.read(feeds.by_url, "http://example.org/Courier")
    assert feed is not None

    database.write(feeds.remove, feed.id, NOW)

    assert titles(database, "engineer") == []


def test_snippets_show_the_words_around_the_hits(database: Database) -> None:
    add(database, "Bridge", "x " * 100 + "and the engineers were counting cars. " + "y " * 100)

    (found,) = database.read(search.find_articles, parse("engineer count*"), NOW, TODAY, 5)

    assert "[engineers] were [counting] cars" in shown(found.snippet)
    assert len(found.snippet) < 220


def test_hits_are_places_in_the_text(database: Database) -> None:
    text = "Élise said the Bridge is old. Bridges age."
    article_id = add(database, "News", text)

    places = database.read(search.hits, article_id, parse("elise bridge -x"))

    assert [text[start:end] for start, end in places] == ["Élise", "Bridge", "Bridges"]


def test_people_are_found_by_their_names_the_most_named_first(database: Database) -> None:
    add(database, "One", "Ann Smith met Bob Smith.", people=("Ann Smith", "Bob Smith"))
    add(database, "Two", "Bob Smith spoke: “No.”", people=("Bob Smith",), said=(("Bob Smith", "“No.”"),))

    found = database.read(search_said.find_people, parse("smi*"), 5)

    assert found == (("Bob Smith", 2, 1), ("Ann Smith", 1, 0))


def test_quotes_are_found_with_who_said_them(database: Database) -> None:
    text = "“The bridge is tired,” Ann Smith said. The bridge stood."
    article_id = add(database, "One", text, people=("Ann Smith",), said=(("Ann Smith", "“The bridge is tired,”"),))

    (found,) = database.read(search_said.find_quotes, parse("bridges"), 5)

    assert (found.article_id, found.speaker) == (article_id, "Ann Smith")
    assert shown(found.words) == "“The [bridge] is tired,”"
    assert text[found.start : found.end] == "“The bridge is tired,”"


def test_the_text_comes_back_as_it_was_however_long_and_odd(database: Database) -> None:
    text = "Ünïcode 東京 👍🏽 " * 9000
    article_id = add(database, "Long", text)

    body, _ = database.read(bodies.get, article_id)

    assert body is not None
    assert body.text == text


def test_the_html_of_a_text_cannot_be_changed_under_it(database: Database) -> None:
    article_id = add(database, "One", "Text.")

    with pytest.raises(sqlite3.IntegrityError, match="set both"):
        database.write(
            lambda connection: connection.execute(
                "UPDATE bodies SET packed = x'789c030000000001' WHERE article_id = ?", (article_id,)
            )
        )


def test_a_broken_index_is_found_and_mended(database: Database) -> None:
    add(database, "Bridge", "An engineer spoke.", said=(("", "engineer"),))
    database.write(lambda connection: connection.execute("INSERT INTO search (search) VALUES ('delete-all')"))
    assert not database.write(search.is_whole)

    database.write(search.rebuild)

    assert database.write(search.is_whole)
    assert titles(database, "engineer") == ["Bridge"]


def test_a_newer_search_interrupts_the_one_before(database: Database) -> None:
    is_running, may_go_on = threading.Event(), threading.Event()

    def endless(connection: sqlite3.Connection) -> int:
        is_running.set()
        may_go_on.wait(10)
        endless_rows = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"
        return int(connection.execute(endless_rows).fetchone()[0])

    async def both() -> object:
        first = asyncio.create_task(database.searching(endless))
        await asyncio.to_thread(is_running.wait, 10)
        second = asyncio.create_task(database.searching(lambda connection: 7))
        may_go_on.set()
        while not first.done():
            await asyncio.sleep(0.01)
            database.interrupt_search()
        with pytest.raises(SupersededError):
            await first
        return await second

    assert asyncio.run(both()) == 7


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(QUERIES)
def test_every_query_that_parses_can_be_searched_for(database: Database, query: str) -> None:
    try:
        node = parse(query)
    except QueryError:
        return
    if not database.read(search_said.find_people, parse("smith"), 1):
        add(database, "One", "Ann Smith said “no”.", people=("Ann Smith",), said=(("Ann Smith", "“no”"),))

    database.read(search.find_articles, node, NOW, TODAY, 5)
    database.read(search_said.find_people, node, 5)
    database.read(search_said.find_quotes, node, 5)
    assert isinstance(database.read(search.hits, 1, node), tuple)


def test_other_html_that_says_the_same_leaves_text_and_quotes_where_they_are_found(database: Database) -> None:
    article_id = add(
        database, "Bridge", "Ann said “no more trams”.", people=("Ann",), said=(("Ann", "“no more trams”"),)
    )
    html = zlib.compress(b"<div><p>Ann said ...</p></div>")

    database.write(bodies.replace_html, article_id, html, "")

    assert matching(database, "said:ann about:trams") == ["Bridge"]
    body, _ = database.read(bodies.get, article_id)
    assert body is not None
    assert body.text == "Ann said “no more trams”."
    assert database.write(search.is_whole)


def test_a_deleted_article_is_buried_until_it_is_brought_back(database: Database) -> None:
    article_id = add(database, "Bridge", "A text.")
    feed_id = database.read(articles.rows, [article_id])[article_id].feed_id

    database.write(whereabouts.move, [article_id], Whereabouts.LISTED, Whereabouts.DELETED)
    assert len(database.read(known_articles.buried, feed_id)) == 1

    database.write(whereabouts.move, [article_id], Whereabouts.DELETED, Whereabouts.LISTED)
    assert not database.read(known_articles.buried, feed_id)


def test_updated_is_what_has_another_text_than_it_came_with(database: Database) -> None:
    changed = add(database, "Bridge", "A text.")
    add(database, "Tram", "A text.")

    database.write(revisions.keep, changed, NOW)

    assert matching(database, "is:updated") == ["Bridge"]
