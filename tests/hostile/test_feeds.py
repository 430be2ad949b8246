"""Hostile feeds: each gives what can be read of it or one plain sentence, and never touches what is stored."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from tests.documents import file_document
from tests.hostile.conftest import check_sentence, check_shown, stored
from tests.hostile.inputs import FEEDS, LISTS, TEXTS, Hostile, item, rss
from tests.newsstand import Newsstand

from tuinews import formats
from tuinews.config import Config
from tuinews.errors import FetchError, FormatError
from tuinews.model.events import Failed, FeedOutcome, Opened, Refreshed, Started, TargetFailed
from tuinews.model.subscriptions import Subscription
from tuinews.newsroom import Newsroom, open_targets, refresh, subscribe
from tuinews.newsroom.offload import WorkerOffload
from tuinews.newsroom.opening import open_newsroom
from tuinews.paths import find_paths
from tuinews.store import feeds


def name_of(hostile: Hostile) -> str:
    return hostile.name


async def fetched(newsroom: Newsroom, newsstand: Newsstand, hostile: Hostile) -> FeedOutcome:
    url = newsstand.serve("/feed", hostile.body, media_type=hostile.media_type)
    newsroom.database.write(feeds.add, Subscription(url), newsroom.clock())
    (outcome,) = [
        event async for event in refresh.refresh_feeds(newsroom, force=True) if not isinstance(event, Started)
    ]
    return outcome


@pytest.mark.parametrize("hostile", FEEDS, ids=name_of)
async def test_a_feed_gives_what_can_be_read_or_a_sentence(
    newsroom: Newsroom, newsstand: Newsstand, hostile: Hostile
) -> None:
    outcome = await fetched(newsroom, newsstand, hostile)

    whole = check_shown(await stored(newsroom))
    if hostile.entries is None:
        assert isinstance(outcome, Failed)
        check_sentence(outcome.message)
        whole = outcome.message
    else:
        assert isinstance(outcome, Refreshed), outcome
        assert outcome.new == hostile.entries
        assert hostile.shows in whole
    assert not hostile.hides or hostile.hides not in whole


@pytest.mark.parametrize("hostile", [one for one in FEEDS if one.entries is None], ids=name_of)
async def test_what_is_stored_survives_a_feed_that_is_none(
    newsroom: Newsroom, newsstand: Newsstand, hostile: Hostile
) -> None:
    await fetched(newsroom, newsstand, Hostile("before", rss([item("Kept")]).encode(), 1))

    await fetched(newsroom, newsstand, hostile)

    assert [article.row.title for article in await stored(newsroom)] == ["Kept"]


async def test_the_newest_of_very_many_entries_are_kept_and_counted(newsroom: Newsroom, newsstand: Newsstand) -> None:
    many = rss([item(f"Story {n}", guid=str(n), description="") for n in range(5_000)])

    outcome = await fetched(newsroom, newsstand, Hostile("many", many.encode(), 1_000))

    assert isinstance(outcome, Refreshed)
    assert (outcome.new, outcome.warnings) == (1_000, ("It has 5,000 entries; the newest 1,000 were kept.",))


async def test_a_feed_over_the_bound_is_not_read(newsroom: Newsroom, newsstand: Newsstand) -> None:
    outcome = await fetched(newsroom, newsstand, Hostile("long", rss([item("A" * 3_000_000)]).encode(), None))

    assert isinstance(outcome, Failed)
    assert "larger than 2 MB" in outcome.message


async def test_parsing_opens_no_file_and_no_connection(newsroom: Newsroom, newsstand: Newsstand) -> None:
    touched: list[str] = []
    is_watching = True

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if is_watching and event in {"open", "socket.connect"}:
            touched.append(str(arguments))

    hostile = [one for one in FEEDS if one.hides == "root:" or "external" in one.name or "path" in one.name]
    sys.addaudithook(watch)
    for one in hostile:
        await fetched(newsroom, newsstand, one)
        await stored(newsroom)
    is_watching = False

    assert len(hostile) > 4
    assert not [what for what in touched if "passwd" in what or "/dev/zero" in what or "'127.0.0.1', 9)" in what]


async def test_a_worker_that_stalls_is_given_up_and_the_others_are_read(tmp_path: Path, newsstand: Newsstand) -> None:
    offload = WorkerOffload(1, call_limit_s=2.0)
    newsroom = open_newsroom(find_paths(str(tmp_path)), Config(fetch_host_gap_s=0.0), offload)
    # Broken, so that feedparser reads it, which takes minutes for so many attributes.
    attributes = " ".join(f"a{n}='1'" for n in range(100_000))
    slow = rss([f"{item()}<x {attributes}/>"])[:-9]
    newsstand.serve("/slow", slow.encode())
    newsstand.feed("/good", "Good", ["One"])
    for path in ("/slow", "/good"):
        newsroom.database.write(feeds.add, Subscription(newsstand.url(path)), newsroom.clock())

    outcomes = [event async for event in refresh.refresh_feeds(newsroom, force=True) if not isinstance(event, Started)]
    newsroom.close()

    told = {type(outcome): outcome for outcome in outcomes}
    assert isinstance(told[Refreshed], Refreshed)
    assert isinstance(told[Failed], Failed)
    assert "too long or too much memory" in told[Failed].message


@pytest.mark.parametrize("hostile", TEXTS, ids=name_of)
async def test_a_text_file_is_read_or_refused_in_a_sentence(
    newsroom: Newsroom, tmp_path: Path, hostile: Hostile
) -> None:
    path = tmp_path / "[bold]x[on red] \x1b[31m.txt"
    path.write_bytes(hostile.body)

    (event,) = [event async for event in open_targets.open_targets(newsroom, [str(path)])]

    whole = check_shown(await stored(newsroom))
    if hostile.entries is None:
        assert isinstance(event, TargetFailed)
        check_sentence(event.message)
    else:
        assert isinstance(event, Opened), event
        assert hostile.shows in whole
    assert not hostile.hides or hostile.hides not in whole


@pytest.mark.parametrize("hostile", LISTS, ids=name_of)
async def test_a_subscription_list_is_taken_over_or_refused_whole(
    newsroom: Newsroom, tmp_path: Path, hostile: Hostile
) -> None:
    path = tmp_path / "feeds.opml"
    path.write_bytes(hostile.body)

    if hostile.entries is None:
        with pytest.raises((FormatError, FetchError)) as caught:
            await subscribe.read_list(newsroom, str(path))
        check_sentence(caught.value.message)
        return
    wanted = await subscribe.read_list(newsroom, str(path))
    imported = await subscribe.import_list(newsroom, wanted)
    again = await subscribe.import_list(newsroom, wanted)
    exported = await subscribe.export_list(newsroom, with_passwords=True)

    back = formats.read_subscriptions(file_document(exported, "feeds.opml"))
    assert [one.url for one in back.subscriptions] == [one.url for one in wanted.subscriptions]
    assert (back.folders, back.others) == (wanted.folders, wanted.others)
    assert not any(scheme in exported for scheme in ("exec:", "javascript:", "|id"))
    every = newsroom.database.read(feeds.every)
    shown = "\n".join([*(feed.title for feed in every), *imported.skipped])
    assert (imported.added, again.added) == (hostile.entries, 0)
    assert all(feed.url.startswith(("http://", "https://")) for feed in every)
    assert hostile.shows in shown
    assert not hostile.hides or hostile.hides not in shown
