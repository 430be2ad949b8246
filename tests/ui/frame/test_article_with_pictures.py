"""Pictures in an article: only when asked for, where they stand, and gone again."""

from __future__ import annotations

import importlib.util
import io
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image
from tests.newsstand import Newsstand
from tests.ui.frame.newsdesk import NOW, Reader, open_archive, reading
from textual.geometry import Region

from tuinews.model.entries import Entry, FeedInfo
from tuinews.model.subscriptions import Subscription
from tuinews.newsroom import Newsroom, prepare
from tuinews.newsroom.fetch_pictures import pictures_folder
from tuinews.store import feeds, saving
from tuinews.ui.article_view import ArticleView
from tuinews.ui.picture_lines import DrawnStrip


def png(width: int = 320, height: int = 160) -> bytes:
    packed = io.BytesIO()
    Image.new("RGB", (width, height), (200, 10, 10)).save(packed, "PNG")
    return packed.getvalue()


def illustrate(newsroom: Newsroom, *addresses: str) -> None:
    """Subscribe to a feed with one article that has these pictures between its paragraphs."""
    pictures = "".join(f'<p>Words before.</p><img src="{one}" alt="A red field">' for one in addresses)
    entry = Entry(
        guid="1",
        title="Red fields",
        published=NOW - timedelta(hours=1),
        content_html=f"{pictures}<p>The end of it.</p>",
    )
    draft = prepare.make_draft(entry, "http://127.0.0.1/fields")

    def fill(connection: object) -> None:
        feed, _ = feeds.add(connection, Subscription("http://127.0.0.1/fields"), NOW)  # type: ignore[arg-type]
        feeds.describe(connection, feed.id, FeedInfo(title="Fields"))  # type: ignore[arg-type]
        saving.save_drafts(connection, feed.id, (draft,), NOW)  # type: ignore[arg-type]
        later = NOW + timedelta(days=1)
        feeds.note_success(connection, feed.id, now=NOW, next_at=later, validators=None)  # type: ignore[arg-type]

    newsroom.database.write(fill)


def is_illustrated(reader: Reader) -> bool:
    return sum("▀" in line for line in reader.lines()) > 3


@pytest.mark.parametrize("size", [(80, 24), (160, 45)])
async def test_pictures_come_with_a_key_and_go_with_it(
    tmp_path: Path, newsstand: Newsstand, size: tuple[int, int]
) -> None:
    newsroom = open_archive(tmp_path, fetch_host_gap_s=0.0)
    illustrate(newsroom, newsstand.serve("/a.png", png(), media_type="image/png"))

    async with reading(newsroom, size=size) as reader:
        await reader.press("enter")
        await reader.sees("[image: A red field]")
        assert newsstand.requests("/a.png") == []

        await reader.press("I")
        await reader.until(lambda: is_illustrated(reader))
        await reader.sees("Words before.")

        await reader.press("I")
        await reader.until(lambda: not is_illustrated(reader))
        await reader.press("I")
        await reader.until(lambda: is_illustrated(reader))
    assert len(newsstand.requests("/a.png")) == 1  # the second time it was kept
    newsroom.close()


@pytest.mark.parametrize("keys", [(), ("z",)], ids=["panes", "alone"])
async def test_what_is_drawn_over_cells_lies_over_those_of_the_picture(
    tmp_path: Path, newsstand: Newsstand, keys: tuple[str, ...]
) -> None:
    newsroom = open_archive(tmp_path, fetch_host_gap_s=0.0, pictures_drawing="sixel")
    illustrate(newsroom, newsstand.serve("/a.png", png(), media_type="image/png"))

    async with reading(newsroom) as reader:
        await reader.sees("The end of it.")
        await reader.press("enter", *keys, "I")
        await reader.until(lambda: is_illustrated(reader))

        article = reader.app.screen.query_one(ArticleView)
        strips = article.render_lines(Region(0, 0, *article.outer_size))
        drawn = [isinstance(strip, DrawnStrip) for strip in strips]
        assert drawn == ["▀" in strip.text for strip in strips]
    newsroom.close()


async def test_pictures_are_there_unasked_where_the_configuration_says_always(
    tmp_path: Path, newsstand: Newsstand
) -> None:
    newsroom = open_archive(tmp_path, fetch_host_gap_s=0.0, pictures_show="always")
    illustrate(newsroom, newsstand.serve("/a.png", png(), media_type="image/png"))

    async with reading(newsroom) as reader:
        await reader.until(lambda: is_illustrated(reader))
    newsroom.close()


async def test_a_picture_that_cannot_be_had_says_why_and_the_others_come(tmp_path: Path, newsstand: Newsstand) -> None:
    newsroom = open_archive(tmp_path, fetch_host_gap_s=0.0, pictures_max_mb=1)
    large = newsstand.serve("/large.png", b"x" * (2 << 20), media_type="image/png")
    illustrate(newsroom, large)

    async with reading(newsroom) as reader:
        await reader.sees("The end of it.")
        await reader.press("I")
        await reader.sees("1 MB")
        assert not is_illustrated(reader)
    newsroom.close()


async def test_without_pillow_one_sentence_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, newsstand: Newsstand
) -> None:
    newsroom = open_archive(tmp_path)
    illustrate(newsroom, newsstand.serve("/a.png", png(), media_type="image/png"))
    found = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "PIL" else found(name))

    async with reading(newsroom) as reader:
        await reader.sees("The end of it.")
        await reader.press("I")
        await reader.sees("Pictures need Pillow")
        await reader.sees("Help: reading.")
    assert newsstand.requests("/a.png") == []
    newsroom.close()


async def test_an_article_without_pictures_says_so(tmp_path: Path) -> None:
    newsroom = open_archive(tmp_path)
    illustrate(newsroom)

    async with reading(newsroom) as reader:
        await reader.sees("The end of it.")
        await reader.press("I")
        await reader.sees("This article has no pictures")
    newsroom.close()


async def test_what_is_kept_on_the_disk_is_bounded(tmp_path: Path, newsstand: Newsstand) -> None:
    newsroom = open_archive(tmp_path, fetch_host_gap_s=0.0, pictures_cache_mb=0)
    illustrate(newsroom, newsstand.serve("/a.png", png(), media_type="image/png"))

    async with reading(newsroom) as reader:
        await reader.sees("The end of it.")
        await reader.press("I")
        await reader.until(lambda: is_illustrated(reader))
    assert list(pictures_folder(newsroom).iterdir()) == []
    newsroom.close()
