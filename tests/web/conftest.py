"""What the tests of fetching share: a client with small bounds, no pauses and a clock that stands still."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pytest
from tests.web.watch import Watch

from tuinews.config import Config
from tuinews.errors import FetchError
from tuinews.fetch.http import HttpClient
from tuinews.fetch.journey import NO_VALIDATORS
from tuinews.fetch.limits import Limits
from tuinews.fetch.politeness import Politeness
from tuinews.model.sources import Document, Source, SourceKind, Validators
from tuinews.newsroom import Newsroom
from tuinews.newsroom.offload import InlineOffload
from tuinews.newsroom.opening import open_newsroom
from tuinews.paths import find_paths

NOON: Final = datetime(2026, 11, 20, 12, tzinfo=UTC)
SMALL: Final = Limits(max_wire_bytes=20_000, max_body_bytes=40_000, max_page_bytes=10_000)


def make_client(limits: Limits = SMALL, *, gap_s: float = 0.0) -> HttpClient:
    """Return a client that never pauses and always thinks it is noon."""
    return HttpClient(limits, politeness=Politeness(gap_s), clock=lambda: NOON)


@pytest.fixture
async def client() -> AsyncIterator[HttpClient]:
    """A client with small bounds."""
    async with make_client() as opened:
        yield opened


def feed_at(url: str) -> Source:
    """Return the source of a feed."""
    return Source(SourceKind.FEED, url)


async def get(client: HttpClient, url: str, validators: Validators = NO_VALIDATORS) -> Document:
    """Fetch what must be there."""
    document = await client.get(feed_at(url), validators)
    assert isinstance(document, Document)
    return document


async def failure(client: HttpClient, url: str) -> FetchError:
    """Fetch what must fail, and return the error."""
    with pytest.raises(FetchError) as caught:
        await client.get(feed_at(url))
    return caught.value


@pytest.fixture
def clock() -> Watch:
    """Noon, until the test says otherwise."""
    return Watch()


@pytest.fixture
def newsroom(tmp_path: Path, clock: Watch) -> Iterator[Newsroom]:
    """An empty newsroom whose clock the test sets."""
    opened = open_newsroom(find_paths(str(tmp_path)), Config(fetch_host_gap_s=0.0), InlineOffload(), clock=clock)
    yield opened
    opened.close()
