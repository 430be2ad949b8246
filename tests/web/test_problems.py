"""Feeds that fail against a real server: the problems list tells why from facts, and a new address mends them."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from tests.newsstand import HTML, Ending, Item, Newsstand

from tuinews.config import Config
from tuinews.errors import FailureKind, FetchError, UsageError
from tuinews.fetch.http import HttpClient
from tuinews.model.events import Failed
from tuinews.model.problems import Failure, Problem
from tuinews.model.scopes import Scope
from tuinews.model.sources import Document
from tuinews.model.subscriptions import Subscription
from tuinews.newsroom import Newsroom, list_feeds, mark, read, readdress, refresh
from tuinews.newsroom.ingest import refresh_feed
from tuinews.newsroom.offload import InlineOffload
from tuinews.newsroom.opening import open_newsroom
from tuinews.newsroom.problems import problems
from tuinews.paths import find_paths
from tuinews.store import feeds

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
CERTIFICATES = Path(__file__).parent / "certificates"
PAGE = (
    '<html><head><link rel="alternate" type="application/rss+xml" href="/news.xml" title="News">'
    '<link rel="alternate" type="application/atom+xml" href="/sport.xml" title="Sport"></head><body>Hello</body></html>'
)


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    config = Config(fetch_host_gap_s=0.0, fetch_timeout_s=1, fetch_max_feed_mb=1)
    opened = open_newsroom(find_paths(str(tmp_path)), config, InlineOffload(), clock=lambda: NOW)
    yield opened
    opened.close()


async def refreshed(newsroom: Newsroom, url: str) -> None:
    if newsroom.database.read(feeds.by_url, url) is None:
        newsroom.database.write(feeds.add, Subscription(url), NOW)
    async for _ in refresh.refresh_feeds(newsroom, force=True):
        pass


async def failure_of(newsroom: Newsroom, url: str) -> Failure:
    await refreshed(newsroom, url)
    (problem,) = (await problems(newsroom)).failing
    assert problem.failure is not None
    return problem.failure


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (401, FailureKind.LOGIN_NEEDED),
        (403, FailureKind.FORBIDDEN),
        (404, FailureKind.NOT_FOUND),
        (410, FailureKind.GONE),
        (451, FailureKind.LEGAL),
        (418, FailureKind.REFUSED),
        (500, FailureKind.SERVER_FAULT),
        (503, FailureKind.SERVER_FAULT),
    ],
)
async def test_a_refusal_is_told_apart_by_its_status(
    newsroom: Newsroom, newsstand: Newsstand, status: int, kind: FailureKind
) -> None:
    failure = await failure_of(newsroom, newsstand.serve("/feed", b"", status=status))

    assert (failure.kind, failure.status) == (kind, status)


async def test_the_wait_that_a_server_asks_for_is_kept(newsroom: Newsroom, newsstand: Newsstand) -> None:
    before = datetime.now(UTC)
    failure = await failure_of(newsroom, newsstand.serve("/feed", status=429, headers={"Retry-After": "7200"}))

    assert failure.kind is FailureKind.TOO_MANY_REQUESTS
    assert failure.retry_at is not None
    assert failure.retry_at >= before + timedelta(minutes=119)


async def test_a_web_page_names_its_feeds(newsroom: Newsroom, newsstand: Newsstand) -> None:
    failure = await failure_of(newsroom, newsstand.serve("/", PAGE.encode(), media_type=HTML))

    assert failure.kind is FailureKind.WEB_PAGE
    assert [(link.url, link.title) for link in failure.feeds] == [
        (newsstand.url("/news.xml"), "News"),
        (newsstand.url("/sport.xml"), "Sport"),
    ]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", FailureKind.NOT_A_FEED),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), FailureKind.NOT_A_FEED),
        (b'{"a": 1}', FailureKind.NOT_A_FEED),
        (b'<rss version="2.0"><channel><title>A</title><it', FailureKind.BROKEN_FEED),
        (b'<!DOCTYPE rss [<!ENTITY a "b">]><rss version="2.0"><channel/></rss>', FailureKind.BROKEN_FEED),
    ],
)
async def test_what_is_no_feed_is_told_from_a_broken_one(
    newsroom: Newsroom, newsstand: Newsstand, body: bytes, kind: FailureKind
) -> None:
    assert (await failure_of(newsroom, newsstand.serve("/feed", body))).kind is kind


async def test_a_broken_feed_tells_the_place(newsroom: Newsroom, newsstand: Newsstand) -> None:
    failure = await failure_of(newsroom, newsstand.serve("/feed", b'<rss version="2.0">\n<channel></chanel></rss>'))

    assert (failure.kind, failure.line, failure.column) == (FailureKind.BROKEN_FEED, 2, 12)


async def test_a_timeout_a_cut_and_a_feed_too_large_are_told_apart(newsroom: Newsroom, newsstand: Newsstand) -> None:
    for url in (
        newsstand.serve("/slow", b"x", delay_s=3.0),
        newsstand.serve("/cut", b"x", headers={"Content-Length": "10"}, ending=Ending.CLOSE),
        newsstand.serve("/large", b"x" * (3 << 20)),
    ):
        await refreshed(newsroom, url)

    kinds = [problem.failure and problem.failure.kind for problem in (await problems(newsroom)).failing]
    assert kinds == [FailureKind.TIMEOUT, FailureKind.BROKEN_OFF, FailureKind.TOO_LARGE]


async def test_redirects_in_a_circle_are_told(newsroom: Newsroom, newsstand: Newsstand) -> None:
    newsstand.redirect("/a", newsstand.url("/b"))

    assert (await failure_of(newsroom, newsstand.redirect("/b", newsstand.url("/a")))).kind is FailureKind.REDIRECTS


async def test_nobody_at_the_port_is_a_refused_connection(newsroom: Newsroom) -> None:
    with Newsstand() as closed:
        url = closed.url("/feed")

    assert (await failure_of(newsroom, url)).kind is FailureKind.CONNECTION_REFUSED


def secure(name: str) -> Newsstand:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATES / f"{name}.pem")
    return Newsstand(context)


@pytest.fixture
def trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATES / "authority.pem"))


async def test_an_expired_certificate_tells_its_day(newsroom: Newsroom, trusted: None) -> None:
    with secure("expired") as stand:
        failure = await failure_of(newsroom, stand.url("/feed", host="localhost"))

    assert failure.kind is FailureKind.CERTIFICATE_EXPIRED
    assert failure.expires_at == datetime(2021, 1, 1, tzinfo=UTC)
    (problem,) = (await problems(newsroom)).failing
    assert "expired on 1 January 2021, so nothing was read" in problem.feed.failure


async def test_behind_a_proxy_no_certificate_is_looked_at(
    newsroom: Newsroom, trusted: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "localhost")
    with secure("expired") as stand:
        failure = await failure_of(newsroom, stand.url("/feed", host="localhost"))

    assert (failure.kind, failure.expires_at) == (FailureKind.CERTIFICATE_EXPIRED, None)


async def test_a_refused_certificate_is_looked_at_where_it_was_refused(
    newsroom: Newsroom, trusted: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_up: list[object] = []
    getaddrinfo = socket.getaddrinfo

    def look_up_once(host: Any, *args: Any, **kw: Any) -> Any:
        if host in {"localhost", b"localhost"}:
            looked_up.append(host)
        if len(looked_up) > 1:
            raise socket.gaierror(socket.EAI_NONAME, "It leads elsewhere by now.")
        return getaddrinfo(host, *args, **kw)

    monkeypatch.setattr(socket, "getaddrinfo", look_up_once)
    with secure("expired") as stand:
        failure = await failure_of(newsroom, stand.url("/feed", host="localhost"))

    assert failure.expires_at == datetime(2021, 1, 1, tzinfo=UTC)
    assert len(looked_up) == 1


async def test_a_certificate_that_a_redirect_led_to_is_not_looked_at(
    newsroom: Newsroom, newsstand: Newsstand, trusted: None
) -> None:
    with secure("expired") as stand:
        failure = await failure_of(newsroom, newsstand.redirect("/feed", stand.url("/feed")))

    assert (failure.kind, failure.expires_at) == (FailureKind.CERTIFICATE_EXPIRED, None)


async def test_a_certificate_of_another_host_tells_whose_it_is(newsroom: Newsroom, trusted: None) -> None:
    with secure("good") as stand:
        failure = await failure_of(newsroom, stand.url("/feed", host="127.0.0.2"))

    assert failure.kind in {FailureKind.CERTIFICATE_WRONG_HOST, FailureKind.CONNECTION_REFUSED}
    if failure.kind is FailureKind.CERTIFICATE_WRONG_HOST:  # not every system has a second loopback address
        assert failure.names == ("localhost",)


async def test_a_certificate_that_lists_no_host_is_told_as_that(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATES / "unnamed.pem"))
    with secure("unnamed") as stand:
        await failure_of(newsroom, stand.url("/feed", host="localhost"))

    (problem,) = (await problems(newsroom)).failing
    assert "names no host in the form now required (subjectAltName), so nothing was read" in problem.feed.failure


async def test_feeds_that_never_worked_are_told_from_those_that_once_did(
    newsroom: Newsroom, newsstand: Newsstand
) -> None:
    await refreshed(newsroom, newsstand.feed("/once", "Once", [Item("One", published=NOW)]))
    newsstand.serve("/once", status=500)
    await refreshed(newsroom, newsstand.serve("/never", status=500))

    once, never = (await problems(newsroom)).failing

    assert (once.feed.last_success_at, never.feed.last_success_at) == (NOW, None)


async def test_a_silent_feed_is_stale_and_no_error(newsroom: Newsroom, newsstand: Newsstand) -> None:
    old, new = Item("Old", published=NOW - timedelta(days=201)), Item("New", published=NOW - timedelta(days=199))
    await refreshed(newsroom, newsstand.feed("/old", "Old", [old]))
    await refreshed(newsroom, newsstand.feed("/new", "New", [new]))

    found = await problems(newsroom)

    assert found.failing == ()
    assert [problem.feed.title for problem in found.stale] == ["Old"]


async def test_a_threshold_of_0_calls_nothing_stale(newsroom: Newsroom, newsstand: Newsstand) -> None:
    old = Item("Old", published=NOW - timedelta(days=2001))
    await refreshed(newsroom, newsstand.feed("/old", "Old", [old]))
    patient = newsroom._replace(config=newsroom.config._replace(problems_stale_days=0))

    assert (await problems(patient)).stale == ()


async def test_being_offline_leaves_error_count_and_schedule_as_they_are(
    newsroom: Newsroom, newsstand: Newsstand
) -> None:
    class Offline:
        async def get(self, *_arguments: object) -> Document:
            raise FetchError("There is no network.", is_offline=True, kind=FailureKind.OFFLINE)

    await refreshed(newsroom, newsstand.feed("/feed", "The Courier", [Item("One", published=NOW)]))
    (before,) = list_feeds.every_feed(newsroom)

    outcomes = [await refresh_feed(newsroom, before, cast(HttpClient, Offline())) for _ in range(5)]

    assert all(isinstance(outcome, Failed) and outcome.is_offline for outcome in outcomes)
    assert list_feeds.every_feed(newsroom) == (before,)
    assert (await problems(newsroom)).failing == ()


async def test_a_feed_that_moved_for_good_to_a_page_says_where(newsroom: Newsroom, newsstand: Newsstand) -> None:
    newsstand.serve("/", b"<html><body>Hello</body></html>", media_type=HTML)

    failure = await failure_of(newsroom, newsstand.redirect("/feed", newsstand.url("/"), 301))

    assert (failure.kind, failure.moved_to) == (FailureKind.WEB_PAGE, newsstand.url("/"))


async def test_a_machine_without_network_makes_no_feed_a_problem(newsroom: Newsroom, newsstand: Newsstand) -> None:
    newsroom.database.write(feeds.add, Subscription("http://nowhere.invalid/feed"), NOW)
    outcomes = [event async for event in refresh.refresh_feeds(newsroom, force=True)]

    failed = outcomes[1]
    assert isinstance(failed, Failed)
    assert len((await problems(newsroom)).failing) == (0 if failed.is_offline else 1)


async def mended(newsroom: Newsroom, newsstand: Newsstand) -> Problem:
    """Return a feed with a read article whose address then became a web page."""
    url = newsstand.feed("/", "The Courier", [Item("One", guid="1")])
    await refreshed(newsroom, url)
    await mark.mark(newsroom, [row.id for row in await read.find_rows(newsroom, Scope(), 9)], "starred", True)
    newsstand.serve("/", PAGE.encode(), media_type=HTML)
    newsstand.feed("/news.xml", "The Courier", [Item("One", guid="1"), Item("Two", guid="2")])
    await refreshed(newsroom, url)
    (problem,) = (await problems(newsroom)).failing
    return problem


async def test_another_address_keeps_articles_and_marks(newsroom: Newsroom, newsstand: Newsstand) -> None:
    problem = await mended(newsroom, newsstand)
    assert problem.failure is not None

    await readdress.change_address(newsroom, problem.feed, problem.failure.feeds[0].url)
    await refreshed(newsroom, newsstand.url("/news.xml"))

    rows = await read.find_rows(newsroom, Scope(), 9)
    assert {(row.title, row.is_starred) for row in rows} == {("One", True), ("Two", False)}
    assert (await problems(newsroom)).failing == ()


async def test_undo_gives_the_old_address_back(newsroom: Newsroom, newsstand: Newsstand) -> None:
    problem = await mended(newsroom, newsstand)
    await readdress.change_address(newsroom, problem.feed, newsstand.url("/news.xml"))

    await mark.undo(newsroom)

    (feed,) = list_feeds.every_feed(newsroom)
    assert feed.url == newsstand.url("/")


async def test_an_address_that_another_feed_has_is_refused(newsroom: Newsroom, newsstand: Newsstand) -> None:
    problem = await mended(newsroom, newsstand)
    newsroom.database.write(feeds.add, Subscription(newsstand.url("/news.xml"), title="Other"), NOW)

    with pytest.raises(UsageError, match="Other has the address"):
        await readdress.change_address(newsroom, problem.feed, newsstand.url("/news.xml"))
