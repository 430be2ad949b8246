"""The People view: who is in the news, in several orders, filtered as you type."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual import events, on
from textual.widget import Widget
from textual.widgets import Input

from tuinews.model.people import PeopleSort
from tuinews.newsroom.look_up import FIRST, People
from tuinews.query import QueryError
from tuinews.query.completion import Vocabulary
from tuinews.ui.dialogs.window import Window
from tuinews.ui.people_list import PeopleList, head_for
from tuinews.ui.query_line import QueryHint, QueryLine
from tuinews.ui.row_list import RowList
from tuinews.ui.status_bar import InkedLine

if TYPE_CHECKING:
    from tuinews.ui.person_screen import Wanted

ORDERS: tuple[tuple[PeopleSort, str], ...] = (
    (PeopleSort.RISING, "rising this week"),
    (PeopleSort.RECENT, "most this week"),
    (PeopleSort.MENTIONS, "most mentions"),
    (PeopleSort.QUOTES, "most quotes"),
    (PeopleSort.LAST, "last seen"),
    (PeopleSort.NAME, "by name"),
)
_PAUSE_S = 0.06
_STEPS = {"up": -1, "down": 1, "k": -1, "j": 1}
_PAGES = {"pageup": -1.0, "pagedown": 1.0, "space": 1.0, "b": -1.0, "ctrl+u": -0.5, "ctrl+d": 0.5}
_HINT = "Enter opens · / filters · ← → order · f follows · Esc leaves"
_HINT_TYPING = "Enter to the list · words of names, or fields: since:30d feed:… · Esc clears"
_SHORT_HINT = "Enter · / · ← → order · f · Esc"
_NARROW = 70
_NOBODY = "Nobody is known yet. People are found when articles are read, or in the background."
_NOBODY_THIS_WEEK = "Nobody was named in the last seven days. → shows other orders."


class _Head(InkedLine, Widget):
    """The names of the columns."""

    def segments(self, width: int) -> list[Segment]:
        """Return the line."""
        return [Segment(head_for(width), self.inks.meta)]


class PeopleScreen(Window["Wanted"]):
    """Opens people's pages over itself; gives back what was chosen on one of them."""

    DEFAULT_CLASSES = "whole"
    DEFAULT_CSS = """
    PeopleScreen .window-title {
        margin-bottom: 0;
    }
    PeopleScreen _Head {
        height: 1;
        padding-right: 1;  /* The list keeps this place for its scrollbar. */
    }
    PeopleScreen QueryHint {
        height: auto;
        max-height: 5;
    }
    PeopleScreen #words {
        display: none;
    }
    PeopleScreen.typing #words {
        display: block;
    }
    PeopleScreen RowList {
        height: 1fr;
        max-height: 100%;
    }
    """
    AUTO_FOCUS = "#people-rows"

    def __init__(
        self,
        find: Callable[[str, PeopleSort, int, int], Awaitable[People | None]],
        follow: Callable[[int], Awaitable[bool]],
        know: Callable[[], Awaitable[Vocabulary]],
        page: Callable[[int, str], Awaitable[Wanted | None]],
        *,
        left: Left | None = None,
    ) -> None:
        """Make the screen.

        Args:
            find: Finds people by query, order, number and offset; None when another search has taken its place.
            follow: Follows a person or no longer; returns whether they are followed now.
            know: Tells the names that can be offered.
            page: Shows a person's page, of the articles of a query; returns what was chosen on it.
            left: How it was left.
        """
        super().__init__("People", _HINT)
        self._find, self._follow, self._know, self._page = find, follow, know, page
        self._order = left.order if left else 0
        self._cursor = left.cursor if left else 0
        self._line = QueryLine(id="words", placeholder="a name, or fields: since:30d feed:…")
        self._line.value = left.query if left else ""
        self._below = QueryHint(id="query-hint")
        self._list = PeopleList()
        self._counted_over = ""

    def content(self) -> Iterable[Widget]:
        """Return the filter, the heads and the list."""
        return [self._line, self._below, _Head(), self._list]

    def on_mount(self) -> None:
        """Show who was shown, or who is in the news."""
        self.set_class(bool(self._line.value), "typing")
        self._list.show_empty("Looking …", is_waiting=True)
        self._show_soon()
        self.start(self._learn, "know")

    async def _learn(self) -> None:
        self._line.know(await self._know())
        # While the list is looked at, so that the first page opens as quickly as the others.
        await asyncio.to_thread(import_module, "tuinews.ui.person_screen")

    @property
    def left(self) -> Left:
        """How the screen is left, to be opened so again."""
        return Left(self._order, self._list.cursor, self._words)

    @property
    def _words(self) -> str:
        return " ".join(self._line.value.split())

    # ---------------------------------------------------------------------------------------- showing

    def _show_soon(self) -> None:
        self.start(self._show, "find")

    async def _show(self) -> None:
        if self._line.has_focus:
            await asyncio.sleep(_PAUSE_S)
        words, (sort, order) = self._words, ORDERS[self._order]
        try:
            found = await self._find(words, sort, max(FIRST, self._cursor + FIRST), 0)
        except QueryError as error:
            self._list.show_empty("")
            self._show_wrong(error)
            return
        if found is None:
            return
        self._show_wrong(None)
        self._counted_over = found.counted_over
        nobody = _NOBODY_THIS_WEEK if sort in (PeopleSort.RISING, PeopleSort.RECENT) else _NOBODY
        empty = f"Nobody is called “{words}”." if words else nobody
        self._list.show_people(found.rows, has_more=found.has_more, cursor=self._cursor, empty=empty)
        self._cursor = 0
        self.show_title(f"People · {order}{' · in the articles of the query' if found.counted_over else ''}")

    async def _show_more(self) -> None:
        found = await self._find(self._words, ORDERS[self._order][0], FIRST, self._list.count)
        if found is not None:
            self._list.add_people(found.rows, has_more=found.has_more)

    def _show_wrong(self, error: QueryError | None) -> None:
        self._below.show((), error, self._line.size.width)
        self._below.styles.height = self._below.height
        self._below.display = bool(self._below.height)

    # ------------------------------------------------------------------------------------------- keys

    def on_input_changed(self, event: Input.Changed) -> None:
        """Follow what is typed."""
        event.stop()
        if self._line.has_focus:
            self._show_soon()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go to the list."""
        event.stop()
        self._leave_line()

    def on_key(self, event: events.Key) -> None:
        """Leave the filter first, then the screen."""
        if event.key == "escape" and (self._line.has_focus or self._words):
            event.stop()
            event.prevent_default()
            self._line.value = ""
            self._leave_line()
            self._show_soon()

    def _leave_line(self) -> None:
        self.set_class(bool(self._words), "typing")
        self.show_hint(_HINT if self.size.width >= _NARROW else _SHORT_HINT)
        self.set_focus(self._list)

    def on_resize(self, event: events.Resize) -> None:
        """Name the keys that there is room for."""
        if not self._line.has_focus:
            self.show_hint(_HINT if event.size.width >= _NARROW else _SHORT_HINT)

    def press(self, key: str) -> bool:
        """Move, order, filter, follow, open."""
        if self._line.has_focus:
            return self._press_typing(key)
        if key in _STEPS:
            self._list.move(_STEPS[key])
        elif key in _PAGES:
            self._list.move_pages(_PAGES[key])
        elif key in {"home", "g", "end", "G"}:
            self._list.go_to(self._list.count - 1 if key in {"end", "G"} else 0)
        elif key in {"left", "h", "right", "l", "S"}:
            self._order = (self._order + (-1 if key in {"left", "h"} else 1)) % len(ORDERS)
            self._show_soon()
        elif key == "slash":
            self.set_class(True, "typing")
            self.show_hint(_HINT_TYPING)
            self.set_focus(self._line)
        else:
            return self._press_on_person(key)
        return True

    def _press_typing(self, key: str) -> bool:
        if key == "tab":
            return self._line.complete() or True
        if key in {"up", "down"}:
            self._list.move(_STEPS[key])
            return True
        return False

    def _press_on_person(self, key: str) -> bool:
        chosen = self._list.selected
        if key in {"q", "P"}:
            self.close()
        elif key in {"enter", "i", "f"}:
            if chosen is not None and key == "f":
                self.start(partial(self._follow_chosen, chosen.id), "follow", exclusive=False)
            elif chosen is not None:
                self._open(chosen.id)
        else:
            return False
        return True

    def _open(self, person_id: int) -> None:
        self.start(partial(self._show_page, person_id), "page")

    async def _show_page(self, person_id: int) -> None:
        """Show a person's page; come back to the list as it is by then, unless something was chosen."""
        wanted = await self._page(person_id, self._counted_over)
        if wanted is not None:
            self.close(wanted)
        else:
            self._cursor = self._list.cursor
            self._show_soon()

    async def _follow_chosen(self, person_id: int) -> None:
        is_followed = await self._follow(person_id)
        rows = [row._replace(is_followed=is_followed) if row.id == person_id else row for row in self._list.people]
        self._list.show_people(rows, has_more=self._list.has_more, cursor=self._list.cursor)

    @on(RowList.CursorMoved)
    def _moved(self) -> None:
        if self._list.wants_more:
            self.start(self._show_more, "find")

    @on(RowList.Chosen)
    def _chosen(self, event: RowList.Chosen) -> None:
        self._open(self._list.people[event.index].id)


class Left:
    """How the People view was left: its order, its cursor, what was typed."""

    def __init__(self, order: int, cursor: int, query: str) -> None:
        self.order = order
        self.cursor = cursor
        self.query = query
