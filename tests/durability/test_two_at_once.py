"""Two programs at one archive, each a process of its own: both work, and each sees what the other does."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import sqlite3
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.durability.conftest import titles
from tests.newsstand import Newsstand
from tests.ui.frame.newsdesk import open_archive, stock

from tuinews.model.scopes import Scope
from tuinews.newsroom import back_up, mark, read
from tuinews.store import integrity, turns

TUINEWS = (sys.executable, "-m", "tuinews", "--data-dir")

MARKER = """
import asyncio, sys
from pathlib import Path
from tests.ui.frame.newsdesk import open_archive
from tuinews.newsroom import mark

newsroom = open_archive(Path(sys.argv[1]))
print("open", flush=True)
for line in sys.stdin:
    asyncio.run(mark.mark(newsroom, (int(line),), "starred", True))
    print("marked", flush=True)
newsroom.close()
"""


def test_a_backup_copied_by_hand_into_the_archives_place_lets_marks_be_given_while_it_is_read(
    archive: Path, tmp_path: Path
) -> None:
    copy = back_up.back_up(archive, str(tmp_path / "copy.db"), lambda: datetime.now(UTC))
    for left in archive.parent.glob(f"{archive.name}*"):
        left.unlink()
    shutil.copy(copy.path, archive)

    newsroom = open_archive(tmp_path)
    newsroom.database.turns.patience_s = 0.2
    with contextlib.closing(sqlite3.connect(archive, isolation_level=None)) as other:
        other.execute("BEGIN")
        assert other.execute("SELECT count(*) FROM articles").fetchone() == (24,)
        done = asyncio.run(mark.mark(newsroom, (2,), "starred", True))

    assert done.label == "1 article starred"


def test_marks_of_two_programs_at_once_are_all_kept(tmp_path: Path) -> None:
    newsroom = open_archive(tmp_path)
    stock(newsroom, "Courier", [f"Story {n}" for n in range(200)])
    other = subprocess.Popen(
        (sys.executable, "-c", MARKER, str(tmp_path)), stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    )
    assert other.stdin is not None
    assert other.stdout is not None
    assert other.stdout.readline() == "open\n"
    other.stdin.write("".join(f"{n}\n" for n in range(1, 101)))
    other.stdin.flush()

    for n in range(101, 201):
        asyncio.run(mark.mark(newsroom, (n,), "starred", True))
    for _ in range(100):
        assert other.stdout.readline() == "marked\n"

    starred = newsroom.database.read(
        lambda c: c.execute("SELECT count(*) FROM articles WHERE is_starred").fetchone()[0]
    )
    assert starred == 200
    assert newsroom.database.read(integrity.problems) == ()
    other.communicate()
    assert other.returncode == 0
    newsroom.close()


def test_a_refresh_beside_an_open_reader_stores_everything(tmp_path: Path, newsstand: Newsstand) -> None:
    home = tmp_path / "home"
    newsroom = open_archive(home)
    for feed in range(4):
        url = newsstand.feed(f"/{feed}", f"Feed {feed}", [f"Story {feed}.{n}" for n in range(80)])
        stock(newsroom, f"Feed {feed}", [f"Old {feed}.{n}" for n in range(40)], url=url)
    (home / "config").mkdir(exist_ok=True)
    (home / "config" / "config.toml").write_text("[fetch]\nhost_gap_s = 0.0\n", encoding="utf-8")

    refresh = subprocess.Popen((*TUINEWS, str(home), "refresh", "--force", "--index"), stdout=subprocess.DEVNULL)
    marked = 0
    while refresh.poll() is None:
        marked += 1
        asyncio.run(mark.mark(newsroom, (1 + marked % 160,), "later", marked % 320 < 160))
        asyncio.run(read.first_page(newsroom, Scope()))

    newsroom.close()
    assert refresh.returncode == 0
    assert marked
    assert {f"Story {feed}.{n}" for feed in range(4) for n in range(80)} <= titles(home)


def test_who_has_written_for_long_lets_another_go_first_that_is_slow_to_come(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = open_archive(tmp_path), open_archive(tmp_path)
    monkeypatch.setattr(turns, "_LOOK_S", 0.05)  # a machine with so much to do that a gap is easily missed
    is_over, begun = threading.Event(), threading.Event()
    written = 0

    def write_for_long(connection: sqlite3.Connection) -> None:
        for _ in range(5_000):
            connection.execute("UPDATE counts SET n = n WHERE 0")

    def write_on() -> None:
        nonlocal written
        while not is_over.is_set():
            first.database.write(write_for_long)
            written += 1
            begun.set()

    thread = threading.Thread(target=write_on)
    thread.start()
    begun.wait()
    waited = []
    for _ in range(10):
        before = written
        waited.append(second.database.write(lambda _: written) - before)
    is_over.set()
    thread.join()

    assert sum(waited) <= 10, waited
    first.close()
    second.close()


def test_a_search_index_may_be_mended_while_a_reader_is_open(tmp_path: Path) -> None:
    newsroom = open_archive(tmp_path)
    stock(newsroom, "Courier", ["Story"])
    with contextlib.closing(sqlite3.connect(newsroom.paths.archive)) as connection:
        connection.execute("DELETE FROM search_data WHERE id > 10")
        connection.commit()

    said = subprocess.run((*TUINEWS, str(tmp_path), "doctor"), capture_output=True, encoding="utf-8", check=False)

    assert "has been made anew" in " ".join(said.stdout.split())
    assert asyncio.run(mark.mark(newsroom, (1,), "starred", True)).article_ids == (1,)
    newsroom.close()
