"""A hostile server: whatever it answers, the refresh ends in time with plain words, and what is stored stays."""

from __future__ import annotations

import gzip
import time
import zlib
from collections.abc import Callable

import brotli
import pytest
import zstandard
from tests.hostile.conftest import check_sentence, check_shown, stored
from tests.newsstand import Answer, Ending, Newsstand, rss

from tuinews.model.events import Failed, FeedOutcome, Refreshed, Started, Unchanged
from tuinews.model.subscriptions import Feed, Subscription
from tuinews.newsroom import Newsroom, refresh
from tuinews.store import feeds

GOOD = rss("Good", ["New"])
BLANKS = b"<rss><channel>" + b" " * (64 << 20)
LONGEST_S = 4.0


def raw(head: str, body: bytes = GOOD, *, status: str = "200 OK") -> Answer:
    return Answer(raw=f"HTTP/1.1 {status}\r\n{head}\r\n".encode("latin-1") + body, ending=Ending.CLOSE)


def packed(body: bytes, encoding: str) -> Answer:
    return Answer(body, headers={"Content-Encoding": encoding})


def deflated(body: bytes) -> bytes:
    return zlib.compress(body, 9)


REFUSED: dict[str, Callable[[], Answer]] = {
    "nothing at all": lambda: Answer(delay_s=30),
    "a byte at a time": lambda: Answer(GOOD, drip_s=0.05),
    "a body without an end": lambda: raw("", b" " * (3 << 20)),
    "ten terabytes announced": lambda: Answer(GOOD, headers={"Content-Length": "10995116277760"}),
    "a bomb of gzip": lambda: packed(gzip.compress(BLANKS, 9), "gzip"),
    "a bomb of deflate": lambda: packed(deflated(BLANKS), "deflate"),
    "a bomb of brotli": lambda: packed(brotli.compress(BLANKS, quality=5), "br"),
    "a bomb of zstd": lambda: packed(zstandard.compress(BLANKS), "zstd"),
    "gzip in gzip": lambda: packed(gzip.compress(gzip.compress(BLANKS)), "gzip, gzip"),
    "half of a gzip": lambda: packed(gzip.compress(GOOD)[:-20], "gzip"),
    "a packing nobody knows": lambda: packed(b"\0\1junk", "x-unknown"),
    "junk called brotli": lambda: packed(b"\x1b\x0f\0\xf8" * 50, "br"),
    "less than announced": lambda: Answer(GOOD, headers={"Content-Length": "99999"}, ending=Ending.CLOSE),
    "a length that is none": lambda: raw("Content-Length: banana\r\n"),
    "a negative length": lambda: raw("Content-Length: -1\r\n"),
    "broken chunks": lambda: raw("Transfer-Encoding: chunked\r\n", b"zz\r\nhello\r\n0\r\n\r\n"),
    "chunks without a last one": lambda: raw("Transfer-Encoding: chunked\r\n", b"5\r\nhello\r\n"),
    "a megabyte of header": lambda: raw(f"X-Big: {'h' * (1 << 20)}\r\n"),
    "a header that is none": lambda: raw("no colon here\r\nX: \x01\x1b[2J\r\n"),
    "no status line": lambda: Answer(raw=GOOD, ending=Ending.CLOSE),
    "another protocol": lambda: Answer(raw=b"SSH-2.0-OpenSSH_9.9\r\n", ending=Ending.CLOSE),
    "escapes in the reason": lambda: raw("Content-Length: 0\r\n", b"", status="500 \x1b]0;pwned\x07Oops"),
    "a reset": lambda: Answer(raw=b"", ending=Ending.RESET),
    "a closed door": lambda: Answer(raw=b"", ending=Ending.CLOSE),
    "no content": lambda: raw("", b"", status="204 No Content"),
    "an empty body": lambda: Answer(b""),
    "a login page": lambda: Answer(b"<html><body>Please log in</body></html>", "text/html"),
    "the path of a file": lambda: Answer(b"/etc/passwd"),
    "a redirect to a file": lambda: Answer(status=302, headers={"Location": "file:///etc/passwd"}),
    "a redirect to a script": lambda: Answer(status=302, headers={"Location": "javascript:alert(1)"}),
    "a redirect to a socket": lambda: Answer(status=302, headers={"Location": "unix:///var/run/docker.sock"}),
    "a redirect to nowhere": lambda: Answer(status=302),
    "a redirect to itself": lambda: Answer(status=302, headers={"Location": "/feed"}),
    "a redirect to this very link": lambda: Answer(status=302, headers={"Location": "http://169.254.10.20/secrets"}),
    **{
        f"status {code}": lambda code=code: Answer(status=code)
        for code in (400, 401, 403, 404, 410, 418, 451, 500, 520)
    },
    **{
        f"patience of {wish!r}": lambda wish=wish: Answer(status=429, headers={"Retry-After": wish})
        for wish in ("120", "-5", "soon", "9" * 20, "Thu, 01 Jan 1970 00:00:00 GMT", "Fri, 01 Jan 2100 00:00:00 GMT")
    },
}  # fmt: skip
READ: dict[str, Callable[[], Answer]] = {
    "plain bytes called gzip": lambda: packed(GOOD, "gzip"),
    "no content type": lambda: Answer(GOOD, ""),
    "another content type": lambda: Answer(GOOD, "application/octet-stream"),
    "a wrong charset": lambda: Answer(GOOD, "application/rss+xml; charset=utf-16"),
    "a charset that is a cipher": lambda: Answer(GOOD, "application/rss+xml; charset=rot13"),
    "nonsense for dates": lambda: Answer(GOOD, headers={"Last-Modified": "yesterday", "Expires": "0"}),
    "cookies": lambda: Answer(GOOD, headers={"Set-Cookie": f"sid={'c' * 9_000}; Domain=example.org"}),
    "an old protocol": lambda: Answer(raw=b"HTTP/1.0 200 OK\r\n\r\n" + GOOD, ending=Ending.CLOSE),
}


