"""A window with a line to type in and a list that follows it: the help and the commands."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from textual import events, on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from tuinews.screen_text import line
from tuinews.ui.dialogs.pick_list import PickList
from tuinews.ui.dialogs.window import Window, text
from tuinews.ui.row_list import RowList
from tuinews.ui.typed_line import TypedLine

T = TypeVar("T")


class SearchWindow(Window[T]):
    """Shows what holds every word that was typed."""

    DEFAULT_CLASSES = "tall"
    DEFAULT_CSS = """
    SearchWindow #words {
        margin-bottom: 1;
    }
    SearchWindow > #box {
        height: 80%;
    }
    SearchWindow RowList {
        height: 1fr;
        max-height: 100%;
    }
    SearchWindow #detail {
        height: 2;
        margin-top: 1;
        color: $foreground;
    }
    SearchWindow .window-hint {
        margin-top: 0;
    }
    SearchWindow.short #detail {
        height: auto;
        max-height: 3;
        margin-top: 0;
    }
    """
    WIDTH = 110
    WIDEST = 164

    def __init__(self, title: str, hint: str, placeholder: str, picks: PickList) -> None:
        super().__init__(title, hint)
        self._placeholder = placeholder
        self.picks = picks

    def find(self, words: list[str]) -> None:
        """Show the rows that hold these words, all of them for none."""
        raise NotImplementedError

    def content(self) -> Iterable[Widget]:
        """Return the input, the list, and the place for what a row has no room to say."""
        return [TypedLine(placeholder=self._placeholder, id="words", compact=True), self.picks, text("", id="detail")]

    def on_mount(self) -> None:
        """Show every row."""
        self.find([])
        self.tell()
        self.call_after_refresh(self.tell)  # the list knows then how wide it is

    def detail(self) -> str:
        """Return what is said in full of the row under the cursor."""
        return self.picks.whole()

    @on(RowList.CursorMoved)
    def tell(self) -> None:
        """Say in full what the list has no room for; on a short screen in the place of the keys."""
        words = line(self.detail(), 400)
        is_short = self.has_class("short")
        for detail in self.query("#detail").results(Static):  # asked for after a paint, it may come when all is gone
            detail.update(Content(words))
            detail.display = bool(words) or not is_short
        for hint in self.query("#hint"):
            hint.display = not (words and is_short)

    def on_resize(self, event: events.Resize) -> None:
        """Say what another width has no room for."""
        self.call_after_refresh(self.tell)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Follow what is typed."""
        event.stop()
        self.find(event.value.lower().split())
        self.call_after_refresh(self.tell)

    def press(self, key: str) -> bool:
        """Move in the list while words are typed."""
        return self.picks.press(key, has_letters=False)
