"""Every host that can be named is asked or refused in words; none ends more than its own fetch."""

import pytest
from tests.newsstand import Item, Newsstand
from tests.web.conftest import failure, get, make_client
from tests.web.watch import outcomes, subscribed

from tuinews.errors import FetchError
from tuinews.fetch import journey
from tuinews.fetch.http import HttpClient
from tuinews.model.events import Failed, Refreshed
from tuinews.model.sources import Document, Source, SourceKind
from tuinews.newsroom import Newsroom

UNREADABLE = "xn--a.invalid"
EMOJI = "xn--i-7iq.invalid"
"""“i❤”, which the rules for names in other letters leave out (RFC 5892), and which is registered all the same."""


def behind(monkeypatch: pytest.MonkeyPatch, newsstand: Newsstand, **also: str) -> None:
    """Let the newsstand be the proxy that everything is asked through."""
    for name, value in {"http_proxy": newsstand.url(""), **also}.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def looked_up(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names that are looked up; each leads to loopback."""
    names: list[str] = []

    async def look_up(host: str) -> tuple[str, ...]:
        names.append(host)
        return ("127.0.0.1",)

    monkeypatch.setattr(journey, "look_up", look_up)
    return names


async def test_a_host_that_stands_for_nothing_is_told_as_one_that_is_not_there(client: HttpClient) -> None:
    assert UNREADABLE in (await failure(client, f"http://{UNREADABLE}/feed")).message


async def test_a_redirect_to_a_host_that_stands_for_nothing_is_told(newsstand: Newsstand, client: HttpClient) -> None:
    error = await failure(client, newsstand.redirect("/feed", f"http://{UNREADABLE}/feed"))

    assert UNREADABLE in error.message


async def test_a_stranger_may_name_a_host_that_stands_for_nothing(client: HttpClient) -> None:
    source = Source(SourceKind.PAGE, f"http://{UNREADABLE}/page", f"http://also.{UNREADABLE}/feed")

    with pytest.raises(FetchError, match=UNREADABLE):
        await client.get(source)


async def test_a_domain_of_emoji_is_read(newsstand: Newsstand, client: HttpClient, looked_up: list[str]) -> None:
    newsstand.serve("/feed", b"x")
    source = Source(SourceKind.PAGE, newsstand.url("/feed", host=EMOJI), "http://127.0.0.1/feed")

    document = await client.get(source)

    assert isinstance(document, Document)
    assert newsstand.requests()[0].headers["host"] == f"{EMOJI}:{newsstand.port}"


@pytest.mark.parametrize("no_proxy", ["", "home.invalid"])
async def test_a_domain_of_emoji_is_read_through_a_proxy(
    newsstand: Newsstand, monkeypatch: pytest.MonkeyPatch, no_proxy: str
) -> None:
    newsstand.serve("/feed", b"x")
    behind(monkeypatch, newsstand, no_proxy=no_proxy)

    async with make_client() as client:
        assert (await get(client, f"http://{EMOJI}/feed")).body == b"x"


@pytest.mark.parametrize(
    "no_proxy", ["http://b\u00fccher.invalid", "http://xn--bcher-kva.invalid", "xn--bcher-kva.invalid"]
)
async def test_no_proxy_may_hold_a_name_in_other_letters(
    newsstand: Newsstand, monkeypatch: pytest.MonkeyPatch, no_proxy: str
) -> None:
    behind(monkeypatch, newsstand, no_proxy=no_proxy)

    async with make_client() as client:
        await failure(client, "http://b\u00fccher.invalid/feed")

    assert newsstand.requests() == []


async def test_a_redirect_leads_to_a_domain_of_emoji(
    newsstand: Newsstand, client: HttpClient, looked_up: list[str]
) -> None:
    end = newsstand.url("/end", host=EMOJI)
    newsstand.serve("/end", b"x")

    assert (await get(client, newsstand.redirect("/feed", end))).url == end


async def test_one_feed_at_a_host_that_stands_for_nothing_leaves_the_others_alone(
    newsroom: Newsroom, newsstand: Newsstand
) -> None:
    newsstand.feed("/good", "Good", [Item("One")])
    for url in (newsstand.redirect("/moved", f"http://{UNREADABLE}/"), f"http://{UNREADABLE}/", newsstand.url("/good")):
        subscribed(newsroom, url)

    found = await outcomes(newsroom)

    assert sorted(type(outcome).__name__ for outcome in found) == ["Failed", "Failed", "Refreshed"]
    assert all(UNREADABLE in outcome.message for outcome in found if isinstance(outcome, Failed))
    assert sum(outcome.new for outcome in found if isinstance(outcome, Refreshed)) == 1


@pytest.mark.parametrize("letters", ["fa\u00df.invalid", "\u03c3\u03bf\u03c6\u03cc\u03c2.invalid"])
async def test_a_name_is_looked_up_as_it_is_asked_for(
    newsstand: Newsstand, client: HttpClient, looked_up: list[str], letters: str
) -> None:
    newsstand.serve("/end", b"x")
    location = newsstand.url("/end", host=letters).encode().decode("latin-1")

    await get(client, newsstand.redirect("/feed", location))

    # Python's own look-up would ask for "fass" and "σοφόσ", other servers. RFC 5895
    assert looked_up == [newsstand.requests("/end")[0].headers["host"].partition(":")[0]]


async def test_who_names_an_address_is_looked_up_by_the_same_name(client: HttpClient, looked_up: list[str]) -> None:
    with pytest.raises(FetchError):
        await client.get(Source(SourceKind.PAGE, "http://fa\u00df.invalid:1/page", "http://s\u00fc\u00df.invalid/feed"))

    assert looked_up == ["xn--fa-hia.invalid", "xn--s-qfa0g.invalid"]
