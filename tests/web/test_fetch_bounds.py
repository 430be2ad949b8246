"""No server makes a fetch take more bytes, memory or time than its limits."""

import gzip
import random
import zlib

import brotli
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.newsstand import HTML, Ending, Newsstand
from tests.web.conftest import SMALL, failure, get, make_client

from tuinews.errors import FetchError
from tuinews.fetch.decoding import decode
from tuinews.fetch.http import HttpClient
from tuinews.fetch.limits import DEFAULT_LIMITS, Limits, size_in_words

PACKERS = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstandard.compress,
}
TEXT = b"<rss>" + bytes(range(256)) * 60 + b"</rss>"


@pytest.mark.parametrize("encoding", PACKERS)
async def test_a_packed_answer_is_unpacked(newsstand: Newsstand, client: HttpClient, encoding: str) -> None:
    url = newsstand.serve("/news", PACKERS[encoding](TEXT), headers={"Content-Encoding": encoding.upper()})

    assert (await get(client, url)).body == TEXT


@pytest.mark.parametrize("encoding", PACKERS)
async def test_a_bomb_is_stopped_at_the_limit(newsstand: Newsstand, client: HttpClient, encoding: str) -> None:
    bomb = PACKERS[encoding](b" " * 4_000_000)
    url = newsstand.serve("/bomb", bomb, headers={"Content-Encoding": encoding})

    assert "is larger than 39.1 kB, not read" in (await failure(client, url)).message


@pytest.mark.parametrize("encoding", PACKERS)
async def test_a_packed_answer_that_was_cut_is_refused(newsstand: Newsstand, client: HttpClient, encoding: str) -> None:
    packed = PACKERS[encoding](TEXT)
    url = newsstand.serve("/news", packed[: len(packed) // 2], headers={"Content-Encoding": encoding})

    assert "was cut off on the way" in (await failure(client, url)).message


@pytest.mark.parametrize("encoding", PACKERS)
async def test_a_packed_answer_that_is_junk_is_refused(newsstand: Newsstand, client: HttpClient, encoding: str) -> None:
    url = newsstand.serve("/news", b"\x1b\x0f\x00\xf8" * 50, headers={"Content-Encoding": encoding})

    assert "arrived damaged" in (await failure(client, url)).message


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("gzip, gzip", "compressed more than once"),
        ("x-unknown", "compressed in a way that tuinews does not know"),
        ("\x1b[2J", "compressed in a way that tuinews does not know"),
    ],
)
async def test_an_encoding_nobody_asked_for_is_refused(
    newsstand: Newsstand, client: HttpClient, encoding: str, words: str
) -> None:
    url = newsstand.serve("/news", gzip.compress(TEXT), headers={"Content-Encoding": encoding})

    assert words in (await failure(client, url)).message


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
async def test_a_plain_feed_is_read_whatever_it_is_labelled(
    newsstand: Newsstand, client: HttpClient, encoding: str
) -> None:
    url = newsstand.serve("/news", TEXT, headers={"Content-Encoding": encoding})

    assert (await get(client, url)).body == TEXT


async def test_a_large_packed_answer_is_unpacked_off_the_event_loop(newsstand: Newsstand) -> None:
    text = zlib.compress(TEXT, 0) * 40
    url = newsstand.serve("/news", gzip.compress(text, 0), headers={"Content-Encoding": "gzip"})

    async with make_client(DEFAULT_LIMITS) as client:
        assert (await get(client, url)).body == text


@pytest.mark.parametrize("encoding", PACKERS)
def test_a_body_of_many_steps_is_unpacked(encoding: str) -> None:
    noise = random.Random(encoding).randbytes(100_000)
    text = noise + b" " * 3_000_000 + noise

    assert decode(PACKERS[encoding](text), encoding, len(text), "x") == text


def test_gzip_members_are_joined() -> None:
    assert decode(gzip.compress(b"one ") + gzip.compress(b"two"), "gzip", 100, "x") == b"one two"


def test_zstd_frames_are_joined() -> None:
    assert decode(zstandard.compress(b"one ") + zstandard.compress(b"two"), "zstd", 100, "x") == b"one two"


def test_padding_behind_gzip_is_passed_over() -> None:
    assert decode(gzip.compress(b"one") + b"\0" * 9, "gzip", 100, "x") == b"one"


