"""What the configuration says of other programs: pipes, openers, senders, hooks, filters and sources.

Each is a table of its own in config.toml: [[pipe]], [[open]], [[send]], [[hook]], [[filter]] or [[exec]]. They are
read from nowhere else: no feed, no list and no page can name a program. A command is split into words once, and no
shell sees it.
"""

from __future__ import annotations

import re
import shlex
from enum import StrEnum
from typing import Any, Final, NamedTuple

from tuinews.errors import ConfigError
from tuinews.sites import Secret, read_secret


class ToolKind(StrEnum):
    """What a program is for; the name of its table."""

    PIPE = "pipe"
    """Is given an article or a quote; what it prints is shown."""
    OPEN = "open"
    """Opens addresses and media files."""
    SEND = "send"
    """Keeps an address elsewhere: a command or a service."""
    HOOK = "hook"
    """Is run when something has happened."""
    FILTER = "filter"
    """Is given what a feed says and prints what is to be read instead."""
    EXEC = "exec"
    """Prints a feed."""


class Tool(NamedTuple):
    """One program, or a service to send to."""

    kind: ToolKind
    name: str
    command: tuple[str, ...] = ()
    form: str = "text"
    """What a pipe or hook is given: text, md, html or json."""
    is_replacing: bool = False
    """What a pipe prints takes the article's place on the page."""
    pattern: str = ""
    """Which addresses an opener or filter is for: a regular expression; empty for all."""
    media: str = ""
    """Which media types an opener is for, such as "audio/*"; empty for pages and links."""
    is_in_terminal: bool = False
    """An opener needs the terminal for itself."""
    event: str = ""
    """When a hook is run."""
    most: int = 20
    """How many articles or statements of one refresh a hook is run for."""
    limit_s: float = 30.0
    """How long it may take."""
    service: str = ""
    url: str = ""
    user: str = ""
    password: Secret = Secret()
    client_id: str = ""
    client_secret: Secret = Secret()


TABLES: Final = frozenset(ToolKind)
FORMS: Final = ("text", "md", "html", "json")
EVENTS: Final = ("article", "statement", "refresh")
"""What hooks can be run on: a new article, a new statement by a person who is followed, and once after each refresh."""
SERVICES: Final = ("wallabag", "instapaper")
INSTAPAPER: Final = "https://www.instapaper.com/api/add"

TERMINAL_BROWSERS: Final = frozenset({"lynx", "w3m", "links", "elinks", "links2", "chawan", "cha", "www-browser"})
"""Browsers that need the terminal for themselves."""

_KEYS: Final = {
    ToolKind.PIPE: frozenset({"name", "command", "gives", "replaces", "limit_s"}),
    ToolKind.OPEN: frozenset({"name", "command", "match", "type", "terminal"}),
    ToolKind.SEND: frozenset(
        {"name", "command", "to", "url", "user", "password", "client_id", "client_secret", "limit_s"}
    ),
    ToolKind.HOOK: frozenset({"name", "command", "on", "most", "gives", "limit_s"}),
    ToolKind.FILTER: frozenset({"name", "command", "match", "limit_s"}),
    ToolKind.EXEC: frozenset({"name", "command", "limit_s"}),
}
_LONGEST_S: Final = 600
_SLASHES: Final = re.compile(r"[/\\]")
_NAMED: Final = frozenset({ToolKind.SEND, ToolKind.EXEC})
"""The kinds that are asked for by their names."""
_NAME: Final = re.compile(r"[^\x00-\x1f/]{1,60}")


def read_tools(table: str, told: Any, file: str) -> tuple[Tool, ...]:
    """Return the programs of the tables of one name; raises ConfigError when one cannot be meant."""
    kind = ToolKind(table)
    if not isinstance(told, list):
        raise _fault(file, kind, f"is written as [[{kind}]], with two brackets")
    tools = tuple(_tool(kind, one, file) for one in told)
    names = [tool.name for tool in tools]
    if kind in _NAMED and (twice := next((name for name in names if names.count(name) > 1), None)):
        raise _fault(file, kind, f"names {twice} twice")
    return tools


