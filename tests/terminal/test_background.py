"""A terminal that tells its background: a pseudo-terminal whose other end answers as terminals do."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.terminal.stories import READER

pytestmark = [
    pytest.mark.terminal,
    pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals"),
]

_DEADLINE_S = 20.0
# The page of the light theme and of the dark one, as they stand in an escape sequence.
LIGHT_PAGE, DARK_PAGE = b"48;2;251;250;246", b"48;2;20;23;27"
LIGHT, DARK = b"\x1b]11;rgb:fdfd/f6f6/e3e3\x1b\\", b"\x1b]11;rgb:0000/2b2b/3636\x1b\\"
ATTRIBUTES = b"\x1b[?62;22c"


def shown(home: Path, answer: bytes, is_enough: Callable[[bytes], bool], *, is_late: bool = False) -> bytes:
    """Return what the reader writes to a terminal that answers so, as soon as it is enough; late is after it paints."""
    import pty

    pid, fd = pty.fork()
    if pid == 0:  # the child
        os.environ.update(TUINEWS_HOME=str(home), COLORTERM="truecolor", TERM="xterm-256color", LC_ALL="C.UTF-8")
        os.environ.pop("NO_COLOR", None)
        os.execv(READER[0], READER)
    _make_large(fd)
    written, is_answered, deadline = b"", False, time.monotonic() + _DEADLINE_S
    try:
        while time.monotonic() < deadline and not (is_answered and is_enough(written)):
            if select.select([fd], [], [], 0.1)[0]:
                written += os.read(fd, 65536)
            is_asked = b"\x1b]11;?" in written and (not is_late or b"To begin" in written)
            if is_asked and not is_answered:
                os.write(fd, answer)
                is_answered = True
    finally:
        with contextlib.suppress(OSError):
            os.kill(pid, signal.SIGTERM)
            while select.select([fd], [], [], 5)[0] and os.read(fd, 65536):
                pass
        os.waitpid(pid, 0)
        os.close(fd)
    return written


def _make_large(fd: int) -> None:
    import fcntl
    import struct
    import termios

    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))


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
