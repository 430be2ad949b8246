"""Asking for the command that an article goes to: one of the configuration, or one that is typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from textual import on
from textual.widget import Widget
from textual.widgets import Input

from tuinews.screen_text import line
from tuinews.tools import FORMS, Tool, ToolKind, words_of
from tuinews.ui.dialogs.pick_list import PickList, PickRow
from tuinews.ui.dialogs.window import Window
from tuinews.ui.row_list import RowList
from tuinews.ui.typed_line import TypedLine

_QUOTED: Final = re.compile(r"'[^']*'|\"[^\"]*\"")
_OF_SHELLS: Final = frozenset({"|", "||", "&&", "&", ";", ">", ">>", "<", "2>", "2>&1"})
"""Words that mean something to a shell alone."""
_FORM_WORDS: Final = {"text": "plain text", "md": "Markdown", "html": "HTML", "json": "JSON"}


class PipeDialog(Window[Tool]):
    """Gives back the command, what it is given, and where what it prints goes."""

    DEFAULT_CSS = """
    PipeDialog RowList {
        max-height: 12;
        margin-top: 1;
    }
    """
    WIDEST = 110

    def __init__(self, what: str, tools: Sequence[Tool], last: Tool | None = None) -> None:
        """Make the window.

        Args:
            what: what is piped, "the article".
            tools: the commands of the configuration.
            last: what was typed last time.
        """
        self._what = what
        self._tools = tools
        self._form = last.form if last else "text"
        self._is_replacing = bool(last and last.is_replacing)
        super().__init__("", "")
        self._line = TypedLine(
            last.name if last else "", placeholder="a command, for example: wc -w", id="command", compact=True
        )
        self._list = PickList(
            [PickRow(tool.name, _in_words(tool)) for tool in tools],
            empty="[[pipe]] in config.toml names commands to pick from here.",
        )

    def content(self) -> Iterable[Widget]:
        """Return the line and the commands of the configuration."""
        return [self._line, self._list]

    def on_mount(self) -> None:
        """Say what is given to a command that is typed."""
        self._line.cursor_position = len(self._line.value)
        self._tell()

    def _tell(self) -> None:
        self.show_title(f"Pipe {self._what} as {_FORM_WORDS[self._form]}")
        ends = "takes its place" if self._is_replacing else "is shown"
        self.show_hint(f"Enter runs · tab form · ctrl+r what it prints {ends} · ↑ ↓ pick · Esc leaves")

    def press(self, key: str) -> bool:
        """Change the form or where the output goes; pick a command of the configuration."""
        if key == "tab":
            self._form = FORMS[(FORMS.index(self._form) + 1) % len(FORMS)]
        elif key == "ctrl+r":
            self._is_replacing = not self._is_replacing
        elif key == "enter" and not self._line.value.strip():
            self._pick(self._list.cursor)
            return True
        else:
            return self._list.press(key, has_letters=False)
        self._tell()
        return True

    def _pick(self, index: int) -> None:
        if 0 <= index < len(self._tools):
            self.dismiss(self._tools[index])

    @on(RowList.Chosen)
    def _chosen(self, event: RowList.Chosen) -> None:
        self._pick(event.index)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give back what was typed, or what the cursor is on when nothing was."""
        event.stop()
        typed = event.value.strip()
        if not typed:
            self._pick(self._list.cursor)
            return
        if problem := self.problem_of(typed):
            self.show_error(problem)
            return
        self.dismiss(Tool(ToolKind.PIPE, typed, words_of(typed), self._form, self._is_replacing))

    @staticmethod
    def problem_of(typed: str) -> str:
        """Return why a typed command cannot be run, in a sentence; empty when it can."""
        if not words_of(typed):
            return "A quotation mark is missing its other half."
        bare = _QUOTED.sub("", typed).split()
        if any(word in _OF_SHELLS or word.endswith(";") for word in bare):
            return 'No shell runs it. For a pipeline, give one to a shell of your own: sh -c "…"'
        return ""


def _in_words(tool: Tool) -> str:
    ends = " · takes its place" if tool.is_replacing else ""
    return f"{_FORM_WORDS[tool.form]} → {line(' '.join(tool.command), 60)}{ends}"
