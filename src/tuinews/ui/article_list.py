"""The headline list: any number of articles by their ids, of which only the rows near the screen are known."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime

from rich.segment import Segment
from textual.message import Message

from tuinews.model.articles import ArticleRow
from tuinews.ui.day_headings import heading_lines
from tuinews.ui.headline_lines import TITLE_ROOM, Setting, headline_lines
from tuinews.ui.row_list import RowList

_MOST_ROWS_KEPT = 3000
_THREE_LINES_FROM = 18
_INDENT = "  "


class ArticleList(RowList):
    """Headlines with marks, outlet, age and, in two-line mode, what each article holds."""

    class RowsWanted(Message):
        """Rows near the screen are not known yet."""

        def __init__(self, ids: tuple[int, ...]) -> None:
            super().__init__()
            self.ids = ids

    def __init__(self, clock: Callable[[], datetime], *, is_two_line: bool, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._clock = clock
        self._is_two_line = is_two_line
        self._ids: array[int] = array("q")
        self._rows: dict[int, ArticleRow] = {}
        self._asked: frozenset[int] = frozenset()
        self._names_outlet = True
        self._chosen: frozenset[int] = frozenset()
        self._indented: frozenset[int] = frozenset()

    def set_two_line(self, is_two_line: bool) -> None:
        """Show a second line under each headline, or none."""
        self._is_two_line = is_two_line
        self.show_rows(self.count, self.cursor)

    # ------------------------------------------------------------------------------------------ content

    @property
    def ids(self) -> array[int]:
        """The ids of the articles, in order."""
        return self._ids

    @property
    def selected_id(self) -> int | None:
        """The article under the cursor."""
        return self._ids[self.cursor] if self._ids and self._ids[self.cursor] > 0 else None

    def can_stand_on(self, index: int) -> bool:
        """Return whether a row is no heading."""
        return self._ids[index] > 0

    def go_to(self, index: int) -> bool:
        """Put the cursor on a row, or on the one after a heading."""
        index = max(0, min(index, self.count - 1))
        return super().go_to(index + (self.count > 0 and self._ids[index] < 0))

    @property
    def chosen(self) -> frozenset[int]:
        """The articles chosen for what is done next."""
        return self._chosen

    def choose(self, ids: AbstractSet[int]) -> None:
        """Choose these articles and no others."""
        changed, self._chosen = self._chosen ^ ids, frozenset(ids)
        for index in self.visible_rows():
            if self._ids[index] in changed:
                self.repaint_row(index)

    @property
    def indented(self) -> frozenset[int]:
        """The articles that stand under another of their story."""
        return self._indented

    def indent(self, ids: frozenset[int]) -> None:
        """Set these articles under the one before them, and no others."""
        self._indented = ids

    @property
    def rows(self) -> Mapping[int, ArticleRow]:
        """What is known of the articles."""
        return self._rows

    @property
    def names_outlet(self) -> bool:
        """Whether the rows say where they are from."""
        return self._names_outlet

    def row(self, article_id: int) -> ArticleRow | None:
        """Return what is known of an article."""
        return self._rows.get(article_id)

    def show_list(
        self, ids: array[int], rows: Mapping[int, ArticleRow], cursor: int, *, names_outlet: bool = True
    ) -> None:
        """Show another list, with the cursor on one of its rows."""
        self._ids = ids
        self._rows = dict(rows)
        self._asked = frozenset()
        self._names_outlet = names_outlet
        self._chosen &= set(ids) if self._chosen else self._chosen
        if 0 <= cursor < len(ids) and ids[cursor] < 0:
            cursor += 1 if cursor + 1 < len(ids) else -1
        self.show_rows(len(ids), cursor)
        self.ask_for_rows()

    def extend_list(self, ids: array[int]) -> None:
        """Take the whole of a list of which the beginning is shown; nothing moves."""
        self._ids = ids
        self.show_rows(len(ids), self.cursor, keep_scroll=True)
        self.ask_for_rows()

    def add_rows(self, rows: Mapping[int, ArticleRow]) -> None:
        """Take rows that were asked for, or that changed."""
        if len(self._rows) > _MOST_ROWS_KEPT:
            near = set(self._near_ids())
            self._rows = {article_id: row for article_id, row in self._rows.items() if article_id in near}
        self._rows.update(rows)
        self._asked -= rows.keys()
        self.renew_rows(index for index in self.visible_rows() if self._ids[index] in rows)

    def ask_for_rows(self) -> None:
        """Ask for the rows near the screen that are not known."""
        missing = [article_id for article_id in self._near_ids() if article_id > 0 and article_id not in self._rows]
        if missing and not self._asked.issuperset(missing):
            self._asked = frozenset(missing)
            self.post_message(self.RowsWanted(tuple(missing)))

    def _near_ids(self) -> Sequence[int]:
        visible = self.visible_rows()
        ahead = max(len(visible), 20)
        return self._ids[max(0, visible.start - ahead) : visible.stop + 2 * ahead]

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Ask for rows ahead of the scrolling."""
        super().watch_scroll_y(old_value, new_value)
        self._ask_when_near_the_end_of_the_known()

    def _ask_when_near_the_end_of_the_known(self) -> None:
        visible = self.visible_rows()
        if not visible:
            return
        ahead = len(visible)
        edges = (max(0, visible.start - ahead // 2), min(len(self._ids) - 1, visible.stop + ahead))
        if any(self._ids[edge] > 0 and self._ids[edge] not in self._rows for edge in (*edges, visible.start)):
            self.ask_for_rows()

    def on_mount(self) -> None:
        """Show what was given before the screen was there."""
        self.ages = self.set_interval(60, self.renew)

    # ----------------------------------------------------------------------------------------- painting

    def row_height_for(self, width: int, height: int) -> int:
        """Return one line a row, or two, or three where titles need a second line and there is room."""
        if not self._is_two_line:
            return 1
        has_room = height >= _THREE_LINES_FROM or 3 * self.count <= height
        return 3 if width < TITLE_ROOM and has_room else 2

    def paint_row(self, index: int, width: int) -> Sequence[list[Segment]]:
        """Return a headline's lines."""
        height = self.row_height
        if self._ids[index] < 0:
            return heading_lines(self._ids[index], self._clock(), self.inks, height)
        row = self._rows.get(self._ids[index])
        bar = self.bar(index)
        if self._ids[index] in self._chosen:
            bar = Segment("✓", self.inks.accent)
        if row is None:
            return [[bar, Segment("  …", self.inks.faint)]] + [[bar]] * (height - 1)
        if row.id in self._indented:
            setting = Setting(self.inks, self._clock(), width - len(_INDENT), height, names_outlet=True)
            row = row._replace(sources=0, copies=0)  # the row above says it
            return [[bar, Segment(_INDENT), *rest] for bar, *rest in headline_lines(row, bar, setting)]
        setting = Setting(self.inks, self._clock(), width, height, self._names_outlet)
        return headline_lines(row, bar, setting)
