"""Headline lists: which articles, in which order."""

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from tuinews.model.entries import Draft
from tuinews.model.scopes import Scope, ScopeKind, Sort
from tuinews.model.subscriptions import Feed, Subscription
from tuinews.store import articles, feeds, folders, listing, marks, saving
from tuinews.store.database import Database

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
MakeDraft = Callable[..., Draft]


@pytest.fixture
def stocked(database: Database, draft: MakeDraft) -> Database:
    for folder, name in ((("World",), "a"), (("World", "Asia"), "b"), ((), "c")):
        feed, _ = database.write(feeds.add, Subscription(f"http://example.org/{name}", folder=folder), NOW)
        drafts = tuple(
            draft(f"{name}{n}", f"Headline {name}{n}", NOW - timedelta(days=n, minutes=ord(name))) for n in range(3)
        )
        database.write(saving.save_drafts, feed.id, drafts, NOW)
    return database


def titles(database: Database, scope: Scope) -> list[str]:
    ids = database.read(articles.ids, scope, NOW - timedelta(hours=12))
    rows = database.read(articles.rows, ids)
    return [rows[article_id].title.removeprefix("Headline ") for article_id in ids]


def test_all_articles_come_newest_first(stocked: Database) -> None:
    assert titles(stocked, Scope()) == ["a0", "b0", "c0", "a1", "b1", "c1", "a2", "b2", "c2"]


def test_a_folder_holds_the_feeds_of_the_folders_inside_it(stocked: Database) -> None:
    world = stocked.read(folders.every)[0]

    assert titles(stocked, Scope(ScopeKind.FOLDER, world.id)) == ["a0", "b0", "a1", "b1", "a2", "b2"]
    assert stocked.read(articles.count, Scope(ScopeKind.FOLDER, world.id), NOW) == 6


def test_today_begins_at_midnight(stocked: Database) -> None:
    assert titles(stocked, Scope(ScopeKind.TODAY)) == ["a0", "b0", "c0"]


def test_unread_leaves_out_what_was_read(stocked: Database) -> None:
    ids = stocked.read(articles.ids, Scope(), NOW)
    stocked.write(marks.set_mark, ids[1:], "read", True)

    assert titles(stocked, Scope(ScopeKind.UNREAD)) == ["a0"]


def test_the_oldest_can_come_first(stocked: Database) -> None:
    assert titles(stocked, Scope(oldest_first=True))[0] == "c2"


@pytest.mark.parametrize(("words", "found"), [("b1", ["b1"]), ("headline B1", ["b1"]), ("100%", []), ("b_", [])])
def test_a_filter_asks_for_every_word_as_it_is(stocked: Database, words: str, found: list[str]) -> None:
    assert titles(stocked, Scope(words=words)) == found


def test_the_first_page_is_the_beginning_of_the_whole_list(stocked: Database) -> None:
    for kind in ScopeKind:
        whole = stocked.read(articles.ids, Scope(kind, 1), NOW)

        assert stocked.read(articles.page, Scope(kind, 1), NOW, 4) == whole[:4]
        assert stocked.read(articles.count, Scope(kind, 1), NOW) == len(whole)


@pytest.mark.parametrize("scope", [Scope(), Scope(ScopeKind.UNREAD), Scope(words="b"), Scope(words="feed:example")])
@pytest.mark.parametrize("several", [1, 10])
def test_the_first_page_is_the_beginning_of_the_whole_list_in_every_order(
    stocked: Database, monkeypatch: pytest.MonkeyPatch, scope: Scope, several: int
) -> None:
    monkeypatch.setattr(listing, "_SHORT", 0)
    monkeypatch.setattr(listing, "_SEVERAL", several)
    stocked.write(marks.set_mark, [2, 5], "read", True)
    for sort in Sort:
        whole = stocked.read(articles.ids, scope._replace(sort=sort), NOW)

        assert stocked.read(articles.page, scope._replace(sort=sort), NOW, 2) == whole[:2]


