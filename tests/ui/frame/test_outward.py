"""The ways out: a link whose words name another place is shown before it is opened."""

from __future__ import annotations

import webbrowser
from pathlib import Path

import pytest
from tests.ui.frame.newsdesk import Story, open_archive, reading, stock

from tuinews.newsroom import Newsroom
from tuinews.newsroom.open_with import browser


def opens_in(file: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let the browser be a program that writes the address into a file, and prints what would spoil a screen."""
    program = file.with_name("browser")
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$1" > {file}\necho rubbish\necho rubbish >&2\n')
    program.chmod(0o755)
    monkeypatch.setenv("BROWSER", f"{program} %s")
    return file


async def test_a_link_that_leads_elsewhere_than_its_words_is_shown_first(
    newsroom: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = opens_in(tmp_path / "opened", monkeypatch)
    stock(newsroom, "Courier", ["Story"])

    async with reading(newsroom) as reader:
        outward = reader.app.reader.outward
        outward.open_link("https://evil.example/login", "https://bank.example/login")
        await reader.sees("leads to evil.example, not to bank.example")
        assert not opened.exists()

        outward.open_link("https://evil.example/login", "https://bank.example/login")
        await reader.until(lambda: opened.exists() and opened.read_text() == "https://evil.example/login\n")
        await reader.sees("Opened evil.example/login in the browser.")


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "-oProxy=id", "ftp://a.example/"])
async def test_only_web_addresses_are_opened(
    newsroom: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    opened = opens_in(tmp_path / "opened", monkeypatch)
    stock(newsroom, "Courier", ["Story"])

    async with reading(newsroom) as reader:
        reader.app.reader.outward.open_link(address, "read on")

        await reader.sees("Not opened")
    assert not opened.exists()


async def test_what_a_browser_prints_stays_off_the_screen(
    newsroom: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    opens_in(tmp_path / "opened", monkeypatch)
    stock(newsroom, "Courier", ["Story"])

    async with reading(newsroom) as reader:
        reader.app.reader.outward.open_address("https://courier.example/a")
        await reader.sees("in the browser")

    said = capfd.readouterr()
    assert "rubbish" not in said.out + said.err


def test_a_browser_of_the_terminal_has_it_to_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webbrowser, "get", lambda: webbrowser.GenericBrowser("/usr/bin/w3m"))

    assert browser().is_in_terminal


async def test_what_is_copied_goes_to_the_command_for_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMUX", "/tmp/tmux-0/default,1,0")
    newsroom = open_archive(tmp_path, copy_command=f"tee '{tmp_path}/copied'")
    stock(newsroom, "Courier", [Story("Story", url="https://courier.example/a")])

    async with reading(newsroom) as reader:
        await reader.press("y")

        await reader.sees("Copied courier.example/a.")
        await reader.until(lambda: (tmp_path / "copied").exists() and (tmp_path / "copied").read_text() != "")
        assert (tmp_path / "copied").read_text() == "https://courier.example/a"
        assert not reader.shows("set-clipboard")
    newsroom.close()


async def test_in_tmux_the_first_copy_says_what_tmux_needs(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMUX", "/tmp/tmux-0/default,1,0")
    stock(newsroom, "Courier", [Story("Story", url="https://courier.example/a")])

    async with reading(newsroom) as reader:
        await reader.press("y")
        await reader.sees("Copied courier.example/a. tmux takes it where `set-clipboard on` is set")
        await reader.press("y")
        await reader.sees_no("set-clipboard")
        assert reader.shows("Copied courier.example/a.")
