"""What the hostile tests share: a newsroom, and what nothing that is shown may hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import pytest

from tuinews.config import Config
from tuinews.model.articles import Article
from tuinews.model.scopes import Scope
from tuinews.newsroom import Newsroom, read
from tuinews.newsroom.complete import complete_one
from tuinews.newsroom.offload import InlineOffload
from tuinews.newsroom.opening import open_newsroom
from tuinews.paths import find_paths
from tuinews.web_address import web_address

STEERING: Final = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
CODE: Final = re.compile(r"Error\b|Exception\b|Traceback|httpx|httpcore|None\b")


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    """A newsroom with small bounds."""
    config = Config(
        fetch_host_gap_s=0.0,
        fetch_timeout_s=2,
        fetch_first_byte_timeout_s=0.5,
        fetch_max_feed_mb=2,
        fetch_max_unpacked_mb=4,
        fetch_max_page_mb=1,
    )
    opened = open_newsroom(find_paths(str(tmp_path / "home")), config, InlineOffload())
    yield opened
    opened.close()


async def stored(newsroom: Newsroom) -> list[Article]:
    """Return every article, with its text made."""
    articles = []
    for row in await read.find_rows(newsroom, Scope(), 200):
        await complete_one(newsroom, row.id)
        reading = await read.load(newsroom, row.id)
        assert reading is not None
        articles.append(reading.article)
    return articles


def check_shown(articles: Iterable[Article]) -> str:
    """Return all that is shown of articles, once it steers no terminal and its links lead to the web."""
    texts: list[str] = []
    for article in articles:
        row, body = article.row, article.body
        assert body is not None
        assert "\n" not in row.title + row.feed_title + row.snippet
        assert row.title
        texts += [row.title, row.snippet, row.url, row.feed_title, *row.authors, body.text]
        links = [row.url, *(enclosure.url for enclosure in article.enclosures)]
        links += [run.href for block in body.blocks for run in block.runs if not run.href.startswith("mailto:")]
        assert all(link == web_address(link) for link in links if not link.startswith("file:"))
    whole = "\n".join(texts)
    assert not STEERING.search(whole)
    return whole


def check_sentence(message: str) -> None:
    """Check that a message is plain words for a reader of news."""
    assert message.endswith((".", "?")) or ":" in message
    assert not STEERING.search(message)
    assert not CODE.search(message)
