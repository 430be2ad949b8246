"""Stories: what belongs together is put together as it comes, and told apart for good."""

from __future__ import annotations

from array import array

from tests.unit.store.library import add, complete

from tuinews.store import stories, story_feeds
from tuinews.store.database import Database
from tuinews.store.story_lists import fold

QUAKE = (
    "Rescuers searched the rubble in Bandirma on Friday after an earthquake toppled apartment blocks along the coast"
)
QUAKE_TOO = "An earthquake that toppled apartment blocks in Bandirma has sent rescuers into the rubble along the coast"
TEXT = (
    QUAKE + ". " + " ".join(f"Witness number {number} told of falling walls and broken glass." for number in range(9))
)


def story(database: Database, article_id: int) -> tuple[int, ...]:
    return database.read(stories.members, article_id)


def quake(database: Database, feed: str, title: str, snippet: str = QUAKE, days_ago: float = 0.1) -> int:
    return add(database, title, feed=feed, snippet=snippet, days_ago=days_ago)


def test_the_same_event_in_two_feeds_is_one_story(database: Database) -> None:
    one = quake(database, "Courier", "Earthquake topples apartment blocks in Bandirma")
    other = quake(database, "Herald", "Bandirma earthquake: rescuers search rubble", QUAKE_TOO)

    assert story(database, one) == story(database, other) == (one, other)


def test_two_articles_of_one_feed_about_an_event_are_one_story_within_an_issue(database: Database) -> None:
    one = quake(database, "Courier", "Earthquake topples apartment blocks in Bandirma")
    other = quake(database, "Courier", "Bandirma earthquake: rescuers search rubble", QUAKE_TOO)
    by_itself = quake(database, "Courier", "Ferry crews end their strike", "Ferry crews voted to end a strike of weeks")

    assert story(database, one) == (one, other)
    assert story(database, by_itself) == ()


def test_the_same_people_in_other_news_are_no_story(database: Database) -> None:
    one = quake(database, "Courier", "Amina Haddad opens harbour bridge", "Amina Haddad opened the harbour bridge")
    quake(database, "Herald", "Amina Haddad fined over parking", "Amina Haddad was fined by a court over parking")

    assert story(database, one) == ()


def test_days_later_the_same_words_are_another_story(database: Database) -> None:
    one = quake(database, "Courier", "Earthquake topples apartment blocks in Bandirma", days_ago=5)
    quake(database, "Herald", "Bandirma earthquake: rescuers search rubble", QUAKE_TOO)

    assert story(database, one) == ()


def test_near_identical_texts_are_put_together_once_they_are_read(database: Database) -> None:
    one = add(database, "A long night on the coast", feed="Courier", snippet="Read more", days_ago=0.2)
    other = add(database, "What we know so far", feed="Herald", snippet="Comments", days_ago=0.1)
    assert story(database, one) == ()

    complete(database, one, TEXT)
    complete(database, other, TEXT + " Additional reporting by the desk.")

    assert story(database, one) == (one, other)


def test_what_was_split_does_not_join_again(database: Database) -> None:
    one = quake(database, "Courier", "Earthquake topples apartment blocks in Bandirma")
    other = quake(database, "Herald", "Bandirma earthquake: rescuers search rubble", QUAKE_TOO)

    others = database.write(stories.split, other)
    complete(database, other, TEXT)
    complete(database, one, TEXT)

    assert others == (one,)
    assert story(database, one) == story(database, other) == ()


def test_a_split_that_is_undone_is_forgotten(database: Database) -> None:
    one = quake(database, "Courier", "Earthquake topples apartment blocks in Bandirma")
    other = quake(database, "Herald", "Bandirma earthquake: rescuers search rubble", QUAKE_TOO)

    others = database.write(stories.split, other)
    database.write(stories.unsplit, other, others)

    assert story(database, one) == (one, other)


def test_a_feed_that_is_switched_off_stands_by_itself_until_it_is_on_again(database: Database) -> None:
    one = quake(database, "Courier", "Earthquake topples apartment blocks in Bandirma")
    other = quake(database, "Herald", "Bandirma earthquake: rescuers search rubble", QUAKE_TOO)
    feed_id = database.read(lambda c: c.execute("SELECT feed_id FROM articles WHERE id = ?", (other,)).fetchone()[0])
    database.write(story_feeds.set_feed, feed_id, is_on=False)
    off = database.read(fold, array("q", [other, one]))
    database.write(story_feeds.set_feed, feed_id, is_on=True)
    on = database.read(fold, array("q", [other, one]))

    assert off.ids.tolist() == [other, one]
    assert on.ids.tolist() == [other]
    assert on.behind == {other: (one,)}


def test_folding_moves_the_days_and_drops_those_without_a_row(database: Database) -> None:
    one = quake(database, "Courier", "Earthquake topples apartment blocks in Bandirma")
    other = quake(database, "Herald", "Bandirma earthquake: rescuers search rubble", QUAKE_TOO)
    third = quake(database, "Courier", "Library opens on Sundays", "The library opens on Sundays from now on")
    folded = database.read(fold, array("q", [other, one, third]), ((0, 9), (1, 8), (2, 7)))

    assert folded.ids.tolist() == [other, third]
    assert folded.days == ((0, 9), (1, 7))
