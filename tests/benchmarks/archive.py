"""Make an archive of many articles, through the same functions a refresh uses.

usage: python -m tests.benchmarks.archive HOME [--feeds 1000] [--entries 100]

The articles are made of a few hundred words put together at random from one seed, so two runs give the same archive.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tuinews.model import Entry, FeedInfo, Subscription
from tuinews.newsroom.prepare import make_draft
from tuinews.store import feeds, saving
from tuinews.store.database import open_database

NEWEST = datetime(2026, 11, 20, 12, tzinfo=UTC)
_PEOPLE = ("Amina Haddad", "Piet van der Berg", "Grace Oyelaran", "Hugh Penrose", "Noor Rahman", "Tomás Okafor")
_SAYINGS = ("We will have an answer by the end of the month.", "It is tired, not dangerous.", "I would like to know.")
_TEXT = """the council on Thursday delayed a vote over bridge costs after residents asked for quiet and an engineer
reported that traffic could cross safely for years while buses schools shops and farms along both banks wait"""
_WORDS = tuple(_TEXT.split())


def article_html(chance: random.Random) -> str:
    """Return an article of about 300 words with a few people and quotes."""
    paragraphs = []
    for _ in range(6):
        words = " ".join(chance.choice(_WORDS) for _ in range(40)).capitalize()
        paragraphs.append(f"<p>{words}.</p><p>“{chance.choice(_SAYINGS)}” {chance.choice(_PEOPLE)} said.</p>")
    return "".join(paragraphs)


def make_archive(home: Path, feed_count: int, entry_count: int) -> None:
    """Fill the archive of a home folder."""
    chance = random.Random(7)
    database = open_database(home / "data" / "tuinews.db")
    for number in range(feed_count):
        drafts = []
        for position in range(entry_count):
            key = f"{number}.{position}"
            title = " ".join(chance.choice(_WORDS) for _ in range(9)).capitalize()
            entry = Entry(
                guid=f"tag:bench,2026:{key}",
                url=f"http://127.0.1.1/article/{key}",
                title=f"{title} [{key}]",
                authors=(f"Reporter {position % 7}",),
                published=NEWEST - timedelta(minutes=37 * position + number),
                content_html=article_html(chance),
            )
            drafts.append(make_draft(entry, entry.url))

        def save(connection: sqlite3.Connection, number: int = number, drafts: tuple = tuple(drafts)) -> None:  # type: ignore[type-arg]
            subscription = Subscription(f"http://127.0.1.1/f{number}.xml", folder=("Bench",))
            feed, _ = feeds.add(connection, subscription, NEWEST)
            feeds.describe(connection, feed.id, FeedInfo(title=f"Feed {number}"))
            saving.save_drafts(connection, feed.id, drafts, NEWEST)
            connection.execute("UPDATE feeds SET next_refresh_at = 4102444800")  # nothing is due before 2100

        database.write(save)
    database.close()


def main() -> None:
    """Make the archive and say how long it took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("home", type=Path)
    parser.add_argument("--feeds", type=int, default=1000)
    parser.add_argument("--entries", type=int, default=100)
    options = parser.parse_args()
    started = time.perf_counter()
    make_archive(options.home, options.feeds, options.entries)
    print(f"{options.feeds * options.entries:,} articles in {time.perf_counter() - started:.1f} s")


if __name__ == "__main__":
    main()
