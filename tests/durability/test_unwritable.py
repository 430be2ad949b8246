"""An archive that cannot be written is read, and the program says why it stores nothing."""

from __future__ import annotations

import contextlib
import hashlib
import random
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.durability.conftest import fill, titles
from tests.durability.starved import no_room, with_small_files, without_rights
from tests.newsstand import Item, Newsstand
from tests.ui.frame.newsdesk import open_archive, stock

from tuinews.errors import ReadOnlyError, StoreError
from tuinews.model.scopes import Scope
from tuinews.newsroom import mark, read
from tuinews.newsroom.starting import ensure_welcome
from tuinews.store import integrity
from tuinews.store.database import open_database

TUINEWS = (sys.executable, "-m", "tuinews", "--data-dir")


def run(command: tuple[str, ...], *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run((*command, *words), capture_output=True, encoding="utf-8", check=False)


@pytest.fixture
def locked_home(tmp_path: Path) -> Iterator[Path]:
    """A home whose data folder nobody may write to."""
    home = tmp_path / "home"
    archive = fill(home)
    for part in archive.parent.iterdir():
        part.chmod(0o400)
    archive.parent.chmod(0o500)
    yield home
    archive.parent.chmod(0o700)


def test_articles_are_listed_from_a_folder_that_cannot_be_written(locked_home: Path) -> None:
    said = run(without_rights((*TUINEWS, str(locked_home))), "list", "--limit", "100")

    assert said.returncode == 0, said.stderr
    assert "Story 1.3" in said.stdout


@pytest.mark.parametrize(
    ("words", "shown"),
    [(("show", "3"), "The council met on Tuesday."), (("people",), "Nobody is known"), (("stories",), "No event")],
)
def test_what_would_be_made_and_stored_is_shown_though_nothing_can_be(
    locked_home: Path, words: tuple[str, ...], shown: str
) -> None:
    said = run(without_rights((*TUINEWS, str(locked_home))), *words)

    assert said.returncode == 0, said.stderr
    assert shown in said.stdout + said.stderr


def test_the_doctor_does_not_mend_what_is_only_lent(locked_home: Path) -> None:
    said = run(without_rights((*TUINEWS, str(locked_home))), "doctor")

    assert "allow no more." in " ".join(said.stdout.split())
    assert "--repair" not in said.stdout


def test_a_change_to_an_archive_that_cannot_be_written_is_refused_in_a_sentence(locked_home: Path) -> None:
    said = run(without_rights((*TUINEWS, str(locked_home))), "undo")

    assert said.returncode == 3
    assert "The archive can only be read: the permissions of" in said.stderr
    assert "Nothing was changed" in said.stderr
    assert "Traceback" not in said.stderr


def test_a_home_that_cannot_be_made_is_named_with_the_way_out(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0o500)

    said = run(without_rights((*TUINEWS, str(tmp_path / "closed" / "home"))), "list")

    assert said.returncode == 3
    assert "TUINEWS_HOME or --data-dir names another folder" in said.stderr


def test_an_archive_that_was_killed_while_it_was_written_is_read_where_nothing_can_be_written(tmp_path: Path) -> None:
    home = tmp_path / "home"
    archive = fill(home)
    program = (
        "import os, sys; from pathlib import Path; from tests.ui.frame.newsdesk import open_archive, stock; "
        "newsroom = open_archive(Path(sys.argv[1])); stock(newsroom, 'Late', ['Written last']); os._exit(9)"
    )
    run((sys.executable, "-c", program, str(home)))
    assert archive.with_name("tuinews.db-wal").stat().st_size
    archive.parent.chmod(0o500)

    said = run(without_rights((*TUINEWS, str(home))), "list", "--limit", "100")

    archive.parent.chmod(0o700)
    assert "Written last" in said.stdout


async def test_a_full_disk_stores_nothing_and_loses_nothing(tmp_path: Path) -> None:
    newsroom = open_archive(tmp_path)
    stock(newsroom, "Courier", [f"Story {n}" for n in range(5)])
    pages = newsroom.database.read(lambda c: c.execute("PRAGMA page_count").fetchone()[0])
    newsroom.database.write(lambda _: None)

    def fill_up(connection: sqlite3.Connection) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages + 2}")

    newsroom.database.write(fill_up)
    with pytest.raises(StoreError, match="The disk is full"):
        stock(newsroom, "Flood", [f"{n} " + "words " * 4_000 for n in range(50)])
    await mark.mark(newsroom, (1,), "starred", True)

    rows = await read.find_rows(newsroom, Scope(), 100)
    assert {row.title for row in rows} == {f"Story {n}" for n in range(5)}
    assert next(row for row in rows if row.id == 1).is_starred
    assert newsroom.database.read(integrity.problems) == ()
    newsroom.close()


