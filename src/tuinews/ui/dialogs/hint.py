"""The keys of a window in its last line: never cut between a key and what it does."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Size
from textual.widgets import Static

from tuinews.screen_text import block
from tuinews.ui.cells import wrap

_BETWEEN = " · "


def hint_lines(words: str, width: int, *, is_whole: bool = False) -> Sequence[str]:
    """Return the words in one line of a width; of several keys the last ones before the very last are left out.

    A sentence takes as many lines as it needs.

    Args:
        words: what the keys do, the most wanted first, with a middle dot between them.
        width: cells in a line.
        is_whole: all is said, in several lines broken between the keys.
    """
    items = words.split(_BETWEEN)
    if not is_whole:
        for count in range(len(items) - 1, 0, -1):
            some = _BETWEEN.join([*items[:count], items[-1]] if len(items) > 1 else items)
            if cell_len(some) <= width:
                return [some]
    lines: list[str] = []
    for item in items:
        if lines and cell_len(lines[-1] + _BETWEEN + item) <= width:
            lines[-1] += _BETWEEN + item
        else:
            lines += wrap(item, width) or [""]
    return lines


class HintLine(Static):
    """What the keys do, in one line; with `is_whole` all of it, in several where it must be."""

    def __init__(self, words: str, *, classes: str, id: str, is_whole: bool = False) -> None:  # noqa: A002 - Textual's
        super().__init__(classes=classes, id=id)
        self._is_whole = is_whole
        self._words = block(words)

    def say(self, words: str) -> None:
        """Say something else."""
        self._words = block(words)
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines the words need."""
        return len(self._lines(width))

    def render(self) -> Content:
        """Return the words as they fit."""
        return Content("\n".join(self._lines(self.size.width)))

    def _lines(self, width: int) -> Sequence[str]:
        return hint_lines(self._words, max(1, width), is_whole=self._is_whole)
