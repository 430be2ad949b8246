"""Keeping a query under a name: a smart folder or a mute rule."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from tuinews.query import QueryError
from tuinews.query.completion import Vocabulary
from tuinews.screen_text import block, line
from tuinews.ui.dialogs.window import Window, text
from tuinews.ui.query_line import QueryHint, QueryLine
from tuinews.ui.typed_line import TypedLine

_PAUSE_S = 0.15


class KeepQueryDialog(Window[tuple[str, str]]):
    """A name and a query, with what the query would do; gives both back."""

    DEFAULT_CSS = """
    KeepQueryDialog .label {
        color: $meta;
    }
    KeepQueryDialog #kept-name {
        margin-bottom: 1;
    }
    KeepQueryDialog QueryHint {
        height: 0;
    }
    KeepQueryDialog #preview {
        margin-top: 1;
    }
    KeepQueryDialog.short #kept-name, KeepQueryDialog.short #preview {
        margin: 0;
    }
    """
    WIDEST = 110

    def __init__(
        self,
        title: str,
        name: str,
        query: str,
        preview: Callable[[str], Awaitable[str]],
        know: Callable[[], Awaitable[Vocabulary]],
    ) -> None:
        """Make the window; `preview` tells what a query would do and raises QueryError."""
        super().__init__(title, "Enter keeps · tab next · Esc leaves")
        self._first_name = name
        self._preview = preview
        self._know = know
        self._line = QueryLine(id="kept-query")
        self._line.value = query
        self._below = QueryHint(id="kept-hint")

    def content(self) -> Iterable[Widget]:
        """Return the two lines and what the query would do."""
        return [
            text("Name", classes="label"),
            TypedLine(line(self._first_name), id="kept-name", compact=True),
            text("Query", classes="label"),
            self._line,
            self._below,
            text(" ", id="preview"),
        ]

    def on_mount(self) -> None:
        """Tell what the query would do."""
        self.start(self._learn, "know")
        self._tell_soon()

    async def _learn(self) -> None:
        self._line.know(await self._know())

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell what another query would do."""
        event.stop()
        if event.input is self._line:
            self._tell_soon()

    def _tell_soon(self) -> None:
        self.start(self._tell, "preview")

    async def _tell(self) -> None:
        await asyncio.sleep(_PAUSE_S)
        options, error, sentence = self._line.completion.options, None, " "
        try:
            sentence = await self._preview(self._line.value)
        except QueryError as found:
            error = found
        self._below.show(options, None if options else error, self._line.size.width)
        self._below.styles.height = self._below.height
        self.query_one("#preview", Static).update(Content(block(sentence)))

    def press(self, key: str) -> bool:
        """Complete the query on tab, where something can be completed."""
        return key == "tab" and self._line.has_focus and self._line.complete()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give back what was typed."""
        event.stop()
        self.dismiss((line(self.query_one("#kept-name", Input).value), self._line.value))
