"""Sites that want a password, a header or a cookie get it, and nobody else does."""

import asyncio
import base64
import os
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from tests.newsstand import Newsstand
from tests.processes import is_gone
from tests.web.conftest import failure, get

from tuinews import programs
from tuinews.fetch import journey, keyring
from tuinews.fetch.http import HttpClient
from tuinews.fetch.keyring import Keyring, find_secret
from tuinews.fetch.politeness import Politeness
from tuinews.model.sources import Source, SourceKind
from tuinews.sites import Secret, Site

PRINTING = (sys.executable, "-c", "print('from the command'); print('not this')")
FAILING = (sys.executable, "-c", "print('half'); raise SystemExit(1)")


def client_for(*sites: Site) -> HttpClient:
    return HttpClient(politeness=Politeness(0), keyring=Keyring(sites))


@pytest.fixture
async def client(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[HttpClient]:
    monkeypatch.setenv("TUINEWS_TEST_KEY", "from the environment")
    site = Site(
        "127.0.0.1",
        "ann",
        Secret(command=PRINTING),
        (("X-Key", Secret(variable="TUINEWS_TEST_KEY")), ("Accept-Language", Secret("de"))),
        (("consent", Secret("yes")), ("sid", Secret(variable="TUINEWS_TEST_KEY"))),
    )
    async with client_for(site) as opened:
        yield opened


async def test_a_site_gets_what_the_configuration_has_for_it(newsstand: Newsstand, client: HttpClient) -> None:
    await get(client, newsstand.serve("/news", b"x"))

    heads = newsstand.requests("/news")[0].headers
    assert base64.b64decode(heads["authorization"].removeprefix("Basic ")) == b"ann:from the command"
    assert (heads["x-key"], heads["accept-language"]) == ("from the environment", "de")
    assert heads["cookie"] == "consent=yes; sid=from the environment"


async def test_another_site_gets_nothing_of_it(newsstand: Newsstand, client: HttpClient) -> None:
    newsstand.serve("/news", b"x")

    await get(client, newsstand.url("/news", host="localhost"))

    assert newsstand.requests("/news")[0].headers.keys().isdisjoint({"authorization", "x-key", "cookie"})


async def test_a_redirect_to_another_host_takes_nothing_along(newsstand: Newsstand, client: HttpClient) -> None:
    newsstand.serve("/end", b"x")

    await get(client, newsstand.redirect("/start", newsstand.url("/end", host="localhost")))

    assert newsstand.requests("/end")[0].headers.keys().isdisjoint({"authorization", "x-key", "cookie"})


async def test_a_redirect_from_another_host_is_given_nothing(newsstand: Newsstand, client: HttpClient) -> None:
    newsstand.redirect("/start", newsstand.serve("/end", b"x"))

    await get(client, newsstand.url("/start", host="localhost"))

    assert newsstand.requests("/end")[0].headers.keys().isdisjoint({"authorization", "x-key", "cookie"})


@pytest.mark.parametrize(
    "namer", ["https://stranger.example/feed", "http://stranger.example/feed", "https://127.0.0.1/feed"]
)
async def test_a_stranger_cannot_have_a_secret_sent_in_the_open(
    newsstand: Newsstand, client: HttpClient, monkeypatch: pytest.MonkeyPatch, namer: str
) -> None:
    async def look_up(_host: str) -> tuple[str, ...]:
        return ("127.0.0.1",)

    monkeypatch.setattr(journey, "look_up", look_up)

    await client.get(Source(SourceKind.PAGE, newsstand.serve("/story", b"x"), namer))

    assert newsstand.requests("/story")[0].headers.keys().isdisjoint({"authorization", "x-key", "cookie"})


async def test_a_site_that_is_asked_in_the_open_gets_its_secret_for_what_it_names(
    newsstand: Newsstand, client: HttpClient
) -> None:
    await client.get(Source(SourceKind.PAGE, newsstand.serve("/story", b"x"), newsstand.url("/feed")))

    assert newsstand.requests("/story")[0].headers.keys() >= {"authorization", "x-key", "cookie"}


async def test_a_command_runs_once_for_all_feeds_of_its_site(newsstand: Newsstand, tmp_path: Path) -> None:
    count = tmp_path / "count"
    program = f"open({str(count)!r}, 'a').write('x'); print('pw')"
    newsstand.serve("/1", b"x")
    newsstand.serve("/2", b"x")

    async with client_for(Site("127.0.0.1", "ann", Secret(command=(sys.executable, "-c", program)))) as client:
        await get(client, newsstand.url("/1"))
        await get(client, newsstand.url("/2"))

    assert count.read_text() == "x"


@pytest.mark.parametrize(
    ("secret", "words"),
    [
        (Secret(command=FAILING), "The command that config.toml names for the password"),
        (Secret(command=("/no/such/program",)), "The command that config.toml names for the password"),
        (Secret(variable="TUINEWS_TEST_UNSET"), "The variable TUINEWS_TEST_UNSET"),
        (Secret(command=(sys.executable, "-c", "print('a\\x1b[2Jb')")), "cannot be sent in a header"),
    ],
)
async def test_a_secret_that_cannot_be_had_is_said_and_nothing_is_asked(
    newsstand: Newsstand, secret: Secret, words: str
) -> None:
    async with client_for(Site("127.0.0.1", "ann", secret)) as client:
        error = await failure(client, newsstand.serve("/news", b"x"))

    assert words in error.message
    assert "half" not in error.message
    assert newsstand.requests() == []


async def test_a_command_that_hangs_is_given_up_with_its_children_whatever_keeps_its_pipe_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = (
        "import subprocess, sys\n"
        "for folder in ('beside', 'away'):\n"
        f"    child = subprocess.Popen(['sleep', '60'], start_new_session=folder == 'away')\n"
        f"    open({str(tmp_path)!r} + '/' + folder, 'w').write(str(child.pid))\n"
        "child.wait()"
    )
    monkeypatch.setattr(keyring, "_PATIENCE_S", 0.5)
    monkeypatch.setattr(programs, "_LAST_WORDS_S", 0.05)

    async with asyncio.timeout(10):
        value = await find_secret(Secret(command=(sys.executable, "-c", code)))

    os.kill(int((tmp_path / "away").read_text()), signal.SIGKILL)  # fails where it has not been started
    assert value == ""
    assert await is_gone(int((tmp_path / "beside").read_text()))
