"""A person's page: who they are, what they said when, where they are named, with whom, as what."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from textual import events, on
from textual.content import Content
from textual.widget import Widget

from tuinews.errors import TuinewsError
from tuinews.model.people import Appearance, Card, Statement
from tuinews.newsroom.look_up import Mentioned, Only, Place
from tuinews.screen_text import line
from tuinews.ui import person_rows
from tuinews.ui.dialogs.window import Window, text
from tuinews.ui.faults import told
from tuinews.ui.person_list import PersonList
from tuinews.ui.person_rows import Goal, Row, Tab
from tuinews.ui.row_list import RowList

_STEPS = {"up": -1, "down": 1, "k": -1, "j": 1}
_PAGES = {"pageup": -1.0, "pagedown": 1.0, "b": -1.0, "ctrl+u": -0.5, "ctrl+d": 0.5}
_TABS = tuple(Tab)
_LABELS = {
    Tab.CARD: "Card",
    Tab.STATEMENTS: "Statements",
    Tab.ARTICLES: "Articles",
    Tab.ROLES: "Roles",
    Tab.COMPANY: "Company",
    Tab.NAMES: "Names & outlets",
}
_HINTS = {
    Tab.ARTICLES: "Enter opens · space sentences · d another person · ← → more · f follows · Esc back",
    Tab.COMPANY: "Enter their page · space articles of both · ← → more · f follows · Esc back",
    Tab.NAMES: "Enter the articles · d tells apart · e is somebody else · ← → more · Esc back",
}
_HINT = 'Enter opens · ← → more · " quotes · f follows · N desktop · e is somebody else · Esc back'
_SHORT_HINT = "Enter · ← → more · f · Esc"
_NARROW = 76
_EMPTY = {
    Tab.STATEMENTS: "No quote of theirs is in the archive.",
    Tab.ARTICLES: "No article names them any more.",
    Tab.ROLES: "No article says what they are.",
    Tab.COMPANY: "Nobody else is named beside them.",
}


class Wanted(NamedTuple):
    """What was chosen: a place in an article, or the quotes of a query."""

    article_id: int = 0
    offset: int = -1
    quotes: str = ""


class Archive(Protocol):
    """What the page asks of the archive."""

    async def card(self, person_id: int) -> Card | None:
        """Return who a person is."""
        ...

    async def statements(self, person_id: int, after: Place | None) -> tuple[tuple[Statement, ...], Place | None]:
        """Return what a person said."""
        ...

    async def appearances(
        self, person_id: int, after: Place | None, only: Only | None
    ) -> tuple[tuple[Appearance, ...], Place | None]:
        """Return where a person is named."""
        ...

    async def mentioned(self, person_id: int, article_id: int) -> tuple[Mentioned, ...]:
        """Return the sentences of an article that name a person."""
        ...

    async def follow(self, person_id: int) -> bool:
        """Follow a person, or no longer."""
        ...

    async def announce(self, person_id: int) -> str:
        """Tell a person's statements on the desktop, or no longer; return what is so now."""
        ...

    async def part(self, person_id: int, article_id: int) -> None:
        """Say that an article is about a namesake."""
        ...

    async def unmerge(self, person_id: int, base_id: int) -> None:
        """Say that someone merged is another person."""
        ...

    async def merge(self, card: Card) -> int | None:
        """Ask who a person is, and merge them; return into whom."""
        ...

    async def undo(self) -> None:
        """Undo the last change."""
        ...


class _Visit(NamedTuple):
    """A page that was left for another, to come back to."""

    person_id: int
    tab: Tab
    only: Only | None
    cursor: int


