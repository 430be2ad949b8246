"""Why feeds fail, as the archive keeps it, and archives from before that."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.unit.store.conftest import NOW, make_draft

from tuinews.errors import FailureKind
from tuinews.model.entries import FeedLink
from tuinews.model.problems import Failure
from tuinews.model.subscriptions import Feed
from tuinews.store import failures, feeds, saving, schedules
from tuinews.store.database import Database, open_database

FULL = Failure(
    kind=FailureKind.CERTIFICATE_EXPIRED,
    status=403,
    host="a.example",
    retry_at=datetime(2026, 12, 1, tzinfo=UTC),
    expires_at=datetime(2026, 11, 3, tzinfo=UTC),
    names=("a.example", "b.example"),
    feeds=(FeedLink("https://a.example/f", "A"),),
    moved_to="https://c.example/",
    found="a web page",
    limit_bytes=5,
    seconds=2.5,
    line=3,
    column=4,
)


def note(database: Database, feed: Feed, failure: Failure, at: datetime = NOW) -> None:
    def write(connection: sqlite3.Connection) -> None:
        feeds.note_failure(connection, feed.id, now=at, next_at=None, message="It failed.")
        failures.save(connection, feed.id, failure, at)

    database.write(write)


def test_every_fact_of_a_failure_comes_back(database: Database, feed: Feed) -> None:
    note(database, feed, FULL)

    assert database.read(failures.every) == {feed.id: FULL}


def test_a_feed_that_is_well_again_has_no_failure(database: Database, feed: Feed) -> None:
    note(database, feed, FULL)
    database.write(feeds.note_success, feed.id, now=NOW, next_at=NOW, validators=None)

    assert database.read(failures.every) == {}


def test_facts_of_an_earlier_attempt_do_not_explain_a_later_one(database: Database, feed: Feed) -> None:
    note(database, feed, FULL)
    later = NOW + timedelta(hours=1)
    database.write(feeds.note_failure, feed.id, now=later, next_at=None, message="Another way.")

    assert database.read(failures.every) == {}


def test_a_kind_that_a_later_version_knows_is_no_trouble(database: Database, feed: Feed) -> None:
    note(database, feed, Failure(FailureKind.GONE, status=410))
    database.write(lambda connection: connection.execute("UPDATE feed_failures SET kind = 'eaten by a dog'"))

    assert database.read(failures.every) == {feed.id: Failure(FailureKind.UNKNOWN, status=410)}


def test_the_newest_article_is_not_one_of_the_future(database: Database, feed: Feed) -> None:
    drafts = (make_draft("a", published=NOW + timedelta(days=900)), make_draft("b", published=NOW - timedelta(days=3)))

    def write(connection: sqlite3.Connection) -> None:
        saving.save_drafts(connection, feed.id, drafts, NOW)
        feeds.note_success(connection, feed.id, now=NOW, next_at=NOW, validators=None)

    database.write(write)

    assert database.read(failures.newest_articles, NOW) == {feed.id: NOW - timedelta(days=3)}


def test_a_failure_from_before_the_reasons_were_kept_keeps_its_sentence(tmp_path: Path) -> None:
    old = sqlite3.connect(tmp_path / "old.db")
    old.executescript((Path(__file__).parent / "schemas" / "1.sql").read_text(encoding="utf-8"))
    old.execute("INSERT INTO feeds (url, added_at, failure) VALUES ('https://a.example/f', 1, 'It failed.')")
    old.execute("PRAGMA user_version = 1")
    old.commit()
    old.close()

    upgraded = open_database(tmp_path / "old.db")

    assert [feed.failure for feed in upgraded.read(feeds.every)] == ["It failed."]
    assert upgraded.read(failures.every) == {}
    upgraded.close()


def test_a_feed_whose_articles_are_out_of_sight_is_not_silent(database: Database, feed: Feed) -> None:
    drafts = (make_draft("new", "New", NOW - timedelta(days=1)), make_draft("old", "Old", NOW - timedelta(days=300)))
    database.write(saving.save_drafts, feed.id, drafts, NOW)
    database.write(feeds.note_success, feed.id, now=NOW, next_at=NOW, validators=None)

    for hidden in ("title = 'New'", "1"):
        database.write(
            lambda connection, hidden=hidden: connection.execute(f"UPDATE articles SET is_gone = 2 WHERE {hidden}")
        )
        assert database.read(failures.newest_articles, NOW) == {feed.id: NOW - timedelta(days=1)}
        assert database.read(schedules.get, feed.id).published[0] == NOW - timedelta(days=1)
