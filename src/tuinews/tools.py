"""What the configuration says of other programs: pipes, openers, senders, hooks, filters and sources.

Each is a table of its own in config.toml: [[pipe]], [[open]], [[send]], [[hook]], [[filter]] or [[exec]]. They are
read from nowhere else: no feed, no list and no page can name a program. A command is split into words once, and no
shell sees it.
"""

from __future__ import annotations

import difflib
import re
import shlex
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final, NamedTuple

from tuinews.config_lines import placed
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

_NAME_OF: Final = {"name": "What it is called."}
_COMMAND: Final = {"command": "The program and its arguments, as a text or a list of words; no shell runs it."}
_LIMIT: Final = {"limit_s": "Seconds after which it is stopped, from 1 to 600; 30 when nothing is said."}
_GIVES: Final = {"gives": "What it is given: text, md, html or json."}
KEYS: Final[Mapping[ToolKind, Mapping[str, str]]] = {
    ToolKind.PIPE: _NAME_OF
    | _COMMAND
    | _GIVES
    | {"replaces": "Whether what it prints takes the article's place; else a window shows it."}
    | _LIMIT,
    ToolKind.OPEN: _NAME_OF
    | _COMMAND
    | {
        "match": "A regular expression that the address has to meet.",
        "type": 'The media type it has to have, such as "audio/*".',
        "terminal": "Whether it needs the terminal for itself.",
    },
    ToolKind.SEND: _NAME_OF
    | _COMMAND
    | {
        "to": "The service that takes the address in a command's place: wallabag or instapaper.",
        "url": "The address of the service.",
        "user": "Who you are there.",
        "password": 'Where your password comes from: { command = "…" } or { env = "…" }.',
        "client_id": "The client that Wallabag has made for you.",
        "client_secret": "Its secret, from where a password comes.",
    }
    | _LIMIT,
    ToolKind.HOOK: _NAME_OF
    | _COMMAND
    | {
        "on": "When it is run: article (a new one), statement (of a person you follow) or refresh (once after each).",
        "most": "How many articles or statements of one refresh it is run for, 1 to 1000; 20 when nothing is said.",
    }
    | _GIVES
    | _LIMIT,
    ToolKind.FILTER: _NAME_OF
    | _COMMAND
    | {"match": "A regular expression that the feed's address has to meet."}
    | _LIMIT,
    ToolKind.EXEC: _NAME_OF | _COMMAND | _LIMIT,
}
"""What each table may say, and what that does."""
_LONGEST_S: Final = 600
_SLASHES: Final = re.compile(r"[/\\]")
_NAMED: Final = frozenset({ToolKind.SEND, ToolKind.EXEC})
"""The kinds that are asked for by their names."""
_NAME: Final = re.compile(r"[^\x00-\x1f/]{1,60}")


def read_tools(table: str, told: Any, file: str, content: str = "") -> tuple[Tool, ...]:
    """Return the programs of the tables of one name; raises ConfigError when one cannot be meant."""
    kind = ToolKind(table)
    if not isinstance(told, list):
        raise placed(_fault(kind, f"is written as [[{kind}]], with two brackets"), kind, 0, file, content)
    tools = list[Tool]()
    for number, one in enumerate(told):
        try:
            tool = _tool(kind, one)
            if kind in _NAMED and any(tool.name == other.name for other in tools):
                raise _fault(kind, f"names {tool.name} twice")
        except ConfigError as error:
            raise placed(error, kind, number, file, content) from error
        tools.append(tool)
    return tuple(tools)


def _tool(kind: ToolKind, told: Any) -> Tool:
    if not isinstance(told, dict):
        raise _fault(kind, "holds keys and values")
    if unknown := sorted(told.keys() - KEYS[kind].keys()):
        near = difflib.get_close_matches(unknown[0], KEYS[kind], 1, 0.6)
        hint = f"did you mean {near[0]}?" if near else f"it has {', '.join(sorted(KEYS[kind]))}"
        raise _fault(kind, f"has no {unknown[0]}; {hint}", unknown[0])
    command, is_service = words_of(told.get("command", "")), kind is ToolKind.SEND and "to" in told
    if not command and not is_service:
        raise _fault(kind, f'has a command: command = "…"{_by_name(told)}', "command")
    name = told.get("name", _SLASHES.split(command[0])[-1][:60] if command else "")
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise _fault(kind, "has a name of at most 60 characters, without a slash", "name")
    tool = Tool(kind, name, command, **_common(kind, told))
    return _service(tool, told) if is_service else tool


