"""Secure connections are checked, and no server talks us out of them."""

import asyncio
import functools
import ssl
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import h2.config
import h2.connection
import h2.events
import pytest
from tests.newsstand import Newsstand
from tests.web.conftest import failure, feed_at, get

from tuinews.errors import FailureKind
from tuinews.fetch import journey
from tuinews.fetch.http import HttpClient
from tuinews.fetch.trust import load_trust
from tuinews.model.sources import NotModified, Validators

CERTIFICATES: Final = Path(__file__).parent / "certificates"


def server_context(name: str, *protocols: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATES / f"{name}.pem")
    context.set_alpn_protocols(protocols or ["http/1.1"])
    return context


@pytest.fixture
def trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Trust the authority of these tests, as a user does with a home server's."""
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATES / "authority.pem"))


@pytest.fixture
def secure_newsstand(trusted: None) -> Iterator[Newsstand]:
    """A web server that speaks TLS."""
    with Newsstand(server_context("good")) as stand:
        yield stand


async def test_a_trusted_server_is_read(secure_newsstand: Newsstand, client: HttpClient) -> None:
    assert (await get(client, secure_newsstand.serve("/news", b"x"))).body == b"x"


async def test_two_first_requests_at_once_are_both_answered(secure_newsstand: Newsstand, client: HttpClient) -> None:
    url = secure_newsstand.serve("/news", b"x")

    documents = await asyncio.gather(get(client, url), get(client, secure_newsstand.url("/news", host="localhost")))

    assert [document.body for document in documents] == [b"x", b"x"]


async def test_an_unknown_authority_is_refused(client: HttpClient) -> None:
    with Newsstand(server_context("good")) as stand:
        error = await failure(client, stand.url("/news"))

        assert error.message == (
            f"The certificate of 127.0.0.1:{stand.port} is signed by an authority that this machine does not know, "
            "so nothing was read."
        )


async def test_an_expired_certificate_is_named(trusted: None, client: HttpClient) -> None:
    with Newsstand(server_context("expired")) as stand:
        error = await failure(client, stand.url("/news"))

        assert f"The certificate of 127.0.0.1:{stand.port} has expired" in error.message
        assert stand.requests() == []


async def test_a_server_without_tls_is_told(client: HttpClient) -> None:
    async def answer_plainly(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1)
        writer.write(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
        writer.close()

    server = await asyncio.start_server(answer_plainly, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        error = await failure(client, f"https://127.0.0.1:{port}/news")

    assert error.message.startswith(f"No safe connection to 127.0.0.1:{port} could be agreed on")


async def test_a_redirect_to_an_unencrypted_address_is_refused(
    secure_newsstand: Newsstand, newsstand: Newsstand, client: HttpClient
) -> None:
    end = newsstand.serve("/end", b"x")

    error = await failure(client, secure_newsstand.redirect("/start", end))

    assert "points to an unencrypted address, not followed" in error.message
    assert newsstand.requests() == []


async def test_a_redirect_to_an_encrypted_address_is_followed(
    secure_newsstand: Newsstand, newsstand: Newsstand, client: HttpClient
) -> None:
    end = secure_newsstand.serve("/end", b"x")

    document = await get(client, newsstand.redirect("/start", end, 301))

    assert document.moved_to == end


async def test_the_certificate_is_checked_for_the_name_where_its_checked_address_is_asked(
    newsstand: Newsstand, secure_newsstand: Newsstand, client: HttpClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def look_up(host: str) -> tuple[str, ...]:
        return ("127.0.0.1",)

    monkeypatch.setattr(journey, "look_up", look_up)
    secure_newsstand.serve("/end", b"x")
    port = urlsplit(secure_newsstand.url("/")).port

    good = await get(client, newsstand.redirect("/good", f"https://localhost:{port}/end"))
    error = await failure(client, newsstand.redirect("/bad", f"https://rebound.invalid:{port}/end"))

    assert good.body == b"x"
    assert error.kind is FailureKind.CERTIFICATE_WRONG_HOST


async def test_a_certificate_without_a_list_of_hosts_is_for_none(
    client: HttpClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATES / "unnamed.pem"))
    with Newsstand(server_context("unnamed")) as stand:
        stand.serve("/news", b"x")
        error = await failure(client, stand.url("/news", host="localhost"))

        assert error.kind is FailureKind.CERTIFICATE_WRONG_HOST
        assert stand.requests() == []


def test_trust_checks_certificates_and_names() -> None:
    context = load_trust()

    assert (context.verify_mode, context.check_hostname) == (ssl.CERT_REQUIRED, True)


def test_a_machine_without_roots_gets_some(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "empty.pem").touch()
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "empty.pem"))
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path / "none"))

    assert load_trust().cert_store_stats()["x509_ca"] > 50


async def answer_in_http2(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, found: str = "200") -> None:
    """Answer every request with 304 where it is conditional, else with a feed."""
    connection = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False))
    connection.initiate_connection()
    writer.write(connection.data_to_send())
    with suppress(ConnectionError):
        while data := await reader.read(65536):
            for event in connection.receive_data(data):
                if isinstance(event, h2.events.RequestReceived) and event.stream_id and event.headers:
                    is_known = b"if-none-match" in dict(event.headers)
                    status = "304" if is_known else found
                    connection.send_headers(event.stream_id, [(":status", status), ("etag", '"2"')], is_known)
                    if not is_known:
                        connection.send_data(event.stream_id, b"<rss/>", end_stream=True)
            writer.write(connection.data_to_send())
    writer.close()


@pytest.fixture
async def http2_url(trusted: None, request: pytest.FixtureRequest) -> AsyncIterator[str]:
    """The address of a server that speaks HTTP/2 alone, and answers with the status that is the parameter."""
    answer = functools.partial(answer_in_http2, found=getattr(request, "param", "200"))
    server = await asyncio.start_server(answer, "127.0.0.1", 0, ssl=server_context("good", "h2"))
    async with server:
        yield f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}/news"


async def test_http2_is_spoken_where_the_server_offers_it(http2_url: str, client: HttpClient) -> None:
    assert (await get(client, http2_url)).body == b"<rss/>"


async def test_nothing_new_is_understood_in_http2(http2_url: str, client: HttpClient) -> None:
    answer = await client.get(feed_at(http2_url), Validators(etag='"1"'))

    assert answer == NotModified(feed_at(http2_url), Validators(etag='"2"'))


@pytest.mark.parametrize("http2_url", ["abc", "", "2 00"], indirect=True)
async def test_a_status_that_is_no_number_is_no_proper_answer(http2_url: str, client: HttpClient) -> None:
    error = await failure(client, http2_url)

    assert "gave no proper answer" in error.message
    assert error.kind is FailureKind.BROKEN_OFF
