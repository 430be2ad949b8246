"""What belongs to one host is told to no other, and nothing is kept to be told later."""

from tests.newsstand import Newsstand
from tests.web.conftest import failure, feed_at, get

from tuinews.fetch.http import HttpClient

LOGIN = "ann:p%40ss"
BASIC = "Basic YW5uOnBAc3M="


async def test_cookies_are_never_sent_back(newsstand: Newsstand, client: HttpClient) -> None:
    url = newsstand.serve("/news", b"x", headers={"Set-Cookie": "sid=abc; Path=/\r\nSet-Cookie: b=1"})

    await get(client, url)
    await get(client, url)

    assert "cookie" not in newsstand.requests("/news")[1].headers


async def test_a_cookie_set_on_the_way_is_not_sent_at_its_end(newsstand: Newsstand, client: HttpClient) -> None:
    end = newsstand.serve("/end", b"x")
    url = newsstand.serve("/start", status=302, headers={"Location": end, "Set-Cookie": "sid=abc; Path=/"})

    await get(client, url)

    assert "cookie" not in newsstand.requests("/end")[0].headers


async def test_a_login_in_the_address_is_sent(newsstand: Newsstand, client: HttpClient) -> None:
    newsstand.serve("/news", b"x")

    await get(client, newsstand.url("/news", login=LOGIN))

    assert newsstand.requests("/news")[0].headers["authorization"] == BASIC


async def test_a_login_is_not_part_of_the_documents_address(newsstand: Newsstand, client: HttpClient) -> None:
    newsstand.serve("/news", b"x")

    document = await get(client, newsstand.url("/news", login=LOGIN))

    assert document.url == newsstand.url("/news")


async def test_a_login_is_not_part_of_a_message(newsstand: Newsstand, client: HttpClient) -> None:
    error = await failure(client, newsstand.url("/absent", login=LOGIN))

    assert "ann" not in error.message
    assert "p%40ss" not in error.message


async def test_a_login_follows_a_redirect_on_its_host(newsstand: Newsstand, client: HttpClient) -> None:
    newsstand.serve("/end", b"x")
    newsstand.redirect("/start", "/end")

    await get(client, newsstand.url("/start", login=LOGIN))

    assert newsstand.requests("/end")[0].headers["authorization"] == BASIC


async def test_a_login_is_not_sent_to_another_host(newsstand: Newsstand, client: HttpClient) -> None:
    newsstand.serve("/end", b"x")
    newsstand.redirect("/start", newsstand.url("/end", host="localhost"))

    await get(client, newsstand.url("/start", login=LOGIN))

    assert "authorization" not in newsstand.requests("/end")[0].headers


async def test_a_login_is_not_sent_to_another_port(newsstand: Newsstand, client: HttpClient) -> None:
    with Newsstand() as other:
        newsstand.redirect("/start", other.serve("/end", b"x"))

        await get(client, newsstand.url("/start", login=LOGIN))

        assert "authorization" not in other.requests("/end")[0].headers


async def test_a_login_in_a_redirect_is_not_used(newsstand: Newsstand, client: HttpClient) -> None:
    newsstand.serve("/end", b"x")

    document = await get(client, newsstand.redirect("/start", newsstand.url("/end", login="eve:pw")))

    assert "authorization" not in newsstand.requests("/end")[0].headers
    assert document.url == newsstand.url("/end")


async def test_a_login_stays_in_an_address_that_moved_on_its_host(newsstand: Newsstand, client: HttpClient) -> None:
    newsstand.serve("/end", b"x")
    newsstand.redirect("/start", "/end", 301)

    document = await get(client, newsstand.url("/start", login=LOGIN))

    assert document.moved_to == newsstand.url("/end", login=LOGIN)


async def test_a_login_does_not_move_to_another_host(newsstand: Newsstand, client: HttpClient) -> None:
    newsstand.serve("/end", b"x")
    newsstand.redirect("/start", newsstand.url("/end", host="localhost"), 301)

    document = await get(client, newsstand.url("/start", login=LOGIN))

    assert document.moved_to == newsstand.url("/end", host="localhost")


async def test_headers_of_a_feed_are_sent_to_its_host_alone(newsstand: Newsstand, client: HttpClient) -> None:
    newsstand.serve("/end", b"x")
    url = newsstand.redirect("/start", newsstand.url("/end", host="localhost"))

    await client.get(feed_at(url), headers={"X-Api-Key": "secret"})

    assert newsstand.requests("/start")[0].headers["x-api-key"] == "secret"
    assert "x-api-key" not in newsstand.requests("/end")[0].headers
