"""The block of fields between two rules that Markdown files begin with (YAML, or Hugo's TOML)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from types import MappingProxyType
from typing import Final

_FENCES: Final = MappingProxyType({"---": ("---", "..."), "+++": ("+++",)})
_MAX_ROWS: Final = 200
_FIELD: Final = re.compile(r"""["']?([\w][\w .:-]{0,60}?)["']?\s*[:=](?:\s+(.*)|)""")
_ITEM: Final = re.compile(r"\s*-\s+(.*)")
_CONTINUED: Final = re.compile(r"[|>][+-]?\d?")


def read_front_matter(rows: Sequence[str]) -> tuple[dict[str, list[str]], int]:
    """Return the fields of the block that the rows begin with, and how many rows it takes; ({}, 0) without one.

    Only `key: value`, lists and folded values are read: what a header of an article needs, and nothing that
    could grow, point elsewhere or make an object.
    """
    closing = _FENCES.get(rows[0].strip()) if rows else None
    if closing is None:
        return {}, 0
    for end in range(1, min(len(rows), _MAX_ROWS)):
        if rows[end].rstrip() in closing:
            fields = _fields(rows[1:end])
            return (fields, end + 1) if fields is not None else ({}, 0)
    return {}, 0


def _fields(rows: Sequence[str]) -> dict[str, list[str]] | None:
    """Return the fields that the rows hold; None when a row is neither a field nor part of one."""
    fields: dict[str, list[str]] = {}
    values: list[str] | None = None
    is_folded = False
    for row in rows:
        if not row.strip() or row.lstrip().startswith("#"):
            continue
        item = _ITEM.fullmatch(row)
        if values is not None and item and not is_folded:
            values.append(_plain(item[1]))
        elif values is not None and row[0].isspace():
            _continue(values, row.strip(), is_folded=is_folded)
        elif match := _FIELD.fullmatch(row.strip()):
            told = (match[2] or "").strip()
            is_folded = bool(_CONTINUED.fullmatch(told))
            values = [] if is_folded or not told else _values(told)
            fields.setdefault(match[1].strip().lower(), values)
        else:
            return None
    return {name: values for name, values in fields.items() if values}


def _continue(values: list[str], row: str, *, is_folded: bool) -> None:
    """Add an indented row to a folded value; a nested field is kept as a value of its own, as it stands."""
    if is_folded and values:
        values[0] = f"{values[0]} {row}"
    else:
        values.append(row)


def _values(told: str) -> list[str]:
    if told.startswith("[") and told.endswith("]"):
        return [_plain(part) for part in told[1:-1].split(",") if part.strip()]
    return [_plain(told)]


def _plain(told: str) -> str:
    told = told.strip()
    if len(told) >= 2 and told[0] == told[-1] and told[0] in "\"'":
        quoted = told[1:-1]
        return quoted.replace("''", "'") if told[0] == "'" else quoted.replace('\\"', '"').replace("\\\\", "\\")
    return told.split(" #", 1)[0].rstrip()
