"""Paragraphs that a mailer or an editor broke into rows of one width, put together again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

_NARROWEST: Final = 40
_WIDEST: Final = 132
_SAMPLE_ROWS: Final = 5_000
_FULL: Final = 0.85
_SHORT: Final = 0.75
_NEARLY_FULL: Final = 0.95
_MANY_ROWS: Final = 7
_ITEM: Final = re.compile(r"\s*(?:[-*+•·▪◦‣]|\d{1,3}[.)])\s+\S")
_SENTENCE_END: Final = re.compile('[.!?:。！？…][”’"»)\\]]*$')
_HYPHENATED: Final = re.compile(r"[^\W\d_]{2,}-$")
_FIRST_WORD: Final = re.compile(r"\S+")
_LAST_WORD: Final = re.compile(r"[^\W\d_]+(?=-$)")


def wrap_width(rows: Sequence[str]) -> int:
    """Return the width at which the paragraphs of a text are broken into rows; 0 when each row is a paragraph."""
    rows = rows[:_SAMPLE_ROWS]
    pairs = [
        (row.rstrip(), after.strip())
        for row, after in pairwise(rows)
        if row.strip() and after.strip() and not _ITEM.match(after)
    ]
    lengths = sorted(len(row) for row in rows if row.strip())
    if not pairs:
        return 0
    before = sorted(len(row) for row, _ in pairs)
    width = before[int(0.95 * (len(before) - 1))]
    if not _NARROWEST <= width <= _WIDEST or sum(length > 1.15 * width for length in lengths) > 0.05 * len(lengths):
        return 0
    if len(pairs) < 3:
        return width if all(_goes_on(row, after) for row, after in pairs) else 0
    full = sum(_is_full(row, after, width, _FULL) for row, after in pairs)
    open_ended = sum(not _SENTENCE_END.search(row) for row, _ in pairs)
    return width if full >= 0.6 * len(pairs) and open_ended >= 0.5 * len(pairs) else 0


def unwrap(rows: Sequence[str], width: int, words: frozenset[str]) -> list[list[str]]:
    """Return the paragraphs that neighbouring rows make, each as the lines it keeps.

    Args:
        rows: Rows without a blank one between them.
        width: What `wrap_width` returned for the whole text.
        words: The words of the whole text in small letters: a word broken at a hyphen loses it when it also
            occurs whole.
    """
    if not width:
        return [[row.strip()] for row in rows]
    margin = min(_indent(row) for row in rows)
    # Where no blank rows part the paragraphs, their last rows are all that tells them apart.
    short = _SHORT if len(rows) <= _MANY_ROWS else _NEARLY_FULL
    paragraphs = [[[rows[0].strip()]]]
    for row, after in pairwise(rows):
        is_short = not _is_full(row.rstrip(), after.strip(), width, short)
        is_ended = bool(_SENTENCE_END.search(row.rstrip()))
        if (is_short and is_ended) or _indent(after) - margin >= 2 > _indent(row) - margin:
            paragraphs.append([[after.strip()]])
        elif is_short and not after.strip()[0].islower():
            paragraphs[-1].append([after.strip()])
        else:
            _join(paragraphs[-1][-1], after.strip(), words)
    return [["".join(pieces) for pieces in paragraph] for paragraph in paragraphs]


def _join(pieces: list[str], after: str, words: frozenset[str]) -> None:
    """Add a row to the pieces of a line, with what belongs between the two."""
    row = pieces[-1]
    if _HYPHENATED.search(row[-40:]) and after[0].islower():
        first, last = _FIRST_WORD.match(after), _LAST_WORD.search(row[-40:])
        whole = re.sub(r"\W+$", "", (last[0] if last else "") + (first[0] if first else "")).casefold()
        pieces[-1] = row[:-1] if whole in words else row
    elif not (_is_east_asian(row[-1]) and _is_east_asian(after[0])):
        # Scripts that put no blanks between words get none from a line break either.
        pieces.append(" ")
    pieces.append(after)


def _is_east_asian(char: str) -> bool:
    return "\u3000" <= char <= "\u9fff" or "\uff00" <= char <= "\uffef"


def _is_full(row: str, after: str, width: int, share: float) -> bool:
    """Say whether the next row's first word would have made this one too long."""
    first = _FIRST_WORD.match(after)
    return len(row) + 1 + (len(first[0]) if first else 0) > share * width


def _goes_on(row: str, after: str) -> bool:
    return len(row) >= 55 and not _SENTENCE_END.search(row) and after[0].islower()


def _indent(row: str) -> int:
    return len(row) - len(row.lstrip())
