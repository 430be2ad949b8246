"""The subscriptions, for commands that name some of them."""

from __future__ import annotations

from tuinews.model.subscriptions import Feed
from tuinews.newsroom import Newsroom
from tuinews.store import feeds


def every_feed(newsroom: Newsroom) -> tuple[Feed, ...]:
    """Return the subscriptions in the user's order, the hidden ones last."""
    return newsroom.database.read(feeds.with_hidden)
