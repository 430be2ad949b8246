"""Full texts: pages fetched from a real server for articles in a real archive."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.newsstand import HTML, Item, Newsstand
from tests.web.pages import SENTENCES, TEASER, page

from tuinews.config import Config
from tuinews.errors import UsageError
from tuinews.model.articles import Reading, TextSource
from tuinews.model.events import FetchingPage, PageEvent, PageFetched
from tuinews.model.scopes import Scope
from tuinews.model.subscriptions import Subscription
from tuinews.newsroom import Newsroom, complete, full_text, read, refresh, source_text
from tuinews.newsroom.offload import InlineOffload
from tuinews.newsroom.opening import open_newsroom
from tuinews.paths import find_paths
from tuinews.store import feeds, pages

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
OFFLINE = "http://nobody.invalid/story"


def opened(folder: Path, **settings: object) -> Newsroom:
    config = Config(**{"fetch_host_gap_s": 0.0, "fetch_timeout_s": 3, **settings})  # type: ignore[arg-type]
    return open_newsroom(find_paths(str(folder)), config, InlineOffload(), clock=lambda: NOW)


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    newsroom = opened(tmp_path)
    yield newsroom
    newsroom.close()


async def stocked(newsroom: Newsroom, newsstand: Newsstand, *items: Item, feed: str = "/feed") -> int:
    """Subscribe to a feed with these entries, fetch it, and return the feed's id."""
    newsstand.feed(feed, "The Courier", items)
    feed_id = newsroom.database.write(feeds.add, Subscription(newsstand.url(feed)), NOW)[0].id
    async for _ in refresh.refresh_feeds(newsroom, (feed_id,), force=True):
        pass
    return feed_id


async def first_id(newsroom: Newsroom) -> int:
    return (await read.whole(newsroom, Scope())).ids[0]


async def shown(newsroom: Newsroom, article_id: int) -> Reading:
    await complete.complete_one(newsroom, article_id)
    reading = await read.load(newsroom, article_id)
    assert reading is not None
    return reading


def text_of(reading: Reading) -> str:
    return reading.article.body.text if reading.article.body else ""


async def last(events: AsyncIterator[PageEvent]) -> PageFetched:
    *_, event = [event async for event in events]
    assert isinstance(event, PageFetched)
    return event


def asked(newsroom: Newsroom, article_id: int) -> AsyncIterator[PageEvent]:
    return full_text.fetch_page(newsroom, article_id, full_text.manners(newsroom))


async def caught_up(newsroom: Newsroom) -> list[int]:
    events = full_text.catch_up(newsroom, full_text.manners(newsroom))
    return [event.article_id async for event in events if isinstance(event, PageFetched) and event.is_shown]


def story(newsstand: Newsstand, html: str = TEASER, path: str = "/story") -> Item:
    newsstand.serve(path, page(), media_type=HTML)
    return Item("Bridge reopens " + path, html, url=newsstand.url(path), published=NOW - timedelta(hours=1))


# -------------------------------------------------------------------------------------------------- asked for


async def test_the_page_s_text_is_shown_annotated_and_counted(newsroom: Newsroom, newsstand: Newsstand) -> None:
    await stocked(newsroom, newsstand, story(newsstand))
    article_id = await first_id(newsroom)

    events = [event async for event in asked(newsroom, article_id)]

    reading = await shown(newsroom, article_id)
    assert events == [FetchingPage(article_id), PageFetched(article_id, is_shown=True)]
    assert text_of(reading) == "\n\n".join(SENTENCES)
    assert reading.article.source is TextSource.PAGE
    assert reading.annotation is not None
    assert [person.name for person in reading.annotation.people] == ["Mia Lund"]
    assert (reading.article.row.people, reading.article.row.quotes) == (1, 1)


async def test_the_feed_s_text_is_kept_and_turned_to(newsroom: Newsroom, newsstand: Newsstand) -> None:
    await stocked(newsroom, newsstand, story(newsstand))
    article_id = await first_id(newsroom)
    await last(asked(newsroom, article_id))

    texts = []
    for source in (TextSource.FEED, TextSource.PAGE):
        assert [event async for event in full_text.turn_to(newsroom, article_id, source)]
        reading = await shown(newsroom, article_id)
        assert reading.article.source is source
        texts.append(text_of(reading))

    assert texts[0].endswith("repairs […]")
    assert texts[1] == "\n\n".join(SENTENCES)


async def test_a_page_that_says_less_than_the_feed_is_not_shown(newsroom: Newsroom, newsstand: Newsstand) -> None:
    whole = "".join(f"<p>{sentence}</p>" for sentence in (*SENTENCES, *SENTENCES))
    await stocked(newsroom, newsstand, story(newsstand, whole))
    article_id = await first_id(newsroom)

    fetched = await last(asked(newsroom, article_id))

    reading = await shown(newsroom, article_id)
    assert not fetched.is_shown
    assert "no more than the feed" in fetched.problem
    assert reading.article.source is TextSource.FEED
    assert reading.article.page is not None
    assert reading.article.page.has_text


@pytest.mark.parametrize(
    ("status", "body", "words"),
    [
        (403, b"no", "refuses feed readers (403)"),
        (404, b"no", "nothing at this address (404)"),
        (200, b"<html><body><p>Nothing.</p></body></html>", "No article text"),
    ],
)
async def test_a_page_that_cannot_be_had_says_why_and_leaves_the_feed_s_text(
    newsroom: Newsroom, newsstand: Newsstand, status: int, body: bytes, words: str
) -> None:
    await stocked(newsroom, newsstand, story(newsstand))
    newsstand.serve("/story", body, media_type=HTML, status=status)
    article_id = await first_id(newsroom)

    fetched = await last(asked(newsroom, article_id))

    reading = await shown(newsroom, article_id)
    assert words in fetched.problem
    assert reading.article.page is not None
    assert words in reading.article.page.problem
    assert text_of(reading).endswith("repairs […]")


