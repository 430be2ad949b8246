"""A real archive in a folder of its own, and drafts to put into it."""

import hashlib
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tuinews.model.entries import Draft, Entry
from tuinews.model.subscriptions import Feed, Subscription
from tuinews.store import feeds
from tuinews.store.database import Database, open_database

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(tmp_path / "tuinews.db")
    yield opened
    opened.close()


@pytest.fixture
def feed(database: Database) -> Feed:
    return database.write(feeds.add, Subscription("http://example.org/feed"), NOW)[0]


def make_draft(guid: str, title: str = "A title", published: datetime | None = NOW, html: str = "<p>Text</p>") -> Draft:
    return Draft(
        identity=hashlib.blake2b(guid.encode(), digest_size=16).digest(),
        content_sha=hashlib.blake2b((title + html).encode(), digest_size=16).digest(),
        entry=Entry(guid=guid, url=f"http://example.org/{guid}", title=title, published=published),
        snippet="Text",
        packed=zlib.compress(html.encode()),
    )


@pytest.fixture
def draft() -> Callable[..., Draft]:
    return make_draft
