"""What bounds how long articles are kept; light, because every refresh asks whether anything does."""

from __future__ import annotations

from tuinews.newsroom import Newsroom
from tuinews.store import retention
from tuinews.store.retention import Rules


def rules_of(newsroom: Newsroom) -> Rules:
    """Return what the configuration keeps."""
    config = newsroom.config
    return Rules(
        config.retention_days,
        config.retention_articles,
        config.retention_feed_mb,
        config.retention_total_mb,
        config.retention_unread,
    )


def is_anything_bounded(newsroom: Newsroom) -> bool:
    """Return whether a rule, for all feeds or of one, may let articles go."""
    return newsroom.database.read(retention.has_bounds, rules_of(newsroom))
