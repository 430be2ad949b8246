"""One question, answered by Enter or Esc."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget

from tuinews.ui.dialogs.window import Window, text


class ConfirmDialog(Window[bool]):
    """A question about something named under it."""

    def __init__(self, question: str, subject: str, yes: str, no: str) -> None:
        super().__init__(question, f"Enter {yes} · Esc {no}")
        self._subject = subject

    def content(self) -> Iterable[Widget]:
        """Return what the question is about."""
        return [text(self._subject)]

    def press(self, key: str) -> bool:
        """Say yes on Enter."""
        if key != "enter":
            return False
        self.dismiss(True)
        return True
