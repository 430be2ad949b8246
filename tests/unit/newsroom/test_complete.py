"""Completing what is new: in batches, the newest first, and no stalled article holds up the others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from tuinews.errors import FormatError
from tuinews.model.entries import Entry
from tuinews.model.subscriptions import Subscription
from tuinews.newsroom import Newsroom, complete, prepare, read
from tuinews.newsroom.offload import InlineOffload
from tuinews.store import feeds, saving

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


class Stalling(InlineOffload):
    """Gives up whatever holds the word "stall"."""

    async def run(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        if "stall" in str(args):
            raise FormatError("It took too long to read.")
        return function(*args, **kwargs)


def store(newsroom: Newsroom, texts: list[str]) -> list[int]:
    drafts = tuple(
        prepare.make_draft(Entry(guid=str(number), title=f"T{number}", content_html=f"<p>{text}</p>"), "")
        for number, text in enumerate(texts)
    )
    feed, _ = newsroom.database.write(feeds.add, Subscription("http://a.example/"), NOW)
    return newsroom.database.write(saving.save_drafts, feed.id, drafts, NOW)[0]


async def test_everything_new_gets_its_text_and_its_people(newsroom: Newsroom) -> None:
    ids = store(newsroom, [f"“It is {number},” said Mia Lund." for number in range(50)])

    done = [count async for count in complete.complete_new(newsroom, 2)]

    rows = await read.rows(newsroom, ids)
    assert sum(done) == 50
    assert {(row.people, row.quotes) for row in rows.values()} == {(1, 1)}
    assert [count async for count in complete.complete_new(newsroom, 2)] == []


async def test_of_many_only_the_newest_are_made_where_there_is_a_limit(newsroom: Newsroom) -> None:
    ids = store(newsroom, [f"“It is {number},” said Mia Lund." for number in range(5)])

    async for _ in complete.complete_new(newsroom, 2, 2):
        pass

    rows = await read.rows(newsroom, ids)
    assert sorted(article_id for article_id, row in rows.items() if row.people is not None) == sorted(ids)[-2:]


async def test_one_that_stalls_says_so_and_the_others_are_made(newsroom: Newsroom) -> None:
    newsroom = newsroom._replace(offload=Stalling())
    store(newsroom, ["one", "this one will stall", "three"])

    async for _ in complete.complete_new(newsroom, 1):
        pass

    readings = [await read.load(newsroom, article_id) for article_id in (1, 2, 3)]
    bodies = [reading.article.body for reading in readings if reading is not None]
    assert [body.text if body else None for body in bodies] == ["three", "", "one"]
    assert bodies[1] is not None
    assert bodies[1].notices == ("It took too long to read.",)
