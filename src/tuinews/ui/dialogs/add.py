"""Asking for something to add: an address, a path, a list."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from textual.widget import Widget
from textual.widgets import Input

from tuinews.ui.dialogs.window import Window
from tuinews.ui.typed_line import TypedLine

_HINT = "Enter {} · Esc leaves"


class AddDialog(Window[bool]):
    """One line for whatever the user has: it stays open until that has turned out to be something."""

    WIDEST = 110

    def __init__(self, on_submit: Callable[[str], object], *, wants_file: bool = False) -> None:
        self._idle_hint = _HINT.format("opens" if wants_file else "adds")
        super().__init__(
            "Open a file or a list" if wants_file else "Add a feed, a site, a file or a list", self._idle_hint
        )
        self._on_submit = on_submit
        self._wants_file = wants_file
        self.is_busy = False

    def content(self) -> Iterable[Widget]:
        """Return the input."""
        example = "~/feeds.opml, ~/article.txt, or a folder" if self._wants_file else "example.org, or a path"
        return [TypedLine(placeholder=example, id="what", compact=True)]

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Hand over what was typed."""
        event.stop()
        words = event.value.strip()
        if words and not self.is_busy:
            self.is_busy = True
            self.show_error("")
            self.show_hint("Looking … · Esc leaves")
            self._on_submit(words)

    def close(self, result: bool | None = None) -> None:
        """Close the window: what was typed has turned out to be something."""
        self.is_busy = False
        super().close(result)

    def show_error(self, sentence: str) -> None:
        """Show what went wrong, and let another try be made."""
        super().show_error(sentence)
        if sentence:
            self.is_busy = False
            self.show_hint(self._idle_hint)
