"""Asking for the file that quotes are written to."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from functools import partial
from pathlib import Path

from textual.widget import Widget
from textual.widgets import Input

from tuinews.errors import TuinewsError
from tuinews.paths import named_file
from tuinews.ui.dialogs.window import Window, text
from tuinews.ui.faults import told
from tuinews.ui.typed_line import TypedLine

Writer = Callable[[Path, bool, Callable[[int], object]], Awaitable[str]]
"""Writes to a file, which it may replace or not, tells how far it is, and says what it did."""


class SaveQuotesDialog(Window[str]):
    """Gives back what was written, in a sentence; a file that is there already is replaced only when asked again."""

    WIDEST = 110

    def __init__(self, path: str, write: Writer) -> None:
        """Make a window."""
        super().__init__("Write quotes to a file", "Enter writes · Esc leaves")
        self._write = write
        self._line = TypedLine(path, id="words", compact=True)
        self._may_replace = ""
        self._is_writing = False

    def content(self) -> Iterable[Widget]:
        """Return the line for the file's name."""
        return [self._line, text("The ending says how: .md, .csv, .json or .html.", classes="window-hint")]

    def on_input_changed(self, event: Input.Changed) -> None:
        """Forget what was said of another name."""
        event.stop()
        self._may_replace = ""
        self.show_error("")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Write, once at a time."""
        event.stop()
        if not self._is_writing and event.value.strip():
            self._is_writing = True
            self.start(partial(self._try, event.value.strip()), "write", exclusive=False)

    async def _try(self, name: str) -> None:
        may_replace = self._may_replace == name
        try:
            path = named_file(name)
            if path.is_file() and not may_replace:
                self._may_replace = name
                self.show_error("There is such a file already. Enter again replaces it.")
                return
            self.show_hint("Writing … · Esc stops")
            self.close(await self._write(path, may_replace, self._tell))
        except TuinewsError as error:
            self.show_hint("Enter writes · Esc leaves")
            self.show_error(told(error))
        finally:
            self._is_writing = False

    def _tell(self, count: int) -> None:
        self.show_hint(f"Writing … {count:,} · Esc stops")
