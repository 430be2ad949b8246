"""Redirects are followed within bounds, and never to where a server should not send us."""

import pytest
from tests.newsstand import Newsstand
from tests.web.conftest import failure, feed_at, get, make_client

from tuinews.fetch import journey
from tuinews.fetch.addresses import leads_inside, look_up
from tuinews.fetch.http import HttpClient
from tuinews.fetch.limits import Limits
from tuinews.model.sources import NotModified, Validators


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_leads_to_the_document(newsstand: Newsstand, client: HttpClient, status: int) -> None:
    end = newsstand.serve("/end", b"x")

    document = await get(client, newsstand.redirect("/start", end, status))

    assert (document.url, document.body) == (end, b"x")


@pytest.mark.parametrize("location", ["/end", "end", "//127.0.0.1:{port}/end", "/%65nd", "/end#top"])
async def test_a_redirect_may_be_relative(newsstand: Newsstand, client: HttpClient, location: str) -> None:
    newsstand.serve("/end", b"x")
    newsstand.serve("/%65nd", b"x")

    document = await get(client, newsstand.redirect("/start", location.format(port=newsstand.port)))

    assert document.body == b"x"


async def test_an_address_that_moved_for_good_is_reported(newsstand: Newsstand, client: HttpClient) -> None:
    end = newsstand.serve("/end", b"x")
    middle = newsstand.redirect("/middle", end, 308)

    document = await get(client, newsstand.redirect("/start", middle, 301))

    assert document.moved_to == end


async def test_one_passing_redirect_makes_the_whole_way_passing(newsstand: Newsstand, client: HttpClient) -> None:
    middle = newsstand.redirect("/middle", newsstand.serve("/end", b"x"), 302)

    document = await get(client, newsstand.redirect("/start", middle, 301))

    assert document.moved_to == ""


async def test_a_document_that_stayed_has_not_moved(newsstand: Newsstand, client: HttpClient) -> None:
    assert (await get(client, newsstand.serve("/end", b"x"))).moved_to == ""


async def test_validators_are_sent_to_the_end_of_the_way(newsstand: Newsstand, client: HttpClient) -> None:
    url = newsstand.redirect("/start", newsstand.serve("/end", b"x", etag='"1"'))

    assert isinstance(await client.get(feed_at(url), Validators(etag='"1"')), NotModified)


async def test_a_circle_is_left_at_once(newsstand: Newsstand, client: HttpClient) -> None:
    newsstand.redirect("/b", newsstand.redirect("/a", newsstand.url("/b")))

    error = await failure(client, newsstand.url("/a"))

    assert "in a circle" in error.message
    assert len(newsstand.requests()) == 2


async def test_five_redirects_are_followed(newsstand: Newsstand, client: HttpClient) -> None:
    url = newsstand.serve("/0", b"x")
    for hop in range(1, 6):
        url = newsstand.redirect(f"/{hop}", url)

    assert (await get(client, url)).body == b"x"


async def test_a_sixth_redirect_is_not_followed(newsstand: Newsstand, client: HttpClient) -> None:
    url = newsstand.serve("/0", b"x")
    for hop in range(1, 7):
        url = newsstand.redirect(f"/{hop}", url)

    assert "redirects too many times" in (await failure(client, url)).message
    assert newsstand.requests("/0") == []


@pytest.mark.parametrize(
    ("location", "words"),
    [
        ("file:///etc/passwd", "of the kind “file:”"),
        ("FTP://127.0.0.1/x", "of the kind “ftp:”"),
        ("javascript:alert(1)", "of the kind “javascript:”"),
        ("data:text/plain,hello", "of the kind “data:”"),
        ("unix:///var/run/docker.sock", "of the kind “unix:”"),
        ("", "without saying where to"),
        ("http://127.0.0.1/\x1b[2J", "cannot be used"),
        ("http://127.0.0.1:0/", "cannot be used"),
        ("http://127.0.0.1:99999/", "cannot be used"),
        ("http://[::1", "cannot be used"),
        ("https:///nowhere", "cannot be used"),
    ],
)
async def test_a_redirect_to_no_web_address_is_refused(
    newsstand: Newsstand, client: HttpClient, location: str, words: str
) -> None:
    error = await failure(client, newsstand.redirect("/start", location))

    assert words in error.message
    assert "\x1b" not in error.message


