"""Opening addresses with the programs that the configuration has rules for."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from tuinews.newsroom.open_with import browser, launch, opener_for, run_in_terminal, with_place
from tuinews.newsroom.run_tool import ToolError
from tuinews.screen_text import line, short_url
from tuinews.tools import Tool
from tuinews.ui.away import away
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
    try:
        await _run(screen, tool, {"url": file or address, "file": file, "media_type": media_type})
        if not tool.is_in_terminal:
            screen.note(f"Opened {short_url(address)} with {line(tool.command[0], 40)}.")
    except ToolError as error:
        screen.tell(told(error), "error")
    except SuspendNotSupported:
        screen.tell(f"{line(tool.command[0], 40)} needs the terminal for itself, which cannot be had here.", "error")
    return True


async def open_with_browser(screen: ReaderScreen, address: str) -> bool:
    """Open a safe web address with the system's browser; return whether that could be."""
    try:
        await _run(screen, await asyncio.to_thread(browser), {"url": address})
    except (ToolError, SuspendNotSupported):
        return False
    return True


async def _run(screen: ReaderScreen, tool: Tool, facts: Mapping[str, str]) -> None:
    command = with_place(tool.command)
    if tool.is_in_terminal:
        away(screen.app, partial(run_in_terminal, command, facts))
        screen.refresh(layout=True)
    else:
        await asyncio.to_thread(launch, command, facts)
