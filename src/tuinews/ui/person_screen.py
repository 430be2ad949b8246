"""A person's page: who they are, what they said when, where they are named, with whom, as what."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from textual import events, on
from textual.widget import Widget

from tuinews.model.people import Card, PersonRow
from tuinews.newsroom.look_up import FIRST, FirstLook, Only, Place
from tuinews.ui import person_rows
from tuinews.ui.dialogs.window import Window
from tuinews.ui.person_head import TABS, PersonHead, Shown, hint_of, tab_at, title_of
from tuinews.ui.person_list import NEAR_THE_END, PersonList
from tuinews.ui.person_rows import Goal, Row, Tab
from tuinews.ui.row_list import RowList

if TYPE_CHECKING:
    from tuinews.ui.person_archive import PersonArchive

_STEPS = {"up": -1, "down": 1, "k": -1, "j": 1}
_PAGES = {"pageup": -1.0, "pagedown": 1.0, "b": -1.0, "ctrl+u": -0.5, "ctrl+d": 0.5}
_EMPTY = {
    Tab.STATEMENTS: "No quote of theirs is in the archive.",
    Tab.REPORTED: "No article reports what they said in its own words.",
    Tab.ARTICLES: "No article names them any more.",
    Tab.ROLES: "No article says what they are.",
    Tab.COMPANY: "Nobody else is named beside them.",
}


def rows_in(height: int) -> int:
    """Return how many rows a page takes to be painted at once on a screen so many lines high."""
    return height // 2 + NEAR_THE_END + 2  # as few more as keep the first paint from asking for others


class Wanted(NamedTuple):
    """What was chosen: a place in an article, or the quotes of a query."""

    article_id: int = 0
    offset: int = -1
    quotes: str = ""


class _Visit(NamedTuple):
    """A page that was left for another, to come back to."""

    person_id: int
    tab: Tab
    only: Only | None
    cursor: int

    @property
    def query(self) -> str:
        """The query whose articles alone are shown; empty for all."""
        return self.only.query if self.only else ""


class PersonScreen(Window[Wanted]):
    """Gives back the article to open; other people's pages open in its place."""

    DEFAULT_CLASSES = "whole"
    DEFAULT_CSS = """
    PersonScreen.whole > #box {
        max-width: 140;
    }
    PersonScreen .window-title {
        margin-bottom: 0;
    }
    PersonScreen #facts, PersonScreen #tabs {
        height: auto;
    }
    PersonScreen #tabs {
        margin: 1 0;
    }
    PersonScreen.short #tabs, PersonScreen.short #facts {
        margin: 0;
        max-height: 2;
    }
    PersonScreen RowList {
        height: 1fr;
        max-height: 100%;
    }
    """
    AUTO_FOCUS = "#person-rows"

    def __init__(
        self,
        archive: PersonArchive,
        person_id: int,
        clock: Callable[[], datetime],
        *,
        tab: Tab = Tab.STATEMENTS,
        query: str = "",
        first: FirstLook | None = None,
    ) -> None:
        """Make the page, of the articles of a query; with a first look it is painted before the card is read."""
        only = Only(query=query) if query else None
        title = title_of(Shown(first.row, None, tab, only)) if first else "A person"
        super().__init__(title, hint_of(tab))
        self._archive = archive
        self._here = _Visit(person_id, tab, only, 0)
        self._before: list[_Visit] = []
        self._row: PersonRow | None = None
        self._card: Card | None = None
        self._next: Place | None = None
        self._list = PersonList(clock)
        self._head = PersonHead()
        self._first = first

    def content(self) -> Iterable[Widget]:
        """Return the facts, the tabs and the list."""
        self._list.show_empty("Looking …", is_waiting=True)
        if self._first is not None:
            self._take(self._first)
        return [*self._head.widgets, self._list]

    def on_mount(self) -> None:
        """Show the page, or what the first look did not tell of it."""
        if self._first is None:
            self._go(self._here)
        else:
            self.call_after_refresh(self.start, self._learn, "page")

    # ----------------------------------------------------------------------------------------- showing

    def _go(self, visit: _Visit) -> None:
        self._here = visit
        self.workers.cancel_group(self, "more")
        self.start(self._show, "page")

    async def _show(self) -> None:
        here = self._here
        if here.tab is Tab.STATEMENTS:
            look = await self._archive.first_look(here.person_id, FIRST, here.query)
            if look is not None and (look.said or self._is_known(look.row.id)):
                self._take(look)
                await self._learn()
                return
            # Who says nothing is shown where they appear.
            self._here = here = here._replace(tab=Tab.ARTICLES)
        if await self._learn():
            self._list.show_page(
                await self._rows(), has_more=self._next is not None, cursor=here.cursor, empty=_EMPTY.get(here.tab, "")
            )

    def _take(self, look: FirstLook) -> None:
        """Show what is known at a first look: the numbers and the latest statements."""
        self._here = here = self._here._replace(person_id=look.row.id)
        self._row, self._next = look.row, look.next
        if not self._is_known(look.row.id):
            self._card = None
        self._show_head()
        rows = [person_rows.statement_row(one) for one in look.said]
        self._list.show_page(
            rows, has_more=look.next is not None, cursor=here.cursor, empty=_EMPTY.get(Tab.STATEMENTS, "")
        )

    def _is_known(self, person_id: int) -> bool:
        return self._card is not None and self._card.row.id == person_id

    async def _learn(self) -> bool:
        """Read the card where it is not known yet, and show what it tells; return whether there is one."""
        if not self._is_known(self._here.person_id):
            card = await self._archive.card(self._here.person_id)
            if card is None:
                self._list.show_empty("")
                self.show_error("This person is no longer in the archive.")
                return False
            self._card, self._row = card, card.row
            self._here = self._here._replace(person_id=card.row.id)
        self._show_head()
        return True

    async def _rows(self) -> Sequence[Row]:
        here, card, self._next = self._here, self._card, None
        if here.tab is Tab.REPORTED:
            told, self._next = await self._archive.reported(here.person_id, None, here.only)
            while not told and self._next is not None:
                told, self._next = await self._archive.reported(here.person_id, self._next, here.only)
            return [person_rows.statement_row(one) for one in told]
        if here.tab is Tab.ARTICLES:
            seen, self._next = await self._archive.appearances(here.person_id, None, here.only)
            return [person_rows.article_row(one) for one in seen]
        assert card is not None
        if here.tab is Tab.CARD:
            said, _ = await self._archive.statements(here.person_id, None, "")
            return list(person_rows.card_rows(card, said))
        if here.tab is Tab.ROLES:
            return list(person_rows.role_rows(card))
        if here.tab is Tab.COMPANY:
            return list(person_rows.company_rows(card))
        headings = [Row("Names"), *person_rows.name_rows(card)]
        parts = list(person_rows.part_rows(card))
        return [
            *headings, *([Row("Merged by you"), *parts] if parts else []), Row("Outlets"),
            *person_rows.outlet_rows(card),
        ]  # fmt: skip

    async def _show_more(self) -> None:
        here, after = self._here, self._next
        if after is None:
            return
        if here.tab is Tab.STATEMENTS:
            said, after = await self._archive.statements(here.person_id, after, here.query)
            more = [person_rows.statement_row(one) for one in said]
        elif here.tab is Tab.REPORTED:
            told, after = await self._archive.reported(here.person_id, after, here.only)
            more = [person_rows.statement_row(one) for one in told]
        else:
            seen, after = await self._archive.appearances(here.person_id, after, here.only)
            more = [person_rows.article_row(one) for one in seen]
        if here == self._here:  # else another part of the page has been turned to
            self._next = after
            self._list.change([*self._list.rows, *more], has_more=after is not None)

    def _show_head(self) -> None:
        if self._row is None:
            return
        shown, size = Shown(self._row, self._card, self._here.tab, self._here.only), self.app.size
        self.show_title(title_of(shown))
        self._head.show(shown, size.width, is_short=self.is_short)
        self.show_hint(hint_of(self._here.tab))

    def on_resize(self, event: events.Resize) -> None:
        """Set the head for another width."""
        self._show_head()

    # -------------------------------------------------------------------------------------------- keys

    def press(self, key: str) -> bool:
        """Move, turn to another tab, open, change."""
        if key in _STEPS:
            self._list.move(_STEPS[key])
        elif key in _PAGES:
            self._list.move_pages(_PAGES[key])
        elif key in {"home", "g", "end", "G"}:
            self._list.go_to(self._list.count - 1 if key in {"end", "G"} else 0)
        elif key in {"left", "h", "right", "l"}:
            place = (TABS.index(self._here.tab) + (-1 if key in {"left", "h"} else 1)) % len(TABS)
            here = self._here
            self._go(_Visit(here.person_id, TABS[place], here.only if here.query else None, 0))
        elif key in {"enter", "space"}:
            self._open(is_space=key == "space")
        else:
            return self._press_change(key)
        return True

    def _press_change(self, key: str) -> bool:
        changes: dict[str, Callable[[], Awaitable[None]]] = {
            "f": self._follow, "N": self._announce, "d": self._tell_apart, "e": self._merge, "u": self._undo,
            "ctrl+z": self._undo,
        }  # fmt: skip
        if key in changes:
            self.start(changes[key], "change")
        elif key == "quotation_mark":
            self.close(Wanted(quotes=f"who:{self._here.person_id} {self._here.query}".strip()))
        elif key in {"q", "i"}:
            self.close()
        else:
            return False
        return True

    def on_key(self, event: events.Key) -> None:
        """Go back to the page before; Textual goes on to the window's own keys, which leave the first."""
        if event.key in {"escape", "backspace"} and self._before:
            event.stop()
            event.prevent_default()
            self._go(self._before.pop())

    def on_click(self, event: events.Click) -> None:
        """Turn to the part of the page that a number or a tab leads to."""
        tab = tab_at(event)
        if tab is not None:
            self._visit(_Visit(self._here.person_id, tab, self._here.only if self._here.query else None, 0))

    @on(PersonList.MoreWanted)
    def _more_wanted(self) -> None:
        self.start(self._show_more, "more")

    @on(RowList.Chosen)
    def _chosen(self) -> None:
        self._open(is_space=False)

    def _open(self, *, is_space: bool) -> None:
        row = self._list.selected
        if row is None or row.goal is None:
            return
        goal = row.goal
        if goal.article_id and is_space and self._here.tab is Tab.ARTICLES and not row.is_sentence:
            self.start(self._unfold, "page")
        elif goal.article_id:
            self.close(Wanted(goal.article_id, goal.offset))
        elif goal.person_id and not is_space:
            self._visit(_Visit(goal.person_id, Tab.STATEMENTS, None, 0))
        else:
            self._visit(self._narrowed(goal))

    def _narrowed(self, goal: Goal) -> _Visit:
        only = Only(other_id=goal.person_id) if goal.person_id else goal.only
        return _Visit(self._here.person_id, goal.tab or Tab.ARTICLES, only, 0)

    def _visit(self, visit: _Visit) -> None:
        self._before.append(self._here._replace(cursor=self._list.cursor))
        self._go(visit)

    async def _unfold(self) -> None:
        """Show the sentences of an article that name the person under it, or hide them again."""
        rows, at = list(self._list.rows), self._list.cursor
        goal = rows[at].goal
        assert goal is not None
        below = at + 1
        while below < len(rows) and rows[below].is_sentence:
            below += 1
        if below > at + 1:
            rows[at + 1 : below] = []
        else:
            found = await self._archive.mentioned(self._here.person_id, goal.article_id)
            rows[at + 1 : at + 1] = [person_rows.sentence_row(one) for one in found]
        self._list.change(rows, has_more=self._next is not None)

    # ----------------------------------------------------------------------------------------- changes

    async def _follow(self) -> None:
        await self._archive.follow(self._here.person_id)
        await self._show_anew()

    async def _announce(self) -> None:
        words = await self._archive.announce(self._here.person_id)
        await self._show_anew()
        self.show_hint(words)

    async def _tell_apart(self) -> None:
        row = self._list.selected
        if row is None or row.goal is None:
            return
        if row.part:
            await self._archive.unmerge(self._here.person_id, row.part)
        elif row.goal.article_id and not row.is_sentence:
            await self._archive.part(self._here.person_id, row.goal.article_id)
        else:
            self.show_hint("Go to an article that is about somebody else of this name, or to a name merged by you.")
            return
        await self._show_anew()

    async def _merge(self) -> None:
        if self._card is not None:
            into = await self._archive.merge(self._card)
            if into is not None:
                self._here = self._here._replace(person_id=into)
                await self._show_anew()

    async def _undo(self) -> None:
        await self._archive.undo()
        await self._show_anew()

    async def _show_anew(self) -> None:
        self._here = self._here._replace(cursor=self._list.cursor)
        self._card = None
        await self._show()
