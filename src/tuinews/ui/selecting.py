"""Choosing several headlines, for what is then done to all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tuinews.ui.reader_screen import ReaderScreen


class Selecting:
    """Keeps which headlines are chosen."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self._last = -1

    @property
    def ids(self) -> tuple[int, ...]:
        """The chosen articles, in the order of the list."""
        headlines = self._screen.headlines
        return tuple(article_id for article_id in headlines.ids if article_id in headlines.chosen)

    def toggle(self) -> None:
        """Choose the headline under the cursor, or no longer, and go to the next."""
        headlines = self._screen.headlines
        selected = headlines.selected_id
        if selected is None:
            return
        self._last = headlines.cursor
        headlines.choose(headlines.chosen ^ {selected})
        headlines.move(1)
        self._say()

    def extend(self) -> None:
        """Choose everything from the headline chosen last to the one under the cursor."""
        headlines = self._screen.headlines
        if not headlines.chosen or self._last < 0:
            self.toggle()
            return
        first, last = sorted((self._last, headlines.cursor))
        headlines.choose(headlines.chosen | {id_ for id_ in headlines.ids[first : last + 1] if id_ > 0})
        self._last = headlines.cursor
        self._say()

    def clear(self) -> bool:
        """Choose nothing any more; return whether anything was."""
        headlines = self._screen.headlines
        if not headlines.chosen:
            return False
        self._last = -1
        headlines.choose(frozenset())
        return True

    def _say(self) -> None:
        count = len(self._screen.headlines.chosen)
        if count:
            self._screen.note(f"{count:,} chosen · what you do next is done to all · Esc chooses none")
