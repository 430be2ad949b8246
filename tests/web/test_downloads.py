"""Files that broke off on the way: what is gone on with, what begins anew, and what is left behind."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.newsstand import Answer, Ending, Newsstand
from tests.ui.frame.newsdesk import NOW, open_archive
from tests.ui.frame.test_media import broadcast

from tuinews.errors import FetchError, TuinewsError
from tuinews.fetch.partial import Kept, Partial
from tuinews.model.entries import Enclosure
from tuinews.model.events import Downloaded, DownloadEvent
from tuinews.newsroom import Newsroom, download_media, read

SOUND = bytes(range(256)) * 20
HALF = 2000
TAG = '"first"'
MP3 = "audio/mpeg"


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    opened = open_archive(tmp_path / "home", media_folder=str(tmp_path / "media"))
    yield opened
    opened.close()


def cut(etag: str = TAG, **headers: str) -> Answer:
    """Return an answer that breaks off after the first half."""
    heads = {"Content-Length": str(len(SOUND)), **headers}
    return Answer(SOUND[:HALF], MP3, headers=heads, etag=etag, ending=Ending.CLOSE)


def rest(start: int = HALF, *, of: bytes = SOUND, etag: str = TAG, said: str = "") -> Answer:
    """Return an answer that goes on from somewhere."""
    said = said or f"bytes {start}-{len(of) - 1}/{len(of)}"
    return Answer(of[start:], MP3, status=206, headers={"Content-Range": said}, etag=etag)


async def download(newsroom: Newsroom, url: str) -> list[DownloadEvent]:
    row = (await read.rows(newsroom, (1,)))[1]
    return [event async for event in download_media.download_media(newsroom, row, url, MP3)]


async def twice(newsroom: Newsroom, newsstand: Newsstand, *answers: Answer) -> tuple[list[DownloadEvent], str]:
    """Download from a server that breaks off at first; return what was told the second time, and what was asked."""
    url = newsstand.serve_in_turn("/talk.mp3", *answers)
    broadcast(newsroom, Enclosure(url, MP3, len(SOUND)))
    with pytest.raises(FetchError, match="cut off"):
        await download(newsroom, url)
    events = await download(newsroom, url)
    return events, newsstand.requests("/talk.mp3")[1].headers.get("range", "")


def files(newsroom: Newsroom) -> list[Path]:
    return sorted(Path(newsroom.config.media_folder).iterdir())


async def test_what_broke_off_goes_on_from_where_it_was(newsroom: Newsroom, newsstand: Newsstand) -> None:
    events, asked = await twice(newsroom, newsstand, cut(), rest())

    assert asked == f"bytes={HALF}-"
    assert newsstand.requests("/talk.mp3")[1].headers["if-range"] == TAG
    assert events[0] == (HALF, len(SOUND), False)
    (file,) = files(newsroom)
    assert file.read_bytes() == SOUND
    assert file.stat().st_mode & 0o111 == 0
    assert events[-1] == Downloaded(str(file))


OTHER = b"another talk" * 400

NOT_CONTINUED = {
    "the whole of another file": (Answer(OTHER, MP3, etag='"second"'),),
    "another tag with a part": (rest(etag='"second"'), Answer(OTHER, MP3)),
    "a part from elsewhere": (rest(said=f"bytes 10-{len(SOUND) - 1}/{len(SOUND)}"), Answer(OTHER, MP3)),
    "a part that ends early": (rest(said=f"bytes {HALF}-3000/{len(SOUND)}"), Answer(OTHER, MP3)),
    "a part of a longer file": (rest(of=SOUND * 2), Answer(OTHER, MP3)),
    "a part that says of nothing what it is": (Answer(SOUND[HALF:], MP3, status=206), Answer(OTHER, MP3)),
    "a part without its tag": (rest(etag=""), Answer(OTHER, MP3)),
    "a part that is packed": (
        replace(rest(), headers={**rest().headers, "Content-Encoding": "gzip"}),
        Answer(OTHER, MP3),
    ),
    "no such part": (Answer(b"", MP3, status=416), Answer(OTHER, MP3)),
}
CHUNKED = Answer(
    raw=f"HTTP/1.1 200 OK\r\nETag: {TAG}\r\nTransfer-Encoding: chunked\r\n\r\n{HALF:x}\r\n".encode()
    + SOUND[:HALF]
    + b"\r\n",
    ending=Ending.CLOSE,
)


@pytest.mark.parametrize("answers", NOT_CONTINUED.values(), ids=NOT_CONTINUED)
async def test_two_files_are_never_put_together(
    newsroom: Newsroom, newsstand: Newsstand, answers: tuple[Answer, ...]
) -> None:
    events, _ = await twice(newsroom, newsstand, cut(), *answers)

    assert [file.read_bytes() for file in files(newsroom)] == [OTHER]
    assert [event.is_anew for event in events if not isinstance(event, Downloaded)].count(True) == 1
    assert "range" not in newsstand.requests("/talk.mp3")[-1].headers or len(answers) == 1


async def test_a_part_of_less_than_what_is_there_is_not_gone_on_with(newsroom: Newsroom, newsstand: Newsstand) -> None:
    backward = Answer(b"", MP3, status=206, headers={"Content-Range": f"bytes {HALF}-4/5"}, etag=TAG)

    await twice(newsroom, newsstand, CHUNKED, backward, Answer(OTHER, MP3))

    assert [file.read_bytes() for file in files(newsroom)] == [OTHER]


SAME_MINUTE = {"Last-Modified": "Sun, 22 Nov 2026 11:59:30 GMT", "Date": "Sun, 22 Nov 2026 12:00:00 GMT"}
UNPROVEN = {
    "no tag and no date": cut(""),
    "a weak tag": cut('W/"first"'),
    "a date of the same minute": cut("", **SAME_MINUTE),
    "no parts": cut(**{"Accept-Ranges": "none"}),
}


@pytest.mark.parametrize("first", UNPROVEN.values(), ids=UNPROVEN)
async def test_what_cannot_be_proven_to_be_the_same_file_is_not_kept(
    newsroom: Newsroom, newsstand: Newsstand, first: Answer
) -> None:
    url = newsstand.serve_in_turn("/talk.mp3", first, Answer(SOUND, MP3))
    broadcast(newsroom, Enclosure(url, MP3, len(SOUND)))
    with pytest.raises(FetchError):
        await download(newsroom, url)

    assert files(newsroom) == []
    await download(newsroom, url)
    assert "range" not in newsstand.requests("/talk.mp3")[1].headers


async def test_a_date_that_has_been_the_same_for_long_proves_it_too(newsroom: Newsroom, newsstand: Newsstand) -> None:
    old = "Sat, 21 Nov 2026 12:00:00 GMT"
    first = cut("", **{"Last-Modified": old, "Date": "Sun, 22 Nov 2026 12:00:00 GMT"})

    await twice(newsroom, newsstand, first, rest(etag=""))

    assert newsstand.requests("/talk.mp3")[1].headers["if-range"] == old
    assert [file.read_bytes() for file in files(newsroom)] == [SOUND]


LONG_AGO = {"Last-Modified": "Sat, 21 Nov 2026 12:00:00 GMT", "Date": "Sun, 22 Nov 2026 12:00:00 GMT"}


@pytest.mark.parametrize(
    "part",
    [
        Answer(OTHER[HALF:], MP3, status=206, headers={"Last-Modified": "Sun, 22 Nov 2026 09:00:00 GMT"}),
        Answer(OTHER[HALF:], MP3, status=206, etag='"new"'),
    ],
    ids=["another date", "a tag where there was none"],
)
async def test_a_part_that_shows_another_date_is_not_put_to_what_is_there(
    newsroom: Newsroom, newsstand: Newsstand, part: Answer
) -> None:
    lies = {**part.headers, "Content-Range": f"bytes {HALF}-{len(SOUND) - 1}/{len(SOUND)}"}
    part = replace(part, body=OTHER[HALF:].ljust(len(SOUND) - HALF, b"x"), headers=lies)

    await twice(newsroom, newsstand, cut("", **LONG_AGO), part, Answer(OTHER, MP3))

    assert [file.read_bytes() for file in files(newsroom)] == [OTHER]


@pytest.mark.parametrize(
    ("first", "second", "is_continued"),
    [
        ("/cdn/1.mp3", "/cdn/2.mp3", False),
        ("/cdn/1.mp3?key=1", "/cdn/1.mp3?key=2", True),
    ],
    ids=["another file", "another signature"],
)
async def test_a_redirect_to_another_file_with_the_same_tag_begins_anew(
    newsroom: Newsroom, newsstand: Newsstand, first: str, second: str, is_continued: bool
) -> None:
    newsstand.serve_in_turn("/cdn/1.mp3", cut(), rest())
    newsstand.serve_in_turn("/cdn/2.mp3", rest(of=OTHER.ljust(len(SOUND), b"x")), Answer(OTHER, MP3))
    moved = [Answer(b"", status=302, headers={"Location": where}) for where in (first, second, second)]
    url = newsstand.serve_in_turn("/talk.mp3", *moved)
    broadcast(newsroom, Enclosure(url, MP3, len(SOUND)))
    with pytest.raises(FetchError):
        await download(newsroom, url)

    await download(newsroom, url)

    assert [file.read_bytes() for file in files(newsroom)] == [SOUND if is_continued else OTHER]


def test_a_note_never_vouches_for_bytes_of_another_file(tmp_path: Path) -> None:
    whole = tmp_path / "talk-0123abcd.mp3"
    with Partial.of(whole) as part:
        part.begin(Kept(0, len(SOUND), TAG))
        part.write(SOUND[:HALF])
    code = (
        "import os, sys; from pathlib import Path; from tuinews.fetch.partial import Kept, Partial\n"
        "with Partial.of(Path(sys.argv[1])) as part:\n"
        f"    part.begin(Kept(0, {len(SOUND)}, '\"other\"')); part.write(bytes({2 * HALF})); part._file.flush()\n"
        "    os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", code, str(whole)], check=False)

    with Partial.of(whole) as part:
        assert part.kept == Kept()


async def test_the_part_is_asked_of_whom_a_redirect_leads_to(newsroom: Newsroom, newsstand: Newsstand) -> None:
    newsstand.serve_in_turn("/cdn.mp3", cut(), rest())
    url = newsstand.serve("/talk.mp3", b"", status=302, headers={"Location": "/cdn.mp3"})
    broadcast(newsroom, Enclosure(url, MP3, len(SOUND)))
    with pytest.raises(FetchError):
        await download(newsroom, url)

    await download(newsroom, url)

    assert newsstand.requests("/cdn.mp3")[1].headers["range"] == f"bytes={HALF}-"
    assert [file.read_bytes() for file in files(newsroom)] == [SOUND]


async def test_a_file_never_grows_beyond_its_bound_by_its_rest(tmp_path: Path, newsstand: Newsstand) -> None:
    newsroom = open_archive(tmp_path / "home", media_folder=str(tmp_path / "media"), media_max_mb=1)
    large = b"x" * (2 << 20)
    first = Answer(large[:HALF], MP3, etag=TAG, headers={"Transfer-Encoding": "chunked", "Content-Length": ""},
                   ending=Ending.CLOSE)  # fmt: skip
    url = newsstand.serve_in_turn("/talk.mp3", first, rest(of=large))
    broadcast(newsroom, Enclosure(url, MP3, 10))
    for _ in range(2):
        with pytest.raises(FetchError):
            await download(newsroom, url)

    assert files(newsroom) == []
    newsroom.close()


def test_a_killed_program_leaves_what_it_was_sure_of(tmp_path: Path) -> None:
    whole = tmp_path / "talk-0123abcd.mp3"
    code = (
        "import os, sys; from pathlib import Path; from tuinews.fetch.partial import Kept, Partial\n"
        "with Partial.of(Path(sys.argv[1])) as part:\n"
        f"    part.begin(Kept(0, {len(SOUND)}, {TAG!r}))\n"
        f"    part.write((bytes(range(256)) * 20)[:{HALF}]); part.secure(); part.write(bytes(100))\n"
        "    os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", code, str(whole)], check=False)

    with Partial.of(whole) as part:
        assert part.kept == Kept(HALF, len(SOUND), TAG)
        part.begin(part.kept)
        part.write(SOUND[HALF:])
        part.complete(whole)

    assert [path.name for path in tmp_path.iterdir()] == [whole.name]
    assert whole.read_bytes() == SOUND


async def test_what_was_whole_when_the_program_was_ended_only_gets_its_name(
    newsroom: Newsroom, newsstand: Newsstand
) -> None:
    url = newsstand.serve_in_turn("/talk.mp3", cut(), rest())
    broadcast(newsroom, Enclosure(url, MP3, len(SOUND)))
    with pytest.raises(FetchError):
        await download(newsroom, url)
    name = next(path.name for path in files(newsroom) if path.suffix == ".part").removeprefix(".").removesuffix(".part")
    with Partial.of(Path(newsroom.config.media_folder) / name) as part:
        part.begin(part.kept)
        part.write(SOUND[HALF:])

    await download(newsroom, url)

    assert [file.read_bytes() for file in files(newsroom)] == [SOUND]
    assert len(newsstand.requests("/talk.mp3")) == 1


@pytest.mark.parametrize(
    "note",
    [
        "",
        "[1]",
        "[5120, 5120]",
        '["a", 1, "", ""]',
        "[[[[",
        '[99999, 0, "x", ""]',
        "{}",
        '[9, 9, "\\u20ac", ""]',
        '[9, 9, "a\\r\\nb", ""]',
    ],
)
def test_a_note_that_says_nothing_true_keeps_nothing(tmp_path: Path, note: str) -> None:
    (tmp_path / ".talk-0123abcd.mp3.part").write_bytes(SOUND)
    (tmp_path / ".talk-0123abcd.mp3.part.json").write_text(note)

    with Partial.of(tmp_path / "talk-0123abcd.mp3") as part:
        assert part.kept == Kept()


@pytest.mark.skipif(not hasattr(os, "O_NOFOLLOW"), reason="links cannot be told apart")
def test_a_link_in_the_place_of_a_part_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("letters")
    (tmp_path / ".talk-0123abcd.mp3.part").symlink_to(tmp_path / "precious")

    with pytest.raises(OSError, match="symbolic links"), Partial.of(tmp_path / "talk-0123abcd.mp3"):
        pass

    assert (tmp_path / "precious").read_text() == "letters"


def test_a_note_is_not_written_through_a_link_in_its_place(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("precious")
    (tmp_path / ".talk-0123abcd.mp3.part.json").symlink_to(tmp_path / "mine")

    with Partial.of(tmp_path / "talk-0123abcd.mp3") as part:
        part.kept = Kept(0, len(SOUND), TAG)
        part.write(SOUND[:HALF])
        part.secure()
        assert part.kept.done == HALF

    assert (tmp_path / "mine").read_text() == "precious"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no such files")
def test_a_pipe_in_the_place_of_a_note_is_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / ".talk-0123abcd.mp3.part").write_bytes(SOUND)
    os.mkfifo(tmp_path / ".talk-0123abcd.mp3.part.json")

    with Partial.of(tmp_path / "talk-0123abcd.mp3") as part:
        assert part.kept == Kept()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no such files")
def test_what_is_no_file_in_the_place_of_a_part_is_named(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / ".talk-0123abcd.mp3.part")

    with pytest.raises(FetchError, match="is no file"), Partial.of(tmp_path / "talk-0123abcd.mp3"):
        pass


def test_two_programs_do_not_write_one_file(tmp_path: Path) -> None:
    whole = tmp_path / "talk-0123abcd.mp3"

    with Partial.of(whole), pytest.raises(FetchError, match="Another tuinews"), Partial.of(whole):
        pass


async def test_what_was_left_for_weeks_goes_and_nothing_else_does(newsroom: Newsroom, newsstand: Newsstand) -> None:
    folder = Path(newsroom.config.media_folder)
    folder.mkdir()
    names = (
        ".old-0123abcd.mp3.part",
        ".old-0123abcd.mp3.part.json",
        ".old-0123abcd.mp3.part.json.new",
        ".new-0123abcd.mp3.part",
        "mine.part",
        ".x.part",
    )
    for name in names:
        (folder / name).write_bytes(b"x")
        left = NOW - timedelta(days=1 if name.startswith(".new") else 15)
        os.utime(folder / name, (left.timestamp(), left.timestamp()))
    url = newsstand.serve("/talk.mp3", SOUND, media_type=MP3)
    broadcast(newsroom, Enclosure(url, MP3, len(SOUND)))

    await download(newsroom, url)

    assert {path.name for path in files(newsroom) if path.suffix != ".mp3"} == set(names[3:])


async def test_a_folder_that_cannot_be_written_is_told(newsroom: Newsroom, newsstand: Newsstand) -> None:
    Path(newsroom.config.media_folder).write_text("a file")
    url = newsstand.serve("/talk.mp3", SOUND, media_type=MP3)
    broadcast(newsroom, Enclosure(url, MP3, len(SOUND)))

    with pytest.raises(TuinewsError, match="cannot be written"):
        await download(newsroom, url)
