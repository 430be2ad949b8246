"""Lines out of running text, measured in terminal cells.

A line is a pair of offsets into the text, so that every place on the screen leads back to a place in the text. Most
news is made of characters one cell wide: such lines are cut by counting, the others grapheme by grapheme.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from rich.cells import get_character_cell_size, split_graphemes

# Characters one cell wide that no following character of this set can widen or join; a test measures each.
_NARROW: Final = re.compile(
    "[ -~\xa1-\xac\xae-\u02ff\u0370-\u0377\u037a-\u037f\u0384-\u038a\u038e-\u03a1\u03a3-\u0482\u048a-\u052f"
    "\u2010-\u2027\u2030-\u203b\u203d-\u2048\u204a-\u205e\u20a0-\u20bf]*"
)
# What Japanese and Chinese setting keeps off the beginning or the end of a line. JIS X 4051, JLREQ 3.1.7 and 3.1.8.
_NOT_FIRST: Final = frozenset(
    "、。，．・：；？！）］｝〉》」』】〕〗〙〟ー々ゝゞヽヾぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ…‥’”,.:;?!)]}%％"
)
_NOT_LAST: Final = frozenset("（［｛〈《「『【〔〖〘〝‘“([{")
_WIDE: Final = 2


def wrap(text: str, width: int, start: int, end: int, hanging: int = 0) -> Iterator[tuple[int, int]]:
    """Yield the lines of `text[start:end]` at most `width` cells wide, broken between words.

    Args:
        hanging: how many cells the second and later lines of a paragraph are narrower.
    """
    while start < end:
        newline = text.find("\n", start, end)
        stop = end if newline < 0 else newline
        yield from _paragraph(text, start, stop, max(1, width), max(1, width - hanging))
        start = stop + 1


def chop(text: str, width: int, start: int, end: int, hanging: int = 0) -> Iterator[tuple[int, int]]:
    """Yield the lines of `text[start:end]` as `wrap` does, but with every blank kept, as code needs it."""
    while start < end:
        newline = text.find("\n", start, end)
        stop = end if newline < 0 else newline
        limit = _soft_end(text, max(1, width), start, stop)
        yield start, limit
        while limit < stop:
            first, limit = limit, _soft_end(text, max(1, width - hanging), limit, stop)
            yield first, limit
        start = stop + 1


def _soft_end(text: str, width: int, start: int, stop: int) -> int:
    """Return where a long line of code is best continued: behind a blank in its last half, else where it is full."""
    limit = fit(text, width, start, stop)
    if limit >= stop:
        return limit
    blank = text.rfind(" ", start + (limit - start) // 2, limit) + 1
    return blank or limit


def fit(text: str, width: int, start: int, end: int) -> int:
    """Return how far `text` from `start` fits into `width` cells, and at least one character if there is one."""
    reach = min(start + width + 1, end)
    match = _NARROW.match(text, start, reach)
    if match is not None and match.end() == reach:
        return min(start + width, end)
    size = width + 8
    while True:
        graphemes, cells = split_graphemes(text[start : min(start + size, end)])
        if cells > width or start + size >= end:
            break
        size *= 2  # marks without width fill the piece: a longer one is needed
    used = 0
    for first, _, cells in graphemes:
        used += cells
        if used > width and first:
            return start + first
    return end if used <= width else min(start + graphemes[0][1], end)


def _paragraph(text: str, start: int, stop: int, width: int, later: int) -> Iterator[tuple[int, int]]:
    """Yield the lines of a stretch without line breaks."""
    if start == stop:
        yield start, stop
        return
    while start < stop:
        limit = fit(text, width, start, stop)
        width = later
        if limit >= stop:
            yield start, start + len(text[start:stop].rstrip(" "))
            return
        cut = limit if text[limit] == " " else _break(text, start, limit)
        end = cut
        while end > start and text[end - 1] == " ":
            end -= 1
        while cut < stop and text[cut] == " ":
            cut += 1
        yield start, end
        start = cut


def _break(text: str, start: int, limit: int) -> int:
    """Return where the line from `start` that has room up to `limit` is best broken."""
    best = text.rfind(" ", start, limit) + 1
    floor = max(best, start + 1)
    for dash in "-–—":
        at = text.rfind(dash, floor, limit) + 1
        if at > best and text[at - 2] not in "- " and (dash != "-" or text[at].isalpha()):
            best = at
    if not text.isascii():
        best = max(best, _break_between_wide(text, floor, limit))
    if best <= start:
        slash = text.rfind("/", start + 1, limit) + 1
        # Only a word that fills half a line is worth breaking at a slash.
        best = slash if slash > start + (limit - start) // 2 else limit
    return best


def _break_between_wide(text: str, floor: int, limit: int) -> int:
    """Return the last place where a script without blanks may be broken, 0 when there is none."""
    for at in range(limit, floor - 1, -1):
        before, after = text[at - 1], text[at]
        if (
            (_is_wide(before) or _is_wide(after))
            and before not in _NOT_LAST
            and after not in _NOT_FIRST
            and get_character_cell_size(after)
            and before != "\u200d"
        ):
            return at
    return 0


def _is_wide(char: str) -> bool:
    return char > "\u10ff" and get_character_cell_size(char) == _WIDE
