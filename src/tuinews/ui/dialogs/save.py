"""Asking for the file that articles are saved to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from textual.widget import Widget
from textual.widgets import Input

from tuinews.errors import UsageError
from tuinews.newsroom.write_article import ENDINGS
from tuinews.paths import named_file
from tuinews.ui.dialogs.window import Window
from tuinews.ui.typed_line import TypedLine

_HINT = "Enter saves · tab form ({}) · Esc leaves"


class SaveDialog(Window[bool]):
    """One line with a file name; it stays open until the file is written."""

    WIDEST = 110

    def __init__(self, count: int, path: str, on_submit: Callable[[Path, bool], object]) -> None:
        title = "Save the article as" if count == 1 else f"Save {count:,} articles as"
        self._idle_hint = _HINT.format(" ".join(ENDINGS))
        super().__init__(title, self._idle_hint)
        self._line = TypedLine(path, id="file", compact=True)
        self._on_submit = on_submit
        self._may_overwrite: Path | None = None

    def content(self) -> Iterable[Widget]:
        """Return the line."""
        return [self._line]

    def on_mount(self) -> None:
        """Put the cursor at the end of the name, before its ending."""
        self._line.cursor_position = len(self._line.value) - len(Path(self._line.value).suffix)

    def press(self, key: str) -> bool:
        """Give the name another ending on tab."""
        if key != "tab":
            return False
        path, endings = Path(self._line.value), list(ENDINGS)
        at = endings.index(path.suffix.lower()) if path.suffix.lower() in endings else -1
        bare = str(path)[: len(str(path)) - len(path.suffix)] if at >= 0 else str(path)
        self._line.value = bare + endings[(at + 1) % len(endings)]
        self._line.cursor_position = len(bare)
        self.show_error("")
        return True

    def show_error(self, sentence: str) -> None:
        """Show what went wrong, and how to try again."""
        super().show_error(sentence)
        if sentence:
            self.show_hint(self._idle_hint)

    def ask_again(self, path: Path, sentence: str) -> None:
        """Say that there is such a file; another Enter overwrites it."""
        self._may_overwrite = path
        self.show_error(f"{sentence} Enter again overwrites it; another name keeps it.")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Forget what might have been overwritten: another name is meant."""
        event.stop()
        self._may_overwrite = None

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Hand over the name."""
        event.stop()
        if not event.value.strip():
            return
        try:
            path = named_file(event.value.strip())
        except UsageError as error:
            self.show_error(error.message)
            return
        self._on_submit(path, path == self._may_overwrite)
