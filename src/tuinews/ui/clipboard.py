"""What is copied, given to a command of the configuration as well as to the terminal."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from tuinews.newsroom.run_tool import ToolError, hand_over
from tuinews.tools import words_of

if TYPE_CHECKING:
    from tuinews.ui.reader_screen import ReaderScreen

_LIMIT_S: Final = 5.0


async def give(screen: ReaderScreen, text: str) -> None:
    """Give a text to the command that keeps what is copied."""
    command = words_of(screen.config.copy_command)
    if not command:
        return
    try:
        await hand_over(command, text.encode("utf-8", "replace"), limit_s=_LIMIT_S)
    except ToolError as error:
        screen.tell(f"Not copied: {error.message}", "error")


def doubt(copy_command: str) -> str:
    """Return why what was copied may have gone nowhere, "" where there is no reason to think so.

    tmux passes on what programs copy only when it is told to. https://github.com/tmux/tmux/wiki/Clipboard
    """
    if copy_command or "TMUX" not in os.environ:
        return ""
    return " tmux takes it where `set-clipboard on` is set; else name a copy.command."
