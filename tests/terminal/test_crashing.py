"""A bug in the reader, or an end by force: the terminal is left usable, what was done is kept, and the log is named."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import sqlite3
import sys
import time
from pathlib import Path

import pytest
from tests.terminal.pseudo import run_in_terminal
from tests.terminal.screen import Terminal
from tests.terminal.stories import BRIDGE, FERRY, READER, write_story

pytestmark = pytest.mark.terminal

_MODES = re.compile(rb"\x1b\[\?(\d+)([hl])")
_ALTERNATE_SCREEN, _CURSOR, _BRACKETED_PASTE, _LINE_WRAP = 1049, 25, 2004, 7
_MOUSE = (1000, 1002, 1003, 1006, 1015)

# The reader with a bug of the test's in one of its actions; where, the first argument says.
_BROKEN = """
import sys

place, *arguments = sys.argv[1:]
from tuinews.ui import marking, painted_rows, beginning, keeping

def fail(*_, **__):
    raise ZeroDivisionError("an injected \\x1b]0;taken\\x07 bug")

if place == "key":
    marking.Marking.toggle_later = fail
elif place == "worker":
    async def fail_later(*_, **__):
        fail()
    marking.Marking.toggle_later = lambda self: self._screen.start(fail_later, "marks")
elif place == "painting":
    from tuinews.ui.article_list import ArticleList
    def break_painting(self):
        ArticleList.render_line = fail
        self._screen.headlines.refresh()
    marking.Marking.toggle_later = break_painting
elif place == "input":
    from tuinews.ui.pasted import PasteParser
    feed = PasteParser.feed
    PasteParser.feed = lambda self, data: fail() if "L" in data else feed(self, data)
elif place == "leaving":
    keeping.Keeping.store = fail

from tuinews.cli import main
sys.exit(main(arguments))
"""


def _is_reset(output: bytes) -> bool:
    last = {int(mode): is_on == b"h" for mode, is_on in _MODES.findall(output)}
    on = [mode for mode in (_ALTERNATE_SCREEN, _BRACKETED_PASTE, *_MOUSE) if last.get(mode, False)]
    return last.get(_CURSOR, True) and last.get(_LINE_WRAP, True) and not on


def _start_broken(terminal: Terminal, place: str) -> None:
    story = write_story(terminal.folder, "story.txt", BRIDGE)
    terminal.start((110, 30), (sys.executable, "-c", _BROKEN, place, story))
    terminal.sees("We will not be hurried")


@pytest.mark.parametrize("place", ["key", "worker", "painting", "input"])
def test_a_bug_leaves_a_clean_terminal_and_names_the_log(terminal: Terminal, place: str) -> None:
    _start_broken(terminal, place)
    terminal.press("s")
    terminal.press("L")

    assert terminal.ends() == 1

    output = terminal.output()
    assert _is_reset(output)
    last_words = output[output.rindex(b"\x1b[?1049l") :].decode().replace("\r", "").replace("\n", "")
    assert "Something unexpected went wrong; nothing you stored is lost" in last_words
    assert "tuinews.log" in last_words
    assert "Traceback" not in last_words
    assert b"\x1b]0;taken" not in output
    log = next((terminal.folder / "home" / "tuinews" / "state").glob("*.log")).read_text(encoding="utf-8")
    assert "ZeroDivisionError" in log
    assert "\x1b" not in log


def test_a_bug_keeps_where_the_reader_was(terminal: Terminal) -> None:
    _start_broken(terminal, "key")
    terminal.press("H")
    terminal.press("L")
    terminal.ends()

    archive = terminal.folder / "home" / "tuinews" / "data" / "tuinews.db"
    with contextlib.closing(sqlite3.connect(archive)) as connection:
        stored = dict(connection.execute("SELECT key, value FROM session"))
    assert json.loads(stored["article"])


def test_a_bug_while_leaving_leaves_all_the_same(terminal: Terminal) -> None:
    _start_broken(terminal, "leaving")
    terminal.press("C-q")

    assert terminal.ends() in {0, 1}
    assert _is_reset(terminal.output())


@pytest.mark.parametrize("name", ["TERM", "HUP", "QUIT", "INT"])
def test_a_program_asked_to_end_leaves_no_mode_behind(terminal: Terminal, name: str) -> None:
    terminal.start((110, 30), (*READER, write_story(terminal.folder, "story.txt", BRIDGE)))
    terminal.sees("We will not be hurried")

    terminal.signal(name)

    assert terminal.ends() == 0
    assert _is_reset(terminal.output())


@pytest.mark.parametrize("name", ["TERM", "INT"])
def test_who_is_asked_to_end_while_changes_wait_says_what_is_not_stored(terminal: Terminal, name: str) -> None:
    stories = [write_story(terminal.folder, f"{n}.txt", story) for n, story in enumerate((BRIDGE, FERRY, BRIDGE[8:]))]
    terminal.start((110, 30), (*READER, *stories))
    terminal.sees("We will not be hurried")
    terminal.press("2")
    archive = terminal.folder / "home" / "tuinews" / "data" / "tuinews.db"
    with contextlib.closing(sqlite3.connect(archive, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        terminal.press("s", "j", "d", "j", "L")
        terminal.sees("Another program writes")

        terminal.signal(name)

        assert terminal.ends() == 1
    output = terminal.output()
    assert _is_reset(output)
    last_words = output[output.rindex(b"\x1b[?1049l") :].decode().replace("\r", "").replace("\n", "")
    assert (
        "Another program holds the archive. Not stored: 1 star, 1 article to read later, 1 other change." in last_words
    )


@pytest.mark.parametrize("name", ["TERM", "INT"])
def test_a_reader_whose_terminal_takes_nothing_any_more_ends_when_it_is_asked_to(tmp_path: Path, name: str) -> None:
    with run_in_terminal(READER, {"TUINEWS_HOME": str(tmp_path)}) as terminal:
        terminal.until(lambda written: b"To begin" in written)
        terminal.stall(b"\tjk")

        terminal.signal(name)

        assert terminal.ends()


def test_a_reader_ends_with_its_terminal(terminal: Terminal) -> None:
    terminal.start((110, 30), READER)
    terminal.sees("To begin")
    reader = int((terminal.folder / "program.pid").read_text())

    terminal.close()

    deadline = time.monotonic() + 20
    while _is_running(reader) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not _is_running(reader)


def test_a_killed_reader_is_cleaned_up_after_by_the_next_one(terminal: Terminal) -> None:
    story = write_story(terminal.folder, "story.txt", BRIDGE)
    again = f"{' '.join(READER)} {story}; {' '.join(READER)} --version; {' '.join(READER)}"
    terminal.start((110, 30), ("sh", "-c", again))
    terminal.sees("We will not be hurried")
    _kill_child(terminal)
    # What the killed one drew still stands: a key that is pressed before the next one draws would be for nobody.
    terminal.sees_no_more("We will not be hurried")
    terminal.sees("To begin")
    terminal.press("C-q")

    assert terminal.ends() == 0
    assert _is_reset(terminal.output())


def _is_running(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return False
    return state.rpartition(")")[2].split()[0] != "Z"  # one that nobody has asked for its end is no more than a name


def _kill_child(terminal: Terminal) -> None:
    shell = int((terminal.folder / "program.pid").read_text())
    children = Path(f"/proc/{shell}/task/{shell}/children").read_text().split()
    os.kill(int(children[0]), signal.SIGKILL)
