"""The source of an article as it came: an opened file's own bytes, a feed entry's HTML."""

from __future__ import annotations

import sqlite3
from typing import Final

from tuinews.model.annotations import Annotation
from tuinews.model.articles import Reading, TextSource
from tuinews.model.bodies import Block, BlockKind, Body
from tuinews.newsroom import Newsroom
from tuinews.screen_text import block
from tuinews.store import articles, bodies
from tuinews.store.rows import text_digest

MOST_SHOWN: Final = 300_000
_CUT: Final = "Only the beginning of the source is shown; it is very long."


async def load_source(newsroom: Newsroom, article_id: int) -> Reading | None:
    """Return an article with its source in the place of its text, set as code; None when it is gone."""
    return await newsroom.database.reading(_load, article_id)


def _load(connection: sqlite3.Connection, article_id: int) -> Reading | None:
    article = articles.get(connection, article_id)
    if article is None:
        return None
    source = _source(connection, article_id)
    text = block(source[:MOST_SHOWN])
    notices = (_CUT,) if len(source) > MOST_SHOWN else ()
    body = Body(text, (Block(BlockKind.CODE, 0, len(text)),) if text else (), article.language, notices)
    article = article._replace(body=body, text_sha=text_digest(text), source=TextSource.RAW, position=0.0)
    return Reading(article, Annotation(0))


def _source(connection: sqlite3.Connection, article_id: int) -> str:
    original = bodies.original(connection, article_id)
    if original is not None:
        return _decoded(original)
    packed = bodies.packed_by_feed(connection, article_id)
    return packed.html if packed else ""


def _decoded(content: bytes) -> str:
    """Return the text of a file's bytes; no byte is lost from sight, whatever encoding it is."""
    encoding = "utf-16" if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")
