"""Opening addresses and media files with the program that the configuration has a rule for."""

from __future__ import annotations

import contextlib
import fnmatch
import mimetypes
import os
import re
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from tuinews.newsroom.run_tool import ToolError, environment, filled
from tuinews.programs import own_group
from tuinews.screen_text import line
from tuinews.tools import TERMINAL_BROWSERS, Tool, ToolKind

_BROWSE = "import sys, webbrowser; sys.exit(not webbrowser.open(sys.argv[1]))"
_QUICK_S = 1.0
"""A program that ends with a fault within this time could not open what it was given."""


def opener_for(tools: Sequence[Tool], url: str, media_type: str = "") -> Tool | None:
    """Return the first opener whose rule an address meets, or None: then it is the browser's.

    Args:
        tools: the programs of the configuration.
        url: a web address.
        media_type: as a feed tells it; what the address looks like when it tells none.
    """
    guessed = mimetypes.guess_type(urlsplit(url).path)[0] or ""
    kind = (media_type.partition(";")[0].strip() or guessed).lower()
    for tool in tools:
        if tool.kind is not ToolKind.OPEN or (tool.media and not fnmatch.fnmatchcase(kind, tool.media)):
            continue
        if not tool.pattern or re.search(tool.pattern, url):
            return tool
    return None


def with_place(command: Sequence[str], name: str = "url") -> tuple[str, ...]:
    """Return a command that has a place for an address: at its end, where it names none."""
    has_place = any("{url}" in word or "{file}" in word for word in command[1:])
    return tuple(command) if has_place else (*command, f"{{{name}}}")


def launch(command: Sequence[str], facts: Mapping[str, str]) -> None:
    """Start a program that goes on by itself, also after the reader has ended.

    Raises:
        ToolError: it cannot be started, or ends at once with a fault.
    """
    name = line(command[0], 80)
    try:
        process = subprocess.Popen(
            filled(command, facts),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment(facts),
            **own_group(),
        )
    except FileNotFoundError as error:
        raise ToolError(f"There is no program {name} here; please look how its command is written.") from error
    except (OSError, ValueError) as error:
        raise ToolError(f"{name} cannot be run.") from error
    with contextlib.suppress(subprocess.TimeoutExpired):
        if process.wait(_QUICK_S):
            raise ToolError(f"{name} could not open it (exit code {process.returncode}).")
        return
    threading.Thread(target=process.wait, name="opener", daemon=True).start()


def browser() -> Tool:
    """Return how this system opens an address: a browser in a terminal by its name, any other by Python's module.

    That module runs in a process of its own. What a browser prints would stand in the middle of the screen.
    """
    import webbrowser

    with contextlib.suppress(webbrowser.Error):
        name = os.path.basename(getattr(webbrowser.get(), "name", ""))
        if name in TERMINAL_BROWSERS:
            return Tool(ToolKind.OPEN, name, (name,), is_in_terminal=True)
    return Tool(ToolKind.OPEN, "the browser", (sys.executable, "-I", "-c", _BROWSE))


def run_in_terminal(command: Sequence[str], facts: Mapping[str, str]) -> None:
    """Run a program that has the terminal to itself, to its end; raises ToolError when it cannot be run."""
    try:
        subprocess.run(filled(command, facts), env=environment(facts), check=False)
    except (OSError, ValueError) as error:
        raise ToolError(f"{line(command[0], 80)} cannot be run. Please check the command in config.toml.") from error
