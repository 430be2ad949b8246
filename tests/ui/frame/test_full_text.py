"""The full text in the reader: fetching an article's page, and turning between the texts."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from tests.newsstand import HTML, Newsstand
from tests.ui.frame.newsdesk import InlineDesk, Story, open_archive, reading, stock
from tests.web.pages import SENTENCES, page

from tuinews.model.events import FetchingPage, PageEvent, PageFetched
from tuinews.newsroom import Newsroom, read

TEASER = "The bridge over the Lune reopened on Monday […]"
WHOLE = SENTENCES[2][:40]


def story(newsstand: Newsstand, title: str = "Bridge reopens", path: str = "/story") -> Story:
    newsstand.serve(path, page(title), media_type=HTML)
    return Story(title, TEASER, url=newsstand.url(path))


async def test_x_fetches_the_full_text_and_names_it(newsroom: Newsroom, newsstand: Newsstand) -> None:
    stock(newsroom, "Courier", [story(newsstand)])

    async with reading(newsroom) as reader:
        await reader.sees("reopened on Monday […]")
        await reader.press("x")

        await reader.sees(WHOLE, "The page's text · \\ the source as it came", "Mia Lund")
        assert not reader.shows("[…]")


async def test_backslash_turns_from_text_to_source_to_the_feed_s_text_and_back(
    newsroom: Newsroom, newsstand: Newsstand
) -> None:
    stock(newsroom, "Courier", [story(newsstand)])

    async with reading(newsroom) as reader:
        await reader.sees("[…]")
        await reader.press("x")
        await reader.sees(WHOLE)

        await reader.press("backslash")
        await reader.sees("<p>The bridge over the Lune", "The source as it came · \\ the feed's text")
        await reader.press("backslash")
        await reader.sees("reopened on Monday […]", "The feed's text · \\ the page's text")
        await reader.press("backslash")
        await reader.sees(WHOLE, "The page's text")


async def test_the_text_turned_to_is_still_there_after_a_restart(newsroom: Newsroom, newsstand: Newsstand) -> None:
    stock(newsroom, "Courier", [story(newsstand)])
    async with reading(newsroom) as reader:
        await reader.sees("[…]")
        await reader.press("x")
        await reader.sees(WHOLE)

    async with reading(newsroom) as reader:
        await reader.sees(WHOLE)


async def test_the_footer_names_the_key_for_the_full_text_only_where_there_is_a_page(
    newsroom: Newsroom, newsstand: Newsstand, tmp_path: Path
) -> None:
    file = tmp_path / "story.html"
    file.write_bytes(page())
    stock(newsroom, "Courier", [story(newsstand)])

    async with reading(newsroom) as reader:
        await reader.press("enter")
        await reader.sees("reopened on Monday […]", "x full text")
    async with reading(newsroom, targets=(str(file),)) as reader:
        await reader.sees(WHOLE, "p people")
        await reader.sees_no("x full text")


async def test_an_article_that_came_from_a_file_turns_to_the_file_s_own_text(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    file = tmp_path / "story.html"
    file.write_bytes(page())

    async with reading(newsroom, targets=(str(file),)) as reader:
        await reader.sees(WHOLE)
        await reader.press("backslash")
        await reader.sees("<!doctype html>")
        await reader.press("backslash")
        await reader.sees(WHOLE)
        await reader.press("x")
        await reader.sees("This article has no address")


async def test_a_failure_says_why_under_the_head_and_leaves_the_text(newsroom: Newsroom, newsstand: Newsstand) -> None:
    stock(newsroom, "Courier", [story(newsstand)])
    newsstand.serve("/story", b"no", status=403)

    async with reading(newsroom) as reader:
        await reader.sees("[…]")
        await reader.press("x")

        await reader.sees("No full text: The site at 127.0.0.1", "reopened on Monday […]")


async def test_who_moves_on_meanwhile_stays_where_they_are_and_the_text_is_kept(
    newsroom: Newsroom, newsstand: Newsstand
) -> None:
    stock(newsroom, "Courier", [story(newsstand), Story("Rain", "It rained all day.")])

    async with reading(newsroom) as reader:
        await reader.sees("[…]")
        with newsstand.hold("/story"):
            await reader.press("x")
            await newsstand.arrival("/story")
            await reader.sees("Fetching the full text…")
            await reader.press("j")
            await reader.sees("It rained all day.")
        await reader.app.workers.wait_for_complete()
        assert reader.shows("It rained all day.")
        await reader.press("k")

        await reader.sees(WHOLE)


async def test_offline_the_wish_is_kept_and_said(newsroom: Newsroom, newsstand: Newsstand) -> None:
    class OfflineDesk(InlineDesk):
        async def fetch_page(self, article_id: int) -> AsyncIterator[PageEvent]:
            yield FetchingPage(article_id)
            yield PageFetched(article_id, False, "There is no network.", is_offline=True)

    stock(newsroom, "Courier", [story(newsstand)])

    async with reading(newsroom, desk=OfflineDesk(newsroom)) as reader:
        await reader.sees("[…]")
        await reader.press("x")

        await reader.sees("There is no network; the full text is fetched when there is one.")


async def test_opening_a_cut_article_fetches_its_page(tmp_path: Path, newsstand: Newsstand) -> None:
    newsroom = open_archive(tmp_path, fetch_full_text="cut")
    stock(newsroom, "Courier", [story(newsstand), story(newsstand, "Second", "/second")])

    async with reading(newsroom) as reader:
        await reader.sees("[…]")
        assert not newsstand.requests()
        await reader.press("enter")

        await reader.sees(WHOLE)
        assert not newsstand.requests("/second")
    newsroom.close()


async def test_who_is_in_the_middle_of_the_feed_s_text_is_not_disturbed(tmp_path: Path, newsstand: Newsstand) -> None:
    newsroom = open_archive(tmp_path, fetch_full_text="always")
    long = "\n".join(f"Paragraph {number} of a long story that goes on." for number in range(60))
    newsstand.serve("/story", page(sentences=SENTENCES * 40), media_type=HTML)
    stock(newsroom, "Courier", [Story("Long", long, url=newsstand.url("/story"))])

    async with reading(newsroom) as reader:
        await reader.sees("Paragraph 0")
        with newsstand.hold("/story"):
            await reader.press("enter")
            await newsstand.arrival("/story")
            await reader.press("pagedown")
            await reader.sees_no("Paragraph 1 ")

        await reader.sees("The full text has come: \\ shows it.")
        assert reader.shows("Paragraph 20")
        await reader.press("backslash")
        await reader.sees(WHOLE)
    newsroom.close()


async def test_a_choice_that_is_longer_than_the_window_is_wide_wraps(newsroom: Newsroom) -> None:
    stock(newsroom, "Courier", ["One"])

    async with reading(newsroom, size=(40, 24)) as reader:
        await reader.press("1", "G", "e")

        await reader.sees("‹ as for all feeds (never, only", "by hand) ›")


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_the_edit_window_chooses_when_full_texts_are_fetched_and_undo_takes_it_back(
    newsroom: Newsroom, size: tuple[int, int]
) -> None:
    feed_id = stock(newsroom, "Courier", ["One"])

    async with reading(newsroom, size=size) as reader:
        await reader.press("1")
        await reader.press("G")
        await reader.press("e")
        await reader.sees("Edit feed", "as for all feeds (never, only by hand)")
        await reader.press("tab", "tab", "right")
        await reader.sees("‹ always ›")
        await reader.press("enter")
        await reader.until(lambda: read.full_text_choices(newsroom) == {feed_id: "always"})

        await reader.press("u")
        await reader.until(lambda: read.full_text_choices(newsroom) == {})
