"""A program in a real terminal: a tmux server of its own, watched from outside.

What the program draws is read from the terminal's cells, what it writes from the bytes that reached the terminal.
Nothing here waits for a time: it looks again and again until what is expected is there, or too late.
"""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

_DEADLINE_S = 20.0
_POLL_S = 0.02
# tmux 3.3 sometimes never learns the exit code of a pane, so a shell says it, after all that the program wrote.
_RUN = """sh -c 'echo $$ > "$0"; exec "$@"' "$@"; printf '\\r\\n[ended with %s]' $?"""
_ENDED = re.compile(rb"\r\n\[ended with (\d+)\]$")
_SGR = re.compile(rb"\x1b\[([0-9;:]*)m")


class Terminal:
    """A terminal on a tmux server of its own, with a home of its own in `folder`."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self._name = f"tuinews-test-{uuid.uuid4().hex[:12]}"
        self._output = folder / "output.bytes"
        self._pid = folder / "program.pid"

    def start(
        self,
        size: tuple[int, int],
        command: Sequence[str],
        environ: Mapping[str, str] | None = None,
        *,
        term: str = "tmux-256color",
    ) -> None:
        """Run a command on a screen of `size` columns and rows; the environment holds nothing but what is told here."""
        columns, rows = size
        self._tmux(
            *("-f", os.devnull, "start-server", ";"),
            *("set", "-g", "default-terminal", term, ";"),
            # Without these the terminal would not obey what the tests prove that it is never told.
            *("set", "-g", "set-clipboard", "on", ";"),
            *("set", "-g", "allow-rename", "on", ";"),
            *("set", "-g", "automatic-rename", "off", ";"),
            *("set", "-g", "remain-on-exit", "on", ";"),
            *("set", "-g", "escape-time", "10", ";"),
            *("set", "-g", "status", "off", ";"),
            *("new-session", "-d", "-n", "window", "-x", str(columns), "-y", str(rows), "-c", str(self.folder)),
            # Of itself tmux says to its programs, since 3.6, that it has all colours.
            *("env", f"COLORTERM={(environ or {}).get('COLORTERM', '')}"),
            *("sh", "-c", _RUN, "sh", str(self._pid), *command, ";"),
            *("select-pane", "-T", "title", ";"),
            # In the same breath as the start, so that not a byte is missed.
            *("pipe-pane", "-O", f"cat > '{self._output}'"),
            environ=self._environ(environ or {}),
        )

    def press(self, *keys: str) -> None:
        """Press keys, named as tmux names them: "q", "Enter", "C-c"."""
        self._tmux("send-keys", *keys)

    def type(self, text: str) -> None:
        """Type text as it is."""
        self._tmux("send-keys", "-l", text)

    def paste(self, text: str) -> None:
        """Paste a text as it is, with the signs around it that a program asked for."""
        self._tmux("set-buffer", "-b", "pasted", text)
        self._tmux("paste-buffer", "-d", "-p", "-r", "-b", "pasted")

    def send(self, sent: bytes) -> None:
        """Send bytes as a keyboard would."""
        self._tmux("send-keys", "-H", *(f"{byte:02x}" for byte in sent))

    def click(self, text: str) -> None:
        """Press and release the left mouse button on the first letter of a text."""
        self.sees(text)
        row, line = next((row, line) for row, line in enumerate(self.lines(), 1) if text in line)
        column = line.index(text) + 1
        # SGR mouse reports. https://invisible-island.net/xterm/ctlseqs/ctlseqs.html#h3-Extended-coordinates
        self.type(f"\x1b[<0;{column};{row}M\x1b[<0;{column};{row}m")

    def resize(self, columns: int, rows: int) -> None:
        """Make the terminal's window another size."""
        self._tmux("resize-window", "-x", str(columns), "-y", str(rows))

    def lines(self) -> list[str]:
        """Return the rows of the screen as they stand now, without blanks at their ends."""
        return self._tmux("capture-pane", "-p").split("\n")

    def styled(self) -> str:
        """Return the screen with the escape sequences that draw its colours and attributes."""
        return self._tmux("capture-pane", "-p", "-e")

    def output(self) -> bytes:
        """Return every byte the program has written to the terminal."""
        return self._output.read_bytes() if self._output.exists() else b""

    def colours(self) -> set[str]:
        """Return the colour kinds in the output: "16", "256", "truecolor"; the terminal's own is no colour."""
        return {kind for found in _SGR.finditer(self.output()) for kind in _colour_kinds(found[1].decode())}

    def tell(self, what: str) -> str:
        """Return what tmux knows of the terminal by a format name: "pane_title", "alternate_on"."""
        return self._tmux("display-message", "-p", f"#{{{what}}}").strip()

    def clipboard(self) -> str:
        """Return what a program has put into the terminal's clipboard."""
        return self._tmux("list-buffers", "-F", "#{buffer_sample}")

    def sees(self, text: str) -> None:
        """Wait until a text stands on one row of the screen."""
        self.waits(lambda: any(text in line for line in self.lines()), f"{text!r} on the screen")

    def sees_no_more(self, text: str) -> None:
        """Wait until a text is gone from the screen."""
        self.waits(lambda: not any(text in line for line in self.lines()), f"no {text!r} on the screen")

    def ends(self) -> int:
        """Wait until the program has ended and all its output is here, and return its exit code."""
        self.waits(lambda: _ENDED.search(self.output()) is not None, "an end of the program")
        found = _ENDED.search(self.output())
        assert found is not None
        return int(found[1])

    def kill(self) -> None:
        """End the program as nothing can prepare for: with SIGKILL."""
        os.kill(int(self._pid.read_text()), signal.SIGKILL)

    def ask_to_end(self) -> None:
        """Ask the program to end, as a system does that shuts down: with SIGTERM."""
        os.kill(int(self._pid.read_text()), signal.SIGTERM)

    def signal(self, name: str) -> None:
        """Send the program a signal by its name: "TERM", "HUP", "QUIT"."""
        os.kill(int(self._pid.read_text()), getattr(signal, f"SIG{name}"))

    def waits(self, is_so: Callable[[], bool], expected: str) -> None:
        """Look until something is so; after the deadline or the program's end, fail with the screen as it stands."""
        deadline = time.monotonic() + _DEADLINE_S
        while not is_so():
            # The end comes here last, so what is not so then will never be.
            is_over = _ENDED.search(self.output()) is not None and not is_so()
            if is_over or time.monotonic() > deadline:
                raise AssertionError(f"There was {expected} to be. Instead:\n" + "\n".join(self.lines()))
            time.sleep(_POLL_S)

    def close(self) -> None:
        """End the program and the terminal."""
        with contextlib.suppress(subprocess.CalledProcessError):
            socket = self.tell("socket_path")
            self._tmux("kill-server")
            Path(socket).unlink(missing_ok=True)

    def _environ(self, more: Mapping[str, str]) -> dict[str, str]:
        home = self.folder / "home"
        home.mkdir(exist_ok=True)
        search_path = os.environ.get("PYTHONPATH", "").split(os.pathsep)
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "LC_ALL": "C.UTF-8",
            "PYTHONPATH": os.pathsep.join(os.path.abspath(folder) for folder in search_path if folder),
            "TUINEWS_HOME": str(home / "tuinews"),
            **more,
        }

    def _tmux(self, *words: str, environ: Mapping[str, str] | None = None) -> str:
        command = ["tmux", "-u", "-L", self._name, *words]
        return subprocess.run(command, check=True, capture_output=True, encoding="utf-8", env=environ).stdout


def _colour_kinds(parameters: str) -> set[str]:
    kinds = set()
    numbers = iter(re.split("[;:]", parameters or "0"))
    for number in numbers:
        if number in {"38", "48"}:
            is_indexed = next(numbers, "") == "5"
            kinds.add("256" if is_indexed else "truecolor")
            for _ in range(1 if is_indexed else 3):
                next(numbers, "")
        elif re.fullmatch("[349][0-7]|10[0-7]", number):
            kinds.add("16")
    return kinds
