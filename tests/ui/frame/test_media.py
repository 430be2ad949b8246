"""Enclosures and notifications: what comes with an article, and what the desktop is told."""

from __future__ import annotations

import gzip
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from tests.newsstand import Answer, Ending, Newsstand
from tests.ui.frame.newsdesk import NOW, open_archive, reading

from tuinews.errors import FetchError
from tuinews.model.entries import Enclosure, Entry, FeedInfo
from tuinews.model.events import Refreshed
from tuinews.model.subscriptions import Subscription
from tuinews.newsroom import Newsroom, download_media, prepare, read
from tuinews.store import feeds, saving
from tuinews.tools import Tool, ToolKind
from tuinews.ui.notifying import Notifying, marked_up, notification


def broadcast(newsroom: Newsroom, *media: Enclosure, title: str = "A talk/../x") -> None:
    """Subscribe to a podcast with one episode."""
    entry = Entry(
        guid="1", title=title, published=NOW - timedelta(hours=1), content_html="<p>A talk.</p>", enclosures=media
    )
    draft = prepare.make_draft(entry, "http://127.0.0.1/talks")

    def fill(connection: object) -> None:
        feed, _ = feeds.add(connection, Subscription("http://127.0.0.1/talks"), NOW)  # type: ignore[arg-type]
        feeds.describe(connection, feed.id, FeedInfo(title="Talks"))  # type: ignore[arg-type]
        saving.save_drafts(connection, feed.id, (draft,), NOW)  # type: ignore[arg-type]
        later = NOW + timedelta(days=1)
        feeds.note_success(connection, feed.id, now=NOW, next_at=later, validators=None)  # type: ignore[arg-type]

    newsroom.database.write(fill)


def player(target: Path) -> Tool:
    """Return a program that writes down what it is given."""
    code = f"import sys; open({str(target)!r}, 'w').write(sys.argv[1])"
    return Tool(ToolKind.OPEN, "player", (sys.executable, "-c", code, "{url}"), media="audio/*")


@pytest.mark.parametrize("size", [(80, 24), (160, 45)])
async def test_an_enclosure_is_listed_played_and_downloaded(
    tmp_path: Path, newsstand: Newsstand, size: tuple[int, int]
) -> None:
    url = newsstand.serve("/talk.mp3", b"sound" * 1000, media_type="audio/mpeg")
    newsroom = open_archive(
        tmp_path / "home", tools=(player(tmp_path / "played"),), media_folder=str(tmp_path / "media")
    )
    broadcast(newsroom, Enclosure(url, "audio/mpeg", 5000))

    async with reading(newsroom, size=size) as reader:
        await reader.sees("A talk.")
        await reader.press("D")
        await reader.sees("audio/mpeg", "4 kB · 127.0.0.1")
        assert newsstand.requests("/talk.mp3") == []

        await reader.press("enter")
        await reader.until((tmp_path / "played").exists)
        await reader.until(lambda: (tmp_path / "played").read_text() == url)

        await reader.press("d")
        await reader.sees("on the disk")
        (file,) = (tmp_path / "media").iterdir()
        assert file.name.startswith("a-talk-x-")
        assert file.suffix == ".mp3"
        assert file.read_bytes() == b"sound" * 1000

        await reader.press("enter")
        await reader.until(lambda: (tmp_path / "played").read_text() == str(file))
    (request,) = newsstand.requests("/talk.mp3")
    assert request.headers["accept-encoding"] == "identity"  # what comes is what is kept
    newsroom.close()


async def test_a_file_that_is_too_large_is_given_up_and_leaves_nothing(tmp_path: Path, newsstand: Newsstand) -> None:
    url = newsstand.serve("/film.mp4", b"x" * (2 << 20), media_type="video/mp4")
    newsroom = open_archive(tmp_path / "home", media_folder=str(tmp_path / "media"), media_max_mb=1)
    broadcast(newsroom, Enclosure(url, "video/mp4", 10))

    async with reading(newsroom) as reader:
        await reader.sees("A talk.")
        await reader.press("D", "d")
        await reader.sees("1 MB")
    assert list((tmp_path / "media").iterdir()) == []
    newsroom.close()


async def test_what_fails_stands_in_the_log_when_its_toast_has_gone(newsroom: Newsroom, newsstand: Newsstand) -> None:
    broadcast(newsroom, Enclosure(newsstand.url("/gone.mp3"), "audio/mpeg", None))

    async with reading(newsroom) as reader:
        await reader.sees("A talk.")
        await reader.press("D", "d")
        await reader.sees("has nothing")

    assert "ERROR The server at 127.0.0.1" in newsroom.paths.log_file.read_text()


