"""Completing articles: what a headline does not need (text, blocks, people, quotes) is made when it is wanted."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Sequence
from typing import NamedTuple

from tuinews import annotator
from tuinews.errors import FormatError, UnstoredError
from tuinews.model.annotations import Annotation
from tuinews.model.articles import Reading
from tuinews.model.bodies import Body
from tuinews.model.events import Completed
from tuinews.newsroom import Newsroom, correct, prepare, read
from tuinews.store import annotated, articles, bodies, corrections

_BATCH = 20
_AT_ONCE = 2
"""So many are stored in one go: another program must not wait longer to mark an article."""
_AHEAD = 3
"""How many batches a worker: one is made while others are read and stored."""
MOST_NEW = 1_000_000
"""As many as any archive may hold that lacks their texts."""


async def complete(newsroom: Newsroom, article_ids: Sequence[int]) -> AsyncIterator[Completed]:
    """Make the missing or stale texts and annotations of these articles, in order; yield each when stored.

    What cannot be stored, because the archive is lent or its disk is full, is yielded with it.
    """
    for article_id in article_ids:
        made = await _make(newsroom, article_id)
        if made is None:
            continue
        try:
            await _store(newsroom, article_id, made)
        except UnstoredError:
            yield Completed(article_id, made.body, made.annotation)
        else:
            yield Completed(article_id)


async def complete_reading(newsroom: Newsroom, article_id: int) -> Reading | None:
    """Return an article with its text and annotation, made where they are missing; None when it is gone."""
    made = [done async for done in complete(newsroom, (article_id,))]
    reading = await read.load(newsroom, article_id)
    return reading if reading is None or not made else read.with_unstored(reading, made[0])


async def complete_new(newsroom: Newsroom, at_once: int, most: int = MOST_NEW) -> AsyncIterator[int]:
    """Make the texts and annotations of articles that have none, the newest first; yield how many each time.

    Args:
        newsroom: where they are.
        at_once: how many workers may be kept busy.
        most: how many articles are completed at most.
    """
    ids = await newsroom.database.reading(bodies.uncleaned, most)
    batches = [ids[start : start + _BATCH] for start in range(0, len(ids), _BATCH)]
    for start in range(0, len(batches), at_once * _AHEAD):
        tasks = [asyncio.create_task(_batch(newsroom, batch)) for batch in batches[start : start + at_once * _AHEAD]]
        try:
            for task in asyncio.as_completed(tasks):
                yield await task
        finally:
            for pending_task in tasks:
                pending_task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)


async def complete_together(newsroom: Newsroom, article_ids: Sequence[int]) -> None:
    """Make the missing or stale texts and annotations of some articles, with as few ways to the worker as can be."""
    without_text = await newsroom.database.reading(bodies.uncleaned_of, article_ids)
    for start in range(0, len(without_text), _BATCH):
        await _batch(newsroom, without_text[start : start + _BATCH])
    for article_id in article_ids:
        if article_id not in without_text:
            await _renew(newsroom, article_id)


async def _renew(newsroom: Newsroom, article_id: int) -> None:
    """Read an article anew that an older annotator read; what cannot be read anew keeps what it has, for good."""
    try:
        is_made = await complete_one(newsroom, article_id)
    except FormatError:
        is_made = False
    if not is_made:
        await newsroom.database.writing(annotated.keep, article_id, annotator.VERSION)


async def _batch(newsroom: Newsroom, article_ids: Sequence[int]) -> int:
    """Make the texts and annotations of a few articles together, which saves most of the ways to the worker."""
    packed, languages = await newsroom.database.reading(_unmade, article_ids)
    try:
        made = await newsroom.offload.run(prepare.complete_all, packed, languages)
    except FormatError:
        # One of them stalls; alone, it is the only one to be given up.
        for one in packed:
            await complete_one(newsroom, one.article_id)
        return len(packed)

    def store(connection: sqlite3.Connection, some: slice) -> None:
        for one, (body, annotation) in zip(packed[some], made[some], strict=True):
            _save_unless_turned(connection, one, _noticed(body, one), annotation, newsroom)

    for start in range(0, len(packed), _AT_ONCE):
        await newsroom.database.storing(store, slice(start, start + _AT_ONCE))
    return len(packed)


def _unmade(connection: sqlite3.Connection, article_ids: Sequence[int]) -> tuple[list[bodies.PackedBody], list[str]]:
    packed = [one for article_id in article_ids if (one := bodies.packed(connection, article_id)) is not None]
    return packed, [articles.language(connection, one.article_id) for one in packed]


async def complete_one(newsroom: Newsroom, article_id: int) -> bool:
    """Make an article's text and annotation when they are missing or stale; return whether anything was made."""
    made = await _make(newsroom, article_id)
    if made is not None:
        await _store(newsroom, article_id, made)
    return made is not None


