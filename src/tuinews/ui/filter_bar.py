"""The line in which the query of a filter is typed."""

from __future__ import annotations

from tuinews.ui.query_line import QueryLine


class FilterBar(QueryLine):
    """A query line over the headlines."""

    def __init__(self) -> None:
        super().__init__(id="filter", placeholder="words to look for, or a field: is:unread, said:name, since:30d …")
