"""What the terminal can draw, and the sequences by which it is told to.

What is drawn is made by our own decoder: no byte of a picture's file reaches the terminal as it came.
"""

from __future__ import annotations

import base64
import os
import re
import sys
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

from rich.color import Color
from rich.color_triplet import ColorTriplet
from rich.segment import Segment
from rich.style import Style

from tuinews.model.pictures import Drawing, Picture
from tuinews.terminal_ground import Ground

_CHUNK: Final = 4096
_PLACEHOLDER: Final = "\U0010eeee"
# The first of the marks by which a cell says which row and column of the picture it shows.
# https://sw.kovidgoyal.net/kitty/graphics-protocol/#unicode-placeholders
_MARKS: Final = tuple(
    chr(code)
    for first, last in (
        (0x305, 0x305), (0x30D, 0x30E), (0x310, 0x310), (0x312, 0x312), (0x33D, 0x33F), (0x346, 0x346), (0x34A, 0x34C),
        (0x350, 0x352), (0x357, 0x357), (0x35B, 0x35B), (0x363, 0x36F), (0x483, 0x487), (0x592, 0x595), (0x597, 0x599),
        (0x59C, 0x5A1), (0x5A8, 0x5A9), (0x5AB, 0x5AC), (0x5AF, 0x5AF), (0x5C4, 0x5C4), (0x610, 0x617), (0x657, 0x65B),
        (0x65D, 0x65E), (0x6D6, 0x6DC), (0x6DF, 0x6E2), (0x6E4, 0x6E4), (0x6E7, 0x6E8), (0x6EB, 0x6EC),
    )
    for code in range(first, last + 1)
)  # fmt: skip
MOST_ROWS: Final = len(_MARKS)
_KITTY_WITH_PLACEHOLDERS: Final = (0, 28)
_FEWEST_COLOURS: Final = 16
"""With fewer, half blocks show more."""


def drawing_of(wish: str, environ: Mapping[str, str], ground: Ground) -> Drawing:
    """Return how pictures are drawn: as wished for, or the best that the terminal is known or says to do."""
    if wish != "auto":
        return Drawing(wish)
    term = environ.get("TERM", "")
    if environ.get("TMUX") or environ.get("STY") or term.startswith(("screen", "tmux")) or _is(ground.name, "tmux"):
        return Drawing.BLOCKS  # these let nothing of the others through, or not where it belongs
    # Another multiplexer hands on the variables of the terminal it was started in, so that only what it says counts.
    names = [ground.name]
    if not environ.get("ZELLIJ"):
        names += [environ.get(name, "") for name in ("TERM_PROGRAM", "LC_TERMINAL")] + [term.removeprefix("xterm-")]
    if any(_is(name, "kitty", "ghostty") for name in names):
        return Drawing.BLOCKS if _is_old_kitty(ground.name) else Drawing.KITTY
    if any(_is(name, "iterm", "wezterm") for name in names):
        return Drawing.ITERM2
    return Drawing.SIXEL if ground.sixel_colours >= _FEWEST_COLOURS else Drawing.BLOCKS


def _is_old_kitty(name: str) -> bool:
    """Return whether a terminal is a Kitty that cannot place pictures by cells, as Debian 12 has it."""
    version = re.match(r"kitty\((\d+)\.(\d+)", name)
    return version is not None and (int(version[1]), int(version[2])) < _KITTY_WITH_PLACEHOLDERS


def _is(name: str, *terminals: str) -> bool:
    return name.lower().startswith(terminals)


def cell_size() -> tuple[int, int]:
    """Return how many pixels a cell has, as the terminal says; a usual size where it does not."""
    try:
        import fcntl
        import struct
        import termios

        packed = fcntl.ioctl(sys.__stdout__.fileno() if sys.__stdout__ else 1, termios.TIOCGWINSZ, b"\0" * 8)
        rows, columns, width, height = struct.unpack("HHHH", packed)
    except (ImportError, OSError, ValueError):
        return 8, 16
    if not (rows and columns and width and height):
        return 8, 16
    return max(4, min(width // columns, 40)), max(8, min(height // rows, 80))


def write_through(sequence: str) -> None:
    """Write a sequence to the terminal that Textual paints on."""
    if sys.__stderr__ is not None:
        sys.__stderr__.write(sequence)
        sys.__stderr__.flush()


def kitty_number(picture: Picture) -> int:
    """Return the number of a picture, of 24 bits so that a colour can say it."""
    return (hash((picture.url, picture.columns, picture.rows, os.getpid())) & 0xFFFFFE) + 1


def kitty_sequences(picture: Picture) -> Iterator[str]:
    """Yield what gives a picture to the terminal and makes room for it, without a word in return."""
    number, data = kitty_number(picture), base64.standard_b64encode(picture.parts[0]).decode("ascii")
    for at in range(0, len(data), _CHUNK):
        first = f"a=T,U=1,f=100,t=d,q=2,i={number},c={picture.columns},r={picture.rows}," if not at else ""
        yield f"\x1b_G{first}m={int(at + _CHUNK < len(data))};{data[at : at + _CHUNK]}\x1b\\"


def kitty_forget(picture: Picture) -> str:
    """Return what lets the terminal forget a picture."""
    return f"\x1b_Ga=d,d=I,q=2,i={kitty_number(picture)}\x1b\\"


def row_segments(picture: Picture, row: int) -> list[Segment]:
    """Return a row of a picture as cells that any terminal paints: half blocks, or Kitty's placeholders."""
    if picture.drawing is not Drawing.KITTY:
        return _blocks((picture.under or picture.parts)[row], picture.columns)
    if row < len(_MARKS):
        number = kitty_number(picture)
        colour = Color.from_triplet(ColorTriplet(number >> 16, number >> 8 & 255, number & 255))
        # The cells after the first are those to its right.
        cells = _PLACEHOLDER + _MARKS[row] + _MARKS[0] + _PLACEHOLDER * (picture.columns - 1)
        return [Segment(cells, Style(color=colour))]
    return [Segment(" " * picture.columns)]


def row_drawing(picture: Picture, row: int) -> str:
    """Return what draws a row of a picture over the cells that the cursor stands behind, and leaves it there."""
    match picture.drawing:
        case Drawing.SIXEL:
            drawn = picture.parts[row].decode("ascii")
        case Drawing.ITERM2:
            # https://iterm2.com/documentation-images.html
            data = base64.standard_b64encode(picture.parts[row]).decode("ascii")
            room = f"width={picture.columns};height=1;preserveAspectRatio=0"
            drawn = f"\x1b]1337;File=inline=1;size={len(picture.parts[row])};{room};doNotMoveCursor=1:{data}\x07"
        case _:
            return ""
    return f"\x1b7\x1b[{picture.columns}D{drawn}\x1b8"


def _blocks(pixels: bytes, columns: int) -> list[Segment]:
    below = 3 * columns
    return [Segment("▀", _pair(pixels[at : at + 3], pixels[below + at : below + at + 3])) for at in range(0, below, 3)]


@lru_cache(maxsize=20_000)
def _pair(upper: bytes, lower: bytes) -> Style:
    return Style(color=Color.from_triplet(ColorTriplet(*upper)), bgcolor=Color.from_triplet(ColorTriplet(*lower)))
