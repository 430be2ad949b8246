"""Whether a quoted stretch is speech, or a title, a nickname, a scare quote or a word spoken of as a word."""

from __future__ import annotations

import re

from tuinews.annotator.attribution import Attribution, Strength
from tuinews.annotator.clauses import Frame, last_character
from tuinews.annotator.names import SAYING, word_set
from tuinews.annotator.quotes import Quoted
from tuinews.annotator.subjects import Scene

_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_SMALL = word_set("small")
_NAMING = word_set("naming")
_FEW = 3


def is_speech(scene: Scene, frame: Frame, place: int, attribution: Attribution, singles_speak: bool) -> bool:
    """Say whether a quoted stretch reports speech.

    Args:
        singles_speak: Whether the text sets speech in single marks, the British way.
    """
    quoted = scene.quoted[~frame.units[place]]
    words = _WORD.findall(scene.text, quoted.start, quoted.end)
    if not words or _is_nickname(scene, quoted, words):
        return False
    if quoted.is_single and not singles_speak and (attribution.strength < Strength.FIRM or len(words) <= _FEW):
        return False
    if attribution.is_bare:
        return len(words) > 1 or attribution.strength > Strength.NONE or last_character(scene.text, quoted) in ".?!"
    if attribution.strength == Strength.FIRM and last_character(scene.text, quoted) in ",?!":
        return True
    if _is_named(scene, frame, place) and len(words) <= 2 * _FEW:
        return False
    if _is_title(words) and not _is_said(scene, attribution):
        return False
    return len(words) > _FEW or quoted.is_open or attribution.strength >= Strength.LOOSE


def _is_said(scene: Scene, attribution: Attribution) -> bool:
    """Say whether a verb such as "said" stands right beside a stretch."""
    if attribution.strength < Strength.FIRM or attribution.cue < 0:
        return False
    return bool(scene.lexicon.flags(scene.tokens[attribution.cue].text.lower()) & SAYING)


def _is_nickname(scene: Scene, quoted: Quoted, words: list[str]) -> bool:
    """Say whether a stretch stands inside a name: Robert “Bobby” Scott."""
    text = scene.text
    before, after = text[max(0, quoted.start - 2) : quoted.start], text[quoted.end : quoted.end + 2]
    if len(words) > _FEW or not before.endswith(" ") or before[0] in ".,:;!?" or not after.startswith(" "):
        return False
    if not all(word[0].isupper() for word in words if word not in _SMALL) or not after[1:].isupper():
        return False
    previous = text[max(0, quoted.start - 40) : quoted.start].split()
    return bool(previous) and previous[-1][0].isupper()


def _is_named(scene: Scene, frame: Frame, place: int) -> bool:
    """Say whether the words before a stretch give it as a name or a word."""
    near = [scene.word(frame, place - back) for back in (1, 2)]
    if near[0] in _NAMING or (near[1] in _NAMING and near[0] in ("as", "the", "is", "was", "of", "called")):
        return True
    return scene.mark(frame, place - 1) == "," and near[1] in _NAMING


def _is_title(words: list[str]) -> bool:
    """Say whether every word that matters has a capital, as titles have it."""
    long_words = [word for word in words if word.lower() not in _SMALL]
    return bool(long_words) and len(words) > 1 and all(word[0].isupper() or word[0].isdigit() for word in long_words)
