"""What has changed in an article, on the screen."""

from __future__ import annotations

from tests.ui.frame.newsdesk import NOW, reading, stock

from tuinews.model.entries import Entry
from tuinews.newsroom import Newsroom
from tuinews.newsroom.prepare import make_draft
from tuinews.store import saving


def rewrite(newsroom: Newsroom, feed_id: int, title: str, text: str) -> None:
    """Let the feed's one article say something else."""
    guid = f"https://harbour-news.example/feed#0#{title}"
    draft = make_draft(Entry(guid=guid, title=title, content_html=f"<p>{text}</p>"), "https://harbour-news.example/")
    newsroom.database.write(saving.save_drafts, feed_id, (draft,), NOW)


async def test_what_changed_is_shown_and_left_again(newsroom: Newsroom) -> None:
    feed_id = stock(newsroom, "Harbour News", ["Ferry returns"])
    rewrite(newsroom, feed_id, "Ferry returns", "The council met on Friday. Nothing was decided.")

    async with reading(newsroom) as reader:
        await reader.sees("updated", "= shows what changed")
        await reader.press("equals_sign")
        await reader.sees("Changed once since it came", "The council met on [-Tuesday-]{+Friday+}.")
        await reader.press("j", "space", "g", "escape")

        await reader.sees_no("{+Friday+}")
        await reader.sees("The council met on Friday.")


async def test_an_article_that_stayed_says_so(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["Ferry returns"])

    async with reading(newsroom) as reader:
        await reader.press("equals_sign")

        await reader.sees("This article has not changed since it came.")
