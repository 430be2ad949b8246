"""One line with one of a few choices: the arrow keys change it, Enter keeps it."""

from __future__ import annotations

from collections.abc import Mapping

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widgets import Static


class ChoiceLine(Static, can_focus=True):
    """A widget that shows a choice between two arrows."""

    DEFAULT_CSS = """
    ChoiceLine {
        height: auto;
        background: $panel;
    }
    ChoiceLine:focus {
        color: $title;
        text-style: bold;
    }
    """

    class Submitted(Message):
        """The reader keeps what is chosen."""

    def __init__(
        self,
        choices: Mapping[str, str],
        value: str,
        *,
        id: str | None = None,  # noqa: A002
        classes: str | None = None,
    ) -> None:
        """Make a line; `choices` has what each value is called."""
        super().__init__(id=id, classes=classes)
        self._choices = dict(choices)
        self.value = value if value in self._choices else next(iter(self._choices))
        self._show()

    def _show(self) -> None:
        self.update(Content(f"‹ {self._choices[self.value]} ›"))

    def _step(self, step: int) -> None:
        values = list(self._choices)
        self.value = values[(values.index(self.value) + step) % len(values)]
        self._show()

    def on_key(self, event: events.Key) -> None:
        """Change the choice, or keep it."""
        if event.key in {"right", "l", "space"}:
            self._step(1)
        elif event.key in {"left", "h"}:
            self._step(-1)
        elif event.key == "enter":
            self.post_message(self.Submitted())
        else:
            return
        event.stop()
        event.prevent_default()

    def on_click(self) -> None:
        """Change the choice."""
        self._step(1)
