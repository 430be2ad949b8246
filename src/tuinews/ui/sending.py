"""Sending from the screen: the addresses of articles go to a service or a command of the configuration."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tuinews.newsroom.mark import articles_in_words
from tuinews.tools import Tool, ToolKind

if TYPE_CHECKING:
    from tuinews.ui.reader_screen import ReaderScreen


class Sending:
    """Sends articles to where they are kept."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen

    def send(self) -> None:
        """Send what is meant; ask where to when there are several places."""
        targets = self._screen.marking.targets()
        if targets:
            self._screen.start(partial(self._send, targets), "send", exclusive=False)
        else:
            self._screen.note("Choose an article first.")

    async def _send(self, targets: tuple[int, ...]) -> None:
        screen = self._screen
        tools = [tool for tool in screen.config.tools if tool.kind is ToolKind.SEND]
        if not tools:
            screen.note("There is nowhere to send to yet; [[send]] in config.toml names a service or a command.")
            return
        tool = tools[0] if len(tools) == 1 else await self._ask(tools)
        if tool is None:
            return
        screen.note(f"Sending to {tool.name}…")
        sent = await screen.desk.send(tool.name, targets)
        screen.selecting.clear()
        if sent.problems:
            screen.tell(f"{tool.name}: {sent.problems[0]}", "error")
        elif sent.articles:
            screen.note(f"Sent {articles_in_words(sent.articles)} to {tool.name}.")

    async def _ask(self, tools: list[Tool]) -> Tool | None:
        from tuinews.ui.dialogs.destination import DestinationDialog

        return await self._screen.app.push_screen_wait(DestinationDialog(tools))