def _tool(kind: ToolKind, told: Any, file: str) -> Tool:
    if not isinstance(told, dict):
        raise _fault(file, kind, "holds keys and values")
    if unknown := sorted(told.keys() - _KEYS[kind]):
        raise _fault(file, kind, f"has no {unknown[0]}; it has {', '.join(sorted(_KEYS[kind]))}")
    command = words_of(told.get("command", ""))
    name = told.get("name", _SLASHES.split(command[0])[-1][:60] if command else "")
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise _fault(file, kind, "has a name of at most 60 characters, without a slash")
    tool = Tool(kind, name, command, **_common(kind, told, file))
    if kind is ToolKind.SEND and "to" in told:
        return _service(tool, told, file)
    if not command:
        raise _fault(file, kind, f'has a command: command = "…" ({name})')
    return tool


def _common(kind: ToolKind, told: dict[str, Any], file: str) -> dict[str, Any]:
    pattern = _text(told, "match", kind, file)
    try:
        re.compile(pattern)
    except re.error as error:
        raise _fault(file, kind, f"has a match that is no regular expression ({error})") from error
    event = _choice(told, "on", EVENTS, kind, file) if kind is ToolKind.HOOK else ""
    return {
        "form": _choice({"gives": "json" if kind is ToolKind.HOOK else "text"} | told, "gives", FORMS, kind, file),
        "is_replacing": _truth(told, "replaces", kind, file),
        "pattern": pattern,
        "media": _text(told, "type", kind, file).lower(),
        "is_in_terminal": _truth(told, "terminal", kind, file),
        "event": event,
        "most": int(_number(told, "most", (20, 1, 1000), kind, file)),
        "limit_s": _number(told, "limit_s", (30.0, 1, _LONGEST_S), kind, file),
    }


def _service(tool: Tool, told: dict[str, Any], file: str) -> Tool:
    service = _choice(told, "to", SERVICES, tool.kind, file)
    url = _text(told, "url", tool.kind, file) or (INSTAPAPER if service == "instapaper" else "")
    if not url:
        raise _fault(file, tool.kind, f'needs the address of {service}: url = "https://…" ({tool.name})')
    return tool._replace(
        service=service,
        url=url,
        user=_text(told, "user", tool.kind, file),
        password=_secret(told, "password", tool, file),
        client_id=_text(told, "client_id", tool.kind, file),
        client_secret=_secret(told, "client_secret", tool, file),
    )


def _secret(told: dict[str, Any], key: str, tool: Tool, file: str) -> Secret:
    value = told.get(key)
    if value is None:
        return Secret()
    if isinstance(value, str):
        raise _fault(file, tool.kind, f'takes the {key} of {tool.name} from {{ command = "…" }} or {{ env = "…" }}')
    return read_secret(value, f"the {key} of {tool.name}", file)


def words_of(command: Any) -> tuple[str, ...]:
    """Return a command as program and arguments, empty when it is none; no shell ever sees it."""
    if isinstance(command, list) and all(isinstance(word, str) for word in command):
        return tuple(command)
    try:
        return tuple(shlex.split(command)) if isinstance(command, str) else ()
    except ValueError:
        return ()


def _text(told: dict[str, Any], key: str, kind: ToolKind, file: str) -> str:
    value = told.get(key, "")
    if not isinstance(value, str):
        raise _fault(file, kind, f"takes a text for {key}")
    return value


def _truth(told: dict[str, Any], key: str, kind: ToolKind, file: str) -> bool:
    value = told.get(key, False)
    if not isinstance(value, bool):
        raise _fault(file, kind, f"takes true or false for {key}")
    return value


def _number(told: dict[str, Any], key: str, bounds: tuple[float, float, float], kind: ToolKind, file: str) -> float:
    default, low, high = bounds
    value = told.get(key, default)
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        raise _fault(file, kind, f"takes a number from {low:g} to {high:g} for {key}")
    return float(value)


def _choice(told: dict[str, Any], key: str, choices: tuple[str, ...], kind: ToolKind, file: str) -> str:
    value = told.get(key)
    if value not in choices:
        raise _fault(file, kind, f"takes one of {', '.join(choices)} for {key}")
    return str(value)


def _fault(file: str, kind: ToolKind, words: str) -> ConfigError:
    return ConfigError(f"{file}: [[{kind}]] {words}.", file=file, key=str(kind))
