"""Tables set by cell width: as a grid where it fits the measure, else row by row."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from rich.cells import cell_len

from tuinews.model.bodies import Block
from tuinews.ui.pieces import BLANK, Line, Piece, Role, Span, Trait
from tuinews.ui.wrapping import wrap

_GAP: Final = 3
_PAUSE: Final = 32
"""After how many rows measured the work may be stopped."""
_NUMBER: Final = re.compile(r"[-+−–(]?\s?[$€£¥]?\s?[\d.,\s]*\d\s?(?:%|[a-zA-Z€£$¥]{1,3})?\)?|[-–—]?")

Dressed = tuple[str, tuple[tuple[int, int], ...], tuple[Span, ...]]
Dress = Callable[[int, int], Dressed]


class _Cell(NamedTuple):
    start: int
    dressed: Dressed
    width: int


_Row = list[_Cell]


def set_table(text: str, block: Block, measure: int, dress: Dress) -> Iterator[Line | None]:
    """Yield the lines of a table; None after each stretch of measuring."""
    rows: list[_Row] = []
    for row in _rows(text, block, dress):
        rows.append(row)
        if len(rows) % _PAUSE == 0:
            yield None
    if not rows:
        return
    columns = max(len(row) for row in rows)
    widths = [max((row[column].width for row in rows if column < len(row)), default=0) for column in range(columns)]
    heads = min(block.level, len(rows) - 1)
    if sum(widths) + _GAP * (columns - 1) <= measure:
        yield from _grid(rows, heads, widths)
    else:
        yield from _row_blocks(rows, heads, measure)


def _rows(text: str, block: Block, dress: Dress) -> Iterator[_Row]:
    start = block.start
    while start <= block.end:
        newline = text.find("\n", start, block.end)
        stop = block.end if newline < 0 else newline
        row = []
        for words in text[start:stop].split("\t"):
            dressed = dress(start, start + len(words))
            row.append(_Cell(start, dressed, cell_len(dressed[0])))
            start += len(words) + 1
        yield row
        start = stop + 1


def _grid(rows: list[_Row], heads: int, widths: list[int]) -> Iterator[Line]:
    is_number = [_is_number_column(rows[heads:], column) for column in range(len(widths))]
    for number, row in enumerate(rows):
        is_head = number < heads
        piece = _grid_row(row, widths, is_number, Role.TABLE_HEAD if is_head else Role.BODY)
        yield Line(piece, 0, len(piece.shown.rstrip()))
        if is_head and number == heads - 1:
            rule = "─" * (sum(widths) + _GAP * (len(widths) - 1))
            yield Line(Piece(rule, Role.RULE), 0, len(rule))


def _is_number_column(rows: list[_Row], column: int) -> bool:
    cells = [row[column].dressed[0].strip() for row in rows if column < len(row)]
    return any(cells) and all(_NUMBER.fullmatch(cell) for cell in cells)


def _grid_row(row: _Row, widths: list[int], is_number: list[bool], role: Role) -> Piece:
    """Return a row as one piece: its cells with the blanks between them as inserts."""
    shown = ""
    inserts: list[tuple[int, int]] = []
    spans: list[Span] = []
    for column, cell in enumerate(row):
        text, own_inserts, own_spans = cell.dressed
        # The tab between two cells is the first of the blanks between two columns.
        blanks = (_GAP if column else 0) + (widths[column] - cell.width if is_number[column] else 0)
        kept = 1 if column else 0
        if blanks > kept:
            inserts.append((len(shown) + kept, len(shown) + blanks))
        shown += " " * blanks
        inserts += [(first + len(shown), last + len(shown)) for first, last in own_inserts]
        spans += [span._replace(start=span.start + len(shown), end=span.end + len(shown)) for span in own_spans]
        shown += text
        if not is_number[column] and column < len(row) - 1:
            fill = widths[column] - cell.width
            if fill:
                inserts.append((len(shown), len(shown) + fill))
            shown += " " * fill
    return Piece(shown, role, row[0].start, tuple(inserts), tuple(spans))


def _row_blocks(rows: list[_Row], heads: int, measure: int) -> Iterator[Line]:
    """Yield the rows of a table too wide for the page: each cell on lines of its own, named by its column."""
    names = [cell.dressed[0].strip() for cell in rows[heads - 1]] if heads else []
    named = rows[: heads - 1] + rows[heads:] if heads else rows
    for number, row in enumerate(named):
        if number:
            yield BLANK
        for column, cell in enumerate(row):
            text, inserts, spans = cell.dressed
            if not text:
                continue
            name = names[column] + ": " if column and column < len(names) and names[column] else ""
            shift = len(name)
            piece = Piece(
                name + text,
                Role.BODY if column else Role.TABLE_HEAD,
                cell.start,
                (*(((0, shift),) if shift else ()), *((first + shift, last + shift) for first, last in inserts)),
                (
                    *((Span(0, shift, Trait.FAINT),) if shift else ()),
                    *(span._replace(start=span.start + shift, end=span.end + shift) for span in spans),
                ),
                indent=2 if column else 0,
            )
            for first, last in wrap(piece.shown, measure - piece.indent, 0, len(piece.shown)):
                yield Line(piece, first, last)
