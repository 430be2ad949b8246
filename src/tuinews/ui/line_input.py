"""A line to type into, whose cursor stands still: nothing on the screen blinks."""

from __future__ import annotations

from typing import Any

from textual.widgets import Input


class LineInput(Input):
    """An input without a blinking cursor."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cursor_blink = False
