"""The filter over the headlines: as words are typed, the list shows only the articles that hold them all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuinews.keymap import Place

if TYPE_CHECKING:
    from tuinews.ui.filter_bar import FilterBar
    from tuinews.ui.reader_screen import ReaderScreen

_PAUSE_S = 0.15


class Filtering:
    """Opens the filter, follows what is typed, and takes it away again."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self._bar: FilterBar | None = None

    @property
    def is_on(self) -> bool:
        """Whether the filter line is there."""
        return self._bar is not None and bool(self._bar.display)

    @property
    def has_focus(self) -> bool:
        """Whether words are being typed."""
        return self._bar is not None and self._bar.has_focus

    def begin(self) -> None:
        """Show the filter line and let words be typed."""
        screen = self._screen
        screen.going.go_to(Place.HEADLINES)
        if self._bar is None:
            from tuinews.ui.filter_bar import FilterBar

            self._bar = FilterBar()
            screen.add_to_headlines(self._bar)
        self._bar.display = True
        screen.set_focus(self._bar)

    def hide(self) -> None:
        """Take the filter line away."""
        if self._bar is not None:
            self._bar.display = False
            with self._bar.prevent(type(self._bar).Changed):
                self._bar.value = ""
            self._screen.no_longer("filter")

    def end(self) -> None:
        """Take the filter away and show the whole list; the cursor stays on its article."""
        self.hide()
        self._screen.lists.set_words("")
        self._screen.going.go_to(Place.HEADLINES)

    def takes(self, key: str) -> bool:
        """Return whether a key is for the reader, though words are being typed."""
        return key in {"escape", "up", "down", "pageup", "pagedown", "tab", "f1"}

    def leave(self) -> None:
        """Go from the filter line to what it found."""
        self.apply()
        self._screen.going.go_to(Place.HEADLINES)

    def typed(self) -> None:
        """Follow the words when typing pauses."""
        self._screen.later("filter", _PAUSE_S, self.apply)

    def apply(self) -> None:
        """Show what the words find."""
        self._screen.no_longer("filter")
        if self._bar is not None and self.is_on:
            self._screen.lists.set_words(" ".join(self._bar.value.split()))