async def asked(newsroom: Newsroom, url: str) -> FeedOutcome:
    feed = newsroom.database.read(feeds.by_url, url)
    assert feed is not None
    events = [event async for event in refresh.refresh_feeds(newsroom, (feed.id,), force=True)]
    assert isinstance(events[0], Started)
    outcome = events[1]
    assert not isinstance(outcome, Started)
    return outcome


async def with_an_article(newsroom: Newsroom, newsstand: Newsstand) -> Feed:
    url = newsstand.feed("/feed", "Good", ["Kept"])
    newsroom.database.write(feeds.add, Subscription(url), newsroom.clock())
    await asked(newsroom, url)
    feed = newsroom.database.read(feeds.by_url, url)
    assert feed is not None
    return feed


@pytest.mark.parametrize("name", REFUSED)
async def test_a_hostile_answer_ends_in_a_sentence_and_takes_nothing(
    newsroom: Newsroom, newsstand: Newsstand, name: str
) -> None:
    before = await with_an_article(newsroom, newsstand)
    newsstand.serve_in_turn("/feed", REFUSED[name]())

    started = time.monotonic()
    outcome = await asked(newsroom, before.url)

    after = newsroom.database.read(feeds.get, before.id)
    assert isinstance(outcome, Failed), outcome
    check_sentence(outcome.message)
    assert time.monotonic() - started < LONGEST_S
    assert [article.row.title for article in await stored(newsroom)] == ["Kept"]
    assert after is not None
    assert (after.validators, after.url, after.body_sha) == (before.validators, before.url, before.body_sha)


@pytest.mark.parametrize("name", READ)
async def test_an_odd_answer_is_read_all_the_same(newsroom: Newsroom, newsstand: Newsstand, name: str) -> None:
    before = await with_an_article(newsroom, newsstand)
    newsstand.serve_in_turn("/feed", READ[name]())

    outcome = await asked(newsroom, before.url)

    assert isinstance(outcome, Refreshed), outcome
    assert outcome.new == 1
    assert "Kept" in check_shown(await stored(newsroom))


async def test_a_feed_that_comes_and_goes_is_read_when_it_is_there(newsroom: Newsroom, newsstand: Newsstand) -> None:
    before = await with_an_article(newsroom, newsstand)
    newsstand.serve_in_turn("/feed", Answer(status=500), Answer(GOOD), Answer(status=500))

    found = [await asked(newsroom, before.url) for _ in range(3)]

    assert [type(outcome) for outcome in found] == [Failed, Refreshed, Failed]
    assert len(await stored(newsroom)) == 2


async def test_not_modified_for_ever_is_seen_through_when_the_user_insists(
    newsroom: Newsroom, newsstand: Newsstand
) -> None:
    newsstand.serve("/feed", rss("Good", ["Kept"]), etag='"same"')
    url = newsstand.url("/feed")
    newsroom.database.write(feeds.add, Subscription(url), newsroom.clock())
    await asked(newsroom, url)
    newsstand.serve("/feed", GOOD, etag='"same"')

    events = [event async for event in refresh.refresh_feeds(newsroom, force=True)]
    insisted = await asked(newsroom, url)

    assert isinstance(events[1], Unchanged)
    assert isinstance(insisted, Refreshed)
    assert insisted.new == 1


async def test_the_same_etag_over_other_bytes_hides_nothing(newsroom: Newsroom, newsstand: Newsstand) -> None:
    bodies = [rss("Good", [f"Story {n}" for n in range(count)]) for count in (1, 2, 3)]
    newsstand.serve_in_turn("/feed", *(Answer(body, headers={"ETag": '"same"'}) for body in bodies))
    url = newsstand.url("/feed")
    newsroom.database.write(feeds.add, Subscription(url), newsroom.clock())

    for _ in bodies:
        await asked(newsroom, url)

    assert len(await stored(newsroom)) == 3


async def test_an_etag_that_cannot_be_echoed_is_not_sent(newsroom: Newsroom, newsstand: Newsstand) -> None:
    newsstand.serve("/feed", GOOD, headers={"ETag": '"' + "e" * 5_000 + '"'})
    newsroom.database.write(feeds.add, Subscription(newsstand.url("/feed")), newsroom.clock())

    for _ in range(2):
        async for _event in refresh.refresh_feeds(newsroom, force=True):
            pass

    assert "if-none-match" not in newsstand.requests("/feed")[1].headers
