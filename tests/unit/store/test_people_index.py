"""The index of people: whom articles name over the whole archive, with counts that are right after every change."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from tests.unit.store.library import NOW, add, matching

from tuinews.model.annotations import Annotation, Certainty, How, Mention, Person, Quote, Speaker, SpeakerType
from tuinews.model.bodies import Block, BlockKind, Body
from tuinews.model.people import PeopleSort
from tuinews.store import annotated, bodies, people, people_changes, people_resolving, people_weeks
from tuinews.store.database import Database
from tuinews.store.settling import settle


class Named(NamedTuple):
    """Someone an article is to name."""

    name: str
    role: str = ""
    mentions: int = 1
    quotes: int = 0


def tell(database: Database, title: str, *named: Named, days_ago: float = 1, feed: str = "Courier") -> int:
    """Put an article into the archive that names these people; return its id."""
    article_id = add(database, title, days_ago=days_ago, feed=feed)
    tell_again(database, article_id, *named)
    return article_id


def tell_again(database: Database, article_id: int, *named: Named) -> None:
    """Let an article name these people now."""
    text, found, mentions, quotes = "", list[Person](), list[Mention](), list[Quote]()
    for place, one in enumerate(named):
        found.append(Person(one.name, (), one.role))
        for _ in range(one.mentions):
            mentions.append(Mention(len(text), len(text) + len(one.name), place))
            text += f"{one.name} came. "
        for number in range(one.quotes):
            words = f"“Quote {number}”"
            speaker = Speaker(one.name, SpeakerType.PERSON, How.EXPLICIT, Certainty.CERTAIN, place)
            quotes.append(Quote(len(text), len(text) + len(words), speaker=speaker))
            text += f"{words} "
    annotation = Annotation(1, tuple(found), tuple(mentions), tuple(quotes))

    def store(connection: sqlite3.Connection) -> None:
        digest = bodies.save(connection, article_id, Body(text, (Block(BlockKind.PARAGRAPH, 0, len(text)),)))
        annotated.save(connection, article_id, annotation, digest, NOW)

    database.write(store)


def listed(
    database: Database, sort: PeopleSort = PeopleSort.MENTIONS, words: str = ""
) -> list[tuple[str, int, int, int]]:
    rows = database.read(people.page, sort, words, 100).rows
    return [(row.name, row.articles, row.mentions, row.quotes) for row in rows]


def who(database: Database, article_id: int, name: str) -> int:
    found = database.read(people.in_article, article_id, name)
    assert found is not None
    return found


def counted(database: Database) -> list[tuple[object, ...]]:
    """Return the counts that are kept."""
    return database.read(
        lambda connection: connection.execute(
            "SELECT id, articles, mentions, quotes, recent, before, first_at, last_at FROM people WHERE articles > 0 "
            "ORDER BY id"
        ).fetchall()
    )


def counted_anew(database: Database) -> list[tuple[object, ...]]:
    """Return the counts as they are when everything is gone through."""
    week = "(SELECT n FROM counts WHERE name = 'people_week')"
    return database.read(
        lambda connection: connection.execute(
            "SELECT person_id, count(DISTINCT article_id), sum(mentions), sum(quotes), "
            f"sum(CASE WHEN at >= {week} THEN mentions ELSE 0 END), "
            f"sum(CASE WHEN at < {week} AND at >= {week} - 28 * 86400 THEN mentions ELSE 0 END), min(at), max(at) "
            "FROM appearances WHERE is_there = 1 GROUP BY person_id ORDER BY person_id"
        ).fetchall()
    )


def test_one_name_in_two_articles_is_one_person_with_both_counted(database: Database) -> None:
    tell(database, "Bridge", Named("Amina Haddad", "engineer", 3, 2))
    tell(database, "Tunnel", Named("Amina Haddad", "", 1, 1))

    assert listed(database) == [("Amina Haddad", 2, 4, 3)]


def test_a_surname_alone_is_listed_nowhere_and_never_merged(database: Database) -> None:
    one = tell(database, "Bridge", Named("Haddad"))
    other = tell(database, "Tunnel", Named("Haddad"))

    assert listed(database) == []
    assert who(database, one, "Haddad") != who(database, other, "Haddad")


def test_namesakes_in_other_walks_of_life_stay_apart(database: Database) -> None:
    tell(database, "Cup", Named("Ann Smith", "Arsenal striker"))
    tell(database, "Budget", Named("Ann Smith", "finance minister"))
    tell(database, "League", Named("Ann Smith", "striker"))

    assert listed(database) == [("Ann Smith", 2, 2, 0), ("Ann Smith", 1, 1, 0)]


def test_two_people_of_one_article_are_two_in_the_archive(database: Database) -> None:
    tell(database, "Family", Named("John Kennedy", "senator"))
    told = tell(database, "Both", Named("John Kennedy", "senator"), Named("John F. Kennedy", "senator"))

    assert who(database, told, "John Kennedy") != who(database, told, "John F. Kennedy")


def test_the_same_annotation_again_changes_nothing(database: Database) -> None:
    article_id = tell(database, "Bridge", Named("Amina Haddad", "engineer", 3, 2))
    before = database.read(lambda c: c.execute("SELECT * FROM appearances").fetchall())

    tell_again(database, article_id, Named("Amina Haddad", "engineer", 3, 2))

    assert database.read(lambda c: c.execute("SELECT * FROM appearances").fetchall()) == before


def test_an_article_read_anew_keeps_who_is_who(database: Database) -> None:
    article_id = tell(database, "Bridge", Named("Amina Haddad"))
    person = who(database, article_id, "Amina Haddad")

    tell_again(database, article_id, Named("Amina B. Haddad", "striker", 2))

    assert who(database, article_id, "Amina B. Haddad") == person
    assert counted(database) == counted_anew(database)


def test_what_was_parted_by_hand_stays_parted_when_it_is_read_anew(database: Database) -> None:
    tell(database, "Bridge", Named("Amina Haddad"))
    other = tell(database, "Tunnel", Named("Amina Haddad"))
    person = who(database, other, "Amina Haddad")

    def part(connection: sqlite3.Connection) -> None:
        parted = people_changes.appearances_in(connection, person, [other])
        people_changes.give(connection, parted, people_changes.new_person(connection, "Amina Haddad"))

    database.write(part)
    tell_again(database, other)
    tell_again(database, other, Named("Amina Haddad", "", 5))

    assert who(database, other, "Amina Haddad") != person
    assert [row[2] for row in listed(database)] == [5, 1]
    assert counted(database) == counted_anew(database)


def test_counts_stay_right_whatever_happens(database: Database) -> None:
    chance = random.Random(5)
    database.write(people_weeks.roll, NOW)
    names = [f"{first} {last}" for first in ("Ann", "Ben", "Cleo") for last in ("Smith", "Okafor")]

    def some() -> Sequence[Named]:
        return [
            Named(name, chance.choice(("", "striker", "minister")), chance.randint(1, 3), chance.randint(0, 2))
            for name in chance.sample(names, 3)
        ]

    ids = [tell(database, f"Article {n}", *some(), days_ago=chance.uniform(0, 50)) for n in range(12)]
    for step in range(30):
        article_id = chance.choice(ids)
        match step % 3:
            case 0:
                tell_again(database, article_id, *some())
            case 1:

                def move(connection: sqlite3.Connection, article_id: int = article_id) -> None:
                    connection.execute(
                        "UPDATE articles SET is_gone = ? WHERE id = ?", (chance.choice((0, 2, 3, 4)), article_id)
                    )
                    settle(connection, NOW)

                database.write(move)
            case 2:
                roots = [row[0] for row in counted(database)]
                if len(roots) > 3:
                    one, other = chance.sample(roots, 2)
                    database.write(
                        lambda c, one=one, other=other: people_resolving.move_bases(
                            c, people_resolving.bases_of(c, one), one, other
                        )
                    )
        assert counted(database) == counted_anew(database)


def test_a_deleted_article_counts_no_more(database: Database) -> None:
    tell(database, "Bridge", Named("Amina Haddad"))
    gone = tell(database, "Tunnel", Named("Amina Haddad", "", 2, 1))

    database.write(lambda connection: connection.execute("DELETE FROM articles WHERE id = ?", (gone,)))

    assert listed(database) == [("Amina Haddad", 1, 1, 0)]
    assert counted(database) == counted_anew(database)


def test_another_text_has_no_quotes_until_it_is_read(database: Database) -> None:
    article_id = tell(database, "Bridge", Named("Amina Haddad", "", 1, 2))

    database.write(bodies.save, article_id, Body("Other words.", ()))

    assert listed(database) == [("Amina Haddad", 1, 1, 0)]


def test_a_query_finds_the_articles_of_a_person_and_not_of_namesakes(database: Database) -> None:
    cup = tell(database, "Cup", Named("Ann Smith", "Arsenal striker"))
    tell(database, "Budget", Named("Ann Smith", "finance minister"))

    assert matching(database, f"who:{who(database, cup, 'Ann Smith')}") == ["Cup"]
    assert matching(database, "who:smith") == ["Cup", "Budget"]
    assert matching(database, f"who:{who(database, cup, 'Ann Smith')}", is_single=True) == ["Cup"]


def test_a_name_in_a_query_is_folded_as_names_are(database: Database) -> None:
    tell(database, "Strike", Named("Seán O’Brien"), Named("Søren Ø. Dahl"))

    assert matching(database, 'who:"sean o\'brien"') == ["Strike"]
    assert matching(database, "who:søren*") == ["Strike"]
    assert matching(database, "who:zorro") == []


def test_people_are_found_by_the_beginnings_of_their_names(database: Database) -> None:
    tell(database, "Bridge", Named("Juan Orlando Hernández"), Named("Amina Haddad"))

    assert [row[0] for row in listed(database, words="hern jua")] == ["Juan Orlando Hernández"]
    assert listed(database, words="nobody") == []


def test_who_rises_is_who_is_named_more_than_in_a_usual_week(database: Database) -> None:
    database.write(people_weeks.roll, NOW)
    for week in range(5):
        tell(database, f"Old news {week}", Named("Ann Smith", "", 3), days_ago=7 * week + 1)
    tell(database, "New news", Named("Ben Okafor", "", 2), days_ago=1)

    assert [row[0] for row in listed(database, PeopleSort.RISING)] == ["Ben Okafor", "Ann Smith"]
    assert [row[0] for row in listed(database, PeopleSort.RECENT)] == ["Ann Smith", "Ben Okafor"]


def test_a_card_tells_roles_names_company_and_outlets(database: Database) -> None:
    tell(database, "Bridge", Named("Amina Haddad", "city engineer"), Named("Ben Okafor"), days_ago=30)
    last = tell(database, "Tunnel", Named("Amina Haddad", "engineer", 1, 1), Named("Ben Okafor"), feed="Post")
    person = who(database, last, "Amina Haddad")

    card = database.read(people.card, person)

    assert card is not None
    assert [one.role for one in card.roles] == ["engineer", "city engineer"]
    assert [(one.name, one.articles) for one in card.company] == [("Ben Okafor", 2)]
    assert {(one.title, one.articles, one.quotes) for one in card.outlets} == {("Courier", 1, 0), ("Post", 1, 1)}
    said, after = database.read(people.statements, person, 10)
    assert [(one.words, one.title) for one in said] == [("“Quote 0”", "Tunnel")]
    assert after is None


def test_pages_of_statements_follow_one_another_without_gaps(database: Database) -> None:
    for number in range(5):
        last = tell(database, f"Article {number}", Named("Amina Haddad", "", 1, 3), days_ago=number // 2)
    person = who(database, last, "Amina Haddad")
    seen, after = list[tuple[int, int]](), None

    while True:
        said, after = database.read(people.statements, person, 4, after)
        seen += [(one.article_id, one.start) for one in said]
        if after is None:
            break

    assert len(seen) == len(set(seen)) == 15
