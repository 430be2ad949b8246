"""What stands around a place in the HTML: which block its text goes to, in which list, how deep in quotes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tuinews.model.bodies import BlockKind

_MAX_NUMBER: Final = 999_999
_ROMAN_VALUES: Final = (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1)
_ROMAN_LETTERS: Final = ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i")


@dataclass(slots=True)
class ListState:
    """One list while it is read."""

    group: int
    """The number of the outermost list it belongs to."""
    depth: int
    is_ordered: bool = False
    number: int = 1
    step: int = 1
    style: str = "1"
    marker: str = ""
    """The marker of the open item until its first text takes it."""
    item_height: int = -1
    """How many elements were open when the open item began; -1 while none is open."""

    def next_marker(self, value: str = "") -> str:
        """Return the marker of the next item and count it."""
        if not self.is_ordered:
            return "•"
        if is_number(value):
            self.number = int(value)
        marker = f"{_numeral(self.number, self.style)}."
        self.number = max(-_MAX_NUMBER, min(_MAX_NUMBER, self.number + self.step))
        return marker


@dataclass(frozen=True, slots=True)
class Context:
    """How text is set at one place."""

    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    quote_depth: int = 0
    list: ListState | None = None
    is_hidden: bool = False
    is_dropped: bool = False


def is_number(text: str) -> bool:
    """Say whether an attribute is a whole number that a list or a table can use."""
    digits = text.removeprefix("-")
    return 0 < len(digits) <= 6 and digits.isascii() and digits.isdigit()


def _numeral(number: int, style: str) -> str:
    if number < 1 or style not in "aAiI":
        return str(number)
    letters = _letters(number) if style in "aA" else _roman(number)
    return letters.upper() if style in "AI" else letters


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


def _roman(number: int) -> str:
    if number > 3_999:
        return str(number)
    letters = ""
    for value, letter in zip(_ROMAN_VALUES, _ROMAN_LETTERS, strict=True):
        count, number = divmod(number, value)
        letters += letter * count
    return letters
