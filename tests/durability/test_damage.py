"""A damaged archive is told, never replaced, and mended as far as it can be, which is said."""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.durability.conftest import fill, spoil_index, titles

from tuinews.errors import StoreError
from tuinews.newsroom.examine_archive import examine, repair
from tuinews.store import feeds, integrity
from tuinews.store.database import open_database

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)


def doctor(home: Path, *words: str) -> dict[str, Any]:
    command = (sys.executable, "-m", "tuinews", "--data-dir", str(home), "doctor", "--json", *words)
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    found: dict[str, Any] = next(check for check in json.loads(done.stdout) if check["what"] == "archive")
    return found


def titles_in(connection: sqlite3.Connection) -> list[str]:
    return [title for (title,) in connection.execute("SELECT title FROM articles ORDER BY id")]


def break_pages(archive: Path, table: str, count: int = 1) -> None:
    """Write rubbish over some leaf pages of a table."""
    with contextlib.closing(sqlite3.connect(archive)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        size = connection.execute("PRAGMA page_size").fetchone()[0]
        root = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()[0]
    data = bytearray(archive.read_bytes())
    at = (root - 1) * size
    if data[at] == 5:  # an interior page: its children are the leaves
        cells = int.from_bytes(data[at + 3 : at + 5], "big")
        pointers = [int.from_bytes(data[at + 12 + 2 * n : at + 14 + 2 * n], "big") for n in range(cells)]
        leaves = [int.from_bytes(data[at + place : at + place + 4], "big") for place in pointers]
    else:
        leaves = [root]
    chance = random.Random(1)
    for page in leaves[:count]:
        data[(page - 1) * size : page * size] = chance.randbytes(size)
    archive.write_bytes(bytes(data))


def test_counts_that_are_out_of_step_are_made_anew_and_said(tmp_path: Path, archive: Path) -> None:
    with contextlib.closing(sqlite3.connect(archive)) as connection:
        connection.executescript("UPDATE counts SET n = 99; UPDATE feeds SET unread = 7 WHERE id = 1")

    found = doctor(tmp_path)

    assert found["is_well"]
    assert "counts of articles were out of step and have been made anew" in found["finding"]
    with contextlib.closing(open_database(archive)) as database:
        assert database.read(integrity.problems) == ()


def test_a_search_index_that_is_out_of_step_is_made_anew_and_said(tmp_path: Path, archive: Path) -> None:
    with contextlib.closing(sqlite3.connect(archive)) as connection:
        connection.execute("DELETE FROM search_data WHERE id > 10")
        connection.commit()

    assert "search index" in doctor(tmp_path)["finding"]
    assert examine(archive).mended == ()


def test_an_index_that_lacks_rows_is_made_anew_and_said(archive: Path) -> None:
    spoil_index(archive)

    found = examine(archive)

    assert "its indexes have been made anew" in found.mended
    assert found.left == ()


def test_rows_that_belong_to_nothing_are_told_and_taken_out_only_on_request(tmp_path: Path, archive: Path) -> None:
    with contextlib.closing(sqlite3.connect(archive)) as connection:
        connection.execute("INSERT INTO article_tags (tag, article_id) VALUES ('stray', 999)")
        connection.commit()

    assert "1 rows belong to others" in doctor(tmp_path)["finding"]
    assert not doctor(tmp_path)["is_well"]
    repaired = doctor(tmp_path, "--repair")

    assert repaired["is_well"]
    assert "a copy from before is" in repaired["finding"]
    assert titles(tmp_path) == {f"Story {feed}.{number}" for feed in range(2) for number in range(12)}


def test_articles_of_a_lost_feed_and_feeds_of_a_lost_folder_stay(tmp_path: Path, archive: Path) -> None:
    with contextlib.closing(sqlite3.connect(archive)) as connection:
        connection.execute("UPDATE feeds SET folder_id = 77 WHERE id = 2")
        connection.execute("DELETE FROM feeds WHERE id = 1")
        connection.commit()

    assert doctor(tmp_path, "--repair")["is_well"]

    with contextlib.closing(open_database(archive)) as database:
        rows = database.read(lambda c: c.execute("SELECT user_title, folder_id, total FROM feeds").fetchall())
        fetched = {feed.id: feed.next_refresh_at for feed in database.read(feeds.fetchable)}
    assert sorted(rows) == [("", None, 12), ("Recovered feed 1", None, 12)]
    assert fetched[1] == feeds.NEVER


@pytest.mark.parametrize("table", ["bodies", "articles"])
def test_of_a_damaged_file_all_that_can_be_read_is_saved(tmp_path: Path, table: str) -> None:
    archive = fill(tmp_path, feeds=3, articles=300)
    break_pages(archive, table)

    assert not doctor(tmp_path)["is_well"]
    repaired = doctor(tmp_path, "--repair")

    assert repaired["is_well"], repaired
    assert "articles were saved into a new archive" in repaired["finding"]
    assert len(titles(tmp_path)) > 800
    assert list(archive.parent.glob("tuinews-damaged-*.db"))
    with contextlib.closing(open_database(archive)) as database:
        assert database.read(integrity.problems) == ()
    assert examine(archive).mended == ()


def test_a_file_of_which_nothing_can_be_read_stays_as_it_is(tmp_path: Path, archive: Path) -> None:
    archive.write_bytes(b"rubbish " * 2000)

    with pytest.raises(StoreError, match="nothing can be read"):
        repair(archive, NOW)

    assert archive.read_bytes().startswith(b"rubbish")
    assert "doctor --repair" in doctor(tmp_path)["finding"]


@pytest.mark.parametrize("is_replaced", [True, False])
def test_nothing_is_written_to_an_archive_that_was_taken_away_meanwhile(tmp_path: Path, is_replaced: bool) -> None:
    archive = fill(tmp_path)
    copy = archive.with_name("copy.db")
    shutil.copy(archive, copy)
    with contextlib.closing(open_database(archive)) as database:
        database.write(lambda c: c.execute("UPDATE articles SET is_starred = 1 WHERE id = 1"))
        if is_replaced:
            copy.replace(archive)
        else:
            archive.rename(copy)

        with pytest.raises(StoreError, match="moved or replaced"):
            database.write(lambda c: c.execute("UPDATE articles SET is_starred = 1 WHERE id = 2"))


@pytest.mark.parametrize("is_replaced", [True, False])
def test_a_thread_that_reads_for_the_first_time_reads_this_archive_or_none_and_makes_none(
    tmp_path: Path, is_replaced: bool
) -> None:
    archive = fill(tmp_path)
    held, aside = archive.with_name("copy.db"), archive.with_name("aside.db")
    shutil.copy(archive, held)
    with contextlib.closing(open_database(archive)) as database, ThreadPoolExecutor(1) as other:
        archive.rename(aside)
        if is_replaced:
            held.rename(archive)

        for ask in (lambda: database.read(titles_in), database.watching):
            with pytest.raises(StoreError, match="moved or replaced"):
                other.submit(ask).result()
        assert archive.exists() == is_replaced
        assert database.read(titles_in)  # who has it open reads on

        aside.replace(archive)
        assert other.submit(database.read, titles_in).result() == database.read(titles_in)


def test_a_damaged_archive_ends_commands_with_a_sentence_and_the_way_to_a_backup(tmp_path: Path, archive: Path) -> None:
    archive.write_bytes(b"rubbish " * 2000)

    command = (sys.executable, "-m", "tuinews", "--data-dir", str(tmp_path), "list")
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)

    assert done.returncode == 3
    assert "damaged" in done.stderr
    assert "tuinews restore" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("put", "words"),
    [
        (lambda path: path.symlink_to("/nowhere/news.db"), "is a link to /nowhere/news.db, and there is nothing"),
        (lambda path: path.symlink_to(path.name), "is a link to tuinews.db, and there is nothing"),
        (lambda path: path.mkdir(), "is no file"),
        (lambda path: os.mkfifo(path), "is no file"),
    ],
)
@pytest.mark.parametrize("command", ["list", "doctor"])
def test_what_is_no_file_in_the_archives_place_is_told_as_what_it_is(
    tmp_path: Path, put: Callable[[Path], None], words: str, command: str
) -> None:
    (tmp_path / "data").mkdir()
    put(tmp_path / "data" / "tuinews.db")

    said = subprocess.run(
        (sys.executable, "-m", "tuinews", "--data-dir", str(tmp_path), command),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert said.returncode in {1, 3}
    assert words in " ".join((said.stdout + said.stderr).split())
