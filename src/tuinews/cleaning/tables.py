"""Tables: those that hold data become one block with a row a line, those that only lay out a page dissolve."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from tuinews.cleaning.context import Context, is_number
from tuinews.cleaning.drafts import Draft, DraftRun
from tuinews.model.bodies import BlockKind

_MAX_SPAN: Final = 50
_MAX_COLUMNS: Final = 100
_LONGEST_CELL: Final = 500
_CELL_KINDS: Final = frozenset({BlockKind.PARAGRAPH, BlockKind.HEADING})


@dataclass(slots=True)
class Cell:
    """One cell, by the drafts that its content became."""

    first: int
    last: int = -1
    is_header: bool = False
    columns: int = 1
    rows: int = 1


@dataclass(slots=True)
class Table:
    """One table while it is read."""

    height: int
    """How many elements were open around it."""
    first: int
    """The number of drafts before it."""
    is_layout: bool = False
    is_in_head: bool = False
    rows: list[list[Cell]] = field(default_factory=list)
    cell_height: int = -1
    """How many elements were open around the open cell; -1 between cells."""

    def open_row(self) -> None:
        """Begin a row."""
        self.rows.append([])

    def open_cell(self, first: int, told: dict[str, str], *, is_header: bool) -> None:
        """Begin a cell whose first draft will be number `first`."""
        if not self.rows:
            self.open_row()
        cell = Cell(first, -1, is_header or self.is_in_head, _span(told, "colspan"), _span(told, "rowspan"))
        self.rows[-1].append(cell)

    def close_cell(self, last: int) -> None:
        """End the open cell before draft number `last`."""
        self.rows[-1][-1].last = last
        self.cell_height = -1


def finish_table(table: Table, drafts: list[Draft], context: Context) -> None:
    """Replace the drafts of a table's cells by one draft when the table holds data; else leave them as they are."""
    cells = [cell for row in table.rows for cell in row]
    if not cells or not _holds_data(table, drafts):
        return
    merged = _merge(table, drafts)
    merged.quote_depth, merged.is_hidden = context.quote_depth, context.is_hidden
    del drafts[cells[0].first :]
    if merged.text.strip():
        drafts.append(merged)


def _holds_data(table: Table, drafts: list[Draft]) -> bool:
    rows = [row for row in table.rows if any(_holds_text(cell, drafts) for cell in row)]
    if table.is_layout or len(rows) < 2 or max(map(len, rows)) < 2:
        return False
    cells = [cell for row in table.rows for cell in row]
    if cells[-1].last != len(drafts):
        return False  # something stands behind the last cell
    limit = 3 if any(cell.is_header for cell in cells) else 1
    return all(_is_data_cell(cell, drafts, limit) for cell in cells)


def _holds_text(cell: Cell, drafts: list[Draft]) -> bool:
    return any(draft.text.strip() for draft in drafts[cell.first : cell.last])


def _is_data_cell(cell: Cell, drafts: list[Draft], limit: int) -> bool:
    if cell.last - cell.first > limit:
        return False
    content = drafts[cell.first : cell.last]
    is_text = all(draft.kind in _CELL_KINDS and not draft.is_hidden for draft in content)
    return is_text and sum(len(draft.text) for draft in content) <= _LONGEST_CELL


def _merge(table: Table, drafts: list[Draft]) -> Draft:
    whole = Draft(BlockKind.TABLE)
    pieces, place = list[str](), 0
    hanging = dict[int, int]()
    is_still_head = True
    for row in table.rows:
        content = _row_content(row, drafts, hanging)
        if not any(text for text, _ in content):
            continue
        if is_still_head and all(cell.is_header for cell in row):
            whole.level += 1
        else:
            is_still_head = False
        if pieces:
            pieces.append("\n")
            place += 1
        for number, (text, runs) in enumerate(content):
            if number:
                pieces.append("\t")
                place += 1
            whole.runs += [(place + start, place + end, style, href) for start, end, style, href in runs]
            pieces.append(text)
            place += len(text)
    whole.text = "".join(pieces)
    return whole


def _row_content(row: list[Cell], drafts: list[Draft], hanging: dict[int, int]) -> list[tuple[str, list[DraftRun]]]:
    """Return text and runs of a row's columns; cells that hang down from rows above leave theirs empty."""
    content = list[tuple[str, list[DraftRun]]]()
    for cell in row:
        while hanging.get(len(content), 0) > 0:
            hanging[len(content)] -= 1
            content.append(("", []))
        first_column = len(content)
        content.append(_cell_content(drafts[cell.first : cell.last]))
        content += [("", [])] * (cell.columns - 1)
        if cell.rows > 1:
            for column in range(first_column, len(content)):
                hanging[column] = cell.rows - 1
        if len(content) >= _MAX_COLUMNS:
            break
    return content


def _cell_content(content: list[Draft]) -> tuple[str, list[DraftRun]]:
    text, runs = "", list[DraftRun]()
    for draft in content:
        if text:
            text += " "
        runs += [(len(text) + start, len(text) + end, style, href) for start, end, style, href in draft.runs]
        text += draft.text.replace("\n", " ")
    return text, runs


def _span(told: dict[str, str], name: str) -> int:
    value = told.get(name, "").strip()
    return max(1, min(_MAX_SPAN, int(value))) if is_number(value) else 1
