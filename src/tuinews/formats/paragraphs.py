"""The rows of a text set as HTML: paragraphs, headings, lists, captions, and the hidden rows at their place."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from tuinews.formats.captions import is_caption
from tuinews.formats.wrapping import unwrap

DROPPED: Final = ""
"""The mark of a row whose words stand elsewhere, as the title does."""

_MAX_QUOTE_DEPTH: Final = 5
_HEADING_WORDS: Final = 10
_HEADING_LENGTH: Final = 80
_LONG_WORDS: Final = 20
_LONGEST: Final = 200
_RULE: Final = re.compile(r"\s*(?:(?:[-–—_=*~#•·.]\s*){3,}|[*⁂]{1,3})")
_UNDERLINE: Final = re.compile(r"(?:={3,}|-{3,})")
_ATX: Final = re.compile(r"(#{1,6})\s+(.{1,200}?)\s*#*")
_BULLET: Final = re.compile(r"\s*(?:[-*+•·▪◦‣●])\s+(\S.*)")
_NUMBER: Final = re.compile(r"\s*(\d{1,3})[.)]\s+(\S.*)")
_QUOTED: Final = re.compile(r"\s{0,3}>\s?(.*)")
_NO_HEADING_END: Final = re.compile('[.,;:…。、，”»"]$|^[-–—•*]')
# "…he said.The court…": a line break of the page was lost with its tags. Capitals and known endings of host
# names are left alone.
_GLUED: Final = re.compile(
    "(?<=[a-zà-ÿ]{2}[.!?])(?=[A-Z“‘][a-z“‘]?)(?!(?:Com|Org|Net|Co|Io|Js|Ai|Tv|In|Gov|Edu|Info)\\b)"
    "|(?<=[a-zà-ÿ][.!?,]”)(?=[A-Z][a-z]|[a-zà-ÿ]{2})"
)
_IN_ADDRESS: Final = re.compile(r"(?:https?://|www\.|@)\S{0,300}$")


class _Kind(StrEnum):
    PARAGRAPH = "p"
    HEADING = "h2"
    BULLET = "ul"
    NUMBER = "ol"
    QUOTE = "blockquote"
    CAPTION = "figcaption"
    RULE = "hr"
    HIDDEN = "div"


@dataclass(slots=True)
class _Piece:
    """A stretch of the text that is set as one."""

    kind: _Kind
    lines: list[str]
    start: int = 1
    reason: str = ""


def set_rows(rows: Sequence[str], marks: Mapping[int, str], width: int) -> str:
    """Return rows as HTML that holds every word of them.

    Args:
        rows: The text, row by row.
        marks: Rows to hide, each with the reason; `DROPPED` leaves a row out.
        width: At what width paragraphs are broken into rows, 0 when they are not.
    """
    words = _words_of(rows) if width and any(row.rstrip().endswith("-") for row in rows) else frozenset()
    pieces = list(_pieces(rows, marks, width, words))
    _find_headings(pieces)
    return "\n".join(_set(piece, words, width) for piece in pieces)


def spaced(text: str) -> str:
    """Return a paragraph with a blank between two sentences that a scraper glued together."""
    return _GLUED.sub(
        lambda match: "" if _IN_ADDRESS.search(text, max(0, match.start() - 300), match.start()) else " ", text
    )


def _pieces(rows: Sequence[str], marks: Mapping[int, str], width: int, words: frozenset[str]) -> Iterator[_Piece]:
    group: list[str] = []
    hidden: _Piece | None = None
    for index, row in enumerate(rows):
        reason = marks.get(index)
        if hidden and row.strip() and reason != hidden.reason:
            yield hidden
            hidden = None
        if group and (reason is not None or not row.strip()):
            yield from _set_group(group, width, words)
            group = []
        if not row.strip() or reason == DROPPED:
            continue
        if reason is None:
            group.append(row)
        elif hidden is None:
            hidden = _Piece(_Kind.HIDDEN, [row.strip()], reason=reason)
        else:
            hidden.lines.append(row.strip())
    if hidden:
        yield hidden
    if group:
        yield from _set_group(group, width, words)


def _set_group(rows: Sequence[str], width: int, words: frozenset[str]) -> Iterator[_Piece]:
    """Yield the pieces of neighbouring rows."""
    start = 0
    while start < len(rows):
        kind = _kind_of(rows, start, width)
        end = start + 1
        if kind is _Kind.HEADING:
            match = _ATX.fullmatch(rows[start].strip())
            yield _Piece(kind, [match[2] if match else rows[start].strip()])
            end += 0 if match else 1
        elif kind in {_Kind.RULE, _Kind.CAPTION}:
            yield _Piece(kind, [rows[start].strip()])
        else:
            while end < len(rows) and _goes_on(rows, end, kind, width):
                end += 1
            yield from _set_run(rows[start:end], kind, width, words)
        start = end


def _kind_of(rows: Sequence[str], index: int, width: int) -> _Kind:
    row = rows[index].strip()
    after = rows[index + 1].strip() if index + 1 < len(rows) else ""
    if not row[0].isalpha() and (kind := _signed_kind(rows, index)):
        return kind
    if (
        after[:3] in {"===", "---"}
        and _UNDERLINE.fullmatch(after)
        and len(after) >= len(row) / 2
        and len(row) <= _LONGEST
    ):
        return _Kind.HEADING
    return _Kind.CAPTION if (len(rows) == 1 or not width) and is_caption(row) else _Kind.PARAGRAPH


def _signed_kind(rows: Sequence[str], index: int) -> _Kind | None:
    """Return what a row is by the sign that it begins with."""
    row = rows[index]
    if len(row) <= _LONGEST and _RULE.fullmatch(row):
        return _Kind.RULE
    if _ATX.fullmatch(row.strip()):
        return _Kind.HEADING
    if _QUOTED.match(row):
        return _Kind.QUOTE
    for kind, pattern in ((_Kind.BULLET, _BULLET), (_Kind.NUMBER, _NUMBER)):
        # One alone may be a dash that opens speech, or a date that opens a sentence.
        if pattern.match(row) and (row.lstrip()[0] in "•▪◦‣●" or any(map(pattern.match, _neighbours(rows, index)))):
            return kind
    return None


def _neighbours(rows: Sequence[str], index: int) -> Sequence[str]:
    return [*rows[max(0, index - 3) : index], *rows[index + 1 : index + 4]]


def _goes_on(rows: Sequence[str], index: int, kind: _Kind, width: int) -> bool:
    """Say whether a row belongs to the run that began above it."""
    found = _kind_of(rows, index, width)
    if found is kind:
        return True
    # The rest of a broken item, which begins under its first word.
    return (
        bool(width) and kind in {_Kind.BULLET, _Kind.NUMBER} and found is _Kind.PARAGRAPH and rows[index][0].isspace()
    )


def _set_run(rows: Sequence[str], kind: _Kind, width: int, words: frozenset[str]) -> Iterator[_Piece]:
    if kind is _Kind.QUOTE:
        yield _Piece(kind, [match[1] for row in rows if (match := _QUOTED.match(row))])
    elif kind is _Kind.PARAGRAPH:
        for lines in unwrap(rows, width, words):
            yield _Piece(kind, lines)
    else:
        piece, numbers = _items(rows, kind, width, words)
        if numbers == list(range(piece.start, piece.start + len(numbers))):
            yield piece
        else:
            # A list would number its items anew; the table of a race has two firsts.
            yield from (_Piece(_Kind.PARAGRAPH, [row.strip()]) for row in rows)


def _items(rows: Sequence[str], kind: _Kind, width: int, words: frozenset[str]) -> tuple[_Piece, list[int]]:
    """Return a list with its items, and the numbers that they have."""
    pattern = _BULLET if kind is _Kind.BULLET else _NUMBER
    piece = _Piece(kind, [])
    numbers: list[int] = []
    for row in rows:
        match = pattern.fullmatch(row)
        if match is None:
            piece.lines[-1] = unwrap([piece.lines[-1], row.strip()], width or 80, words)[0][0]
            continue
        if kind is _Kind.NUMBER:
            numbers.append(int(match[1]))
        piece.lines.append(match[match.lastindex or 1])
    piece.start = numbers[0] if numbers else 1
    return piece, numbers


def _find_headings(pieces: Sequence[_Piece]) -> None:
    """Make headings of the short rows without a full stop that stand alone before a long paragraph."""
    for number, piece in enumerate(pieces[:-1]):
        after = pieces[number + 1]
        before = pieces[number - 1] if number else None
        if _could_be_heading(piece) and _is_long(after) and (before is None or before.kind is not _Kind.HEADING):
            piece.kind = _Kind.HEADING


def _could_be_heading(piece: _Piece) -> bool:
    if piece.kind is not _Kind.PARAGRAPH or len(piece.lines) > 1:
        return False
    line = piece.lines[0]
    if len(line) > _HEADING_LENGTH or len(line.split()) > _HEADING_WORDS or _NO_HEADING_END.search(line):
        return False
    return not line[0].islower() and any(map(str.isalpha, line))


def _is_long(piece: _Piece) -> bool:
    return piece.kind is _Kind.PARAGRAPH and sum(len(line.split()) for line in piece.lines) >= _LONG_WORDS


# ----------------------------------------------------------------------------------------------- writing


def _set(piece: _Piece, words: frozenset[str], width: int, depth: int = 1) -> str:
    match piece.kind:
        case _Kind.RULE:
            return "<hr>"
        case _Kind.HIDDEN:
            inside = "".join(f"<p>{_escaped(line)}</p>" for line in piece.lines)
            return f'<div data-tuinews-hidden="{html.escape(piece.reason)}">{inside}</div>'
        case _Kind.BULLET | _Kind.NUMBER:
            start = f' start="{piece.start}"' if piece.start != 1 else ""
            inside = "".join(f"<li>{_escaped(line)}</li>" for line in piece.lines)
            return f"<{piece.kind}{start}>{inside}</{piece.kind}>"
        case _Kind.CAPTION:
            return f"<figure><figcaption>{_escaped(piece.lines[0])}</figcaption></figure>"
        case _Kind.QUOTE:
            return f"<blockquote>{_set_quoted(piece.lines, words, width, depth)}</blockquote>"
    return f"<{piece.kind}>{'<br>'.join(_escaped(spaced(line)) for line in piece.lines)}</{piece.kind}>"


def _set_quoted(rows: list[str], words: frozenset[str], width: int, depth: int) -> str:
    if depth >= _MAX_QUOTE_DEPTH:
        rows = [row.lstrip("> ") for row in rows]
    pieces = _pieces(rows, {}, width, words)
    return "".join(_set(piece, words, width, depth + 1) for piece in pieces)


def _escaped(text: str) -> str:
    return html.escape(text, quote=False)


def _words_of(rows: Sequence[str]) -> frozenset[str]:
    return frozenset(word for row in rows for word in re.findall(r"[^\W\d_]+", row.casefold()))
