"""Asking for a day."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget
from textual.widgets import Input

from tuinews.query.dates import EXPECTED, canonical_day
from tuinews.ui.dialogs.window import Window
from tuinews.ui.line_input import LineInput


class DayDialog(Window[str]):
    """Gives back a day as queries write it."""

    def __init__(self) -> None:
        super().__init__("Jump to a day", "Enter goes there · Esc leaves")

    def content(self) -> Iterable[Widget]:
        """Return the input."""
        return [LineInput(placeholder="2026-10-31, 2026-10, 30d, yesterday", id="day", compact=True)]

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give the day back, or say what was expected."""
        event.stop()
        day = canonical_day(event.value.strip())
        if day is None:
            self.show_error(f"Please give {EXPECTED}.")
        else:
            self.dismiss(day)
