"""The source of an article as it came: an opened file's own bytes, the page it was found on, its feed entry's HTML."""

from __future__ import annotations

import sqlite3
from typing import Final

from tuinews.model.annotations import Annotation
from tuinews.model.articles import Reading, TextSource
from tuinews.model.bodies import Block, BlockKind, Body
from tuinews.newsroom import Newsroom
from tuinews.screen_text import block
from tuinews.store import articles, bodies, pages
from tuinews.store.rows import text_digest

MOST_SHOWN: Final = 300_000
_CUT: Final = "Only the beginning of the source is shown; it is very long."
_BY_FEED: Final = "What the feed gave"
_BY_PAGE: Final = "The page"


async def load_source(newsroom: Newsroom, article_id: int) -> Reading | None:
    """Return an article with its source in the place of its text, set as code; None when it is gone."""
    return await newsroom.database.reading(_load, article_id)


def _load(connection: sqlite3.Connection, article_id: int) -> Reading | None:
    article = articles.get(connection, article_id)
    if article is None:
        return None
    body = _set(_sources(connection, article_id), article.language)
    article = article._replace(body=body, text_sha=text_digest(body.text), source=TextSource.RAW, position=0.0)
    return Reading(article, Annotation(0))


def _sources(connection: sqlite3.Connection, article_id: int) -> list[tuple[str, str]]:
    """Return what an article was made from, each with what it is; a name is only needed where there are two."""
    original, whole = bodies.original(connection, article_id), pages.whole(connection, article_id)
    by_feed = bodies.packed_by_feed(connection, article_id)
    by_page = bodies.packed_by_page(connection, article_id)
    if original is not None and whole is None:
        return [("", _decoded(original))]
    if by_page is None:
        return [("", by_feed.html if by_feed else "")]
    # A whole page is kept for a while; what was found on it stays.
    page = _decoded(whole) if whole is not None else by_page.html
    return [(_BY_FEED, by_feed.html if by_feed else ""), (_BY_PAGE, page)]


def _set(sources: list[tuple[str, str]], language: str) -> Body:
    """Return sources as code, each under its name."""
    text, blocks, is_cut = "", list[Block](), False
    for name, source in sources:
        room = max(0, MOST_SHOWN - len(text))
        code = block(source[:room])
        is_cut = is_cut or len(source) > room
        for kind, words in ((BlockKind.HEADING, name), (BlockKind.CODE, code)):
            if words:
                text += "\n\n" if text else ""
                blocks.append(Block(kind, len(text), len(text) + len(words), level=2))
                text += words
    return Body(text, tuple(blocks), language, (_CUT,) if is_cut else ())


def _decoded(content: bytes) -> str:
    """Return the text of a file's bytes; no byte is lost from sight, whatever encoding it is."""
    encoding = "utf-16" if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")
