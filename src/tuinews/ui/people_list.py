"""The rows of the People view: who is in the news, one line each, set for the width there is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from tuinews.charts import sparkline
from tuinews.model.people import PersonRow
from tuinews.screen_text import line
from tuinews.ui.cells import cut, pad
from tuinews.ui.row_list import RowList

_FOLLOWED = "★"
_NAME_WIDTH = 34
_NEAR_THE_END = 10


class Column(NamedTuple):
    """A column of numbers: its head and its width."""

    head: str
    width: int
    least: int
    """The narrowest list it stands in."""


_COLUMNS = (
    Column("7 days", 7, 0),
    Column("trend", 12, 56),
    Column("mentions", 9, 72),
    Column("quotes", 7, 64),
    Column("articles", 9, 96),
)


class PeopleList(RowList):
    """People with their numbers; it asks for more when its end comes into sight."""

    def __init__(self) -> None:
        super().__init__(id="people-rows")
        self._rows: list[PersonRow] = []
        self.has_more = False

    def show_people(self, rows: Sequence[PersonRow], *, has_more: bool, cursor: int = 0, empty: str = "") -> None:
        """Show other people."""
        self._rows, self.has_more = list(rows), has_more
        self.show_empty(empty)
        self.show_rows(len(self._rows), cursor)

    def add_people(self, rows: Sequence[PersonRow], *, has_more: bool) -> None:
        """Show more people after those that are shown."""
        self._rows += rows
        self.has_more = has_more
        self.show_rows(len(self._rows), self.cursor, keep_scroll=True)

    @property
    def people(self) -> Sequence[PersonRow]:
        """Who is shown."""
        return self._rows

    @property
    def selected(self) -> PersonRow | None:
        """The person under the cursor."""
        return self._rows[self.cursor] if self._rows else None

    @property
    def wants_more(self) -> bool:
        """Whether the cursor is near the end of what is shown, and there is more."""
        return self.has_more and self.cursor >= len(self._rows) - _NEAR_THE_END

    @property
    def is_lit(self) -> bool:
        """Whether the cursor is bright: always, for the keys move it while words are typed."""
        return True

    def paint_row(self, index: int, width: int) -> Sequence[list[Segment]]:
        """Return a person's line."""
        row, inks = self._rows[index], self.inks
        numbers = [
            f"{row.recent:,}" if row.recent else "·", sparkline(row.weeks, 12), f"{row.mentions:,}", f"{row.quotes:,}",
            f"{row.articles:,}",
        ]  # fmt: skip
        columns = columns_for(width)
        cells = [
            Segment(" " + text.rjust(column.width), inks.accent if column.head == "trend" else inks.meta)
            for column, text in zip(_COLUMNS, numbers, strict=True)
            if column in columns
        ]
        room = width - 4 - sum(column.width + 1 for column in columns)
        mark = Segment(_FOLLOWED if row.is_followed else " ", inks.starred)
        return [[self.bar(index), mark, Segment(" "), *self._called(row, room), *cells]]

    def _called(self, row: PersonRow, room: int) -> list[Segment]:
        inks = self.inks
        name, used = cut(line(row.name, 200), room)
        found = [Segment(name, inks.title + Style(bold=True))]
        if row.is_new and room - used > 5:
            found.append(Segment(" new", inks.unread))
            used += 4
        if row.role and room > _NAME_WIDTH + 8:
            gap = max(2, _NAME_WIDTH - used)
            role, role_width = cut(line(row.role, 200), room - used - gap)
            found += [Segment(" " * gap), Segment(role, inks.meta)]
            used += gap + role_width
        return [*found, Segment(" " * (room - used))]


def columns_for(width: int) -> tuple[Column, ...]:
    """Return the columns of numbers that a list of this width has room for."""
    return tuple(column for column in _COLUMNS if width >= column.least)


def head_for(width: int) -> str:
    """Return the line over the list."""
    columns = columns_for(width)
    heads = "".join(" " + column.head.rjust(column.width) for column in columns)
    return pad("   Name", width - 1 - cell_len(heads)) + heads
