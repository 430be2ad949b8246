"""Full texts: pages fetched from a real server for articles in a real archive."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.newsstand import HTML, Item, Newsstand
from tests.web.full_texts import NOW, asked, caught_up, first_id, last, opened, shown, stocked, story, text_of
from tests.web.pages import SENTENCES, TEASER, page

from tuinews.errors import UsageError
from tuinews.model.articles import TextSource
from tuinews.model.events import FetchingPage, PageFetched
from tuinews.newsroom import Newsroom, complete, full_text, refresh, source_text
from tuinews.newsroom.offload import InlineOffload
from tuinews.store import pages


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    newsroom = opened(tmp_path)
    yield newsroom
    newsroom.close()


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


async def test_the_source_of_a_page_is_read_in_the_charset_that_the_server_told(
    newsroom: Newsroom, newsstand: Newsstand
) -> None:
    await stocked(newsroom, newsstand, story(newsstand, TEASER))
    told = page().decode().replace("Lune", "Лена").replace("“", '"').replace("”", '"').replace("©", "")
    newsstand.serve("/story", told.encode("cp1251"), media_type="text/html; charset=windows-1251")
    article_id = await first_id(newsroom)
    await last(asked(newsroom, article_id))

    reading = await source_text.load_source(newsroom, article_id)

    assert reading is not None
    assert text_of(reading).count("Лена") == 1
