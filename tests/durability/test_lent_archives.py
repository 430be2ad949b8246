"""An archive beside which nothing can be written is read with all it holds, or not at all."""

from __future__ import annotations

import contextlib
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.durability.conftest import fill, titles
from tests.durability.starved import without_rights


@pytest.fixture
def lent_home(tmp_path: Path) -> Iterator[Path]:
    """A home whose data folder nobody may write to, and where no reader has left notes."""
    home = tmp_path / "lent"
    archive = fill(home)
    archive.chmod(0o400)
    archive.parent.chmod(0o500)
    yield home
    archive.parent.chmod(0o700)


def run_without_rights(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = without_rights((sys.executable, "-m", "tuinews", "--data-dir", str(home), *words))
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


def test_an_archive_that_cannot_be_written_is_backed_up_elsewhere(tmp_path: Path, lent_home: Path) -> None:
    said = run_without_rights(lent_home, "backup", str(tmp_path / "copy.db"))

    assert said.returncode == 0, said.stderr
    with contextlib.closing(sqlite3.connect(tmp_path / "copy.db")) as copy:
        assert copy.execute("SELECT count(*) FROM articles").fetchone() == (24,)


def test_a_backup_that_cannot_be_written_is_put_back(tmp_path: Path, lent_home: Path) -> None:
    source = lent_home / "data" / "tuinews.db"

    said = run_without_rights(tmp_path / "home", "restore", str(source))

    assert said.returncode == 0, said.stderr
    assert len(titles(tmp_path / "home")) == 24


@pytest.fixture
def killed_home(tmp_path: Path) -> Iterator[Path]:
    """A home whose last article is in the log only, as after a kill, and where nothing can be written."""
    home = tmp_path / "killed"
    archive = fill(home)
    program = (
        "import os, sys; from pathlib import Path; from tests.ui.frame.newsdesk import open_archive, stock; "
        "newsroom = open_archive(Path(sys.argv[1])); stock(newsroom, 'Late', ['Written last']); os._exit(9)"
    )
    subprocess.run((sys.executable, "-c", program, str(home)), check=False)
    assert archive.with_name("tuinews.db-wal").stat().st_size
    archive.with_name("tuinews.db-shm").unlink(missing_ok=True)
    archive.parent.chmod(0o500)
    yield home
    archive.parent.chmod(0o700)


def test_a_backup_from_where_nothing_can_be_written_holds_what_only_the_log_holds(
    tmp_path: Path, killed_home: Path
) -> None:
    (tmp_path / "link.db").symlink_to(killed_home / "data" / "tuinews.db")

    said = run_without_rights(killed_home, "backup", str(tmp_path / "copy.db"))
    put_back = run_without_rights(tmp_path / "home", "restore", str(tmp_path / "link.db"))

    assert said.returncode == 0, said.stderr
    assert put_back.returncode == 0, put_back.stderr
    with contextlib.closing(sqlite3.connect(tmp_path / "copy.db")) as copy:
        assert copy.execute("SELECT count(*) FROM articles WHERE title = 'Written last'").fetchone() == (1,)
    assert "Written last" in titles(tmp_path / "home")


def test_where_nothing_can_be_written_an_archive_is_shown_with_what_its_log_holds(killed_home: Path) -> None:
    (killed_home / "data" / "tuinews.db-shm").unlink(missing_ok=True)
    (killed_home / "data").chmod(0o555)

    said = run_without_rights(killed_home, "list")

    assert said.returncode == 0, said.stderr
    assert "Written last" in said.stdout


@pytest.mark.parametrize("words", [("backup", "copy.db"), ("list",), ("doctor",)])
def test_an_archive_is_not_read_without_its_log(tmp_path: Path, killed_home: Path, words: tuple[str, ...]) -> None:
    log = killed_home / "data" / "tuinews.db-wal"
    log.chmod(0)

    said = run_without_rights(killed_home, words[0], *(str(tmp_path / word) for word in words[1:]))

    assert said.returncode in {1, 3}
    told = "".join((said.stdout + said.stderr).split())
    assert f"Whatwaswrittenlasttothearchive{killed_home}/data/tuinews.dbisin{log}" in told
    assert "thediskisfull" not in told
    assert not (tmp_path / "copy.db").exists()
