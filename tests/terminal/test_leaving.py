"""Leaving the reader: by its keys, by mistake, by force."""

from __future__ import annotations

import json
import os
import re
import shlex
import signal
import subprocess

import pytest
from tests.terminal.screen import Terminal
from tests.terminal.stories import BRIDGE, FERRY, READER, open_welcome, write_story

pytestmark = pytest.mark.terminal

_MODES = re.compile(rb"\x1b\[\?(\d+)([hl])")
_ALTERNATE_SCREEN, _CURSOR, _BRACKETED_PASTE, _LINE_WRAP = 1049, 25, 2004, 7
_MOUSE = (1000, 1002, 1003, 1006, 1015)


def test_q_at_the_top_level_quits_with_exit_code_0(terminal: Terminal) -> None:
    open_welcome(terminal)

    terminal.press("q")

    assert terminal.ends() == 0


def test_q_quits_as_soon_as_there_is_something_to_see(terminal: Terminal) -> None:
    terminal.start((110, 30), READER)
    terminal.waits(lambda: b"To begin" in terminal.output(), "a first paint")

    terminal.press("q")

    assert terminal.ends() == 0


def test_quitting_turns_off_every_mode_that_was_turned_on(terminal: Terminal) -> None:
    open_welcome(terminal)

    terminal.press("q")
    terminal.ends()

    last = {int(mode): is_on == b"h" for mode, is_on in _MODES.findall(terminal.output())}
    assert last[_CURSOR]
    assert last[_LINE_WRAP]
    assert not last[_ALTERNATE_SCREEN]
    assert not last[_BRACKETED_PASTE]
    assert not any(last.get(mode, False) for mode in _MOUSE)


def test_the_shell_takes_over_where_it_stood_when_the_reader_quits(terminal: Terminal) -> None:
    shell = f"echo before; {shlex.join(READER)}; echo shell again; read answer; echo heard $answer; read more"
    terminal.start((110, 30), ("sh", "-c", shell))
    terminal.sees("Lindqvist said,")

    terminal.press("q")
    terminal.sees("shell again")
    terminal.press("typed", "Enter")

    terminal.sees("heard typed")
    assert terminal.lines()[:4] == ["before", "shell again", "typed", "heard typed"]


def test_ctrl_q_quits_from_inside_a_window(terminal: Terminal) -> None:
    open_welcome(terminal)
    terminal.press("?")
    terminal.sees("search the help")

    terminal.press("C-q")

    assert terminal.ends() == 0


def test_ctrl_c_says_how_to_quit_and_quits_nothing(terminal: Terminal) -> None:
    open_welcome(terminal)

    terminal.press("C-c")

    terminal.sees("ctrl+q quits")
    terminal.press("?")
    terminal.sees("search the help")


def test_ctrl_c_in_the_editor_means_the_editor_alone(terminal: Terminal) -> None:
    editor = terminal.folder / "editor"
    editor.write_text("#!/bin/sh\ntrap 'echo heard it; exit' INT\necho editing\nread line\n")
    editor.chmod(0o755)
    terminal.start((110, 30), READER, {"EDITOR": str(editor)})
    terminal.sees("Lindqvist said,")
    terminal.press("C-e")
    terminal.sees("editing")

    terminal.press("C-c")

    terminal.waits(lambda: b"heard it" in terminal.output(), "an editor that hears of it")
    terminal.sees("Lindqvist said,")
    terminal.press("C-c")
    terminal.sees("ctrl+q quits")


def test_a_killed_reader_leaves_a_whole_archive(terminal: Terminal) -> None:
    folder = terminal.folder / "stories"
    for number in range(40):
        write_story(folder, f"{number}.txt", (BRIDGE if number % 2 else FERRY).replace("\n", f" {number}\n", 1))
    home = {"TUINEWS_HOME": str(terminal.folder / "killed")}
    terminal.start((110, 30), (*READER, str(folder)), home)
    terminal.sees("bridge vote")

    terminal.kill()
    assert terminal.ends() == 128 + signal.SIGKILL

    assert "whole" in _doctor_on_archive(home)


def _doctor_on_archive(home: dict[str, str]) -> str:
    done = subprocess.run(
        (*READER, "doctor", "--json"), capture_output=True, encoding="utf-8", env={**os.environ, **home}, check=False
    )
    findings = {check["what"]: check["finding"] for check in json.loads(done.stdout)}
    return str(findings["archive"])


def test_a_program_asked_to_end_leaves_the_terminal_as_it_was(terminal: Terminal) -> None:
    open_welcome(terminal)

    terminal.ask_to_end()

    assert terminal.ends() == 0
    assert b"\x1b[?1049l" in terminal.output()