def test_deflate_without_its_head_is_read() -> None:
    packer = zlib.compressobj(wbits=-15)
    packed = packer.compress(TEXT) + packer.flush()

    assert decode(packed, "deflate", len(TEXT), "x") == TEXT


def test_a_zstd_window_larger_than_the_web_allows_is_refused() -> None:
    settings = zstandard.ZstdCompressionParameters.from_level(1, window_log=27, write_content_size=False)
    packed = zstandard.ZstdCompressor(compression_params=settings).compressobj()
    wire = packed.compress(b"x" * 1000) + packed.flush()

    with pytest.raises(FetchError, match="damaged"):
        decode(wire, "zstd", 2000, "x")


def test_a_body_of_exactly_the_limit_is_read() -> None:
    assert decode(gzip.compress(b"x" * 100), "gzip", 100, "x") == b"x" * 100


@settings(deadline=None)
@given(st.sampled_from(sorted(PACKERS)), st.binary(max_size=2000))
def test_unpacking_any_bytes_gives_bytes_or_a_sentence(encoding: str, wire: bytes) -> None:
    outcome: bytes | str
    try:
        outcome = decode(wire, encoding, 500, "x")
    except FetchError as error:
        outcome = error.message

    assert len(outcome) <= 500


async def test_an_announced_length_over_the_limit_is_refused_before_reading(
    newsstand: Newsstand, client: HttpClient
) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 10995116277760\r\n\r\n<rss>"
    url = newsstand.serve_raw("/news", head, ending=Ending.HANG)

    assert "is larger than 19.5 kB, not read" in (await failure(client, url)).message


async def test_an_answer_that_does_not_end_is_left_at_the_limit(newsstand: Newsstand, client: HttpClient) -> None:
    url = newsstand.serve_raw("/news", b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 30_000, ending=Ending.HANG)

    assert "is larger than" in (await failure(client, url)).message


async def test_a_page_has_a_smaller_limit(newsstand: Newsstand, client: HttpClient) -> None:
    url = newsstand.serve("/page", b"x" * (SMALL.max_page_bytes + 1), media_type=HTML)

    assert "is larger than 9.77 kB" in (await failure(client, url)).message


async def test_forty_megabytes_are_refused_by_default(newsstand: Newsstand) -> None:
    url = newsstand.serve("/news", b"x" * (40 << 20))

    async with make_client(DEFAULT_LIMITS) as client:
        error = await failure(client, url)

    assert error.message == f"The answer from 127.0.0.1:{newsstand.port} is larger than 32 MB, not read."


async def test_a_silent_server_is_left_after_a_while(newsstand: Newsstand) -> None:
    url = newsstand.serve("/news", b"x", delay_s=5)

    async with make_client(Limits(first_byte_timeout_s=0.05)) as client:
        error = await failure(client, url)

    assert error.message == f"The server at 127.0.0.1:{newsstand.port} did not answer within 0.05 s."


async def test_a_dripping_server_is_left_at_the_deadline(newsstand: Newsstand) -> None:
    url = newsstand.serve("/news", b"x" * 1000, drip_s=0.01)

    async with make_client(Limits(total_timeout_s=0.3)) as client:
        error = await failure(client, url)

    assert error.message == f"The answer from 127.0.0.1:{newsstand.port} was not complete within 0.3 s."


async def test_endless_interim_answers_end_at_the_deadline(newsstand: Newsstand) -> None:
    url = newsstand.serve_raw("/news", b"HTTP/1.1 100 Continue\r\n\r\n" * 500, ending=Ending.HANG)

    async with make_client(Limits(total_timeout_s=0.1)) as client:
        assert "did not answer within" in (await failure(client, url)).message


async def test_a_client_goes_on_after_a_failure(newsstand: Newsstand, client: HttpClient) -> None:
    bad = newsstand.serve_raw("/bad", b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nx")

    await failure(client, bad)

    assert (await get(client, newsstand.serve("/good", b"x"))).body == b"x"


@pytest.mark.parametrize(
    ("size", "words"), [(20 << 20, "20 MB"), (5_500_000, "5.25 MB"), (2048, "2 kB"), (7, "7 bytes")]
)
def test_a_size_is_told_in_words(size: int, words: str) -> None:
    assert size_in_words(size) == words
