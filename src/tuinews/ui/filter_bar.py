"""The line in which the words of a filter are typed."""

from __future__ import annotations

from textual.widgets import Input


class FilterBar(Input):
    """An input over the headlines."""

    def __init__(self) -> None:
        super().__init__(id="filter", compact=True, placeholder="words to look for")
