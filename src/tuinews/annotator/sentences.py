"""Text cut into tokens that know their line and sentence.

A line is what stands between line breaks: a paragraph, a heading, a byline.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from tuinews.annotator.names import word_set

_LETTER = r"[^\W\d_]"
_JOINED = r"[\w\u0300-\u036f]*(?:[-‐‑'’ʼ´][^\W_][\w\u0300-\u036f]*)*"
# Every alternative moves forward without backtracking, so the whole is linear in the text.
_TOKEN = re.compile(
    rf"(?:{_LETTER}\.){{2,}}"  # U.S., J.K.
    rf"|{_LETTER}\.(?=[ \u00a0]?{_LETTER})"  # the initial in "John F. Kennedy"
    r"|(?:Mr|Mrs|Ms|Dr|Prof|Rev|Hon|Fr|St|Sen|Rep|Gov|Gen|Col|Lt|Maj|Capt|Sgt|Cpl|Brig|Adm|Cmdr|Cllr|Insp|Supt"
    r"|Jr|Sr|Atty|Engr|Barr|Messrs|Mme|vs|Inc|Ltd|Corp|Co|Bros|Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.(?=[\s,)])"
    r"|Nos?\.(?=\s?\d)"
    rf"|[^\W_]{_JOINED}"
    r"|[^\w\s]"
)
_HYPHEN = re.compile("[-‐‑]")
_HEADS = word_set("name-heads")
_TAILS = word_set("name-tails")
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
        token = Token(word, start, end, is_word, is_possessive, line, sentence)
        cut = _cut_of_compound(word) if is_word and _HYPHEN.search(word) else 0
        tokens += _cut(token, cut) if cut else (token,)
    return sentence


def _cut_of_compound(word: str) -> int:
    """Return where the hyphen of a compound about a name stands ("Modi-led", "anti-Trump"), or 0."""
    parts = _HYPHEN.split(word)
    if parts[-1] in _TAILS and word[0].isupper():
        return len(word) - len(parts[-1]) - 1
    if len(parts) == 2 and parts[0].lower() in _HEADS and parts[1][:1].isupper():
        return len(parts[0])
    return 0


def _cut(token: Token, at: int) -> tuple[Token, Token, Token]:
    """Return the three tokens of a compound: the word before its hyphen, the hyphen, the word after it."""
    hyphen = token.start + at
    return (
        token._replace(text=token.text[:at], end=hyphen, is_possessive=False),
        Token(token.text[at], hyphen, hyphen + 1, False, False, token.line, token.sentence),
        token._replace(text=token.text[at + 1 :], start=hyphen + 1),
    )


def _opens_sentence(word: str) -> bool:
    """Say whether a token after a full stop and a space begins a sentence: anything but a small letter."""
    return not word[0].islower()
