"""Marks on articles, and undo and redo of everything."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from functools import partial
from typing import TYPE_CHECKING, Any

from tuinews.keymap import Place
from tuinews.model import ArticleRow
from tuinews.newsroom import mark
from tuinews.newsroom.change import Change

if TYPE_CHECKING:
    from tuinews.ui.reader_screen import ReaderScreen


class Marking:
    """Gives and takes marks."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen

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
        row = self._target()
        if row is not None:
            self._run(partial(mark.mark, self._screen.newsroom, (row.id,), "read", not row.is_read))

    def toggle_star(self) -> None:
        """Star the article, or take the star away."""
        row = self._target()
        if row is not None:
            self._run(partial(mark.mark, self._screen.newsroom, (row.id,), "starred", not row.is_starred))

    def toggle_later(self) -> None:
        """Keep the article to read later, or no longer."""
        row = self._target()
        if row is not None:
            self._run(partial(mark.mark, self._screen.newsroom, (row.id,), "later", not row.is_later))
            self._screen.note("No longer kept to read later." if row.is_later else "Kept to read later.")

    def mark_all_read(self) -> None:
        """Mark every article of the list read."""
        self._run(partial(mark.mark_scope_read, self._screen.newsroom, self._screen.lists.scope), offer="undo")

    def undo(self) -> None:
        """Undo the last change."""
        self._run(partial(mark.undo, self._screen.newsroom), before="Undone: ", nothing="There is nothing to undo.")

    def redo(self) -> None:
        """Do the last undone change again."""
        self._run(partial(mark.redo, self._screen.newsroom), before="Done again: ", nothing="There is nothing to redo.")

    def _run(
        self,
        change: Callable[[], Coroutine[Any, Any, Change]],
        *,
        offer: str = "",
        before: str = "",
        nothing: str = "",
    ) -> None:
        self._screen.start(partial(self._apply, change, offer, before, nothing), "marks", exclusive=False)

    async def _apply(
        self, change: Callable[[], Coroutine[Any, Any, Change]], offer: str, before: str, nothing: str
    ) -> None:
        done = await change()
        if not done.label:
            if nothing:
                self._screen.note(nothing)
            return
        if before:
            self._screen.tell(f"{before}{done.label}")
        elif offer:
            self._screen.tell_undoable(done.label)
        self._screen.changes.after_change(done)
