"""Numbers drawn with block characters: sparklines, bars, columns, shades. They need neither colour nor a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

_EIGHTHS_UP = " ▁▂▃▄▅▆▇█"
_EIGHTHS_RIGHT = " ▏▎▍▌▋▊▉█"
_SHADES = " ·░▒▓█"
_SECOND = "▒"
"""What stands on top in a column of two parts, told apart without colour."""


class Column(NamedTuple):
    """A number of two parts, the first at the bottom."""

    first: float
    second: float = 0.0


def sparkline(values: Sequence[float], width: int) -> str:
    """Return a line of at most `width` columns, one character high; no value at all is a low line, not a gap."""
    values = gathered(values, width)
    most = max(values, default=0)
    if not most:
        return "▁" * len(values)
    return "".join(_EIGHTHS_UP[max(1, min(8, round(8 * value / most)))] for value in values)


def gathered(values: Sequence[float], width: int) -> list[float]:
    """Return at most `width` values: where there are more, the average of neighbours, so that no step looks larger."""
    if len(values) <= width:
        return list(values)
    width = max(1, width)
    edges = [len(values) * place // width for place in range(width + 1)]
    parts = (values[edges[place] : edges[place + 1]] for place in range(width))
    return [sum(part) / len(part) for part in parts]


def bar(value: float, most: float, width: int) -> str:
    """Return a bar from the left, `width` cells for `most`; whatever is not nothing can be seen."""
    if most <= 0 or value <= 0:
        return ""
    eighths = max(1, min(8 * width, round(8 * width * value / most)))
    full, rest = divmod(eighths, 8)
    return "█" * full + (_EIGHTHS_RIGHT[rest] if rest else "")


def shares(parts: Sequence[float], width: int) -> list[int]:
    """Return how many cells each part of a bar gets, `width` in all; a part that is not nothing gets one at least."""
    whole = sum(parts)
    if whole <= 0:
        return [0 for _ in parts]
    cells = [max(1, int(width * part / whole)) if part > 0 else 0 for part in parts]
    while sum(cells) != width:
        step = 1 if sum(cells) < width else -1
        can = [place for place, part in enumerate(parts) if part > 0 and (step > 0 or cells[place] > 1)]
        if not can:
            break
        # The part that is furthest from its due gives or takes.
        place = max(can, key=lambda at: step * (width * parts[at] / whole - cells[at]))
        cells[place] += step
    return cells


def columns(values: Sequence[Column], height: int, column_width: int = 1) -> list[list[tuple[str, bool]]]:
    """Return rows from the top, each a list of (cells, whether they are of the second part), one for each value."""
    most = max((value.first + value.second for value in values), default=0)
    return [[_cell(value, most, height, height - 1 - row, column_width) for value in values] for row in range(height)]


def _cell(value: Column, most: float, height: int, level: int, width: int) -> tuple[str, bool]:
    """Return one cell of a column; `level` 0 is the lowest."""
    whole = value.first + value.second
    if most <= 0 or whole <= 0:
        return ("▁" if level == 0 and most > 0 else " ") * width, False
    eighths = max(1, round(8 * height * whole / most)) - 8 * level
    first = 8 * height * value.first / most - 8 * level
    if eighths <= 0:
        return " " * width, False
    is_second = first < min(8, eighths) / 2
    sign = _EIGHTHS_UP[min(8, eighths)]
    return (_SECOND if is_second and eighths >= 8 else sign) * width, is_second


def shade(value: float, most: float) -> str:
    """Return a character the darker the larger the value; whatever is not nothing can be seen."""
    if most <= 0 or value <= 0:
        return _SHADES[0]
    return _SHADES[max(1, min(5, round(5 * value / most)))]
