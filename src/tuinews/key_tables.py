"""The tables of config.toml that say what keys do: [keys] and [macros]."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Generic, NamedTuple, TypeVar

from tuinews.errors import ConfigError
from tuinews.keymap import key_name

T = TypeVar("T")

_STEP = re.compile(r"(?:[1-9]\d{0,3} )?[\w.]+")
_HEAD = re.compile(r"\s*\[\s*([^\[\]]+?)\s*\]")
_ENTRY = re.compile(r"""\s*((?:"[^"]*"|'[^']*'|[\w.-]+)(?:\s*\.\s*(?:"[^"]*"|'[^']*'|[\w-]+))*)\s*=""")


class Found(NamedTuple, Generic[T]):
    """What a table says, and on which lines."""

    values: Mapping[str, T]
    lines: Mapping[str, int]


def read_keys(table: object, file: str, content: str) -> Found[str]:
    """Return the keys of actions by their names; raises ConfigError where a value is neither a text nor a list."""
    lines = _lines(content)
    values: dict[str, str] = {}
    for name, value in _entries(table, "keys", file).items():
        if name == "preset":
            continue
        for action, keys in value.items() if isinstance(value, dict) else [("", value)]:
            action_id = f"{name}.{action}" if action else name
            if not isinstance(keys, str | list):
                line = lines.get(f"keys.{action_id}", 0)
                raise ConfigError(
                    f"{_place(file, line)}: the keys of {action_id} must be a text or a list of texts.",
                    file=file,
                    line=line,
                    key=action_id,
                )
            values[action_id] = keys if isinstance(keys, str) else ",".join(key_name(str(key)) for key in keys)
    return Found(values, {name: lines.get(f"keys.{name}", 0) for name in values})


def read_macros(table: object, file: str, content: str) -> Found[tuple[str, ...]]:
    """Return the actions of each macro by its key; raises ConfigError where one is no list of actions."""
    lines = _lines(content)
    values: dict[str, tuple[str, ...]] = {}
    found: dict[str, int] = {}
    for key, steps in _entries(table, "macros", file).items():
        line = lines.get(f"macros.{key}", 0)
        given = steps if isinstance(steps, list) else [steps]
        if not given or not all(isinstance(step, str) and _STEP.fullmatch(step.strip()) for step in given):
            raise ConfigError(
                f'{_place(file, line)}: the macro {key} must be a list of actions, such as ["article.star", '
                '"3 move.down"].',
                file=file,
                line=line,
                key=f"macros.{key}",
            )
        name = key_name(key)
        if name.isdecimal() or name == "comma":
            raise ConfigError(
                f"{_place(file, line)}: a macro cannot be called {key}; digits count and the comma begins a macro.",
                file=file,
                line=line,
                key=f"macros.{key}",
            )
        values[name] = tuple(str(step).strip() for step in given)
        found[f"macros.{name}"] = line
    return Found(values, found)


def _entries(table: object, name: str, file: str) -> Mapping[str, object]:
    if table is None:
        return {}
    if not isinstance(table, dict):
        raise ConfigError(f"{file}: {name} must be a table; please write [{name}].", file=file, key=name)
    return table


def _place(file: str, line: int) -> str:
    return f"{file}, line {line}" if line else file


def _lines(content: str) -> Mapping[str, int]:
    """Return the line on which each entry begins, by its full name."""
    section, lines = "", dict[str, int]()
    for number, row in enumerate(content.splitlines(), 1):
        if head := _HEAD.match(row):
            section = _bare(head[1])
        elif entry := _ENTRY.match(row):
            lines.setdefault(f"{section}.{_bare(entry[1])}", number)
    return lines


def _bare(name: str) -> str:
    return re.sub(r"\s*\.\s*", ".", name).replace('"', "").replace("'", "")
