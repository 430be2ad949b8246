"""Repair of UTF-8 that somebody read as Windows' Western charset: "itâ€™s" becomes "it’s"."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import Final

_MAX_ROUNDS: Final = 2
"""Text can have been spoiled twice: "Ã¢â‚¬â„¢"."""


def _windows_char(code: int) -> str:
    """Return what a byte looks like when it is read as cp1252; its five holes are read as Latin-1."""
    return bytes([code]).decode("cp1252", "ignore") or chr(code)


def _char_class(first: int, last: int) -> str:
    """Return a pattern for a byte that was read as cp1252 or as Latin-1."""
    codes = range(first, last + 1)
    return "[" + re.escape("".join(map(_windows_char, codes)) + "".join(map(chr, codes))) + "]"


_BYTES: Final = MappingProxyType(
    {chr(code): code for code in range(0x80, 0x100)} | {_windows_char(code): code for code in range(0x80, 0x100)}
)
_NEXT: Final = _char_class(0x80, 0xBF)
_SPOILED: Final = re.compile(
    f"(?:{_char_class(0xC2, 0xDF)}{_NEXT}|{_char_class(0xE0, 0xEF)}{_NEXT}{{2}}|{_char_class(0xF0, 0xF4)}{_NEXT}{{3}})+"
)
# Nobody writes these on purpose: a spoiled quotation mark, dash, ellipsis or accented small letter.
_CERTAIN: Final = re.compile("â[€\x80].|Ã[¡-¿\xad]|Ã\xa0(?=\\s|$)|Ã¢â|Â[\xa0£©®°§]", re.DOTALL)


def repaired(text: str) -> str:
    """Return the text with such runs of characters as were UTF-8 once; the text itself when none certainly was."""
    for _ in range(_MAX_ROUNDS):
        if text.isascii() or not _CERTAIN.search(text):
            break
        text = _SPOILED.sub(_unspoiled, text)
    return text


def _unspoiled(match: re.Match[str]) -> str:
    try:
        return bytes(map(_BYTES.__getitem__, match[0])).decode("utf-8")
    except UnicodeDecodeError:
        return match[0]
