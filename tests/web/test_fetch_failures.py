"""Every failure is one plain sentence that names the server and none of its words."""

import errno
import socket
import ssl
from datetime import timedelta

import pytest
from tests.newsstand import Ending, Newsstand
from tests.web.conftest import NOON, failure, make_client

from tuinews.errors import ShortageError
from tuinews.fetch import failures
from tuinews.fetch.failures import no_connection, refusal
from tuinews.fetch.http import HttpClient
from tuinews.fetch.limits import Limits


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (204, "gave an odd answer (204)"),
        (300, "gave an odd answer (300)"),
        (401, "asks for a user name and a password (401)"),
        (403, "refuses feed readers (403)"),
        (404, "has nothing at this address (404)"),
        (410, "is gone for good (410)"),
        (418, "refuses the request (418)"),
        (429, "asks for fewer requests (429)"),
        (451, "for legal reasons (451)"),
        (500, "has a fault of its own (500)"),
        (503, "is overloaded or being repaired (503)"),
        (999, "has a fault of its own (999)"),
    ],
)
async def test_a_status_is_told_in_words(newsstand: Newsstand, client: HttpClient, status: int, words: str) -> None:
    error = await failure(client, newsstand.serve("/news", b"<h1>Oops</h1>", status=status))

    assert words in error.message
    assert f"127.0.0.1:{newsstand.port}" in error.message
    assert error.status == status


async def test_a_test_for_humans_is_told_from_a_refusal(newsstand: Newsstand, client: HttpClient) -> None:
    address = newsstand.serve("/news", b"Just a moment", status=403, headers={"cf-mitigated": "challenge"})

    error = await failure(client, address)

    assert "a test for humans (403)" in error.message


def test_only_410_is_gone() -> None:
    assert [refusal(status, "x", None).is_gone for status in (404, 410, 451)] == [False, True, False]


async def test_retry_after_comes_with_the_error(newsstand: Newsstand, client: HttpClient) -> None:
    error = await failure(client, newsstand.serve("/news", status=429, headers={"Retry-After": "120"}))

    assert error.retry_at == NOON + timedelta(seconds=120)


async def test_without_retry_after_there_is_no_time(newsstand: Newsstand, client: HttpClient) -> None:
    assert (await failure(client, newsstand.serve("/news", status=503))).retry_at is None


async def test_the_reason_phrase_is_never_shown(newsstand: Newsstand, client: HttpClient) -> None:
    raw = b"HTTP/1.1 500 \x1b]0;pwned\x07Oops\r\nContent-Length: 0\r\n\r\n"

    error = await failure(client, newsstand.serve_raw("/news", raw))

    assert "Oops" not in error.message
    assert error.message.isprintable()


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"<rss/>",
        b"SSH-2.0-OpenSSH_9.9\r\n",
        b"HTTP/1.1 200 OK\r\nno colon here\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: banana\r\n\r\n<rss/>",
        b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n<rss/>",
        b"HTTP/1.1 200 OK\r\nX-Big: " + b"h" * 1_000_000 + b"\r\n\r\n<rss/>",
    ],
    ids=["nothing", "no-head", "ssh", "no-colon", "bad-length", "negative-length", "big-header"],
)
async def test_what_is_not_http_is_no_proper_answer(newsstand: Newsstand, client: HttpClient, raw: bytes) -> None:
    error = await failure(client, newsstand.serve_raw("/news", raw))

    assert error.message == f"The server at 127.0.0.1:{newsstand.port} gave no proper answer. Try again later."


@pytest.mark.parametrize(
    "raw",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<rss>",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<rss>\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n<rss>\r\n0\r\n\r\n",
    ],
    ids=["length", "last-chunk", "chunk-size"],
)
async def test_an_answer_that_ends_too_early_is_refused(newsstand: Newsstand, client: HttpClient, raw: bytes) -> None:
    error = await failure(client, newsstand.serve_raw("/news", raw))

    assert error.message == f"The answer from 127.0.0.1:{newsstand.port} was cut off on the way. Try again later."


async def test_a_reset_connection_is_told(newsstand: Newsstand, client: HttpClient) -> None:
    error = await failure(client, newsstand.serve_raw("/news", b"", ending=Ending.RESET))

    assert error.message == f"The connection to 127.0.0.1:{newsstand.port} broke off. Try again later."


async def test_a_closed_port_refuses_connections(client: HttpClient) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]

    error = await failure(client, f"http://127.0.0.1:{port}/")

    assert error.message.startswith(f"The server at 127.0.0.1:{port} refuses connections.")
    assert not error.is_offline


