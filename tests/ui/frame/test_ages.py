"""Ages are told anew while the reader is open."""

from __future__ import annotations

from datetime import timedelta

from tests.ui.frame.newsdesk import NOW, Story, reading, stock

from tuinews.newsroom import Newsroom


async def test_the_age_of_an_open_article_grows_and_its_text_stays_where_it_is(newsroom: Newsroom) -> None:
    moments = [NOW]
    stock(newsroom, "Courier", [Story("Trams return", "They are back.\n" * 40, published=NOW)])

    async with reading(newsroom._replace(clock=lambda: moments[-1]), size=(120, 16)) as reader:
        await reader.press("enter")
        await reader.sees("just now")
        moments.append(NOW + timedelta(minutes=8))
        reader.app.reader.keeping.each_minute()

        await reader.sees("8 minutes ago")
        await reader.press("space")
        await reader.until(lambda: not reader.shows("minutes ago"))
        before = reader.app.reader.article.position
        moments.append(NOW + timedelta(minutes=9))
        reader.app.reader.keeping.each_minute()
        await reader.settle()
        assert reader.app.reader.article.position == before > 0
