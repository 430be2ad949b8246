"""The first start: a Welcome feed to read, newsboat's list to take over, a starter set to choose from."""

from __future__ import annotations

import contextlib
import importlib.resources
import os
import re
import sqlite3
from datetime import datetime, timedelta
from pathlib import Path

from tuinews.errors import UnstoredError
from tuinews.model.entries import Entry, FeedInfo
from tuinews.model.subscriptions import Subscription
from tuinews.newsroom import Newsroom
from tuinews.newsroom.prepare import make_draft
from tuinews.newsroom.read import has_welcome
from tuinews.store import feeds, saving

_WELCOME_ORDER = ("first-light", "who-speaks", "your-own-feeds")


def ensure_welcome(newsroom: Newsroom) -> None:
    """Put the Welcome feed into an archive that has never had one; one that the user removed stays away.

    Where nothing can be stored now, what there is can still be read, and the next start brings it.
    """
    if not has_welcome(newsroom):
        with contextlib.suppress(UnstoredError):
            newsroom.database.write(_add_welcome, newsroom)


def newsboat_urls() -> tuple[str, int] | None:
    """Return the path of the user's newsboat urls file and how many feeds it lists; None when there is none."""
    for path in _newsboat_places("urls"):
        try:
            lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            continue
        count = sum(line.lstrip().startswith(("http://", "https://")) for line in lines)
        if count:
            return str(path), count
    return None


def newsboat_file(name: str) -> Path | None:
    """Return the path of one of the user's newsboat files by its name; None when there is none."""
    return next((path for path in _newsboat_places(name) if path.is_file()), None)


def _newsboat_places(name: str) -> tuple[Path, ...]:
    config_home = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    return Path(config_home, "newsboat", name), Path.home() / ".newsboat" / name


def _add_welcome(connection: sqlite3.Connection, newsroom: Newsroom) -> None:
    now = newsroom.clock()
    feed_id = feeds.ensure_builtin(connection, feeds.WELCOME_URL, now)
    feeds.describe(connection, feed_id, FeedInfo(title="Welcome"))
    drafts = tuple(make_draft(entry, "") for entry in welcome_entries(now))
    saving.save_drafts(connection, feed_id, drafts, now)


def welcome_entries(now: datetime) -> tuple[Entry, ...]:
    """Return the articles of the Welcome feed as of `now`, the one to read first in front."""
    folder = importlib.resources.files("tuinews.newsroom") / "welcome"
    entries = []
    for position, name in enumerate(_WELCOME_ORDER):
        html = (folder / f"{name}.html").read_text(encoding="utf-8")
        head = re.match(r"<h1>(.*?)</h1>\s*<address>(.*?)</address>\s*", html)
        assert head is not None
        entries.append(
            Entry(
                guid=f"tuinews:welcome/{name}",
                title=head[1],
                authors=(head[2],),
                published=now - timedelta(minutes=position),
                content_html=html[head.end() :],
                language="en",
            )
        )
    return tuple(entries)


def _starter(folder: str, title: str, url: str, site: str) -> Subscription:
    return Subscription(url, title=title, site_url=site, folder=(folder,))


STARTER_SET: tuple[Subscription, ...] = (
    _starter(
        "World", "BBC News World", "https://feeds.bbci.co.uk/news/world/rss.xml", "https://www.bbc.co.uk/news/world"
    ),
    _starter(
        "World", "The Guardian World", "https://www.theguardian.com/world/rss", "https://www.theguardian.com/world"
    ),
    _starter("World", "Al Jazeera", "https://www.aljazeera.com/xml/rss/all.xml", "https://www.aljazeera.com"),
    _starter("World", "Deutsche Welle", "https://rss.dw.com/rdf/rss-en-all", "https://www.dw.com/en"),
    _starter("World", "NPR News", "https://feeds.npr.org/1001/rss.xml", "https://www.npr.org"),
    _starter(
        "Technology", "Ars Technica", "https://feeds.arstechnica.com/arstechnica/index", "https://arstechnica.com"
    ),
    _starter("Technology", "LWN.net", "https://lwn.net/headlines/newrss", "https://lwn.net"),
    _starter("Science", "Quanta Magazine", "https://api.quantamagazine.org/feed/", "https://www.quantamagazine.org"),
    _starter("Science", "Nature News", "https://www.nature.com/nature.rss", "https://www.nature.com"),
)
"""Outlets to tick at the first start; nothing of it is fetched before the user says so."""
