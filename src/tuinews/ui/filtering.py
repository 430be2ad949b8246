"""The filter over the headlines: as a query is typed, the list shows only the articles that match it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuinews.keymap import Place

if TYPE_CHECKING:
    from tuinews.ui.filter_bar import FilterBar
    from tuinews.ui.query_line import QueryHint
    from tuinews.ui.reader_screen import ReaderScreen

_PAUSE_S = 0.1


class Filtering:
    """Opens the filter, follows what is typed, and takes it away again."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self._bar: FilterBar | None = None
        self._hint: QueryHint | None = None

    @property
    def is_on(self) -> bool:
        """Whether the filter line is there."""
        return self._bar is not None and bool(self._bar.display)

    @property
    def has_focus(self) -> bool:
        """Whether words are being typed."""
        return self._bar is not None and self._bar.has_focus

    @property
    def query(self) -> str:
        """What is typed into the filter."""
        return self._bar.value if self._bar is not None and self.is_on else ""

    def begin(self, words: str = "") -> None:
        """Show the filter line and let words be typed, after the first of them where they are given."""
        self._screen.going.go_to(Place.HEADLINES)
        bar = self._open()
        bar.select_on_focus = not words  # what is to be gone on with must not be typed over
        self._screen.set_focus(bar)
        if words:
            bar.value = words
            bar.action_end()

    def show(self, query: str) -> None:
        """Show the filter line with a query that the list has already."""
        bar = self._open()
        with bar.prevent(type(bar).Changed):
            bar.value = query

    def _open(self) -> FilterBar:
        if self._bar is None or self._hint is None:
            from tuinews.ui.filter_bar import FilterBar
            from tuinews.ui.query_line import QueryHint

            self._bar, self._hint = FilterBar(), QueryHint(id="filter-hint")
            hint = self._hint
            self._screen.add_bar(Place.HEADLINES, self._bar, hint, lambda: hint.height)
        self._bar.display = self._hint.display = True
        self._hint.show((), None)
        self._screen.start(self._learn, "vocabulary")
        return self._bar

    async def _learn(self) -> None:
        from tuinews.newsroom import find

        words = await find.known_words(self._screen.newsroom)
        if self._bar is not None:
            self._bar.know(words)
            if self._bar.has_focus and self._bar.value:
                self._say(self._bar.completion.options, is_wrong=False)

    def hide(self) -> None:
        """Take the filter line away."""
        if self._bar is not None and self._hint is not None:
            self._bar.display = self._hint.display = False
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
        if key in {"escape", "up", "down", "pageup", "pagedown", "tab", "f1", "ctrl+s", "ctrl+g"}:
            return True
        action = self._screen.keys.find(Place.HEADLINES, key) if key.startswith("ctrl+") else None
        return action is not None and action.id == "move.back"

    def completes(self, key: str) -> bool:
        """Put in what could come next for tab; return whether that was what the key meant."""
        return key == "tab" and self._bar is not None and self.has_focus and self._bar.complete()

    def leave(self) -> None:
        """Go from the filter line to what it found."""
        if self.apply():
            self._screen.going.go_to(Place.HEADLINES)

    def typed(self) -> None:
        """Follow the words when typing pauses; what could come next is shown at once."""
        if self._bar is not None and self._hint is not None:
            self._say(self._bar.completion.options, is_wrong=False)
        self._screen.later("filter", _PAUSE_S, self.apply)

    def apply(self) -> bool:
        """Show what the query finds; return whether it could be understood."""
        from tuinews.newsroom.find import typed
        from tuinews.query import QueryError, parse

        self._screen.no_longer("filter")
        if self._bar is None or not self.is_on:
            return True
        query = " ".join(self._bar.value.split())
        try:
            parse(query)
        except QueryError:
            self._say(self._bar.completion.options, is_wrong=True)
            return False
        self._screen.lists.set_words(typed(query))
        return True

    def _say(self, options: tuple[str, ...], *, is_wrong: bool) -> None:
        """Show what could come next, or what is wrong where nothing could."""
        from tuinews.query import QueryError, parse

        error = None
        if is_wrong and not options and self._bar is not None:
            try:
                parse(self._bar.value)
            except QueryError as found:
                error = found
        width = self._bar.size.width if self._bar is not None else 0
        if self._hint is not None and self._hint.show(options, error, width):
            self._screen.settle()
