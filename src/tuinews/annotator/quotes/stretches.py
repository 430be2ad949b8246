"""Quoted stretches: what stands between quotation marks, whoever says it and whether or not it is speech.

Marks are read line by line. Double marks and guillemets are paired first; single marks, which are mostly apostrophes,
only where they can be nothing else. Marks inside a stretch are nested and stay part of it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_LINE = re.compile(r"[^\n]+")
_DOUBLE = re.compile(r"[\"“”„‟«»「」『』＂]|``|''")
_SINGLE = re.compile(r"['‘’‚‛]")
_LOOSE = re.compile(r"['‘‚]")
# A length such as 6'2" ends on a mark that closes nothing.
_FEET = re.compile(r"\d['’′]\s?\d")
_ELISION = re.compile(
    r"['‘](?:\d\ds?\b|(?:em|til|till|tis|twas|cause|bout|round|n|un|er|im|tude|neath|ere|cos|coz|kay|nuff)\b)", re.I
)
_CLOSES = {
    "“": "”",
    "„": "“”",
    "‟": "”",
    "«": "»",
    "»": "«",
    "「": "」",
    "『": "』",
    "``": "''",
    '"': '"',
    "＂": "＂",
    "”": "”",
}
_OPENS_SENTENCE = re.compile(r"['‘](?!(?:Til|Twas|Tis|Cause|Em)\b)[^\W\d_a-z]")
_BEFORE_OPENING = "([{<—–-/|•*:=…\u00a0\u200b\ufeff"


class Quoted(NamedTuple):
    """A stretch between quotation marks, marks included."""

    start: int
    end: int
    line: int
    is_open: bool
    """Whether it has no closing mark and runs to the end of its line."""
    is_single: bool


class _Mark(NamedTuple):
    at: int
    text: str
    can_open: bool
    can_close: bool

    @property
    def end(self) -> int:
        return self.at + len(self.text)


def find_quoted(text: str) -> list[Quoted]:
    """Return the quoted stretches of a text in order; they do not overlap."""
    found: list[Quoted] = []
    lines = [line.span() for line in _LINE.finditer(text)]
    for number, (start, end) in enumerate(lines):
        doubles = _pair_doubles(text, start, end, number)
        singles = _pair_singles(text, start, end, number, doubles)
        going_on = _going_on(text, lines, number, singles)
        found += _merged(doubles, [going_on] if going_on else singles)
    return found


def _going_on(text: str, lines: list[tuple[int, int]], number: int, singles: list[Quoted]) -> Quoted | None:
    """Return a line whose single mark opens speech that goes on in the next line, which opens with one again."""
    start, end = lines[number]
    if number + 1 == len(lines) or any(quoted.start == start for quoted in singles):
        return None
    following = lines[number + 1][0]
    if text[following] != text[start] or not _OPENS_SENTENCE.match(text, start, end):
        return None
    return Quoted(start, _trimmed(text, end), number, True, True)


def _merged(doubles: list[Quoted], singles: list[Quoted]) -> list[Quoted]:
    """Return both kinds in order, the doubles that stand inside a single left out."""
    kept: list[Quoted] = []
    outer_end = -1
    for quoted in sorted(doubles + singles):
        if quoted.start >= outer_end:
            kept.append(quoted)
            outer_end = quoted.end
    return kept


def _is_loose(text: str, at: int, start: int, end: int) -> bool:
    """Say whether a place is the edge of the line or holds a space."""
    return not start <= at < end or text[at].isspace()


def _double_marks(text: str, start: int, end: int) -> list[_Mark]:
    """Return the double marks of a line with what each may do there."""
    marks = []
    for found in _DOUBLE.finditer(text, start, end):
        mark, at, after = found.group(), found.start(), found.end()
        before_loose = _is_loose(text, at - 1, start, end)
        after_loose = _is_loose(text, after, start, end)
        if mark == "''" and (before_loose or (not after_loose and text[after].isalnum())):
            continue
        if mark in '"”＂' and not before_loose and _is_length(text, at, start):
            continue
        opens_here = before_loose or text[at - 1] in _BEFORE_OPENING or text[at - 1] in "'‘’\"“"
        # Some sites set every mark as ”, so one that begins a line opens something whatever follows.
        # French sets a space inside its guillemets.
        can_open = opens_here and (not after_loose or mark == "«" or (at == start and mark == "”"))
        marks.append(_Mark(at, mark, can_open, not before_loose))
    return marks


def _is_length(text: str, at: int, start: int) -> bool:
    """Say whether a mark after digits counts inches ("6'2\"")."""
    return text[at - 1].isdigit() and bool(_FEET.search(text, max(start, at - 6), at))


def _pair_doubles(text: str, start: int, end: int, line: int) -> list[Quoted]:
    """Return the stretches between double marks, nested if that comes out even, else one after the other."""
    marks = _double_marks(text, start, end)
    if not marks:
        return []
    nested = _pair_nested(marks, line)
    return _pair_flat(text, marks, end, line) if nested is None else nested


def _pair_nested(marks: list[_Mark], line: int) -> list[Quoted] | None:
    """Return the outermost pairs, or None when the marks do not come out even."""
    found: list[Quoted] = []
    stack: list[_Mark] = []
    for mark in marks:
        if stack and _closes(stack[-1], mark):
            opening = stack.pop()
            if not stack:
                found.append(Quoted(opening.at, mark.end, line, False, False))
        elif _opens(mark):
            stack.append(mark)
        elif not stack:
            continue
        else:
            return None
    return None if stack else found


def _pair_flat(text: str, marks: list[_Mark], end: int, line: int) -> list[Quoted]:
    """Return the pairs without nesting; a new opening ends what was open, and what stays open ends with the line."""
    found: list[Quoted] = []
    opening: _Mark | None = None
    curly_inside = 0
    for mark in marks:
        if opening is None:
            opening, curly_inside = (mark if _opens(mark) else None), 0
        elif opening.text == '"' and mark.text == "“" and mark.can_open:
            curly_inside += 1
        elif curly_inside and mark.text == "”":
            curly_inside -= 1
        elif _closes_loosely(opening, mark):
            found.append(Quoted(opening.at, mark.end, line, False, False))
            opening = None
        elif _opens(mark) and not mark.can_close:
            found.append(Quoted(opening.at, _trimmed(text, mark.at), line, True, False))
            opening = mark
    if opening is not None and _trimmed(text, end) > opening.end:
        found.append(Quoted(opening.at, _trimmed(text, end), line, True, False))
    return found


def _trimmed(text: str, end: int) -> int:
    """Return the end of a stretch without the spaces before it."""
    while text[end - 1].isspace():
        end -= 1
    return end


def _opens(mark: _Mark) -> bool:
    if mark.text in "”」』" or mark.text == "''":
        return mark.text == "”" and mark.can_open and not mark.can_close
    if mark.text in "“„「『‟" or mark.text == "``":
        return True
    return mark.can_open


def _closes(opening: _Mark, mark: _Mark) -> bool:
    if mark.text not in _CLOSES[opening.text]:
        return False
    if opening.text == "«":
        return True
    return mark.can_close or (mark.text not in '"＂”' and not mark.can_open)


def _closes_loosely(opening: _Mark, mark: _Mark) -> bool:
    """Say whether a mark may end a stretch that a different mark of the same kind opened, as sloppy texts have it."""
    if mark.text in _CLOSES[opening.text]:
        return mark.can_close or not mark.can_open or opening.text == "«"
    return mark.can_close and not mark.can_open and opening.text in '"“„”' and mark.text in '"”“'


def _pair_singles(text: str, start: int, end: int, line: int, doubles: list[Quoted]) -> list[Quoted]:
    """Return the stretches between single marks that stand outside double ones."""
    if not _LOOSE.search(text, start, end):
        return []
    marks = _single_marks(text, start, end, doubles)
    found: list[Quoted] = []
    at = 0
    while at < len(marks):
        close = _closing_single(text, marks, at, end) if marks[at].can_open else 0
        if close:
            found.append(Quoted(marks[at].at, marks[close].end, line, False, True))
        at = max(close, at) + 1
    return found


def _single_marks(text: str, start: int, end: int, doubles: list[Quoted]) -> list[_Mark]:
    """Return the single marks outside double stretches that can open or close something."""
    marks = []
    double = 0
    for found in _SINGLE.finditer(text, start, end):
        at = found.start()
        while double < len(doubles) and doubles[double].end <= at:
            double += 1
        if double < len(doubles) and doubles[double].start <= at:
            continue
        before = text[at - 1] if at > start else " "
        after = text[at + 1] if at + 1 < end else " "
        opens = not before.isalnum() and before not in "'’.,;!?" and (after.isalnum() or after in '“"[…$£€¡¿(')
        opens = opens and found.group() != "’" and not _ELISION.match(text, at, end)
        closes = not before.isspace() and not after.isalnum() and found.group() not in "‘‚"
        if opens or closes:
            marks.append(_Mark(at, found.group(), opens, closes))
    return marks


def _closing_single(text: str, marks: list[_Mark], at: int, end: int) -> int:
    """Return the index of the mark that closes a single opening mark, or 0.

    A mark after "s" may be a plural's apostrophe ("the workers' fault"), so a surer mark further on is preferred to it.
    """
    weak = 0
    for index in range(at + 1, len(marks)):
        mark = marks[index]
        if mark.can_open and not mark.can_close:
            break
        if not mark.can_close or not _fits(marks[at].text, mark.text):
            continue
        if text[mark.at - 1] not in "sS" or mark.end >= end or not text[mark.end].isspace():
            return index
        weak = weak or index
    return weak


def _fits(opening: str, closing: str) -> bool:
    return closing == "'" if opening == "'" else closing in "’'"