class _Made(NamedTuple):
    """What was made of an article."""

    body: Body
    annotation: Annotation
    packed: bodies.PackedBody | None
    """What its text was made from; None where that was there and only the annotation was not."""
    text_sha: str = ""


async def _make(newsroom: Newsroom, article_id: int) -> _Made | None:
    article = await newsroom.database.reading(articles.get, article_id)
    if article is None:
        return None
    if article.body is not None:
        version = annotator.VERSION
        if await newsroom.database.reading(annotated.current, article_id, article.text_sha, version):
            return None
        annotation = await newsroom.offload.run(prepare.annotate_body, article.body, article.language)
        return _Made(article.body, annotation, None, article.text_sha)
    packed = await newsroom.database.reading(bodies.packed, article_id)
    if packed is None:
        return None
    try:
        body, annotation = await made_from(newsroom, packed, article.language)
    except FormatError as error:
        # Said in the article's place, and not tried again each time it comes into sight.
        body, annotation = Body("", (), notices=(error.message,)), Annotation(annotator.VERSION)
    return _Made(body, annotation, packed)


async def _store(newsroom: Newsroom, article_id: int, made: _Made) -> None:
    body, annotation, packed, text_sha = made
    if packed is None:
        await newsroom.database.storing(_save_annotation, article_id, annotation, text_sha, newsroom)
    else:
        await newsroom.database.storing(_save_unless_turned, packed, body, annotation, newsroom)


async def made_from(newsroom: Newsroom, packed: bodies.PackedBody, language: str) -> tuple[Body, Annotation]:
    """Return the text and annotation of an article's HTML."""
    body, annotation = await newsroom.offload.run(
        prepare.complete, packed.html, packed.base_url, packed.is_trusted, language
    )
    return _noticed(body, packed), annotation


def _noticed(body: Body, packed: bodies.PackedBody) -> Body:
    return body._replace(notices=packed.notices + body.notices)


def save(
    connection: sqlite3.Connection, article_id: int, body: Body, annotation: Annotation, newsroom: Newsroom
) -> None:
    """Store an article's text and annotation."""
    text_sha = bodies.save(connection, article_id, body)
    _save_annotation(connection, article_id, annotation, text_sha, newsroom)


def _save_unless_turned(
    connection: sqlite3.Connection,
    packed: bodies.PackedBody,
    body: Body,
    annotation: Annotation,
    newsroom: Newsroom,
) -> None:
    # Meanwhile the article's page may have come, or the reader may have turned to the other text.
    if bodies.is_made_from_page(connection, packed.article_id) is packed.is_page:
        save(connection, packed.article_id, body, annotation, newsroom)


def _save_annotation(
    connection: sqlite3.Connection, article_id: int, annotation: Annotation, text_sha: str, newsroom: Newsroom
) -> None:
    annotated.save(connection, article_id, annotation, text_sha, newsroom.clock())
    if corrections.of(connection, article_id):
        correct.index(connection, article_id)
