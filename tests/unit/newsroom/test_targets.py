"""The addresses by which file managers name files."""

from __future__ import annotations

from pathlib import Path

import pytest

from tuinews.config import Config
from tuinews.model.events import TargetFailed
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
