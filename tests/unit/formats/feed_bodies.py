"""Feeds as they are written, and what is read from them."""

from __future__ import annotations

from tests.documents import NOW, feed_document, rss

from tuinews import formats
from tuinews.model.entries import Entry, Parsed


def parse(body: str | bytes, **told: str) -> Parsed:
    return formats.parse(feed_document(body, **told), now=NOW)


def only(body: str | bytes) -> Entry:
    (entry,) = parse(body).entries
    return entry


def item(inner: str) -> str:
    return rss(f"<item>{inner}</item>")
