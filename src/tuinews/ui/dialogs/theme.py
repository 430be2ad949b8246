"""Choosing the theme: the screen behind shows the one under the cursor."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from textual import on
from textual.widget import Widget

from tuinews.ui.dialogs.pick_list import PickList, PickRow
from tuinews.ui.dialogs.window import Window
from tuinews.ui.row_list import RowList


class ThemeDialog(Window[str]):
    """The themes by name."""

    DEFAULT_CSS = """
    ThemeDialog {
        align: right bottom;
        background: transparent;
    }
    ThemeDialog > #box {
        margin-bottom: 2;
    }
    """
    WIDTH = 40
    SIDE = 6
    """Half of the others': it stands at the right, and the page is on one side only."""

    def __init__(self, names: Sequence[str], current: str, preview: Callable[[str], None]) -> None:
        super().__init__("Theme", "Enter keeps · Esc takes back")
        self._names = names
        self._preview = preview
        at = names.index(current) if current in names else 0
        self._list = PickList([PickRow(name) for name in names], cursor=at)

    def content(self) -> Iterable[Widget]:
        """Return the list."""
        return [self._list]

    def press(self, key: str) -> bool:
        """Keep the theme on Enter."""
        if key == "enter":
            self.dismiss(self._names[self._list.cursor])
            return True
        return self._list.press(key)

    @on(RowList.CursorMoved)
    def _show(self, event: RowList.CursorMoved) -> None:
        if not isinstance(event, RowList.Chosen):
            self._preview(self._names[event.index])

    @on(RowList.Chosen)
    def _chosen(self, event: RowList.Chosen) -> None:
        self.dismiss(self._names[event.index])
