"""Marks, removed feeds and imports, and taking them back."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from tuinews.model.entries import Entry
from tuinews.model.scopes import Scope, ScopeKind
from tuinews.model.subscriptions import Subscription, SubscriptionList
from tuinews.newsroom import Newsroom, list_feeds, mark, read, subscribe
from tuinews.newsroom.prepare import make_draft
from tuinews.store import feeds, saving

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
Stock = Callable[[Newsroom, int], tuple[int, list[int]]]


def stock(newsroom: Newsroom, count: int) -> tuple[int, list[int]]:
    """Put a feed with articles into the archive; return its id and theirs."""
    feed, _ = newsroom.database.write(feeds.add, Subscription("http://example.org/feed", title="Example"), NOW)
    drafts = tuple(make_draft(Entry(guid=str(n), title=f"Title {n}", published=NOW), "") for n in range(count))
    added, _ = newsroom.database.write(saving.save_drafts, feed.id, drafts, NOW)
    return feed.id, added


def counts(newsroom: Newsroom) -> dict[ScopeKind, int]:
    return dict(newsroom.database.read(feeds.tree, NOW).counts)


async def test_marking_a_whole_list_read_can_be_undone_and_done_again(newsroom: Newsroom) -> None:
    stock(newsroom, 5)

    change = await mark.mark_scope_read(newsroom, Scope())
    assert (change.label, counts(newsroom)[ScopeKind.UNREAD]) == ("5 articles marked read", 0)

    await mark.undo(newsroom)
    assert counts(newsroom)[ScopeKind.UNREAD] == 5

    await mark.redo(newsroom)
    assert counts(newsroom)[ScopeKind.UNREAD] == 0


async def test_undo_flips_only_what_the_change_flipped(newsroom: Newsroom) -> None:
    _, ids = stock(newsroom, 3)
    await mark.mark(newsroom, ids[:1], "read", True)
    await mark.mark(newsroom, ids, "read", True)

    await mark.undo(newsroom)

    rows = await read.rows(newsroom, ids)
    assert [rows[article_id].is_read for article_id in ids] == [True, False, False]


async def test_a_mark_that_changes_nothing_is_not_in_the_way_of_undo(newsroom: Newsroom) -> None:
    _, ids = stock(newsroom, 2)
    await mark.mark(newsroom, ids, "starred", True)
    assert (await mark.mark(newsroom, ids, "starred", True)).label == ""

    assert (await mark.undo(newsroom)).label == "2 articles starred"


async def test_a_removed_feed_comes_back_with_its_articles(newsroom: Newsroom) -> None:
    feed_id, ids = stock(newsroom, 3)
    await mark.mark(newsroom, ids[:1], "starred", True)

    await mark.remove_feed(newsroom, feed_id)
    assert len(await read.find_rows(newsroom, Scope(), 10)) == 1

    await mark.undo(newsroom)
    assert len(await read.find_rows(newsroom, Scope(), 10)) == 3
    assert newsroom.database.read(feeds.get, feed_id) is not None


async def test_an_import_can_be_undone_and_done_again(newsroom: Newsroom) -> None:
    wanted = SubscriptionList("", (Subscription("http://a.example/"), Subscription("http://b.example/")), ("exec: x",))

    imported = await subscribe.import_list(newsroom, wanted)
    assert (imported.added, imported.already_there, imported.skipped) == (2, 0, ("exec: x",))

    await mark.undo(newsroom)
    assert list_feeds.every_feed(newsroom) == ()

    await mark.redo(newsroom)
    assert len(list_feeds.every_feed(newsroom)) == 2


async def test_an_import_done_again_has_the_articles_that_came_meanwhile(newsroom: Newsroom) -> None:
    await subscribe.import_list(newsroom, SubscriptionList("", (Subscription("http://example.org/feed"),)))
    stock(newsroom, 3)

    await mark.undo(newsroom)
    assert len(await read.find_rows(newsroom, Scope(), 10)) == 0

    await mark.redo(newsroom)
    assert len(await read.find_rows(newsroom, Scope(), 10)) == 3


async def test_a_second_import_of_the_same_list_adds_nothing(newsroom: Newsroom) -> None:
    wanted = SubscriptionList("", (Subscription("http://a.example/"),))
    await subscribe.import_list(newsroom, wanted)

    assert (await subscribe.import_list(newsroom, wanted)).already_there == 1


async def test_a_new_change_ends_what_could_be_done_again(newsroom: Newsroom) -> None:
    _, ids = stock(newsroom, 2)
    await mark.mark(newsroom, ids, "starred", True)
    await mark.undo(newsroom)
    await mark.mark(newsroom, ids, "later", True)

    assert (await mark.redo(newsroom)).label == ""


async def test_undo_with_nothing_to_undo_says_so_by_an_empty_label(newsroom: Newsroom) -> None:
    assert (await mark.undo(newsroom)).label == ""


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("example.org", "https://example.org"),
        ("feed://example.org/x", "https://example.org/x"),
        ("feed:http://example.org/x", "http://example.org/x"),
        (" http://example.org ", "http://example.org"),
        ("localhost:8080/feed", "http://localhost:8080/feed"),
        ("192.168.1.7", "http://192.168.1.7"),
        ("8.8.8.8:443", "https://8.8.8.8:443"),
    ],
)
def test_an_address_is_taken_as_people_type_it(typed: str, address: str) -> None:
    assert subscribe.web_address(typed) == address
