"""Completing articles: what a headline does not need (text, blocks, people, quotes) is made when it is wanted."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Sequence

from tuinews import annotator
from tuinews.model import Annotation, Body, Completed
from tuinews.newsroom import Newsroom, correct, prepare
from tuinews.store import annotated, articles, bodies, corrections


async def complete(newsroom: Newsroom, article_ids: Sequence[int]) -> AsyncIterator[Completed]:
    """Make the missing or stale texts and annotations of these articles, in order; yield each when stored."""
    for article_id in article_ids:
        if await complete_one(newsroom, article_id):
            yield Completed(article_id)


async def complete_one(newsroom: Newsroom, article_id: int) -> bool:
    """Make an article's text and annotation when they are missing or stale; return whether anything was made."""
    article = await newsroom.database.reading(articles.get, article_id)
    if article is None:
        return False
    if article.body is not None:
        version = annotator.VERSION
        if await newsroom.database.reading(annotated.current, article_id, article.text_sha, version):
            return False
        annotation = await newsroom.offload.run(prepare.annotate_body, article.body, article.language)
        await newsroom.database.writing(_save_annotation, article_id, annotation, article.text_sha, newsroom)
        return True
    packed = await newsroom.database.reading(bodies.packed, article_id)
    if packed is None:
        return False
    body, annotation = await made_from(newsroom, packed, article.language)

    def store(connection: sqlite3.Connection) -> None:
        # Meanwhile the article's page may have come, or the reader may have turned to the other text.
        if bodies.is_made_from_page(connection, article_id) is packed.is_page:
            save(connection, article_id, body, annotation, newsroom)

    await newsroom.database.writing(store)
    return True


async def made_from(newsroom: Newsroom, packed: bodies.PackedBody, language: str) -> tuple[Body, Annotation]:
    """Return the text and annotation of an article's HTML."""
    body, annotation = await newsroom.offload.run(
        prepare.complete, packed.html, packed.base_url, packed.is_trusted, language
    )
    return body._replace(notices=packed.notices + body.notices), annotation


async def pending(newsroom: Newsroom, limit: int) -> tuple[int, ...]:
    """Return the newest articles that lack a text or a current annotation."""
    uncleaned = await newsroom.database.reading(bodies.uncleaned, limit)
    if len(uncleaned) >= limit:
        return uncleaned
    stale = await newsroom.database.reading(annotated.stale, annotator.VERSION, limit - len(uncleaned))
    return uncleaned + stale


def save(
    connection: sqlite3.Connection, article_id: int, body: Body, annotation: Annotation, newsroom: Newsroom
) -> None:
    """Store an article's text and annotation."""
    text_sha = bodies.save(connection, article_id, body)
    _save_annotation(connection, article_id, annotation, text_sha, newsroom)


def _save_annotation(
    connection: sqlite3.Connection, article_id: int, annotation: Annotation, text_sha: str, newsroom: Newsroom
) -> None:
    annotated.save(connection, article_id, annotation, text_sha, newsroom.clock())
    if corrections.of(connection, article_id):
        correct.save_counts(connection, article_id)
