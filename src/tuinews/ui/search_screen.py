"""Searching everything as you type: articles, people and quotes in one list."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime
from typing import NamedTuple

from textual import events, on
from textual.widget import Widget
from textual.widgets import Input

from tuinews.model.found import Found
from tuinews.query import QueryError, print_query
from tuinews.query.completion import Vocabulary
from tuinews.query.tree import Field
from tuinews.ui.dialogs.window import Window
from tuinews.ui.found_list import FoundList, FoundRow, rows_of_found
from tuinews.ui.query_line import QueryHint, QueryLine
from tuinews.ui.row_list import RowList

_PAUSE_S = 0.06


class Wanted(NamedTuple):
    """What was chosen: an article with what was looked for in it, or a query whose articles are to be listed."""

    query: str
    article_id: int | None = None
    offset: int = -1
    """Where in the article; -1 is its first hit."""


class SearchScreen(Window[Wanted]):
    """A line to type in, and what it finds under it."""

    DEFAULT_CLASSES = "tall"
    DEFAULT_CSS = """
    SearchScreen > #box {
        height: 92%;
    }
    SearchScreen QueryHint {
        height: auto;
        max-height: 5;
        margin-bottom: 1;
    }
    SearchScreen RowList {
        height: 1fr;
        max-height: 100%;
    }
    """
    WIDTH = 110
    WIDEST = 164

    def __init__(
        self,
        query: str,
        find: Callable[[str], Awaitable[Found | None]],
        know: Callable[[], Awaitable[Vocabulary]],
        clock: Callable[[], datetime],
    ) -> None:
        """Make the screen.

        Args:
            query: What was looked for last.
            find: Finds; None when another search has taken its place. Raises QueryError.
            know: Tells the names that can be offered.
        """
        super().__init__("Search", "Enter opens · tab completes · ↑ ↓ move · Esc leaves")
        self._find = find
        self._know = know
        self._line = QueryLine(id="words", placeholder="words, or fields: said:name about:word since:30d …")
        self._line.value = query
        self._below = QueryHint(id="query-hint")
        self._list = FoundList(clock, id="found")
        self._searched = ""

    def content(self) -> Iterable[Widget]:
        """Return the line, the place for what is wrong with it, and the list."""
        return [self._line, self._below, self._list]

    def on_mount(self) -> None:
        """Learn the names to offer; search for what is there already."""
        self.start(self._learn, "know")
        self._line.action_select_all()
        self._search_soon()

    async def _learn(self) -> None:
        self._line.know(await self._know())

    @property
    def wanted_words(self) -> str:
        """What is looked for."""
        return " ".join(self._line.value.split())

    # ---------------------------------------------------------------------------------------- searching

    def on_input_changed(self, event: Input.Changed) -> None:
        """Follow what is typed."""
        event.stop()
        self._show_hint(None)
        self._search_soon()

    def _search_soon(self) -> None:
        self.start(self._search, "search")

    async def _search(self) -> None:
        await asyncio.sleep(_PAUSE_S)
        query = self.wanted_words
        try:
            found = await self._find(query)
        except QueryError as error:
            self._show_hint(error)
            return
        if found is not None and query == self.wanted_words:
            self._searched = query
            self._list.show_found(rows_of_found(found), f"Nothing holds “{query}”." if len(query) > 1 else "")

    def _show_hint(self, error: QueryError | None) -> None:
        options = self._line.completion.options
        if self._below.show(options, None if options else error, self._line.size.width):
            self._below.styles.height = self._below.height
            self._below.display = bool(self._below.height)

    # --------------------------------------------------------------------------------------------- keys

    def press(self, key: str) -> bool:
        """Move in the list while words are typed; complete what is typed."""
        if key == "tab":
            return self._line.complete() or True
        return self._list.press(key)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Open what stands under the cursor."""
        event.stop()
        self._choose(self._list.selected)

    @on(RowList.Chosen)
    def _chosen(self, event: RowList.Chosen) -> None:
        self._choose(self._list.row(event.index))

    def on_resize(self, event: events.Resize) -> None:
        """Keep the error's caret in place."""
        self._below.refresh()

    def _choose(self, row: FoundRow | None) -> None:
        if row is None:
            return
        if row.person:
            self.dismiss(Wanted(print_query(Field("person", row.person))))
        elif row.article_id is not None:
            self.dismiss(Wanted(self._searched, row.article_id, row.offset))
