"""Make an archive of many articles, through the same functions a refresh uses.

usage: python -m tests.benchmarks.archive HOME [--feeds 1000] [--entries 100]
       python -m tests.benchmarks.archive HOME --corpora FOLDER [--articles 100000]

Without corpora the articles are made of a few hundred words put together at random. With them they are put together
from paragraphs of real articles, spread over two years and 400 feeds in 25 folders, all with text, people and quotes.
Both go from one seed, so two runs give the same archive.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.benchmarks.corpus import Corpus, Made
from tuinews.model.entries import Draft, Entry, FeedInfo
from tuinews.model.subscriptions import Subscription
from tuinews.newsroom.prepare import make_draft
from tuinews.store import annotated, bodies, feeds, packing, saving
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


_FEEDS = 400
_BATCH = 2000
_FOLDERS = ("World", "Politics", "Economy", "Science", "Culture")
_REGIONS = ("Africa", "Americas", "Asia", "Europe", "Oceania")


def make_archive_of_corpora(home: Path, corpora: Path, article_count: int, text_count: int) -> None:
    """Fill the archive of a home folder with articles put together from real ones."""
    chance = random.Random(7)
    corpus = Corpus(corpora, text_count, chance)
    database = open_database(home / "data" / "tuinews.db")
    feed_ids = database.write(_add_feeds)
    weights = [1 / (rank + 5) for rank in range(len(feed_ids))]
    step = timedelta(days=730) / article_count
    started = time.perf_counter()
    for first in range(0, article_count, _BATCH):
        batch: dict[int, list[tuple[Draft, Made]]] = {}
        for number in range(first, min(first + _BATCH, article_count)):
            published = NEWEST - timedelta(days=730) + number * step
            feed_id = chance.choices(feed_ids, weights)[0]
            batch.setdefault(feed_id, []).append(_draft(corpus.article(), number, published))
        database.write(_save_batch, batch, chance)
        done = first + _BATCH
        print(f"  {done:>9,}  {done / (time.perf_counter() - started):,.0f} a second", end="\r", file=sys.stderr)
    database.close()


def _add_feeds(connection: sqlite3.Connection) -> list[int]:
    ids = []
    for number in range(_FEEDS):
        folder = (_FOLDERS[number % 5], _REGIONS[number // 5 % 5])
        subscription = Subscription(f"http://127.0.1.1/c{number}.xml", folder=folder)
        feed, _ = feeds.add(connection, subscription, NEWEST)
        feeds.describe(connection, feed.id, FeedInfo(title=f"The {folder[1]} {folder[0]} Courier {number}"))
        ids.append(feed.id)
    connection.execute("UPDATE feeds SET next_refresh_at = 4102444800")
    return ids


def _draft(made: Made, number: int, published: datetime) -> tuple[Draft, Made]:
    entry = Entry(
        guid=f"tag:corpus,2026:{number}",
        url=f"http://127.0.1.1/article/{number}",
        title=made.title,
        authors=(made.author,),
        published=published,
        language="en",
        content_html=made.html,
    )
    draft = Draft(
        identity=number.to_bytes(16, "big"),
        content_sha=number.to_bytes(16, "big"),
        entry=entry._replace(content_html=""),
        snippet=made.body.text[:240].replace("\n", " "),
        packed=packing.pack(made.html.encode(), packing.FAST),
        base_url=entry.url,
    )
    return draft, made


def _save_batch(
    connection: sqlite3.Connection, batch: dict[int, list[tuple[Draft, Made]]], chance: random.Random
) -> None:
    for feed_id, pairs in batch.items():
        drafts = tuple(draft for draft, _ in reversed(pairs))
        added, _ = saving.save_drafts(connection, feed_id, drafts, pairs[-1][0].entry.published or NEWEST)
        for article_id, (_, made) in zip(added, pairs, strict=True):
            text_sha = bodies.save(connection, article_id, made.body)
            annotated.save(connection, article_id, made.annotation, text_sha, NEWEST)
        connection.executemany(
            "UPDATE articles SET is_read = ?, is_starred = ?, is_later = ? WHERE id = ?",
            [(chance.random() < 0.6, chance.random() < 0.02, chance.random() < 0.01, id_) for id_ in added],
        )


def main() -> None:
    """Make the archive and say how long it took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("home", type=Path)
    parser.add_argument("--feeds", type=int, default=1000)
    parser.add_argument("--entries", type=int, default=100)
    parser.add_argument("--corpora", type=Path, help="a folder with the people and quotes corpora")
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--texts", type=int, default=900, help="how many texts of the corpora are put together")
    options = parser.parse_args()
    started = time.perf_counter()
    if options.corpora:
        make_archive_of_corpora(options.home, options.corpora, options.articles, options.texts)
        print(f"{options.articles:,} articles in {time.perf_counter() - started:.1f} s")
        return
    make_archive(options.home, options.feeds, options.entries)
    print(f"{options.feeds * options.entries:,} articles in {time.perf_counter() - started:.1f} s")


if __name__ == "__main__":
    main()