def _by_name(told: dict[str, Any]) -> str:
    return f" ({told['name']})" if isinstance(told.get("name"), str) else ""


def _common(kind: ToolKind, told: dict[str, Any]) -> dict[str, Any]:
    pattern = _text(told, "match", kind)
    try:
        re.compile(pattern)
    except re.error as error:
        raise _fault(kind, f"has a match that is no regular expression ({error})", "match") from error
    event = _choice(told, "on", EVENTS, kind) if kind is ToolKind.HOOK else ""
    return {
        "form": _choice({"gives": "json" if kind is ToolKind.HOOK else "text"} | told, "gives", FORMS, kind),
        "is_replacing": _truth(told, "replaces", kind),
        "pattern": pattern,
        "media": _text(told, "type", kind).lower(),
        "is_in_terminal": _truth(told, "terminal", kind),
        "event": event,
        "most": int(_number(told, "most", (20, 1, 1000), kind)),
        "limit_s": _number(told, "limit_s", (30.0, 1, _LONGEST_S), kind),
    }


def _service(tool: Tool, told: dict[str, Any]) -> Tool:
    service = _choice(told, "to", SERVICES, tool.kind)
    url = _text(told, "url", tool.kind) or (INSTAPAPER if service == "instapaper" else "")
    if not url:
        raise _fault(tool.kind, f'needs the address of {service}: url = "https://…" ({tool.name})')
    return tool._replace(
        service=service,
        url=url,
        user=_text(told, "user", tool.kind),
        password=_secret(told, "password", tool),
        client_id=_text(told, "client_id", tool.kind),
        client_secret=_secret(told, "client_secret", tool),
    )


def _secret(told: dict[str, Any], key: str, tool: Tool) -> Secret:
    value = told.get(key)
    if value is None:
        return Secret()
    if isinstance(value, str):
        raise _fault(tool.kind, f'takes the {key} of {tool.name} from {{ command = "…" }} or {{ env = "…" }}', key)
    try:
        return read_secret(value, f"the {key} of {tool.name}")
    except ConfigError as error:
        raise _fault(tool.kind, error.message.rstrip("."), key) from error


def words_of(command: Any) -> tuple[str, ...]:
    """Return a command as program and arguments, empty when it is none; no shell ever sees it."""
    if isinstance(command, list) and all(isinstance(word, str) for word in command):
        return tuple(command)
    try:
        return tuple(shlex.split(command)) if isinstance(command, str) else ()
    except ValueError:
        return ()


def _text(told: dict[str, Any], key: str, kind: ToolKind) -> str:
    value = told.get(key, "")
    if not isinstance(value, str):
        raise _fault(kind, f"takes a text for {key}", key)
    return value


def _truth(told: dict[str, Any], key: str, kind: ToolKind) -> bool:
    value = told.get(key, False)
    if not isinstance(value, bool):
        raise _fault(kind, f"takes true or false for {key}", key)
    return value


def _number(told: dict[str, Any], key: str, bounds: tuple[float, float, float], kind: ToolKind) -> float:
    default, low, high = bounds
    value = told.get(key, default)
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        raise _fault(kind, f"takes a number from {low:g} to {high:g} for {key}", key)
    return float(value)


def _choice(told: dict[str, Any], key: str, choices: tuple[str, ...], kind: ToolKind) -> str:
    value = told.get(key)
    if value not in choices:
        raise _fault(kind, f"takes one of {', '.join(choices)} for {key}", key)
    return str(value)


def _fault(kind: ToolKind, words: str, key: str = "") -> ConfigError:
    end = "" if words.endswith("?") else "."
    return ConfigError(f"[[{kind}]] {words}{end}", key=key, topic="tools")
