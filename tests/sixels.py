"""Sixels read back into pixels, as a terminal reads them: for tests of what was sent."""

from __future__ import annotations

import re

Colour = tuple[int, int, int]
_PICTURE = re.compile(rb"\x1bP[0-9;]*q([^\x1b]*)\x1b\\")
_WORD = re.compile(rb'"[0-9;]*|#[0-9;]+|![0-9]+[?-~]|[?-~]|[$-]')


def sixel_pictures(written: bytes) -> list[list[list[Colour | None]]]:
    """Return the rows of pixels of every sixel picture in what a program wrote; None is a pixel that is not drawn."""
    return [_pixels(found[1]) for found in _PICTURE.finditer(written)]


def _pixels(data: bytes) -> list[list[Colour | None]]:
    palette: dict[int, Colour] = {}
    drawn: dict[tuple[int, int], Colour] = {}
    x = top = ink = width = height = at = 0
    for word in _WORD.finditer(data):
        assert word.start() == at, f"no sixel: {data[at : at + 20]!r}"
        at = word.end()
        kind, rest = word[0][:1], word[0][1:]
        if kind == b'"':
            _, _, width, height = map(int, rest.split(b";"))
        elif kind == b"#":
            ink, *definition = map(int, rest.split(b";"))
            if definition:
                assert definition[0] == 2
                palette[ink] = tuple(round(part * 255 / 100) for part in definition[1:])  # type: ignore[assignment]
        elif kind == b"$":
            x = 0
        elif kind == b"-":
            x, top = 0, top + 6
        else:
            count = int(rest[:-1]) if kind == b"!" else 1
            for bit in range(6):
                if word[0][-1] - 63 >> bit & 1:
                    drawn.update(((x + step, top + bit), palette[ink]) for step in range(count))
            x += count
    assert at == len(data)
    return [[drawn.get((column, row)) for column in range(width)] for row in range(height)]
