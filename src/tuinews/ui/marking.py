"""Marks on articles, and undo and redo of everything."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from tuinews.keymap import Place
from tuinews.model.articles import ArticleRow
from tuinews.model.scopes import Scope
from tuinews.newsroom import mark
from tuinews.newsroom.change import Change
from tuinews.newsroom.mark import MarkName
from tuinews.ui.making import Making
from tuinews.ui.unsaved import Unsaved

if TYPE_CHECKING:
    from tuinews.ui.reader_screen import ReaderScreen


_MOST_CHANGES = 50
Doing = Callable[[], Coroutine[Any, Any, Change]]


class Words(NamedTuple):
    """What is said of a change."""

    offers_undo: bool = False
    before: str = ""
    """Stands before what was changed."""
    done: str = ""
    """In the last line, once it is."""
    nothing: str = ""
    """Where nothing was to be changed."""


class Marking:
    """Gives and takes marks."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self.unsaved = Unsaved(screen)
        self.making = Making(screen, self.unsaved)

    def targets(self) -> tuple[int, ...]:
        """Return the articles that are meant: the chosen ones, else the one of `_target`."""
        chosen = self._screen.selecting.ids
        row = self._target()
        return chosen or ((row.id,) if row is not None else ())

    def _toggle(self, name: MarkName, has_mark: Callable[[ArticleRow], bool], given: str = "", taken: str = "") -> None:
        """Give the articles meant a mark where any lacks it, else take it; say which once it is stored."""
        ids, row = self.targets(), self._target()
        if not ids:
            return
        known = [one for one in map(self._screen.headlines.row, ids) if one is not None]
        if not known and row is not None:
            known = [row]
        value = not all(self.unsaved.value(one.id, name, has_mark(one)) for one in known)
        if name == "read" and value:
            ids = (*ids, *(other for one in ids for other in self._screen.folding.rest_of(one)))
        words = Words(offers_undo=len(ids) > 1, done=given if value else taken)
        self._run(partial(self.unsaved.mark, ids, name, value), words)
        self._screen.selecting.clear()

    def _target(self) -> ArticleRow | None:
        """Return the article that a mark is meant for: the one shown while it has the focus, else under the cursor."""
        screen = self._screen
        if screen.panes.place in {Place.ARTICLE, Place.PEOPLE} and screen.reading.reading is not None:
            shown = screen.reading.reading.article.row
            return screen.headlines.row(shown.id) or shown
        selected = screen.headlines.selected_id
        return None if selected is None else screen.headlines.row(selected)

    def toggle_read(self) -> None:
        """Mark the article read, or unread again."""
        self._toggle("read", lambda row: row.is_read)

    def toggle_star(self) -> None:
        """Star the article, or take the star away."""
        self._toggle("starred", lambda row: row.is_starred)

    def toggle_later(self) -> None:
        """Keep the article to read later, or no longer."""
        self._toggle("later", lambda row: row.is_later, "Kept to read later.", "No longer kept to read later.")

    def mark_all_read(self, scope: Scope | None = None) -> None:
        """Mark every article of a scope read; without one those that are chosen, else the whole list."""
        chosen = self._screen.selecting.ids
        if chosen and scope is None:
            self._run(partial(self.unsaved.mark, chosen, "read", True), Words(offers_undo=True))
            self._screen.selecting.clear()
            return
        change = partial(mark.mark_scope_read, self._screen.newsroom, scope or self._screen.lists.scope)
        self._change(change, Words(offers_undo=True))

    def mark_older_read(self) -> None:
        """Mark every article of the list read that is older than the one under the cursor."""
        selected = self._screen.headlines.selected_id
        if selected is not None:
            change = partial(mark.mark_older_read, self._screen.newsroom, self._screen.lists.scope, selected)
            self._change(change, Words(offers_undo=True, nothing="Nothing older is unread here."))

    def show_changes(self) -> None:
        """List the last changes, to undo several at once."""
        self._screen.start(self._show_changes, "edit")

    async def _show_changes(self) -> None:
        from tuinews.ui.dialogs.last_changes import ChangesDialog

        newsroom = self._screen.newsroom
        changes = await mark.last_changes(newsroom, _MOST_CHANGES)
        chosen = await self._screen.app.push_screen_wait(ChangesDialog(changes, newsroom.clock()))
        if chosen:
            self.making.begin(partial(self._undo_all, chosen))

    async def _undo_all(self, chosen: tuple[int, ...]) -> None:
        for change_id in chosen:
            undo = partial(mark.undo, self._screen.newsroom, change_id)
            await self._apply(partial(self.unsaved.in_turn, undo), Words(before="Undone: "))

    def undo(self) -> None:
        """Undo the last change."""
        change = partial(mark.undo, self._screen.newsroom)
        self._change(change, Words(before="Undone: ", nothing="There is nothing to undo."))

    def redo(self) -> None:
        """Do the last undone change again."""
        change = partial(mark.redo, self._screen.newsroom)
        self._change(change, Words(before="Done again: ", nothing="There is nothing to redo."))

    def _change(self, change: Doing, words: Words) -> None:
        """Make a change after the marks that were wanted before it."""
        self.making.begin(partial(self._apply, partial(self.unsaved.in_turn, change), words))

    def _run(self, change: Doing, words: Words) -> None:
        self._screen.start(partial(self._apply, change, words), "marks", exclusive=False)

    async def _apply(self, change: Doing, words: Words) -> None:
        done = await change()
        if not done.label:
            if words.nothing:
                self._screen.note(words.nothing)
            return
        if words.done:
            self._screen.note(words.done)
        if words.before:
            self._screen.tell(f"{words.before}{done.label}")
        elif words.offers_undo:
            self._screen.tell_undoable(done.label)
        self._screen.changes.after_change(done)
