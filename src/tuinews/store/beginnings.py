"""The beginning of a word, as the full-text indexes look it up: while a word is typed, what it will be is not known.

The indexes hold stems. So a beginning means every stem that goes on from it, and the stems of the words that it may
become by a common ending: `governm` is no stem's beginning, but `government` has the stem `govern`. What a beginning
finds holds, then, what the finished word will find.

An index asked for a beginning puts together the articles of all words that begin so, however few of the newest are
wanted; asked for those words one by one, it stops at the newest. A short beginning may have too many words for that:
then those are asked for that the newest articles begin with, their titles and first lines, for it is the newest hits
and those in titles that come first. Where even they are rare, the index is asked for the beginning after all.
"""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections import Counter
from collections.abc import Sequence
from typing import Final

from tuinews.query import Text

_ENDINGS: Final = (
    *("able", "ability", "al", "ally", "ance", "ant", "ation", "ational", "ative", "ator", "ed", "ement", "ence"),
    *("ent", "er", "ful", "ible", "ibility", "ic", "ical", "icate", "ied", "ies", "ing", "ion", "ional", "ism", "ity"),
    *("ities", "ive", "ivity", "iveness", "ize", "izer", "ization", "ly", "ment", "ness", "ological", "ology"),
    *("ous", "ousness"),
)
_SHORTEST_STEM = 2
_KEPT: Final = ("", "ement", "ed", "e")
"""Any stem comes back as it is with one of these, though alone it might be shortened once more."""
_SHORTENED = re.compile(
    r"(?:s|ed|ing|y|e|ll|ful|ator|logi|[ae]nci|(?:b|al|ent|e|ous)li|iti"
    r"|(?:[aeiouy]+[^aeiou]+){2}[aeiouy]*(?:al|er|ic|ant|ent|ion|ou|ism))$"
)
"""How stems end that may be shortened once more; not all are."""
_MOST_WORDS = 200
"""Of more it takes as long to ask for each as for the beginning."""
_MARKS = re.compile("[\u0300-\u036f]+")
_MANY_WORDS = 8
_NEWEST = 2000
_MOST_IN_A_TEXT = 6
_AFTER_TERM = "\x01"
_LETTERS = re.compile(r"[0-9a-z\u0430-\u045f]+")
"""What is folded here as the indexes fold it."""


def phrase(text: str, *, is_prefix: bool = False) -> str:
    """Return words for a full-text index as they are; the last may go on."""
    quoted = '"' + text.replace('"', " ").replace("\0", " ") + '"'
    return f"{quoted}*" if is_prefix else quoted


def beginning(text: str) -> str:
    """Return an expression for everything that has a word which begins so."""
    further = [phrase(word) for word in _finished(folded(text))]
    if not further:
        return phrase(text, is_prefix=True)
    if text.endswith(("y", "ys")):  # of which a stem makes an i, but only at its end
        further.append(phrase(f"{text}e", is_prefix=True))
    return f"({' OR '.join([phrase(text, is_prefix=True), *further])})"


class Beginnings:
    """The beginnings in one query, as words of their own that lead to the newest articles or quotes at once."""

    def __init__(self, connection: sqlite3.Connection, index: str) -> None:
        self._connection = connection
        self._index = index
        self._words = dict[str, str]()
        self.leaves_out = False
        """There were too many words: not all are asked for."""
        self.is_wide = False
        """Many words are asked for where one was typed."""

    def newest(self, text: str) -> str:
        """Return what finds as much as `beginning` does, as far as nothing was left out."""
        if text not in self._words:
            self._words[text] = self._expression(text)
        return self._words[text]

    def _expression(self, text: str) -> str:
        start = folded(text)
        if not start:
            return beginning(text)
        stems = _stems(self._connection, self._index, start)
        if len(stems) > _MOST_WORDS:
            self.leaves_out = True
            words = _words_of_newest(self._connection, start)
        else:
            words = [word for stem in stems for word in words_of_stem(stem)]
        self.is_wide |= len(stems) > _MANY_WORDS
        return f"({' OR '.join(phrase(word) for word in dict.fromkeys([start, *_finished(start), *words]))})"