class PersonScreen(Window[Wanted]):
    """Gives back the article to open; other people's pages open in its place."""

    DEFAULT_CSS = """
    PersonScreen > #box {
        width: 100%;
        max-width: 120;
        height: 100%;
        max-height: 100%;
    }
    PersonScreen .window-title {
        margin-bottom: 0;
    }
    PersonScreen #facts, PersonScreen #tabs {
        height: auto;
    }
    PersonScreen #tabs {
        margin-top: 1;
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
        self, archive: Archive, person_id: int, clock: Callable[[], datetime], *, tab: Tab = Tab.STATEMENTS
    ) -> None:
        super().__init__("…", _HINTS.get(tab, _HINT))
        self._archive = archive
        self._here = _Visit(person_id, tab, None, 0)
        self._before: list[_Visit] = []
        self._card: Card | None = None
        self._next: Place | None = None
        self._list = PersonList(clock)
        self._facts = text("", id="facts")
        self._tabs = text("", id="tabs")

    def content(self) -> Iterable[Widget]:
        """Return the facts, the tabs and the list."""
        return [self._facts, self._tabs, self._list]

    def on_mount(self) -> None:
        """Show the page."""
        self._list.show_empty("Looking …")
        self._go(self._here)

    # ----------------------------------------------------------------------------------------- showing

    def _go(self, visit: _Visit) -> None:
        self._here = visit
        self._work(self._show, "page")

    def _work(self, work: Callable[[], Awaitable[None]], group: str) -> None:
        async def guarded() -> None:
            try:
                await work()
            except TuinewsError as error:
                self.show_error(told(error))

        self.run_worker(guarded(), group=group, exclusive=True)

    async def _show(self) -> None:
        here = self._here
        rows = await self._rows() if here.tab is Tab.STATEMENTS else None
        if self._card is None or self._card.row.id != here.person_id or rows is None:
            card = await self._archive.card(here.person_id)
            if card is None:
                self.show_error("This person is no longer in the archive.")
                return
            self._card = card
            self._here = here = here._replace(person_id=card.row.id)
            if here.tab is Tab.STATEMENTS and not card.row.quotes:
                # Who says nothing is shown where they appear.
                self._here, rows = here._replace(tab=Tab.ARTICLES), None
                here = self._here
        self._show_head(self._card)
        rows = await self._rows() if rows is None else rows
        empty = _EMPTY.get(here.tab, "")
        self._list.show_page(rows, has_more=self._next is not None, cursor=here.cursor, empty=empty)

    async def _rows(self) -> Sequence[Row]:
        here, card, self._next = self._here, self._card, None
        if here.tab is Tab.STATEMENTS:
            said, self._next = await self._archive.statements(here.person_id, None)
            return [person_rows.statement_row(one) for one in said]
        if here.tab is Tab.ARTICLES:
            seen, self._next = await self._archive.appearances(here.person_id, None, here.only)
            return [person_rows.article_row(one) for one in seen]
        assert card is not None
        if here.tab is Tab.CARD:
            said, _ = await self._archive.statements(here.person_id, None)
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
        here, rows = self._here, list(self._list.rows)
        if self._next is None:
            return
        if here.tab is Tab.STATEMENTS:
            said, self._next = await self._archive.statements(here.person_id, self._next)
            rows += [person_rows.statement_row(one) for one in said]
        else:
            seen, self._next = await self._archive.appearances(here.person_id, self._next, here.only)
            rows += [person_rows.article_row(one) for one in seen]
        self._list.change(rows, has_more=self._next is not None)

    def _show_head(self, card: Card) -> None:
        here = self._here
        only = f" · {person_rows.only_in_words(here.only, card)}" if here.only else ""
        self.show_title(line(card.row.name, 200) + only)
        role, numbers = person_rows.facts_of(card)
        is_narrow = self.size.width < _NARROW
        facts = [Content(role), Content.styled(numbers, "$meta")] if role else [Content.styled(numbers, "$meta")]
        self._facts.update(Content("\n").join(facts[-1:] if self.is_short else facts))
        shown = [here.tab] if is_narrow else _TABS
        labels = [
            Content.styled(_LABELS[tab], "bold $accent underline" if tab is here.tab else "$meta") for tab in shown
        ]
        place = Content.styled(f"  {_TABS.index(here.tab) + 1} of {len(_TABS)}", "$meta") if is_narrow else Content("")
        self._tabs.update(Content("   ").join(labels) + place)
        self.show_hint(_SHORT_HINT if is_narrow else _HINTS.get(here.tab, _HINT))

    def on_resize(self, event: events.Resize) -> None:
        """Set the head for another width."""
        if self._card is not None:
            self._show_head(self._card)

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
            place = (_TABS.index(self._here.tab) + (-1 if key in {"left", "h"} else 1)) % len(_TABS)
            self._go(_Visit(self._here.person_id, _TABS[place], None, 0))
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
            self._work(changes[key], "change")
        elif key == "quotation_mark":
            self.close(Wanted(quotes=f"who:{self._here.person_id}"))
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

    @on(RowList.CursorMoved)
    def _moved(self) -> None:
        if self._list.wants_more and self._here.tab in {Tab.STATEMENTS, Tab.ARTICLES}:
            self._work(self._show_more, "more")

    @on(RowList.Chosen)
    def _chosen(self) -> None:
        self._open(is_space=False)

    def _open(self, *, is_space: bool) -> None:
        row = self._list.selected
        if row is None or row.goal is None:
            return
        goal = row.goal
        if goal.article_id and is_space and self._here.tab is Tab.ARTICLES and not row.is_sentence:
            self._work(self._unfold, "page")
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
        self._card = None
        self._here = self._here._replace(cursor=self._list.cursor)
        await self._show()
