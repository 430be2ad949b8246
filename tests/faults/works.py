"""The kinds of writing that are killed in the middle, each as the program does it, and what each has promised.

A work says beforehand what it is about to make true (`intend`) and afterwards that it is (`acknowledge`): a value that
a query gives. What was acknowledged has to be there after the kill; what was only intended may be.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import resource
import signal
import sqlite3
from collections.abc import AsyncIterator, Callable, Mapping
from datetime import timedelta
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from tests.documents import feed_document
from tests.newsstand import Item, rss
from tests.ui.frame.newsdesk import NOW, open_archive, stock
from tuinews.errors import StoreError
from tuinews.model.annotations import SpeakerType
from tuinews.model.scopes import Scope
from tuinews.model.subscriptions import OtherOutline, SmartFolder, Subscription, SubscriptionList
from tuinews.newsroom import (
    Newsroom,
    back_up,
    complete,
    correct,
    curate,
    expire,
    index_people,
    mark,
    read,
    shelve,
    subscribe,
)
from tuinews.newsroom.examine_archive import examine, repair
from tuinews.newsroom.gather_stories import gather_stories
from tuinews.newsroom.ingest import refresh_feed
from tuinews.store import compacting, feeds
from tuinews.store.database import open_database

FIRST_SCHEMA: Final = Path(__file__).parents[1] / "unit" / "store" / "schemas" / "1.sql"
TEXT: Final = "The ferry sailed again. “People had begun to bake,” said Captain Ruth Adeyemi. Adeyemi smiled."
ARTICLES: Final = 30


class Promises:
    """Tells another process what is about to hold and what holds."""

    def __init__(self, pipe: int) -> None:
        self._pipe = pipe

    def keep(self, key: str, sql: str, value: object, act: Callable[[], object]) -> None:
        """Do something after which a query gives a value."""
        self._say("intend", key, sql, value)
        act()
        self._say("acknowledge", key, sql, value)

    def _say(self, what: str, key: str, sql: str, value: object) -> None:
        os.write(self._pipe, (json.dumps([what, key, sql, value]) + "\n").encode())


Work = Callable[[Path, Promises], None]


def prepare(home: Path) -> None:
    """Fill a home that every work begins with."""
    newsroom = open_archive(home, retention_articles=25, retention_unread=True)
    stock(newsroom, "Courier", [], url="https://courier.example/feed")
    _refresh(newsroom, 0)
    ids = _ids(newsroom)
    asyncio.run(_all(complete.complete(newsroom, ids[:4])))
    asyncio.run(curate.keep_smart_folder(newsroom, SmartFolder(0, "Ferries", "ferry")))
    for number in range(3):
        asyncio.run(mark.mark(newsroom, ids[number : number + 1], "later", True))
    newsroom.close()
    back_up.back_up(newsroom.paths.archive, str(home / "tuinews-kept.db"), lambda: NOW)


def _open(home: Path) -> Newsroom:
    return open_archive(home, retention_articles=25, retention_unread=True)


async def _all(events: AsyncIterator[object]) -> None:
    async for _ in events:
        pass


def _ids(newsroom: Newsroom) -> list[int]:
    return newsroom.database.read(
        lambda c: [row[0] for row in c.execute("SELECT id FROM articles WHERE is_gone = 0 ORDER BY id DESC")]
    )


def _feed(turn: int) -> bytes:
    items = [
        Item(f"Ferry {serial}", f"<p>{TEXT}</p><p>Day {turn}.</p>", guid=f"g{serial}", url=f"https://c.example/{serial}",
             published=NOW - timedelta(hours=200 - serial))
        for serial in range(turn * 5, turn * 5 + ARTICLES)
    ]  # fmt: skip
    return rss("Courier", items)


def _refresh(newsroom: Newsroom, turn: int) -> None:
    feed = newsroom.database.read(feeds.by_url, "https://courier.example/feed")
    assert feed is not None
    document = feed_document(_feed(turn), url=feed.url)
    asyncio.run(refresh_feed(newsroom, feed, None, document=document))  # type: ignore[arg-type]


def refreshes(home: Path, promises: Promises) -> None:
    """Store what feeds say, with articles that are new and articles that changed."""
    newsroom = _open(home)
    for turn in range(1, 5):
        top = turn * 5 + ARTICLES - 1
        sql = f"SELECT count(*) FROM articles JOIN bodies ON article_id = id WHERE guid = 'g{top}'"
        promises.keep(f"refresh {turn}", sql, 1, lambda turn=turn: _refresh(newsroom, turn))  # type: ignore[misc]
    newsroom.close()


def marks(home: Path, promises: Promises) -> None:
    """Star, keep for later, read, tag, archive and delete one article after the other."""
    newsroom = _open(home)
    ids = _ids(newsroom)
    changes: list[tuple[str, str, object, Callable[[int], Any]]] = [
        ("is_starred", "articles WHERE id = {}", 1, lambda one: mark.mark(newsroom, (one,), "starred", True)),
        ("is_read", "articles WHERE id = {}", 1, lambda one: mark.mark(newsroom, (one,), "read", True)),
        ("count(*)", "article_tags WHERE article_id = {} AND tag = 'work'", 1,
         lambda one: shelve.tag(newsroom, (one,), "work", True)),
        ("position", "articles WHERE id = {}", 7.0, lambda one: read.save_position(newsroom, one, 7.0)),
    ]  # fmt: skip
    for one in ids[:8]:
        for column, source, value, change in changes:
            key = f"{column} {one}"
            sql = f"SELECT {column} FROM {source.format(one)}"
            promises.keep(key, sql, value, lambda c=change, one=one: asyncio.run(c(one)))  # type: ignore[misc]
    sql = f"SELECT is_gone <> 0 FROM articles WHERE id = {ids[9]}"
    promises.keep("delete", sql, 1, lambda: asyncio.run(shelve.delete(newsroom, (ids[9],))))
    newsroom.close()


def undoing(home: Path, promises: Promises) -> None:
    """Mark all read, then undo and do again, several times."""
    newsroom = _open(home)
    unread = "SELECT count(*) FROM articles WHERE is_read = 0 AND is_gone = 0"
    before = newsroom.database.read(lambda c: c.execute(unread).fetchone()[0])
    promises.keep("read", unread, 0, lambda: asyncio.run(mark.mark_scope_read(newsroom, Scope())))
    for _ in range(4):
        promises.keep("read", unread, before, lambda: asyncio.run(mark.undo(newsroom)))
        promises.keep("read", unread, 0, lambda: asyncio.run(mark.redo(newsroom)))
    newsroom.close()


def annotation(home: Path, promises: Promises) -> None:
    """Make texts, people and quotes."""
    newsroom = _open(home)
    for one in _ids(newsroom)[4:12]:
        sql = f"SELECT people, quotes FROM articles WHERE id = {one}"
        act = complete.complete(newsroom, (one,))
        promises.keep(f"annotation {one}", sql, [1, 1], lambda act=act: asyncio.run(_all(act)))  # type: ignore[misc]
    newsroom.close()


def corrections(home: Path, promises: Promises) -> None:
    """Correct who speaks."""
    newsroom = _open(home)
    for turn, one in enumerate(_ids(newsroom)[:4]):
        reading = asyncio.run(read.load(newsroom, one))
        assert reading is not None
        sql = f"SELECT count(*) FROM corrections WHERE article_id = {one}"
        act = correct_quote(newsroom, reading, turn)
        promises.keep(f"correction {one}", sql, 1, lambda act=act: asyncio.run(act))  # type: ignore[misc]
    newsroom.close()


def correct_quote(newsroom: Newsroom, reading: Any, turn: int) -> Any:
    """Return the use case that corrects the first quote of an article."""
    return correct.set_other_speaker(newsroom, reading, 0, f"Somebody {turn}", SpeakerType.PERSON)


def imports(home: Path, promises: Promises) -> None:
    """Take over lists of feeds: each whole or not at all."""
    newsroom = _open(home)
    for turn in range(4):
        feeds_of = tuple(Subscription(f"https://{turn}.example/{n}", folder=("F", str(turn))) for n in range(40))
        also = tuple(OtherOutline(("G", str(turn)), 40, feed.url) for feed in feeds_of[:10])
        sql = (
            f"SELECT count(*) + (SELECT count(*) FROM outlines o JOIN feeds p ON p.id = o.feed_id "
            f"WHERE p.url LIKE 'https://{turn}.example/%') FROM feeds WHERE url LIKE 'https://{turn}.example/%'"
        )
        act = subscribe.import_list(newsroom, SubscriptionList("", feeds_of, others=also))
        promises.keep(f"import {turn}", sql, 50, lambda act=act: asyncio.run(act))  # type: ignore[misc]
    newsroom.close()


def vacuum(home: Path, promises: Promises) -> None:
    """Let old articles go, forget them, and write the file anew."""
    newsroom = _open(home)

    async def go() -> None:
        await expire.let_go(newsroom, (await expire.look(newsroom)).plan)
        await _all(expire.forget_deleted(newsroom))

    starred = _ids(newsroom)[-1]
    sql = f"SELECT is_starred FROM articles WHERE id = {starred}"
    promises.keep("star", sql, 1, lambda: asyncio.run(mark.mark(newsroom, (starred,), "starred", True)))
    left = len(_ids(newsroom)) - asyncio.run(expire.look(newsroom)).plan.articles
    assert left < ARTICLES
    count = "SELECT count(*) FROM articles WHERE is_gone = 0"
    promises.keep("vacuum", count, left, lambda: asyncio.run(go()))
    promises.keep("vacuum", count, left, lambda: asyncio.run(_all(expire.compact(newsroom))))
    newsroom.close()


def migration(home: Path, promises: Promises) -> None:
    """Bring an archive of the first version up to the present one."""
    sql = "SELECT is_starred FROM articles WHERE title = 'Old 7'"
    promises.keep("upgrade", sql, 1, open_database(home / "data" / "tuinews.db").close)


def gathering(home: Path, promises: Promises) -> None:
    """Put articles into their stories, and index the people in them."""
    newsroom = _open(home)
    _refresh(newsroom, 3)
    waiting = "SELECT count(*) FROM articles WHERE guid = 'g44'"
    promises.keep("new", waiting, 1, lambda: asyncio.run(_all(gather_stories(newsroom))))
    asyncio.run(_all(complete.complete(newsroom, _ids(newsroom)[:6])))
    promises.keep("new", waiting, 1, lambda: asyncio.run(_all(index_people.index_people(newsroom))))
    newsroom.close()


def starving(home: Path, promises: Promises) -> None:
    """Refresh on a disk that is full, mark there what can be marked, and go on when there is room again."""
    newsroom = _open(home)
    journal = newsroom.paths.archive.with_name("tuinews.db-wal")
    ids = _ids(newsroom)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    unbounded = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    for turn in range(1, 4):
        starred = f"SELECT is_starred FROM articles WHERE id = {ids[turn]}"
        with contextlib.suppress(StoreError):
            star = mark.mark(newsroom, (ids[turn],), "starred", True)
            promises.keep(f"star {turn}", starred, 1, lambda star=star: asyncio.run(star))  # type: ignore[misc]
        # What is committed goes to the end of this file first.
        resource.setrlimit(resource.RLIMIT_FSIZE, (journal.stat().st_size + turn * 20_000, unbounded))
        with contextlib.suppress(StoreError):
            _refresh(newsroom, turn)
        later = f"SELECT is_later FROM articles WHERE id = {ids[turn + 5]}"
        with contextlib.suppress(StoreError):
            keep = mark.mark(newsroom, (ids[turn + 5],), "later", True)
            promises.keep(f"later {turn}", later, 1, lambda keep=keep: asyncio.run(keep))  # type: ignore[misc]
        resource.setrlimit(resource.RLIMIT_FSIZE, (unbounded, unbounded))
        top = turn * 5 + ARTICLES - 1
        stored = f"SELECT count(*) FROM articles WHERE guid = 'g{top}'"
        promises.keep(f"refresh {turn}", stored, 1, lambda turn=turn: _refresh(newsroom, turn))  # type: ignore[misc]
    newsroom.close()


def jumping(home: Path, promises: Promises) -> None:
    """Refresh, mark and look what is too old, while the clock jumps by years and back."""
    for turn, years in enumerate((10, -10, 0), 1):
        newsroom = _open(home)._replace(clock=lambda years=years: NOW + timedelta(days=365 * years))
        there = "SELECT count(*) FROM articles WHERE is_gone = 0"
        promises.keep("there", there, ARTICLES + turn * 5, partial(_refresh, newsroom, turn))
        act = expire.after_refresh(newsroom)
        promises.keep("there", there, ARTICLES + turn * 5, lambda act=act: asyncio.run(act))  # type: ignore[misc]
        one = _ids(newsroom)[turn + 10]
        star = mark.mark(newsroom, (one,), "starred", True)
        sql = f"SELECT is_starred FROM articles WHERE id = {one}"
        promises.keep(f"star {one}", sql, 1, lambda star=star: asyncio.run(star))  # type: ignore[misc]
        newsroom.close()


def restoring(home: Path, promises: Promises) -> None:
    """Put a backup back, twice, and back up in between."""
    archive = home / "data" / "tuinews.db"
    sql = "SELECT count(*) FROM articles WHERE is_starred = 1"
    newsroom = _open(home)
    star = _ids(newsroom)[:1]
    promises.keep("star", sql, 1, lambda: asyncio.run(mark.mark(newsroom, star, "starred", True)))
    newsroom.close()
    target = home / "tuinews-mine.db"
    promises.keep("star", sql, 1, lambda: back_up.back_up(archive, str(target), lambda: NOW))
    promises.keep("star", sql, 0, lambda: back_up.restore(archive, str(home / "tuinews-kept.db"), lambda: NOW))
    promises.keep("star", sql, 1, lambda: back_up.restore(archive, str(target), lambda: NOW))


def repairing(home: Path, promises: Promises) -> None:
    """Save what can be read of a damaged archive."""
    archive = home / "data" / "tuinews.db"
    sql = "SELECT count(*) FROM articles WHERE is_later = 1"
    promises.keep("later", sql, 3, lambda: repair(archive, NOW))
    promises.keep("later", sql, 3, lambda: examine(archive))


WORKS: Final[Mapping[str, Work]] = MappingProxyType(
    {
        "refresh": refreshes,
        "marks": marks,
        "undo": undoing,
        "annotation": annotation,
        "corrections": corrections,
        "import": imports,
        "vacuum": vacuum,
        "first vacuum": vacuum,
        "stories": gathering,
        "full disk": starving,
        "clock": jumping,
        "migration": migration,
        "restore": restoring,
        "repair": repairing,
    }
)
"""Every kind of writing by its name; a new kind is killed as soon as it stands here."""


def without_steps(archive: Path) -> None:
    """Make an archive one that was made before its holes could be given back in steps."""
    with contextlib.closing(sqlite3.connect(archive, isolation_level=None)) as connection:
        connection.execute("PRAGMA auto_vacuum = NONE")
        connection.execute("VACUUM")
        assert not compacting.gives_back_in_steps(connection)


def old_archive(archive: Path) -> None:
    """Put an archive of the first version in the place of the present one."""
    for part in archive.parent.glob("tuinews*"):
        part.unlink()
    connection = sqlite3.connect(archive)
    connection.executescript(FIRST_SCHEMA.read_text(encoding="utf-8"))
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("INSERT INTO feeds (id, url, added_at) VALUES (1, 'https://courier.example/feed', 0)")
    for one in range(1, 60):
        connection.execute(
            "INSERT INTO articles (id, feed_id, identity, sort_at, title, added_at, content_sha, is_starred) "
            "VALUES (?, 1, ?, ?, ?, 0, x'00', ?)", (one, bytes([one]), one, f"Old {one}", one == 7),
        )  # fmt: skip
        connection.execute(
            "INSERT INTO bodies (article_id, packed, text, text_sha) VALUES (?, x'789c030000000001', ?, 'x')",
            (one, TEXT * 5),
        )
    connection.execute("PRAGMA user_version = 1")
    connection.commit()
    connection.close()
