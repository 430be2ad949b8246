"""An archive with articles whose text, people and quotes are known."""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from datetime import UTC, datetime, timedelta

from tuinews.model.annotations import Annotation, Certainty, How, Mention, Person, Quote, Speaker, SpeakerType
from tuinews.model.bodies import Block, BlockKind, Body
from tuinews.model.entries import Draft, Entry
from tuinews.model.subscriptions import Subscription
from tuinews.query import parse
from tuinews.store import annotated, articles, bodies, feeds, saving, story_queue
from tuinews.store.database import Database
from tuinews.store.matching import Matcher, whereabouts

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TODAY = NOW.astimezone().replace(hour=0, minute=0, second=0, microsecond=0)


def add(
    database: Database,
    title: str,
    text: str | None = None,
    *,
    feed: str = "Courier",
    folder: tuple[str, ...] = (),
    author: str = "",
    days_ago: float = 1,
    snippet: str = "",
    people: tuple[str, ...] = (),
    said: tuple[tuple[str, str], ...] = (),
    language: str = "en",
    tags: tuple[str, ...] = (),
) -> int:
    """Put an article into the archive and return its id; `said` holds speakers with words of the text."""
    draft = Draft(
        identity=hashlib.blake2b(title.encode(), digest_size=16).digest(),
        content_sha=b"1",
        entry=Entry(
            guid=title,
            title=title,
            authors=(author,) if author else (),
            published=NOW - timedelta(days=days_ago),
            language=language,
        ),
        snippet=snippet or (text or "")[:80],
        packed=zlib.compress(f"<p>{text}</p>".encode("utf-8", "replace")),
    )

    def store(connection: sqlite3.Connection) -> int:
        wanted = Subscription(f"http://example.org/{feed}", title=feed, folder=folder, tags=tags)
        found, _ = feeds.add(connection, wanted, NOW)
        (article_id,), _ = saving.save_drafts(connection, found.id, (draft,), NOW - timedelta(days=days_ago))
        story_queue.place_next(connection, NOW, 1)
        return article_id

    article_id = database.write(store)
    if text is not None:
        complete(database, article_id, text, people=people, said=said)
    return article_id


def complete(
    database: Database,
    article_id: int,
    text: str,
    *,
    people: tuple[str, ...] = (),
    said: tuple[tuple[str, str], ...] = (),
) -> None:
    """Give an article its text, people and quotes."""
    names = tuple(dict.fromkeys(people))
    annotation = Annotation(
        1,
        tuple(Person(name) for name in names),
        tuple(Mention(text.index(name), text.index(name) + len(name), place) for place, name in enumerate(names)),
        tuple(_quote(text, speaker, words) for speaker, words in said),
    )

    def store(connection: sqlite3.Connection) -> None:
        text_sha = bodies.save(connection, article_id, Body(text, (Block(BlockKind.PARAGRAPH, 0, len(text)),)))
        annotated.save(connection, article_id, annotation, text_sha, NOW)
        story_queue.place_next(connection, NOW, 1)

    database.write(store)


def _quote(text: str, speaker: str, words: str) -> Quote:
    start = text.index(words)
    who = Speaker(speaker, SpeakerType.PERSON, How.EXPLICIT, Certainty.CERTAIN) if speaker else None
    return Quote(start, start + len(words), speaker=who)


def matching(database: Database, query: str, *, is_single: bool = False) -> list[str]:
    """Return the titles of the articles that a query matches, in order of their ids."""
    node = parse(query)

    def find(connection: sqlite3.Connection) -> list[str]:
        condition = Matcher(connection, TODAY, is_single=is_single).condition(node)
        places = ", ".join(map(str, whereabouts(node)))
        rows = connection.execute(
            f"SELECT a.id FROM articles a WHERE a.is_gone IN ({places}) AND ({condition.sql}) ORDER BY a.id",
            condition.values,
        )
        ids = [row[0] for row in rows]
        found = articles.rows(connection, ids)
        return [found[article_id].title for article_id in ids]

    return database.read(find)
