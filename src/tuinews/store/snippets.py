"""Words around the hits of a search, cut from a text without asking the full-text index.

The index would take every text apart again, for a screenful of results longer than the search itself. So hits are
told by how words begin, which is what a stem comes down to; where that finds nothing, the index is asked after all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tuinews.model.found import HIT_BEGINS, HIT_ENDS
from tuinews.query import Text

_BEFORE = 40
_LENGTH = 160
_MOST_HITS = 24
"""So often a word is looked for: of one that stands everywhere the first do."""
_ENDINGS = re.compile(r"(?:ments?|ations?|ings?|ions?|ies|ied|edly|ed|es|ers?|ly|al|s|e|y)$")
_SHORTEST_STEM = 4


def snippet(text: str, wanted: Sequence[re.Pattern[str]]) -> str:
    """Return the stretch of a text with the most different hits, marked; "" when there is no hit."""
    places = sorted(
        (match.start(), match.end(), which)
        for which, pattern in enumerate(wanted)
        for match, _ in zip(pattern.finditer(text), range(_MOST_HITS), strict=False)
    )
    if not places:
        return ""
    start = _word_start(text, max(0, _best(places, len(wanted)) - _BEFORE))
    end = _word_end(text, min(len(text), start + _LENGTH))
    pieces, at = ["…" if start else ""], start
    for first, last, _ in places:
        if at <= first and last <= end:
            pieces += [text[at:first], HIT_BEGINS, text[first:last], HIT_ENDS]
            at = last
    return "".join([*pieces, text[at:end], "…" if end < len(text) else ""])


def patterns(wanted: Sequence[Text]) -> list[re.Pattern[str]]:
    """Return, for each word or phrase, what its hits look like."""
    return [re.compile(r"\b" + r"\W+".join(_words(word)), re.IGNORECASE) for word in wanted if _words(word)]


def _words(word: Text) -> list[str]:
    found = re.findall(r"\w+", word.text)
    beginnings = [rf"{re.escape(_stem(one))}\w*" for one in found]
    if word.is_prefix and beginnings:
        beginnings[-1] = rf"{re.escape(found[-1])}\w*"
    return beginnings


def _stem(word: str) -> str:
    stem = _ENDINGS.sub("", word.lower())
    return stem if len(stem) >= _SHORTEST_STEM else word


def _best(places: list[tuple[int, int, int]], words: int) -> int:
    """Return where the first stretch begins that has the most different words."""
    counts, different, end = [0] * words, 0, 0
    best, most = places[0][0], 0
    for start, _, first in places:
        while end < len(places) and places[end][0] < start + _LENGTH - _BEFORE:
            different += not counts[places[end][2]]
            counts[places[end][2]] += 1
            end += 1
        if different > most:
            best, most = start, different
        counts[first] -= 1
        different -= not counts[first]
    return best


def _word_start(text: str, at: int) -> int:
    while 0 < at < len(text) and not text[at - 1].isspace():
        at -= 1
    return at


def _word_end(text: str, at: int) -> int:
    while at < len(text) and not text[at].isspace():
        at += 1
    return at