async def test_the_beginning_of_a_paid_article_is_not_better_than_the_feed_s(
    newsroom: Newsroom, newsstand: Newsstand
) -> None:
    paid = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "T", "isAccessibleForFree": false}'
    whole = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    await stocked(newsroom, newsstand, story(newsstand, whole))
    newsstand.serve("/story", page(sentences=SENTENCES[:2], head=paid + "</script>"), media_type=HTML)

    fetched = await last(asked(newsroom, await first_id(newsroom)))

    assert fetched == PageFetched(
        fetched.article_id, False, "The site shows the rest of this article to subscribers only."
    )


async def test_a_text_that_was_there_survives_a_failed_second_fetch(newsroom: Newsroom, newsstand: Newsstand) -> None:
    await stocked(newsroom, newsstand, story(newsstand))
    article_id = await first_id(newsroom)
    await last(asked(newsroom, article_id))
    newsstand.serve("/story", status=503)

    await last(asked(newsroom, article_id))

    assert text_of(await shown(newsroom, article_id)) == "\n\n".join(SENTENCES)


async def test_a_page_that_comes_while_the_feed_s_text_is_made_is_not_lost(
    newsroom: Newsroom, newsstand: Newsstand
) -> None:
    await stocked(newsroom, newsstand, story(newsstand))
    article_id = await first_id(newsroom)

    class PageFirst(InlineOffload):
        """Lets the page come before the first text is made."""

        is_first = True

        async def run(self, function: Any, /, *args: Any, **kwargs: Any) -> Any:
            if self.is_first:
                self.is_first = False
                await last(asked(newsroom, article_id))
            return function(*args, **kwargs)

    await complete.complete_one(newsroom._replace(offload=PageFirst()), article_id)

    assert text_of(await shown(newsroom, article_id)) == "\n\n".join(SENTENCES)


async def test_an_article_without_an_address_has_no_page(newsroom: Newsroom, newsstand: Newsstand) -> None:
    await stocked(newsroom, newsstand, Item("No link", TEASER, url="mailto:a@example.org"))

    with pytest.raises(UsageError, match="no address"):
        await last(asked(newsroom, await first_id(newsroom)))


async def test_what_the_feed_left_out_is_taken_from_the_page(newsroom: Newsroom, newsstand: Newsstand) -> None:
    item = Item("Bridge reopens", TEASER, url=newsstand.url("/story"))
    newsstand.serve(
        "/story",
        page(
            head='<meta name="author" content="Ada Byron"><meta property="article:published_time" content="2026-11-21">'
        ),
        media_type=HTML,
    )
    await stocked(newsroom, newsstand, item)
    article_id = await first_id(newsroom)

    await last(asked(newsroom, article_id))

    row = (await shown(newsroom, article_id)).article.row
    assert row.authors == ("Ada Byron",)
    assert row.published == datetime(2026, 11, 21, tzinfo=UTC)


async def test_an_entry_that_changes_keeps_its_page_s_text_until_that_is_fetched_again(
    newsroom: Newsroom, newsstand: Newsstand
) -> None:
    feed_id = await stocked(newsroom, newsstand, story(newsstand))
    article_id = await first_id(newsroom)
    await last(asked(newsroom, article_id))
    newsstand.serve("/story", page(sentences=(*SENTENCES, "Nobody was hurt.")), media_type=HTML)
    changed = Item("Bridge reopens /story", "<p>Corrected […]</p>", url=newsstand.url("/story"), published=NOW)
    newsstand.feed("/feed", "The Courier", [changed])

    async for _ in refresh.refresh_feeds(newsroom, (feed_id,), force=True):
        pass

    assert text_of(await shown(newsroom, article_id)) == "\n\n".join(SENTENCES)
    assert await caught_up(newsroom) == [article_id]
    assert text_of(await shown(newsroom, article_id)).endswith("Nobody was hurt.")


# ------------------------------------------------------------------------------------------------ on its own


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
        async for _ in full_text.open_page(newsroom, article_id, full_text.manners(newsroom)):
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


# -------------------------------------------------------------------------------------------------- the source


async def test_the_source_of_an_entry_is_its_html_as_it_came(newsroom: Newsroom, newsstand: Newsstand) -> None:
    await stocked(newsroom, newsstand, story(newsstand, "<p>One &amp; <b>two</b>\x07</p>"))

    reading = await source_text.load_source(newsroom, await first_id(newsroom))

    assert reading is not None
    assert reading.article.source is TextSource.RAW
    assert text_of(reading) == "<p>One &amp; <b>two</b></p>"


async def test_the_source_of_a_page_is_all_of_it_beside_what_the_feed_gave(
    newsroom: Newsroom, newsstand: Newsstand
) -> None:
    await stocked(newsroom, newsstand, story(newsstand, TEASER))
    article_id = await first_id(newsroom)
    await last(asked(newsroom, article_id))

    reading = await source_text.load_source(newsroom, article_id)
    newsroom.database.write(pages.drop_old_wholes, 0)
    later = await source_text.load_source(newsroom, article_id)

    assert reading is not None
    assert later is not None
    assert text_of(reading).startswith("What the feed gave\n\n")
    assert text_of(reading).endswith("The page\n\n" + page().decode())
    assert "<nav>" not in text_of(later)
    assert SENTENCES[0] in text_of(later)
