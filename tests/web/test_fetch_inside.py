"""What a stranger names is never asked in a private network; what the user names is, unless that is switched off."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.newsstand import Newsstand
from tests.ui.frame.newsdesk import Story, open_archive, stock
from tests.web.conftest import SMALL, failure, get, make_client

from tuinews.errors import FailureKind, FetchError
from tuinews.fetch import journey
from tuinews.fetch.addresses import is_inside, look_up
from tuinews.fetch.http import HttpClient
from tuinews.model.events import PageFetched
from tuinews.model.sources import Document, Source, SourceKind
from tuinews.newsroom import full_text
from tuinews.newsroom.ingest import manners

NAMES = {"public.invalid": "1.1.1.1", "home.invalid": "192.168.1.2", "localhost": "127.0.0.1", "127.0.0.1": "127.0.0.1"}


@pytest.fixture(autouse=True)
def _names(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let names lead where the test says, and all others nowhere."""

    async def look_up(host: str) -> tuple[str, ...]:
        return (NAMES[host],) if host in NAMES else ()

    monkeypatch.setattr(journey, "look_up", look_up)


async def named(client: HttpClient, url: str, named_by: str) -> object:
    return await client.get(Source(SourceKind.PAGE, url, named_by))


@pytest.mark.parametrize("namer", ["http://public.invalid/feed", "http://unknown.invalid/feed"])
async def test_a_stranger_cannot_have_a_private_address_asked(
    newsstand: Newsstand, client: HttpClient, namer: str
) -> None:
    for host in ("127.0.0.1", "localhost"):
        with pytest.raises(FetchError, match="into a private network"):
            await named(client, newsstand.url("/reboot", host=host), namer)

    assert newsstand.requests() == []


async def test_a_feed_at_home_may_name_a_page_at_home(newsstand: Newsstand, client: HttpClient) -> None:
    page = newsstand.serve("/page", b"x")

    assert isinstance(await named(client, page, "http://home.invalid/feed"), Document)


async def test_a_feed_names_pages_of_its_own_host_without_a_look(
    newsstand: Newsstand, client: HttpClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(journey, "look_up")

    assert isinstance(await named(client, newsstand.serve("/page", b"x"), newsstand.url("/feed")), Document)


async def test_a_stranger_s_name_that_led_nowhere_when_it_was_checked_is_not_asked(
    newsstand: Newsstand, client: HttpClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(NAMES, "localhost")

    with pytest.raises(FetchError):
        await named(client, newsstand.url("/page", host="localhost"), "http://public.invalid/feed")

    assert newsstand.requests() == []


async def test_where_no_name_can_be_looked_up_that_is_what_is_said(client: HttpClient) -> None:
    with pytest.raises(FetchError) as caught:
        await named(client, "http://page.invalid/", "http://feed.invalid/")

    assert isinstance(caught.value.__cause__, Exception)
    assert "private" not in caught.value.message


async def test_where_nothing_private_may_be_asked_not_even_the_user_s_own_address_is(newsstand: Newsstand) -> None:
    async with make_client(SMALL._replace(allows_private=False)) as client:
        for host in ("127.0.0.1", "localhost"):
            error = await failure(client, newsstand.url("/feed", host=host))

            assert "fetch.private_addresses" in error.message

    assert newsstand.requests() == []


@pytest.mark.parametrize("address", ["64:ff9b::10.0.0.1", "::10.0.0.1", "0.0.0.0", "fe80::1%eth0", "::", "fec0::5"])
def test_a_private_address_is_known_in_every_guise(address: str) -> None:
    assert is_inside(address)
    assert not is_inside("64:ff9b::1.1.1.1")


async def test_a_name_that_begins_like_an_address_is_looked_up_as_a_name() -> None:
    assert await look_up("8.8.8.8%name.invalid") == ()
    assert await look_up("fe80::1%eth0") == ("fe80::1%eth0",)


async def test_the_page_of_a_public_feed_s_article_is_not_fetched_from_a_private_network(
    tmp_path: Path, newsstand: Newsstand
) -> None:
    newsroom = open_archive(tmp_path, fetch_host_gap_s=0.0)
    stock(newsroom, "Public", [Story("Trap", url=newsstand.url("/reboot"))], url="http://public.invalid/feed")

    events = [event async for event in full_text.fetch_page(newsroom, 1, manners(newsroom.config))]

    newsroom.close()
    assert isinstance(events[-1], PageFetched)
    assert "into a private network" in events[-1].problem
    assert newsstand.requests() == []


@pytest.mark.parametrize(
    "host",
    ["169.254.169.254", "2852039166", "0xa9.254.43518", "[fe80::1]", "[::ffff:a9fe:a9fe]", "[64:ff9b::a9fe:a9fe]"],
)
async def test_nothing_on_this_very_link_is_asked_whoever_names_it(
    newsstand: Newsstand, client: HttpClient, monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    monkeypatch.setenv("http_proxy", newsstand.url(""))

    error = await failure(client, f"http://{host}/latest/meta-data")

    assert "It is never asked" in error.message
    assert error.kind is FailureKind.BAD_ADDRESS
    assert newsstand.requests() == []


async def test_what_the_user_names_is_asked_at_home(newsstand: Newsstand, client: HttpClient) -> None:
    assert (await get(client, newsstand.serve("/feed", b"x"))).body == b"x"
