"""Text by terminal cells: cut to a width, set to a width."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

_BETWEEN: Final = " · "
ELLIPSIS = "…"


def cut(text: str, width: int) -> tuple[str, int]:
    """Return `text` in at most `width` cells, ended with an ellipsis where it was cut, and its width in cells."""
    length = cell_len(text)
    if length <= width:
        return text, length
    if width < 1:
        return "", 0
    # A wide character on the border is replaced by a blank, which goes too.
    head = set_cell_size(text, width - 1).rstrip()
    return head + ELLIPSIS, cell_len(head) + 1


def cut_front(text: str, width: int) -> tuple[str, int]:
    """Return the end of `text` in at most `width` cells, and its width in cells.

    Of parts with " · " between them the first go whole; what is cut begins with an ellipsis.
    """
    parts = text.split(_BETWEEN)
    while len(parts) > 1 and cell_len(_BETWEEN.join(parts)) > width:
        parts.pop(0)
    text = _BETWEEN.join(parts)
    if cell_len(text) <= width:
        return text, cell_len(text)
    if width < 1:
        return "", 0
    while cell_len(text) > width - 1:
        text = text[1:]
    return ELLIPSIS + text, cell_len(text) + 1


def fit_parts(text: str, width: int, *, kept: int = 1) -> tuple[str, int]:
    """Return a line of parts with " · " between them in at most `width` cells, and its width.

    The last parts say the least: what has no room goes whole, as half of it says nothing. Only a first part that has
    no room by itself is cut, between words where it can be.

    Args:
        text: the line.
        width: how many cells there are.
        kept: how many parts stay at least.
    """
    parts = text.split(_BETWEEN)
    while len(parts) > kept and cell_len(_BETWEEN.join(parts)) > width:
        parts.pop()
    return cut_words(_BETWEEN.join(parts), width)


def cut_words(text: str, width: int) -> tuple[str, int]:
    """Return `text` as `cut` does, but cut between words where that leaves half of it."""
    shown, length = cut(text, width)
    head = shown.removesuffix(ELLIPSIS)
    at = head.rfind(" ")
    if shown == text or text[len(head) :].startswith(" ") or at < len(head) // 2:
        return shown, length
    return cut(head[:at] + ELLIPSIS, width)


def join_parts(parts: Iterable[str], width: int) -> list[str]:
    """Return parts side by side with " · " between them, a line being ended between two of them; empty ones go."""
    lines: list[str] = []
    for part in filter(None, parts):
        longer = f"{lines[-1]}{_BETWEEN}{part}" if lines else part
        if lines and cell_len(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(part)
    return lines


def pad(text: str, width: int) -> str:
    """Return `text` in exactly `width` cells, cut or filled up with blanks."""
    text, length = cut(text, width)
    return text + " " * (width - length)


def wrap(text: str, width: int) -> list[str]:
    """Return `text` in lines of at most `width` cells, broken between words."""
    lines: list[str] = []
    for word in text.split():
        if lines and cell_len(lines[-1]) + 1 + cell_len(word) <= width:
            lines[-1] += " " + word
        else:
            lines.append(cut(word, width)[0])
    return lines


def cut_lines(lines: Sequence[str], most: int, width: int) -> list[str]:
    """Return at most so many of the lines, the last one ended with an ellipsis where others are left out."""
    if len(lines) <= most:
        return list(lines)
    return [*lines[: most - 1], cut_words(lines[most - 1] + ELLIPSIS, width)[0]] if most > 0 else []


def split_line(text: str, width: int) -> tuple[str, str]:
    """Return what of `text` stands in a first line of `width` cells, broken between words, and the rest."""
    if cell_len(text) <= width:
        return text, ""
    length = len(set_cell_size(text, width + 1))
    blank = text.rfind(" ", 0, length)
    if blank > length // 2:
        return text[:blank], text[blank + 1 :]
    head = set_cell_size(text, width).rstrip()
    word = text[blank + 1 :].partition(" ")[0]
    if cell_len(word) == len(word):  # scripts without blanks, whose letters are wide, break anywhere
        # A long word goes to the second line, whole or from its hyphen; one that has no room there is broken.
        if hyphen := head.rfind("-", blank + 2) + 1:
            return text[:hyphen], text[hyphen:]
        if blank > 0 and len(word) <= width:
            return text[:blank], text[blank + 1 :]
    return head, text[len(head) :].lstrip()


def strip_of(segments: Sequence[Segment], width: int, base: Style) -> Strip:
    """Return segments as a line of exactly `width` cells, laid over a base style."""
    laid = [Segment(text, base if style is None else base + style) for text, style, _ in segments]
    length = sum(cell_len(text) for text, _, _ in laid)
    if length <= width:
        laid.append(Segment(" " * (width - length), base))
        return Strip(laid, width)
    return Strip(laid, length).crop(0, width)


def is_right_to_left(text: str) -> bool:
    """Return whether the first letter of `text` is of a script written from the right."""
    if text.isascii():
        return False
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in {"L", "R", "AL"}:
            return direction != "L"
    return False
