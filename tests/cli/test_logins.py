"""The password that a feed's address holds is never printed, also where the address stands in for a title."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.shell import Shell
from tests.newsstand import Newsstand

RSS = (
    b"<rss version='2.0'><channel><title></title><item><title>Bridge closed</title><guid>1</guid><description>"
    b"&lt;p&gt;\xe2\x80\x9cThe bridge is closed until Monday,\xe2\x80\x9d said Amina Haddad.&lt;/p&gt;</description>"
    b"</item></channel></rss>"
)
COMMANDS = (
    "feeds", "problems", "list", "list --json", "search bridge", "search bridge --json", "quotes", "quotes --csv",
    "quotes --json", "show 1", "show 1 --format json", "digest", "digest --format md", "digest --format html", "stats",
    "stats --json", "stories", "person Haddad", "people --json", "export", "export --json", "keep", "doctor",
    "verify The bridge is closed until Monday", "save out.md 1", "edit 1 --folder World", "undo --list", "remove 1",
)  # fmt: skip


@pytest.mark.parametrize("list_name", ["urls", "feeds.opml"])
def test_a_feed_without_a_title_is_called_by_its_address_without_the_password(
    list_name: str, shell: Shell, newsstand: Newsstand, write: Callable[[str, str], str], home: Path
) -> None:
    newsstand.serve("/feed", RSS)
    newsstand.serve("/gone", b"", status=404)
    good, bad = (newsstand.url(path).replace("://", "://me:s3cret@") for path in ("/feed", "/gone"))
    written = (
        f"{good}\n{bad}\n"
        if list_name == "urls"
        else f'<opml version="2.0"><body><outline text="{good}" xmlUrl="{good}"/>'
        f'<outline text="" xmlUrl="{bad}"/></body></opml>'
    )
    said = [shell("import", write(list_name, written)), shell("refresh", "--index")]

    assert "s3cret" not in "".join(one.out + one.err for one in said)
    for command in COMMANDS:
        one = shell(*command.split())
        assert "s3cret" not in one.out + one.err, command
    assert "s3cret" not in Path("out.md").read_text(encoding="utf-8")
    assert "s3cret" not in (home / "state" / "tuinews.log").read_text(encoding="utf-8")


def test_the_name_before_a_host_is_not_shown_for_the_host(shell: Shell, newsstand: Newsstand) -> None:
    article = (
        b"<item><title>Bridge closed</title><guid>1</guid><link>https://bank.example:x@evil.example/a</link></item>"
    )
    newsstand.serve("/feed", b"<rss version='2.0'><channel><title>News</title>" + article + b"</channel></rss>")
    shell("add", newsstand.url("/feed"))

    for command in ("show 1", "digest", "save out.txt 1", "save out.md 1"):
        one = shell(*command.split())
        assert "bank.example" not in one.out, command
        assert command.startswith("save") or "https://evil.example/a" in one.out, command
    for name in ("out.txt", "out.md"):
        saved = Path(name).read_text(encoding="utf-8")
        assert "bank.example" not in saved
        assert "https://evil.example/a" in saved
