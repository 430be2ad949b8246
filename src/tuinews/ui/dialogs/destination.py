"""Asking where to send: one of the services and commands of the configuration."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual import on
from textual.widget import Widget

from tuinews.screen_text import short_url
from tuinews.tools import Tool
from tuinews.ui.dialogs.pick_list import PickList, PickRow
from tuinews.ui.dialogs.window import Window
from tuinews.ui.row_list import RowList


class DestinationDialog(Window[Tool]):
    """Gives back where to send."""

    def __init__(self, tools: Sequence[Tool]) -> None:
        super().__init__("Send to", "a number or Enter sends · Esc leaves")
        self._tools = tools
        rows = [PickRow(tool.name, _in_words(tool), str(number)) for number, tool in enumerate(tools, 1)]
        self._list = PickList(rows, key_width=len(str(len(tools))))

    def content(self) -> Iterable[Widget]:
        """Return the list."""
        return [self._list]

    def press(self, key: str) -> bool:
        """Choose by a number or Enter."""
        if key == "enter":
            self.dismiss(self._tools[self._list.cursor])
        elif key.isdecimal() and 1 <= int(key) <= len(self._tools):
            self.dismiss(self._tools[int(key) - 1])
        else:
            return self._list.press(key)
        return True

    @on(RowList.Chosen)
    def _chosen(self, event: RowList.Chosen) -> None:
        self.dismiss(self._tools[event.index])


def _in_words(tool: Tool) -> str:
    return f"{tool.service} at {short_url(tool.url, 40)}" if tool.service else " ".join(tool.command)
