"""What comes next: what has no text before what an older annotator read, what is looked at before what is newest."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tuinews import annotator
from tuinews.model.entries import Entry
from tuinews.model.subscriptions import Subscription
from tuinews.newsroom import Newsroom, catching_up, prepare, read
from tuinews.store import feeds, saving

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def store(newsroom: Newsroom, count: int) -> list[int]:
    """Store articles; return their ids, the newest first."""
    drafts = tuple(
        prepare.make_draft(Entry(guid=str(number), title=f"T{number}", content_html="<p>“No,” said Mia Lund.</p>"), "")
        for number in range(count)
    )
    feed, _ = newsroom.database.write(feeds.add, Subscription("http://a.example/"), NOW)
    return newsroom.database.write(saving.save_drafts, feed.id, drafts, NOW)[0][::-1]


def following(newsroom: Newsroom, most: int, in_sight: tuple[int, ...] = ()) -> tuple[int, ...]:
    return newsroom.database.read(catching_up.next_articles, most, in_sight)


def test_the_newest_come_first(newsroom: Newsroom) -> None:
    ids = store(newsroom, 5)

    assert following(newsroom, 3) == tuple(ids[:3])


def test_what_is_in_sight_comes_before_what_is_newer(newsroom: Newsroom) -> None:
    ids = store(newsroom, 5)

    assert following(newsroom, 3, (ids[3], ids[4])) == (ids[3], ids[4], ids[0])


async def test_what_is_done_comes_no_more(newsroom: Newsroom) -> None:
    ids = store(newsroom, 5)

    done = await catching_up.catch_up_some(newsroom, 2, (ids[4],))

    assert done == ((ids[4], ids[0]), 3)
    assert following(newsroom, 9) == tuple(ids[1:4])


async def test_what_an_older_annotator_read_is_read_again_after_what_has_no_text(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = store(newsroom, 4)
    await catching_up.catch_up_some(newsroom, 2)
    monkeypatch.setattr(annotator, "VERSION", annotator.VERSION + 1)

    assert newsroom.database.read(catching_up.waiting) == 4
    assert following(newsroom, 9, (ids[1],)) == (ids[2], ids[3], ids[1], ids[0])


async def test_an_annotation_made_again_is_current(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = store(newsroom, 2)
    await catching_up.catch_up_some(newsroom, 2)
    newsroom.database.write(lambda connection: connection.execute("UPDATE annotations SET annotator_version = 0"))

    assert await catching_up.catch_up_some(newsroom, 2) == (tuple(ids), 0)
    loaded = await read.load(newsroom, ids[0])
    assert loaded is not None
    assert loaded.annotation is not None


@pytest.mark.parametrize(
    ("waiting", "new", "completed"),
    [(4, 4, 4), (10, 0, 10), (11, 0, 0), (30, 3, 10), (30, 11, 0)],
)
async def test_a_refresh_catches_up_where_that_is_little(
    newsroom: Newsroom, waiting: int, new: int, completed: int
) -> None:
    newsroom = newsroom._replace(config=newsroom.config._replace(refresh_index_most=10))
    store(newsroom, waiting)

    assert await catching_up.for_refresh(newsroom, new) == completed
