"""The list of a person's page: rows of two lines, with headings between them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.message import Message

from tuinews.ui.ages import age
from tuinews.ui.cells import cut, pad
from tuinews.ui.person_rows import Row
from tuinews.ui.row_list import RowList

NEAR_THE_END = 6
"""So many rows before the end more are asked for."""


class PersonList(RowList):
    """Rows of a person's page."""

    class MoreWanted(Message):
        """The end comes into sight, and there is more."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        super().__init__(id="person-rows")
        self._clock = clock
        self.rows: list[Row] = []
        self.has_more = False
        self._asked = -1

    def show_page(self, rows: Sequence[Row], *, has_more: bool = False, cursor: int = 0, empty: str = "") -> None:
        """Show other rows."""
        self.rows, self.has_more, self._asked = list(rows), has_more, -1
        while cursor < len(self.rows) - 1 and self.rows[cursor].goal is None:
            cursor += 1
        self.show_empty(empty)
        self.show_rows(len(self.rows), cursor)
        if cursor <= 1:
            self.scroll_to(y=0, animate=False)

    def change(self, rows: Sequence[Row], *, has_more: bool) -> None:
        """Show rows in the place of the same ones; nothing moves."""
        self.rows, self.has_more = list(rows), has_more
        self.show_rows(len(self.rows), self.cursor, keep_scroll=True)

    @property
    def selected(self) -> Row | None:
        """The row under the cursor."""
        return self.rows[self.cursor] if self.rows else None

    def can_stand_on(self, index: int) -> bool:
        """Return whether a row is no heading."""
        return self.rows[index].goal is not None

    def row_height_for(self, width: int, height: int) -> int:
        """Return two lines."""
        return 2

    @property
    def is_lit(self) -> bool:
        """Whether the cursor is bright: always, for the page has one list."""
        return True

    def paint_row(self, index: int, width: int) -> Sequence[list[Segment]]:
        """Return a row's two lines."""
        if self.has_more and index >= len(self.rows) - NEAR_THE_END and self._asked != len(self.rows):
            self._asked = len(self.rows)
            self.post_message(self.MoreWanted())
        row, inks = self.rows[index], self.inks
        if row.goal is None:
            return [[], [Segment(" "), Segment(row.head, inks.meta + Style(bold=True))]]
        bar = self.bar(index)
        if row.is_sentence:
            room = width - 8 - (cell_len(row.remark) + 1 if row.remark else 0)
            first, rest = _two_lines(row.head, room)
            return [
                [bar, Segment("      "), Segment(pad(first, room), inks.text), Segment(f" {row.remark}", inks.meta)],
                [bar, Segment("      "), Segment(rest, inks.text)],
            ]
        right = row.remark or (age(row.when, self._clock()) if row.when else "")
        room = width - 4 - (len(right) + 1 if right else 0)
        style = inks.meta if row.is_read else inks.title
        head = [
            bar,
            Segment(" "),
            Segment(pad(row.head, room), style),
            Segment(f" {right}" if right else "", inks.meta),
        ]
        return [head, [bar, Segment("   "), Segment(cut(row.tail, width - 5)[0], inks.meta)]]


def _two_lines(text: str, width: int) -> tuple[str, str]:
    from tuinews.ui.cells import split_line

    first, rest = split_line(text, width)
    return first, cut(rest, width)[0]
