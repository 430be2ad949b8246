"""Columns of text, measured in terminal cells."""

from __future__ import annotations

import shutil
import unicodedata
from collections.abc import Sequence

from tuinews.commands.session import styled
from tuinews.screen_text import line


def cell_width(text: str) -> int:
    """Return how many cells a terminal gives to a line of cleaned text."""
    if text.isascii():
        return len(text)
    width = 0
    for character in text:
        if unicodedata.combining(character) or character in "\u200d\ufe0f":
            continue
        width += 2 if unicodedata.east_asian_width(character) in "WF" else 1
    return width


def fitted(text: str, width: int) -> str:
    """Return the text in exactly `width` cells, cut with "…" or filled with blanks."""
    if cell_width(text) <= width:
        return text + " " * (width - cell_width(text))
    kept = ""
    room = width - 1
    for character in text:
        room -= cell_width(character)
        if room < 0:
            break
        kept += character
    return kept + "…" + " " * (width - 1 - cell_width(kept))


def print_columns(
    head: Sequence[str], rows: Sequence[Sequence[str]], *, flexible: int, numbers: Sequence[int] = ()
) -> None:
    """Print rows under their heads; the `flexible` column takes what room is left, `numbers` align right."""
    cells = [[line(cell) for cell in row] for row in rows]
    widths = [max([cell_width(head[i]), *(cell_width(row[i]) for row in cells)]) for i in range(len(head))]
    room = shutil.get_terminal_size((100, 24)).columns - 2 * (len(head) - 1)
    widths[flexible] = max(12, min(widths[flexible], room - sum(widths) + widths[flexible]))
    print(styled("  ".join(_aligned(head[i], widths[i], i in numbers) for i in range(len(head))).rstrip(), "dim"))
    for row in cells:
        print("  ".join(_aligned(row[i], widths[i], i in numbers) for i in range(len(row))).rstrip())


def _aligned(text: str, width: int, is_number: bool) -> str:
    return text.rjust(width) if is_number else fitted(text, width)
