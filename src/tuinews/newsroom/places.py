"""Finding a quote again in a text that may have changed, by its words and what stands around them.

Only letters and digits count, so that another cleaning, other marks or a mended comma move nothing.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator

from tuinews.model.corrections import QuotePlace

_WORD = re.compile(r"[^\W_]+")
_AROUND = 40
"""How many letters before and after a quote are kept to tell it from others of the same words."""
_WINDOW = 4 * _AROUND
"""In how many characters of the text those letters are looked for."""
_END = 24
"""How many letters at a quote's beginning and end find it when its middle was edited."""
_BESIDE = 16
"""How many letters beside a quote find it when the quote was edited."""
_MOST_CANDIDATES = 500
_OPENING, _CLOSING, _STOPS = "\"'“„‘‚«»‹›”’", "\"'”“’‘»«›‹", ".,!?…;:–—-"


class Letters:
    """The letters and digits of a text, folded, and where each stands."""

    def __init__(self, text: str) -> None:
        words, self._at = list[str](), array("q")
        for match in _WORD.finditer(text):
            folded = match[0].casefold()
            if len(folded) == len(match[0]):
                self._at.extend(range(match.start(), match.end()))
                words.append(folded)
            else:
                for offset, character in enumerate(match[0], match.start()):
                    words.append(character.casefold())
                    self._at.extend([offset] * len(words[-1]))
        self.folded = "".join(words)

    def find(self, place: QuotePlace) -> tuple[int, int] | None:
        """Return where the words of a quote begin and end in the text, or None when they are no longer there."""
        for candidates in (self._exact(place), self._by_ends(place), self._by_surroundings(place)):
            found = sorted(candidates, key=lambda span: abs(self._at[span[0]] - place.offset))[:_MOST_CANDIDATES]
            if found:
                first, last = max(found, key=lambda span: self._likeness(span, place))
                return self._at[first], self._at[last - 1] + 1
        return None

    def _likeness(self, span: tuple[int, int], place: QuotePlace) -> int:
        """Return how many letters around a stretch are those around the quote; of equals the nearest comes first."""
        before = self.folded[max(0, span[0] - _AROUND) : span[0]]
        after = self.folded[span[1] : span[1] + _AROUND]
        return _common(before[::-1], place.before[::-1]) + _common(after, place.after)

    def _exact(self, place: QuotePlace) -> Iterator[tuple[int, int]]:
        if place.words:
            for start in _occurrences(self.folded, place.words):
                yield start, start + len(place.words)

    def _by_ends(self, place: QuotePlace) -> Iterator[tuple[int, int]]:
        length = len(place.words)
        if length >= 2 * _END:
            head, tail = place.words[:_END], place.words[-_END:]
            for start in _occurrences(self.folded, head):
                end = self.folded.find(tail, start + length // 2 - _END, start + 2 * length)
                if end > start:
                    yield start, end + _END

    def _by_surroundings(self, place: QuotePlace) -> Iterator[tuple[int, int]]:
        before, after, length = place.before[-_BESIDE:], place.after[:_BESIDE], len(place.words)
        if min(len(before), len(after)) >= _BESIDE:
            for start in _occurrences(self.folded, before):
                start += _BESIDE
                end = self.folded.find(after, start + max(1, length // 2), start + 2 * length + _BESIDE)
                if end > start:
                    yield start, end


def place_of(text: str, start: int, end: int) -> QuotePlace:
    """Return what a quote can be found by in another state of its text."""
    return QuotePlace(
        words=Letters(text[start:end]).folded,
        before=Letters(text[max(0, start - _WINDOW) : start]).folded[-_AROUND:],
        after=Letters(text[end : end + _WINDOW]).folded[:_AROUND],
        offset=start,
    )


def with_marks(text: str, start: int, end: int, least: int, most: int) -> tuple[int, int]:
    """Return a stretch of words with the quotation marks around it, between `least` and `most`."""
    first, last = start, end
    while first > least and text[first - 1] in _OPENING and start - first < 2:
        first -= 1
    while last < most and text[last] in _STOPS and last - end < 3:
        last += 1
    closing = last
    while closing < most and text[closing] in _CLOSING and closing - last < 2:
        closing += 1
    # Without marks the stops are not the quote's.
    return first, closing if closing > last else end


def _occurrences(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + len(words))


def _common(one: str, other: str) -> int:
    """Return how many letters two texts begin with in common."""
    length = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        length += 1
    return length
