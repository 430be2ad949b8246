"""Pages that are fetched without being asked for: after a refresh, on opening, and by each feed's own choice."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.newsstand import HTML, Item, Newsstand
from tests.web.full_texts import NOW, OFFLINE, asked, caught_up, first_id, last, opened, shown, stocked, story
from tests.web.pages import SENTENCES, TEASER, page

from tuinews.model.articles import TextSource
from tuinews.newsroom import Newsroom, full_text, refresh
from tuinews.newsroom.ingest import manners
from tuinews.store import pages


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    newsroom = opened(tmp_path)
    yield newsroom
    newsroom.close()


async def test_after_a_refresh_the_pages_of_cut_entries_are_fetched(newsroom: Newsroom, newsstand: Newsstand) -> None:
    whole = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    await stocked(newsroom, newsstand, story(newsstand), story(newsstand, whole, "/whole"))

    done = await caught_up(newsroom)

    assert len(done) == 1
    assert newsstand.requests("/story")
    assert not newsstand.requests("/whole")


@pytest.mark.parametrize(("choice", "count"), [("always", 2), ("cut", 1), ("never", 0)])
async def test_a_feed_s_own_choice_holds(newsroom: Newsroom, newsstand: Newsstand, choice: str, count: int) -> None:
    whole = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    feed_id = await stocked(newsroom, newsstand, story(newsstand), story(newsstand, whole, "/whole"))
    newsroom.database.write(pages.choose, feed_id, choice)

    await caught_up(newsroom)

    assert len(newsstand.requests("/story") + newsstand.requests("/whole")) == count


async def test_nothing_is_fetched_on_its_own_where_the_configuration_says_never(
    tmp_path: Path, newsstand: Newsstand
) -> None:
    newsroom = opened(tmp_path, fetch_full_text="never")
    await stocked(newsroom, newsstand, story(newsstand))

    assert await caught_up(newsroom) == []
    assert not newsstand.requests("/story")
    newsroom.close()


async def test_a_page_is_asked_for_once_on_its_own(newsroom: Newsroom, newsstand: Newsstand) -> None:
    await stocked(newsroom, newsstand, story(newsstand))
    newsstand.serve("/story", status=403)

    for _ in range(2):
        await caught_up(newsroom)

    assert len(newsstand.requests("/story")) == 1


async def test_one_feed_gets_some_pages_in_a_run_and_the_newest_first(newsroom: Newsroom, newsstand: Newsstand) -> None:
    items = [story(newsstand, path=f"/story/{number}") for number in range(full_text.MOST_A_FEED + 5)]
    await stocked(newsroom, newsstand, *items)

    await caught_up(newsroom)

    asked_for = {request.path for request in newsstand.requests() if request.path.startswith("/story")}
    assert asked_for == {f"/story/{number}" for number in range(full_text.MOST_A_FEED)}


async def test_a_host_that_refuses_is_left_alone_for_the_run(newsroom: Newsroom, newsstand: Newsstand) -> None:
    items = [story(newsstand, path=f"/story/{number}") for number in range(8)]
    await stocked(newsroom, newsstand, *items)
    for number in range(8):
        newsstand.serve(f"/story/{number}", status=429)

    await caught_up(newsroom)

    assert len([request for request in newsstand.requests() if request.path.startswith("/story")]) < 8


async def test_other_markup_around_the_same_words_is_no_reason_to_fetch_a_page_again(
    newsroom: Newsroom, newsstand: Newsstand
) -> None:
    feed_id = await stocked(newsroom, newsstand, story(newsstand))
    article_id = await first_id(newsroom)
    await last(asked(newsroom, article_id))
    same = Item("Bridge reopens /story", f"<div>{TEASER}</div>", url=newsstand.url("/story"), published=NOW)
    newsstand.feed("/feed", "The Courier", [same])

    async for _ in refresh.refresh_feeds(newsroom, (feed_id,), force=True):
        pass

    assert await caught_up(newsroom) == []


async def test_a_feed_whose_pages_never_give_more_is_left_alone(newsroom: Newsroom, newsstand: Newsstand) -> None:
    short = page(sentences=("Nothing here.",))
    for number in range(7):
        item = story(newsstand, path=f"/story/{number}")
        newsstand.serve(f"/story/{number}", short, media_type=HTML)
        if not number:
            feed_id = await stocked(newsroom, newsstand, item)
        else:
            newsstand.feed("/feed", "The Courier", [item])
            async for _ in refresh.refresh_feeds(newsroom, (feed_id,), force=True):
                pass
        await caught_up(newsroom)

    assert len([request for request in newsstand.requests() if request.path.startswith("/story")]) == 5


async def test_opening_fetches_the_page_of_a_cut_entry_once(newsroom: Newsroom, newsstand: Newsstand) -> None:
    await stocked(newsroom, newsstand, story(newsstand))
    article_id = await first_id(newsroom)

    for _ in range(2):
        async for _ in full_text.open_page(newsroom, article_id, manners(newsroom.config)):
            pass

    assert len(newsstand.requests("/story")) == 1
    assert (await shown(newsroom, article_id)).article.source is TextSource.PAGE


async def test_pages_of_one_host_are_fetched_one_at_a_time_with_a_gap(tmp_path: Path, newsstand: Newsstand) -> None:
    newsroom = opened(tmp_path, fetch_host_gap_s=0.1)
    await stocked(newsroom, newsstand, *(story(newsstand, path=f"/story/{number}") for number in range(3)))

    await caught_up(newsroom)

    moments = [request.at for request in newsstand.requests() if request.path.startswith("/story")]
    assert len(moments) == 3
    assert all(later - earlier >= 0.09 for earlier, later in itertools.pairwise(moments))
    newsroom.close()


async def test_what_was_asked_for_offline_is_fetched_later(
    newsroom: Newsroom, newsstand: Newsstand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tuinews.fetch.failures.has_route", lambda: False)
    await stocked(newsroom, newsstand, Item("Bridge", "<p>All of it.</p>" * 200, url=OFFLINE))
    article_id = await first_id(newsroom)

    fetched = await last(asked(newsroom, article_id))

    assert fetched.is_offline
    page_state = (await shown(newsroom, article_id)).article.page
    assert page_state is not None
    assert page_state.is_wanted
    assert not page_state.problem
    newsstand.serve("/story", page(), media_type=HTML)

    def move(connection: object) -> None:
        connection.execute("UPDATE articles SET url = ?", (newsstand.url("/story"),))  # type: ignore[attr-defined]

    newsroom.database.write(move)
    await caught_up(newsroom)

    page_state = (await shown(newsroom, article_id)).article.page
    assert page_state is not None
    assert page_state.has_text
    assert not page_state.is_wanted
