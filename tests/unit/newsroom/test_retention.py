"""What is kept: old articles go by the rules, never those that someone wants, and come back until a vacuum."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from tests.ui.frame.newsdesk import NOW

from tuinews.config import Config
from tuinews.model.entries import Entry, FeedInfo
from tuinews.model.scopes import Scope, ScopeKind
from tuinews.model.subscriptions import MuteRule, Subscription
from tuinews.newsroom import Newsroom, curate, expire, list_feeds, mark, read, shelve
from tuinews.newsroom.expire import FeedRule
from tuinews.newsroom.mark import Change
from tuinews.newsroom.offload import InlineOffload
from tuinews.newsroom.opening import open_newsroom
from tuinews.newsroom.prepare import make_draft
from tuinews.paths import find_paths
from tuinews.query import parse
from tuinews.store import feeds, integrity, saving, search

Opener = Callable[..., Newsroom]


@pytest.fixture
def opener(tmp_path: Path) -> Iterator[Opener]:
    """Opens the one archive with other settings or on another day."""
    opened = list[Newsroom]()

    def open_it(later: timedelta = timedelta(), **settings: object) -> Newsroom:
        for newsroom in opened:
            newsroom.close()
        opened[:] = [
            open_newsroom(
                find_paths(str(tmp_path)),
                Config(**settings),
                InlineOffload(),
                lambda: NOW + later,  # type: ignore[arg-type]
            )
        ]
        return opened[0]

    yield open_it
    for newsroom in opened:
        newsroom.close()


def arrive(newsroom: Newsroom, feed: str, titles: Sequence[str], days_ago: int = 0, text: str = "Words.") -> None:
    """Let articles come in, the first of `titles` last, read ones."""
    seen = NOW - timedelta(days=days_ago)
    entries = [Entry(guid=f"{feed}/{title}", title=title, content_html=f"<p>{text}</p>") for title in titles]

    def save(connection) -> None:  # type: ignore[no-untyped-def]
        one, _ = feeds.add(connection, Subscription(f"http://example.org/{feed}"), seen)
        feeds.describe(connection, one.id, FeedInfo(title=feed))
        ids, _ = saving.save_drafts(connection, one.id, tuple(make_draft(entry, "") for entry in entries), seen)
        connection.executemany("UPDATE articles SET is_read = 1 WHERE id = ?", [(id_,) for id_ in ids])

    newsroom.database.write(save)


def titles(newsroom: Newsroom, scope: Scope = Scope()) -> set[str]:  # noqa: B008
    listing = asyncio.run(read.whole(newsroom, scope))
    return {row.title for row in asyncio.run(read.rows(newsroom, listing.ids)).values()}


def number(newsroom: Newsroom, title: str) -> int:
    listing = asyncio.run(read.whole(newsroom, Scope()))
    return next(row.id for row in asyncio.run(read.rows(newsroom, listing.ids)).values() if row.title == title)


def going(newsroom: Newsroom) -> int:
    return asyncio.run(expire.look(newsroom)).plan.articles


def let_go(newsroom: Newsroom) -> Change:
    return asyncio.run(expire.let_go(newsroom, asyncio.run(expire.look(newsroom)).plan))


def vacuum(newsroom: Newsroom) -> None:
    async def run() -> None:
        async for _ in expire.forget_deleted(newsroom):
            pass
        async for _ in expire.compact(newsroom):
            pass

    asyncio.run(run())


def test_everything_is_kept_unless_something_else_is_said(opener: Opener) -> None:
    newsroom = opener()
    arrive(newsroom, "Courier", ["Ancient"], days_ago=9000)

    assert going(newsroom) == 0


def test_age_counts_from_when_an_article_was_first_seen(opener: Opener) -> None:
    newsroom = opener(retention_days=30)
    arrive(newsroom, "Courier", ["Old"], days_ago=31)
    arrive(newsroom, "Courier", ["New"], days_ago=29)

    let_go(newsroom)

    assert titles(newsroom) == {"New"}


def test_the_newest_of_each_feed_stay(opener: Opener) -> None:
    newsroom = opener(retention_articles=2)
    arrive(newsroom, "Courier", ["C3", "C2", "C1"])
    arrive(newsroom, "Gazette", ["G2", "G1"])

    let_go(newsroom)

    assert titles(newsroom) == {"C3", "C2", "G2", "G1"}


def test_a_feed_and_all_feeds_are_kept_below_a_size(opener: Opener) -> None:
    newsroom = opener(retention_feed_mb=1)
    import random

    noise = "".join(random.Random(1).choices("abcdefghij klmnop", k=1_400_000))
    arrive(newsroom, "Courier", ["Old"], days_ago=2, text=noise)
    arrive(newsroom, "Courier", ["New"], days_ago=1, text=noise)
    arrive(newsroom, "Gazette", ["Other"], days_ago=3, text=noise)
    assert going(newsroom) == 1

    newsroom = opener(retention_total_mb=1)

    assert going(newsroom) == 2
    let_go(newsroom)
    assert titles(newsroom) == {"New"}


def test_a_feed_can_have_a_rule_of_its_own_and_lose_it_again(opener: Opener) -> None:
    newsroom = opener(retention_days=30)
    arrive(newsroom, "Courier", ["Old"], days_ago=31)
    arrive(newsroom, "Gazette", ["Old, too"], days_ago=31)
    (courier,) = [feed for feed in list_feeds.every_feed(newsroom) if feed.title == "Courier"]

    asyncio.run(expire.keep(newsroom, courier, FeedRule(days=0)))
    assert going(newsroom) == 1
    asyncio.run(mark.undo(newsroom))
    assert going(newsroom) == 2
    asyncio.run(mark.redo(newsroom))
    assert going(newsroom) == 1


def test_what_someone_wants_never_goes(opener: Opener) -> None:
    newsroom = opener(retention_days=1)
    wanted = ["starred", "later", "tagged", "unread", "archived", "corrected"]
    arrive(newsroom, "Courier", [*wanted, "plain"], days_ago=5)
    asyncio.run(mark.mark(newsroom, (number(newsroom, "starred"),), "starred", True))
    asyncio.run(mark.mark(newsroom, (number(newsroom, "later"),), "later", True))
    asyncio.run(mark.mark(newsroom, (number(newsroom, "unread"),), "read", False))
    asyncio.run(shelve.tag(newsroom, (number(newsroom, "tagged"),), "work", True))
    corrected = number(newsroom, "corrected")
    newsroom.database.write(
        lambda c: c.execute(
            "INSERT INTO corrections (article_id, kind, body) VALUES (?, 'not_speech', '{}')", (corrected,)
        )
    )
    asyncio.run(shelve.archive(newsroom, (number(newsroom, "archived"),)))

    let_go(newsroom)

    assert titles(newsroom) | titles(newsroom, Scope(ScopeKind.ARCHIVED)) == set(wanted)


def test_unread_and_muted_articles_go_when_asked(opener: Opener) -> None:
    newsroom = opener(retention_days=1, retention_unread=True)
    arrive(newsroom, "Courier", ["muted", "unread"], days_ago=5)
    asyncio.run(mark.mark(newsroom, (number(newsroom, "unread"),), "read", False))
    asyncio.run(curate.keep_mute_rule(newsroom, MuteRule(0, "M", "title:muted")))

    let_go(newsroom)

    assert titles(newsroom) | titles(newsroom, Scope(ScopeKind.MUTED)) == set()


def test_what_goes_is_shown_the_first_time_and_after_that_goes_by_itself(opener: Opener) -> None:
    newsroom = opener(retention_days=30)
    arrive(newsroom, "Courier", [f"N{n}" for n in range(20)])
    arrive(newsroom, "Courier", ["Old"], days_ago=31)

    due, change = asyncio.run(expire.after_refresh(newsroom))
    assert (due.wants_word, change.label) == (True, "")
    let_go(newsroom)
    arrive(newsroom, "Courier", ["Old again"], days_ago=31)
    due, change = asyncio.run(expire.after_refresh(newsroom))
    assert (due.wants_word, change.label) == (False, "1 article let go by age, number or size")

    newsroom = opener(retention_days=29)
    arrive(newsroom, "Courier", ["Old still"], days_ago=31)
    assert asyncio.run(expire.after_refresh(newsroom))[0].wants_word


@pytest.mark.parametrize("jump", [timedelta(days=3650), timedelta(days=-3650)])
def test_a_clock_that_jumps_takes_nothing(opener: Opener, jump: timedelta) -> None:
    newsroom = opener(retention_days=30)
    arrive(newsroom, "Courier", ["A", "B", "C"])
    let_go(newsroom)  # the rules have been agreed to

    newsroom = opener(jump, retention_days=30)
    asyncio.run(expire.after_refresh(newsroom))

    assert titles(newsroom) == {"A", "B", "C"}


def test_undo_brings_them_back_to_stay_and_redo_takes_them(opener: Opener) -> None:
    newsroom = opener(retention_days=30)
    arrive(newsroom, "Courier", [f"O{n}" for n in range(1200)], days_ago=31)
    assert len(let_go(newsroom).article_ids) == 1200

    assert asyncio.run(mark.undo(newsroom)).label == "1,200 articles let go by age, number or size"
    assert len(titles(newsroom)) == 1200
    assert going(newsroom) == 0
    asyncio.run(mark.redo(newsroom))
    assert titles(newsroom) == set()
    assert newsroom.database.read(integrity.problems) == ()


def test_what_was_undone_today_can_still_be_done_again_after_a_refresh(opener: Opener) -> None:
    newsroom = opener(retention_days=30)
    arrive(newsroom, "Courier", [f"N{n}" for n in range(20)])
    let_go(newsroom)
    arrive(newsroom, "Courier", ["Old"], days_ago=31)
    asyncio.run(mark.mark(newsroom, (1,), "starred", True))
    asyncio.run(mark.undo(newsroom))

    asyncio.run(expire.after_refresh(newsroom))

    assert asyncio.run(mark.redo(newsroom)).label == "1 article starred"


def test_a_refresh_does_not_bring_back_what_went_before_or_after_a_vacuum(opener: Opener) -> None:
    newsroom = opener(retention_days=30)
    arrive(newsroom, "Courier", ["Old"], days_ago=31)
    let_go(newsroom)

    arrive(newsroom, "Courier", ["Old"], text="Changed words.")
    assert titles(newsroom) == set()
    vacuum(newsroom)
    arrive(newsroom, "Courier", ["Old"], text="Words changed again.")
    assert titles(newsroom) == set()


def test_a_vacuum_forgets_the_deleted_and_says_so_in_the_journal(opener: Opener) -> None:
    newsroom = opener()
    arrive(newsroom, "Courier", ["Secret plan", "Other"], text="Words " * 50_000)
    asyncio.run(shelve.delete(newsroom, (number(newsroom, "Secret plan"),)))
    assert asyncio.run(expire.room(newsroom)).deleted == 1

    vacuum(newsroom)

    assert asyncio.run(mark.undo(newsroom)).label == ""
    assert asyncio.run(expire.room(newsroom)).deleted == 0
    assert titles(newsroom) == {"Other"}
    assert newsroom.database.read(search.find_articles, parse("secret"), NOW, NOW, 5) == ()
    assert newsroom.database.write(search.is_whole)
    assert newsroom.database.read(integrity.problems) == ()


def test_files_are_never_let_go(opener: Opener) -> None:
    newsroom = opener(retention_days=1)

    def save(connection) -> None:  # type: ignore[no-untyped-def]
        files = feeds.ensure_builtin(connection, feeds.FILES_URL, NOW)
        draft = make_draft(Entry(guid="file", title="A file"), "")
        saving.save_drafts(connection, files, (draft,), NOW - timedelta(days=90))
        connection.execute("UPDATE articles SET is_read = 1")

    newsroom.database.write(save)

    assert going(newsroom) == 0


async def test_another_process_writes_while_holes_are_given_back(opener: Opener) -> None:
    newsroom = opener()
    arrive(newsroom, "Courier", [f"Title {number}" for number in range(200)], text="Many words. " * 2000)
    newsroom.database.write(lambda connection: connection.execute("DELETE FROM articles"))
    before, writes = (await expire.room(newsroom)).bytes, 0

    with contextlib.closing(sqlite3.connect(newsroom.paths.archive, timeout=0.5)) as other:
        async for _ in expire.compact(newsroom):
            other.execute("UPDATE counts SET n = n WHERE name = 'all'")
            other.commit()
            writes += 1

    after = await expire.room(newsroom)
    assert writes
    assert (after.bytes < before, after.free_bytes) == (True, 0)
