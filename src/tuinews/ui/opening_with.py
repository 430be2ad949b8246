"""Opening addresses with the programs that the configuration has rules for."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from tuinews.newsroom.open_with import launch, opener_for, run_in_terminal, with_place
from tuinews.newsroom.run_tool import ToolError
from tuinews.screen_text import line, short_url
from tuinews.ui.faults import told

if TYPE_CHECKING:
    from tuinews.ui.reader_screen import ReaderScreen


async def open_with_rule(screen: ReaderScreen, address: str, media_type: str = "", file: str = "") -> bool:
    """Open a safe web address with the program whose rule it meets; return whether there is one.

    Args:
        screen: to speak to.
        address: where it is on the web.
        media_type: what it is.
        file: where it is on the disk, when it was downloaded.
    """
    tool = opener_for(screen.config.tools, address, media_type)
    if tool is None:
        return False
    facts = {"url": file or address, "file": file, "media_type": media_type}
    command = with_place(tool.command)
    try:
        if tool.is_in_terminal:
            with screen.app.suspend():
                run_in_terminal(command, facts)
            screen.refresh(layout=True)
        else:
            await asyncio.to_thread(launch, command, facts)
            screen.note(f"Opened {short_url(address)} with {line(tool.command[0], 40)}.")
    except ToolError as error:
        screen.tell(told(error), "error")
    except SuspendNotSupported:
        screen.tell(f"{line(tool.command[0], 40)} needs the terminal for itself, which cannot be had here.", "error")
    return True
