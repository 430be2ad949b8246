"""ASCII mode: every sign that the screen draws with becomes one that any terminal has; letters stay.

It is done where lines leave for the terminal, so that nothing on the screen escapes it. A sign keeps its width.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

# A sign that stands for something has one of its own; of the rest the block below says what they become.
_SIGNS: Final = {
    **dict.fromkeys("─━═┄┈╌‒–—―−", "-"), **dict.fromkeys("│┃║▏▎▍┆┊¦", "|"), **dict.fromkeys("┌┐└┘├┤┬┴┼╭╮╯╰╱╲", "+"),
    **dict.fromkeys("█▉▊▋▇▆▅■", "#"), "▓": "=", "▚": "%", "░": ".", **dict.fromkeys("▄▃▂▁▒▪", ":"), "▌": ">", "▐": "|",
    **dict.fromkeys("●◉•", "*"), **dict.fromkeys("○◌◯", "o"), **dict.fromkeys("★☆", "+"), "⚠": "!", "⟳": "@",
    "✓": "x", "✔": "x",
    "✗": "x", "✘": "x", "☑": "x", "☐": "-", "▸": ">", "▶": ">", "▾": "v", "▼": "v", "▴": "^", "▲": "^", "◂": "<",
    "◀": "<", "→": ">", "←": "<", "↑": "^", "↓": "v", "↗": "/", "⏎": "<", "›": ">", "‹": "<", "»": ">", "«": "<",
    **dict.fromkeys("“”„‟″", '"'), **dict.fromkeys("‘’‚‛′", "'"), "…": "~", "·": ".", "⋯": "~", "×": "x", "⌕": "/",
    **dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u200a\u202f", " "),
}  # fmt: skip


class AsciiFilter(LineFilter):
    """Turns signs into ASCII."""

    def __init__(self, *, keeps_letters: bool) -> None:
        """Make the filter; where the terminal's encoding has no other letters, they go, too."""
        super().__init__()
        self._keeps_letters = keeps_letters

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the line with plain signs."""
        return [
            segment
            if segment.text.isascii()
            else Segment(plain(segment.text, keeps_letters=self._keeps_letters), segment.style, segment.control)
            for segment in segments
        ]


@lru_cache(4096)
def plain(text: str, *, keeps_letters: bool = True) -> str:
    """Return a text of the same width with signs that are ASCII."""
    return "".join(sign if sign.isascii() else _plain_sign(sign, keeps_letters) for sign in text)


def _plain_sign(sign: str, keeps_letters: bool) -> str:
    if sign in _SIGNS:
        return _SIGNS[sign]
    if unicodedata.category(sign)[0] in "LMN":
        if keeps_letters:
            return sign
        bare = "".join(part for part in unicodedata.normalize("NFKD", sign) if part.isascii())
        if len(bare) == cell_len(sign):
            return bare
    return "?" * cell_len(sign)
