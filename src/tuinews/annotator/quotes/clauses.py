"""Sentences as the frame around quotations: every quoted stretch is one unit, whatever sentences it holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tuinews.annotator.quotes.stretches import Quoted
from tuinews.annotator.sentences import Token

MOST_UNITS = 150
"""A longer sentence is cut, so that looking through one takes bounded time however the text is made."""
_STOPS = ".!?…"
_MARKS = "\"'“”‘’«»„「」『』`＂‟ "


@dataclass(frozen=True, slots=True)
class Frame:
    """One sentence outside quotation marks.

    A unit is the index of a token or, for a quoted stretch, the complement of its number (`~number`).
    """

    line: int
    units: tuple[int, ...]

    def quotes(self) -> Iterator[tuple[int, int]]:
        """Yield each quoted stretch's place among the units and its number."""
        for place, unit in enumerate(self.units):
            if unit < 0:
                yield place, ~unit


def split_frames(text: str, tokens: list[Token], quoted: list[Quoted]) -> list[Frame]:
    """Return the sentences around the quoted stretches, in order."""
    frames: list[Frame] = []
    units: list[int] = []
    line = -1
    for unit in _units(tokens, quoted):
        unit_line = quoted[~unit].line if unit < 0 else tokens[unit].line
        if units and (unit_line != line or len(units) == MOST_UNITS or _is_boundary(text, tokens, quoted, units, unit)):
            frames.append(Frame(line, tuple(units)))
            units = []
        line = unit_line
        units.append(unit)
    if units:
        frames.append(Frame(line, tuple(units)))
    return frames


def _units(tokens: list[Token], quoted: list[Quoted]) -> Iterator[int]:
    """Yield the tokens outside quoted stretches and the stretches themselves."""
    number = 0
    for index, token in enumerate(tokens):
        while number < len(quoted) and quoted[number].end <= token.start:
            yield ~number
            number += 1
        if number == len(quoted) or token.start < quoted[number].start:
            yield index
    for rest in range(number, len(quoted)):
        yield ~rest


def _is_boundary(text: str, tokens: list[Token], quoted: list[Quoted], units: list[int], unit: int) -> bool:
    """Say whether a new sentence begins with a unit."""
    previous = units[-1]
    if previous >= 0 and unit >= 0:
        return tokens[unit].sentence != tokens[previous].sentence
    if previous >= 0:
        return tokens[previous].text in _STOPS and text[quoted[~unit].start - 1].isspace()
    last = last_character(text, quoted[~previous])
    if unit < 0 or last not in _STOPS:
        return last in _STOPS
    if not tokens[unit].is_word or tokens[unit].text[0].islower():
        return False
    # A capital after "?" or "!" may still belong to the sentence (“Why?” Obama asked), unless that is told already.
    is_told_before = any(other >= 0 and tokens[other].is_word for other in units[:-1])
    return last in ".…" or is_told_before


def last_character(text: str, quoted: Quoted) -> str:
    """Return the last character inside a quoted stretch, its marks left out."""
    inside = text[max(quoted.start, quoted.end - 8) : quoted.end].rstrip(_MARKS)
    return inside[-1:] or " "
