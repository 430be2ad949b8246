"""A line to type in, whatever it begins with and whatever is pasted into it; nothing in it blinks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rich.cells import cell_len
from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip
from textual.suggester import SuggestFromList
from textual.widgets import Input

from tuinews.screen_text import typed
from tuinews.ui.cells import ELLIPSIS, fit_parts

_AROUND = 4
"""So many cells before and behind the cursor stay in sight: as many as the end of a file's name has."""
_LEAST_WITH_SIGNS = 8
"""In fewer cells the signs would leave nothing to read."""


class TypedLine(Input):
    """An input that holds nothing which steers a terminal: Textual's own shows every character that it is given.

    Where more was typed than it has room for, an ellipsis in its place says on which side there is more.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cursor_blink = False
        self._asked_for = str(self.placeholder)

    def on_resize(self) -> None:
        """Say what is asked for as there is room for it: cut between words, and seen to be cut."""
        self.placeholder = fit_parts(self._asked_for, self.content_size.width)[0]
        if self.has_focus:
            self.call_after_refresh(self._show_cursor)

    def watch_selection(self) -> None:
        """Keep the cursor in sight, and what stands around it, with room for the signs of more."""
        self._show_cursor()
        # What was pasted in one go is measured only after the cursor has been set behind it.
        self.call_after_refresh(self._show_cursor)

    def _show_cursor(self) -> None:
        at = cell_len(self.value[: self.cursor_position])
        around = max(1, min(_AROUND, self.content_size.width // 4))
        start = max(0, at - around)
        self.scroll_to_region(Region(start, 0, at + around + 1 - start, 1), force=True, animate=False)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the lines of the screen, with the signs of more on the outermost cells of the text."""
        strips = super().render_lines(crop)
        start, width, row = self.scroll_offset.x, self.content_size.width, self.gutter.top - crop.y
        if not 0 <= row < len(strips) or width < _LEAST_WITH_SIGNS:
            return strips
        if start > 0:
            strips[row] = self._signed(strips[row], self.gutter.left - crop.x)
        if cell_len(self.value) > start + width:
            strips[row] = self._signed(strips[row], self.gutter.left + width - 1 - crop.x)
        return strips

    def _signed(self, strip: Strip, column: int) -> Strip:
        if not 0 <= column < strip.cell_length:
            return strip
        sign = Strip([Segment(ELLIPSIS, self.get_component_rich_style("input--placeholder"))], 1)
        return Strip.join([strip.crop(0, column), sign, strip.crop(column + 1)])

    def validate_value(self, value: str) -> str:
        """Return what of a value may be shown."""
        return typed(value)


def suggest_from(names: Iterable[str]) -> SuggestFromList | None:
    """Return what offers names while one is being typed; None where there are none."""
    shown = [shown for name in names if (shown := typed(name))]
    return SuggestFromList(shown, case_sensitive=False) if shown else None
