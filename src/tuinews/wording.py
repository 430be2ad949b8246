"""The words of what was said: whether two quotes are the same, and where they differ.

Two quotes are the same when they are so in small letters and without punctuation and accents; that is the rule of
Quotebank (Vaucher et al., WSDM 2021). What an editor did to a quote is no difference either: another kind of quotation
mark, an ellipsis, a word put in brackets.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from hashlib import blake2b
from typing import Final, NamedTuple

from tuinews.model.sayings import Alike, Piece, PieceKind

_WORD: Final = re.compile(r"[^\W_]+(?:['’ʼ‘-][^\W_]+)*")
_LEFT_OUT: Final = re.compile(r"\[\s*(?:…|\.{2,4})\s*\]|\(\s*(?:…|\.{3,4})\s*\)|…|\.{3,4}")
_PUT_IN: Final = re.compile(r"\[[^\]\[]{1,80}\]")
_MOST_WORDS: Final = 600
"""Longer quotes are compared by their first words."""
_FEW: Final = 5
"""Quotes of fewer words are stock phrases: they are the same statement only when the same person says them."""
_NEAR_SHARE: Final = 0.75
_NEAR_RUN: Final = 4
"""Of two near quotes the shorter has so much in common with the longer, in stretches of which one has so many words;
a word less is enough where the same person speaks."""


class Word(NamedTuple):
    """A word of a text, as it is compared, and where it stands."""

    key: str
    written: str
    start: int
    end: int


def words_of(text: str) -> tuple[Word, ...]:
    """Return the words of a text; apostrophes and hyphens inside a word do not tell it from another."""
    return tuple(Word(_key(match[0]), match[0], match.start(), match.end()) for match in _WORD.finditer(text))[
        :_MOST_WORDS
    ]


def _key(word: str) -> str:
    if not word.isascii():
        word = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    return re.sub(r"['’ʼ‘-]", "", word.casefold())


def digest(text: str | None) -> int:
    """Return a number of 63 bits that quotes of the same words share; 0 for a text without words."""
    keys = [word.key for word in words_of(text or "")]
    if not keys:
        return 0
    return int.from_bytes(blake2b(" ".join(keys).encode("utf-8", "replace"), digest_size=8).digest()) >> 1


def fragments(asked: str) -> tuple[tuple[Word, ...], ...]:
    """Return the stretches of words that a quotation claims, apart where it leaves something out or puts a word in."""
    pieces = re.split(_PUT_IN, re.sub(_LEFT_OUT, " [ ] ", asked))
    return tuple(words for piece in pieces if (words := words_of(piece)))


def holds(found: Sequence[Word], claimed: Sequence[Sequence[Word]]) -> bool:
    """Return whether a text has all these stretches of words, in this order and each unbroken."""
    keys, at = [word.key for word in found], 0
    for stretch in claimed:
        wanted = [word.key for word in stretch]
        place = next((i for i in range(at, len(keys) - len(wanted) + 1) if keys[i : i + len(wanted)] == wanted), -1)
        if place < 0:
            return False
        at = place + len(wanted)
    return bool(claimed)


def alike(one: Sequence[Word], other: Sequence[Word], *, is_same_speaker: bool) -> Alike | None:
    """Return how two quotes are alike; None when they are different statements."""
    if min(len(one), len(other)) < _FEW and not is_same_speaker:
        return None
    first, second = [word.key for word in one], [word.key for word in other]
    if not first or not second:
        return None
    if first == second:
        return Alike.SAME
    shorter, longer = sorted((first, second), key=len)
    if len(shorter) < _FEW:
        return None
    if _contains(longer, shorter):
        return Alike.PART
    runs = [block.size for block in _matcher(shorter, longer).get_matching_blocks() if block.size > 1]
    is_near = runs and max(runs) >= _NEAR_RUN - is_same_speaker and sum(runs) >= _NEAR_SHARE * len(shorter)
    return Alike.NEAR if is_near else None


def shared(one: Sequence[Word], other: Sequence[Word]) -> float:
    """Return how much of `one` stands in `other` in the same order, in stretches of at least two words; 0 to 1."""
    blocks = _matcher([word.key for word in one], [word.key for word in other]).get_matching_blocks()
    return sum(block.size for block in blocks if block.size > 1) / len(one) if one else 0.0


def differences(before: str, after: str) -> tuple[Piece, ...]:
    """Return `after` with what it lacks of `before` and what it has besides."""
    return tuple(_merged(_pieces(before, after)))


def _pieces(before: str, after: str) -> Iterator[Piece]:
    old, new = words_of(before), words_of(after)
    at = new[0].start if new else len(after)
    if at:
        yield Piece(after[:at])
    for kind, i1, i2, j1, j2 in _matcher([word.key for word in old], [word.key for word in new]).get_opcodes():
        if kind in {"delete", "replace"}:
            yield Piece(before[old[i1].start : old[i2 - 1].end], PieceKind.MISSING)
        if j2 == j1:
            continue
        if kind == "equal":
            yield Piece(after[new[j1].start : new[j2].start if j2 < len(new) else len(after)])
            continue
        end = new[j2 - 1].end
        yield Piece(after[new[j1].start : end], PieceKind.ADDED)
        yield Piece(after[end : new[j2].start if j2 < len(new) else len(after)])


def _merged(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Yield pieces with a blank between words that would touch, and none that is empty."""
    last = Piece("")
    for piece in pieces:
        if not piece.text:
            continue
        touches = last.text[-1:].isalnum() and piece.text[:1].isalnum()
        if touches:
            yield Piece(" ")
        yield piece
        last = piece


def _contains(longer: list[str], shorter: list[str]) -> bool:
    size = len(shorter)
    return any(longer[i : i + size] == shorter for i in range(len(longer) - size + 1) if longer[i] == shorter[0])


def _matcher(one: list[str], other: list[str]) -> SequenceMatcher[str]:
    return SequenceMatcher(None, one, other, autojunk=False)