def test_ids_are_read_some_at_a_time_and_none_is_lost(stocked: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    every = stocked.read(articles.ids, Scope(), NOW)
    for characters in range(6):
        monkeypatch.setattr(listing, "_READ_AT_ONCE", characters)

        assert stocked.read(articles.ids, Scope(), NOW) == every


def test_a_removed_feed_takes_its_articles_along_but_not_the_starred(stocked: Database) -> None:
    feed = stocked.read(feeds.by_url, "http://example.org/a")
    assert isinstance(feed, Feed)
    ids = stocked.read(articles.ids, Scope(ScopeKind.FEED, feed.id), NOW)
    stocked.write(marks.set_mark, ids[:1], "starred", True)

    gone = stocked.write(feeds.remove, feed.id, NOW)

    assert len(gone) == 2
    assert titles(stocked, Scope(ScopeKind.STARRED)) == ["a0"]
    assert stocked.read(feeds.get, feed.id) is None


def test_subscribing_again_brings_a_removed_feeds_articles_back(stocked: Database) -> None:
    feed = stocked.read(feeds.by_url, "http://example.org/a")
    assert isinstance(feed, Feed)
    stocked.write(feeds.remove, feed.id, NOW)

    again, is_new = stocked.write(feeds.add, Subscription("http://example.org/a"), NOW)

    assert (again.id, is_new) == (feed.id, True)
    assert len(titles(stocked, Scope(ScopeKind.FEED, feed.id))) == 3


def _sort_all(database: Database, sort: Sort, kind: ScopeKind = ScopeKind.ALL, words: str = "") -> list[str]:
    return titles(database, Scope(kind, sort=sort, words=words))


@pytest.mark.parametrize(("kind", "words"), [(ScopeKind.ALL, ""), (ScopeKind.ALL, "headline"), (ScopeKind.UNREAD, "")])
@pytest.mark.parametrize("short", [0, 2000])
def test_every_order_is_the_same_by_index_and_by_sorting(
    stocked: Database, monkeypatch: pytest.MonkeyPatch, kind: ScopeKind, words: str, short: int
) -> None:
    monkeypatch.setattr(listing, "_SHORT", short)
    counts = {"a0": (3, 10), "b1": (9, 900), "c2": (None, 5)}

    def count(connection: sqlite3.Connection) -> None:
        for title, (people, length) in counts.items():
            connection.execute(
                "UPDATE articles SET people = ?, words = ? WHERE title = ?", (people, length, f"Headline {title}")
            )

    stocked.write(count)

    assert _sort_all(stocked, Sort.TITLE, kind, words) == ["a0", "a1", "a2", "b0", "b1", "b2", "c0", "c1", "c2"]
    assert _sort_all(stocked, Sort.FEED, kind, words) == ["a0", "a1", "a2", "b0", "b1", "b2", "c0", "c1", "c2"]
    assert _sort_all(stocked, Sort.PEOPLE, kind, words)[:3] == ["b1", "a0", "b0"]
    assert _sort_all(stocked, Sort.WORDS, kind, words)[:4] == ["b1", "a0", "c2", "b0"]


def test_unread_articles_can_come_first(stocked: Database) -> None:
    ids = stocked.read(articles.ids, Scope(), NOW)
    stocked.write(marks.set_mark, ids[:7], "read", True)

    assert _sort_all(stocked, Sort.UNREAD) == ["b2", "c2", "a0", "b0", "c0", "a1", "b1", "c1", "a2"]
    assert titles(stocked, Scope(ScopeKind.TODAY, sort=Sort.UNREAD)) == ["a0", "b0", "c0"]


@pytest.mark.parametrize("sort", list(Sort))
def test_a_folder_has_the_order_that_all_articles_have(stocked: Database, sort: Sort) -> None:
    world = next(folder for folder in stocked.read(feeds.tree, NOW).folders if folder.name == "World")
    stocked.write(marks.set_mark, [2, 5], "read", True)
    every = stocked.read(listing.ids, Scope(sort=sort), NOW)
    inside = stocked.read(listing.ids, Scope(ScopeKind.FOLDER, world.id, sort=sort), NOW)
    by_time = set(stocked.read(listing.ids, Scope(ScopeKind.FOLDER, world.id), NOW))

    assert inside.tolist() == [article_id for article_id in every if article_id in by_time]
    assert len(inside) == 6


def test_moving_the_last_feed_drops_the_folders_it_leaves_empty_and_no_other(database: Database) -> None:
    feed, _ = database.write(feeds.add, Subscription("http://example.org/a", folder=("World", "Asia")), NOW)
    database.write(folders.ensure, ("Later", "Much"))

    database.write(lambda connection: feeds.edit(connection, feed.id, title="", folder=("Near",)))

    kept = set(database.read(folders.paths).values())
    assert kept == {("Later",), ("Later", "Much"), ("Near",)}


def test_a_hidden_feed_that_fails_is_counted_where_it_is_not_shown(database: Database) -> None:
    feed, _ = database.write(feeds.add, Subscription("http://example.org/a", is_hidden=True), NOW)
    database.write(lambda connection: connection.execute("UPDATE feeds SET failure = 'no' WHERE id = ?", (feed.id,)))

    tree = database.read(feeds.tree, NOW)

    assert (tree.feeds, tree.hidden_failing) == ((), 1)
