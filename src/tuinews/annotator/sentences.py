"""Text cut into tokens that know their line and sentence.

A line is what stands between line breaks: a paragraph, a heading, a byline.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_LETTER = r"[^\W\d_]"
_JOINED = r"[\w\u0300-\u036f]*(?:[-‐‑'’ʼ´][^\W_][\w\u0300-\u036f]*)*"
# Every alternative moves forward without backtracking, so the whole is linear in the text.
_TOKEN = re.compile(
    rf"(?:{_LETTER}\.){{2,}}"  # U.S., J.K.
    rf"|{_LETTER}\.(?=[ \u00a0]?{_LETTER})"  # the initial in "John F. Kennedy"
    r"|(?:Mr|Mrs|Ms|Dr|Prof|Rev|Hon|Fr|St|Sen|Rep|Gov|Gen|Col|Lt|Maj|Capt|Sgt|Cpl|Brig|Adm|Cmdr|Cllr|Insp|Supt"
    r"|Jr|Sr|Atty|Engr|Barr|Messrs|Mme|No|vs|Inc|Ltd|Corp|Co|Bros|Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.(?=[\s,)])"
    rf"|[^\W_]{_JOINED}"
    r"|[^\w\s]"
)
_LINE = re.compile(r"[^\n]+")
_STOPS = ".!?…"
_CLOSERS = "\"'”’»)]"


class Token(NamedTuple):
    """A word or a single mark."""

    text: str
    """A word without its possessive ’s."""
    start: int
    end: int
    is_word: bool
    is_possessive: bool
    line: int
    sentence: int


def split_tokens(text: str) -> list[Token]:
    """Return the tokens of a text in order."""
    tokens: list[Token] = []
    sentence = 0
    for line, found in enumerate(_LINE.finditer(text)):
        sentence = _split_line(text, found.span(), line, sentence + 1, tokens)
    return tokens


def _split_line(text: str, span: tuple[int, int], line: int, sentence: int, tokens: list[Token]) -> int:
    """Append the tokens of one line and return the number of its last sentence."""
    has_stopped = False
    for found in _TOKEN.finditer(text, *span):
        word = found.group()
        start, end = found.span()
        is_word = word[0].isalnum()
        if has_stopped and word not in _STOPS and not (word in _CLOSERS and not text[start - 1].isspace()):
            if _opens_sentence(word) and text[start - 1].isspace():
                sentence += 1
            has_stopped = False
        is_possessive = is_word and len(word) > 2 and word[-1] in "sS" and word[-2] in "'’"
        if is_possessive:
            word, end = word[:-2], end - 2
        elif word in _STOPS:
            has_stopped = True
        tokens.append(Token(word, start, end, is_word, is_possessive, line, sentence))
    return sentence


def _opens_sentence(word: str) -> bool:
    """Say whether a token after a full stop and a space begins a sentence: anything but a small letter."""
    return not word[0].islower()
