"""A window with a line to type in and a list that follows it: the help and the commands."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from textual.widget import Widget
from textual.widgets import Input

from tuinews.ui.dialogs.pick_list import PickList
from tuinews.ui.dialogs.window import Window
from tuinews.ui.line_input import LineInput

T = TypeVar("T")


class SearchWindow(Window[T]):
    """Shows what holds every word that was typed."""

    DEFAULT_CSS = """
    SearchWindow #words {
        margin-bottom: 1;
    }
    SearchWindow > #box {
        width: 96;
        height: 80%;
    }
    SearchWindow RowList {
        height: 1fr;
        max-height: 100%;
    }
    """

    def __init__(self, title: str, hint: str, placeholder: str, picks: PickList) -> None:
        super().__init__(title, hint)
        self._placeholder = placeholder
        self.picks = picks

    def find(self, words: list[str]) -> None:
        """Show the rows that hold these words, all of them for none."""
        raise NotImplementedError

    def content(self) -> Iterable[Widget]:
        """Return the input and the list."""
        return [LineInput(placeholder=self._placeholder, id="words", compact=True), self.picks]

    def on_mount(self) -> None:
        """Show every row."""
        self.find([])

    def on_input_changed(self, event: Input.Changed) -> None:
        """Follow what is typed."""
        event.stop()
        self.find(event.value.lower().split())

    def press(self, key: str) -> bool:
        """Move in the list while words are typed."""
        return self.picks.press(key, has_letters=False)