async def test_a_server_that_never_picks_up_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    # A queue of none, already full: the next connection waits for ever.
    with socket.socket() as listener, socket.socket() as first:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        address = listener.getsockname()
        first.connect(address)
        async with make_client(Limits(connect_timeout_s=0.1, first_byte_timeout_s=0.1)) as client:
            error = await failure(client, f"http://127.0.0.1:{address[1]}/")

    assert "did not answer within 0.1 s" in error.message


async def test_a_name_that_leads_nowhere_is_told(client: HttpClient) -> None:
    error = await failure(client, "http://news.invalid/feed")

    assert "news.invalid" in error.message
    assert error.status is None


def test_a_name_server_that_is_out_of_reach_looks_like_no_network() -> None:
    error = no_connection(socket.gaierror(socket.EAI_AGAIN, "Temporary failure"), "news.example")

    assert error.is_offline
    assert error.message == "There is no network: the name news.example cannot be looked up."


def test_a_wrong_name_is_told_while_there_is_a_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(failures, "has_route", lambda: True)

    error = no_connection(socket.gaierror(socket.EAI_NONAME, "Unknown name"), "news.example")

    assert not error.is_offline
    assert error.message == "There is no server named news.example. Check the address."


def test_a_wrong_name_says_nothing_while_there_is_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(failures, "has_route", lambda: False)

    assert no_connection(socket.gaierror(socket.EAI_NONAME, "Unknown name"), "news.example").is_offline


def test_there_is_a_route_to_this_machine() -> None:
    assert failures.has_route([(socket.AF_INET, "nowhere.invalid"), (socket.AF_INET, "127.0.0.1")])


def test_there_is_no_route_to_nowhere() -> None:
    assert not failures.has_route([(socket.AF_INET, "nowhere.invalid")])


@pytest.mark.parametrize(
    ("number", "words", "is_offline"),
    [
        (errno.ENETUNREACH, "There is no network", True),
        (errno.EHOSTUNREACH, "There is no way to news.example", False),
        (errno.EIO, "The connection to news.example broke off", False),
    ],
)
def test_a_fault_of_the_network_is_found_under_the_error(number: int, words: str, is_offline: bool) -> None:
    outer = OSError("All attempts failed")
    outer.__cause__ = ExceptionGroup("attempts", [OSError(number, "x"), OSError(number, "y")])

    error = no_connection(outer, "news.example")

    assert error.message.startswith(words)
    assert error.is_offline is is_offline


@pytest.mark.parametrize("number", [errno.EMFILE, errno.ENFILE])
def test_too_many_open_files_are_told_as_this_machine_s(number: int) -> None:
    error = no_connection(OSError(number, "Too many open files"), "news.example")

    assert error.message.startswith("Too many files are open on this machine")
    assert isinstance(error, ShortageError)


def test_an_error_that_goes_round_in_circles_is_still_told() -> None:
    first, second = OSError("a"), OSError("b")
    first.__cause__, second.__cause__ = second, first

    assert no_connection(first, "x").message == "The connection to x broke off. Try again later."


def test_a_failed_handshake_is_told() -> None:
    assert "No safe connection to x" in no_connection(ssl.SSLError("wrong version"), "x").message


@pytest.mark.parametrize(
    "location", ["news.example/feed", "ftp://news.example/", "http://", "http://[::1", "", "http://a:99999/", "/etc/x"]
)
async def test_what_is_no_web_address_is_told(client: HttpClient, location: str) -> None:
    error = await failure(client, location)

    assert error.message == f"“{location}” is no web address. It should begin with https:// or http://."


async def test_a_foreign_host_name_is_shown_with_its_punycode(client: HttpClient) -> None:
    assert "münchen.invalid (xn--mnchen-3ya.invalid)" in (await failure(client, "http://münchen.invalid/")).message


@pytest.mark.parametrize("proxy", ["socks5://127.0.0.1:1", "nonsense://127.0.0.1:1"])
async def test_a_proxy_that_cannot_be_used_is_told(
    newsstand: Newsstand, client: HttpClient, monkeypatch: pytest.MonkeyPatch, proxy: str
) -> None:
    monkeypatch.setenv("ALL_PROXY", proxy)

    assert "proxy set in the environment cannot be used" in (await failure(client, newsstand.url("/"))).message


async def test_a_request_goes_through_the_proxy_of_the_environment(
    newsstand: Newsstand, client: HttpClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", newsstand.url(""))

    error = await failure(client, "http://news.example/feed")

    assert error.status == 404
    assert newsstand.requests()[0].target == "http://news.example/feed"


async def test_a_proxy_that_refuses_is_told(
    newsstand: Newsstand, client: HttpClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", newsstand.url(""))

    error = await failure(client, "https://news.example/feed")

    assert error.message == "The proxy between here and news.example does not let the request through."
