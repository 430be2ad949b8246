"""An article to be corrected, and how it is shown then."""

from __future__ import annotations

from datetime import UTC, datetime

from tuinews.model.annotations import (
    Annotation,
    Person,
    Speaker,
)
from tuinews.model.articles import Reading
from tuinews.model.entries import Entry
from tuinews.model.subscriptions import Subscription
from tuinews.newsroom import Newsroom, complete, read
from tuinews.newsroom.prepare import make_draft
from tuinews.store import feeds, saving

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
STORY = (
    "“We lost the piano first, then the floor,” said Ana Petrović, who runs the bakery. “No minute records such a "
    "promise,” Tomasz Lindqvist said. “I have read them all,” he added. Petrović shook her head."
)


async def stock(newsroom: Newsroom, text: str = STORY) -> int:
    """Put an article into the archive and have it read for people; return its id."""
    feed, _ = newsroom.database.write(feeds.add, Subscription("http://example.org/feed"), NOW)
    draft = make_draft(Entry(guid="1", title="The river", published=NOW, content_html=f"<p>{text}</p>"), "")
    added, updated = newsroom.database.write(saving.save_drafts, feed.id, (draft,), NOW)
    (article_id,) = added or updated
    await complete.complete_one(newsroom, article_id)
    return article_id


async def shown(newsroom: Newsroom, article_id: int) -> tuple[Reading, Annotation, str]:
    reading = await read.load(newsroom, article_id)
    assert reading is not None
    assert reading.annotation is not None
    assert reading.article.body is not None
    return reading, reading.annotation, reading.article.body.text


def quote_of(annotation: Annotation, text: str, words: str) -> int:
    return next(i for i, quote in enumerate(annotation.quotes) if words in text[quote.start : quote.end])


def person_of(annotation: Annotation, name: str) -> Person:
    return next(person for person in annotation.people if person.name == name)


def speaker_of(annotation: Annotation, text: str, words: str) -> Speaker | None:
    return annotation.quotes[quote_of(annotation, text, words)].speaker
