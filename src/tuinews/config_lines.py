"""Where in config.toml something stands: its reader knows what is said there, but not on which line."""

from __future__ import annotations

import re

from tuinews.errors import ConfigError

_HEAD = re.compile(r"\s*\[\[?\s*([^\[\]]+?)\s*\]\]?")


def line_of_key(key: str, content: str, after: int = 0) -> int:
    """Return the line on which a value is given to a key, the first one behind `after`; 0 where there is none."""
    name = key.rsplit(".", 1)[-1]
    for number, row in enumerate(content.splitlines(), 1):
        if number > after and row.split("=")[0].strip().strip('"').rsplit(".", 1)[-1] == name and "=" in row:
            return number
    return 0


def lines_of_table(name: str, content: str) -> tuple[int, ...]:
    """Return the lines with the heads of a table, or of the tables of one name."""
    rows = enumerate(content.splitlines(), 1)
    return tuple(number for number, row in rows if (head := _HEAD.match(row)) and head[1] == name)


def placed(error: ConfigError, name: str, number: int, file: str, content: str) -> ConfigError:
    """Return what is wrong in one of the tables of a name, with its place before it.

    Args:
        error: in one sentence; its key is the one of the table that is wrong, where it is one.
        name: the table's.
        number: which of the tables of this name, from 0.
        file: as it is to be called.
        content: what the file says.
    """
    heads = lines_of_table(name, content)
    head = heads[min(number, len(heads) - 1)] if heads else 0
    line = _line_in(error.key, head, content) or head
    place = f"{file}, line {line}" if line else file
    return ConfigError(f"{place}: {error.message}", file=file, line=line, key=error.key, topic=error.topic)


def _line_in(key: str, head: int, content: str) -> int:
    """Return the line of a key in the table that begins at `head`; 0 where it is not there."""
    line = line_of_key(key, content, head) if key else 0
    rows = content.splitlines()[head : line - 1] if line else []
    return 0 if any(_HEAD.match(row) for row in rows) else line