def standing_in(text: str, words: Sequence[Text]) -> str:
    """Return an expression for words as they stand in one text.

    An index takes long to look up the beginning of a word, and would do so once for each text; so it is given the
    words of this text that begin so.
    """
    phrases = list[str]()
    for word in words:
        if word.is_prefix:
            beginnings = re.findall(rf"\b{re.escape(word.text)}\w*", text, re.IGNORECASE)
            several = list(dict.fromkeys(map(str.lower, beginnings)))[:_MOST_IN_A_TEXT]
            phrases += map(phrase, [word.text, *(several or _finished(folded(word.text)))])
        else:
            phrases.append(phrase(word.text))
    return " OR ".join(phrases)


def without_marks(text: str) -> str:
    """Return a text with plain letters for those with diacritics."""
    if text.isascii():
        return text
    return _MARKS.sub("", unicodedata.normalize("NFD", text))


def folded(text: str) -> str:
    """Return a single word as the indexes have it before they take its stem; "" where only they can tell."""
    letters = (unicodedata.normalize("NFD", letter) for letter in unicodedata.normalize("NFC", text).lower())
    word = "".join(parts[0] if parts[0].isascii() else unicodedata.normalize("NFC", parts) for parts in letters)
    return word if _LETTERS.fullmatch(word) else ""


def _finished(start: str) -> list[str]:
    """Return what a folded beginning may become when its own end is the beginning of an ending."""
    if not start.isascii():
        return []
    found = [f"{start}ed"]  # which takes back a doubled letter
    for ending in _ENDINGS:
        for there in range(1, min(len(ending), len(start) - _SHORTEST_STEM + 1)):
            if start.endswith(ending[:there]):
                found.append(start + ending[there:])
    return found


def words_of_stem(stem: str) -> tuple[str, ...]:
    """Return words that begin as a stem does, at least one of which has it."""
    return tuple(stem + kept for kept in _KEPT) if _SHORTENED.search(stem) else (stem,)


def _stems(connection: sqlite3.Connection, index: str, start: str) -> list[str]:
    """Return the stems of an index that begin so; one more than can be asked for at most."""
    terms = _terms(connection, index)
    found, at = list[str](), start
    while len(found) <= _MOST_WORDS:
        row = connection.execute(f"SELECT term FROM {terms} WHERE term >= ? LIMIT 1", (at,)).fetchone()
        if row is None or not row[0].startswith(start):
            break
        found.append(row[0])
        at = row[0] + _AFTER_TERM
    return found


def _terms(connection: sqlite3.Connection, index: str) -> str:
    """Return the table of an index's stems; this connection sees it, the archive holds no more for it."""
    name = f"{index}_terms"
    if connection.execute("SELECT 1 FROM temp.sqlite_master WHERE name = ?", (name,)).fetchone() is None:
        (is_reading,) = connection.execute("PRAGMA query_only").fetchone()
        connection.execute("PRAGMA query_only = OFF")
        connection.execute(f"CREATE VIRTUAL TABLE temp.{name} USING fts5vocab('main', '{index}', 'instance')")
        connection.execute(f"PRAGMA query_only = {is_reading}")
    return f"temp.{name}"


def _words_of_newest(connection: sqlite3.Connection, start: str) -> list[str]:
    """Return the words that begin so in what the newest articles begin with, the most frequent first."""
    begun = re.compile(rf"\b{start}\w*", re.IGNORECASE)
    rows = connection.execute(f"SELECT title, snippet FROM articles ORDER BY id DESC LIMIT {_NEWEST}")
    counted = Counter(word.lower() for row in rows for text in row for word in begun.findall(text))
    return [word for word, _ in counted.most_common(_MOST_WORDS)]