def test_a_refresh_that_fills_the_disk_ends_in_a_sentence_and_the_rest_stays(
    tmp_path: Path, newsstand: Newsstand
) -> None:
    home = tmp_path / "home"
    newsstand.feed("/news", "Many", [Item(f"Story {n}", guid=str(n)) for n in range(5)])
    run((*TUINEWS, str(home)), "add", newsstand.url("/news"))
    archive = home / "data" / "tuinews.db"
    before = titles(home)
    chance = random.Random(1)
    newsstand.feed("/news", "Many", [Item(f"Flood {n}", chance.randbytes(20_000).hex()) for n in range(50)])

    limit = archive.stat().st_size + 50_000
    said = run(with_small_files((*TUINEWS, str(home)), limit), "refresh", "--force")

    assert said.returncode in {1, 3}
    assert "disk is full or cannot be written" in said.stderr
    assert "Traceback" not in said.stderr
    assert before
    assert before <= titles(home)
    with contextlib.closing(open_database(archive)) as database:
        assert database.read(integrity.problems) == ()


@pytest.mark.parametrize("words", [("export", "mine"), ("export", "mine", "--json"), ("save", "mine.md", "1")])
def test_of_a_file_that_finds_no_room_no_part_is_left(tmp_path: Path, words: tuple[str, ...]) -> None:
    fill(tmp_path / "home")

    said = run(with_small_files((*TUINEWS, str(tmp_path / "home")), 0), words[0], str(tmp_path / words[1]), *words[2:])

    assert said.returncode == 2
    assert "cannot be written" in said.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["home"]


def test_settings_that_find_no_room_leave_the_old_ones_and_nothing_else(tmp_path: Path) -> None:
    run((*TUINEWS, str(tmp_path)), "config", "set", "view.measure", "60")
    before = (tmp_path / "config" / "config.toml").read_text()

    said = run(with_small_files((*TUINEWS, str(tmp_path)), 0), "config", "set", "view.measure", "70")

    assert "cannot be written" in said.stderr
    assert [path.name for path in (tmp_path / "config").iterdir()] == ["config.toml"]
    assert (tmp_path / "config" / "config.toml").read_text() == before


def test_an_archive_that_is_opened_on_a_full_disk_is_read(tmp_path: Path) -> None:
    home = tmp_path / "home"
    fill(home)

    said = run(with_small_files((*TUINEWS, str(home)), 0), "list", "--limit", "100")

    assert "Story 1.3" in said.stdout, said.stderr


def test_the_first_start_on_a_full_disk_goes_without_the_welcome_feed(tmp_path: Path) -> None:
    newsroom = open_archive(tmp_path)
    stock(newsroom, "Courier", ["Story"])

    with no_room():
        ensure_welcome(newsroom)

    assert not read.has_welcome(newsroom)
    ensure_welcome(newsroom)
    assert read.has_welcome(newsroom)
    newsroom.close()


def test_a_locked_archive_is_waited_for_and_then_written(tmp_path: Path) -> None:
    home = tmp_path / "home"
    archive = fill(home)
    newsroom = open_archive(home)
    with contextlib.closing(sqlite3.connect(archive, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        writing = newsroom.database._writer.submit(newsroom.database._write, _mark_later)
        assert not writing.done()
        other.execute("COMMIT")

    writing.result(10)

    assert newsroom.database.read(lambda c: c.execute("SELECT count(*) FROM session").fetchone()[0]) >= 1
    newsroom.close()


def _mark_later(connection: sqlite3.Connection) -> None:
    connection.execute("INSERT OR REPLACE INTO session VALUES ('waited', '1')")


def test_an_older_archive_that_cannot_be_written_is_left_as_it_is(tmp_path: Path) -> None:
    archive = tmp_path / "home" / "data" / "tuinews.db"
    archive.parent.mkdir(parents=True)
    schema = Path(__file__).parents[1] / "unit" / "store" / "schemas" / "1.sql"
    with contextlib.closing(sqlite3.connect(archive)) as connection:
        connection.executescript(schema.read_text(encoding="utf-8") + "PRAGMA user_version = 1;")
    before = hashlib.sha256(archive.read_bytes()).digest()
    archive.chmod(0o400)
    archive.parent.chmod(0o500)

    said = run(without_rights((*TUINEWS, str(tmp_path / "home"))), "list")

    archive.parent.chmod(0o700)
    assert said.returncode == 3
    assert "has to be brought up to date" in said.stderr
    assert hashlib.sha256(archive.read_bytes()).digest() == before


def test_writing_to_an_archive_that_was_opened_for_reading_says_so(tmp_path: Path, archive: Path) -> None:
    database = open_database(archive)
    database.unwritable = "The archive can only be read: it is lent."

    with pytest.raises(ReadOnlyError, match=r"it is lent\. Nothing was changed"):
        database.write(lambda connection: connection.execute("DELETE FROM feeds"))

    database.close()


def test_what_found_no_room_on_the_disk_leaves_what_it_took(tmp_path: Path) -> None:
    database = open_database(tmp_path / "tuinews.db")
    database.write(lambda connection: connection.execute("CREATE TABLE kept (text)"))

    with no_room(beyond=4 << 20), pytest.raises(StoreError, match="The disk is full"):
        database.write(lambda connection: connection.execute("INSERT INTO kept VALUES (zeroblob(8000000))"))

    taken = sum(part.stat().st_size for part in tmp_path.iterdir())
    assert taken < 2 << 20
    database.write(lambda connection: connection.execute("INSERT INTO kept VALUES ('later')"))
    assert database.read(lambda connection: connection.execute("SELECT text FROM kept").fetchall()) == [("later",)]
    database.close()
