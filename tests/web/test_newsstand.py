"""The newsstand says what it was told to, and no test leaves this machine."""

import socket

import pytest
from tests.conftest import WayOutError
from tests.newsstand import Answer, Item, Newsstand, rss
from tests.web.conftest import feed_at, get

from tuinews.fetch.http import HttpClient
from tuinews.model.sources import NotModified


async def test_a_feed_is_served_with_an_etag_of_its_content(newsstand: Newsstand, client: HttpClient) -> None:
    source = feed_at(newsstand.feed("/news", "The Example", ["One & only", Item("Two", "<p>x</p>")]))

    document = await get(client, source.location)

    assert document.body == rss("The Example", ["One & only", Item("Two", "<p>x</p>")])
    assert isinstance(await client.get(source, document.validators), NotModified)


async def test_answers_come_in_turn_and_the_last_one_stays(newsstand: Newsstand, client: HttpClient) -> None:
    url = newsstand.serve_in_turn("/news", Answer(b"1"), Answer(b"2"))

    assert [(await get(client, url)).body for _ in range(3)] == [b"1", b"2", b"2"]


async def test_requests_are_told_apart_by_path_without_query(newsstand: Newsstand, client: HttpClient) -> None:
    newsstand.serve("/a", b"x")
    newsstand.serve("/b", b"x")

    await get(client, newsstand.url("/a?page=1"))
    await get(client, newsstand.url("/b"))

    assert [request.target for request in newsstand.requests("/a")] == ["/a?page=1"]


def test_no_test_connects_to_another_machine() -> None:
    with pytest.raises(WayOutError):
        socket.create_connection(("192.0.2.7", 80))


def test_no_test_looks_up_a_name_of_the_world() -> None:
    with pytest.raises(WayOutError):
        socket.getaddrinfo("python.org", 80)
