"""`refresh` from cron tells programs what people who are followed newly said: each statement once, within bounds."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from tests.cli.shell import Shell
from tests.cli.test_digest import STATEMENT, subscribe
from tests.newsstand import Item, Newsstand
from tests.ui.frame.newsdesk import open_archive

from tuinews.newsroom import follow, look_up

LATER = [
    Item(
        f"Ferry stops {day}",
        f"“We stop on {day} for a while,” said Mia Lund, the mayor.",
        url=f"https://x.example/{day}",
    )
    for day in ("Monday", "Tuesday", "Friday")
]


async def follow_lund(home: Path) -> None:
    """Follow her, and have her statements told on the desktop."""
    newsroom = open_archive(home)
    (lund,) = await look_up.called(newsroom, "Mia Lund")
    await follow.follow(newsroom, lund.id)
    await follow.announce(newsroom, lund.id)
    newsroom.close()


def test_a_refresh_tells_hooks_and_the_desktop_what_people_newly_said(
    shell: Shell, newsstand: Newsstand, home: Path, tmp_path: Path
) -> None:
    subscribe(shell, newsstand)
    shell("refresh", "--index")
    asyncio.run(follow_lund(home))
    log, desktop = tmp_path / "log", tmp_path / "desktop"
    write = "import os, sys; open(sys.argv[1], 'a').write(os.environ[sys.argv[2]] + '|' + sys.stdin.read())"
    hook, notify = (
        [sys.executable, "-c", write, str(file), name]
        for file, name in ((log, "TUINEWS_SPEAKER"), (desktop, "TUINEWS_TITLE"))
    )
    with (home / "config" / "config.toml").open("a", encoding="utf-8") as config:
        config.write(
            f'[follow]\ncommand = {notify}\n[[hook]]\non = "statement"\ngives = "text"\nmost = 2\ncommand = {hook}\n'
        )

    shell("refresh", "--force", "--quiet")  # what is there already is no news
    assert not log.exists()
    newsstand.feed("/local", "Courier", [*LATER, Item("Ferry <returns>", STATEMENT, url="https://x.example/1?a&b")])
    said = shell("refresh", "--force", "--quiet")
    shell("refresh", "--force", "--quiet")

    assert (said.exit_code, said.out, said.err) == (0, "", "")
    told = log.read_text()
    assert told.count("Mia Lund|“We stop on ") == 2  # of three
    assert desktop.read_text().startswith("Mia Lund: 3 new statements|Mia Lund: 3 new statements\n“We stop on ")
    assert desktop.read_text().count("new statements|") == 1
