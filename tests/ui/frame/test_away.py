"""The terminal is given to another program, and nothing that is pressed meanwhile makes the reader wait for ever."""

from __future__ import annotations

import contextlib
import os
import pty
import termios
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any, cast

from tuinews.ui.away import away

IFLAG = 0


class Reader:
    """As much of an app as gives a terminal away: settings first, then the last of the output, as Textual does it."""

    def __init__(self, terminal: int, user: int) -> None:
        self._driver = SimpleNamespace(attrs_before=termios.tcgetattr(terminal), fileno=terminal)
        self._user = user
        self.written = 0

    @contextlib.contextmanager
    def suspend(self) -> Iterator[None]:
        terminal = self._driver.fileno
        termios.tcsetattr(terminal, termios.TCSANOW, self._driver.attrs_before)
        os.write(self._user, b"\x13line\n")
        os.read(terminal, 10)  # the line is there: the Ctrl+S before it has arrived, too
        os.set_blocking(terminal, False)
        with contextlib.suppress(BlockingIOError):
            self.written = os.write(terminal, b"the last of it")
        yield


def test_a_ctrl_s_while_the_terminal_is_given_away_stops_no_output_of_ours() -> None:
    user, terminal = pty.openpty()
    reader, found = Reader(terminal, user), []

    away(cast(Any, reader), lambda: found.append(termios.tcgetattr(terminal)[IFLAG]))

    assert reader.written > 0
    assert found[0] & termios.IXON, "the other program has the terminal as the user set it"
    os.close(user)
    os.close(terminal)
