"""A local file is read whole or refused in one sentence, and never waited for."""

import io
import os
import socket
import sys
from pathlib import Path

import pytest

from tuinews.errors import FetchError
from tuinews.fetch import fetch
from tuinews.fetch.files import read_file, read_stdin
from tuinews.fetch.limits import Limits
from tuinews.model.sources import Document, Source, SourceKind

AS_ROOT = os.geteuid() == 0


def refusal_of(path: Path | str, limit_bytes: int = 100) -> str:
    with pytest.raises(FetchError) as caught:
        read_file(str(path), limit_bytes)
    return caught.value.message


def test_a_file_is_read_as_bytes(tmp_path: Path) -> None:
    file = tmp_path / "a b.txt"
    file.write_bytes(b"\xffcaf\xe9\r\n")

    document = read_file(str(file), 100)

    assert document == Document(Source(SourceKind.FILE, str(file)), str(file), b"\xffcaf\xe9\r\n")


def test_a_relative_path_gives_an_absolute_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("x")
    monkeypatch.chdir(tmp_path)

    assert read_file("a.txt", 100).url == str(tmp_path / "a.txt")


def test_a_link_to_a_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "link").symlink_to("a.txt")

    assert read_file(str(tmp_path / "link"), 100).body == b"x"


def test_an_empty_file_is_an_empty_document(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()

    assert read_file(str(tmp_path / "a.txt"), 100).body == b""


def test_a_file_of_exactly_the_limit_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"x" * 100)

    assert len(read_file(str(tmp_path / "a.txt"), 100).body) == 100


def test_a_file_over_the_limit_is_refused_unread(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    with file.open("wb") as hole:
        hole.truncate(1 << 40)

    assert refusal_of(file, 20 << 20) == f"The file {file} is larger than 20 MB, not read."


def test_a_file_that_hides_its_size_is_read_up_to_the_limit() -> None:
    if not Path("/proc/self/maps").exists():
        pytest.skip("needs /proc")

    assert "larger than 100 bytes" in refusal_of("/proc/self/maps")


def test_an_absent_file_is_told(tmp_path: Path) -> None:
    assert refusal_of(tmp_path / "none.txt") == f"There is no file {tmp_path}/none.txt."


def test_a_path_through_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()

    assert refusal_of(tmp_path / "a.txt" / "b") == f"There is no file {tmp_path}/a.txt/b."


def test_a_folder_is_told(tmp_path: Path) -> None:
    assert refusal_of(tmp_path) == f"{tmp_path} is a folder, not a file to read."


def test_a_pipe_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")

    assert refusal_of(tmp_path / "pipe") == f"{tmp_path}/pipe is a pipe, not a file to read."


def test_a_device_is_refused() -> None:
    assert refusal_of("/dev/zero") == "/dev/zero is a device, not a file to read."


def test_a_socket_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # the path of a socket may not be long
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("s")

        assert refusal_of("s") == "s is a socket, not a file to read."


def test_links_that_lead_in_a_circle_are_told(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")

    assert refusal_of(tmp_path / "a") == f"The link {tmp_path}/a leads in a circle."


@pytest.mark.skipif(AS_ROOT, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch(mode=0o000)

    assert "may not be read" in refusal_of(tmp_path / "a.txt")


def test_a_path_with_a_nul_is_told() -> None:
    assert refusal_of("a\0b") == "There is no file ab."


def test_a_path_that_is_too_long_is_told() -> None:
    assert refusal_of("a" * 5000).endswith("is too long.")


def test_escapes_in_a_file_name_do_not_reach_the_message(tmp_path: Path) -> None:
    assert refusal_of(tmp_path / "\x1b[2Jevil.txt") == f"There is no file {tmp_path}/evil.txt."


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\xffx")))

    assert read_stdin(100) == Document(Source(SourceKind.FILE, "-"), "-", b"\xffx")


def test_too_much_on_standard_input_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"x" * 101)))

    with pytest.raises(FetchError, match="Standard input holds more than 100 bytes, not read"):
        read_stdin(100)


@pytest.mark.parametrize("is_closed", [True, False])
def test_no_standard_input_is_told(monkeypatch: pytest.MonkeyPatch, is_closed: bool) -> None:
    stdin = io.TextIOWrapper(io.BytesIO())
    stdin.close()
    monkeypatch.setattr(sys, "stdin", stdin if is_closed else None)

    with pytest.raises(FetchError, match="Standard input cannot be read"):
        read_stdin(100)


async def test_fetch_reads_a_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")

    document = await fetch(Source(SourceKind.FILE, str(tmp_path / "a.txt")))

    assert isinstance(document, Document)
    assert document.body == b"x"


async def test_fetch_reads_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"x" * 11)))

    with pytest.raises(FetchError, match="more than 10 bytes"):
        await fetch(Source(SourceKind.FILE, "-"), limits=Limits(max_file_bytes=10))
