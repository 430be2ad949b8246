"""Desktop notifications of what a refresh brought: off unless wanted, and never many."""

from __future__ import annotations

import base64
import html
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Final

from tuinews.model.events import Refreshed
from tuinews.newsroom.run_tool import ToolError, run_tool
from tuinews.screen_text import line, many
from tuinews.tools import words_of
from tuinews.ui.faults import told
from tuinews.ui.graphics import write_through

if TYPE_CHECKING:
    from tuinews.ui.reader_screen import ReaderScreen

_HOUR_S: Final = 3600.0
_LIMIT_S: Final = 10.0
_NAMED: Final = 3


class Notifying:
    """Tells the desktop of new articles."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self._told_at: list[float] = []

    def tell(self, outcomes: list[Refreshed]) -> None:
        """Tell what a refresh brought, unless it brought nothing or enough was told within the last hour."""
        config, now = self._screen.config, monotonic()
        self._told_at = [moment for moment in self._told_at if now - moment < _HOUR_S]
        new = [outcome for outcome in outcomes if outcome.new]
        if not new or len(self._told_at) >= config.notify_most_an_hour:
            return
        self._told_at.append(now)
        count = sum(outcome.new for outcome in new)
        title = many(count, "new article")
        # It begins with a word of ours: a feed that is called "--help" is no option of the command.
        named = "In " + ", ".join(outcome.title for outcome in sorted(new, key=lambda one: -one.new)[:_NAMED])
        words = line(named + (f" and {len(new) - _NAMED} more feeds" if len(new) > _NAMED else ""), 200)
        if config.notify_by == "command":
            self._screen.start(partial(self._run, title, words), "notify", exclusive=False)
        elif not self._screen.app.is_headless:
            write_through(notification(config.notify_by, title, words))

    async def _run(self, title: str, words: str) -> None:
        command = words_of(self._screen.config.notify_command)
        if not command:
            return
        try:
            await run_tool(
                (*command, title, marked_up(command[0], words)), facts={"title": title, "text": words}, limit_s=_LIMIT_S
            )
        except ToolError as error:
            self._screen.note(told(error))


def marked_up(program: str, words: str) -> str:
    """Return words as a program shows them: a desktop takes tags in them for links and pictures.

    https://specifications.freedesktop.org/notification-spec/latest/markup.html
    """
    return html.escape(words, quote=False) if Path(program).stem == "notify-send" else words


def notification(by: str, title: str, words: str) -> str:
    """Return the sequence by which a terminal is asked to notify; cleaned words cannot end it early."""
    title, words = line(title, 100), line(words, 200)
    if by == "osc99":  # https://sw.kovidgoyal.net/kitty/desktop-notifications/
        head, body = (base64.standard_b64encode(one.encode()).decode("ascii") for one in (title, words))
        return f"\x1b]99;i=tuinews:d=0:e=1:p=title;{head}\x1b\\\x1b]99;i=tuinews:d=1:e=1:p=body;{body}\x1b\\"
    if by == "osc777":
        # Semicolons tell the parts apart.
        return f"\x1b]777;notify;{title.replace(';', ',')};{words.replace(';', ',')}\x1b\\"
    return f"\x1b]9;{title}: {words}\x1b\\"