async def test_a_download_goes_on_while_the_list_is_away_and_is_not_begun_twice(
    tmp_path: Path, newsstand: Newsstand
) -> None:
    url = newsstand.serve("/talk.mp3", b"sound" * 1000, media_type="audio/mpeg")
    newsroom = open_archive(tmp_path / "home", media_folder=str(tmp_path / "media"))
    broadcast(newsroom, Enclosure(url, "audio/mpeg", 5000))

    async with reading(newsroom, size=(80, 24)) as reader:
        await reader.sees("A talk.")
        with newsstand.hold("/talk.mp3"):
            await reader.press("D", "d", "escape", "D")
            await reader.sees("starting…")
            await reader.press("d")
        await reader.sees("on the disk")
    assert len(newsstand.requests("/talk.mp3")) == 1
    newsroom.close()


async def test_what_comes_packed_unasked_is_not_kept_for_the_thing_itself(tmp_path: Path, newsstand: Newsstand) -> None:
    url = newsstand.serve("/talk.mp3", gzip.compress(b"sound"), headers={"Content-Encoding": "gzip"})
    newsroom = open_archive(tmp_path, media_folder=str(tmp_path / "media"))
    broadcast(newsroom, Enclosure(url, "audio/mpeg", 5))
    row = (await read.rows(newsroom, (1,)))[1]

    with pytest.raises(FetchError, match="packed"):
        async for _ in download_media.download_media(newsroom, row, url, "audio/mpeg"):
            pass
    assert list((tmp_path / "media").iterdir()) == []
    newsroom.close()


async def test_an_article_without_enclosures_says_so(newsroom: Newsroom) -> None:
    broadcast(newsroom)

    async with reading(newsroom) as reader:
        await reader.sees("A talk.")
        await reader.press("D")
        await reader.sees("Nothing comes with this article")


async def test_the_desktop_is_told_once_a_refresh_and_not_too_often(tmp_path: Path) -> None:
    log = tmp_path / "log"
    code = f"import sys; open({str(log)!r}, 'a').write('|'.join(sys.argv[1:]) + chr(10))"
    script = tmp_path / "tell.py"
    script.write_text(code)
    newsroom = open_archive(
        tmp_path / "home", notify_by="command", notify_command=f"{sys.executable} {script}", notify_most_an_hour=1
    )

    async with reading(newsroom) as reader:
        notifying = Notifying(reader.app.reader)
        notifying.tell([Refreshed(1, "Quiet", 0, 3)])
        notifying.tell([Refreshed(1, "--help", 2, 0), Refreshed(2, "$(id)", 3, 0)])
        notifying.tell([Refreshed(1, "Again", 2, 0)])
        await reader.until(lambda: log.exists() and log.read_text().endswith("\n"))
    assert log.read_text() == "5 new articles|In $(id), --help\n"
    newsroom.close()


@pytest.mark.parametrize(
    ("program", "shown"),
    [
        ("/usr/bin/notify-send", "In &lt;a href='x'&gt;R&amp;D&lt;/a&gt;"),
        ("terminal-notifier", "In <a href='x'>R&D</a>"),
    ],
)
def test_a_desktop_that_reads_tags_is_told_no_tag_of_a_feeds(program: str, shown: str) -> None:
    assert marked_up(program, "In <a href='x'>R&D</a>") == shown


@pytest.mark.parametrize("by", ["osc9", "osc99", "osc777"])
def test_no_title_can_end_a_notification_early(by: str) -> None:
    told = notification(by, "2 new\x07articles", "Evil\x1b\\\x1b]52;c;aGk=\x07 news; more")

    inside = told.replace("\x1b]99;", "").replace("\x1b]9;", "").replace("\x1b]777;", "").replace("\x1b\\", "")
    assert "\x1b" not in inside
    assert "\x07" not in told
    assert told.startswith(f"\x1b]{by[3:]};")


async def test_a_download_that_broke_off_says_where_it_goes_on(tmp_path: Path, newsstand: Newsstand) -> None:
    sound = bytes(4 << 20)
    heads = {"Content-Length": str(len(sound))}
    first = Answer(sound[: 1 << 20], "audio/mpeg", headers=heads, etag='"1"', ending=Ending.CLOSE)
    said = {"Content-Range": f"bytes {1 << 20}-{len(sound) - 1}/{len(sound)}"}
    said["Content-Length"] = str(3 << 20)
    second = Answer(b"", "audio/mpeg", status=206, headers=said, etag='"1"', ending=Ending.HANG)
    url = newsstand.serve_in_turn("/talk.mp3", first, second)
    newsroom = open_archive(tmp_path / "home", media_folder=str(tmp_path / "media"))
    broadcast(newsroom, Enclosure(url, "audio/mpeg", len(sound)))

    async with reading(newsroom) as reader:
        await reader.sees("A talk.")
        await reader.press("D", "d")
        await reader.sees("cut off")
        await reader.press("d")
        await reader.sees("goes on at 1.0 of 4.0 MB", "25 %")
    newsroom.close()
