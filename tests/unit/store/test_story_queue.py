"""Articles wait for their stories: noted as they come, taken from the newest on, safe to stop anywhere."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from tests.unit.store.library import NOW

from tuinews.model.entries import Draft, Entry
from tuinews.model.subscriptions import Subscription
from tuinews.store import feeds, saving, schema_version, stories, story_feeds, story_queue
from tuinews.store.database import Database, open_database
from tuinews.store.story_index import Finder

QUAKE = (
    "Rescuers searched the rubble in Bandirma on Friday after an earthquake toppled apartment blocks along the coast"
)
QUAKE_TOO = "An earthquake that toppled apartment blocks in Bandirma has sent rescuers into the rubble along the coast"


def store(database: Database, feed: str, titles: dict[str, str], days_ago: float = 0.1) -> list[int]:
    """Store articles as a refresh does: their snippets by their titles."""
    drafts = tuple(
        Draft(
            identity=f"{feed}{title}".encode(),
            content_sha=b"1",
            entry=Entry(guid=title, title=title, published=NOW - timedelta(days=days_ago)),
            snippet=snippet,
            packed=b"",
        )
        for title, snippet in titles.items()
    )

    def save(connection: sqlite3.Connection) -> list[int]:
        found, _ = feeds.add(connection, Subscription(f"http://example.org/{feed}", title=feed), NOW)
        return saving.save_drafts(connection, found.id, drafts, NOW)[0]

    return database.write(save)


def waiting(database: Database) -> int:
    return database.read(story_queue.waiting)


def place_all(database: Database, at_once: int = 3) -> set[int]:
    changed = set[int]()
    while not (step := database.write(story_queue.place_next, NOW, at_once)).is_done:
        changed |= step.changed
    return changed


def keys(database: Database) -> int:
    return int(database.read(lambda c: c.execute("SELECT count(*) FROM story_signatures").fetchone()[0]))


def test_what_comes_waits_and_is_put_together_afterwards(database: Database) -> None:
    (one,) = store(database, "Courier", {"Earthquake topples apartment blocks in Bandirma": QUAKE})
    (other,) = store(database, "Herald", {"Bandirma earthquake: rescuers search rubble": QUAKE_TOO})
    assert (waiting(database), database.read(stories.members, one)) == (2, ())

    changed = place_all(database, at_once=10)

    assert changed == {one, other}
    assert database.read(stories.members, one) == (one, other)
    assert waiting(database) == 0


def test_a_whole_feed_at_once_finds_its_stories_too(database: Database) -> None:
    many = {f"Council meeting number {number} ends early": f"Agenda item {number}" for number in range(40)}
    many["Earthquake topples apartment blocks in Bandirma"] = QUAKE
    one = store(database, "Courier", many)[0]
    (other,) = store(database, "Herald", {"Bandirma earthquake: rescuers search rubble": QUAKE_TOO})

    place_all(database)

    assert database.read(stories.members, other) == (one, other)


def test_the_newest_are_placed_first_and_a_stop_loses_nothing(database: Database) -> None:
    (old,) = store(database, "Courier", {"Library opens on Sundays": "The library opens on Sundays"}, days_ago=3)
    (new,) = store(database, "Courier", {"Bridge closes on Mondays": "The bridge closes on Mondays"})

    database.write(story_queue.place_next, NOW, 1)

    left = database.read(lambda c: c.execute("SELECT article_id FROM story_waiting").fetchall())
    assert left == [(old,)]
    assert new != old


def test_an_event_of_last_year_is_put_together_and_its_keys_are_forgotten(database: Database) -> None:
    (one,) = store(database, "Courier", {"Earthquake topples apartment blocks in Bandirma": QUAKE}, days_ago=400)
    (other,) = store(database, "Herald", {"Bandirma earthquake: rescuers search rubble": QUAKE_TOO}, days_ago=400)
    store(database, "Herald", {"Library opens on Sundays": "The library opens on Sundays"}, days_ago=300)

    place_all(database, at_once=1)

    assert database.read(stories.members, one) == (one, other)
    assert keys(database) == 0


def test_the_last_days_stay_in_the_index(database: Database) -> None:
    store(database, "Courier", {"Earthquake topples apartment blocks in Bandirma": QUAKE})

    place_all(database)

    assert keys(database) > 0


def test_an_article_from_the_future_has_no_story(database: Database) -> None:
    store(database, "Courier", {"Earthquake topples apartment blocks in Bandirma": QUAKE}, days_ago=-90)

    place_all(database)

    assert (waiting(database), keys(database)) == (0, 0)


def test_articles_from_before_the_update_wait(tmp_path: Path) -> None:
    path = tmp_path / "tuinews.db"
    old = sqlite3.connect(path)
    old.executescript((Path(__file__).parent / "schemas" / "1.sql").read_text("utf-8"))
    old.execute("INSERT INTO feeds (id, url, added_at) VALUES (1, 'http://example.org/feed', 0)")
    old.execute(
        "INSERT INTO articles (feed_id, identity, sort_at, title, added_at, content_sha) "
        "VALUES (1, x'01', 7, 'A', 7, '')"
    )
    old.execute("PRAGMA user_version = 1")
    old.commit()
    old.close()

    database = open_database(path)

    assert waiting(database) == 1
    database.close()
    assert schema_version.VERSION >= 10


def test_a_feed_let_into_stories_again_has_what_came_meanwhile_wait(database: Database) -> None:
    (one,) = store(database, "Courier", {"Earthquake topples apartment blocks in Bandirma": QUAKE})
    feed_id = database.read(lambda c: c.execute("SELECT feed_id FROM articles").fetchone()[0])
    database.write(story_feeds.set_feed, feed_id, is_on=False)
    (other,) = store(database, "Herald", {"Bandirma earthquake: rescuers search rubble": QUAKE_TOO})
    place_all(database)
    assert database.read(stories.members, one) == ()

    database.write(story_feeds.set_feed, feed_id, is_on=True)
    place_all(database)

    assert database.read(stories.members, one) == (one, other)


def test_what_is_known_of_the_days_around_follows_what_others_write_and_what_is_taken_back(database: Database) -> None:
    finder = Finder()
    (one,) = store(database, "Courier", {"Library opens on Sundays": "The library opens on Sundays"})
    database.write(story_queue.place_next, NOW, 3, finder)
    (quake,) = store(database, "Courier", {"Earthquake topples apartment blocks in Bandirma": QUAKE})

    def place_and_fail(connection: sqlite3.Connection) -> None:
        story_queue.place_next(connection, NOW, 3, finder)
        raise KeyError(quake)

    with pytest.raises(KeyError, match=str(quake)):
        database.write(place_and_fail)
    database.write(story_queue.place_next, NOW, 3)  # another program's
    (other,) = store(database, "Herald", {"Bandirma earthquake: rescuers search rubble": QUAKE_TOO})

    placed = database.write(story_queue.place_next, NOW, 3, finder)

    assert placed.changed == {quake, other}
    assert database.read(stories.members, one) == ()
    assert keys(database) == 3
