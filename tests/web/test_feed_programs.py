"""Feeds from programs, filters and hooks: only for those who name them in the configuration."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from tests.newsstand import Item, Newsstand, rss
from tests.ui.frame.newsdesk import open_archive

from tuinews.config import parse_config
from tuinews.model.events import Failed, FeedOutcome, Started
from tuinews.model.scopes import Scope
from tuinews.model.subscriptions import Subscription
from tuinews.newsroom import Newsroom, read, refresh, subscribe
from tuinews.newsroom.list_feeds import every_feed
from tuinews.store import feeds


def opened(folder: Path, config: str) -> Newsroom:
    """Return an archive with this configuration."""
    told = parse_config(config)
    return open_archive(folder, tools=told.tools, fetch_host_gap_s=0.0)


async def refreshed(newsroom: Newsroom) -> list[FeedOutcome]:
    """Refresh everything."""
    events = refresh.refresh_feeds(newsroom, force=True)
    return [event async for event in events if not isinstance(event, Started)]


async def titles(newsroom: Newsroom) -> set[str]:
    rows = await read.rows(newsroom, (await read.whole(newsroom, Scope())).ids)
    return {row.title for row in rows.values()}


def program(folder: Path, code: str) -> str:
    """Return the words of a program that runs this code, as TOML."""
    path = folder / f"program-{abs(hash(code))}.py"
    path.write_text(code)
    return json.dumps([sys.executable, str(path)])


async def test_what_a_program_of_the_configuration_prints_is_a_feed(tmp_path: Path) -> None:
    code = f"import sys; sys.stdout.buffer.write({rss('Logs', ['Disk is full'])!r})"
    newsroom = opened(tmp_path, f'[[exec]]\nname = "Logs"\ncommand = {program(tmp_path, code)}')

    (outcome,) = await refreshed(newsroom)

    assert not isinstance(outcome, Failed)
    assert await titles(newsroom) == {"Disk is full"}
    assert "exec:" not in await subscribe.export_list(newsroom)
    newsroom.close()


async def test_a_name_in_the_archive_that_the_configuration_lacks_runs_nothing(tmp_path: Path) -> None:
    newsroom = opened(tmp_path, "")
    evil = f"exec:touch {tmp_path}/pwned"
    newsroom.database.write(lambda connection: feeds.add(connection, Subscription(evil), newsroom.clock()))

    (outcome,) = await refreshed(newsroom)

    assert isinstance(outcome, Failed)
    assert "no [[exec]] named" in outcome.message
    assert not (tmp_path / "pwned").exists()
    newsroom.close()


@pytest.mark.parametrize("address", ["exec:date", "|date", "filter:cat:http://x.example/"])
async def test_no_imported_list_names_a_program(tmp_path: Path, address: str) -> None:
    newsroom = opened(tmp_path, '[[exec]]\nname = "date"\ncommand = "date"')
    path = tmp_path / "list.opml"
    path.write_text(f'<opml version="2.0"><body><outline type="rss" text="x" xmlUrl="{address}"/></body></opml>')

    wanted = await subscribe.read_list(newsroom, str(path))
    await subscribe.import_list(newsroom, wanted)

    assert every_feed(newsroom) == () or all(
        not feed.url.startswith(("exec", "|", "filter")) for feed in every_feed(newsroom)
    )
    newsroom.close()


async def test_a_filter_is_given_what_a_feed_says_and_its_words_are_read(tmp_path: Path, newsstand: Newsstand) -> None:
    code = "import sys; sys.stdout.write(sys.stdin.read().replace('Rain', 'Sunshine'))"
    newsroom = opened(tmp_path, f'[[filter]]\nmatch = "/wet"\ncommand = {program(tmp_path, code)}')
    for path in ("/wet", "/dry"):
        address = newsstand.feed(path, path, [f"Rain in {path}"])
        newsroom.database.write(
            lambda connection, one=address: feeds.add(connection, Subscription(one), newsroom.clock())
        )

    await refreshed(newsroom)

    assert await titles(newsroom) == {"Sunshine in /wet", "Rain in /dry"}
    newsroom.close()


async def test_a_filter_that_fails_is_the_feeds_failure_and_nothing_is_lost(
    tmp_path: Path, newsstand: Newsstand
) -> None:
    newsroom = opened(tmp_path, f"[[filter]]\ncommand = {program(tmp_path, 'import sys; sys.exit(chr(63))')}")
    address = newsstand.feed("/news", "News", ["Rain"])
    newsroom.database.write(lambda connection: feeds.add(connection, Subscription(address), newsroom.clock()))

    (outcome,) = await refreshed(newsroom)

    assert isinstance(outcome, Failed)
    assert "failed: ?" in outcome.message
    newsroom.close()


async def test_hooks_are_run_for_new_articles_within_a_bound_and_after_the_refresh(
    tmp_path: Path, newsstand: Newsstand
) -> None:
    log = tmp_path / "log"
    code = f"import os, sys; open({str(log)!r}, 'a').write(os.environ.get('TUINEWS_TITLE', 'REFRESH') + '\\n')"
    done = tmp_path / "done"
    after = f"import os, sys; open({str(done)!r}, 'w').write(sys.stdin.read())"
    newsroom = opened(
        tmp_path,
        f'[[hook]]\non = "article"\nname = "a"\nmost = 2\ncommand = {program(tmp_path, code)}\n'
        f'[[hook]]\non = "refresh"\nname = "b"\ncommand = {program(tmp_path, after)}\n'
        '[[hook]]\non = "refresh"\nname = "c"\ncommand = "no-such-program"',
    )
    address = newsstand.feed("/news", "News", ["One $(id)", "Two", "Three"])
    newsroom.database.write(lambda connection: feeds.add(connection, Subscription(address), newsroom.clock()))

    await refreshed(newsroom)

    assert len(log.read_text().splitlines()) == 2
    assert set(log.read_text().splitlines()) <= {"One $(id)", "Two", "Three"}
    assert json.loads(done.read_text())["new"] == 3

    await refreshed(newsroom)
    assert json.loads(done.read_text())["new"] == 0
    assert len(log.read_text().splitlines()) == 2
    newsroom.close()


async def test_a_hook_is_given_the_text_of_a_new_article_and_who_is_quoted_there(
    tmp_path: Path, newsstand: Newsstand
) -> None:
    told = tmp_path / "told"
    code = f"import sys; open({str(told)!r}, 'w').write(sys.stdin.read())"
    newsroom = opened(tmp_path, f'[[hook]]\non = "article"\ncommand = {program(tmp_path, code)}')
    item = Item("Ferry", "The ferry is back. “It is safe to cross the river again,” said Mia Lund, the mayor.")
    address = newsstand.feed("/news", "News", [item])
    newsroom.database.write(lambda connection: feeds.add(connection, Subscription(address), newsroom.clock()))

    await refreshed(newsroom)

    article = json.loads(told.read_text())
    assert article["text"].startswith("The ferry is back.")
    assert [quote["speaker"]["name"] for quote in article["quotes"]] == ["Mia Lund"]
    newsroom.close()
