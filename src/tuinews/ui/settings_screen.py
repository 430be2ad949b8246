"""The settings: every one with its value and what it does; a change is written to the file and applies."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from textual import on
from textual.widgets import Input

from tuinews.config import SETTINGS, Config, Setting, default_of
from tuinews.errors import TuinewsError
from tuinews.newsroom.configure import shown_value
from tuinews.theme_tables import AUTO
from tuinews.ui.dialogs.pick_list import PickList, PickRow
from tuinews.ui.faults import told
from tuinews.ui.row_list import RowList
from tuinews.ui.search_window import SearchWindow

if TYPE_CHECKING:
    from collections.abc import Sequence


class Settings(Protocol):
    """What the window changes."""

    @property
    def config(self) -> Config:
        """The settings in force."""

    def set(self, key: str, text: str) -> Config:
        """Set one; raises TuinewsError where that cannot be."""


class SettingsScreen(SearchWindow[None]):
    """Looks for settings by name and by what they do, and changes them."""

    _HINT = "Enter changes · typing searches · Esc leaves"

    def __init__(self, settings: Settings, theme_names: Callable[[], Sequence[str]], key: str = "") -> None:
        self._settings = settings
        self._theme_names = theme_names
        self._found: list[Setting] = []
        self._editing: Setting | None = None
        self._words: list[str] = []
        self._first = key
        picks = PickList(label_width=36, is_filling=True, empty="No setting is called that.")
        super().__init__("Settings", self._HINT, "search the settings", picks)

    def on_mount(self) -> None:
        """Show every setting, the cursor on the one that was asked for."""
        self.find([])
        if self._first:
            self.picks.go_to(next(at for at, setting in enumerate(self._found) if setting.key == self._first))

    def find(self, words: list[str]) -> None:
        """Show the settings whose name or sentence holds the words; while one is being typed, wait."""
        if self._editing is not None:
            return
        self._words = words
        text = {setting.key: f"{setting.key} {setting.help}".lower() for setting in SETTINGS}
        self._found = [setting for setting in SETTINGS if all(word in text[setting.key] for word in words)]
        self._show()

    def _show(self) -> None:
        at = self.picks.cursor
        self.picks.show_picks([self._row(setting) for setting in self._found], at)

    def _row(self, setting: Setting) -> PickRow:
        value = getattr(self._settings.config, setting.field)
        mark = "" if value == default_of(setting) else " *"
        return PickRow(f"{setting.key} = {shown_value(value)}{mark}", setting.help)

    # ---------------------------------------------------------------------------------------- changing

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Change the setting under the cursor, or set what was typed."""
        event.stop()
        if self._editing is not None:
            self._set(self._editing, event.value.strip())
        elif self._found:
            self._change(self._found[self.picks.cursor])

    @on(RowList.Chosen)
    def _chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        self._change(self._found[event.index])

    def detail(self) -> str:
        """Return what the setting under the cursor does, and its choices."""
        if not self._found or self._editing is not None:
            return ""
        setting = self._found[self.picks.cursor]
        return f"{setting.help}{_choices(setting)}"

    def _change(self, setting: Setting) -> None:
        """Turn a setting to its next value; one of many values is typed."""
        value = getattr(self._settings.config, setting.field)
        choices = (AUTO, *self._theme_names()) if setting.key == "view.theme" else setting.choices
        if isinstance(value, bool):
            self._set(setting, shown_value(not value))
        elif choices:
            order = list(dict.fromkeys(choices))
            self._set(setting, order[(order.index(value) + 1) % len(order)] if value in order else order[0])
        else:
            self._editing = setting
            line = self.query_one("#words", Input)
            line.value = shown_value(value)
            line.action_select_all()
            self.show_hint(f"A new value for {setting.key}{_range(setting)} · Enter sets · Esc takes back")
            self.tell()

    def _set(self, setting: Setting, text: str) -> None:
        try:
            self._settings.set(setting.key, text)
        except TuinewsError as error:
            self.show_error(told(error))
            return
        self.show_error("")
        self._end_editing()
        self._show()

    def _end_editing(self) -> None:
        if self._editing is not None:
            self._editing = None
            self.query_one("#words", Input).value = " ".join(self._words)
        self.show_hint(self._HINT)
        self.tell()

    def press(self, key: str) -> bool:
        """Move in the list."""
        return self._editing is None and super().press(key)

    def leave(self) -> None:
        """Take back what is being typed, else close."""
        if self._editing is not None:
            self.show_error("")
            self._end_editing()
        else:
            self.dismiss(None)


def _choices(setting: Setting) -> str:
    return f" One of: {', '.join(setting.choices)}." if setting.choices else ""


def _range(setting: Setting) -> str:
    return f", from {setting.low} to {setting.high}" if setting.low is not None else ""
