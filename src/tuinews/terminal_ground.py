"""Asking the terminal for its background, so that a theme can follow it, and how it can be given pictures.

The question goes out before the screen's modules are loaded, and the answer is taken just before the screen begins:
that costs no time. A terminal that has not answered by then counts as one that does not tell.
"""

from __future__ import annotations

import contextlib
import os
import select
import sys
from typing import NamedTuple

try:
    import termios
except ImportError:  # Windows has none
    termios = None  # type: ignore[assignment]

from tuinews.colours import luminance

# What is its background (OSC 11), its name (XTVERSION), how many colours may a sixel picture have (XTSMGRAPHICS)? The
# last question, for its attributes, is one that every terminal answers, so that it is known when nothing more will
# come. https://invisible-island.net/xterm/ctlseqs/ctlseqs.html
_QUESTION = b"\x1b]11;?\x1b\\\x1b[>q\x1b[?1;1;0S\x1b[c"
_SIXEL = "4"
"""The attribute of a terminal that draws sixels."""
_USUAL_COLOURS = 256
_KEYS = tuple(f"\x1b{start}{end}" for start in "[O" for end in "ABCDFH") + tuple(f"\x1b[{n}~" for n in range(1, 9))
"""How terminals say arrow keys, Home, End, Page up and down, Insert and Delete."""
_LIGHT = 0.18
"""The luminance that divides: black ink on a lighter ground is the easier to read."""
_PATIENCE_S = 0.05
"""How long an answer that has begun is waited for."""


class Ground(NamedTuple):
    """What a terminal told of itself."""

    is_light: bool | None = None
    """Whether its background is light; None where it did not tell."""
    name: str = ""
    """Its name and version, in its own words."""
    sixel_colours: int = 0
    """How many colours a picture in sixels may have; 0 where it draws none."""
    typed: str = ""
    """The keys that the user pressed meanwhile, as terminals send them."""
    is_late: bool = False
    """Whether an answer may still come."""


class Asking:
    """One question to the terminal, from the asking to the answer."""

    def __init__(self) -> None:
        self._modes: list[object] | None = None
        self._fd = -1

    def ask(self) -> None:
        """Ask, where there is a terminal on both ends."""
        if termios is None or not (sys.stdin.isatty() and sys.stdout.isatty()):
            return
        fd = sys.stdin.fileno()
        with contextlib.suppress(OSError, termios.error):
            modes = termios.tcgetattr(fd)
            quiet = [*modes]
            # No echo and no waiting for Enter, or the answer would stand on the screen and stay there.
            quiet[3] = modes[3] & ~(termios.ECHO | termios.ICANON)
            termios.tcsetattr(fd, termios.TCSANOW, quiet)
            self._fd, self._modes = fd, modes
            sys.stdout.flush()
            os.write(sys.stdout.fileno(), _QUESTION)

    def answer(self) -> Ground:
        """Return what came, without waiting, and leave the terminal as it was."""
        if self._modes is None or termios is None:
            return Ground()
        try:
            got = self._read()
            return read_answer(got)._replace(is_late=not _is_whole(got))
        finally:
            with contextlib.suppress(OSError, termios.error):
                termios.tcsetattr(self._fd, termios.TCSANOW, self._modes)  # type: ignore[arg-type]
            self._modes = None

    def _read(self) -> bytes:
        got = b""
        with contextlib.suppress(OSError):
            while select.select([self._fd], [], [], _PATIENCE_S if got else 0)[0]:
                piece = os.read(self._fd, 1024)
                got += piece
                if not piece or _is_whole(got):
                    break
        return got


def read_answer(got: bytes) -> Ground:
    """Return what the bytes from a terminal say."""
    colour, typed = _taken_out(got, b"\x1b]11;", (b"\x07", b"\x1b\\"))
    name, typed = _taken_out(typed, b"\x1bP>|", (b"\x1b\\",))
    colours, typed = _taken_out(typed, b"\x1b[?1;", (b"S",)) if b"S" in typed else (b"", typed)
    attributes, typed = _taken_out(typed, b"\x1b[?", (b"c",))
    text = _keys_in(typed.decode("utf-8", "ignore"))
    return Ground(_is_light(colour), _words(name), _sixel_colours(_words(attributes), _words(colours)), text)


def _is_light(colour: bytes) -> bool | None:
    parts = colour.partition(b":")[2].split(b"/")[:3]
    try:
        red, green, blue = map(_eight_bits, parts)
    except ValueError:
        return None
    return luminance((red, green, blue)) > _LIGHT


def _sixel_colours(attributes: str, colours: str) -> int:
    """Return how many colours sixels may have, by the attributes and the answer to how many ("0;256")."""
    if _SIXEL not in attributes.split(";")[1:]:
        return 0
    status, _, count = colours.partition(";")
    return int(count) if status == "0" and count.isdecimal() and int(count) > 1 else _USUAL_COLOURS


def _words(told: bytes) -> str:
    return "".join(filter(str.isprintable, told.decode("utf-8", "ignore")))


def _keys_in(typed: str) -> str:
    """Return keys as the terminal sent them, up to what is none: part of an answer is not to be taken for keys."""
    kept, rest = "", typed
    while rest:
        size = 1 if rest[0] != "\x1b" else max((len(key) for key in _KEYS if rest.startswith(key)), default=0)
        if not size:
            break
        kept, rest = kept + rest[:size], rest[size:]
    # The terminal still turns the return key into a line feed, as programs expect that read whole lines.
    return kept.replace("\n", "\r").replace("\0", "")


def _is_whole(got: bytes) -> bool:
    """Return whether the answer to the last question is there, after which nothing comes."""
    return b"c" in got.rpartition(b"\x1b[?")[2] and b"\x1b[?" in got


def _taken_out(got: bytes, start: bytes, ends: tuple[bytes, ...]) -> tuple[bytes, bytes]:
    """Return what stands between two marks, and everything else. No pattern: to compile one would take longer."""
    before, found, rest = got.partition(start)
    if not found:
        return b"", got
    at, end = min(((rest.find(end), end) for end in ends if end in rest), default=(len(rest), b""))
    return rest[:at], before + rest[at + len(end) :]


def _eight_bits(digits: bytes) -> int:
    most: int = 16 ** len(digits) - 1
    return int(digits, 16) * 255 // most
