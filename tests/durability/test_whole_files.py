"""A file that is written for the user is whole and on the disk before it has its name."""

from __future__ import annotations

import asyncio
import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.ui.frame.newsdesk import open_archive, stock

from tuinews.commands import lists
from tuinews.errors import UsageError
from tuinews.newsroom import read
from tuinews.newsroom.configure import write_config
from tuinews.newsroom.save_articles import save_articles
from tuinews.placing import put_in_place


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the disk is asked for: to keep a file, to keep a folder, to give a name."""
    asked = list[str]()
    fsync, link, replace = os.fsync, os.link, os.replace

    def kept(file: int) -> None:
        asked.append("folder" if stat.S_ISDIR(os.fstat(file).st_mode) else "file")
        fsync(file)

    def linked(*names: Any, **more: Any) -> None:
        asked.append("name")
        link(*names, **more)

    def replaced(*names: Any, **more: Any) -> None:
        asked.append("name")
        replace(*names, **more)

    monkeypatch.setattr(os, "fsync", kept)
    monkeypatch.setattr(os, "link", linked)
    monkeypatch.setattr(os, "replace", replaced)
    return asked


@pytest.mark.parametrize("overwrites", [True, False])
def test_a_saved_article_is_on_the_disk_before_it_has_its_name(
    tmp_path: Path, request: pytest.FixtureRequest, overwrites: bool
) -> None:
    newsroom = open_archive(tmp_path)
    stock(newsroom, "Courier", ["The ferry"])
    reading = asyncio.run(read.load(newsroom, 1))
    assert reading is not None
    asked = request.getfixturevalue("disk")

    save_articles(newsroom, [reading], tmp_path / "mine.md", overwrites=overwrites)

    newsroom.close()
    assert asked == ["file", "name", "folder"]


def test_settings_are_on_the_disk_with_their_name(tmp_path: Path, disk: list[str]) -> None:
    write_config(tmp_path / "config.toml", "[view]\n")

    assert disk == ["file", "name", "folder"]


def test_an_export_has_its_name_when_it_is_whole_and_on_the_disk(tmp_path: Path, disk: list[str]) -> None:
    target = tmp_path / "mine.json"

    def pieces() -> Iterator[str]:
        yield "one "
        assert not target.exists()
        yield "two"

    lists._write(str(target), pieces(), 0o600)

    assert target.read_text() == "one two"
    assert disk == ["file", "name", "folder"]
    assert [path.name for path in tmp_path.iterdir()] == ["mine.json"]


def test_an_export_leaves_a_file_that_came_meanwhile(tmp_path: Path) -> None:
    target = tmp_path / "mine.json"

    def pieces() -> Iterator[str]:
        target.write_text("mine")
        yield "one"

    with pytest.raises(UsageError, match="left as it was"):
        lists._write(str(target), pieces(), 0o666)

    assert target.read_text() == "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["mine.json"]


@pytest.fixture
def without_links(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file system that gives a file no second name."""

    def refused(*names: Any, **more: Any) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refused)


@pytest.mark.usefixtures("without_links")
def test_where_a_file_has_one_name_only_no_other_is_replaced(tmp_path: Path) -> None:
    fresh, place = tmp_path / "fresh", tmp_path / "place"
    fresh.write_text("fresh")
    place.write_text("mine")

    with pytest.raises(FileExistsError):
        put_in_place(fresh, place)
    place.unlink()
    put_in_place(fresh, place)

    assert [path.name for path in tmp_path.iterdir()] == ["place"]
    assert place.read_text() == "fresh"


@pytest.mark.usefixtures("without_links")
def test_where_a_file_cannot_be_renamed_its_name_stays_free(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh, place = tmp_path / "fresh", tmp_path / "place"
    fresh.write_text("fresh")

    def refused(*names: Any) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "replace", refused)

    with pytest.raises(OSError, match="Input/output error"):
        put_in_place(fresh, place)

    assert [path.name for path in tmp_path.iterdir()] == ["fresh"]
