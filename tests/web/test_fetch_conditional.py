"""A server that has nothing new is believed, and what it says about freshness is kept."""

from datetime import timedelta

import pytest
from tests.newsstand import Newsstand
from tests.web.conftest import NOON, failure, feed_at, get

from tuinews.fetch.http import HttpClient
from tuinews.model.sources import NotModified, Validators


async def test_a_document_carries_its_bytes_and_what_the_server_says_of_them(
    newsstand: Newsstand, client: HttpClient
) -> None:
    url = newsstand.serve("/news", b"<rss/>", media_type='Application/RSS+xml; Charset="ISO-8859-1"')

    document = await get(client, url)

    assert (document.body, document.url, document.media_type, document.charset) == (
        b"<rss/>",
        url,
        "application/rss+xml",
        "iso-8859-1",
    )


async def test_validators_of_an_answer_are_kept(newsstand: Newsstand, client: HttpClient) -> None:
    url = newsstand.serve("/news", b"x", etag='W/"a\xe9b"', last_modified="Thu, 19 Nov 2026 08:00:00 GMT")

    document = await get(client, url)

    assert document.validators == Validators('W/"a\xe9b"', "Thu, 19 Nov 2026 08:00:00 GMT")


async def test_validators_are_echoed_byte_for_byte(newsstand: Newsstand, client: HttpClient) -> None:
    url = newsstand.serve("/news", b"x", etag='W/"a\xe9b"', last_modified="once upon a time")

    await client.get(feed_at(url), (await get(client, url)).validators)

    headers = newsstand.requests("/news")[1].headers
    assert (headers["if-none-match"], headers["if-modified-since"]) == ('W/"a\xe9b"', "once upon a time")


async def test_the_first_request_is_unconditional(newsstand: Newsstand, client: HttpClient) -> None:
    await get(client, newsstand.serve("/news", b"x"))

    assert not {"if-none-match", "if-modified-since"} & newsstand.requests("/news")[0].headers.keys()


async def test_a_matching_etag_gives_not_modified(newsstand: Newsstand, client: HttpClient) -> None:
    source = feed_at(newsstand.serve("/news", b"x", etag='"1"'))

    answer = await client.get(source, Validators(etag='"1"'))

    assert answer == NotModified(source, Validators(etag='"1"'))


async def test_a_new_etag_on_304_replaces_the_old_one_and_the_date_stays(
    newsstand: Newsstand, client: HttpClient
) -> None:
    source = feed_at(newsstand.serve("/news", status=304, etag='"2"'))

    answer = await client.get(source, Validators('"1"', "yesterday"))

    assert answer == NotModified(source, Validators('"2"', "yesterday"))


async def test_304_to_a_first_request_is_an_error(newsstand: Newsstand, client: HttpClient) -> None:
    error = await failure(client, newsstand.serve("/news", status=304))

    assert error.status == 304
    assert "odd answer" in error.message


@pytest.mark.parametrize("etag", ['"\x1b[2J"', '"' + "e" * 5000 + '"', '"\x85"'])
async def test_an_etag_that_is_no_plain_short_text_is_not_kept(
    newsstand: Newsstand, client: HttpClient, etag: str
) -> None:
    document = await get(client, newsstand.serve("/news", b"x", etag=etag))

    assert document.validators == Validators()


async def test_a_stored_etag_with_a_line_break_is_not_sent(newsstand: Newsstand, client: HttpClient) -> None:
    url = newsstand.serve("/news", b"x")

    await get(client, url, Validators(etag='"a"\r\nX-Evil: 1'))

    assert not {"if-none-match", "x-evil"} & newsstand.requests("/news")[0].headers.keys()


async def test_a_document_stays_fresh_for_its_max_age(newsstand: Newsstand, client: HttpClient) -> None:
    url = newsstand.serve("/news", b"x", headers={"Cache-Control": "public, max-age=600"})

    assert (await get(client, url)).fresh_until == NOON + timedelta(seconds=600)


async def test_not_modified_renews_the_freshness(newsstand: Newsstand, client: HttpClient) -> None:
    url = newsstand.serve("/news", b"x", etag='"1"', headers={"Cache-Control": "max-age=60"})

    answer = await client.get(feed_at(url), Validators(etag='"1"'))

    assert answer.fresh_until == NOON + timedelta(seconds=60)


async def test_a_page_is_asked_for_as_html(newsstand: Newsstand, client: HttpClient) -> None:
    from tuinews.model.sources import Source, SourceKind

    await client.get(Source(SourceKind.PAGE, newsstand.serve("/page", b"x")))

    assert newsstand.requests("/page")[0].headers["accept"].startswith("text/html")


async def test_the_client_says_who_it_is(newsstand: Newsstand, client: HttpClient) -> None:
    await get(client, newsstand.serve("/news", b"x"))

    assert newsstand.requests("/news")[0].headers["user-agent"].startswith("tuinews/")
