"""What holds secrets is for its owner alone; importing and saving stay where they were told to."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from tests.durability.conftest import fill, titles
from tests.ui.frame.newsdesk import open_archive

from tuinews.config import Config
from tuinews.model.events import Opened
from tuinews.newsroom import fetch_pictures, open_targets
from tuinews.newsroom.offload import InlineOffload
from tuinews.newsroom.opening import open_newsroom
from tuinews.paths import find_paths

TUINEWS = (sys.executable, "-m", "tuinews", "--data-dir")


def run(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        (*TUINEWS, str(home), *words), capture_output=True, encoding="utf-8", check=False, umask=0o002
    )


def test_everything_that_the_program_makes_is_for_its_owner_alone(tmp_path: Path) -> None:
    home = tmp_path / "home"
    fill(home)
    run(home, "config", "set", "view.measure", "60")
    run(home, "backup")
    run(home, "undo", "--debug")
    run(home, "import", "no such file")

    files = [path for path in home.rglob("*") if path.is_file()]
    assert {"tuinews.db", "config.toml", "tuinews.log"} <= {path.name for path in files}
    assert {path.name for path in files if stat.S_IMODE(path.stat().st_mode) & 0o077} == set()


def test_a_list_with_passwords_is_for_its_owner_alone(tmp_path: Path) -> None:
    fill(tmp_path / "home")
    for name, words in (("with", ("--passwords",)), ("without", ())):
        run(tmp_path / "home", "export", str(tmp_path / name), *words)

    assert stat.S_IMODE((tmp_path / "with").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "without").stat().st_mode) == 0o664


def test_what_lies_in_the_cache_is_nothing_of_the_users(tmp_path: Path) -> None:
    newsroom = open_archive(tmp_path)
    fetch_pictures.keep(newsroom, "https://a.example/p.png", b"picture")
    newsroom.close()
    fill(tmp_path)

    shutil.rmtree(newsroom.paths.cache_dir)

    assert len(titles(tmp_path)) == 24


def test_the_doctor_tells_when_others_can_read_who_you_are_at_sites(tmp_path: Path) -> None:
    file = tmp_path / "config" / "config.toml"
    file.parent.mkdir()
    file.write_text('[[site]]\nat = "news.example"\nuser = "ann"\npassword = { env = "SECRET" }\n', encoding="utf-8")
    file.chmod(0o644)

    assert "chmod 600" in " ".join(run(tmp_path, "doctor").stdout.split())
    file.chmod(0o600)
    assert "chmod 600" not in run(tmp_path, "doctor").stdout


async def test_links_out_of_an_imported_folder_are_not_followed(tmp_path: Path) -> None:
    outside, folder = tmp_path / "outside", tmp_path / "folder"
    (folder / "deeper").mkdir(parents=True)
    outside.mkdir()
    (outside / "secret.txt").write_text("A secret\n\nNobody may read this.\n", encoding="utf-8")
    (folder / "story.txt").write_text("A story\n\nEverybody may read this.\n", encoding="utf-8")
    (folder / "a.txt").symlink_to(outside / "secret.txt")
    (folder / "linked").symlink_to(outside)
    (folder / "deeper" / "loop").symlink_to(folder)
    os.mkfifo(folder / "pipe.txt")
    newsroom = open_newsroom(find_paths(str(tmp_path / "home")), Config(), InlineOffload())

    events = [event async for event in open_targets.open_targets(newsroom, [str(folder)])]

    titles = newsroom.database.read(lambda c: [row[0] for row in c.execute("SELECT title FROM articles")])
    newsroom.close()
    assert sum(isinstance(event, Opened) for event in events) == 1
    assert titles == ["A story"]


@pytest.mark.parametrize("words", [("export", "mine"), ("backup", "mine")])
def test_a_file_that_is_there_is_never_written_over(tmp_path: Path, words: tuple[str, str]) -> None:
    fill(tmp_path / "home")
    mine = tmp_path / "mine"
    mine.write_text("mine")

    said = run(tmp_path / "home", words[0], str(mine))

    assert said.returncode == 2
    assert "left as it was" in said.stderr
    assert mine.read_text() == "mine"
