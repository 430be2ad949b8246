"""The words of a text that may belong to a name: capitals, the particles between them, a nickname in marks."""

from __future__ import annotations

import re

from tuinews.annotator.names import word_set
from tuinews.annotator.sentences import Token

PARTICLES = word_set("particles")
_OPENERS = "\"“‘'(„«"
_CLOSERS = "\"”’')”»"
_MOST_PARTICLES = 3
_SMALL_PREFIX = re.compile("[a-z]{1,4}[-’'](.)")


def is_capital(word: str) -> bool:
    """Say whether a word is written the way names are: "Haniyeh", "al-Sisi", "d’Estaing"."""
    if word[0].isupper():
        return True
    prefix = None if word.isalpha() else _SMALL_PREFIX.match(word)
    return prefix is not None and prefix.group(1).isupper()


def find_candidates(tokens: list[Token]) -> list[bool]:
    """Say of each token whether it may belong to a name."""
    marked = [token.is_word and is_capital(token.text) for token in tokens]
    for at in range(1, len(tokens)):
        if marked[at - 1] and not marked[at]:
            end = _end_of_joint(tokens, marked, at)
            marked[at:end] = [True] * (end - at)
    for at in range(1, len(tokens)):
        if marked[at - 1] and not tokens[at].is_word:
            close = _close_of_nickname(tokens, marked, at)
            if close:
                marked[at] = marked[close] = True
    return marked


def _end_of_joint(tokens: list[Token], marked: list[bool], at: int) -> int:
    """Return the index after the particles that join two capitals, which is where they begin if they join none."""
    line = tokens[at].line
    if tokens[at].text not in PARTICLES or tokens[at - 1].line != line or tokens[at - 1].is_possessive:
        return at
    end = at
    while end < len(tokens) and end < at + _MOST_PARTICLES and tokens[end].text in PARTICLES:
        end += 1
    return end if end < len(tokens) and marked[end] and tokens[end].line == line else at


def _close_of_nickname(tokens: list[Token], marked: list[bool], at: int) -> int:
    """Return the index of the mark that closes a nickname between two names, or 0."""
    opener = tokens[at]
    if opener.text not in _OPENERS or tokens[at - 1].end >= opener.start or tokens[at - 1].line != opener.line:
        return 0
    for close in (at + 2, at + 3):
        if (
            close + 1 < len(tokens)
            and tokens[close].text in _CLOSERS
            and tokens[close + 1].line == opener.line
            and marked[close + 1]
            and all(tokens[inner].is_word and is_capital(tokens[inner].text) for inner in range(at + 1, close))
            and opener.end == tokens[at + 1].start
            and tokens[close - 1].end == tokens[close].start
            and tokens[close].end < tokens[close + 1].start
        ):
            return close
    return 0
