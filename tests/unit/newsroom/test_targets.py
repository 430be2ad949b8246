"""The addresses by which file managers name files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tuinews.config import Config
from tuinews.model.events import Opened, TargetFailed
from tuinews.newsroom import Newsroom
from tuinews.newsroom.open_targets import open_targets
from tuinews.newsroom.targets import fetch_target, local_path


async def test_a_file_address_is_opened_as_the_file_it_names(tmp_path: Path) -> None:
    file = tmp_path / "100% süß #1?.txt"
    file.write_text("Here.", encoding="utf-8")

    document = await fetch_target(Config(), file.as_uri())

    assert (document.body, document.url) == (b"Here.", str(file))


@pytest.mark.parametrize("target", ["/a%20b.txt", "file:/a%20b", "FILE:///a b", "file://localhost/a%20b"])
def test_only_a_file_address_is_unquoted(target: str) -> None:
    assert local_path(target) == (target if target.startswith("/") else "/a b")


def test_a_file_of_another_host_is_none_here() -> None:
    assert local_path("file://server/share/a.txt") == "file://server/share/a.txt"


@pytest.mark.parametrize(
    ("site", "told"),
    [
        ("<link>https://blog.example/</link>", "OpenedFeed(url='https://blog.example/', title='Notes', entries=1)"),
        ("", "f.rss is a copy of a feed that does not say where it is from. To subscribe, give its address."),
    ],
)
async def test_a_copy_of_a_feed_leads_to_the_site_that_it_names(
    newsroom: Newsroom, tmp_path: Path, site: str, told: str
) -> None:
    file = tmp_path / "f.rss"
    file.write_text(
        f"<rss version='2.0'><channel><title>Notes</title>{site}<item><title>1</title></item></channel></rss>"
    )

    (event,) = [event async for event in open_targets(newsroom, [str(file)])]

    assert (event.message if isinstance(event, TargetFailed) else str(event)) == told


async def test_a_file_whose_name_is_no_utf_8_is_opened_with_the_others(newsroom: Newsroom, tmp_path: Path) -> None:
    for name in (b"a\xff.txt", b"a\xfe.html", b"b.txt"):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_text(f"<p>Here is {name!r}.", encoding="utf-8")

    events = [event async for event in open_targets(newsroom, [str(tmp_path)])]

    assert [type(event) for event in events] == [Opened] * 3
    assert len({event.article_id for event in events if isinstance(event, Opened)}) == 3


async def test_a_file_address_may_name_a_file_whose_name_is_no_utf_8(tmp_path: Path) -> None:
    file = Path(os.fsdecode(os.fsencode(tmp_path) + b"/a\xff.txt"))
    file.write_text("Here.", encoding="utf-8")

    assert (await fetch_target(Config(), file.as_uri())).body == b"Here."


@pytest.mark.parametrize("target", ["file://[x/a.txt", "file:///a%00.txt", "file:///a\x00.txt"])
async def test_an_address_that_names_no_file_is_told(newsroom: Newsroom, target: str) -> None:
    (event,) = [event async for event in open_targets(newsroom, [target])]

    assert isinstance(event, TargetFailed)
    assert event.message.startswith("There is no file ")


async def test_a_folder_without_articles_is_told(newsroom: Newsroom, tmp_path: Path) -> None:
    folder = tmp_path / "pictures"
    folder.mkdir()
    (folder / "a.png").write_bytes(b"\x89PNG")

    (event,) = [event async for event in open_targets(newsroom, [str(folder)])]

    assert isinstance(event, TargetFailed)
    assert event.message.startswith(f"There are no articles in {folder}: ")
