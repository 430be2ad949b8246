"""A line to type in, whatever it begins with and whatever is pasted into it; nothing in it blinks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from textual.suggester import SuggestFromList
from textual.widgets import Input

from tuinews.screen_text import typed
from tuinews.ui.cells import fit_parts


class TypedLine(Input):
    """An input that holds nothing which steers a terminal: Textual's own shows every character that it is given."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cursor_blink = False
        self._asked_for = str(self.placeholder)

    def on_resize(self) -> None:
        """Say what is asked for as there is room for it: cut between words, and seen to be cut."""
        self.placeholder = fit_parts(self._asked_for, self.content_size.width)[0]

    def validate_value(self, value: str) -> str:
        """Return what of a value may be shown."""
        return typed(value)


def suggest_from(names: Iterable[str]) -> SuggestFromList | None:
    """Return what offers names while one is being typed; None where there are none."""
    shown = [shown for name in names if (shown := typed(name))]
    return SuggestFromList(shown, case_sensitive=False) if shown else None
