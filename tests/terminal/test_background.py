"""A terminal that tells its background: a pseudo-terminal whose other end answers as terminals do."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.terminal.stories import READER

pytestmark = [
    pytest.mark.terminal,
    pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals"),
]

# The page of the light theme and of the dark one, as they stand in an escape sequence.
LIGHT_PAGE, DARK_PAGE = b"48;2;251;250;246", b"48;2;20;23;27"
LIGHT, DARK = b"\x1b]11;rgb:fdfd/f6f6/e3e3\x1b\\", b"\x1b]11;rgb:0000/2b2b/3636\x1b\\"
ATTRIBUTES = b"\x1b[?62;22c"


def shown(home: Path, answer: bytes, is_enough: Callable[[bytes], bool], *, is_late: bool = False) -> bytes:
    """Return what the reader writes to a terminal that answers so, as soon as it is enough; late is after it paints."""
    from tests.terminal.pseudo import run_in_terminal

    with run_in_terminal(READER, {"TUINEWS_HOME": str(home)}) as terminal:
        terminal.until(lambda seen: b"\x1b]11;?" in seen and (not is_late or b"To begin" in seen))
        terminal.answer(answer)
        return terminal.until(is_enough)


def test_on_a_light_terminal_the_reader_is_light_from_its_first_paint(tmp_path: Path) -> None:
    written = shown(tmp_path, LIGHT + ATTRIBUTES, lambda seen: b"To begin" in seen)

    assert LIGHT_PAGE in written
    assert DARK_PAGE not in written


def test_on_a_dark_terminal_the_reader_is_dark(tmp_path: Path) -> None:
    written = shown(tmp_path, DARK + ATTRIBUTES, lambda seen: b"To begin" in seen)

    assert DARK_PAGE in written


def test_a_terminal_that_tells_nothing_gets_the_dark_theme_and_is_not_waited_for(tmp_path: Path) -> None:
    written = shown(tmp_path, b"", lambda seen: b"To begin" in seen)

    assert DARK_PAGE in written


def test_an_answer_after_the_first_paint_still_turns_the_reader_light(tmp_path: Path) -> None:
    written = shown(tmp_path, LIGHT + ATTRIBUTES, lambda seen: LIGHT_PAGE in seen, is_late=True)

    assert LIGHT_PAGE in written
