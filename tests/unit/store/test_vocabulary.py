"""The names that queries are completed with."""

from __future__ import annotations

from tests.unit.store.conftest import NOW

from tuinews.model.subscriptions import Subscription
from tuinews.store import feeds, vocabulary
from tuinews.store.database import Database


def test_the_tags_of_feeds_complete_a_query_as_those_of_articles_do(database: Database) -> None:
    wanted = Subscription("https://a.example/feed", title="Harbour News", tags=("sea", "local"))
    database.write(feeds.add, wanted, NOW)

    known = database.read(vocabulary.known)

    assert (set(known.tags), known.feeds) == ({"sea", "local"}, ("Harbour News",))
