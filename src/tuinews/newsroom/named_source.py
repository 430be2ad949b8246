"""What an article names: its page, its pictures, its enclosures, with who it was that named them."""

from __future__ import annotations

import sqlite3

from tuinews.model.sources import Source, SourceKind
from tuinews.newsroom import Newsroom
from tuinews.newsroom.feed_source import PROGRAM
from tuinews.store import articles
from tuinews.web_address import web_address


async def named_source(newsroom: Newsroom, article_id: int, url: str) -> Source:
    """Return the source behind an address that an article names.

    The feed that brought the article counts as who named it, not the article's own address: that is as foreign as all
    the rest of it.
    """
    return Source(SourceKind.PAGE, url, await newsroom.database.reading(_named_by, article_id))


def _named_by(connection: sqlite3.Connection, article_id: int) -> str:
    feed_url, url = articles.addresses(connection, article_id)
    if feed_url.startswith(PROGRAM):
        return ""  # a program of the user's own
    return web_address(feed_url) or web_address(url)
