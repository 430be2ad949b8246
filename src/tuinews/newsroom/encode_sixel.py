"""A picture as sixels, a strip for each row of cells, so that a scrolled article sends no more than what moved.

An encoder of our own: the one of textual-image comes with a widget for each picture and asks the terminal when it is
imported, in a process that has none.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PIL import Image as Images

_BAND: Final = 6
"""Rows of pixels in a line of sixels."""
_RUN: Final = re.compile(rb"(.)\1{3,}", re.DOTALL)
_LETTERS: Final = bytes(range(63, 127)) + bytes(192)
"""The letter of each sixel, whose lowest bit is its top pixel. https://vt100.net/docs/vt3xx-gp/chapter14.html"""


def encode_sixel(image: Images.Image, row_height: int, colours: int) -> tuple[bytes, ...]:
    """Return an image cut into strips of `row_height` pixels, each a sequence that draws it where the cursor is."""
    from PIL import Image

    few = image.quantize(min(256, colours), Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    palette, pixels, width = few.getpalette("RGB") or [], few.tobytes(), few.width
    strip_bytes = row_height * width
    return tuple(
        _strip(pixels[at : at + strip_bytes], width, row_height, palette) for at in range(0, len(pixels), strip_bytes)
    )


def _strip(pixels: bytes, width: int, height: int, palette: list[int]) -> bytes:
    used = sorted(set(pixels))
    inks = b"".join(b"#%d;2;%d;%d;%d" % (ink, *map(_percent, palette[3 * ink : 3 * ink + 3])) for ink in used)
    bands = (_band(pixels[at : at + _BAND * width], width) for at in range(0, len(pixels), _BAND * width))
    # What is not drawn stays as it is (1), and is no more than the strip's own height ("1;1;width;height).
    return b'\x1bP0;1;0q"1;1;%d;%d' % (width, height) + inks + b"-".join(bands) + b"\x1b\\"


def _band(pixels: bytes, width: int) -> bytes:
    """Return six rows of pixels, one pass over them for each ink."""
    rows = [pixels[at : at + width] for at in range(0, len(pixels), width)]
    passes = []
    for ink in sorted(set(pixels)):
        found = 0
        for bit, row in enumerate(rows):
            if ink in row:
                # A byte for each pixel, 1 where it has the ink: as one number, all are moved and joined at once.
                found |= int.from_bytes(row.translate(_only(ink)), "big") << bit
        letters = found.to_bytes(width, "big").translate(_LETTERS).rstrip(b"?")
        passes.append(b"#%d" % ink + _RUN.sub(_shortened, letters))
    return b"$".join(passes)


def _shortened(run: re.Match[bytes]) -> bytes:
    return b"!%d" % len(run[0]) + run[1]


@lru_cache(maxsize=256)
def _only(ink: int) -> bytes:
    return bytes(ink) + b"\x01" + bytes(255 - ink)


def _percent(value: int) -> int:
    return (value * 100 + 127) // 255
