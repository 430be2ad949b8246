"""Character references with more digits than Python makes a number of keep nothing from being read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tuinews.model.events import Opened
from tuinews.model.sources import Document, Source, SourceKind
from tuinews.newsroom import Newsroom
from tuinews.newsroom.open_targets import open_targets
from tuinews.newsroom.prepare import complete, prepare
from tuinews.store.packing import unpack

ENDLESS = f"&#{'9' * 5000};"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.eml", f"Subject: {ENDLESS}\nFrom: a@b.example\nContent-Type: text/html\n\n<p>Here. {ENDLESS}"),
        ("a.md", f"---\ntitle: {ENDLESS}\n---\nHere. {ENDLESS}"),
        ("a.txt", f"{ENDLESS}\n\nHere. {ENDLESS}"),
        ("a.html", f"<title>{ENDLESS}</title><p title='{ENDLESS}'>Here. {ENDLESS} <a href='{ENDLESS}'>x</a>"),
    ],
)
async def test_a_character_reference_without_end_keeps_no_file_from_being_read(
    newsroom: Newsroom, tmp_path: Path, name: str, text: str
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")

    (event,) = [event async for event in open_targets(newsroom, [str(tmp_path / name)])]

    assert isinstance(event, Opened)


@pytest.mark.parametrize(
    "entry",
    [
        "<title>{}</title>", "<title><![CDATA[{}]]></title>", "<description>&lt;p&gt;{}</description>",
        "<description><![CDATA[<p>{} <img alt='{}' src='{}' srcset='{} 2x'><a href='{}'>x</a>]]></description>",
        "<link>http://news.example/?{}</link>", "<author>{}</author>", "<category>{}</category>", "<guid>{}</guid>",
        "<pubDate>{}</pubDate>", "<enclosure url='http://news.example/{}' length='{}' type='{}'/>",
    ],
)  # fmt: skip
@pytest.mark.parametrize("reference", [ENDLESS, ENDLESS.replace("&", "&amp;"), ENDLESS[2:-1]])
def test_a_character_reference_without_end_keeps_no_feed_from_being_read(entry: str, reference: str) -> None:
    item = entry.replace("{}", reference)
    items = f"<item>{item}</item><item><title>B</title></item>"
    feed = f"<rss version='2.0'><channel><title>N {reference}</title>{items}</channel></rss>"
    source = Source(SourceKind.FEED, "http://news.example/feed")

    prepared = prepare(Document(source, source.location, feed.encode()))

    assert prepared.drafts[-1].entry.title == "B"
    for draft in prepared.drafts:
        html = unpack(draft.packed).decode()
        complete(html, draft.base_url, False, "en")
