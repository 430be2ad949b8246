"""Choosing the order of a list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual import on
from textual.widget import Widget

from tuinews.ui.dialogs.pick_list import PickList, PickRow
from tuinews.ui.dialogs.window import Window
from tuinews.ui.row_list import RowList


class SortDialog(Window[int]):
    """Gives back which order was chosen; a number chooses at once."""

    DEFAULT_CSS = """
    SortDialog.short RowList {
        max-height: 70vh;
    }
    """

    WIDTH = 44

    def __init__(self, orders: Sequence[str], current: int) -> None:
        super().__init__("Sort", "Enter or the number · Esc leaves")
        self._count = len(orders)
        rows = [PickRow(name, key=str(place + 1)) for place, name in enumerate(orders)]
        self._list = PickList(rows, cursor=current, key_width=1)

    def content(self) -> Iterable[Widget]:
        """Return the list."""
        return [self._list]

    def press(self, key: str) -> bool:
        """Choose on Enter or by number."""
        if key == "enter":
            self.dismiss(self._list.cursor)
            return True
        if key.isdecimal() and 1 <= int(key) <= self._count:
            self.dismiss(int(key) - 1)
            return True
        return self._list.press(key)

    @on(RowList.Chosen)
    def _chosen(self, event: RowList.Chosen) -> None:
        self.dismiss(event.index)
