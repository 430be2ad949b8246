"""Columns of text, measured in terminal cells."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from tuinews.commands.session import styled
from tuinews.screen_text import cell_width as cell_width
from tuinews.screen_text import fitted as fitted
from tuinews.screen_text import line

_NARROWEST = 8
_BOUNDLESS = 2_000


def print_columns(
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    flexible: Sequence[int],
    numbers: Sequence[int] = (),
    notes: Mapping[int, str] = MappingProxyType({}),
    is_prose: bool = False,
) -> None:
    """Print rows under their heads; the `flexible` columns give way where room is short, `numbers` align right.

    `notes` are sentences to stand below a row, by the row's index; with `is_prose` the last column goes on below
    instead of being cut.
    """
    cells = [[line(cell) for cell in row] for row in rows]
    widths = [max([cell_width(head[i]), *(cell_width(row[i]) for row in cells)]) for i in range(len(head))]
    room = room_for_tables()
    while sum(widths) + 2 * (len(head) - 1) > room:
        widest = max(flexible, key=lambda i: widths[i])
        if widths[widest] <= _NARROWEST:
            break
        widths[widest] -= 1
    print(styled("  ".join(_aligned(head[i], widths[i], i in numbers) for i in range(len(head))).rstrip(), "dim"))
    for number, row in enumerate(cells):
        *more, row[-1] = reversed(textwrap.wrap(row[-1], widths[-1]) or [""]) if is_prose else [row[-1]]
        print("  ".join(_aligned(row[i], widths[i], i in numbers) for i in range(len(row))).rstrip())
        for words in reversed(more):
            print(" " * (sum(widths[:-1]) + 2 * len(widths[:-1])) + words)
        if number in notes:
            indent = " " * (widths[0] + 2)
            for words in textwrap.wrap(line(notes[number]), max(room - len(indent), 20)):
                print(indent + styled(words, "failed"))


def room_for_tables() -> int:
    """Return how wide a table may be: the terminal, or as wide as it gets for a file or another program."""
    if sys.stdout.isatty() or os.environ.get("COLUMNS", "").isdecimal():
        return shutil.get_terminal_size((100, 24)).columns
    return _BOUNDLESS


def _aligned(text: str, width: int, is_number: bool) -> str:
    return " " * (width - cell_width(text)) + text if is_number else fitted(text, width)
