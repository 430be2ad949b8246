"""How common a word is as a given and as a family name, anywhere in the world, and whose given name it is."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

from tuinews.annotator.people.sorted_table import SortedTable

MODELS = Path(__file__).parents[1] / "models"
_LETTERS = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "’": "'", "‑": "-", "‐": "-"})
_UNKNOWN = "00u"
_ARTICLES = ("al-", "el-", "ul-", "ad-", "as-", "ash-", "ar-", "an-")


class NameTable:
    """The names of a list, each with two digits (given, family: 0 for never, 9 for millions) and f, m or u."""

    def __init__(self, table: SortedTable) -> None:
        """Take the list."""
        self._table = table

    def value(self, folded: str) -> str:
        """Return the two digits and the letter of a folded word; of a double name, what its parts have."""
        value = self._table.get(folded)
        if value or not ("-" in folded or "'" in folded):
            return value or _UNKNOWN
        if "'" in folded:
            value = self._table.get(folded.replace("'", ""))
        parts = [self._table.get(part) or _UNKNOWN for part in folded.split("-") if part] if "-" in folded else []
        if value or not parts:
            return value or _UNKNOWN
        if folded.startswith(_ARTICLES):
            return parts[-1]
        return f"{max(part[0] for part in parts)}{max(part[1] for part in parts)}u"

    def gender_of(self, given: str) -> str:
        """Return "f" or "m" for a given name that is nearly always a woman's or a man's, else nothing."""
        value = self._table.get(fold(given))
        return value[2] if value > "1" and value[2] in "fm" else ""


@cache
def load_name_table(folder: Path = MODELS) -> NameTable:
    """Return the names of a folder, read on first use."""
    return NameTable(SortedTable.read(folder / "names.txt"))


def fold(word: str) -> str:
    """Return a word in small letters without accents, the way the lists have it."""
    folded = word.casefold()
    if not folded.isascii():
        folded = unicodedata.normalize("NFD", folded)
        folded = "".join(letter for letter in folded if not unicodedata.combining(letter)).translate(_LETTERS)
    return folded
