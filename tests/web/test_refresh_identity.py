"""What a refresh makes of entries that change, move, repeat themselves or say impossible things."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.newsstand import Answer, Item, Newsstand, rss

from tuinews.config import Config
from tuinews.model.articles import ArticleRow
from tuinews.model.events import Refreshed, Started
from tuinews.model.scopes import Scope
from tuinews.model.subscriptions import Subscription
from tuinews.newsroom import Newsroom, compare, mark, read, refresh
from tuinews.newsroom.offload import InlineOffload
from tuinews.newsroom.opening import open_newsroom
from tuinews.paths import find_paths
from tuinews.store import feeds

NOW = datetime.now(UTC)


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    opened = open_newsroom(find_paths(str(tmp_path)), Config(fetch_host_gap_s=0.0), InlineOffload())
    yield opened
    opened.close()


async def fetched(newsroom: Newsroom, url: str, times: int = 1) -> list[Refreshed]:
    newsroom.database.write(feeds.add, Subscription(url), NOW)
    found = []
    for _ in range(times):
        async for event in refresh.refresh_feeds(newsroom, force=True):
            if not isinstance(event, Started):
                assert isinstance(event, Refreshed), event
                found.append(event)
    return found


async def rows(newsroom: Newsroom) -> list[ArticleRow]:
    return await read.find_rows(newsroom, Scope(), 10)


async def test_an_update_is_counted_shown_and_can_be_compared(newsroom: Newsroom, newsstand: Newsstand) -> None:
    before = rss("Courier", [Item("Ten dead", "<p>Ten people died.</p>", guid="1")])
    after = rss("Courier", [Item("Twelve dead", "<p>Twelve people died.</p>", guid="1", url="http://a.example/")])
    url = newsstand.serve_in_turn("/feed", Answer(before), Answer(after))

    _, second = await fetched(newsroom, url, 2)

    (row,) = await rows(newsroom)
    compared = await compare.changes(newsroom, row.id)
    assert (second.new, second.updated) == (0, 1)
    assert row.replaced is not None
    assert compared is not None
    assert compared.body.text == "[-Ten-]{+Twelve+} dead\n\n[-Ten-]{+Twelve+} people died."


async def test_other_markup_around_the_same_words_is_no_update(newsroom: Newsroom, newsstand: Newsstand) -> None:
    bodies = [rss("Courier", [Item("One", f'<p class="c{n}">Words</p>', guid="1")]) for n in range(2)]
    url = newsstand.serve_in_turn("/feed", *map(Answer, bodies))

    _, second = await fetched(newsroom, url, 2)

    assert (second.new, second.updated) == (0, 0)
    assert (await rows(newsroom))[0].replaced is None


async def test_guids_that_change_every_time_do_not_flood(newsroom: Newsroom, newsstand: Newsstand) -> None:
    published = NOW - timedelta(days=1)
    bodies = [
        rss("Courier", [Item(f"g{n} {i}", guid=f"g{n}-{i}", url=f"http://a.example/{i}", published=published)
                        for i in range(3)])
        for n in range(3)
    ]  # fmt: skip
    url = newsstand.serve_in_turn("/feed", *map(Answer, bodies))
    (first,) = await fetched(newsroom, url)
    await mark.mark(newsroom, [row.id for row in await rows(newsroom)], "read", True)

    later = await fetched(newsroom, url, 2)

    assert first.new == 3
    assert [outcome.new for outcome in later] == [0, 0]
    assert [row.is_read for row in await rows(newsroom)] == [True, True, True]


async def test_a_shrinking_feed_loses_nothing(newsroom: Newsroom, newsstand: Newsstand) -> None:
    bodies = [rss("Courier", [f"Story {n}" for n in range(count)]) for count in (5, 1, 0)]

    await fetched(newsroom, newsstand.serve_in_turn("/feed", *map(Answer, bodies)), 3)

    assert len(await rows(newsroom)) == 5


@pytest.mark.parametrize("year", [1901, 2150])
async def test_a_date_that_cannot_be_meant_is_unclear_and_sorts_by_when_it_came(
    newsroom: Newsroom, newsstand: Newsstand, year: int
) -> None:
    items = [
        Item("Odd", published=datetime(year, 1, 1, tzinfo=UTC)),
        Item("Yesterday", published=NOW - timedelta(days=1)),
    ]

    await fetched(newsroom, newsstand.feed("/feed", "Courier", items))

    odd, yesterday = await rows(newsroom)
    assert (odd.title, odd.published, odd.is_date_unclear) == ("Odd", None, True)
    assert not yesterday.is_date_unclear


async def test_an_entry_without_a_title_is_named_by_its_first_words(newsroom: Newsroom, newsstand: Newsstand) -> None:
    body = rss("Courier", []).replace(
        b"</channel>", b"<item><description>First words of it.</description></item></channel>"
    )

    await fetched(newsroom, newsstand.serve("/feed", body))

    (row,) = await rows(newsroom)
    assert (row.title, row.title_is_derived, row.published) == ("First words of it.", True, None)
