"""Smart folders, mute rules, tags, the archive: counts that are right, and undo for all of it."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.ui.frame.newsdesk import Story, open_archive, stock

from tuinews.errors import UsageError
from tuinews.model.scopes import Scope, ScopeKind
from tuinews.model.subscriptions import MuteRule, SmartFolder
from tuinews.newsroom import Newsroom, complete, curate, mark, read, shelve
from tuinews.query import QueryError
from tuinews.store import dump, smart_folders

STORIES = [
    Story("Football final", "The match was long. “We won,” said Ann Smith."),
    Story("Bridge costs rise", "Costs of the bridge rose. “It is old,” said Ann Smith."),
    Story("Trams return", "Trams are back."),
]


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    opened = open_archive(tmp_path)
    stock(opened, "Courier", STORIES)
    yield opened
    opened.close()


def titles(newsroom: Newsroom, scope: Scope) -> list[str]:
    listing = asyncio.run(read.whole(newsroom, scope))
    rows = asyncio.run(read.rows(newsroom, listing.ids))
    return [rows[article_id].title for article_id in listing.ids]


def number(newsroom: Newsroom, title: str) -> int:
    listing = asyncio.run(read.whole(newsroom, Scope()))
    rows = asyncio.run(read.rows(newsroom, listing.ids))
    return next(row.id for row in rows.values() if row.title == title)


def keep(newsroom: Newsroom, query: str, name: str = "") -> int:
    asyncio.run(curate.keep_smart_folder(newsroom, SmartFolder(0, name, query)))
    return newsroom.database.read(smart_folders.every)[-1].id


def unread(newsroom: Newsroom) -> list[int]:
    return [folder.unread for folder in newsroom.database.read(smart_folders.every)]


def test_a_smart_folder_lists_what_its_query_finds(newsroom: Newsroom) -> None:
    folder = keep(newsroom, "bridge OR trams")

    assert titles(newsroom, Scope(ScopeKind.SMART, folder)) == ["Bridge costs rise", "Trams return"]
    assert titles(newsroom, Scope(ScopeKind.SMART, folder, words="costs")) == ["Bridge costs rise"]
    assert unread(newsroom) == [2]


def test_its_count_follows_every_change(newsroom: Newsroom) -> None:
    keep(newsroom, "bridge OR trams OR harbour")
    keep(newsroom, "said:smith")
    keep(newsroom, "tag:work OR is:starred")
    assert unread(newsroom) == [2, 0, 0]

    bridge = number(newsroom, "Bridge costs rise")
    asyncio.run(mark.mark(newsroom, (bridge,), "read", True))
    assert unread(newsroom) == [1, 0, 0]
    asyncio.run(mark.undo(newsroom))
    assert unread(newsroom) == [2, 0, 0]

    async def make() -> None:
        async for _ in complete.complete(newsroom, (1, 2, 3)):
            pass

    asyncio.run(make())
    assert unread(newsroom) == [2, 2, 0]
    asyncio.run(shelve.tag(newsroom, (bridge,), "work", True))
    asyncio.run(mark.mark(newsroom, (number(newsroom, "Trams return"),), "starred", True))
    assert unread(newsroom) == [2, 2, 2]
    stock(newsroom, "Harbour News", ["Harbour opens"])
    assert unread(newsroom) == [3, 2, 2]
    asyncio.run(shelve.archive(newsroom, (bridge,)))
    assert unread(newsroom) == [2, 1, 1]
    asyncio.run(mark.mark_scope_read(newsroom, Scope()))
    assert unread(newsroom) == [0, 0, 0]


def test_kept_counts_are_those_of_a_recount_whatever_happens(newsroom: Newsroom) -> None:
    chance = random.Random(3)
    for query in (
        "bridge",
        "-bridge",
        "is:unread",
        "is:starred OR trams",
        "feed:courier -is:later",
        "since:30d",
        "tag:a",
    ):
        keep(newsroom, query)
    ids = [number(newsroom, story.title) for story in STORIES]
    changes: list[Callable[[int, bool], object]] = [
        lambda id_, on: mark.mark(newsroom, (id_,), "read", on),
        lambda id_, on: mark.mark(newsroom, (id_,), "starred", on),
        lambda id_, on: mark.mark(newsroom, (id_,), "later", on),
        lambda id_, on: shelve.tag(newsroom, (id_,), "a", on),
        lambda id_, on: shelve.archive(newsroom, (id_,)),
        lambda id_, on: mark.undo(newsroom),
        lambda id_, on: mark.redo(newsroom),
    ]
    for _ in range(60):
        asyncio.run(chance.choice(changes)(chance.choice(ids), chance.random() < 0.5))  # type: ignore[arg-type]
    kept = unread(newsroom)

    for folder in newsroom.database.read(smart_folders.every):
        newsroom.database.write(smart_folders.recount, folder.id, newsroom.today())

    assert unread(newsroom) == kept


def test_a_folder_is_changed_removed_and_undone(newsroom: Newsroom) -> None:
    folder = keep(newsroom, "bridge", "Bridges")
    asyncio.run(curate.keep_smart_folder(newsroom, SmartFolder(folder, "Trams", "trams")))
    asyncio.run(curate.drop_smart_folder(newsroom, folder))

    assert newsroom.database.read(smart_folders.every) == ()
    asyncio.run(mark.undo(newsroom))
    assert [one[:4] for one in newsroom.database.read(smart_folders.every)] == [(folder, "Trams", "trams", 1)]
    asyncio.run(mark.undo(newsroom))
    assert [one[:4] for one in newsroom.database.read(smart_folders.every)] == [(folder, "Bridges", "bridge", 1)]
    asyncio.run(mark.redo(newsroom))
    asyncio.run(mark.redo(newsroom))
    assert newsroom.database.read(smart_folders.every) == ()


def test_a_folder_that_came_from_elsewhere_is_counted_when_it_is_looked_at(newsroom: Newsroom) -> None:
    newsroom.database.write(
        lambda connection: connection.execute(
            "INSERT INTO smart_folders (name, query, origin) VALUES ('B', 'bridge', 'newsboat'), ('?', 'is:red', '')"
        )
    )

    found = asyncio.run(curate.every_smart_folder(newsroom))

    assert [(one.name, one.unread, one.origin) for one in found] == [("B", 1, "newsboat"), ("?", 0, "")]
    assert titles(newsroom, Scope(ScopeKind.SMART, found[1].id)) == []


def test_a_query_that_is_none_is_not_kept(newsroom: Newsroom) -> None:
    with pytest.raises(QueryError):
        keep(newsroom, "is:red")
    with pytest.raises(UsageError):
        keep(newsroom, " ")


def test_a_mute_rule_says_first_what_it_would_hide(newsroom: Newsroom) -> None:
    assert asyncio.run(curate.preview_mute(newsroom, "football OR trams"))[:2] == (2, 3)


def test_muted_articles_leave_the_lists_and_can_be_reached(newsroom: Newsroom) -> None:
    asyncio.run(curate.keep_mute_rule(newsroom, MuteRule(0, "Sport", "title:football")))

    assert titles(newsroom, Scope()) == ["Bridge costs rise", "Trams return"]
    assert titles(newsroom, Scope(ScopeKind.MUTED)) == ["Football final"]
    assert titles(newsroom, Scope(words="is:muted")) == ["Football final"]
    assert dict(newsroom.database.read(lambda c: c.execute("SELECT name, n FROM counts").fetchall()))["muted"] == 1
    (rule,) = asyncio.run(curate.every_mute_rule(newsroom))
    assert (rule.name, rule.hidden) == ("Sport", 1)


def test_what_arrives_is_muted_before_anyone_sees_it(newsroom: Newsroom) -> None:
    asyncio.run(curate.keep_mute_rule(newsroom, MuteRule(0, "Sport", "title:football")))

    stock(newsroom, "Harbour News", ["Football again", "Harbour opens"])

    assert "Football again" not in titles(newsroom, Scope())
    assert "Harbour opens" in titles(newsroom, Scope())


def test_a_text_that_comes_later_is_muted_then(newsroom: Newsroom) -> None:
    asyncio.run(curate.keep_mute_rule(newsroom, MuteRule(0, "Smith", "said:smith")))
    assert len(titles(newsroom, Scope())) == 3

    async def make() -> None:
        async for _ in complete.complete(newsroom, (1, 2, 3)):
            pass

    asyncio.run(make())

    assert titles(newsroom, Scope()) == ["Trams return"]


def test_starred_articles_are_never_muted(newsroom: Newsroom) -> None:
    asyncio.run(mark.mark(newsroom, (number(newsroom, "Football final"),), "starred", True))

    asyncio.run(curate.keep_mute_rule(newsroom, MuteRule(0, "Sport", "football")))

    assert "Football final" in titles(newsroom, Scope())


def test_removing_a_rule_brings_back_what_only_it_muted(newsroom: Newsroom) -> None:
    asyncio.run(curate.keep_mute_rule(newsroom, MuteRule(0, "Sport", "football")))
    asyncio.run(curate.keep_mute_rule(newsroom, MuteRule(0, "Both", "football OR trams")))
    both = asyncio.run(curate.every_mute_rule(newsroom))[1]

    asyncio.run(curate.drop_mute_rule(newsroom, both.id))
    assert titles(newsroom, Scope()) == ["Bridge costs rise", "Trams return"]
    asyncio.run(mark.undo(newsroom))
    assert titles(newsroom, Scope()) == ["Bridge costs rise"]
    for _ in range(2):
        asyncio.run(mark.undo(newsroom))
    assert len(titles(newsroom, Scope())) == 3


def test_tags_are_given_and_taken_and_undone(newsroom: Newsroom) -> None:
    asyncio.run(shelve.tag(newsroom, (1, 2), "Work", True))
    asyncio.run(shelve.tag(newsroom, (2, 3), "work", True))

    assert asyncio.run(shelve.known_tags(newsroom)) == (("Work", 3),)
    asyncio.run(mark.undo(newsroom))
    assert asyncio.run(shelve.tags_of(newsroom, 2)) == ("Work",)
    assert asyncio.run(shelve.tags_of(newsroom, 3)) == ()


def test_archived_articles_leave_the_lists_but_not_the_search(newsroom: Newsroom) -> None:
    bridge = number(newsroom, "Bridge costs rise")

    change = asyncio.run(shelve.archive(newsroom, (bridge,)))

    assert change.label == "1 article archived"
    assert titles(newsroom, Scope()) == ["Football final", "Trams return"]
    assert titles(newsroom, Scope(ScopeKind.ARCHIVED)) == titles(newsroom, Scope(words="is:archived"))
    assert titles(newsroom, Scope(ScopeKind.ARCHIVED)) == ["Bridge costs rise"]
    assert asyncio.run(shelve.archive(newsroom, (bridge,))).label == "1 article back in the lists"
    assert len(titles(newsroom, Scope())) == 3


def test_a_deleted_article_does_not_come_back_with_a_refresh(newsroom: Newsroom) -> None:
    asyncio.run(shelve.delete(newsroom, (number(newsroom, "Trams return"),)))

    stock(newsroom, "Courier", STORIES)

    assert titles(newsroom, Scope()) == ["Football final", "Bridge costs rise"]
    asyncio.run(mark.undo(newsroom))
    assert len(titles(newsroom, Scope())) == 3


def test_the_last_changes_are_listed_the_undone_ones_as_such(newsroom: Newsroom) -> None:
    asyncio.run(mark.mark(newsroom, (1,), "starred", True))
    asyncio.run(shelve.delete(newsroom, (2,)))
    asyncio.run(mark.undo(newsroom))

    changes = asyncio.run(mark.last_changes(newsroom, 5))

    assert [(one.label, one.is_undone) for one in changes] == [
        ("1 article deleted", True),
        ("1 article starred", False),
    ]


def test_tags_given_and_taken_in_one_change_are_put_back_exactly(newsroom: Newsroom) -> None:
    asyncio.run(shelve.tag(newsroom, (1,), "aa", True))

    # What the second article has for a moment it never had.
    asyncio.run(shelve.retag(newsroom, (1, 2), {"AA": True, "aa": False}))
    assert [asyncio.run(shelve.tags_of(newsroom, one)) for one in (1, 2)] == [(), ()]
    asyncio.run(mark.undo(newsroom))

    assert [asyncio.run(shelve.tags_of(newsroom, one)) for one in (1, 2)] == [("aa",), ()]


def test_what_is_exported_holds_archived_and_muted_articles_and_tags(newsroom: Newsroom) -> None:
    asyncio.run(shelve.archive(newsroom, (number(newsroom, "Trams return"),)))
    asyncio.run(curate.keep_mute_rule(newsroom, MuteRule(0, "Sport", "football")))
    asyncio.run(shelve.tag(newsroom, (number(newsroom, "Bridge costs rise"),), "work", True))

    facts = {one["title"]: one for one in newsroom.database.read(dump.article_facts, 0, 10)}

    assert facts["Trams return"]["archived"]
    assert facts["Football final"]["muted"]
    assert facts["Bridge costs rise"]["tags"] == ["work"]
    assert not facts["Bridge costs rise"]["archived"]