async def test_a_name_that_cannot_be_one_is_shown_by_its_end(
    newsstand: Newsstand, client: HttpClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def look_up(_host: str) -> tuple[str, ...]:
        return ()

    monkeypatch.setattr(journey, "look_up", look_up)

    error = await failure(client, newsstand.redirect("/start", f"http://{'a' * 5_000}.example/"))

    assert len(error.message) < 200
    assert "aaa.example" in error.message


async def test_redirects_across_hosts_share_one_deadline(newsstand: Newsstand) -> None:
    slow = newsstand.serve("/end", b"x", delay_s=5)
    newsstand.redirect("/start", slow)

    async with make_client(Limits(total_timeout_s=0.3)) as client:
        error = await failure(client, newsstand.url("/start", host="localhost"))

    assert error.message == f"The server at 127.0.0.1:{newsstand.port} did not answer within 0.3 s."


async def test_a_redirect_to_this_very_link_is_refused(newsstand: Newsstand, client: HttpClient) -> None:
    error = await failure(client, newsstand.redirect("/start", "http://169.254.10.20/secrets"))

    assert "private network" in error.message


@pytest.mark.parametrize(
    "target", ["127.0.0.1", "10.1.2.3", "192.168.1.1", "100.64.0.1", "::1", "fd00::1", "::ffff:10.0.0.1"]
)
def test_the_public_internet_may_not_point_into_a_private_network(target: str) -> None:
    assert leads_inside("1.1.1.1", [target])


@pytest.mark.parametrize(
    "target",
    ["fec0::5", "224.0.0.251", "ff0e::fb", "192.0.0.1", "64:ff9b:1::a00:1", "64:ff9b:1::1.1.1.1", "::ffff:0:10.0.0.1"],
)
def test_the_rarer_private_networks_are_private_too(target: str) -> None:
    assert leads_inside("1.1.1.1", [target])


@pytest.mark.parametrize("target", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "::ffff:0:8.8.8.8"])
def test_the_public_internet_may_point_to_itself(target: str) -> None:
    assert not leads_inside("1.1.1.1", [target])


@pytest.mark.parametrize("peer", ["192.168.1.2", "127.0.0.1", ""])
def test_a_home_server_may_point_to_another(peer: str) -> None:
    assert not leads_inside(peer, ["192.168.1.3"])


def test_one_private_address_among_public_ones_is_enough() -> None:
    assert leads_inside("1.1.1.1", ["8.8.8.8", "10.0.0.1"])


async def test_a_name_that_cannot_be_looked_up_has_no_address() -> None:
    assert await look_up("a" * 70 + ".invalid") == ()


async def test_a_name_has_the_addresses_behind_it() -> None:
    assert "127.0.0.1" in await look_up("localhost")


@pytest.mark.parametrize("no_proxy", ["", "192.168.1.1,home.invalid"])
@pytest.mark.parametrize("target", ["http://192.168.1.1/", "http://home.invalid/"])
async def test_a_public_site_behind_a_proxy_may_not_point_into_a_private_network(
    newsstand: Newsstand, monkeypatch: pytest.MonkeyPatch, no_proxy: str, target: str
) -> None:
    names = {
        "public.invalid": ("10.0.0.1", "1.1.1.1"),
        "home.invalid": ("192.168.1.1",),
        "192.168.1.1": ("192.168.1.1",),
    }

    async def look_up(host: str) -> tuple[str, ...]:
        return names.get(host, ())

    monkeypatch.setattr(journey, "look_up", look_up)
    monkeypatch.setenv("http_proxy", newsstand.url(""))
    monkeypatch.setenv("no_proxy", no_proxy)
    newsstand.redirect("/start", target)

    async with make_client() as client:
        error = await failure(client, "http://public.invalid/start")

    assert "points into a private network" in error.message
    assert [request.target for request in newsstand.requests()] == ["http://public.invalid/start"]


@pytest.mark.parametrize("seeming", [(), ("192.168.1.1",)])
async def test_what_its_name_seems_to_be_lets_no_site_lead_past_the_proxy(
    newsstand: Newsstand, monkeypatch: pytest.MonkeyPatch, seeming: tuple[str, ...]
) -> None:
    async def look_up(host: str) -> tuple[str, ...]:
        return seeming if host == "public.invalid" else (host,)

    monkeypatch.setattr(journey, "look_up", look_up)
    monkeypatch.setenv("http_proxy", newsstand.url(""))
    monkeypatch.setenv("no_proxy", "localhost,127.0.0.1")
    newsstand.redirect("/start", newsstand.serve("/end", b"x"))

    async with make_client() as client:
        error = await failure(client, "http://public.invalid/start")

    assert "points into a private network" in error.message
    assert newsstand.requests("/end") == []


async def test_a_home_server_behind_a_proxy_may_point_to_another(
    newsstand: Newsstand, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def look_up(host: str) -> tuple[str, ...]:
        return {"home.invalid": ("192.168.1.2",), "other.invalid": ("192.168.1.3",)}[host]

    monkeypatch.setattr(journey, "look_up", look_up)
    monkeypatch.setenv("http_proxy", newsstand.url(""))
    newsstand.redirect("/start", "http://other.invalid/end")
    newsstand.serve("/end", b"x")

    async with make_client() as client:
        assert (await get(client, "http://home.invalid/start")).body == b"x"


async def test_behind_a_proxy_no_name_is_looked_up_for_a_redirect_on_its_host(
    newsstand: Newsstand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(journey, "look_up")
    monkeypatch.setenv("http_proxy", newsstand.url(""))
    newsstand.redirect("/start", "/end")
    newsstand.serve("/end", b"x")

    async with make_client() as client:
        assert (await get(client, "http://public.invalid/start")).body == b"x"
